"""States and handlers of the life cycle's own messages, without pipes."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.server.base import BaseServer
from milestone_ls.server.framing import Unframer
from milestone_ls.server.messages import Notification, Request

from .rawclient import Json

CAPABILITIES: Json = {"capabilities": {}}


class Talk:
    """A server in this process, what it said and with which codes it was ended."""

    def __init__(self) -> None:
        self.server = BaseServer("toy", "1")
        self.codes: list[int | None] = []
        self.pids: list[int] = []
        self.said: list[Json] = []
        self.server.protocol.attach(self, self)

    def held(self) -> AbstractContextManager[None]:
        return nullcontext()

    def ask(self, identity: int, method: str, params: Json = None) -> None:
        self.server.protocol.receive(Request(identity, method, params))

    def tell(self, method: str, params: Json = None) -> None:
        self.server.protocol.receive(Notification(method, params))

    def was_answered(self, identity: int) -> bool:
        return any(message["id"] == identity for message in self.said)

    def outcome(self, identity: int) -> Json:
        """The result, or the code of the error, in the one answer to *identity*."""
        (answer,) = (message for message in self.said if message["id"] == identity)
        return answer["error"]["code"] if "error" in answer else answer["result"]

    def write(self, data: bytes) -> None:
        self.said += map(json.loads, Unframer().feed(data))

    def close(self) -> None: ...

    def end(self, code: int | None = None) -> None:
        self.codes.append(code)

    def bind_to(self, pid: int) -> None:
        self.pids.append(pid)


@pytest.fixture
def talk() -> Talk:
    return Talk()


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0)


async def test_an_initialize_handler_that_fails_leaves_the_way_open_for_another(talk: Talk) -> None:
    failures = iter([True, False])

    @talk.server.feature("initialize")
    def on_initialize(_: Json) -> None:
        if next(failures):
            raise ValueError("not yet")

    talk.ask(1, "initialize", {**CAPABILITIES, "processId": 42})
    talk.ask(2, "toy/echo")
    assert (talk.outcome(1), talk.outcome(2), talk.pids) == (-32603, -32002, [])
    talk.ask(3, "initialize", {**CAPABILITIES, "processId": 42})
    assert "capabilities" in talk.outcome(3)
    assert talk.pids == [42]


async def test_nothing_is_done_before_an_asynchronous_initialize_handler_is_through(talk: Talk) -> None:
    ready = asyncio.Event()

    @talk.server.feature("initialize")
    async def on_initialize(_: Json) -> None:
        await ready.wait()

    talk.ask(1, "initialize", CAPABILITIES)
    talk.ask(2, "initialize", CAPABILITIES)
    talk.ask(3, "toy/echo")
    assert (talk.was_answered(1), talk.outcome(2), talk.outcome(3)) == (False, -32600, -32002)
    ready.set()
    await until(lambda: talk.was_answered(1))
    assert "capabilities" in talk.outcome(1)


async def test_an_initialize_that_is_cancelled_can_be_repeated(talk: Talk) -> None:
    @talk.server.feature("initialize")
    async def on_initialize(_: Json) -> None:
        await asyncio.Event().wait()

    talk.ask(1, "initialize", CAPABILITIES)
    await asyncio.sleep(0)
    talk.tell("$/cancelRequest", {"id": 1})
    await until(lambda: talk.was_answered(1))
    assert talk.outcome(1) == -32800
    talk.ask(2, "initialize", CAPABILITIES)
    assert not talk.was_answered(2)
    await talk.server.protocol.abandon()
    assert talk.outcome(2) == -32800


async def test_a_shutdown_handler_that_fails_does_not_keep_the_server_up(talk: Talk) -> None:
    @talk.server.feature("shutdown")
    async def on_shutdown(*_: Json) -> None:
        raise ValueError("will not")

    @talk.server.feature("exit")
    def on_exit(*_: Json) -> None:
        raise ValueError("will not either")

    talk.ask(1, "initialize", CAPABILITIES)
    talk.ask(2, "shutdown")
    await until(lambda: talk.was_answered(2))
    assert talk.outcome(2) == -32603
    talk.tell("exit")
    assert talk.codes == [0]


async def test_asynchronous_notifications_that_fail_are_logged(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    @talk.server.feature("toy/fail")
    async def fail(_: Json) -> None:
        raise ValueError("out of luck")

    talk.ask(1, "initialize", CAPABILITIES)
    talk.tell("toy/fail")
    await until(lambda: caplog.records)
    assert "toy/fail failed" in caplog.text
    assert 'raise ValueError("out of luck")' in caplog.text


async def test_no_trace_of_a_message_is_kept_when_it_is_done(talk: Talk) -> None:
    seen: list[object] = []

    @talk.server.feature("toy/later")
    async def later(params: Json) -> None:
        await asyncio.sleep(0)
        seen.append(params)

    talk.ask(1, "initialize", CAPABILITIES)
    for number in range(10):
        talk.tell("toy/later")
        talk.ask(100 + number, "toy/later")
    await until(lambda: len(talk.said) == 11)
    protocol = talk.server.protocol
    assert len(seen) == 20
    assert [protocol._requests, protocol._notifications, protocol._request_futures] == [{}, set(), {}]


class Step(NamedTuple):
    method: str
    is_request: bool
    params: Json = CAPABILITIES


STEPS = st.lists(
    st.sampled_from(
        [
            Step("initialize", is_request=True),
            Step("initialize", is_request=True, params=[]),
            Step("initialized", is_request=False),
            Step("toy/later", is_request=True),
            Step("toy/later", is_request=False),
            Step("nobody/knows", is_request=True),
            Step("shutdown", is_request=True),
            Step("exit", is_request=False),
        ]
    ),
    max_size=12,
)


@settings(max_examples=50, deadline=None)
@given(STEPS)
def test_each_request_is_answered_once_in_the_spirit_of_the_state(steps: list[Step]) -> None:
    asyncio.run(follow(steps))


async def follow(steps: list[Step]) -> None:
    talk = Talk()

    @talk.server.feature("toy/later")
    async def later(params: Json) -> Json:
        await asyncio.sleep(0)
        return params

    expected: dict[int, object] = {}
    codes: list[int] = []
    state = "new"
    for identity, step in enumerate(steps):
        if step.method == "exit":
            codes.append(0 if state == "shut down" else 1)
        if not step.is_request:
            talk.tell(step.method, step.params)
            continue
        expected[identity], state = by_the_book(step, state)
        talk.ask(identity, step.method, step.params)
        await until(partial(talk.was_answered, identity))
    assert Counter(message["id"] for message in talk.said) == Counter(list(expected))
    for identity, outcome in expected.items():
        assert outcome == "anything" or talk.outcome(identity) == outcome
    assert talk.codes == codes


def by_the_book(step: Step, state: str) -> tuple[object, str]:
    """The outcome of a request in *state*, and the state after it (LSP 3.17, Server lifecycle)."""
    if state == "shut down":
        return -32600, state
    if step.method == "initialize":
        if state != "new":
            return -32600, state
        return (-32602, state) if step.params == [] else ("anything", "running")
    if state == "new":
        return -32002, state
    if step.method == "shutdown":
        return None, "shut down"
    return (CAPABILITIES if step.method == "toy/later" else -32601), state
