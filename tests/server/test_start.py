"""What stands before the answer to ``initialize``, and what comes behind it."""

import asyncio
import json
import subprocess
import sys
import threading
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.lsp import get_method_options_type, is_instance

from milestone_ls.config import read_client
from milestone_ls.server.framing import Unframer
from milestone_ls.server.lifetime import Lifetime
from milestone_ls.server.messages import Notification, Request
from milestone_ls.server.offers import COMMANDS, OFFERS, PULLED, Offer
from milestone_ls.server.server import MilestoneServer, is_pulling
from milestone_ls.server.standins import StandIn

from .rawclient import Json, RawClient

ENGINE = ("markdown_it", "pathspec", "pydantic", "msgspec", "platformdirs", "networkx")
ROOMS = ("markdown", "template", "syntax", "project", "rules", "render", "cli", "config")

UNTIL_ANSWERED = """
import asyncio, json, sys
from contextlib import nullcontext
from milestone_ls.server.messages import Request
from milestone_ls.server.server import MilestoneServer

class Client:
    def write(self, data):
        print(json.dumps(sorted(sys.modules)))
    def close(self): ...
    def end(self, code=None): ...
    def bind_to(self, pid): ...
    def held(self):
        return nullcontext()

async def main():
    server, client = MilestoneServer(), Client()
    server.protocol.attach(client, client)
    server.protocol.receive(Request(1, "initialize", {"capabilities": {}}))

asyncio.run(main())
"""


def test_initialize_is_answered_before_the_engine_is_imported() -> None:
    run = subprocess.run(
        [sys.executable, "-c", UNTIL_ANSWERED], capture_output=True, text=True, check=True, timeout=120
    )
    imported = set(json.loads(run.stdout.splitlines()[0]))
    assert "milestone_ls.server.protocol" in imported
    assert imported.isdisjoint(ENGINE)
    assert imported.isdisjoint(f"milestone_ls.{room}" for room in ROOMS)
    assert {name for name in imported if name.startswith("milestone_ls.features")} == {
        "milestone_ls.features",
        "milestone_ls.features.kinds",
    }


class Client:
    """An editor in this process."""

    def __init__(self) -> None:
        self.server = MilestoneServer()
        self.answers: dict[int, Json] = {}
        self.told: list[Json] = []
        self.server.protocol.attach(self, self)

    async def start(self, options: object = None) -> None:
        params = {"capabilities": {}, "initializationOptions": options}
        self.server.protocol.receive(Request(0, "initialize", params))
        await asyncio.sleep(0)

    def ask(self, identity: int, method: str, params: Json) -> Json:
        self.server.protocol.receive(Request(identity, method, params))
        return self.answers[identity]

    # What the server does

    def write(self, data: bytes) -> None:
        for body in Unframer().feed(data):
            message = json.loads(body)
            if "method" in message:
                self.told.append(message)
            else:
                assert message["id"] not in self.answers
                self.answers[message["id"]] = message

    def close(self) -> None: ...

    def end(self, code: int | None = None) -> None: ...

    def bind_to(self, pid: int) -> None: ...

    def held(self) -> AbstractContextManager[None]:
        return nullcontext()


HOVER = {"textDocument": {"uri": "file:///nowhere/M1.md"}, "position": {"line": 0, "character": 0}}


async def test_what_every_client_needs_is_there_before_its_next_message() -> None:
    client = Client()
    await client.start()
    features = client.server.protocol.fm.features
    assert not isinstance(features[types.TEXT_DOCUMENT_DID_OPEN], StandIn)
    assert isinstance(features[types.TEXT_DOCUMENT_HOVER], StandIn)
    assert client.ask(1, "textDocument/hover", HOVER)["result"] is None
    assert not isinstance(features[types.TEXT_DOCUMENT_HOVER], StandIn)


async def test_a_handler_that_cannot_be_imported_fails_its_requests_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    await client.start()
    with monkeypatch.context() as broken:
        broken.setitem(sys.modules, "milestone_ls.server.hovering", None)
        for identity in (1, 2):
            error = client.ask(identity, "textDocument/hover", HOVER)["error"]
            assert error["code"] == types.ErrorCodes.InternalError
            assert "hovering" in error["message"]
        assert "result" in client.ask(3, "textDocument/definition", HOVER)
    assert "result" in client.ask(4, "textDocument/hover", HOVER)


async def test_a_session_that_cannot_be_imported_fails_every_request(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    monkeypatch.setitem(sys.modules, "milestone_ls.server.session", None)
    await client.start()
    assert "result" in client.answers[0]
    assert [record.message for record in caplog.records if record.exc_info] == ["starting failed"]
    client.server.protocol.receive(Notification("initialized", {}))
    assert "initialized failed" in caplog.text
    error = client.ask(1, "textDocument/hover", HOVER)["error"]
    assert error["code"] == types.ErrorCodes.InternalError
    assert "session" in error["message"]


async def test_a_command_gets_its_arguments_counted_though_its_module_was_not_there() -> None:
    client = Client()
    await client.start()
    error = client.ask(1, "workspace/executeCommand", {"command": "milestone-ls.toggleTask", "arguments": [1]})["error"]
    assert error["code"] == types.ErrorCodes.InvalidParams


def test_each_offer_has_a_handler_and_each_handler_was_offered() -> None:
    server = MilestoneServer()
    offered = set(server.protocol.fm.features)
    for module in dict.fromkeys([*(offer.module for offer in OFFERS), *COMMANDS.values()]):
        server.load(module)
    features, commands = server.protocol.fm.features, server.protocol.fm.commands
    assert set(features) == offered | {types.SHUTDOWN}  # which nobody offers; the pages for the browser go with it
    assert set(commands) == set(COMMANDS)
    assert not [name for name, handler in {**features, **commands}.items() if isinstance(handler, StandIn)]


@pytest.mark.parametrize("offer", [offer for offer in (*OFFERS, *PULLED) if offer.options is not None])
def test_options_of_an_offer_are_those_of_its_method(offer: Offer) -> None:
    kind = get_method_options_type(offer.method)
    assert kind is not None
    assert is_instance(MilestoneServer().protocol.fm.converter, offer.options, kind)


def test_a_client_that_says_exit_while_the_engine_is_imported_is_answered_all_the_same() -> None:
    with RawClient(["-m", "milestone_ls", "server"]) as client:
        client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        assert client.receive()["id"] == 1
        shutdown = client.request("shutdown")
        client.notify("exit")
        assert client.receive() == {"jsonrpc": "2.0", "id": shutdown, "result": None}
        assert client.process.wait(30) == 0


def test_no_countdown_goes_on_while_it_is_held() -> None:
    ended: list[int] = []
    counted = threading.Event()

    class Counted(Lifetime):
        def _end_by_force(self, code: int) -> None:
            ended.append(code)
            counted.set()

    lifetime = Counted(lambda: 0, grace=0.01)
    with lifetime.held():
        lifetime.hurry(3)
        assert not counted.wait(0.2)
    assert counted.wait(30)
    assert ended == [3]


def _tables(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = st.sampled_from(["diagnostics", "mode", "diagnostics.mode", "milestone-ls", "Diagnostics", "profile"])
    return st.dictionaries(keys, inner, max_size=3)


@given(st.recursive(st.sampled_from(["pull", "push", "pull ", None, 1]), _tables, max_leaves=6))
def test_a_client_that_pulls_is_told_from_others_as_its_settings_are_read(options: object) -> None:
    assert is_pulling(options) == (read_client(options).settings.diagnostics_mode == "pull")
