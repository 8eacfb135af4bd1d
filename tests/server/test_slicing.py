"""Long requests let others be answered meanwhile, tell how far they are, and end when they are withdrawn."""

import asyncio
from collections.abc import Generator
from typing import Any, cast

import pytest

from milestone_ls.server import slicing
from milestone_ls.server.base import BaseServer
from milestone_ls.server.slicing import LOT, Lots, in_slices, told_of


class Listener:
    """A server's end on which only what is sent counts."""

    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send_notification(self, method: str, params: object) -> None:
        assert method == "$/progress"
        self.sent.append(params)

    @property
    def server(self) -> BaseServer:
        return cast("BaseServer", self)


def counting(steps: int) -> Generator[int, None, str]:
    yield from range(steps)
    return "done"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step takes a whole slice, and a report is due after each."""
    monkeypatch.setattr(slicing, "SLICE", 0)
    monkeypatch.setattr(slicing, "PATIENCE", 0)


async def test_what_is_short_is_done_at_once_and_not_told_of() -> None:
    listener = Listener()
    seen: list[int] = []
    assert await in_slices(listener.server, "Counting", counting(3), "token", seen.append) == "done"
    assert seen == [0, 1, 2]
    assert listener.sent == []


@pytest.mark.usefixtures("slow")
async def test_what_is_long_is_told_of_under_the_clients_token() -> None:
    listener = Listener()
    assert await in_slices(listener.server, "Counting", counting(3), "token") == "done"
    assert [one["token"] for one in listener.sent] == ["token"] * 4
    assert [one["value"]["kind"] for one in listener.sent] == ["begin", "report", "report", "end"]
    silent = Listener()
    await in_slices(silent.server, "Counting", counting(3))
    assert silent.sent == []


@pytest.mark.usefixtures("slow")
async def test_others_are_answered_meanwhile() -> None:
    turns: list[str] = []

    def steps(name: str) -> Generator[None, None, None]:
        for _ in range(2):
            turns.append(name)
            yield

    both = (in_slices(Listener().server, name, steps(name)) for name in "ab")
    await asyncio.gather(*both)
    assert turns == ["a", "b", "a", "b"]


@pytest.mark.usefixtures("slow")
async def test_a_request_that_is_withdrawn_ends_between_two_slices() -> None:
    listener = Listener()
    seen: list[int] = []
    task = asyncio.ensure_future(in_slices(listener.server, "Counting", counting(1000), 7, seen.append))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(seen) < 3
    assert listener.sent[-1] == {"token": 7, "value": {"kind": "end"}}


def test_partial_results_go_in_lots_and_none_is_lost() -> None:
    listener = Listener()
    lots = Lots(listener.server, "part")
    for number in range(LOT + 5):
        lots.add([{"n": number}])
    lots.send()
    lots.send()
    assert [len(one["value"]) for one in listener.sent] == [LOT, 5]
    assert [one["n"] for sent in listener.sent for one in sent["value"]] == list(range(LOT + 5))


async def test_work_beside_the_loop_is_told_of_once_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = Listener()

    async def work(reports: int) -> str:
        while len(listener.sent) < reports:  # noqa: ASYNC110 - the listener is no part of the loop
            await asyncio.sleep(0)
        return "done"

    assert await told_of(listener.server, "Drawing", work(0), "token") == "done"
    assert listener.sent == []
    monkeypatch.setattr(slicing, "PATIENCE", 0.001)
    assert await told_of(listener.server, "Drawing", work(2), "token") == "done"
    assert [one["value"]["kind"] for one in listener.sent][:2] == ["begin", "report"]
    assert listener.sent[-1]["value"] == {"kind": "end"}


async def test_work_beside_the_loop_ends_with_the_request() -> None:
    began, withdrawn = asyncio.Event(), asyncio.Event()

    async def endless() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            withdrawn.set()

    task = asyncio.create_task(told_of(Listener().server, "Drawing", endless()))
    await asyncio.wait_for(began.wait(), 5)
    task.cancel()
    await asyncio.wait_for(withdrawn.wait(), 5)


async def test_parts_have_the_shape_of_their_method() -> None:
    listener = Listener()
    lots = Lots(listener.server, "token", lambda items: {"items": items})
    lots.add([{"n": 1}])
    lots.send()
    assert listener.sent == [{"token": "token", "value": {"items": [{"n": 1}]}}]
