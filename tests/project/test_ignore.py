"""What git itself says is the measure: each test writes ignore files and compares with ``git ls-files``."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from milestone_ls.project import ignore
from milestone_ls.project.files import Trouble, discover
from milestone_ls.project.ignore import Rules

FOLDERS = ("", "a", "b", "a/b", "a/a", "b/c d", "a/b/a", "a/b/b", "build", "a/build")
NAMES = ("a.md", "b.md", "M1 x.md", "#1.md", "!a.md", "[b].md", "ab.md", "M12.markdown")


def environment() -> dict[str, str]:
    """One in which git does not heed the settings of whoever runs the tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return inherited | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str) -> str:
    """What git says in *folder*."""
    command = ["git", "-c", "core.ignorecase=false", *arguments]
    return os.fsdecode(subprocess.run(command, cwd=folder, env=environment(), check=True, capture_output=True).stdout)


def commit(folder: Path) -> None:
    """A commit without files; a repository must have one before it can have another work tree."""
    git(folder, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "--message=x")


def not_ignored(folder: Path) -> tuple[str, ...]:
    """The Markdown files that git does not ignore."""
    listed = git(folder, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return tuple(sorted(path for path in listed if path.endswith((".md", ".markdown"))))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git work tree with the same file names in every folder."""
    top = tmp_path_factory.mktemp("tree")
    git(top, "init", "--quiet")
    for folder in FOLDERS:
        (top / folder).mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            (top / folder / name).touch()
    return top


def write_ignore_files(top: Path, texts: Mapping[str, str]) -> None:
    """Have exactly these ignore files: their text by the folder they stand in, ``.git`` for info/exclude."""
    for folder in FOLDERS:
        (top / folder / ".gitignore").unlink(missing_ok=True)
    (top / ".git" / "info" / "exclude").unlink(missing_ok=True)
    for folder, text in texts.items():
        path = top / ".git" / "info" / "exclude" if folder == ".git" else top / folder / ".gitignore"
        path.write_bytes(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "a.md",
        "/a.md",
        "a/",
        "/a/",
        "a/b",
        "a/b/",
        "/a/b/a.md",
        "*.md",
        "*.md\n!a.md",
        "!a.md\n*.md",
        "a/*\n!a/b",
        "a/*\n!a/b/\na/b/*\n!a/b/a.md",
        "a\n!a/b/a.md",
        "*\n!*/\n!a.md",
        "*\n!b\n!b/**",
        "a/**",
        "a/**\n!a/b/",
        "a/**\n!a/a.md",
        "a/**/\n",
        "**",
        "**/",
        "/**",
        "*/",
        "**/b",
        "**/b/a.md",
        "a/**/a",
        "a/**/*.md",
        "b*",
        "?.md",
        "[ab].md",
        "[!a].md",
        "[^a].md",
        "[a-c]*.md",
        "[[]b[]].md",
        "\\[b].md",
        "#1.md",
        "\\#1.md",
        "!a.md",
        "\\!a.md",
        "*.md\n!#1.md",
        "*.md\n!!a.md",
        "M1 x.md",
        "M1\\ x.md",
        "a.md   ",
        "a.md\\ ",
        "a.md\\\\  ",
        "a.md\\   ",
        "a.md\t",
        "c d",
        "c\\ d/",
        "a.md\r\nb.md\r\n",
        "a.md\rb.md",
        "\ufeffa.md",
        "",
        "\n\n  \n",
        "/",
        "!",
        "!/",
        "//a.md",
        "a//b",
        "a.md\\",
        "a\\/",
        "[z-a].md\nb.md",
        "[*\n*.markdown",
        "./a.md",
        "a/../a.md",
    ],
)
def test_a_gitignore_ignores_what_git_ignores(tree: Path, text: str) -> None:
    write_ignore_files(tree, {"": text})
    assert discover(tree).files == not_ignored(tree)


PIECES = st.sampled_from(
    ["a", "b", "a.md", "b.md", "*.md", "*", "**", "?", "a*", "*b", "[ab]", "[!a]*", "[a-c]?md", "build", "M1*", "c d"]
)
PATTERNS = st.builds(
    lambda sign, start, pieces, end: sign + start + "/".join(pieces) + end,
    st.sampled_from(["", "", "", "!"]),
    st.sampled_from(["", "", "/", "**/"]),
    st.lists(PIECES, min_size=1, max_size=3),
    st.sampled_from(["", "", "", "/", "/*", "/**", " "]),
).filter(lambda pattern: pattern.count("**") <= 3)  # more of them are left out knowingly
TEXTS = st.lists(PATTERNS, min_size=1, max_size=5).map("\n".join)


@settings(max_examples=100, deadline=None)
@given(texts=st.dictionaries(st.sampled_from([".git", *FOLDERS]), TEXTS, min_size=1, max_size=4))
@example(texts={"": "a/b/*\n", "a": "!b/a.md\n", "a/b": "!b.md\n"})
@example(texts={".git": "*.md\n", "a": "!a.md\n"})
@example(texts={"": "a\n", "a": "!a.md\n"})
@example(texts={"a": "/a.md\nb/a.md\n/b/b\n"})
def test_ignore_files_on_all_levels_ignore_what_git_ignores(tree: Path, texts: dict[str, str]) -> None:
    write_ignore_files(tree, texts)
    assert discover(tree).files == not_ignored(tree)


@settings(max_examples=60, deadline=None)
@given(
    texts=st.dictionaries(st.sampled_from([".git", *FOLDERS]), TEXTS, min_size=1, max_size=4),
    opened=st.sampled_from([folder for folder in FOLDERS if folder]),
)
@example(texts={"": "a/b/a.md\nb.md", "a": "b/[ab].md\n!/b/b.md"}, opened="a/b")
def test_ignore_files_above_the_opened_folder_count(tree: Path, texts: dict[str, str], opened: str) -> None:
    write_ignore_files(tree, texts)
    ignored = subprocess.run(
        ["git", "check-ignore", "--quiet", "--no-index", opened], cwd=tree, env=environment(), check=False
    )
    assume(ignored.returncode == 1)
    assert discover(tree / opened).files == not_ignored(tree / opened)


def test_a_folder_that_was_asked_for_is_listed_although_it_is_ignored(tree: Path) -> None:
    write_ignore_files(tree, {"": "build/\nb.md"})
    assert "build/a.md" not in discover(tree).files
    assert "a.md" in discover(tree / "build").files
    assert "b.md" not in discover(tree / "build").files


def test_ignore_files_count_without_git(tmp_path: Path) -> None:
    for name in ("a.md", "docs/a.md", "docs/b.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".gitignore").write_text("b.md\n")
    (tmp_path / "docs" / ".gitignore").write_text("/a.md\n")
    assert discover(tmp_path).files == ("a.md",)


def test_the_private_patterns_count_in_a_linked_work_tree(tmp_path: Path) -> None:
    main, linked = tmp_path / "main", tmp_path / "linked"
    main.mkdir()
    git(main, "init", "--quiet")
    commit(main)
    git(main, "worktree", "add", "--quiet", str(linked))
    (main / ".git" / "info").mkdir(exist_ok=True)
    (main / ".git" / "info" / "exclude").write_text("b.md\n")
    for name in ("a.md", "b.md"):
        (linked / name).touch()
    assert discover(linked).files == not_ignored(linked) == ("a.md",)


def test_a_gitignore_that_is_a_link_counts_for_nothing_as_in_git(tree: Path) -> None:
    write_ignore_files(tree, {})
    (tree / "patterns").write_text("*.md\n")
    (tree / ".gitignore").symlink_to("patterns")
    assert discover(tree).files == not_ignored(tree)
    assert discover(tree).files


def test_a_gitignore_that_cannot_be_read_is_told_and_ignores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").touch()
    (tmp_path / ".gitignore").write_text("*.md\n")

    def refuse(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(ignore, "read_patterns", refuse)
    listing = discover(tmp_path)
    assert listing.files == ("a.md",)
    assert [problem.trouble for problem in listing.problems] == [Trouble.UNREADABLE]
    assert ".gitignore: Permission denied" in listing.problems[0].message


def test_a_folder_in_place_of_a_gitignore_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    (tmp_path / ".gitignore").mkdir()
    listing = discover(tmp_path)
    assert listing.files == ("a.md",)
    assert listing.problems[0].trouble is Trouble.UNREADABLE


def test_a_name_that_is_no_text_is_matched_by_the_same_bytes(tmp_path: Path) -> None:
    names = [os.fsdecode(name) for name in (b"\xff.md", b"\xfe.md")]
    try:
        for name in names:
            (tmp_path / name).touch()
    except OSError:
        pytest.skip("this file system has only names that are text")
    (tmp_path / ".gitignore").write_bytes(b"\xff.md\n")
    assert discover(tmp_path).files == (names[1],)


def test_a_pattern_that_would_take_forever_matches_nothing_and_spoils_no_other() -> None:
    rules = Rules().with_patterns("*a*a*a*a*a*a*a*a*b\n" + "x/" + "**/a/" * 9 + "b\n*.log\n*a*b*c\n")
    assert not rules.ignores("a" * 250, folder=False)
    assert not rules.ignores("x/" + "a/" * 100 + "c", folder=False)
    assert rules.ignores("a.log", folder=False)
    assert rules.ignores("abc", folder=False)
    assert Rules().with_patterns("a" + " " * 1_000_000 + "b\n*.log").ignores("a.log", folder=False)


@pytest.mark.parametrize(("line", "name"), [("a\\ ", "a "), ("a\\   ", "a "), ("a\\\\", "a\\"), ("a\\\\  ", "a\\")])
def test_an_escaped_space_or_backslash_at_the_end_stands_for_itself(tmp_path: Path, line: str, name: str) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".gitignore").write_text(line + "\n")
    (tmp_path / name).touch()
    assert git(tmp_path, "ls-files", "--others", "--exclude-standard", "-z") == ".gitignore\0"
    assert Rules().with_patterns(line).ignores(name, folder=False)


def test_rules_without_patterns_ignore_nothing() -> None:
    rules = Rules()
    assert rules.with_patterns("# only words\n\n") is rules
    assert not rules.ignores("a.md", folder=False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_in_place_of_a_file_of_gits_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".gitignore")
    (tmp_path / "M1.md").touch()
    (tmp_path / "inside").mkdir()
    os.mkfifo(tmp_path / "inside" / ".git")
    listing = discover(tmp_path)
    assert listing.files == ("M1.md",)
    assert [problem.message for problem in listing.problems] == [
        f"{tmp_path / '.gitignore'}: not a regular file; ignores nothing"
    ]
    assert discover(tmp_path / "inside").files == ()


def test_an_ignore_file_that_nobody_can_have_written_is_told_and_not_read(tmp_path: Path) -> None:
    with (tmp_path / ".gitignore").open("wb") as file:
        file.truncate(5_000_000_000)
    (tmp_path / "M1.md").touch()
    listing = discover(tmp_path)
    assert listing.files == ("M1.md",)
    assert "more than 1,000,000 bytes" in listing.problems[0].message
