"""Files are replaced whole or not at all, and nothing is left beside them."""

import os
import stat
from pathlib import Path

import pytest

from milestone_ls.cli.writing import replace_file


def test_what_stood_there_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o604)
    replace_file(path, b"new\r\n\x00")
    assert path.read_bytes() == b"new\r\n\x00"
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o604
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="modes differ there")
def test_a_new_file_has_the_mode_that_any_program_would_give_it(tmp_path: Path) -> None:
    replace_file(tmp_path / "a.md", b"new")
    (tmp_path / "b.md").write_bytes(b"new")
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "b.md").stat().st_mode


def test_a_failure_leaves_what_stood_there_and_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_as_long_as_names_may_be_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("🐳" * 62 + ".md")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
