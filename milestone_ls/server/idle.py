"""When work that nobody waits for may go on: while the client says nothing.

A client's messages come in bursts, one answered before the next is sent. Work that only let each message through
would make every one of them wait for a slice of it; work that rests until the burst is over makes one wait.
"""

import asyncio
import threading
import time

REST = 0.02
"""Seconds after a message before other work goes on."""

PATIENCE = 0.1
"""Seconds after which other work goes on all the same."""


class Idle:
    """Whether the client has just said something."""

    def __init__(self) -> None:
        self._until = 0.0

    def disturb(self) -> None:
        """A message came."""
        self._until = time.monotonic() + REST

    async def turn(self) -> None:
        """Let all that is due happen first, and a burst of messages be over; one that goes on gets PATIENCE."""
        await asyncio.sleep(0)
        at_last = time.monotonic() + PATIENCE
        while (wait := min(self._until, at_last) - time.monotonic()) > 0:  # noqa: ASYNC110 - no event tells of silence
            await asyncio.sleep(wait)

    def rest(self, stopped: threading.Event) -> None:
        """As :meth:`turn`, for a thread beside the loop, up to when it is *stopped*."""
        at_last = time.monotonic() + PATIENCE
        while (wait := min(self._until, at_last) - time.monotonic()) > 0 and not stopped.wait(wait):
            pass
