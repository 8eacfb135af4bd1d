"""What is found in documents, as one client is told of it: its names for files, its columns, what it wants to see."""

import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from milestone_ls.project import reading
from milestone_ls.project.files import is_inside
from milestone_ls.project.plan import Plan
from milestone_ls.project.reading import Text
from milestone_ls.project.trouble import Trouble
from milestone_ls.project.uris import to_uri, uris_below
from milestone_ls.project.workspace import Place, PlanFolder, Workspace
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Related, Severity
from milestone_ls.rules.judging import Judge, Judged, limited
from milestone_ls.rules.verdict import Verdict, follow
from milestone_ls.server.convert import Json, Lines, PlainLines, diagnostic_out, range_out
from milestone_ls.syntax.document import Document
from milestone_ls.text import Encoding

logger = logging.getLogger(__name__)

_Kept = TypeVar("_Kept")
T = TypeVar("T")
_MOST_KEPT = 64
"""Open documents whose last findings are kept with their fixes."""
_MOST_FOLLOWED = 1_200
"""Documents whose last findings are kept without: as many as a change of a name that many have may concern."""


class _Asked(NamedTuple):
    """All that the findings of a document go by, within one plan."""

    plan: Plan
    document: Document | None
    troubles: tuple[Trouble, ...]
    held: frozenset[str]

    def is_same(self, other: "_Asked") -> bool:
        """Whether both are of one state; plans and documents are never changed, so the same ones say the same."""
        same = self.plan is other.plan and self.document is other.document
        return same and self.troubles == other.troubles and self.held == other.held


class OpenDocument(NamedTuple):
    """What the client calls an open file, and which version of it it has."""

    uri: str
    version: int


class Findings:
    """Judges the documents of a workspace for one client.

    opened     the client's name and version of an open file; None for a closed one
    encoding   the unit of the client's columns, once it is agreed on
    """

    def __init__(
        self, workspace: Workspace, opened: Callable[[Path], OpenDocument | None], encoding: Callable[[], Encoding]
    ) -> None:
        self._workspace = workspace
        self._judges: dict[PlanFolder, Judge] = {}
        self._kept: dict[Place, tuple[_Asked, tuple[Judged, ...]]] = {}
        self._faulty: set[Place] = set()
        self._verdicts: dict[Place, Verdict] = {}
        self.opened = opened
        self.encoding = encoding
        self.tells_related = False

    def told(self, place: Place) -> tuple[Judged, ...]:
        """All findings of a document as it stands now, shown or not, without their fixes.

        No more is judged than what may have changed since it was last asked about, if that is not too long ago.
        """
        snapshot, path = place.plan.project.snapshot, place.relative
        verdict = follow(self._judge(place), self._verdicts.pop(place, None), snapshot, path)
        _keep(self._verdicts, place, verdict, _MOST_FOLLOWED)
        return verdict.judged

    def judged(self, place: Place) -> tuple[Judged, ...]:
        """All findings of a document as it stands now, shown or not, with their fixes.

        Those of an open document are kept: editors ask for actions at every move of the cursor.
        """
        snapshot, path = place.plan.project.snapshot, place.relative
        asked = _Asked(snapshot.plan, snapshot.documents.get(path), snapshot.troubles.get(path, ()), snapshot.held)
        known = self._kept.pop(place, None)
        is_known = known is not None and known[0].is_same(asked)
        judged = known[1] if known is not None and is_known else self._judge(place).everything(snapshot, path)
        if self.opened(place.path) is not None:
            _keep(self._kept, place, (asked, judged), _MOST_KEPT)
        return judged

    def _judge(self, place: Place) -> Judge:
        judge = self._judges.get(place.plan)
        if judge is None:
            judge = self._judges[place.plan] = Judge(RULES, place.plan.configuration.settings)
        return judge

    def told_or_none(self, place: Place) -> tuple[Judged, ...] | None:
        """As :meth:`told`; None where a fault of ours keeps the document from being judged, which is logged once."""
        return self._unless_faulty(self.told, place)

    def judged_or_none(self, place: Place) -> tuple[Judged, ...] | None:
        """As :meth:`judged`; None where a fault of ours keeps the document from being judged, which is logged once."""
        return self._unless_faulty(self.judged, place)

    def _unless_faulty(self, work: Callable[[Place], T], place: Place) -> T | None:
        try:
            found = work(place)
        except Exception:
            # The other documents, and what else is asked of this one, must not suffer for it.
            if place not in self._faulty:
                self._faulty.add(place)
                logger.exception("%s could not be judged", place.path)
            return None
        self._faulty.discard(place)
        return found

    def shown(self, place: Place) -> list[Json] | None:
        """The LSP Diagnostics of a document; of one that is closed, as far as the settings want them.

        None where it cannot be judged.
        """
        return self._unless_faulty(self._shown, place)

    def _shown(self, place: Place) -> list[Json]:
        found = limited(self.told(place))
        closed = self._workspace.client.diagnostics_closed
        if self.opened(place.path) is None and closed != "all":
            found = tuple(
                judged for judged in found if closed == "warnings" and judged.severity.rank <= Severity.WARNING.rank
            )
        return [self.diagnostic(place, judged) for judged in found]

    def diagnostic(self, place: Place, judged: Judged) -> Json:
        """A finding of a document as the client is told of it."""
        related = [self._related(place.plan, other) for other in judged.finding.related] if self.tells_related else []
        return diagnostic_out(judged, self.lines(place), self.encoding(), related)

    def forget_plans(self) -> None:
        """Some plans have been built anew."""
        plans = self._workspace.plans()
        self._judges = {plan: judge for plan, judge in self._judges.items() if plan in plans}
        self._kept = {place: known for place, known in self._kept.items() if place.plan in plans}
        self._faulty = {place for place in self._faulty if place.plan in plans}
        self._verdicts = {place: known for place, known in self._verdicts.items() if place.plan in plans}

    def _related(self, plan: PlanFolder, related: Related) -> Json:
        place = Place(plan, related.path)
        return {
            "location": {
                "uri": self.name_of(place.path),
                "range": range_out(self.lines(place), related.span, self.encoding()),
            },
            "message": related.message,
        }

    def name_of(self, path: Path) -> str:
        """What the client calls a file: as it opened it, else its URI."""
        opened = self.opened(path)
        return opened.uri if opened else to_uri(path)

    def names_in(self, plan: PlanFolder) -> Callable[[str], str]:
        """As :meth:`name_of`, for many files of one plan by their paths from its root: as they are called now."""
        opened, uri_of = self.opened_in(plan), uris_below(plan.root)
        return lambda path: opened[path].uri if path in opened else uri_of(path)

    def opened_in(self, plan: PlanFolder) -> Mapping[str, OpenDocument]:
        """The open files of a plan, by their paths from its root, as they are now."""
        paths = [path for path in self._workspace.opened() if path.is_relative_to(plan.root)]
        return {path.relative_to(plan.root).as_posix(): known for path in paths if (known := self.opened(path))}

    def lines(self, place: Place) -> Lines:
        """The lines of a document of a plan, of its configuration or its template."""
        document = place.plan.project.snapshot.documents.get(place.relative)
        if document is not None:
            return document.source
        text = self._workspace.text_of(place.path)
        if text is None and not is_inside(os.path.realpath(place.path), os.path.realpath(place.plan.outer)):
            text = ""
        if text is None:
            file = reading.read(place.path, place.plan.configuration.settings.max_size)
            text = file.text if isinstance(file, Text) else ""
        return PlainLines(text)


def _keep(kept: dict[Place, _Kept], place: Place, what: _Kept, most: int) -> None:
    """Keep *what* as the last of the kept ones, and let go of the first if there are more than *most*."""
    kept[place] = what
    if len(kept) > most:
        del kept[next(iter(kept))]


def paths_of(plan: PlanFolder) -> set[str]:
    """Every file of a plan that may have findings, from its root."""
    snapshot = plan.project.snapshot
    return {*snapshot.plan.pages, *snapshot.troubles}
