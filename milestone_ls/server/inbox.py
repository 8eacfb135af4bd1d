"""The queue between the thread that reads and the loop that handles.

It knows two things about messages: that a request has an id, and that a cancellation names one. So a request
that was withdrawn while it waited can be refused instead of run.
"""

import asyncio
import collections
import threading
from collections.abc import Callable
from typing import Protocol as Interface

from lsprotocol import types

from milestone_ls.server.messages import Message, MessageId, Notification, Request, is_id


class Receiver(Interface):
    def __call__(self, message: Message, *, cancelled: bool = False) -> None: ...


class Inbox:
    """Messages, handled one by one in the order they came.

    One wake-up for all that came meanwhile, then one turn of the loop for each: an asynchronous handler makes
    its first step before the next message is handled, and timers and tasks get their share.

    receive    called in the loop's thread with each message, and whether it is a request withdrawn meanwhile
    at_end     called there when everything that came before :meth:`finish` is handled
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, receive: Receiver, at_end: Callable[[], object]) -> None:
        self._loop = loop
        self._receive = receive
        self._at_end = at_end
        self._lock = threading.Lock()
        self._queue: collections.deque[Message | None] = collections.deque()
        self._waiting: set[MessageId] = set()
        self._withdrawn: set[MessageId] = set()
        self._awake = False
        self._closed = False

    def put(self, message: Message) -> bool:
        """Hand over *message*; False if nobody handles messages any more. From any thread."""
        with self._lock:
            if isinstance(message, Request):
                self._waiting.add(message.id)
            elif isinstance(message, Notification) and message.method == types.CANCEL_REQUEST:
                self._withdraw(message)
            return self._push(message)

    def finish(self) -> None:
        """Nothing more will come. From any thread."""
        with self._lock:
            self._push(None)

    def close(self) -> None:
        """Handle nothing any more. From the loop's thread."""
        with self._lock:
            self._closed = True
            self._queue.clear()

    def _withdraw(self, message: Notification) -> None:
        identity = message.params.get("id") if isinstance(message.params, dict) else None
        if is_id(identity) and identity in self._waiting:
            self._withdrawn.add(identity)

    def _push(self, message: Message | None) -> bool:
        if self._closed:
            return False
        self._queue.append(message)
        if not self._awake:
            self._awake = True
            self._loop.call_soon_threadsafe(self._turn)
        return True

    def _turn(self) -> None:
        with self._lock:
            if not self._queue:
                self._awake = False
                return
            message = self._queue.popleft()
            cancelled = self._was_withdrawn(message)
        if message is None:
            self._at_end()
        else:
            self._receive(message, cancelled=cancelled)
        # Behind the first step of whatever task the handling made.
        self._loop.call_soon(self._turn)

    def _was_withdrawn(self, message: Message | None) -> bool:
        if not isinstance(message, Request):
            return False
        withdrawn = message.id in self._withdrawn
        self._withdrawn.discard(message.id)
        self._waiting.discard(message.id)
        return withdrawn
