import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from milestone_ls.project import files
from milestone_ls.project.files import Listing, Problem, Trouble, discover

Scan = AbstractContextManager[Iterator[os.DirEntry[str]]]


def make(root: Path, *names: str) -> Path:
    """Empty files below *root*; a name that ends in a slash is a folder."""
    for name in names:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    return root


def troubles(listing: Listing) -> list[tuple[str, Trouble]]:
    return [(problem.path, problem.trouble) for problem in listing.problems]


def nothing() -> None:
    pass


def scan_that(
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    before: Callable[[], None] = nothing,
    after: Callable[[], None] = nothing,
) -> None:
    """Have something happen when *folder*, and no other, is listed: before it is, or right after."""
    scandir = os.scandir

    def scan(path: str) -> Scan:
        if path != str(folder):
            return scandir(path)
        before()
        entries = scandir(path)
        after()
        return entries

    monkeypatch.setattr(os, "scandir", scan)


def refuse() -> None:
    raise PermissionError(13, "Permission denied")


def test_markdown_files_are_found_at_every_depth_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.md", "a/z/c.md", "a/b.markdown", "a.MD", "a.txt", "a.md.bak", "md", "empty/")
    assert discover(tmp_path).files == ("a.MD", "a/b.markdown", "a/z/c.md", "b.md")


def test_hidden_names_and_node_modules_are_left_out(tmp_path: Path) -> None:
    make(
        tmp_path,
        ".hidden/a.md",
        "docs/.cache/a.md",
        "node_modules/x/README.md",
        "docs/node_modules/a.md",
        ".a.md",
        "._a.md",
    )
    make(tmp_path, "docs/node_modules.md")
    assert discover(tmp_path).files == ("docs/node_modules.md",)


@pytest.mark.parametrize("dot_git", ["vendor/lib/.git/HEAD", "vendor/lib/.git"])
def test_git_work_trees_inside_are_left_out(tmp_path: Path, dot_git: str) -> None:
    make(tmp_path, ".git/HEAD", "a.md", "vendor/a.md", dot_git, "vendor/lib/a.md", "vendor/lib/docs/a.md")
    assert discover(tmp_path).files == ("a.md", "vendor/a.md")


def test_a_folder_called_like_a_markdown_file_is_a_folder(tmp_path: Path) -> None:
    make(tmp_path, "plan.md/a.md")
    assert discover(tmp_path).files == ("plan.md/a.md",)


def test_what_is_no_regular_file_is_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("pipe.md")
    assert discover(tmp_path) == Listing((), {})


@pytest.mark.parametrize(
    "name",
    [
        "with space.md",
        "100%.md",
        "%41.md",
        "a#b.md",
        "a?b.md",
        "🐳 M1.md",
        "-rf.md",
        "back\\slash.md",
        "new\nline.md",
        unicodedata.normalize("NFC", "Ärger.md"),
        unicodedata.normalize("NFD", "Ärger.md"),
    ],
)
def test_names_are_given_as_they_are_on_disk(tmp_path: Path, name: str) -> None:
    folder = name.removesuffix(".md")
    make(tmp_path, f"{folder}/{name}", f"{folder}/.gitignore")
    assert discover(tmp_path).files == (f"{folder}/{name}",)


def test_a_name_in_two_compositions_is_two_files(tmp_path: Path) -> None:
    names = [unicodedata.normalize(form, "Ärger.md") for form in ("NFC", "NFD")]
    make(tmp_path, *names)
    if len(list(tmp_path.iterdir())) == 1:
        pytest.skip("this file system takes both for one")
    assert discover(tmp_path).files == tuple(sorted(names))


def test_folders_with_configurations_are_told(tmp_path: Path) -> None:
    make(tmp_path, "pyproject.toml", "a/milestone-ls.toml", "a/pyproject.toml", "b/.milestone-ls.toml", "b/c/a.md")
    make(tmp_path, ".hidden/milestone-ls.toml", "node_modules/x/pyproject.toml")
    assert discover(tmp_path).configurations == {
        "": ("pyproject.toml",),
        "a": ("milestone-ls.toml", "pyproject.toml"),
        "b": (".milestone-ls.toml",),
    }


def test_a_configuration_counts_although_git_ignores_it(tmp_path: Path) -> None:
    make(tmp_path, "milestone-ls.toml")
    (tmp_path / ".gitignore").write_text("milestone-ls.toml\n")
    assert discover(tmp_path).configurations == {"": ("milestone-ls.toml",)}


class TestLinks:
    def test_a_file_reached_by_two_ways_is_listed_by_the_one_without_links(self, tmp_path: Path) -> None:
        make(tmp_path, "z/real.md", "z/a.md")
        (tmp_path / "a.md").symlink_to("z/real.md")
        (tmp_path / "a").symlink_to("z", target_is_directory=True)
        assert discover(tmp_path) == Listing(("z/a.md", "z/real.md"), {})

    def test_two_links_to_one_hidden_place_list_it_once(self, tmp_path: Path) -> None:
        make(tmp_path, ".plan/M1.md", ".plan/deep/M2.md")
        (tmp_path / "b").symlink_to(".plan", target_is_directory=True)
        (tmp_path / "c").symlink_to(".plan/deep", target_is_directory=True)
        (tmp_path / "a.md").symlink_to(".plan/M1.md")
        assert discover(tmp_path).files == ("b/M1.md", "b/deep/M2.md")

    def test_a_link_to_a_hidden_file_lists_it_once(self, tmp_path: Path) -> None:
        make(tmp_path, ".notes/M1.md")
        (tmp_path / "b.md").symlink_to(".notes/M1.md")
        (tmp_path / "a.md").symlink_to("b.md")
        assert discover(tmp_path).files == ("a.md",)

    def test_circles_end(self, tmp_path: Path) -> None:
        make(tmp_path, "docs/a.md", ".plan/M1.md")
        (tmp_path / "docs" / "up").symlink_to("..", target_is_directory=True)
        (tmp_path / "docs" / "self").symlink_to(".", target_is_directory=True)
        (tmp_path / "plan").symlink_to(".plan", target_is_directory=True)
        (tmp_path / ".plan" / "back").symlink_to("../plan", target_is_directory=True)
        assert discover(tmp_path) == Listing(("docs/a.md", "plan/M1.md"), {})

    def test_a_link_to_itself_and_a_link_to_nowhere_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "self.md").symlink_to("self.md")
        (tmp_path / "nowhere.md").symlink_to("gone/a.md")
        (tmp_path / "self").symlink_to("self")
        listing = discover(tmp_path)
        assert listing.files == ()
        assert troubles(listing) == [("nowhere.md", Trouble.GONE), ("self.md", Trouble.UNREADABLE)]

    def test_links_out_of_the_folder_are_not_followed_and_told(self, tmp_path: Path) -> None:
        make(tmp_path, "outside/a.md", "inside/b.md", "inside-too/c.md")
        inside = tmp_path / "inside"
        (inside / "a.md").symlink_to("../outside/a.md")
        (inside / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
        (inside / "beside").symlink_to("../inside-too", target_is_directory=True)
        (inside / "up").symlink_to("..", target_is_directory=True)
        listing = discover(inside)
        assert listing.files == ("b.md",)
        assert troubles(listing) == [(name, Trouble.OUTSIDE) for name in ("beside", "folder", "up", "a.md")]

    def test_a_link_that_is_hidden_or_ignored_is_not_followed(self, tmp_path: Path) -> None:
        make(tmp_path, ".plan/M1.md", ".plan/x.md")
        (tmp_path / ".gitignore").write_text("plan\nx.md\nM1.md/\n")
        for name in ("plan", "node_modules", ".other"):
            (tmp_path / name).symlink_to(".plan", target_is_directory=True)
        for name in ("x.md", "M1.md", ".b.md"):
            (tmp_path / name).symlink_to(f".plan/{name.lstrip('.').replace('b', 'x')}")
        assert discover(tmp_path).files == ("M1.md",)

    def test_the_outer_folder_may_be_a_link(self, tmp_path: Path) -> None:
        make(tmp_path, "real/docs/a.md", "real/.plan/M1.md", "real/.gitignore")
        (tmp_path / "real" / "b.md").symlink_to(".plan/M1.md")
        (tmp_path / "link").symlink_to("real", target_is_directory=True)
        assert discover(tmp_path / "link") == Listing(("b.md", "docs/a.md"), {})

    def test_a_link_to_a_git_work_tree_is_not_followed(self, tmp_path: Path) -> None:
        make(tmp_path, "vendor/.git/HEAD", "vendor/a.md")
        (tmp_path / "link").symlink_to("vendor", target_is_directory=True)
        assert discover(tmp_path).files == ()

    def test_hard_links_are_files_of_their_own(self, tmp_path: Path) -> None:
        make(tmp_path, "a.md")
        (tmp_path / "b.md").hardlink_to(tmp_path / "a.md")
        assert discover(tmp_path).files == ("a.md", "b.md")


class TestTrouble:
    def test_a_folder_that_may_not_be_read_is_told_and_the_rest_goes_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "a/a.md", "secret/b.md", "z.md")
        scan_that(monkeypatch, tmp_path / "secret", before=refuse)
        listing = discover(tmp_path)
        assert listing.files == ("a/a.md", "z.md")
        assert listing.problems == (Problem("secret", Trouble.UNREADABLE, "Permission denied"),)
        assert listing.complete

    def test_a_folder_that_vanishes_is_told_and_the_rest_goes_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "a/a.md", "brief/", "z.md")
        scan_that(monkeypatch, tmp_path / "brief", before=(tmp_path / "brief").rmdir)
        listing = discover(tmp_path)
        assert listing.files == ("a/a.md", "z.md")
        assert troubles(listing) == [("brief", Trouble.GONE)]

    def test_a_link_whose_target_vanishes_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make(tmp_path, "docs/", ".notes/M1.md", "a/")
        (tmp_path / "docs" / "M1.md").symlink_to("../.notes/M1.md")
        scan_that(monkeypatch, tmp_path / "docs", after=(tmp_path / ".notes" / "M1.md").unlink)
        listing = discover(tmp_path)
        assert listing.files == ()
        assert troubles(listing) == [("docs/M1.md", Trouble.GONE)]

    def test_an_entry_whose_kind_cannot_be_told_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make(tmp_path, "a.md", "b.md")
        is_link = files.is_link

        def unsure(entry: os.DirEntry[str]) -> bool:
            if entry.name == "a.md":
                refuse()
            return is_link(entry)

        monkeypatch.setattr(files, "is_link", unsure)
        listing = discover(tmp_path)
        assert listing.files == ("b.md",)
        assert troubles(listing) == [("a.md", Trouble.UNREADABLE)]

    @pytest.mark.parametrize(("name", "trouble"), [("absent", Trouble.GONE), ("file.md", Trouble.GONE)])
    def test_an_outer_folder_that_is_none_is_told(self, tmp_path: Path, name: str, trouble: Trouble) -> None:
        make(tmp_path, "file.md")
        listing = discover(tmp_path / name)
        assert listing.files == ()
        assert troubles(listing) == [("", trouble)]

    def test_a_file_system_without_numbers_is_walked_all_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "a/a.md", "b/b.md")
        (tmp_path / "b" / "up").symlink_to("..", target_is_directory=True)
        stat = Path.stat

        def unnumbered(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
            status = stat(path, follow_symlinks=follow_symlinks)
            return os.stat_result((status.st_mode, 0, *[0] * 8)) if path.is_relative_to(tmp_path) else status

        monkeypatch.setattr(Path, "stat", unnumbered)
        assert discover(tmp_path).files == ("a/a.md", "b/b.md")


class TestTooMany:
    def test_a_walk_stops_after_so_many_entries_and_says_so(self, tmp_path: Path) -> None:
        make(tmp_path, *(f"{folder}/{number}.md" for folder in "abc" for number in range(10)))
        listing = discover(tmp_path, max_entries=15)
        assert listing.files[:10] == tuple(f"a/{number}.md" for number in range(10))
        assert len(listing.files) == 12
        assert troubles(listing) == [("b", Trouble.TOO_MANY)]
        assert "more than 15 files" in listing.problems[0].message
        assert not listing.complete

    def test_a_walk_that_just_fits_is_complete(self, tmp_path: Path) -> None:
        make(tmp_path, "a/1.md", "a/2.md", "b/1.txt", "b/c/")
        assert discover(tmp_path, max_entries=6).complete
        assert not discover(tmp_path, max_entries=5).complete

    def test_nearer_folders_come_first(self, tmp_path: Path) -> None:
        make(tmp_path, "a/b/c/deep.md", *(f"a/b/c/{number}" for number in range(50)), "z/near.md")
        assert discover(tmp_path, max_entries=10).files == ("z/near.md",)

    def test_ignored_folders_cost_nothing(self, tmp_path: Path) -> None:
        make(
            tmp_path, *(f"build/{number}" for number in range(50)), *(f".venv/{number}" for number in range(50)), "a.md"
        )
        (tmp_path / ".gitignore").write_text("build\n")
        assert discover(tmp_path, max_entries=4).complete

    def test_a_walk_stops_after_so_many_markdown_files_and_says_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "1.md", "2.md", "a/3.md", "b/4.md")
        monkeypatch.setattr(files, "MAX_FILES", 2)
        listing = discover(tmp_path)
        assert listing.files == ("1.md", "2.md", "a/3.md")
        assert "more than 2 Markdown files" in listing.problems[0].message
        assert not listing.complete

    def test_a_walk_stops_when_its_time_is_over_and_says_so(self, tmp_path: Path) -> None:
        make(tmp_path, "a/b/1.md")
        (tmp_path / "c").symlink_to("a", target_is_directory=True)
        listing = discover(tmp_path, max_seconds=0)
        assert listing.files == ()
        assert troubles(listing) == [("", Trouble.TOO_MANY)]
        assert "not all was seen in 0 seconds" in listing.problems[0].message
        assert discover(tmp_path, max_seconds=60).complete
