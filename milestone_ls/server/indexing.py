"""Plans read in the background: in a thread of their own, with progress where the client shows it.

The thread computes all the time, and whoever wants to compute beside it waits for its turn. Turns are short meanwhile.
"""

import asyncio
import contextlib
import itertools
import logging
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

from lsprotocol import types

from milestone_ls.project import files
from milestone_ls.project.files import Limits, Listing
from milestone_ls.project.workspace import Plans, Progress, Workspace
from milestone_ls.server.base import BaseServer
from milestone_ls.server.collecting import Collector
from milestone_ls.server.idle import Idle

logger = logging.getLogger(__name__)

SLICE = 0.008
"""Seconds of reading between two looks at whether the client is busy."""

TURN = 0.001
"""Seconds that the loop waits for the thread that reads; Python's usual 0.005 would be seen in answers."""

MOST = Limits(200_000, 20.0)
"""Of a workspace folder."""

MOST_AROUND = Limits(5_000, 2.0)
"""Of the folder around a document that was opened without one."""

REPORT = 0.1
"""Seconds between two reports of progress."""


class Indexer:
    """Builds the plans of outer folders, the newest order first: one that comes meanwhile begins again.

    done    called with a folder when its plans serve
    failed  called with a folder that a fault of ours keeps from being read
    """

    def __init__(
        self,
        server: BaseServer,
        workspace: Workspace,
        collector: Collector,
        done: Callable[[Path], None],
        failed: Callable[[Path], None],
    ) -> None:
        self._server = server
        self._collector = collector
        self._workspace = workspace
        self._done = done
        self._failed = failed
        self._tasks: dict[Path, asyncio.Task[None]] = {}
        self._tokens = itertools.count(1)
        self._cut: set[Path] = set()
        self._saving: asyncio.Future[None] | None = None

    def is_running(self, outer: Path) -> bool:
        return outer in self._tasks

    def running(self) -> frozenset[Path]:
        """The folders whose plans are being built."""
        return frozenset(self._tasks)

    def start(self, outer: Path, *, after: float = 0) -> None:
        """Build the plans of *outer*, *after* so many seconds without another order for it."""
        self.stop(outer)
        task = asyncio.get_running_loop().create_task(self._run(outer, after))
        self._tasks[outer] = task
        task.add_done_callback(lambda ended: self._ended(outer, ended))

    def stop(self, outer: Path) -> None:
        task = self._tasks.pop(outer, None)
        if task is not None:
            task.cancel()

    def _ended(self, outer: Path, task: asyncio.Task[None]) -> None:
        if self._tasks.get(outer) is task:
            del self._tasks[outer]
        if task.cancelled():
            return
        if (error := task.exception()) is not None:
            logger.error("reading %s failed", outer, exc_info=error)
            self._failed(outer)
        else:
            self._done(outer)
            self._saving = asyncio.get_running_loop().run_in_executor(None, self._workspace.save)

    async def _run(self, outer: Path, after: float) -> None:
        await asyncio.sleep(after)
        stopped = threading.Event()
        shown = _Progress(self._server, f"milestone-ls/reading/{next(self._tokens)}")
        try:
            with self._collector.held():
                await self._read(outer, shown, stopped)
        finally:
            stopped.set()
            shown.end()

    async def _read(self, outer: Path, shown: "_Progress", stopped: threading.Event) -> None:
        listing = await asyncio.to_thread(files.discover, outer, *self.limits(outer), stopped)
        self._tell_problems(outer, listing)
        steps = self._workspace.build(outer, listing)
        built = await asyncio.to_thread(_built, steps, _from_thread(shown.report), self._server.idle, stopped)
        if built is not None:
            self._workspace.serve(outer, built)

    def limits(self, outer: Path) -> Limits:
        """Those of a walk: few where nobody asked for the folder but for a file in it."""
        return MOST if outer in self._workspace.folders else MOST_AROUND

    def _tell_problems(self, outer: Path, listing: Listing) -> None:
        """Log what could not be listed; that a walk was cut short the user is told, once for each folder."""
        for problem in listing.problems:
            logger.warning("%s: %s", outer / problem.path, problem.message)
            if problem.trouble is files.Trouble.TOO_MANY and outer not in self._cut:
                self._cut.add(outer)
                self._server.send_notification(
                    types.WINDOW_SHOW_MESSAGE,
                    {
                        "type": types.MessageType.Warning.value,
                        "message": f"milestone-ls read only a part of {outer}: {problem.message}.",
                    },
                )


def _from_thread(report: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """*report*, called on the loop, from time to time."""
    loop = asyncio.get_running_loop()
    due = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + REPORT
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is told any more
                loop.call_soon_threadsafe(report, progress)

    return tell


def _built(
    steps: Generator[Progress, None, Plans], tell: Callable[[Progress], None], idle: Idle, stopped: threading.Event
) -> Plans | None:
    """What *steps* give in the end, taken while the client is *idle*; None if they are *stopped* before."""
    sys.setswitchinterval(TURN)
    end = time.monotonic() + SLICE
    try:
        while not stopped.is_set():
            tell(next(steps))
            if time.monotonic() >= end:
                idle.rest(stopped)
                end = time.monotonic() + SLICE
    except StopIteration as finished:
        built: Plans = finished.value
        return built
    return None


class _Progress:
    """Work-done progress, from when the client has agreed to show it (LSP 3.17, window/workDoneProgress/create)."""

    def __init__(self, server: BaseServer, token: str) -> None:
        self._server = server
        self._token = token
        self._shown = self._ended = False
        window = server.client_capabilities.window
        if window is not None and window.work_done_progress:
            server.protocol.send_request(
                types.WINDOW_WORK_DONE_PROGRESS_CREATE, types.WorkDoneProgressCreateParams(token), self._begin
            )

    def _begin(self, _answer: object) -> None:
        if not self._ended:
            self._shown = True
            self._send({"kind": "begin", "title": "Reading milestones", "percentage": 0})

    def report(self, progress: Progress) -> None:
        if self._shown and not self._ended and progress.total:
            percentage = 100 * progress.done // progress.total
            message = f"{progress.done}/{progress.total} files"
            self._send({"kind": "report", "message": message, "percentage": percentage})

    def end(self) -> None:
        self._ended = True
        if self._shown:
            self._send({"kind": "end"})

    def _send(self, value: dict[str, object]) -> None:
        self._server.send_notification(types.PROGRESS, {"token": self._token, "value": value})
