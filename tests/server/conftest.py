"""Toy servers, of a test's own or shared by the tests of a module that leave them as they are."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import pytest

from .clock import Clock
from .rawclient import Json, RawClient

Start: TypeAlias = Callable[..., RawClient]

TOY = str(Path(__file__).with_name("toyserver.py"))


def initialize(client: RawClient, **params: Json) -> Json:
    """The answer to ``initialize``, which is the first message that the server says."""
    identity = client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}, **params})
    answer = client.receive()
    assert answer["id"] == identity
    client.notify("initialized", {})
    return answer


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The event loop's timers on a clock that the test moves on."""
    clock = Clock()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: clock)
    return clock


@pytest.fixture(scope="session")
def toys() -> Iterator[Iterator[RawClient]]:
    """Toy servers, each started while the one before is in use."""
    with ExitStack() as stack:

        def started() -> Iterator[RawClient]:
            following = stack.enter_context(RawClient([TOY]))
            while True:
                toy, following = following, stack.enter_context(RawClient([TOY]))
                yield toy

        yield started()


@pytest.fixture
def start(toys: Iterator[RawClient]) -> Iterator[Start]:
    """Gives a toy server, initialised with the params given, or not at all with ``initialized=False``."""
    with ExitStack() as stack:

        def start_toy(*, initialized: bool = True, **params: Json) -> RawClient:
            client = stack.enter_context(next(toys))
            if initialized:
                initialize(client, **params)
            return client

        yield start_toy


@pytest.fixture(scope="module")
def toy(toys: Iterator[RawClient]) -> Iterator[RawClient]:
    with next(toys) as client:
        initialize(client)
        yield client
