import pytest

from milestone_ls.project.globs import GlobList, Globs, Kind


@pytest.mark.parametrize(
    ("glob", "fits", "fits_not"),
    [
        ("**/*.md", ["M1.md", "docs/M1.md", "a/b/c/M1.md"], ["M1.MD", "M1.markdown"]),
        ("*.md", ["M1.md", "docs/M1.md"], ["M1.markdown"]),
        ("/*.md", ["M1.md"], ["docs/M1.md"]),
        ("docs/*.md", ["docs/M1.md"], ["M1.md", "docs/a/M1.md", "a/docs/M1.md"]),
        ("docs/milestones/**/*.md", ["docs/milestones/M1.md", "docs/milestones/a/b/M1.md"], ["docs/M1.md"]),
        ("docs/**", ["docs/M1.md", "docs/a/M1.md"], ["docs.md", "a/docs/M1.md"]),
        ("docs/", ["docs/M1.md", "a/docs/b/M1.md"], ["docs"]),
        ("docs", ["docs/a/M1.md", "a/docs/M1.md"], ["docs.md"]),
        ("docs/*", ["docs/M1.md", "docs/a/M1.md"], ["a/docs/M1.md"]),
        ("docs/a*", ["docs/a.md", "docs/ab/c/M1.md"], ["docs/M1.md"]),
        ("**/plan/**", ["plan/M1.md", "a/plan/b/M1.md"], ["plan.md"]),
        ("./docs/*.md", ["docs/M1.md"], ["a/docs/M1.md"]),
        ("M[0-9]*.md", ["M1.md", "docs/M2-x.md"], ["Mx.md"]),
        ("M[!0-9]*.md", ["Mx.md"], ["M1.md"]),
        ("M?.md", ["M1.md"], ["M10.md", "M.md"]),
        ("a b/*.md", ["a b/M1.md"], ["a/M1.md"]),
        ("🐳/*.md", ["🐳/M1.md"], ["M1.md"]),
    ],
)
def test_a_glob_is_a_line_of_a_gitignore_at_the_root(glob: str, fits: list[str], fits_not: list[str]) -> None:
    globs = GlobList((glob,))
    assert [path for path in fits if not globs.fits(path)] == []
    assert [path for path in fits_not if globs.fits(path)] == []


def test_any_glob_of_a_list_may_fit() -> None:
    globs = GlobList(("a/", "b/*.md"))
    assert [path for path in ("a/M1.md", "b/M1.md", "c/M1.md") if globs.fits(path)] == ["a/M1.md", "b/M1.md"]
    assert not GlobList(()).fits("a/M1.md")
    assert globs == GlobList(("a/", "b/*.md")) != GlobList(("a/",))


def test_exclude_goes_before_companions_and_companions_before_include() -> None:
    globs = Globs(("**/*.md",), exclude=("archive/",), companions=("tracking/**",))
    assert globs.kind("M1.md") is Kind.MILESTONE_CANDIDATE
    assert globs.kind("tracking/M1.md") is Kind.COMPANION
    assert globs.kind("archive/M1.md") is Kind.EXCLUDED
    assert globs.kind("archive/tracking/M1.md") is Kind.EXCLUDED


def test_markdown_that_is_not_included_is_other_markdown() -> None:
    globs = Globs(("docs/**/*.md",), exclude=("archive/",))
    assert globs.kind("README.md") is Kind.OTHER_MARKDOWN
    assert globs.kind("archive/README.md") is Kind.EXCLUDED
    assert Globs(()).kind("M1.md") is Kind.OTHER_MARKDOWN


@pytest.mark.parametrize("glob", ["", "  ", "!", "a\\", "[z-a].md", "[", "./", "/", "# M1.md"])
def test_what_cannot_be_read_as_a_glob_fits_nothing_and_spoils_no_other(glob: str) -> None:
    globs = Globs((glob, "*.md"), exclude=(glob,))
    assert globs.kind("M1.md") is Kind.MILESTONE_CANDIDATE
