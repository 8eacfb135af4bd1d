"""The findings of a document brought from one state of it to the next, at the cost of what has changed.

What a rule says of a part is kept as long as that part is; what it says of the whole document, as long as nothing
differs that it goes by; what it says by the plan, as long as the plan is the same to every rule. Lines that moved move
what is kept. The result equals that of asking every rule again, apart from fixes: of those nothing is kept, for they go
by the text around them.
"""

from collections.abc import Iterator
from typing import TypeAlias

from milestone_ls.project.facts import Milestone
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record, replace
from milestone_ls.rules.finding import Finding
from milestone_ls.rules.judging import Asked, Case, Judge, Judged, Known
from milestone_ls.rules.rule import PartRule, Rule
from milestone_ls.syntax.change import EVERYTHING, Change, Sees, Stand, stands
from milestone_ls.syntax.document import Document
from milestone_ls.text import Position, Span

_Said: TypeAlias = tuple[PartRule, Finding]
_Parts: TypeAlias = tuple[tuple[_Said, ...], ...]
_Wholes: TypeAlias = tuple[tuple[Finding, ...], ...]


class Verdict(Record):
    """All findings of one document without their fixes, and what they go by; it keeps no plan alive.

    parts    by chunk what is said of its parts, with lines that count from the chunk
    wholes   by rule what is said of the document
    """

    subject: Known
    basis: object
    parts: _Parts
    wholes: _Wholes
    judged: tuple[Judged, ...]


def follow(judge: Judge, before: Verdict | None, snapshot: Snapshot, path: str) -> Verdict:
    """The verdict on the document at *path* as it stands in *snapshot*, from an earlier one by the same *judge*."""
    return _Step(judge, before, Case.of(snapshot, path, wants_fixes=False)).verdict()


class _Step:
    """One step from a verdict to the next."""

    def __init__(self, judge: Judge, before: Verdict | None, case: Case) -> None:
        self._judge = judge
        self._case = case
        self._before = before if before is not None and _is_comparable(before.subject, case.subject) else None
        self._change = _change(self._before.subject, case.subject) if self._before is not None else None
        self._differs = EVERYTHING.value
        self._is_same_plan = False
        if self._before is not None:
            differs = self._change.differs if self._change is not None else Sees.NOTHING
            self._differs = (differs if _says_alike(self._before.subject, case.subject) else differs | Sees.FACTS).value
            self._is_same_plan = self._before.basis is case.snapshot.plan.basis

    def verdict(self) -> Verdict:
        parts, wholes = self._parts(), self._wholes()
        before = self._before
        if before is not None and self._is_told_alike(before, parts, wholes):
            judged = before.judged
        else:
            judged = self._judge.told(self._said(parts, wholes), self._case)
        return Verdict(self._case.subject, self._case.snapshot.plan.basis, parts, wholes, judged)

    def _said(self, parts: _Parts, wholes: _Wholes) -> Iterator[tuple[Rule, Finding]]:
        document = self._case.document
        if document is not None:
            placed = zip(parts, document.source.starts, strict=False)  # of what is no milestone no parts are judged
            for said, start in [(said, start) for said, start in placed if said]:
                for rule, finding in said:
                    yield rule, finding.down(start)
        for asked, known in zip(self._judge.wide, wholes, strict=True):
            for finding in known:
                yield asked.rule, finding

    def _is_told_alike(self, before: Verdict, parts: _Parts, wholes: _Wholes) -> bool:
        """Whether nothing that is said differs, nor what decides which of it is told and how."""
        change = self._change
        if change is not None:
            if change.moves or self._differs & Sees.DIRECTIVES.value:
                return False
            end = change.first + change.gone
            if parts[change.first : change.first + change.come] != before.parts[change.first : end]:
                return False
        old, new = before.subject.milestone, self._case.milestone
        return wholes == before.wholes and (old and old.status) == (new and new.status)

    # Parts

    def _parts(self) -> _Parts:
        case, before, change = self._case, self._before, self._change
        if case.milestone is None or case.document is None:
            return ()
        if before is None or change is None or self._differs == EVERYTHING.value:
            return tuple(self._part(stood, case.document, case.milestone) for stood in stands(case.document))
        if not change.gone and not change.come:
            return before.parts
        end = change.first + change.come
        come = (self._part(stood, case.document, case.milestone) for stood in stands(case.document, change.first, end))
        return (*before.parts[: change.first], *come, *before.parts[change.first + change.gone :])

    def _part(self, stood: tuple[Stand, ...], document: Document, milestone: Milestone) -> tuple[_Said, ...]:
        return tuple(
            (rule, _without_fixes(finding))
            for subject in (self._judge.subject(stand, milestone, document) for stand in stood)
            for rule in self._judge.narrow
            for finding in rule.judge(subject)
        )

    # The whole

    def _wholes(self) -> _Wholes:
        before = self._before
        if before is None:
            return tuple(self._asked(asked.rule) for asked in self._judge.wide)
        differs, is_same_plan = self._differs, self._is_same_plan
        return tuple(
            self._asked(asked.rule)
            if asked.sees & differs or (asked.by_plan and not is_same_plan)
            else self._kept(asked, known)
            if known
            else known
            for asked, known in zip(self._judge.wide, before.wholes, strict=True)
        )

    def _kept(self, asked: Asked, known: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """What was said, where it stands now."""
        change = self._change
        if change is None or not change.moves or not asked.sees:
            return known  # what goes by the plan alone has the places that the plan knows
        moved = [_moved(finding, change, self._case.path) for finding in known]
        kept = tuple(finding for finding in moved if finding is not None)
        return kept if len(kept) == len(moved) else self._asked(asked.rule)

    def _asked(self, rule: Rule) -> tuple[Finding, ...]:
        return tuple(map(_without_fixes, self._judge.of_whole(rule, self._case)))


def _is_comparable(before: Known, case: Known) -> bool:
    """Whether both are of the same kind of document, so that the same rules judge it."""
    if before.document is None or case.document is None:
        return before.document is case.document and before.role is case.role
    is_same_kind = before.role is case.role and (before.milestone is None) == (case.milestone is None)
    return is_same_kind and before.document.schema is case.document.schema


def _change(before: Known, case: Known) -> Change | None:
    if before.document is None or case.document is None:
        return None
    return Change.between(before.document, case.document)


def _says_alike(before: Known, case: Known) -> bool:
    """Whether no rule can tell the milestone, or what is wrong with the file, from what they were."""
    old, new = before.milestone, case.milestone
    return before.troubles == case.troubles and (
        old is new or (old is not None and new is not None and old.is_like(new))
    )


def _without_fixes(finding: Finding) -> Finding:
    return replace(finding, fixes=()) if finding.fixes else finding


def _moved(finding: Finding, change: Change, path: str) -> Finding | None:
    """*finding* where it stands after a change; None where nobody knows."""
    span = _moved_span(finding.span, change)
    related = [
        other
        if other.path != path
        else replace(other, span=moved)
        if (moved := _moved_span(other.span, change))
        else None
        for other in finding.related
    ]
    kept = tuple(other for other in related if other is not None)
    if span is None or len(kept) < len(related):
        return None
    return replace(finding, span=span, related=kept)


def _moved_span(span: Span, change: Change) -> Span | None:
    first, last = change.line(span.start.line), change.line(span.end.line)
    if first is None or last is None:
        return None
    return Span(Position(first, span.start.column), Position(last, span.end.column))
