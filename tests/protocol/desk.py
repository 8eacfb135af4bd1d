"""A client that can do what the protocol has, over a plan on disk: it asks, and tells what its user would see.

Ranges are shown as the text under them, edits as the lines that they make.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from os.path import normpath, relpath
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.protocol.seen import Json, Text, changed
from tests.server.rawclient import RawClient

_LINK = re.compile(r'href="([^"#]+)"')
"""Of a page, to a document."""


def capabilities(encoding: str) -> Json:
    return {
        "general": {"positionEncodings": [encoding]},
        "window": {"showDocument": {"support": True}},
        "workspace": {
            "applyEdit": True,
            "workspaceEdit": {
                "documentChanges": True,
                "resourceOperations": ["create", "rename", "delete"],
                "changeAnnotationSupport": {},
            },
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "diagnostics": {"refreshSupport": True},
            "fileOperations": {"willRename": True},
        },
        "textDocument": {
            "definition": {"linkSupport": True},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
            "rename": {"prepareSupport": True},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
            "publishDiagnostics": {"relatedInformation": True},
        },
    }


class Desk:
    """One session; *asked* is the document that the questions are about."""

    def __init__(self, client: RawClient, root: Path, capabilities: Json) -> None:
        self.client = client
        self.root = root
        self.capabilities = capabilities
        """What the server announced."""
        self.encoding: str = capabilities["positionEncoding"]
        self.asked = ""
        self._buffers: dict[str, tuple[int, str]] = {}

    # Documents

    def uri(self, name: str) -> str:
        """The URI of a file of the plan, or what is a URI already."""
        return name if ":" in name else Path(normpath(self.root / name)).as_uri()

    def name(self, uri: str) -> str:
        """A document as the user knows it."""
        path = Path(unquote(urlsplit(uri).path))
        return relpath(path, self.root) if uri.startswith("file:") else uri

    def open(self, name: str, text: str | None = None) -> None:
        uri = self.uri(name)
        text = self.on_disk(name) if text is None else text
        self._buffers[uri] = (1, text)
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.client.notify("textDocument/didOpen", {"textDocument": item})

    def rewrite(self, name: str, text: str) -> None:
        """Type over a whole buffer, in two steps of one change."""
        uri = self.uri(name)
        version, old = self._buffers[uri]
        here = Text(old, self.encoding)
        half = Text(text[: len(text) // 2], self.encoding)
        end = half.position(len(half.text))
        steps = [
            {"range": here.whole(), "text": half.text},
            {"range": {"start": end, "end": end}, "text": text[len(text) // 2 :]},
        ]
        self._buffers[uri] = (version + 1, text)
        document = {"uri": uri, "version": version + 1}
        self.client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": steps})

    def on_disk(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    def gone(self, name: str) -> None:
        """Somebody deletes a file, and the client says so."""
        (self.root / name).unlink()
        self.watched(name, 3)

    def watched(self, name: str, kind: int) -> None:
        change = {"uri": self.uri(name), "type": kind}
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})

    def read(self) -> None:
        """Wait until the plan has been read: that answer does."""
        document = {"uri": self.uri("M5-Roof.md")}
        self.client.call("textDocument/hover", {"textDocument": document, "position": {"line": 0, "character": 0}})

    def until_found(self, code: str) -> None:
        """Wait until a finding begins so in the document at hand: the server tells when to ask again."""
        while not any(one["code"].startswith(code) for one in self.ask("textDocument/diagnostic")["items"]):
            self.client.asked("workspace/diagnostic/refresh")

    def text(self, uri: str = "") -> Text:
        """A document as the client has it: its buffer, else the file."""
        uri = uri or self.uri(self.asked)
        known = self._buffers.get(uri)
        return Text(known[1] if known else self.on_disk(self.name(uri)), self.encoding)

    # Questions

    def ask(self, method: str, **params: Json) -> Json:
        """The answer to a question about the document, or the words of the refusal."""
        answer = self.client.answer(self.client.request(method, {"textDocument": self.document, **params}))
        return answer["error"]["message"] if "error" in answer else answer["result"]

    @property
    def document(self) -> Json:
        return {"uri": self.uri(self.asked)}

    def at(self, method: str, before: str, **params: Json) -> Json:
        """The answer to a question at the place behind *before*."""
        return self.ask(method, position=self.text().spot(before), **params)

    def command(self, name: str, *arguments: Json) -> tuple[Json, list[str]]:
        """What a command gives, and what the edit makes that it asks for, if it does."""
        asked = self.client.request("workspace/executeCommand", {"command": name, "arguments": list(arguments)})
        seen: list[str] = []
        while True:
            message = self.client.receive()
            if message.get("method") == "workspace/applyEdit":
                seen += self.edited(message["params"]["edit"])
                self.client.send({"jsonrpc": "2.0", "id": message["id"], "result": {"applied": True}})
            elif message.get("method") == "window/showDocument":
                seen += self.shown(message["params"])
                self.client.send({"jsonrpc": "2.0", "id": message["id"], "result": {"success": True}})
            elif message.get("id") == asked and "method" not in message:
                return (message["error"]["message"] if "error" in message else message["result"]), seen

    # What the user sees

    def shown(self, params: Json) -> list[str]:
        """A document that the server wants to be shown: the place in it, or what a browser shows of it."""
        if params.get("external"):
            page = Path(unquote(urlsplit(params["uri"]).path))
            links = _LINK.findall(page.read_text("utf-8"))
            # Nobody else removes it where the server is killed.
            page.unlink()
            page.parent.rmdir()
            return [f"in a browser: {name}" for name in sorted({self.name(unescape(uri)) for uri in links})]
        if params.get("selection") is None:
            return [f"show {self.name(params['uri'])}"]
        return [self.place({"uri": params["uri"], "range": params["selection"]})]

    def place(self, location: Json) -> str:
        """``file:line`` and the text under the range."""
        text = self.text(location["uri"])
        return f"{self.name(location['uri'])}:{location['range']['start']['line'] + 1} {text.under(location['range'])}"

    def edited(self, edit: Json | None) -> list[str]:
        """What a workspace edit makes: the lines that are new, by document, and files that come or go."""
        if not isinstance(edit, dict):
            return [str(edit)]
        seen: list[str] = []
        for change in edit["documentChanges"]:
            if "kind" in change:
                uris = [change[key] for key in ("uri", "oldUri", "newUri") if key in change]
                seen.append(f"{change['kind']} {' '.join(map(self.name, uris))}")
                continue
            uri, version = change["textDocument"]["uri"], change["textDocument"]["version"]
            assert version == (self._buffers[uri][0] if uri in self._buffers else None)
            if uri not in self._buffers and not (self.root / self.name(uri)).exists():
                seen.append(f"{self.name(uri)}: {change['edits'][0]['newText'].splitlines()[0]}")
                continue
            before = self.text(uri)
            for sign, edits in (
                ("", [one for one in change["edits"] if "annotationId" not in one]),
                ("? ", [one for one in change["edits"] if "annotationId" in one]),
            ):
                seen += [f"{sign}{self.name(uri)}: {line}" for line in changed(before, before.edited(edits))]
        return seen


@contextmanager
def desk(root: Path, encoding: str, options: Json | None = None) -> Iterator[Desk]:
    """A session with the server about the plan in *root*; it pulls its findings."""
    with RawClient(["-m", "milestone_ls", "server", "--stdio"]) as client:
        params: dict[str, Any] = {
            "processId": None,
            "rootUri": root.as_uri(),
            "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
            "capabilities": capabilities(encoding),
            "initializationOptions": {"diagnostics": {"mode": "pull", "closed": "all"}, **(options or {})},
        }
        announced = client.call("initialize", params)["capabilities"]
        assert announced["positionEncoding"] == encoding, json.dumps(announced)
        client.notify("initialized", {})
        yield Desk(client, root, announced)
