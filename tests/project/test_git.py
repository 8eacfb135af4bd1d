from pathlib import Path

from milestone_ls.project.git import exclude_file, is_top_level, top_level
from tests.project.test_ignore import commit, git


def test_the_top_level_is_the_nearest_folder_with_a_git_folder_or_file(tmp_path: Path) -> None:
    for folder in ("a/.git", "a/b/c/d"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "a" / "b" / "c" / ".git").touch()
    assert top_level(tmp_path / "a") == tmp_path / "a"
    assert top_level(tmp_path / "a" / "b") == tmp_path / "a"
    assert top_level(tmp_path / "a" / "b" / "c" / "d") == tmp_path / "a" / "b" / "c"
    assert top_level(tmp_path / "a" / "absent" / "too") == tmp_path / "a"
    assert top_level(Path("/")) is None


def test_a_folder_that_cannot_be_looked_into_is_no_top_level(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    assert not is_top_level(tmp_path / "file")
    assert not is_top_level(tmp_path / "circle")
    assert not is_top_level(tmp_path / ("x" * 300))


def test_private_patterns_are_kept_where_git_says(tmp_path: Path) -> None:
    module, top, linked = (tmp_path / name for name in ("module", "top", "linked"))
    for repository in (module, top):
        repository.mkdir()
        git(repository, "init", "--quiet")
        commit(repository)
    git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(module), "sub")
    git(top, "worktree", "add", "--quiet", str(linked))
    for folder in (top, top / "sub", linked):
        said = Path(folder, git(folder, "rev-parse", "--git-path", "info/exclude").rstrip("\n"))
        assert exclude_file(folder).resolve() == said.resolve()


def test_a_git_file_that_points_nowhere_gives_a_file_that_is_not_there(tmp_path: Path) -> None:
    for text in ("gitdir: elsewhere\n", "nonsense", ""):
        (tmp_path / ".git").write_text(text)
        assert not exclude_file(tmp_path).exists()
