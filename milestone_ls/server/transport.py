"""A conversation over two file descriptors: one thread reads, the loop handles, whoever answers writes.

pygls reads on the pool where handlers run, so that a few busy ones stop all input. Here the reader has a thread
to itself and judges messages as they come: a cancellation reaches its request in the queue, and the end is seen
while a handler is busy. What messages mean is not known here, beyond shutdown and exit.
"""

import asyncio
import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from functools import partial

from lsprotocol import types

from milestone_ls.server import logs
from milestone_ls.server.base import BaseServer
from milestone_ls.server.framing import Unframer
from milestone_ls.server.inbox import Inbox
from milestone_ls.server.lifetime import GRACE, Lifetime
from milestone_ls.server.messages import Message, Notification, Request, parse

logger = logging.getLogger(__name__)

_CHUNK = 1 << 16
_STDIN, _STDOUT, _STDERR = 0, 1, 2


def run_stdio(server: BaseServer, *, grace: float = GRACE, disable_gc: bool = False) -> int:
    """Serve the client at stdin and stdout to the end; the exit code for the process.

    grace         seconds from the end of the conversation to the end of the process by force
    disable_gc    turn the cyclic garbage collector off for good; when to freeze or collect is the caller's

    From now on, what others write to stdout goes to stderr. Returns when all threads that handled requests
    are done, so that ``sys.exit`` will not wait; where one is still busy after *grace*, the process ends in here.
    """
    if disable_gc:
        gc.disable()
    source, sink = taken_stdio()
    return serve(server, source, sink, grace=grace)


def serve(server: BaseServer, source: int, sink: int, *, grace: float = GRACE) -> int:
    """Serve the client that writes to the descriptor *source* and reads from *sink*; see :func:`run_stdio`.

    A server serves once. Signals are answered only when called in the main thread.
    """
    if sys.platform != "win32":
        for descriptor in (source, sink):
            os.set_blocking(descriptor, True)  # whoever gave it to us may have shared it with an event loop
    with Lifetime(server.protocol.exit_code, grace) as lifetime:
        with logs.told(server.protocol.tell_failure):
            asyncio.run(_converse(server, source, sink, lifetime))
        server.thread_pool.shutdown(cancel_futures=True)
        return lifetime.code


async def _converse(server: BaseServer, source: int, sink: int, lifetime: Lifetime) -> None:
    protocol = server.protocol
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    lifetime.wake_at_end(partial(loop.call_soon_threadsafe, ended.set))
    protocol.attach(Output(sink, lifetime.end), lifetime)

    def receive(message: Message, *, cancelled: bool = False) -> None:
        server.idle.disturb()
        protocol.receive(message, cancelled=cancelled)

    inbox = Inbox(loop, receive, lifetime.end)
    # A daemon: nothing can wake a thread that reads a pipe.
    threading.Thread(target=_read, args=[source, inbox, lifetime.hurry], name="client-reader", daemon=True).start()
    await ended.wait()
    inbox.close()
    await protocol.abandon()


class Output:
    """Where answers go. Whole messages, whichever threads they come from.

    at_break    called when the reader on the other side has gone, once; writing does nothing from then on
    """

    def __init__(self, sink: int, at_break: Callable[[], object]) -> None:
        self._sink = sink
        self._at_break = at_break
        self._lock = threading.Lock()
        self._open = True

    def write(self, data: bytes) -> None:
        """Write all of *data*, waiting while the other side does not read."""
        with self._lock:
            if not self._open:
                return
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(self._sink, rest) :]
            except OSError as error:
                self._open = False
                logger.info("The client stopped reading: %s", error)
        if not self._open:
            self._at_break()

    def close(self) -> None:
        """Write nothing any more."""
        with self._lock:
            self._open = False


def _read(source: int, inbox: Inbox, hurry: Callable[[int], object]) -> None:
    """Fill *inbox* until the client says exit or is gone, then *hurry* everybody to the end."""
    unframer = Unframer()
    shutdown = False
    try:
        while chunk := os.read(source, _CHUNK):
            for body in unframer.feed(chunk):
                message = parse(body)
                if not inbox.put(message):
                    return
                if isinstance(message, Request) and message.method == types.SHUTDOWN:
                    shutdown = True
                elif isinstance(message, Notification) and message.method == types.EXIT:
                    return
    except OSError as error:
        logger.info("The client cannot be read any more: %s", error)
    finally:
        hurry(0 if shutdown else 1)
        inbox.finish()


def taken_stdio() -> tuple[int, int]:
    """Descriptors for what stdin and stdout were, which nobody else reaches by these names from now on.

    Down to the descriptors: a child process or a C library that prints would break the protocol as well. Nothing is
    given back: on Windows a descriptor from which a thread still reads can neither be copied nor closed without
    waiting for that thread, and the reader waits for the client.
    """
    source, sink = os.dup(_STDIN), os.dup(_STDOUT)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, _STDIN)
    try:
        os.dup2(_STDERR, _STDOUT)
    except OSError:  # started without stderr
        os.dup2(nothing, _STDOUT)
    sys.stdout = sys.stderr
    return source, sink
