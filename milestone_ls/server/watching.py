"""Learning that files changed outside the editor: from the client where it can watch, else by watching ourselves.

Neovim on Linux does not watch. What a change means is not known here.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from milestone_ls.project.files import Limits, discover, is_left_out
from milestone_ls.project.stamps import differing, stamps
from milestone_ls.server.base import BaseServer

if TYPE_CHECKING:
    import watchfiles

logger = logging.getLogger(__name__)

FLOOD = 5_000
"""Changes told at once from which on some may have been lost: Linux keeps 16,384 that nobody has asked for."""

PERIOD = 2.0
"""Seconds between two looks where the system does not tell of changes; more where a look takes long."""

SHARE = 10
"""How many times as long as a look takes none is taken."""

REST = 0.3
"""Seconds for what a watch that ends has left to tell."""


class Watcher:
    """Calls *changed* with absolute paths, files and folders alike, some of them perhaps twice or without cause.

    limits   entries and seconds after which no more of a folder is looked at
    """

    def __init__(
        self, server: BaseServer, changed: Callable[[Iterable[Path]], None], limits: Callable[[Path], Limits]
    ) -> None:
        self._server = server
        self._changed = changed
        self._limits = limits
        self._folders: frozenset[Path] = frozenset()
        self._task: asyncio.Task[None] | None = None

    @property
    def client_watches(self) -> bool:
        workspace = self._server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        return bool(watched and watched.dynamic_registration)

    def start(self) -> None:
        """Ask the client to watch its workspace folders, if it can."""
        if self.client_watches:
            # Renaming or deleting a folder is told as one event of the folder, which a pattern for files misses.
            watchers = [types.FileSystemWatcher(glob_pattern="**/*")]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("milestone-ls/watch", method, options)
            self._server.protocol.send_request(
                types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams([registration])
            )

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch *folders* and what is below them, and no others; the client's own folders only where it does not."""
        wanted = frozenset(folder for folder in folders if folder.is_dir())
        if wanted == self._folders:
            return
        self._folders = wanted
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if wanted:
            self._task = asyncio.get_running_loop().create_task(self._run(wanted))

    async def _run(self, folders: frozenset[Path]) -> None:
        try:
            await self._hear_of(folders)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a system has against watching, files can be looked at
            reason = (isinstance(error, OSError) and error.strerror) or error
            logger.warning("files are not watched (%s); they are looked at every %.0f s instead", reason, PERIOD)
            await self._look_at(self._limited(folders))

    def _limited(self, folders: Iterable[Path]) -> Mapping[Path, Limits]:
        return {folder: self._limits(folder) for folder in folders}

    async def _hear_of(self, folders: frozenset[Path]) -> None:
        """Have the system tell of changes. Raises OSError where it does not."""
        watch = await _Watch.of(self._limited(folders))
        try:
            while True:
                changed = await watch.changes()
                if len(changed) >= FLOOD:
                    # Of so many the system has perhaps told only a part.
                    changed = folders
                self._changed(changed)
                if watch.is_by_folder and await asyncio.to_thread(_may_differ, changed, watch.folders):
                    following = await _Watch.of(self._limited(folders))
                    come = following.folders - watch.folders
                    watch, before = following, watch
                    # What came in new folders before they were watched, and what was told of the others meanwhile.
                    self._changed(come | await before.rest())
        finally:
            await watch.end()

    async def _look_at(self, folders: Mapping[Path, Limits]) -> None:
        """Look at the files again and again."""
        before = await asyncio.to_thread(stamps, folders)
        self._changed(folders)
        while True:
            begun = time.monotonic()
            after = await asyncio.to_thread(stamps, folders)
            self._changed(differing(before, after))
            before = after
            await asyncio.sleep(max(PERIOD, SHARE * (time.monotonic() - begun)))


class _Watch:
    """The system's news of changes, from when it was begun.

    On Linux each folder is watched by itself, as far as a walk enters them: what watches a whole tree there follows
    links out of it and takes one of the few watches that a user has for every folder that nobody reads.
    """

    def __init__(self, folders: frozenset[Path], outers: Collection[Path], *, is_by_folder: bool) -> None:
        import watchfiles  # noqa: PLC0415 - a native module that only some clients make us load

        def concerns(_change: watchfiles.Change, path: str) -> bool:
            base = next((outer for outer in outers if Path(path).is_relative_to(outer)), None)
            inner = Path(path).relative_to(base).parts if base is not None else ()
            return not any(map(is_left_out, inner[:-1]))

        self.folders = folders
        self.is_by_folder = is_by_folder
        self._told = watchfiles.awatch(
            *folders,
            watch_filter=None if is_by_folder else concerns,
            debounce=200,
            step=20,
            recursive=not is_by_folder,
            ignore_permission_denied=True,
        )
        self._next = self._ask()

    @classmethod
    async def of(cls, outers: Mapping[Path, Limits]) -> "_Watch":
        """A watch of *outers* and what is below, begun. Raises OSError where the system does not watch so much."""
        is_by_folder = sys.platform.startswith("linux")
        folders = await asyncio.to_thread(_entered, outers) if is_by_folder else frozenset(outers)
        watch = cls(folders, outers, is_by_folder=is_by_folder)
        await asyncio.sleep(0)  # it begins with the first question
        if watch._next.done():
            watch._next.result()
        return watch

    async def changes(self) -> frozenset[Path]:
        """What was changed since this was last asked; waits for it."""
        told = await self._next
        self._next = self._ask()
        return frozenset(Path(path) for _, path in told)

    async def rest(self) -> frozenset[Path]:
        """What has been told and not asked for yet; the watch ends with it."""
        await asyncio.wait([self._next], timeout=REST)
        told = self._next.result() if self._next.done() and not self._next.exception() else ()
        await self.end()
        return frozenset(Path(path) for _, path in told)

    async def end(self) -> None:
        self._next.cancel()
        await asyncio.wait([self._next])
        with suppress(Exception):
            await self._told.aclose()

    def _ask(self) -> "asyncio.Future[set[tuple[watchfiles.Change, str]]]":
        return asyncio.ensure_future(anext(self._told))


def _entered(outers: Mapping[Path, Limits]) -> frozenset[Path]:
    """The folders that walks of *outers* enter."""
    return frozenset(outer / folder for outer, limits in outers.items() for folder in discover(outer, *limits).folders)


def _may_differ(changed: Iterable[Path], folders: frozenset[Path]) -> bool:
    """Whether other folders than *folders* are to be watched after some were *changed*."""
    return any(path in folders or (path.is_dir() and not is_left_out(path.name)) for path in changed)
