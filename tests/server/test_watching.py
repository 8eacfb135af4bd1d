"""Changes outside the editor are heard of by our own watching, whatever the system has against it."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn
from unittest.mock import Mock

import pytest
import watchfiles

from milestone_ls.project.files import Limits
from milestone_ls.server import watching
from milestone_ls.server.watching import Watcher

LIMIT = 20.0
"""Seconds after which what did not come is taken never to come."""


class Ear:
    """What a watcher told so far."""

    def __init__(self) -> None:
        self.heard: set[Path] = set()
        self._more = asyncio.Event()

    def __call__(self, paths: Iterable[Path]) -> None:
        self.heard.update(paths)
        self._more.set()

    async def until(self, *paths: Path, does: Callable[[], object] | None = None) -> None:
        """Wait until all of *paths* were told; what *does* something is done again and again meanwhile."""
        async with asyncio.timeout(LIMIT):
            while not self.heard.issuperset(paths):
                if does is not None:
                    does()
                self._more.clear()
                try:
                    await asyncio.wait_for(self._more.wait(), 0.5 if does else LIMIT)
                except TimeoutError:
                    continue


@asynccontextmanager
async def watched(*folders: Path) -> AsyncIterator[Ear]:
    ear = Ear()
    watcher = Watcher(Mock(), ear, lambda _folder: Limits())
    watcher.watch(folders)
    task = watcher._task
    assert task is not None
    try:
        yield ear
    finally:
        watcher.watch([])
        await asyncio.wait([task], timeout=LIMIT)


def writing(path: Path) -> Callable[[], object]:
    """Writes something new with each call."""
    texts: Iterator[str] = (str(number) for number in range(1 << 20))
    return lambda: path.write_text(next(texts))


async def test_a_file_that_is_written_or_taken_away_is_heard_of_at_every_depth(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    async with watched(tmp_path) as ear:
        await ear.until(tmp_path / "M1.md", does=writing(tmp_path / "M1.md"))
        await ear.until(tmp_path / "docs/M2.md", does=writing(tmp_path / "docs/M2.md"))
        ear.heard.clear()
        (tmp_path / "docs/M2.md").unlink()
        await ear.until(tmp_path / "docs/M2.md")


async def test_what_comes_in_a_new_folder_is_heard_of(tmp_path: Path) -> None:
    async with watched(tmp_path) as ear:
        await ear.until(tmp_path / "M1.md", does=writing(tmp_path / "M1.md"))
        (tmp_path / "new" / "deep").mkdir(parents=True)
        (tmp_path / "new" / "deep" / "M2.md").touch()
        await ear.until(tmp_path / "new" / "deep")
        await ear.until(tmp_path / "new" / "deep" / "M3.md", does=writing(tmp_path / "new" / "deep" / "M3.md"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems watch a tree as one")
async def test_folders_that_nobody_reads_take_no_watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "inside"
    for name in ("docs", "node_modules/a/b", ".git/objects", "build", ".hidden"):
        (inside / name).mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (inside / ".gitignore").write_text("build\n")
    (inside / "out").symlink_to(tmp_path / "outside", target_is_directory=True)
    (inside / "in").symlink_to(".hidden", target_is_directory=True)
    asked: set[Path] = set()
    awatch = watchfiles.awatch

    def noted(*paths: Path, **more: object) -> object:
        asked.update(paths)
        assert more["recursive"] is False
        return awatch(*paths, **more)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(watchfiles, "awatch", noted)
    async with watched(inside) as ear:
        await ear.until(inside / "in" / "M1.md", does=writing(inside / ".hidden" / "M1.md"))
    assert asked == {inside, inside / "docs", inside / "in"}


class _Refused:
    """News that never come."""

    async def __anext__(self) -> NoReturn:
        raise OSError(28, "No space left on device")

    async def aclose(self) -> None:
        pass


@pytest.fixture
def no_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has no watch left, as Linux has none where max_user_watches is reached."""
    monkeypatch.setattr(watchfiles, "awatch", lambda *_paths, **_more: _Refused())
    monkeypatch.setattr(watching, "PERIOD", 0.05)


@pytest.mark.usefixtures("no_watches")
async def test_where_the_system_has_no_watch_left_files_are_looked_at_and_that_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "M1.md").write_text("a")
    async with watched(tmp_path) as ear:
        await ear.until(tmp_path)
        for path in (tmp_path / "M1.md", tmp_path / "new" / "M2.md", tmp_path / ".gitignore"):
            ear.heard.clear()
            path.parent.mkdir(exist_ok=True)
            path.write_text("something else\n")
            await ear.until(path)
        ear.heard.clear()
        (tmp_path / "M1.md").unlink()
        await ear.until(tmp_path / "M1.md")
    assert ear.heard == {tmp_path / "M1.md"}
    assert "files are not watched (No space left on device)" in caplog.text


async def test_of_a_flood_of_changes_the_folder_is_told_and_not_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "FLOOD", 50)
    async with watched(tmp_path) as ear:
        await ear.until(tmp_path / "M1.md", does=writing(tmp_path / "M1.md"))

        def many() -> None:
            for number in range(200):
                writing(tmp_path / f"x{number}.md")()

        await ear.until(tmp_path, does=many)
