"""A Vim in a terminal of its own that is driven by keys, over a channel that it opens (``:help channel``).

What the server is expected to say is not known here.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.editors.desk import Desk
from tests.editors.waiting import LIMIT

_CONNECT = "let g:test = ch_open('127.0.0.1:{port}', {{'mode': 'json'}})"


class Vim:
    """A running Vim with *vimrc* as its only settings; leaving the context ends it and what it started."""

    def __init__(self, program: Path, desk: Desk, vimrc: str) -> None:
        self.desk = desk
        settings = desk.home / ".vimrc"
        settings.write_text(vimrc, encoding="utf-8")
        self._terminal, terminal = os.openpty()
        self._screen = desk.folder / "screen"
        with socket.create_server(("127.0.0.1", 0)) as listening, self._screen.open("wb") as screen:
            listening.settimeout(LIMIT)
            connect = _CONNECT.format(port=listening.getsockname()[1])
            self.process = subprocess.Popen(
                [program, "--not-a-term", "-i", "NONE", "-n", "-c", connect],
                cwd=desk.plan,
                env=desk.environment,
                stdin=terminal,
                stdout=screen,
                stderr=screen,
                start_new_session=True,
            )
            os.close(terminal)
            self._channel = listening.accept()[0]
        self._channel.settimeout(LIMIT)
        self._lines = self._channel.makefile("r", encoding="utf-8")
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._say("ex", "qall!")
            self.process.wait(LIMIT)
        finally:
            self.process.kill()
            self.process.wait()
            self._lines.close()
            self._channel.close()
            os.close(self._terminal)

    # What one does.

    def open(self, path: Path) -> None:
        self.keys(f":edit {path}\r")

    def keys(self, keys: str) -> None:
        """Type *keys*, control characters and all."""
        self("feedkeys", keys, "t")

    # What one sees.

    def __call__(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 - what Vim gives
        """The value of a function of Vim."""
        self._number -= 1
        self._say("call", function, list(arguments), self._number)
        number, value = json.loads(self._lines.readline())
        assert number == self._number
        return value

    @property
    def name(self) -> str:
        return Path(self("bufname")).name

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of the cursor, from 1, in bytes."""
        _, line, column, *_ = self("getpos", ".")
        return line, column

    @property
    def findings(self) -> list[str]:
        """The location list as ``line:column message``."""
        return [f"{one['lnum']}:{one['col']} {one['text']}" for one in self("getloclist", 0)]

    @property
    def popup(self) -> list[str]:
        """The words in the popup menu; none where it is closed."""
        return [item["abbr"] or item["word"] for item in self("complete_info", ["items"])["items"]]

    def evidence(self) -> str:
        """What it shows and has said, for the report of a failed test."""
        shown = [self("getline", 1, 8), self.findings, self("execute", "messages"), self("execute", "ALEInfo")]
        return "\n".join(map(str, shown))

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until *condition* holds."""
        __tracebackhide__ = True
        end = time.monotonic() + LIMIT
        while not condition():
            assert time.monotonic() < end, f"never so:\n{self.evidence()}"
            time.sleep(0.02)  # Vim tells nobody of what it shows: it is asked again

    def _say(self, *message: object) -> None:
        self._channel.sendall(json.dumps(message).encode() + b"\n")
