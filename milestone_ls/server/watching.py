"""Learning that files changed outside the editor: from the client where it can watch, else by watching ourselves.

Neovim on Linux does not watch. What a change means is not known here.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from lsprotocol import types

from milestone_ls.project.files import is_left_out
from milestone_ls.server.base import BaseServer

logger = logging.getLogger(__name__)


class Watcher:
    """Calls *changed* with absolute paths, files and folders alike, some of them perhaps twice or without cause."""

    def __init__(self, server: BaseServer, changed: Callable[[Iterable[Path]], None]) -> None:
        self._server = server
        self._changed = changed
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
        import watchfiles  # noqa: PLC0415 - a native module that only some clients make us load

        def concerns(_change: watchfiles.Change, path: str) -> bool:
            base = next((folder for folder in folders if Path(path).is_relative_to(folder)), None)
            inner = Path(path).relative_to(base).parts if base is not None else ()
            return not any(map(is_left_out, inner[:-1]))

        try:
            async for changes in watchfiles.awatch(*folders, watch_filter=concerns, debounce=200, step=20):
                self._changed({Path(path) for _, path in changes})
        except asyncio.CancelledError:
            raise
        except Exception:
            logger.exception("files are no longer watched: changes outside the editor show after the next edit")
