"""A client that speaks bytes: starts a server, sends what it is told to and reads framed messages, each within a limit.

It reads strictly, so that anything but the protocol on the server's stdout is an error, and knows no methods.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeAlias

ROOT = Path(__file__).parents[2]
LIMIT = 30.0
"""Seconds after which what did not come is taken never to come."""

Json: TypeAlias = Any
"""Whatever JSON can say."""


def framed(message: Json) -> bytes:
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def environment() -> dict[str, str]:
    """Where a server finds this repository, installed or not."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path}


class RawClient:
    """A server's process and the conversation with it; leaving the context kills what still runs."""

    def __init__(self, command: Iterable[str], *, listening: bool = True) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        self.others: list[Json] = []
        """Messages that came while another one was waited for."""
        self._ids = iter(range(1, 1 << 30))
        self._inbox: queue.SimpleQueue[Json] = queue.SimpleQueue()
        self._errors: list[bytes] = []
        self._threads = [threading.Thread(target=self._read_errors, args=[self._pipe("stderr")], daemon=True)]
        if listening:
            self._threads.append(threading.Thread(target=self._read, args=[self._pipe("stdout")], daemon=True))
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.process.kill()
        self.hang_up()
        self.process.wait(LIMIT)
        for thread in self._threads:
            thread.join(LIMIT)
        for name in ("stdout", "stderr"):
            self._pipe(name).close()

    # What the client says

    def send_bytes(self, data: bytes) -> None:
        pipe = self._pipe("stdin")
        pipe.write(data)
        pipe.flush()

    def send(self, *messages: Json) -> None:
        """All of *messages* at once."""
        self.send_bytes(b"".join(map(framed, messages)))

    def request(self, method: str, params: Json = None, **more: Json) -> int | str:
        """The id of the request that was sent."""
        message = {"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": params, **more}
        self.send(message)
        identity: int | str = message["id"]
        return identity

    def notify(self, method: str, params: Json = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def hang_up(self) -> None:
        """End of what the client says."""
        with contextlib.suppress(BrokenPipeError):
            self._pipe("stdin").close()

    def stop_listening(self) -> None:
        """Close the end where the server's words would come out; for a client that never listened."""
        self._pipe("stdout").close()

    # What the server says

    def receive(self, limit: float = LIMIT) -> Json:
        """The next message of the server, None at its end. Raises queue.Empty where none comes in *limit* seconds."""
        message = self._inbox.get(timeout=limit)
        if isinstance(message, Exception):
            raise message
        return message

    def answer(self, identity: int | str | None) -> Json:
        """The answer to the request *identity*; other messages are kept in :attr:`others`."""
        return self._next(lambda message: "method" not in message and message["id"] == identity)

    def notified(self, method: str) -> Json:
        """The params of the next message of the server with *method*."""
        return self._next(lambda message: message.get("method") == method)["params"]

    def asked(self, method: str) -> Json:
        """The next request of the server with *method*."""
        return self._next(lambda message: message.get("method") == method)

    def call(self, method: str, params: Json = None, **more: Json) -> Json:
        """The result or the error code that the request brings."""
        answer = self.answer(self.request(method, params, **more))
        return answer["error"]["code"] if "error" in answer else answer["result"]

    def rest(self) -> list[Json]:
        """All that the server says from here to its end."""
        return list(iter(self.receive, None))

    def exit_code(self) -> int:
        """With what the server ends, which it must do within the limit."""
        return self.process.wait(LIMIT)

    def errors(self) -> str:
        """All that a server that has ended wrote to stderr."""
        self._threads[0].join(LIMIT)
        return b"".join(self._errors).decode()

    def _next(self, wanted: Callable[[Json], bool]) -> Json:
        for index, message in enumerate(self.others):
            if wanted(message):
                return self.others.pop(index)
        while (message := self.receive()) is not None:
            if wanted(message):
                return message
            self.others.append(message)
        raise AssertionError(f"the server ended; before it said {self.others}")

    def _pipe(self, name: str) -> IO[bytes]:
        pipe: IO[bytes] = getattr(self.process, name)
        return pipe

    def _read(self, pipe: IO[bytes]) -> None:
        try:
            while header := pipe.readline():
                name, _, length = header.partition(b": ")
                if name != b"Content-Length" or pipe.readline() != b"\r\n":
                    raise AssertionError(f"not the protocol: {header!r}")  # noqa: TRY301 - one place for all errors
                self._inbox.put(json.loads(pipe.read(int(length))))
            self._inbox.put(None)
        except Exception as error:  # noqa: BLE001 - for the test's thread
            self._inbox.put(error)

    def _read_errors(self, pipe: IO[bytes]) -> None:
        self._errors.extend(pipe)
