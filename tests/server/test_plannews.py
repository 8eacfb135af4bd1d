"""When a client that shows plans is told that they changed, by a clock that the test moves on."""

import asyncio
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from milestone_ls.features.milestones import Listed, milestones
from milestone_ls.project.plan import Plan
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.workspace import Workspace
from milestone_ls.server import plannews
from milestone_ls.server.bursts import LULL
from milestone_ls.server.plannews import PLAN_CHANGED, PlanNews
from milestone_ls.text import Edit, Position, Span

from .clock import Clock

GROUND = "# Milestone: M1 Ground [B]\n**Status**: pending\n## Objectives\n- [ ] level the ground\n"


class Told:
    """A workspace with one open document, and what a client with *experimental* abilities is told of it."""

    def __init__(self, clock: Clock, folder: Path, experimental: object) -> None:
        self.roots: list[str] = []
        self.path = folder / "M1.md"
        self.workspace = Workspace()
        self._clock = clock
        server: Any = SimpleNamespace(
            client_capabilities=SimpleNamespace(experimental=experimental), send_notification=self._note
        )
        self._news = PlanNews(server, self.workspace)
        self.workspace.open(self.path, GROUND)

    def _note(self, method: str, params: dict[str, str]) -> None:
        assert method == PLAN_CHANGED
        self.roots.append(params["root"])

    def edit(self, line: int, column: int, text: str) -> None:
        self.workspace.edit(self.path, [Edit(Span(Position(line, column), Position(line, column + len(text))), text)])
        self._news.ask()

    def plan(self) -> Plan:
        (folder,) = self.workspace.plans()
        return folder.project.snapshot.plan

    def after_pause(self) -> list[str]:
        self._news.ask()
        self._clock.move(LULL)
        roots, self.roots[:] = list(self.roots), []
        return roots


WANTED = {"milestonePlanChanged": True}


def test_the_first_look_tells_of_each_plan_and_the_next_of_none(clock: Clock, tmp_path: Path) -> None:
    told = Told(clock, tmp_path, WANTED)
    assert told.after_pause() == [tmp_path.as_uri()]
    assert told.after_pause() == []


def test_only_what_a_list_would_show_is_told_and_once_a_burst(clock: Clock, tmp_path: Path) -> None:
    told = Told(clock, tmp_path, WANTED)
    told.after_pause()
    told.edit(3, 6, "lower")
    assert told.after_pause() == []
    told.edit(3, 3, "x")
    told.edit(1, 12, "started")
    assert told.after_pause() == [tmp_path.as_uri()]
    told.edit(1, 12, "started")
    assert told.after_pause() == []


def test_another_plan_with_the_same_list_is_not_told_of(clock: Clock, tmp_path: Path) -> None:
    told = Told(clock, tmp_path, WANTED)
    told.after_pause()
    before = told.plan()
    told.edit(3, 6, "[so](M9.md)")
    assert told.plan() is not before, "a link is part of the plan"
    assert told.after_pause() == []


def test_what_changes_while_the_list_is_made_is_told_of_next(clock: Clock, tmp_path: Path) -> None:
    told = Told(clock, tmp_path, WANTED)
    told.after_pause()
    clock.held = []
    told.edit(3, 3, "x")
    assert told.after_pause() == [], "the list is being made"
    told.edit(1, 12, "started")
    assert told.after_pause() == []
    (end,) = clock.held
    clock.held = None
    end()
    assert told.roots == [tmp_path.as_uri()]
    told.roots.clear()
    clock.move(LULL)
    assert told.roots == [tmp_path.as_uri()]


def test_a_plan_that_is_gone_is_told_of(clock: Clock, tmp_path: Path) -> None:
    told = Told(clock, tmp_path, WANTED)
    told.after_pause()
    told.workspace.close(told.path)
    told.workspace.forget(tmp_path)
    assert told.after_pause() == [tmp_path.as_uri()]
    assert told.after_pause() == []


async def test_the_list_is_made_beside_the_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []
    told = asyncio.Event()

    def listed(snapshot: Snapshot) -> tuple[Listed, ...]:
        threads.append(threading.current_thread())
        return milestones(snapshot)

    monkeypatch.setattr(plannews, "milestones", listed)
    server: Any = SimpleNamespace(
        client_capabilities=SimpleNamespace(experimental=WANTED), send_notification=lambda *_: told.set()
    )
    workspace = Workspace()
    workspace.open(tmp_path / "M1.md", GROUND)
    PlanNews(server, workspace).ask()
    await asyncio.wait_for(told.wait(), 20)
    assert len(threads) == 1
    assert threads[0] is not threading.current_thread()


def test_a_client_that_does_not_ask_for_it_is_told_nothing(clock: Clock, tmp_path: Path) -> None:
    for experimental in (None, {}, {"milestonePlanChanged": "yes"}, "odd"):
        assert Told(clock, tmp_path, experimental).after_pause() == []
