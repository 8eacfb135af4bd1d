"""Which findings the client has been told, and when it is told others.

The document under the cursor is judged and published at once, with its version; the others when typing pauses,
in slices between which requests are answered. A file that never had findings gets no empty list.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from lsprotocol import types

from milestone_ls.project import reading
from milestone_ls.project.reading import Text
from milestone_ls.project.uris import to_uri
from milestone_ls.project.workspace import Affected, Place, PlanFolder, Workspace
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Related, Severity
from milestone_ls.rules.judging import Judge, Judged, limited
from milestone_ls.server.convert import Json, Lines, PlainLines, diagnostic_out, range_out
from milestone_ls.text import Encoding

logger = logging.getLogger(__name__)

PAUSE = 0.05
"""Seconds without an edit after which other documents are judged."""

SLICE = 0.008
"""Seconds that are judged in one go; requests are answered in between."""

Notify: TypeAlias = Callable[[str, Json], None]


class OpenDocument(NamedTuple):
    """What the client calls an open file, and which version of it it has."""

    uri: str
    version: int


class Diagnostics:
    """The published findings of one client.

    opened     the client's name and version of an open file; None for a closed one
    encoding   the unit of the client's columns, once it is agreed on
    """

    def __init__(
        self,
        notify: Notify,
        workspace: Workspace,
        opened: Callable[[Path], OpenDocument | None],
        encoding: Callable[[], Encoding],
    ) -> None:
        self._notify = notify
        self._encoding = encoding
        self._workspace = workspace
        self._opened = opened
        self._judges: dict[PlanFolder, Judge] = {}
        self._published: dict[Path, tuple[str, list[Json]]] = {}
        self._due: dict[tuple[PlanFolder, str], None] = {}
        self._not_before = 0.0
        self._task: asyncio.Task[None] | None = None
        self.tells_related = False

    def now(self, place: Place) -> None:
        """Judge and publish one document at once."""
        self._due.pop((place.plan, place.relative), None)
        self._publish(place, always=True)

    def later(self, affected: Affected, *, pause: float = PAUSE) -> None:
        """Judge documents once nothing has been asked for during *pause* seconds."""
        for plan, paths in affected.items():
            self._due.update(dict.fromkeys((plan, path) for path in sorted(paths)))
        self._not_before = time.monotonic() + pause
        if self._due and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._catch_up())

    def rebuilt(self, outer: Path) -> None:
        """The plans of a folder are new ones: everything in them is judged, what they lost is cleared."""
        plans = self._workspace.plans()
        self._judges = {plan: judge for plan, judge in self._judges.items() if plan in plans}
        self._due = {key: None for key in self._due if key[0] in plans}
        there: set[Path] = set()
        for plan in plans:
            paths = _all_paths(plan)
            there |= {plan.root / path for path in paths}
            if plan.outer == outer:
                self.later({plan: frozenset(paths)}, pause=0)
        for path in [path for path in self._published if path not in there]:
            self.clear(path)

    def clear(self, path: Path) -> None:
        """The file is no document of a plan any longer."""
        uri, found = self._published.pop(path, ("", []))
        if found:
            self._send(uri, None, [])

    async def _catch_up(self) -> None:
        try:
            while self._due:
                while (wait := self._not_before - time.monotonic()) > 0:  # noqa: ASYNC110 - until typing pauses
                    await asyncio.sleep(wait)
                end = time.monotonic() + SLICE
                while self._due and time.monotonic() < end:
                    plan, path = next(iter(self._due))
                    del self._due[plan, path]
                    if plan in self._workspace.plans(plan.outer):
                        self._publish(Place(plan, path), always=False)
                await asyncio.sleep(0)
        finally:
            self._task = None

    def _publish(self, place: Place, *, always: bool) -> None:
        path = place.path
        opened = self._opened(path)
        try:
            found = [self.diagnostic(place, judged) for judged in self._shown(place, is_open=opened is not None)]
        except Exception:
            # A fault of ours in one document must not keep the others from being judged.
            logger.exception("%s could not be judged", path)
            return
        uri = self.name_of(path)
        told, before = self._published.get(path, (uri, []))
        if told != uri and before:
            # The editor opened or closed it under another name than it was told of before.
            self._send(told, None, [])
            before = []
        if found == before and not (always and opened):
            return
        self._published[path] = (uri, found)
        self._send(uri, opened.version if opened else None, found)

    def judged(self, place: Place) -> tuple[Judged, ...]:
        """All findings of a document as it stands now, shown or not."""
        judge = self._judges.get(place.plan)
        if judge is None:
            judge = self._judges[place.plan] = Judge(RULES, place.plan.configuration.settings)
        return judge.everything(place.plan.project.snapshot, place.relative)

    def _shown(self, place: Place, *, is_open: bool) -> Iterable[Judged]:
        found = limited(self.judged(place))
        if is_open or self._workspace.client.diagnostics_closed == "all":
            return found
        if self._workspace.client.diagnostics_closed == "none":
            return ()
        return (judged for judged in found if judged.severity.rank <= Severity.WARNING.rank)

    def diagnostic(self, place: Place, judged: Judged) -> Json:
        """A finding of a document as the client is told of it."""
        related = [self._related(place.plan, other) for other in judged.finding.related] if self.tells_related else []
        return diagnostic_out(judged, self.lines(place), self._encoding(), related)

    def _related(self, plan: PlanFolder, related: Related) -> Json:
        place = Place(plan, related.path)
        return {
            "location": {
                "uri": self.name_of(place.path),
                "range": range_out(self.lines(place), related.span, self._encoding()),
            },
            "message": related.message,
        }

    def name_of(self, path: Path) -> str:
        """What the client calls a file: as it opened it, else its URI."""
        opened = self._opened(path)
        return opened.uri if opened else to_uri(path)

    def lines(self, place: Place) -> Lines:
        """The lines of a document of a plan, of its configuration or its template."""
        document = place.plan.project.snapshot.documents.get(place.relative)
        if document is not None:
            return document.source
        text = self._workspace.text_of(place.path)
        if text is None:
            file = reading.read(place.path, place.plan.configuration.settings.max_size)
            text = file.text if isinstance(file, Text) else ""
        return PlainLines(text)

    def _send(self, uri: str, version: int | None, found: list[Json]) -> None:
        params: Json = {"uri": uri, "diagnostics": found}
        if version is not None:
            params["version"] = version
        self._notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)


def _all_paths(plan: PlanFolder) -> set[str]:
    snapshot = plan.project.snapshot
    return {*snapshot.plan.pages, *snapshot.troubles}
