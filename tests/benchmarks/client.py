"""A client that costs little: JSON-RPC over a process' pipes, and the time at which each message came."""

import asyncio
import json
import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

LIMIT = 60.0
"""Seconds for which anything is waited for."""

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_MEMORY = {name: re.compile(rf"^{name}:\s+(\d+) kB", re.MULTILINE) for name in ("VmHWM", "VmRSS")}
now = time.perf_counter


class Told(NamedTuple):
    """Diagnostics that came: when, for which version, and how many."""

    at: float
    version: int | None
    findings: int


class Client:
    """One conversation with one server."""

    def __init__(self, root: Path, *, pulls: bool = False) -> None:
        self.root = root
        self.pulls = pulls
        self.told: dict[str, list[Told]] = {}
        self.takes_whole_texts = False
        self._answers: dict[int, asyncio.Future[tuple[float, Any]]] = {}
        self._news = asyncio.Event()
        self._most = 0

    async def start(self, command: Sequence[str], environment: dict[str, str]) -> float:
        """Start the server; seconds from there to its answer to ``initialize``."""
        began = now()
        self._process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=self.root,
            env=environment,
            limit=1 << 27,
        )
        self._reader = asyncio.create_task(self._read())
        self._watcher = asyncio.create_task(self._watch_memory())
        took, result = await self.ask("initialize", _initialize(self.root, pulls=self.pulls))
        del took
        answered = now() - began
        sync = result["capabilities"].get("textDocumentSync", 2)
        self.takes_whole_texts = (sync.get("change") if isinstance(sync, dict) else sync) == 1
        return answered

    def initialized(self) -> float:
        self.tell("initialized", {})
        return now()

    def tell(self, method: str, params: object) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    async def ask(self, method: str, params: object) -> tuple[float, Any]:
        """Seconds to the answer, and its result. Raises RuntimeError if it is an error, TimeoutError if none comes."""
        identity = len(self._answers) + 1
        answer = self._answers[identity] = asyncio.get_running_loop().create_future()
        began = now()
        self._send({"jsonrpc": "2.0", "id": identity, "method": method, "params": params})
        at, message = await asyncio.wait_for(answer, LIMIT)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error'].get('message')}")
        return at - began, message.get("result")

    async def until(self, is_so: Callable[[], bool], limit: float = LIMIT) -> bool:
        """Wait for diagnostics that make *is_so* true; whether they came."""
        end = now() + limit
        while not is_so():
            self._news.clear()
            if now() > end:
                return False
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(1, max(0.001, end - now())))
        return True

    async def quiet(self, seconds: float = 0.3) -> None:
        """Wait until so long no diagnostics have come."""
        while True:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), seconds)
            except TimeoutError:
                return

    def last_told(self) -> float:
        """When the last diagnostics came."""
        return max(told.at for of_document in self.told.values() for told in of_document)

    def peak_memory(self) -> float:
        """The most that the server and its children held, in MB (Linux only)."""
        return max(self._most, self._memory("VmHWM")) / 1024

    async def _watch_memory(self) -> None:
        """Children may be gone when somebody asks."""
        while True:
            self._most = max(self._most, self._memory("VmRSS"))
            await asyncio.sleep(0.2)

    def _memory(self, name: str) -> int:
        return sum(_memory_of(pid, name) for pid in _family(self._process.pid))

    async def stop(self) -> None:
        with suppress(Exception):
            await asyncio.wait_for(self.ask("shutdown", None), 10)
            self.tell("exit", None)
            await asyncio.wait_for(self._process.wait(), 10)
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        self._reader.cancel()
        self._watcher.cancel()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message, separators=(",", ":")).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    async def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        with suppress(asyncio.IncompleteReadError):
            while True:
                head = await stream.readuntil(b"\r\n\r\n")
                found = _LENGTH.search(head)
                body = await stream.readexactly(int(found[1]) if found else 0)
                self._receive(now(), json.loads(body))
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(RuntimeError("the server has gone"))

    def _receive(self, at: float, message: dict[str, Any]) -> None:
        method, identity = message.get("method"), message.get("id")
        if method is None:
            answer = self._answers.get(identity) if isinstance(identity, int) else None
            if answer is not None and not answer.done():
                answer.set_result((at, message))
        elif identity is not None:
            items = (message.get("params") or {}).get("items") if method == "workspace/configuration" else None
            self._send({"jsonrpc": "2.0", "id": identity, "result": items and [None] * len(items)})
        elif method == "textDocument/publishDiagnostics":
            params = message["params"]
            told = Told(at, params.get("version"), len(params["diagnostics"]))
            self.told.setdefault(params["uri"], []).append(told)
            self._news.set()


class Document:
    """An open document and the client's text of it."""

    def __init__(self, client: Client, path: Path) -> None:
        self._client = client
        self.uri, self.version = path.as_uri(), 1
        self.lines = path.read_text(encoding="utf-8").split("\n")
        item = {"uri": self.uri, "languageId": "markdown", "version": 1, "text": "\n".join(self.lines)}
        self.opened = now()
        client.tell("textDocument/didOpen", {"textDocument": item})

    def line_of(self, words: str) -> int:
        return next(number for number, line in enumerate(self.lines) if words in line)

    def place(self, words: str, offset: int = 0) -> dict[str, Any]:
        """The params of a request at the first place that reads *words*."""
        line = self.line_of(words)
        return {
            "textDocument": {"uri": self.uri},
            "position": {"line": line, "character": self.lines[line].index(words) + offset},
        }

    def change(self, line: int, start: int, end: int, text: str) -> float:
        """Replace a stretch of a line; when that was sent."""
        before = self.lines[line]
        self.lines[line] = before[:start] + text + before[end:]
        self.version += 1
        change: dict[str, Any] = {"text": text}
        if self._client.takes_whole_texts:
            change["text"] = "\n".join(self.lines)
        else:
            change["range"] = {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
        sent = now()
        item = {"uri": self.uri, "version": self.version}
        self._client.tell("textDocument/didChange", {"textDocument": item, "contentChanges": [change]})
        return sent

    def told_since(self, sent: float, version: int) -> Told | None:
        """The first diagnostics that came since for that version or a later one."""
        found = (told for told in self._client.told.get(self.uri, ()) if told.at > sent)
        return next((told for told in found if told.version is None or told.version >= version), None)

    async def findings(self, sent: float) -> float | None:
        """Seconds from *sent* to the diagnostics of the text as it is; None where none come."""
        if self._client.pulls:
            await self._client.ask("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})
            return now() - sent
        version = self.version
        if not await self._client.until(lambda: self.told_since(sent, version) is not None, 10):
            return None
        told = self.told_since(sent, version)
        return told.at - sent if told else None

    def close(self) -> None:
        self._client.tell("textDocument/didClose", {"textDocument": {"uri": self.uri}})


def _initialize(root: Path, *, pulls: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"versionSupport": True, "relatedInformation": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown"]},
        "rename": {"prepareSupport": True},
        **{name: {} for name in ("completion", "definition", "references", "codeLens")},
    }
    if pulls:
        document["diagnostic"] = {}
    return {
        "processId": os.getpid(),
        "rootUri": root.as_uri(),
        "workspaceFolders": [{"uri": root.as_uri(), "name": "plan"}],
        "capabilities": {
            "textDocument": document,
            "workspace": {"workspaceFolders": True, "configuration": True, "workspaceEdit": {"documentChanges": True}},
            "window": {"workDoneProgress": True},
            "general": {"positionEncodings": ["utf-16"]},
        },
    }


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for children in Path(f"/proc/{parent}/task").glob("*/children"):  # those of each thread
                found += map(int, children.read_text(encoding="ascii").split())
    return found


def _memory_of(pid: int, name: str) -> int:
    """KB."""
    with suppress(OSError):
        found = _MEMORY[name].search(Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
        return int(found[1]) if found else 0
    return 0
