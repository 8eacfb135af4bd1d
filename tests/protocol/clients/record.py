#!/usr/bin/env python3
"""A language server that only writes down what an editor says to it.

The protocol tests speak to the server as real editors do; this makes the recordings they start from, so that
a new release of an editor can be recorded again. It knows nothing of milestones and imports nothing of
milestone_ls or pygls: a recording must not depend on the server that is tested with it. README.md beside it
says how it is run.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Message = dict[str, Any]

SECTION = "milestone-ls"
WORKSPACE = "workspace"
METHOD_NOT_FOUND = -32601


def read_messages(stream: IO[bytes]) -> Iterator[Message]:
    """The JSON-RPC messages in *stream* until it ends (LSP 3.17, Base Protocol).

    ValueError for a message without Content-Length or whose body is not JSON.
    """
    while line := stream.readline():
        headers: dict[str, str] = {}
        while line.strip():
            name, _, value = line.decode("ascii").partition(":")
            headers[name.strip().lower()] = value.strip()
            line = stream.readline()
        if "content-length" not in headers:
            raise ValueError(f"a message without Content-Length: {headers}")
        yield json.loads(stream.read(int(headers["content-length"])))


def frame(message: Message) -> bytes:
    """*message* as the base protocol carries it: header, empty line, UTF-8 JSON."""
    body = json.dumps(message, ensure_ascii=False).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def portable(params: Message) -> Message:
    """The initialize params without what belongs to one machine: process ID, paths and the names of folders.

    Keys keep their order; a key whose value is null keeps it.
    """
    uri, path = f"file:///{WORKSPACE}", f"/{WORKSPACE}"

    def folder(sent: Mapping[str, str]) -> Message:
        # Neovim names a folder by its path, VS Code by the last part of it.
        placeholders = {"uri": uri, "name": path if sent["name"].startswith("/") else WORKSPACE}
        return {key: placeholders[key] for key in sent}

    replaced: dict[str, object] = {
        "processId": None,
        "rootUri": uri,
        "rootPath": path,
        "workspaceFolders": [folder(sent) for sent in params.get("workspaceFolders") or []],
    }
    return {key: value if value is None else replaced.get(key, value) for key, value in params.items()}


def initialize_result(capabilities: Mapping[str, Any]) -> Message:
    """An InitializeResult that asks for documents and folders, in the position encoding offered first."""
    encodings: Sequence[str] = capabilities.get("general", {}).get("positionEncodings", ["utf-16"])
    return {
        "capabilities": {
            "positionEncoding": encodings[0],
            "textDocumentSync": {"openClose": True, "change": 2, "save": {"includeText": False}},
            "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
        },
        "serverInfo": {"name": "record"},
    }


class Question(NamedTuple):
    """A request of the server to the client."""

    method: str
    params: Message


def settings() -> Question:
    return Question("workspace/configuration", {"items": [{"section": SECTION}]})


def registrations(capabilities: Mapping[str, Any]) -> Iterator[Question]:
    """What a server asks after `initialized`, so far as the client says that it can be asked."""
    workspace = capabilities.get("workspace", {})
    options: dict[str, Message] = {
        "didChangeConfiguration": {"section": SECTION},
        "didChangeWatchedFiles": {"watchers": [{"globPattern": "**/*.md"}]},
    }
    for name, register_options in options.items():
        if workspace.get(name, {}).get("dynamicRegistration"):
            method = f"workspace/{name}"
            registration = {"id": name, "method": method, "registerOptions": register_options}
            yield Question("client/registerCapability", {"registrations": [registration]})


class Recorder:
    """One session: answers the client on *out*, writes each message of both to *traffic*, one a line."""

    def __init__(self, out: IO[bytes], traffic: IO[str], params_file: Path) -> None:
        self._out = out
        self._traffic = traffic
        self._params_file = params_file
        self._capabilities: Mapping[str, Any] = {}
        self._asked = 0

    def run(self, stream: IO[bytes]) -> None:
        for message in read_messages(stream):
            self._note("client", message)
            if message.get("method") == "exit":
                return
            if "method" in message and "id" in message:
                self._send({"id": message["id"], **self._answer(message["method"], message.get("params", {}))})
            elif "method" in message:
                for question in self._after(message["method"]):
                    self._asked += 1
                    self._send({"id": self._asked, **question._asdict()})

    def _answer(self, method: str, params: Message) -> Message:
        match method:
            case "initialize":
                text = json.dumps(portable(params), ensure_ascii=False, indent=2)
                self._params_file.write_text(text + "\n", encoding="utf-8")
                self._capabilities = params["capabilities"]
                return {"result": initialize_result(self._capabilities)}
            case "shutdown":
                return {"result": None}
            case _:
                return {"error": {"code": METHOD_NOT_FOUND, "message": f"{method}: this server only records"}}

    def _after(self, method: str) -> Iterator[Question]:
        if method == "initialized":
            yield from registrations(self._capabilities)
        if method in {"initialized", "workspace/didChangeConfiguration"} and self._pulls_settings():
            yield settings()

    def _pulls_settings(self) -> bool:
        return bool(self._capabilities.get("workspace", {}).get("configuration"))

    def _send(self, message: Message) -> None:
        message = {"jsonrpc": "2.0", **message}
        self._note("server", message)
        self._out.write(frame(message))
        self._out.flush()

    def _note(self, sender: str, message: Message) -> None:
        self._traffic.write(json.dumps({"from": sender, **message}, ensure_ascii=False) + "\n")
        self._traffic.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description="Record what an editor sends to a language server on stdio.")
    parser.add_argument("params", type=Path, help="file for the params of initialize, made portable")
    parser.add_argument("traffic", type=Path, help="file for all messages as they were, added one a line")
    arguments = parser.parse_args()
    with arguments.traffic.open("a", encoding="utf-8") as traffic:
        Recorder(sys.stdout.buffer, traffic, arguments.params).run(sys.stdin.buffer)


if __name__ == "__main__":
    main()
