"""Our side of the conversation, without a client."""

import json

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from milestone_ls.server.converter import make_converter
from milestone_ls.server.framing import Unframer
from milestone_ls.server.messages import Response
from milestone_ls.server.outgoing import Outgoing, Questions

from .rawclient import Json

CONVERTER = make_converter()


class Wire:
    def __init__(self) -> None:
        self.outgoing = Outgoing(self._write, CONVERTER)
        self.questions = Questions(self.outgoing, CONVERTER)
        self.said: list[Json] = []

    def _write(self, data: bytes) -> None:
        (body,) = Unframer().feed(data)
        assert body.isascii()
        self.said.append(json.loads(body))


@pytest.fixture
def wire() -> Wire:
    return Wire()


def test_typed_and_plain_data_may_be_mixed(wire: Wire) -> None:
    position = types.Position(1, 2)
    wire.outgoing.result(1, {"typed": [position], "kind": types.DiagnosticSeverity.Error, "none": None})
    plain = {"typed": [{"line": 1, "character": 2}], "kind": 1, "none": None}
    assert wire.said == [{"jsonrpc": "2.0", "id": 1, "result": plain}]


@pytest.mark.parametrize("what", [object(), {"a": {1}}, float("inf"), [b"bytes"]])
def test_what_is_no_json_is_an_error_here_and_not_sent(wire: Wire, what: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        wire.outgoing.notification("m", [what])
    with pytest.raises((TypeError, ValueError)):
        wire.questions.ask("m", [what], identity=5)
    assert wire.said == []
    assert not wire.questions.settle(Response(5, 1, None, bare=False))


def test_data_of_an_error_that_is_no_json_is_left_out(wire: Wire) -> None:
    wire.outgoing.error(1, -32803, "no", object())
    wire.outgoing.error(1, -32803, "no", {"why": types.Position(0, 0)})
    assert [message["error"].get("data") for message in wire.said] == [None, {"why": {"line": 0, "character": 0}}]


def test_a_callback_hears_of_success_alone(wire: Wire) -> None:
    heard: list[object] = []
    for _ in range(3):
        wire.questions.ask("client/registerCapability", types.RegistrationParams([]), heard.append)
    assert [message["id"] for message in wire.said] == [1, 2, 3]
    assert wire.questions.settle(Response(2, None, {"code": 1, "message": "no"}, bare=False))
    assert wire.questions.settle(Response(1, None, None, bare=False))
    wire.questions.give_up()
    assert heard == [None]


def test_answers_come_as_lsprotocol_types_them(wire: Wire) -> None:
    answer = wire.questions.ask("window/showMessageRequest", {"type": 1, "message": "?"})
    wire.questions.settle(Response(1, {"title": "yes"}, None, bare=False))
    assert answer.result(0) == types.MessageActionItem("yes")


@pytest.mark.parametrize("error", [None, {"code": -32601, "message": "unknown"}, {"code": 10**20}, "no", [], 0])
def test_every_answer_settles_its_question_whatever_it_is_like(wire: Wire, error: Json) -> None:
    answer = wire.questions.ask("window/showMessageRequest", {"type": 1, "message": "?"})
    assert wire.questions.settle(Response(1, ["no", "message"], error, bare=False))
    assert answer.done()
    assert isinstance(answer.exception(0), Exception)
    assert isinstance(answer.exception(0), JsonRpcException) == (error is not None)


def test_an_answer_that_nobody_waits_for_any_more_is_dropped(wire: Wire) -> None:
    wire.questions.ask("m").cancel()
    assert wire.questions.settle(Response(1, "late", None, bare=False))
    assert not wire.questions.settle(Response(1, "twice", None, bare=False))
