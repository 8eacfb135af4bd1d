"""What a fix makes untrue elsewhere, mended in the same edit: marks and notes of a status, lists that belong together.

It knows neither statuses nor lists: it asks the rules about the plan as the fix leaves it, and takes their own fixes of
what they did not say before.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from milestone_ls.features.creating import changed_by, with_reciprocals
from milestone_ls.features.moving import with_followers
from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record, replace
from milestone_ls.rules.finding import FileEdit, Fix
from milestone_ls.rules.index.index_dependency_drift import index_dependency_drift
from milestone_ls.rules.index.index_status_drift import index_status_drift
from milestone_ls.rules.judging import Judge, Judged
from milestone_ls.rules.plan.dependency_drift import dependency_drift
from milestone_ls.rules.plan.dependent_unlisted import dependent_unlisted
from milestone_ls.rules.plan.prerequisite_met import prerequisite_met
from milestone_ls.rules.plan.stale_status_note import stale_status_note
from milestone_ls.rules.rule import Rule
from milestone_ls.text import Edit, Position, Span, apply_edits, split_lines

_REPEATING: Sequence[Rule] = (
    index_status_drift,
    index_dependency_drift,
    stale_status_note,
    prerequisite_met,
    dependency_drift,
    dependent_unlisted,
)
"""Those that hold one place to what another says; their first fix takes it over."""
_NOT_REPEATED = frozenset({Relation.PARALLEL_WITH, Relation.CONFLICT})
"""What none of them goes by."""


def with_all_consequences(snapshot: Snapshot, fix: Fix) -> Fix:
    """*fix* with all that has to change with it: links to what moves, entries of what is new, and what repeats it."""
    return with_repetitions(snapshot, with_reciprocals(snapshot, with_followers(snapshot, fix)))


def with_repetitions(snapshot: Snapshot, fix: Fix) -> Fix:
    """*fix* with the edits of all that repeats, anywhere in the plan, what it changes.

    What rules say of other things stays: those are other findings, with fixes of their own.
    """
    if not _may_be_repeated(snapshot, fix) or snapshot.held:
        return fix
    later, concerned = changed_by(snapshot, fix)
    judge = Judge(_REPEATING, snapshot.settings)
    new = {file.path for file in fix.creates}
    edits = {file.path: file for file in fix.edits}
    for path in sorted(concerned - new):
        before = {_name(judged) for judged in judge.everything(snapshot, path)}
        for judged in judge.everything(later, path):
            if _name(judged) not in before and _only_adds(judged, later.plan.milestone(path)):
                _take(edits, snapshot, judged.finding.fixes[:1], new)
    return replace(fix, edits=tuple(edits.values()))


def _may_be_repeated(snapshot: Snapshot, fix: Fix) -> bool:
    """Whether *fix* may change what a document says of itself and of others, as far as its lines tell."""
    return bool(fix.creates) or any(_touches_facts(snapshot, file) for file in fix.edits)


def _touches_facts(snapshot: Snapshot, file: FileEdit) -> bool:
    milestone = snapshot.plan.milestone(file.path)
    if milestone is None:
        return False
    lines = {span.start.line for span in _facts(milestone)}
    return any(line in lines for edit in file.edits for line in range(edit.span.start.line, edit.span.end.line + 1))


def _facts(milestone: Milestone) -> Iterator[Span]:
    """Where a milestone says who it is, how far, and on whom it depends."""
    yield milestone.heading_span
    if milestone.status_span is not None:
        yield milestone.status_span
    for stated in milestone.stated:
        if stated.relation not in _NOT_REPEATED:
            yield stated.reference.span


def _name(judged: Judged) -> tuple[str, str]:
    return judged.code, judged.finding.message


def _only_adds(judged: Judged, milestone: Milestone | None) -> bool:
    """Whether the first fix takes over what another place says: of two lists both need room, else one is shortened."""
    if judged.code != dependency_drift.code or milestone is None:
        return True
    return milestone.room.depends_on is not None and milestone.room.upstream is not None


def _take(edits: dict[str, FileEdit], snapshot: Snapshot, fixes: Iterable[Fix], new: Iterable[str]) -> None:
    """Put the edits of *fixes* to *edits*, but of *new* files; they speak of the plan as *edits* leave it."""
    for file in (file for fix in fixes for file in fix.edits if file.path not in new):
        have = edits.get(file.path, FileEdit(file.path, ()))
        text = snapshot.documents[file.path].source.text
        more = tuple(_Changed(text, have.edits).before(file.edits))
        edits[file.path] = replace(have, edits=(*have.edits, *more))


class _Changed(Record):
    """A text and edits of it."""

    text: str
    edits: tuple[Edit, ...]

    def before(self, later: Iterable[Edit]) -> Iterator[Edit]:
        """Edits of the text as *edits* leave it, as such of the text as it is; none of what *edits* write."""
        if not self.edits:
            yield from later
            return
        old, new = _Offsets(self.text), _Offsets(apply_edits(self.text, self.edits))
        for edit in later:
            start, end = (self._origin(new.of(place), old) for place in edit.span)
            if start is not None and end is not None:
                yield Edit(Span(old.place(start), old.place(end)), edit.text)

    def _origin(self, offset: int, old: "_Offsets") -> int | None:
        """Where in the text stood what stands at *offset* now; None within what was written."""
        moved = 0
        for edit in sorted(self.edits, key=lambda edit: edit.span):
            first, last = old.of(edit.span.start), old.of(edit.span.end)
            if offset <= first + moved:
                break
            if offset < first + moved + len(edit.text):
                return None
            moved += len(edit.text) - (last - first)
        return offset - moved


class _Offsets:
    """The offsets of places in a text."""

    def __init__(self, text: str) -> None:
        self._lines = split_lines(text)
        self._starts = [0, *accumulate(map(len, self._lines))]

    def of(self, place: Position) -> int:
        line = min(place.line, len(self._lines) - 1)
        return min(self._starts[line] + place.column, self._starts[line + 1])

    def place(self, offset: int) -> Position:
        line = next((at for at, start in enumerate(self._starts[1:-1]) if offset < start), len(self._lines) - 1)
        return Position(line, offset - self._starts[line])
