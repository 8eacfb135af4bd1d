import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from milestone_ls.project.files import discover
from milestone_ls.project.membership import select
from tests.project.test_ignore import FOLDERS, NAMES, TEXTS, git, write_ignore_files


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders with files, hidden ones, a work tree inside, links within and links out."""
    top = tmp_path_factory.mktemp("tree")
    git(top, "init", "--quiet")
    for folder in (*FOLDERS, ".plan", ".plan/deep", "node_modules/x", "vendor", "vendor/docs"):
        (top / folder).mkdir(parents=True, exist_ok=True)
        for name in (*NAMES, ".hidden.md", "a.txt"):
            (top / folder / name).touch()
    (top / "vendor" / ".git").touch()
    for link, target in {
        "plan": ".plan",
        "a/up": "..",
        "b/lib": "../vendor",
        "b/docs": "../vendor/docs",
        "out": str(top.parent),
    }.items():
        (top / link).symlink_to(target, target_is_directory=True)
    for link, target in {"c.md": "b/a.md", "build/h.md": "../node_modules/x/a.md", "dead.md": "gone.md"}.items():
        (top / link).symlink_to(target)
    return top


def everything(outer: Path) -> list[Path]:
    """Every path below *outer*, through links, too, but not in circles."""
    found: list[Path] = []
    for folder, names, files in os.walk(outer, followlinks=True):
        names[:] = [name for name in names if name not in {"up", "out", ".git"}]
        found += [Path(folder, name) for name in (*names, *files)]
    return found


@settings(max_examples=60, deadline=None)
@given(
    texts=st.dictionaries(st.sampled_from([".git", *FOLDERS]), TEXTS, max_size=3),
    opened=st.sampled_from(["", "a", "a/b", "build", "b", ".plan"]),
)
@example(texts={}, opened="")
@example(texts={"": "plan/\n"}, opened="")
@example(texts={"": "a\n"}, opened="a")
def test_a_file_is_selected_exactly_if_a_walk_lists_it(tree: Path, texts: dict[str, str], opened: str) -> None:
    write_ignore_files(tree, texts)
    outer = tree / opened
    assert sorted(select(outer, everything(outer))) == list(discover(outer).files)


def test_a_file_that_is_not_there_yet_is_judged_by_its_path(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("drafts/\n")
    paths = [tmp_path / name for name in ("new/M1.md", "drafts/M2.md", "M3.txt", ".M4.md", "M5.md")]
    assert select(tmp_path, paths) == ("new/M1.md", "M5.md")


def test_names_that_no_folder_can_have_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.tmp\n")
    (tmp_path / "circle").symlink_to("circle")
    paths = [tmp_path / ("x" * 300) / "M1.md", tmp_path / "circle" / "M1.md"]
    assert select(tmp_path, paths)[0] == "x" * 300 + "/M1.md"


def test_a_file_elsewhere_is_not_selected(tmp_path: Path) -> None:
    outer = tmp_path / "plan"
    outer.mkdir()
    assert select(outer, [tmp_path / "M1.md", tmp_path / "plans" / "M1.md", outer / ".." / "M1.md"]) == ()


def test_the_outer_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real" / "docs").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real", target_is_directory=True)
    outer = tmp_path / "link"
    assert select(outer, [outer / "docs" / "M1.md"]) == ("docs/M1.md",)
