"""Processes that read documents beside this one, once there are so many that starting them pays.

They are this program, started by the Python that runs it, and speak to nobody else; what they do not give, the caller
reads. A process that cannot be started, dies or does not answer is done without.
"""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import chain, repeat
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, NamedTuple, Self

import msgspec

from milestone_ls.project.worker import Lot, Order, frame, read_frame

logger = logging.getLogger(__name__)

PAYS = 200
"""Documents that the caller reads before others are started."""

MOST = 3
"""Processes beside this one, however many cores there are: what they give is taken in by one."""

LOT = 32
"""Documents that a process is given at a time."""

AHEAD = 2
"""Lots that a process has before it, so that it does not wait for the next."""

GONE = 1.0
"""Seconds for which the end of a process that was killed is waited for."""

PATIENCE = 20.0
"""Seconds without any answer after which nobody is waited for any longer."""


def spare_cores() -> int:
    """How many processes may read beside this one."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores - 1, MOST)


class Answered(NamedTuple):
    """A document that was given away, and its facts, packed; None: the caller has to read it."""

    path: str
    text: bytes
    facts: bytes | None


class Crew:
    """Up to *size* processes that read the documents of one plan."""

    def __init__(self, order: Order, size: int) -> None:
        self._order = order
        self._size = size
        self._workers: list[_Worker] = []
        self._refused = 0
        self._lot: Lot = []
        self._underway = 0
        self._come: SimpleQueue[tuple[Lot, list[bytes]]] = SimpleQueue()
        self._heard = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        for worker in self._workers:
            worker.close()

    def _end(self) -> None:
        for worker in self._workers:
            worker.end()

    def takes(self, path: str, text: bytes) -> bool:
        """Whether somebody else reads *text*, the document at *path*; if not, that is for the caller to do."""
        if self._refused < PAYS or not self._size:
            self._refused += 1
            return False
        if not self._workers:
            self._workers = [_Worker(self._order, self._come) for _ in range(self._size)]
            self._heard = time.monotonic()
        if not self._lot and self._underway >= AHEAD * len(self._workers):
            return False
        self._lot.append((path, text))
        if len(self._lot) == LOT:
            self.send()
        return True

    def send(self) -> None:
        """Give away what has been taken, though it is less than a lot."""
        if self._lot:
            self._underway += 1
            min(self._workers, key=lambda worker: worker.waiting).give(self._lot)
            self._lot = []

    @property
    def is_busy(self) -> bool:
        """Whether something has been given away that has not come back."""
        return self._underway > 0

    def come(self, wait: float = 0) -> Iterator[Answered]:
        """What has come back; *wait* so many seconds for it if nothing has."""
        while self._underway:
            try:
                lot, pages = self._come.get(timeout=wait) if wait else self._come.get_nowait()
            except Empty:
                if time.monotonic() - self._heard > PATIENCE:
                    self._end()
                return
            wait = 0
            self._heard = time.monotonic()
            self._underway -= 1
            yield from _answered(lot, pages)


def _answered(lot: Lot, pages: list[bytes]) -> Iterator[Answered]:
    for (path, text), facts in zip(lot, chain(pages, repeat(b"")), strict=False):
        yield Answered(path, text, facts or None)


class _Worker:
    """One process, and the thread that speaks with it; all that it is given comes back."""

    def __init__(self, order: Order, come: "SimpleQueue[tuple[Lot, list[bytes]]]") -> None:
        self._order = order
        self._lots: SimpleQueue[Lot | None] = SimpleQueue()
        self._come = come
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ended = False
        self._thread = threading.Thread(target=self._run, name="milestone-ls worker", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """Lots that it has not begun with."""
        return self._lots.qsize()

    def give(self, lot: Lot) -> None:
        self._lots.put(lot)

    def end(self) -> None:
        """Have no more read: what has not been, and what is given from now on, comes back unread."""
        self._is_ended = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Let go of a process that has been ended; nothing is given any more."""
        self._lots.put(None)
        self._thread.join(GONE)

    def _run(self) -> None:
        for lot in iter(self._lots.get, None):
            self._come.put((lot, self._answer(lot)))
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def _answer(self, lot: Lot) -> list[bytes]:
        if self._is_ended:
            return []
        try:
            source, sink = self._pipes()
            sink.write(frame(msgspec.msgpack.encode(lot)))
            sink.flush()
            return msgspec.msgpack.decode(read_frame(source), type=list[bytes])
        except (OSError, EOFError, ValueError) as error:  # msgspec's errors are ValueErrors
            if not self._is_ended:
                logger.warning("a process that read documents beside this one failed: %s", type(error).__name__)
            self._is_ended = True
            return []

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """From and to the process, which is started if it has not been. Raises OSError where that cannot be done."""
        if self._process is None:
            self._process = process = subprocess.Popen(
                [sys.executable, "-P", "-m", "milestone_ls.project.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            if self._is_ended:  # meanwhile
                process.kill()
            assert process.stdin  # noqa: S101 - a pipe was asked for
            process.stdin.write(frame(msgspec.msgpack.encode(self._order)))
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - as above
        return self._process.stdout, self._process.stdin
