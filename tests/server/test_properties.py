"""Whatever is sent in whatever pieces, each request is answered once and the server goes on."""

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import TOY, initialize
from .rawclient import Json, RawClient

HEADERS = st.sampled_from(
    [
        "Content-Length: {}\r\n\r\n",
        "content-length:{}\n\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf8\r\nCONTENT-LENGTH: {}\r\n\r\n",
        "Content-Length: {}\r\nX-Other: 1\n\r\n",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=6,
)
METHODS = st.sampled_from(
    [
        "toy/echo",
        "toy/later",
        "toy/fail",
        "toy/failLater",
        "toy/refuse",
        "toy/noJson",
        "textDocument/hover",
        "textDocument/codeAction",
        "workspace/executeCommand",
        "initialize",
        "nobody/knows",
        "$/unknown",
    ]
) | st.text(max_size=5)
JUNK = st.sampled_from(
    [
        b"Content-Length: x\r\n\r\n{}",
        b"Content-Length: -1\n\n",
        b"Content-Type: y\r\n\r\n{}\r\n",
        b"\r\n\r\n",
        b"junk",
        b"\x00\xff\n",
        b"Content-Length: 2\r\n\r\n{!}",
        b"Content-Length: 0\r\n\r\n",
        b"Content-Length: 2\r\n\r\n[]",
        b"Content-Length: 4\r\n\r\nnull",
    ]
)
NO_MESSAGES: st.SearchStrategy[dict[str, Json]] = st.sampled_from(
    [
        {},
        {"jsonrpc": "2.0"},
        {"jsonrpc": "2.0", "id": None, "method": "toy/echo"},
        {"jsonrpc": "2.0", "id": [1], "method": "toy/echo"},
        {"jsonrpc": "2.0", "id": 123456789, "result": None},
        {"jsonrpc": "2.0", "id": None, "error": {"code": 1, "message": "?"}},
        {"method": "toy/echo"},
    ]
)


REQUESTS: st.SearchStrategy[dict[str, Json]] = st.fixed_dictionaries(
    {"jsonrpc": st.just("2.0"), "method": METHODS, "params": JSON}
)
WRONG = st.builds(
    lambda request, wrong: {**request, **wrong},
    REQUESTS,
    st.sampled_from([{"jsonrpc": 2}, {"jsonrpc": None}, {"method": 5}, {"method": None}]),
)
CANCELS = st.builds(
    lambda which: {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": which}},
    st.integers(1000, 1100) | st.integers(1000, 1100).map("nr {}".format) | JSON,
)


class Message(NamedTuple):
    """A message in its frame, with an id of the test's choice if it is a request."""

    content: dict[str, Json]
    is_request: bool
    header: str

    def data(self, identity: int | str) -> bytes:
        body = json.dumps({**self.content, "id": identity} if self.is_request else self.content).encode()
        return self.header.format(len(body)).encode() + body


def messages(content: st.SearchStrategy[dict[str, Json]], *, are_requests: bool) -> st.SearchStrategy[Message]:
    return st.builds(Message, content, st.just(are_requests), HEADERS)


STREAMS = st.lists(
    messages(REQUESTS | WRONG, are_requests=True)
    | messages(REQUESTS | CANCELS | NO_MESSAGES, are_requests=False)
    | JUNK,
    max_size=12,
)


@pytest.fixture(scope="module")
def conversation() -> Iterator[tuple[RawClient, Iterator[int]]]:
    """A server that all examples share, and how many requests it was sent so far."""
    with RawClient([TOY]) as client:
        initialize(client)
        yield client, itertools.count(1000)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stream=STREAMS, as_text=st.booleans(), data=st.data())
def test_each_request_is_answered_once_and_the_server_goes_on(
    conversation: tuple[RawClient, Iterator[int]], stream: list[Message | bytes], as_text: bool, data: st.DataObject
) -> None:
    client, numbers = conversation
    asked: list[int | str] = []
    whole = b""
    for piece in stream:
        if isinstance(piece, bytes):
            whole += piece
            continue
        identity: int | str = f"nr {next(numbers)}" if as_text else next(numbers)
        whole += piece.data(identity)
        if piece.is_request:
            asked.append(identity)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    for start, end in itertools.pairwise([0, *cuts, len(whole)]):
        client.send_bytes(whole[start:end])

    answered: Counter[int | str] = Counter()
    while answered.total() < len(asked):
        count(answer(client), answered)
    # Two more rounds, which an answer too many would have to overtake.
    for last in (next(numbers), next(numbers)):
        client.request("toy/later", ["last"], id=last)
        while not answered[last]:
            message = answer(client)
            assert message["id"] != last or message["result"] == ["last"]
            count(message, answered)
        del answered[last]
    assert answered == Counter(asked)


def answer(client: RawClient) -> Json:
    """The next message of the server but for what it tells the user of handlers that fail."""
    while (message := client.receive()).get("method") == "window/showMessage":
        pass
    return message


def count(message: Json, answered: Counter[int | str]) -> None:
    assert ("result" in message) != ("error" in message)
    if message["id"] is not None:
        answered[message["id"]] += 1
