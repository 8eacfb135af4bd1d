"""Each request is answered once, whatever it is like; what is no request says so."""

from pathlib import Path

import pytest

from .conftest import Start, initialize
from .rawclient import Json, RawClient, framed

PARSE, INVALID, UNKNOWN, PARAMS, INTERNAL = -32700, -32600, -32601, -32602, -32603
NOT_INITIALIZED, CANCELLED, FAILED = -32002, -32800, -32803
HERE = {"textDocument": {"uri": "file:///a.md"}, "position": {"line": 1, "character": 2}}


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", PARSE), (b"\xff\xfe", PARSE), (b"[]", INVALID), (b"7", INVALID), (b'{"jsonrpc":"2.0"}', INVALID)],
)
def test_what_is_no_message_is_refused_with_a_null_id_and_no_window(toy: RawClient, body: bytes, code: int) -> None:
    toy.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    refusal = toy.receive()
    assert (refusal["id"], refusal["error"]["code"]) == (None, code)
    assert toy.call("toy/echo", [1]) == [1]
    assert toy.others == []


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("textDocument/nothing", {}, UNKNOWN),
        ("$/unknown", {}, UNKNOWN),
        ("textDocument/completion", HERE, UNKNOWN),
        ("textDocument/hover", {}, PARAMS),
        ("textDocument/hover", None, PARAMS),
        ("textDocument/hover", [1], PARAMS),
        ("textDocument/hover", "here", PARAMS),
        ("textDocument/hover", {**HERE, "textDocument": None}, PARAMS),
        ("textDocument/hover", {**HERE, "textDocument": {"uri": None}}, PARAMS),
        ("textDocument/hover", {**HERE, "textDocument": {"uri": 5}}, PARAMS),
        ("textDocument/hover", {**HERE, "position": {"line": -1, "character": 0}}, PARAMS),
        ("textDocument/hover", {**HERE, "position": {"line": "1", "character": 0}}, PARAMS),
        ("textDocument/hover", {**HERE, "position": {"line": True, "character": 0}}, PARAMS),
        ("workspace/executeCommand", {"command": "toy.unknown"}, PARAMS),
        ("workspace/executeCommand", {"command": "toy.add", "arguments": [1]}, PARAMS),
        ("toy/fail", {}, INTERNAL),
        ("toy/failLater", {}, INTERNAL),
        ("toy/noJson", {}, INTERNAL),
        ("toy/noNumber", {}, INTERNAL),
        ("toy/refuse", {}, FAILED),
        ("initialize", {"capabilities": {}}, INVALID),
    ],
)
def test_a_request_that_cannot_be_done_is_refused_once(toy: RawClient, method: str, params: Json, code: int) -> None:
    assert toy.call(method, params) == code
    assert toy.call("toy/echo", [1]) == [1]
    # Of a failure the user may be told; nothing else is said.
    assert [message for message in toy.others if message.get("method") != "window/showMessage"] == []
    toy.others.clear()


def test_requests_that_can_be_done_bring_their_results(toy: RawClient) -> None:
    assert toy.call("textDocument/hover", HERE) == {"contents": "file:///a.md 1:2"}
    assert toy.call("textDocument/hover", {**HERE, "position": {"line": 1.0, "character": 0}, "new": 1})
    assert toy.call("workspace/executeCommand", {"command": "toy.add", "arguments": [1, 2]}) == 3
    assert toy.call("toy/later", {"any": ["thing"]}) == {"any": ["thing"]}
    assert toy.call("toy/echo", "neither object nor array") == "neither object nor array"
    assert toy.call("toy/echo", [1], id="a string", new="field") == [1]


def test_a_method_that_is_no_string_is_refused_with_its_id(toy: RawClient) -> None:
    toy.send(
        {"jsonrpc": "2.0", "id": "odd", "method": 5}, {"jsonrpc": "2.0", "id": "none"}, {"id": "old", "method": "m"}
    )
    assert [(toy.receive()["id"]) for _ in range(3)] == ["odd", "none", "old"]


@pytest.mark.parametrize("method", ["nobody/knows", "$/unknown", "textDocument/didOpen"])
def test_notifications_that_cannot_be_handled_are_not_answered(toy: RawClient, method: str) -> None:
    toy.notify(method, {"no": "document"})
    assert toy.call("toy/echo", [1]) == [1]
    assert toy.others == []


def test_before_initialize_requests_are_refused_and_notifications_dropped(start: Start) -> None:
    client = start(initialized=False)
    assert client.call("toy/echo", [1]) == NOT_INITIALIZED
    assert client.call("shutdown") == NOT_INITIALIZED
    client.notify("textDocument/didOpen", {"textDocument": {}})
    client.notify("$/cancelRequest", {"id": 5})
    assert client.call("initialize", []) == PARAMS
    assert "capabilities" in initialize(client)["result"]
    assert client.call("toy/echo", [1]) == [1]
    assert client.others == []


def test_after_shutdown_everything_but_exit_is_refused(start: Start) -> None:
    client = start()
    assert client.call("shutdown") is None
    assert client.call("toy/echo", [1]) == INVALID
    assert client.call("shutdown") == INVALID
    assert client.call("initialize", {"capabilities": {}}) == INVALID
    client.notify("textDocument/didClose", {"textDocument": {"uri": "file:///a.md"}})
    client.notify("exit")
    assert client.rest() == []
    assert client.exit_code() == 0


def test_shutdown_cancels_what_is_running_and_all_are_answered_once(start: Start) -> None:
    client = start()
    running = [client.request("toy/never") for _ in range(3)]
    shutdown = client.request("shutdown")
    client.notify("exit")
    answers = [message for message in client.rest() if "id" in message]
    assert sorted(answer["id"] for answer in answers) == [*running, shutdown]
    assert {answer["error"]["code"] for answer in answers if "error" in answer} == {CANCELLED}
    assert client.exit_code() == 0


def test_a_running_asynchronous_request_is_cancelled(toy: RawClient) -> None:
    identity = toy.request("toy/never")
    toy.notified("toy/begun")
    toy.notify("$/cancelRequest", {"id": identity})
    assert toy.answer(identity)["error"]["code"] == CANCELLED


def test_a_request_cancelled_while_it_waits_is_never_run(toy: RawClient, tmp_path: Path) -> None:
    release = tmp_path / "release"
    blocking = toy.request("toy/block", {"until": str(release)})
    toy.notified("toy/begun")
    toy.send(
        {"jsonrpc": "2.0", "id": "withdrawn", "method": "toy/block", "params": {"until": "/nowhere/at/all"}},
        {"jsonrpc": "2.0", "id": "wanted", "method": "toy/echo"},
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "withdrawn"}},
    )
    # More than a pipe holds: once it is sent, the server has read what came before.
    toy.send_bytes(framed({"jsonrpc": "2.0", "method": "toy/nothing", "params": "x" * (1 << 17)}))
    release.touch()
    assert toy.receive() == {"jsonrpc": "2.0", "id": blocking, "result": "released"}
    assert toy.receive()["error"]["code"] == CANCELLED
    assert toy.receive()["id"] == "wanted"


def test_a_request_in_a_busy_thread_is_answered_when_it_is_cancelled(toy: RawClient, tmp_path: Path) -> None:
    identity = toy.request("toy/thread", {"until": str(tmp_path / "release")})
    toy.notified("toy/begun")
    toy.notify("$/cancelRequest", {"id": identity})
    assert toy.answer(identity)["error"]["code"] == CANCELLED
    (tmp_path / "release").touch()
    assert toy.call("toy/echo", [1]) == [1]
    assert toy.others == []


@pytest.mark.parametrize("params", [None, {}, [], {"id": None}, {"id": []}, {"id": "unknown"}, {"id": 1.5}])
def test_a_cancellation_of_nothing_is_ignored(toy: RawClient, params: Json) -> None:
    toy.notify("$/cancelRequest", params)
    assert toy.call("toy/echo", [1], id="unknown") == [1]
    assert toy.others == []


def test_an_id_that_is_in_use_is_refused_and_its_first_owner_answered(toy: RawClient) -> None:
    toy.request("toy/never", id="twice")
    toy.notified("toy/begun")
    assert toy.call("toy/echo", id="twice") == INVALID
    toy.notify("$/cancelRequest", {"id": "twice"})
    assert toy.answer("twice")["error"]["code"] == CANCELLED


def test_each_place_that_fails_is_told_once_and_logged_with_its_traceback(start: Start) -> None:
    client = start()
    for _ in range(3):
        assert client.call("toy/fail") == INTERNAL
        assert client.call("toy/failLater") == INTERNAL
    assert client.call("toy/echo", [1]) == [1]
    client.call("shutdown")
    client.notify("exit")
    assert client.rest() == []
    told = [message["params"]["message"] for message in client.others if message["method"] == "window/showMessage"]
    assert [text.split()[1] for text in told] == ["toy/fail", "toy/failLater"]
    assert len(client.others) == 2
    errors = client.errors()
    for text in told:
        reference = text.removesuffix(".").split()[-1]
        assert errors.count(f"[{reference}]") == 3
    assert errors.count("Traceback (most recent call last)") == 6
    assert 'raise ValueError("out of luck")' in errors
    assert "toy/failLater failed" in errors
