"""What a server tells of its own work to a client that wants to know ($/setTrace and $/logTrace of LSP 3.17).

What messages mean is not known here.
"""

import json
from collections.abc import Callable
from time import perf_counter

from lsprotocol import types
from lsprotocol.types import TraceValue

from milestone_ls.server.messages import MessageId, Notification, Request

LONGEST = 10_000
"""Characters of params that are told; the rest of a long document says no more."""


class Tracer:
    """Tells of each message that was handled, and how long it took; with its params if the client asked for all.

    tell   sends a notification
    """

    def __init__(self, tell: Callable[[str, object], None]) -> None:
        self._tell = tell
        self._value = TraceValue.Off
        self._begun: dict[MessageId, float] = {}

    def set(self, value: object) -> None:
        """Tell as much as *value* says from now on; nothing if no such value is known."""
        self._value = value if isinstance(value, TraceValue) else TraceValue.Off
        if self._value is TraceValue.Off:
            self._begun.clear()

    def begun(self, request: Request) -> None:
        if self._value is not TraceValue.Off:
            self._begun[request.id] = perf_counter()

    def answered(self, request: Request, how: str) -> None:
        """A request was answered; *how* is told: ``answered``, ``refused``, ..."""
        begun = self._begun.pop(request.id, None)
        if begun is not None:
            took = 1000 * (perf_counter() - begun)
            self._send(f"{request.method} ({request.id}) {how} after {took:.1f} ms", request.params)

    def handled(self, notification: Notification) -> None:
        if self._value is not TraceValue.Off:
            self._send(f"{notification.method} received", notification.params)

    def _send(self, message: str, params: object) -> None:
        told = {"message": message}
        if self._value is TraceValue.Verbose:
            told["verbose"] = json.dumps(params)[:LONGEST]
        self._tell(types.LOG_TRACE, told)
