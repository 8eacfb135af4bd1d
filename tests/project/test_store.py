"""What is kept between runs is there whole or not at all, and costs nobody anything where it cannot be kept."""

import errno
import os
import threading
import time
from pathlib import Path
from typing import Self

import pytest

from milestone_ls.project.store import NO_STORE, VARIABLE, Store, user_store


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    Store(tmp_path / "new" / "folder").write("a", b"body")
    assert Store(tmp_path / "new" / "folder").read("a") == b"body"
    assert Store(tmp_path / "new" / "folder").read("b") is None


@pytest.mark.parametrize("damage", [slice(-1), slice(5), slice(0), slice(1, None)])
def test_what_is_damaged_is_not_there(tmp_path: Path, damage: slice) -> None:
    store = Store(tmp_path)
    store.write("a", b"body")
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[damage])
    assert store.read("a") is None
    store.write("a", b"again")
    assert store.read("a") == b"again"


def test_one_changed_bit_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("a", b"body")
    data = bytearray((tmp_path / "a").read_bytes())
    data[-1] ^= 1
    (tmp_path / "a").write_bytes(data)
    assert store.read("a") is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for store in (Store(tmp_path / "file"), Store(tmp_path / "file" / "below")):
        store.write("a", b"body")
        assert store.read("a") is None
        store.clear_away()
    assert (tmp_path / "file").read_text() == "no folder"


def test_a_full_disk_leaves_what_was_there_and_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.write("a", b"before")
    real = os.fdopen

    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self._file = real(handle, mode)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def write(self, _data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("milestone_ls.project.store.os.fdopen", Full)
    store.write("a", b"after")
    store.write("b", b"new")
    assert store.read("a") == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_those_who_read_while_others_write_see_something_whole(tmp_path: Path) -> None:
    bodies = [bytes([number]) * 100_000 for number in range(4)]
    Store(tmp_path).write("a", bodies[0])

    def write(body: bytes) -> None:
        for _ in range(30):
            Store(tmp_path).write("a", body)

    writers = [threading.Thread(target=write, args=(body,)) for body in bodies]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert Store(tmp_path).read("a") in bodies
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_nobody_has_read_for_a_month_is_cleared_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("used", "unused"):
        store.write(name, b"body")
        long_ago = time.time() - 40 * 86_400
        os.utime(tmp_path / name, (long_ago, long_ago))
    assert store.read("used") == b"body"
    store.clear_away()
    assert [path.name for path in tmp_path.iterdir()] == ["used"]


def test_only_the_user_may_look_into_the_folder(tmp_path: Path) -> None:
    Store(tmp_path / "kept").write("a", b"body")
    if os.name == "posix":
        assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


def test_the_environment_names_the_folder_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "off")
    assert user_store() is NO_STORE
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    user_store().write("a", b"body")
    assert (tmp_path / "a").exists()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert user_store().keeps
