"""A server in this process, for what needs more messages than a pipe brings in time: all of it but the bytes.

Messages go to the server's own protocol and what it says is kept. It must be used on one running event loop.
"""

import asyncio
import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from milestone_ls.server.framing import Unframer
from milestone_ls.server.messages import Notification, Request, Response
from milestone_ls.server.server import MilestoneServer
from milestone_ls.text import Encoding
from tests.protocol.editor import CLIENTS, VSCODE
from tests.server.rawclient import Json

LIMIT = 60.0
"""Seconds after which what did not come is taken never to come."""


class InProcess:
    """One client and its server.

    published   the last findings of each document, with the version that they were told for
    answers     what each request was answered, by its id; taken out by :meth:`ask`
    progress    what was told of long work
    """

    def __init__(self, settings: Json = None) -> None:
        self.settings = settings or {}
        self.delay = 0.0
        """Seconds for which the server waits for its settings."""
        self.published: dict[str, tuple[int | None, list[Json]]] = {}
        self.answers: dict[int, Json] = {}
        self.progress: list[Json] = []
        self.asked: dict[int, str] = {}
        self.answered = 0
        self._ids = itertools.count(1)
        self._unframer = Unframer()
        self._came = asyncio.Event()
        self._server = MilestoneServer()
        self._server.protocol.attach(self, _Nobody())

    async def begin(self, folder: Path, encoding: Encoding) -> None:
        """Says what VS Code says, of one folder."""
        params = json.loads((CLIENTS / VSCODE).read_text(encoding="utf-8"))
        params["processId"] = None
        params["rootUri"] = folder.as_uri()
        params["workspaceFolders"] = [{"uri": folder.as_uri(), "name": folder.name}]
        params["initializationOptions"] = self.settings
        params["capabilities"]["general"]["positionEncodings"] = [str(encoding)]
        await self.ask("initialize", params)
        self.tell("initialized", {})
        await self.ask("workspace/symbol", {"query": ""})

    async def end(self) -> None:
        """Ends in order; each request has been answered, once."""
        await self.ask("shutdown")
        await self._server.protocol.abandon()
        assert not self.asked, f"never answered: {self.asked}"
        self._server.thread_pool.shutdown()

    def tell(self, method: str, params: Json) -> None:
        self._server.protocol.receive(Notification(method, params))

    def send(self, method: str, params: Json = None) -> int:
        """Sends a request and goes on; its id."""
        identity = next(self._ids)
        self.asked[identity] = method
        self._server.protocol.receive(Request(identity, method, params))
        return identity

    async def ask(self, method: str, params: Json = None) -> Json:
        """The result of a request, or the code of its error."""
        identity = self.send(method, params)
        await self.until(lambda: identity in self.answers)
        return self.answers.pop(identity)

    async def until(self, true: Callable[[], object], limit: float = LIMIT) -> None:
        """Goes on when *true*, which is looked at after whatever the server says."""
        async with asyncio.timeout(limit):
            while not true():
                self._came.clear()
                await self._came.wait()

    async def agree(self, other: "InProcess", limit: float = LIMIT) -> None:
        """Goes on when both have published the same; raises TimeoutError if they do not within *limit* seconds."""
        async with asyncio.timeout(limit):
            while self.findings() != other.findings():
                self._came.clear()
                other._came.clear()
                waiting = [asyncio.ensure_future(one._came.wait()) for one in (self, other)]
                try:
                    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    for one in waiting:
                        one.cancel()

    def open(self, uri: str, text: str, version: int) -> None:
        item = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, changes: Iterable[Json]) -> None:
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def findings(self) -> Mapping[str, list[str]]:
        """What the user sees, by document, in an order that does not depend on when it came."""
        return {
            uri: sorted(json.dumps(one, sort_keys=True) for one in found)
            for uri, (_, found) in self.published.items()
            if found
        }

    # What the server's protocol wants of its transport

    def write(self, data: bytes) -> None:
        for message in map(json.loads, self._unframer.feed(data)):
            self._take(message)
        self._came.set()

    def close(self) -> None: ...

    def _take(self, message: Json) -> None:
        method = message.get("method")
        if method is None:
            assert self.asked.pop(message["id"], None), f"answered twice, or never asked: {message}"
            self.answered += 1
            error = message.get("error")
            assert error is None or error["code"] != -32603, error
            self.answers[message["id"]] = error["code"] if error else message["result"]
        elif "id" in message:
            result = [self.settings for _ in message["params"]["items"]] if method.endswith("/configuration") else None
            answer = Response(message["id"], result, None, bare=False)
            asyncio.get_running_loop().call_later(self.delay, self._server.protocol.receive, answer)
        elif method == "textDocument/publishDiagnostics":
            params = message["params"]
            self.published[params["uri"]] = params.get("version"), params["diagnostics"]
        elif method == "$/progress":
            self.progress.append(message["params"])
        elif method == "window/showMessage":
            assert message["params"]["type"] != 1, message["params"]["message"]


class _Nobody:
    """What would end the process, and with its client: neither is to happen here."""

    def end(self, code: int | None = None) -> None: ...

    def bind_to(self, pid: int) -> None: ...

    def held(self) -> AbstractContextManager[None]:
        return nullcontext()
