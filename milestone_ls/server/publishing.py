"""Which findings the client has been told, and when it is told others.

The document under the cursor is judged and published at once, with its version; those that an edit touches when typing
pauses, in slices between which requests are answered; all of a plan that has been read when the client is silent.
A file that never had findings gets no empty list.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TypeAlias

from lsprotocol import types

from milestone_ls.project.workspace import Affected, Place, PlanFolder, Workspace
from milestone_ls.server.collecting import Collector
from milestone_ls.server.convert import Json
from milestone_ls.server.findings import Findings, paths_of
from milestone_ls.server.idle import Idle

PAUSE = 0.05
"""Seconds without an edit after which other documents are judged."""

SLICE = 0.008
"""Seconds that are judged in one go; requests are answered in between."""

Notify: TypeAlias = Callable[[str, Json], None]

Key: TypeAlias = tuple[PlanFolder, str]
"""A document: its plan and its path from there."""


class Publisher:
    """The published findings of one client."""

    def __init__(
        self, notify: Notify, workspace: Workspace, findings: Findings, idle: Idle, collector: Collector
    ) -> None:
        self._notify = notify
        self._workspace = workspace
        self._findings = findings
        self._idle = idle
        self._collector = collector
        self._published: dict[Path, tuple[str, list[Json]]] = {}
        self._due: dict[Key, None] = {}
        self._behind: dict[Key, None] = {}
        self._not_before = 0.0
        self._task: asyncio.Task[None] | None = None

    def now(self, place: Place) -> None:
        """Judge and publish one document at once."""
        self._due.pop((place.plan, place.relative), None)
        self._behind.pop((place.plan, place.relative), None)
        self._publish(place, always=True)

    def later(self, affected: Affected, *, pause: float = PAUSE) -> None:
        """Judge documents once nothing has been asked for during *pause* seconds."""
        self._due.update(dict.fromkeys(_keys(affected)))
        self._not_before = time.monotonic() + pause
        self._begin()

    def rebuilt(self, outer: Path) -> None:
        """The plans of a folder are new ones: everything in them is judged, what they lost is cleared."""
        plans = self._workspace.plans()
        for waiting in (self._due, self._behind):
            for key in [key for key in waiting if key[0] not in plans]:
                del waiting[key]
        there: set[Path] = set()
        for plan in plans:
            paths = paths_of(plan)
            there |= {plan.root / path for path in paths}
            if plan.outer == outer:
                self._behind.update(dict.fromkeys(_keys({plan: frozenset(paths)})))
        for path in [path for path in self._published if path not in there]:
            self.clear(path)
        self._begin()

    def clear(self, path: Path) -> None:
        """The file is no document of a plan any longer."""
        uri, found = self._published.pop(path, ("", []))
        if found:
            self._send(uri, None, [])

    def _begin(self) -> None:
        if (self._due or self._behind) and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._catch_up())

    async def _catch_up(self) -> None:
        try:
            while waiting := self._due or self._behind:
                while (wait := self._not_before - time.monotonic()) > 0:  # noqa: ASYNC110 - until typing pauses
                    await asyncio.sleep(wait)
                # What is found of a whole plan is much, and stays.
                with self._collector.held() if self._behind else nullcontext():
                    self._judge(waiting, until=time.monotonic() + SLICE)
                await (asyncio.sleep(0) if self._due else self._idle.turn())
        finally:
            self._task = None

    def _judge(self, waiting: dict[Key, None], until: float) -> None:
        while waiting and time.monotonic() < until:
            plan, path = next(iter(waiting))
            del waiting[plan, path]
            if plan in self._workspace.plans(plan.outer):
                self._publish(Place(plan, path), always=False)

    def _publish(self, place: Place, *, always: bool) -> None:
        path = place.path
        opened = self._findings.opened(path)
        found = self._findings.shown(place)
        if found is None:
            return
        uri = self._findings.name_of(path)
        told, before = self._published.get(path, (uri, []))
        if told != uri and before:
            # The editor opened or closed it under another name than it was told of before.
            self._send(told, None, [])
            before = []
        if found == before and not (always and opened):
            return
        self._published[path] = (uri, found)
        self._send(uri, opened.version if opened else None, found)

    def _send(self, uri: str, version: int | None, found: list[Json]) -> None:
        params: Json = {"uri": uri, "diagnostics": found}
        if version is not None:
            params["version"] = version
        self._notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)


def _keys(affected: Affected) -> Iterator[Key]:
    return ((plan, path) for plan, paths in affected.items() for path in sorted(paths))
