"""An editor that does all that users and other programs do to a plan, over bytes, and keeps count of what is answered.

It keeps its own buffers and columns. It never waits for an answer before it goes on, unless it is told to settle.
"""

import json
import queue
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from milestone_ls.text import Encoding
from tests.properties.documents import Change, fitted
from tests.properties.test_incremental import Client as Buffer
from tests.protocol.editor import CLIENTS, VSCODE
from tests.server.rawclient import Json, RawClient

LIMIT = 30.0
"""Seconds after which what did not come is taken never to come; a loaded machine is no fault."""
QUIET = 0.25
"""Seconds without a word after which a server that has nothing left to answer counts as settled."""
_INTERNAL_ERROR = -32603


class Question(NamedTuple):
    """A request that was sent, and whether it has been cancelled since."""

    method: str
    params: Json


class Editor:
    """One session with a server of its own; leaving the context ends it in order."""

    def __init__(self, folders: Iterable[Path], encoding: Encoding, settings: Json) -> None:
        self.encoding = encoding
        self.settings = settings
        self.published: dict[str, list[Json]] = {}
        self.buffers: dict[str, Buffer] = {}
        self.versions: dict[str, int] = {}
        self.answered = 0
        self._open: dict[int, Question] = {}
        self._server = RawClient(["-m", "milestone_ls", "server"])
        self._ids = iter(range(1, 1 << 30))
        self._answers: dict[int, Json] = {}
        params = json.loads((CLIENTS / VSCODE).read_text(encoding="utf-8"))
        folders = list(folders)
        params["processId"] = None
        params["rootUri"] = folders[0].as_uri()
        params["workspaceFolders"] = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        params["initializationOptions"] = settings
        params["capabilities"]["general"]["positionEncodings"] = [str(encoding)]
        result = self.ask("initialize", params)
        assert result["capabilities"]["positionEncoding"] == str(encoding)
        self.tell("initialized", {})

    def end(self) -> None:
        """Ends the session in order: every request has been answered, once, and the exit code is 0."""
        assert self.ask("shutdown") is None
        self.tell("exit")
        assert self._server.exit_code() == 0
        assert not self._open, f"never answered: {self._open}"

    def kill(self) -> None:
        self._server.__exit__(None, None, None)

    # What is sent

    def tell(self, method: str, params: Json = None) -> None:
        self._server.notify(method, params)

    def send(self, method: str, params: Json = None) -> int:
        """Sends a request and goes on; its id."""
        identity = next(self._ids)
        self._open[identity] = Question(method, params)
        self._server.send({"jsonrpc": "2.0", "id": identity, "method": method, "params": params})
        return identity

    def ask(self, method: str, params: Json = None) -> Json:
        """The result of a request, or its error as ``{"error": ...}``."""
        identity = self.send(method, params)
        end = monotonic() + LIMIT
        while identity not in self._answers:
            assert self._pump(end - monotonic()), f"{method} was not answered within {LIMIT} s"
        return self._answers.pop(identity)

    def cancel(self) -> None:
        """Cancels what was asked last, if it is still open."""
        if self._open:
            self.tell("$/cancelRequest", {"id": max(self._open)})

    # Documents

    def open(self, uri: str, text: str, version: int = 1) -> None:
        self.buffers[uri] = Buffer(text, self.encoding)
        self.versions[uri] = version
        item = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def edit(self, uri: str, changes: Iterable[Change]) -> None:
        """All of *changes* in one notification, each of the text that the one before it left."""
        buffer, told = self.buffers[uri], []
        for change in changes:
            start, end = fitted(change, buffer.text)
            places = [{"line": place.line, "character": buffer.column_of(place)} for place in (start, end)]
            told.append({"range": {"start": places[0], "end": places[1]}, "text": change.text})
            buffer.replace(start, end, change.text)
        self._changed(uri, told)

    def replace(self, uri: str, text: str) -> None:
        """The whole text, as clients without incremental changes send it."""
        self.buffers[uri] = Buffer(text, self.encoding)
        self._changed(uri, [{"text": text}])

    def close(self, uri: str) -> None:
        del self.buffers[uri], self.versions[uri]
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def configure(self, settings: Json) -> None:
        """Other settings; the server asks for them when it hears that they have changed."""
        self.settings = settings
        self.tell("workspace/didChangeConfiguration", {"settings": None})

    def _changed(self, uri: str, changes: list[Json]) -> None:
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    # What is received

    def settle(self, limit: float = LIMIT) -> None:
        """Reads on until everything is answered and the server has been quiet for a while."""
        end = monotonic() + limit
        while self._pump(QUIET) or self._open:
            assert monotonic() < end, f"not settled within {limit} s; open: {self._open}"

    def findings(self) -> Mapping[str, list[str]]:
        """What the user sees, by document, in an order that does not depend on when it came."""
        return {uri: sorted(map(_written, found)) for uri, found in self.published.items() if found}

    def _pump(self, wait: float) -> bool:
        """Takes one message; False where none comes within *wait* seconds."""
        try:
            message = self._server.receive(max(wait, 0.0))
        except queue.Empty:
            return False
        assert message is not None, f"the server has ended: {self._server.errors()}"
        self._received(message)
        if "method" not in message:
            self._take(message)
        elif "id" in message:
            result = [self.settings for _ in message["params"]["items"]] if _asks_settings(message) else None
            self._server.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
        elif message["method"] == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message["method"] == "window/showMessage":
            assert message["params"]["type"] != 1, message["params"]["message"]
        return True

    def _received(self, message: Json) -> None:
        """Sees each message first; for those who want to know more of it."""

    def _take(self, message: Json) -> None:
        question = self._open.pop(message["id"], None)
        assert question is not None, f"answered twice, or never asked: {message}"
        self.answered += 1
        error = message.get("error")
        assert error is None or error["code"] != _INTERNAL_ERROR, f"{question}: {error}"
        self._answers[message["id"]] = {"error": error["code"]} if error else message["result"]


def _asks_settings(message: Json) -> bool:
    return bool(message["method"] == "workspace/configuration")


def _written(finding: Json) -> str:
    return json.dumps(finding, sort_keys=True, ensure_ascii=False)
