from pathlib import Path

import pytest

from milestone_ls.project.roots import command_line_folder, document_folder, plan_folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git work tree with a plan in it, and beside it a folder without git."""
    for folder in ("repository/.git", "repository/docs/plan", "repository/vendor/lib/docs", "beside/docs"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "repository/docs/plan/M1.md").touch()
    (tmp_path / "beside/docs/M1.md").touch()
    (tmp_path / "repository/vendor/lib/.git").touch()
    return tmp_path / "repository"


class TestCommandLine:
    @pytest.mark.parametrize("argument", [".", "docs", "docs/plan/M1.md", "docs/../docs", "absent.md"])
    def test_inside_the_working_directory_it_is_the_git_top_level(self, repository: Path, argument: str) -> None:
        assert command_line_folder(Path(argument), repository) == repository
        assert command_line_folder(repository / argument, repository) == repository

    def test_the_git_top_level_may_lie_above_the_working_directory(self, repository: Path) -> None:
        assert command_line_folder(Path("plan"), repository / "docs") == repository

    def test_a_path_in_a_work_tree_inside_has_that_one(self, repository: Path) -> None:
        assert command_line_folder(Path("vendor/lib/docs"), repository) == repository / "vendor" / "lib"

    def test_without_git_it_is_the_working_directory(self, repository: Path) -> None:
        beside = repository.parent / "beside"
        assert command_line_folder(Path("docs/M1.md"), beside) == beside

    def test_a_folder_outside_the_working_directory_is_its_own(self, repository: Path) -> None:
        beside = repository.parent / "beside"
        assert command_line_folder(Path("../beside/docs"), repository) == beside / "docs"
        assert command_line_folder(beside, repository) == beside
        assert command_line_folder(Path(".."), repository / "docs") == repository

    def test_a_file_outside_the_working_directory_has_its_folder(self, repository: Path) -> None:
        beside = repository.parent / "beside"
        assert command_line_folder(beside / "docs" / "M1.md", repository) == beside / "docs"

    def test_a_link_out_of_the_working_directory_lies_outside(self, repository: Path) -> None:
        beside = repository.parent / "beside"
        (repository / "link").symlink_to(beside, target_is_directory=True)
        assert command_line_folder(Path("link/docs"), repository) == beside / "docs"

    def test_what_cannot_be_looked_at_is_a_file_that_is_not_there(self, repository: Path) -> None:
        (repository / "circle").symlink_to("circle")
        for argument in ("circle", "circle/M1.md", "x" * 300):
            assert command_line_folder(Path(argument), repository) == repository

    def test_a_working_directory_reached_by_a_link_is_the_real_one(self, repository: Path) -> None:
        link = repository.parent / "link"
        link.symlink_to(repository, target_is_directory=True)
        assert command_line_folder(Path("docs"), link) == repository


class TestDocument:
    def test_a_document_belongs_to_the_innermost_workspace_folder(self) -> None:
        folders = [Path("/w"), Path("/w/a/b"), Path("/w/a"), Path("/w/a/bc"), Path("/other")]
        assert document_folder(Path("/w/a/b/c/M1.md"), folders) == Path("/w/a/b")
        assert document_folder(Path("/w/x/M1.md"), folders) == Path("/w")

    def test_without_a_workspace_folder_around_it_it_is_alone_with_its_folder(self) -> None:
        assert document_folder(Path("/x/y/M1.md"), []) == Path("/x/y")
        assert document_folder(Path("/x/y/M1.md"), [Path("/x/yy")]) == Path("/x/y")


class TestPlan:
    @pytest.mark.parametrize(
        ("document", "folder"),
        [
            ("M1.md", ""),
            ("a/M1.md", "a"),
            ("a/b/M1.md", "a"),
            ("a/b/c/M1.md", "a/b/c"),
            ("ab/M1.md", ""),
            ("x/a/M1.md", ""),
        ],
    )
    def test_a_document_belongs_to_the_nearest_configured_folder(self, document: str, folder: str) -> None:
        assert plan_folder(document, {"a", "a/b/c"}) == folder
        assert plan_folder(document, {"", "a", "a/b/c"}) == folder

    def test_without_a_configuration_the_outer_folder_is_the_plan(self) -> None:
        assert plan_folder("a/b/M1.md", ()) == ""
