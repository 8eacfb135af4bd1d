"""One call for many reasons: what a burst of changes asks for is done once, when it is over."""

import asyncio
from collections.abc import Callable

LULL = 0.2
"""Seconds without a change after which the call comes: longer than judging waits, since the client asks back for all
that it shows, or draws a list anew."""

CEILING = 1.0
"""Seconds from a first change after which it comes though changes go on."""


class Burst:
    """Has *call* called some time after it was asked for, on the event loop, once for all that asked meanwhile."""

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._timer: asyncio.TimerHandle | None = None
        self._latest = 0.0

    def ask(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        if self._timer is None:
            self._latest = now + CEILING
        else:
            self._timer.cancel()
        wait = min(LULL, max(0.0, self._latest - now))
        self._timer = loop.call_later(wait, self._end)

    def _end(self) -> None:
        self._timer = None
        self._call()
