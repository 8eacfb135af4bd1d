"""A language server with its answers taken away, to see that the tests notice.

``python muted.py COMMAND...`` runs the server COMMAND and hands on what it and the client say, but publishes no
findings, answers each question about documents with null, and has the client change and show none. A test that still
passes over it tests nothing.
A COMMAND without the word server is run as it is.
"""

import json
import os
import subprocess
import sys
import threading
from typing import IO, Any, NoReturn

ABOUT_DOCUMENTS = ("textDocument/", "workspace/", "completionItem/", "codeAction/", "callHierarchy/")


ORDERS = ("workspace/applyEdit", "window/showDocument")
"""What a server has a client do; under another name the client refuses it."""


def main() -> NoReturn:
    if "server" not in sys.argv[1:]:
        os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606  # with the program and the words that were given
    asked: set[Any] = set()
    with subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        threading.Thread(target=_ask, args=(sys.stdin.buffer, server.stdin, asked), daemon=True).start()
        while (message := _read(server.stdout)) is not None:
            _mute(message, asked)
            _write(sys.stdout.buffer, message)
        # Python's own end would wait for the thread, which waits for the client.
        os._exit(server.wait())


def _ask(client: IO[bytes], server: IO[bytes], asked: set[Any]) -> None:
    """Hand on what the client says, up to its end, and note which answers are to be muted."""
    while (message := _read(client)) is not None:
        if "id" in message and message.get("method", "").startswith(ABOUT_DOCUMENTS):
            asked.add(message["id"])
        _write(server, message)
    server.close()


def _mute(message: dict[str, Any], asked: set[Any]) -> None:
    if message.get("method") == "textDocument/publishDiagnostics":
        message["params"]["diagnostics"] = []
    elif message.get("method") in ORDERS:
        message["method"] = "muted"
    elif "result" in message and message["id"] in asked:
        message["result"] = None


def _read(source: IO[bytes]) -> dict[str, Any] | None:
    """The next message (LSP 3.17, Base Protocol); None at the end."""
    length = 0
    while line := source.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    body = source.read(length)
    return json.loads(body) if length and len(body) == length else None


def _write(target: IO[bytes], message: dict[str, Any]) -> None:
    body = json.dumps(message).encode()
    target.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    target.flush()


if __name__ == "__main__":
    main()
