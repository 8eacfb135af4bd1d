"""Reading, ordering and writing over real pipes."""

from pathlib import Path

from .conftest import Start, initialize
from .rawclient import RawClient, framed


def test_several_messages_in_one_read_are_all_answered_in_order(toy: RawClient) -> None:
    toy.send(*({"jsonrpc": "2.0", "id": f"many-{n}", "method": "toy/echo", "params": [n]} for n in range(50)))
    assert [toy.receive()["result"] for _ in range(50)] == [[n] for n in range(50)]


def test_a_message_may_come_byte_by_byte(toy: RawClient) -> None:
    for byte in framed({"jsonrpc": "2.0", "id": "bytes", "method": "toy/echo", "params": ["é"]}):
        toy.send_bytes(bytes([byte]))
    assert toy.answer("bytes")["result"] == ["é"]


def test_header_names_are_read_in_any_case_and_with_bare_line_feeds(toy: RawClient) -> None:
    body = b'{"jsonrpc":"2.0","id":"lower","method":"toy/echo"}'
    toy.send_bytes(b"content-type: x\ncontent-length: %d\n\n%b" % (len(body), body))
    assert toy.answer("lower")["result"] is None


def test_the_stream_recovers_from_headers_without_a_usable_length(toy: RawClient) -> None:
    toy.send_bytes(b'Content-Length: many\r\n\r\n{"jsonrpc":"2.0","method":"x"}')
    toy.send_bytes(b'Content-Type: none\r\n\r\n{"jsonrpc":"2.0","method":"x"}')
    assert toy.call("toy/echo", [1]) == [1]


def test_a_message_larger_than_any_pipe_is_echoed(toy: RawClient) -> None:
    text = "größer 🐳\u2028" * 100_000
    assert toy.call("toy/echo", [text]) == [text]


def test_half_a_surrogate_pair_survives_the_way_there_and_back(toy: RawClient) -> None:
    assert toy.call("toy/echo", ["\ud83d"]) == ["\ud83d"]


def test_an_asynchronous_handler_begins_before_the_next_message_is_handled(toy: RawClient) -> None:
    toy.send(
        {"jsonrpc": "2.0", "id": "first", "method": "toy/never"},
        {"jsonrpc": "2.0", "id": "second", "method": "toy/echo"},
    )
    assert toy.receive()["method"] == "toy/begun"
    assert toy.receive()["id"] == "second"
    toy.notify("$/cancelRequest", {"id": "first"})
    assert toy.receive()["id"] == "first"


def test_busy_workers_stop_neither_input_nor_answers(start: Start, tmp_path: Path) -> None:
    client = start()
    release = tmp_path / "release"
    busy = [client.request("toy/thread", {"until": str(release)}) for _ in range(5)]
    client.notified("toy/begun")
    assert client.call("toy/echo", ["still here"]) == ["still here"]
    release.touch()
    assert all("ThreadPoolExecutor" in client.answer(identity)["result"] for identity in busy)


def test_messages_from_several_threads_stay_whole(toy: RawClient) -> None:
    shouting = [toy.request("toy/shout") for _ in range(2)]
    assert toy.call("toy/echo", ["y" * 100_000]) == ["y" * 100_000]
    assert [toy.answer(identity)["result"] for identity in shouting] == [None, None]
    assert [toy.notified("toy/shouted") for _ in range(40)] == [["x" * 100_000]] * 40


def test_nothing_but_the_protocol_reaches_stdout(start: Start) -> None:
    client = start()
    assert client.call("toy/print") == ""
    client.call("shutdown")
    client.notify("exit")
    assert client.rest() == []
    assert sorted(client.errors().split("\n")) == [
        "",
        "stray __stdout__",
        "stray child",
        "stray descriptor",
        "stray print",
    ]


def test_notifications_of_plain_data_bytes_and_types_arrive_alike(toy: RawClient) -> None:
    assert toy.call("toy/say") is None
    assert toy.notified("toy/plain") == {"list": [1, "\ud83d"]}
    assert toy.notified("toy/bytes") == {"made": "elsewhere"}
    assert "params" not in toy._next(lambda message: message.get("method") == "toy/nothing")
    assert toy.notified("textDocument/publishDiagnostics") == {"uri": "file:///a.md", "diagnostics": []}


def test_the_client_can_be_asked_while_it_asks(toy: RawClient) -> None:
    identity = toy.request("toy/ask", {"section": "milestone"})
    question = toy.receive()
    assert (question["method"], question["params"]) == (
        "workspace/configuration",
        {"items": [{"section": "milestone"}]},
    )
    toy.send({"jsonrpc": "2.0", "id": question["id"], "result": [{"deep": [1]}]})
    assert toy.answer(identity)["result"] == {"answer": [{"deep": [1]}]}


def test_an_answer_without_a_result_is_a_null(toy: RawClient) -> None:
    identity = toy.request("toy/ask", {"section": "milestone"})
    toy.send({"jsonrpc": "2.0", "id": toy.receive()["id"]})
    assert toy.answer(identity)["result"] == {"answer": None}


def test_a_client_may_refuse_a_question_in_any_shape(toy: RawClient) -> None:
    for error, code in (
        ({"code": -32601, "message": "unknown"}, -32601),
        ({"code": 10**20}, -32001),
        ("no", -32001),
    ):
        identity = toy.request("toy/ask", {"section": "milestone"})
        toy.send({"jsonrpc": "2.0", "id": toy.receive()["id"], "error": error})
        assert toy.answer(identity)["result"] == {"refused": code}


def test_answers_that_nobody_asked_for_are_not_answered(toy: RawClient) -> None:
    toy.send({"jsonrpc": "2.0", "id": 4711, "result": 1}, {"jsonrpc": "2.0", "id": None, "error": {"code": 1}})
    assert toy.call("toy/echo", ["next"]) == ["next"]


def test_text_reaches_the_handlers_and_pygls_keeps_none_of_it(start: Start) -> None:
    client = start(initialized=False)
    capabilities = initialize(client)["result"]["capabilities"]
    assert capabilities["textDocumentSync"] == {"openClose": True, "change": 2, "save": True}
    document = {"uri": "file:///a.md", "version": 1}
    place = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 10**15}}
    client.notify("textDocument/didOpen", {"textDocument": {**document, "languageId": "markdown", "text": "a\u2028b"}})
    changes = [{"text": "x", "range": place, "rangeLength": 1}, {"text": "y"}, {"text": "z", "range": None}]
    client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})
    assert client.call("toy/state")["documents"] == []
    client.notify("textDocument/didClose", {"textDocument": document})
    assert client.notified("toy/saw") == ["open", "a\u2028b"]
    part, whole = "TextDocumentContentChangePartial", "TextDocumentContentChangeWholeDocument"
    assert client.notified("toy/saw") == ["change", part, whole, whole]
    assert client.notified("toy/saw") == ["close", "file:///a.md"]


def test_a_server_starts_without_what_only_features_need(toy: RawClient) -> None:
    state = toy.call("toy/state")
    heavy = {"pydantic", "networkx", "markdown_it", "rapidfuzz", "watchfiles", "tomlkit", "multiprocessing"}
    assert not heavy & set(state["modules"])


def test_the_garbage_collector_can_be_turned_off(toy: RawClient) -> None:
    assert toy.call("toy/state")["collects garbage"] is False
