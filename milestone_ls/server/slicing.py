"""Requests that look at all documents: done in slices between which others are answered, and withdrawn at any of them.

A client that is to show how far they are gives a token with the request (LSP 3.17, Client Initiated Progress).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterable
from typing import TypeVar

from lsprotocol import types

from milestone_ls.server.base import BaseServer
from milestone_ls.server.convert import Json
from milestone_ls.server.publishing import SLICE

Step = TypeVar("Step")
T = TypeVar("T")

PATIENCE = 0.1
"""Seconds of work before which nobody is told of it, and between two reports."""

LOT = 100
"""Results in one message of partial results."""


async def in_slices(
    server: BaseServer,
    title: str,
    steps: Generator[Step, None, T],
    token: types.ProgressToken | None = None,
    tell: Callable[[Step], None] | None = None,
) -> T:
    """What *steps* are for, a slice at a time; a request that is cancelled ends between two of them.

    token   under which the client is told how far they are
    tell    called with what each step gives
    """
    progress = _Progress(server, title, token)
    done = 0
    end = time.monotonic() + SLICE
    try:
        while True:
            step = next(steps)
            if tell is not None:
                tell(step)
            done += 1
            if time.monotonic() >= end:
                progress.report(f"{done} done")
                await asyncio.sleep(0)
                end = time.monotonic() + SLICE
    except StopIteration as finished:
        result: T = finished.value
        return result
    finally:
        progress.end()


async def told_of(
    server: BaseServer, title: str, work: Coroutine[object, object, T], token: types.ProgressToken | None = None
) -> T:
    """What *work* gives, which goes on beside the loop; the client is told under its *token* for how long."""
    progress = _Progress(server, title, token)
    began = time.monotonic()
    task = asyncio.create_task(work)
    try:
        while not (await asyncio.wait({task}, timeout=PATIENCE))[0]:
            progress.report(f"{time.monotonic() - began:.0f} s")
        return task.result()
    finally:
        task.cancel()
        progress.end()


async def pacing(steps: Iterable[Step]) -> AsyncIterator[Step]:
    """*steps*, with a look at what the client wants whenever those before it took a slice."""
    end = time.monotonic() + SLICE
    for step in steps:
        if time.monotonic() >= end:
            await asyncio.sleep(0)
            end = time.monotonic() + SLICE
        yield step


class Lots:
    """Results that go to the client as they come, if it gave a token for that (LSP 3.17, Partial Result Progress).

    shaped   what the method calls a part of its result
    """

    def __init__(
        self,
        server: BaseServer,
        token: types.ProgressToken | None,
        shaped: Callable[[list[Json]], object] = list,
    ) -> None:
        self._server = server
        self._token = token
        self._shaped = shaped
        self._waiting: list[Json] = []

    @property
    def is_wanted(self) -> bool:
        return self._token is not None

    def add(self, found: Iterable[Json]) -> None:
        """Send *found*, with what came before, once they are enough for a message."""
        self._waiting += found
        if len(self._waiting) >= LOT:
            self.send()

    def send(self) -> None:
        """Send what has not been sent."""
        if self._waiting:
            self._server.send_notification(types.PROGRESS, {"token": self._token, "value": self._shaped(self._waiting)})
            self._waiting = []


class _Progress:
    """What the client is told under its token, if it gave one, of work that takes long."""

    def __init__(self, server: BaseServer, title: str, token: types.ProgressToken | None) -> None:
        self._server = server
        self._title = title
        self._token = token
        self._next = time.monotonic() + PATIENCE
        self._is_begun = False

    def report(self, message: str) -> None:
        if self._token is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + PATIENCE
        if self._is_begun:
            self._send({"kind": "report", "message": message})
        else:
            self._is_begun = True
            self._send({"kind": "begin", "title": self._title, "message": message, "cancellable": True})

    def end(self) -> None:
        if self._is_begun:
            self._send({"kind": "end"})

    def _send(self, value: dict[str, object]) -> None:
        self._server.send_notification(types.PROGRESS, {"token": self._token, "value": value})
