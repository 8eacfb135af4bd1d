"""When the findings of all documents are judged for a question that waits, by a clock that the test moves on."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lsprotocol import types

from milestone_ls.project.workspace import Workspace
from milestone_ls.rules.catalogue import CODES
from milestone_ls.server import pulling
from milestone_ls.server.findings import Findings
from milestone_ls.server.publishing import PAUSE
from milestone_ls.server.pulling import Puller, register
from milestone_ls.text import Edit, Encoding, Position, Span

from .clock import Clock

TEXT = "# Milestone: M1 Ground [B]\n**Status**: dnoe\n"
ENOUGH = 20
"""Turns of the event loop in which all that has nothing to wait for is done."""


async def turns() -> None:
    for _ in range(ENOUGH):
        await asyncio.sleep(0)


def timed(clock: Clock) -> SimpleNamespace:
    """As much of asyncio as waiting takes, by the test's clock."""

    async def sleep(seconds: float) -> None:
        over = asyncio.Event()
        clock.call_later(seconds, over.set)
        await over.wait()

    return SimpleNamespace(Event=asyncio.Event, sleep=sleep)


def asking(puller: Puller) -> Callable[[types.WorkspaceDiagnosticParams], Any]:
    """What answers a question about all documents."""
    handlers: dict[str, Callable[..., Any]] = {}

    def feature(method: str, *_: object) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return lambda handler: handlers.setdefault(method, handler)

    server: Any = SimpleNamespace(feature=feature)
    register(server, puller, Path)
    return handlers[types.WORKSPACE_DIAGNOSTIC]


async def test_no_document_is_judged_for_the_workspace_before_typing_pauses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clock = Clock()
    monkeypatch.setattr(pulling, "asyncio", timed(clock))
    monkeypatch.setattr(pulling, "time", SimpleNamespace(monotonic=clock.time))
    workspace = Workspace(CODES)
    place, _ = workspace.open(tmp_path / "M1.md", TEXT)
    assert place is not None
    puller = Puller(workspace, Findings(workspace, lambda _: None, lambda: Encoding.UTF8), lambda: None)
    ask = asking(puller)
    first = await ask(types.WorkspaceDiagnosticParams([]))
    known = [types.PreviousResultId(one["uri"], one["resultId"]) for one in first["items"]]
    assert known
    waiting = asyncio.ensure_future(ask(types.WorkspaceDiagnosticParams(known)))
    await turns()
    workspace.edit(place.path, [Edit(Span(Position(1, 12), Position(1, 16)), "done")])
    puller.now(place)
    for _ in range(3):
        await turns()
        assert not waiting.done(), "typing goes on"
        puller.now(place)
        clock.move(PAUSE * 0.7)
    clock.move(PAUSE)
    await turns()
    (report,) = waiting.result()["items"]
    assert "unknown-status" not in {item["code"] for item in report["items"]}
