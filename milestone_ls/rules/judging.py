"""Findings as the user gets them: rules asked, then severities, profiles, globs, comments and limits applied."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from milestone_ls.config import Settings
from milestone_ls.project.facts import Milestone, PageKind
from milestone_ls.project.globs import Globs, Kind
from milestone_ls.project.plan import Plan
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.trouble import Trouble
from milestone_ls.records import Record, replace
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import (
    ContextRule,
    DocumentRule,
    FileRule,
    PageRule,
    PageSubject,
    PartRule,
    PartSubject,
    PlanRule,
    Role,
    Rule,
    Subject,
    WholeRule,
)
from milestone_ls.rules.suppression import Suppressions
from milestone_ls.syntax.change import Sees, Stand, stands
from milestone_ls.syntax.document import Document
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span

MOST_PER_CODE = 20
"""Findings of one code in one document that are reported; the last of them says how many more there are."""

_FINISHED = (Status.COMPLETED, Status.CANCELLED)


class Judged(Record):
    """A finding under the settings of its project.

    gates  it fails ``milestone-ls check`` by default
    more   how many others of its code in its document it stands for, which its message then tells
    """

    code: str
    severity: Severity
    gates: bool
    finding: Finding
    more: int = 0


class Judge:
    """Asks *rules* under *settings*."""

    def __init__(self, rules: Sequence[Rule], settings: Settings) -> None:
        self.rules = [
            rule for rule in rules if _level(rule, settings) is not Severity.OFF or _is_raised(rule, settings)
        ]
        self.settings = settings
        self.narrow = tuple(rule for rule in self.rules if isinstance(rule, PartRule))
        self.wide = tuple(map(Asked.of, (rule for rule in self.rules if not isinstance(rule, PartRule))))
        self._asked: tuple[object, Mapping[str, list[tuple[Rule, Finding]]]] | None = None
        self._globs = tuple((Globs(include=(glob,)), frozenset(codes)) for glob, codes in settings.per_file.items())

    def findings(self, snapshot: Snapshot, path: str) -> tuple[Judged, ...]:
        """The findings of the document at *path* that are shown: in the order of the text, not too many of a code."""
        return limited(self.everything(snapshot, path))

    def everything(self, snapshot: Snapshot, path: str) -> tuple[Judged, ...]:
        """All findings of the document at *path*, however many, in the order of the text.

        As long as the plan has not been read to its end, only what the document says by itself is judged, so that
        nothing comes up at the start and then vanishes.
        """
        case = Case.of(snapshot, path)
        found = [(asked.rule, finding) for asked in self.wide for finding in self.of_whole(asked.rule, case)]
        return self.told([*found, *self.of_parts(case)], case)

    def of_parts(self, case: "Case") -> Iterator[tuple[Rule, Finding]]:
        """What the rules that go by parts say of a document."""
        if case.milestone is not None and case.document is not None:
            for stood, start in zip(stands(case.document), case.document.source.starts, strict=True):
                for stand in stood:
                    subject = self.subject(stand, case.milestone, case.document)
                    for rule in self.narrow:
                        for finding in rule.judge(subject):
                            yield rule, finding.down(start)

    def subject(self, stand: Stand, milestone: Milestone, document: Document) -> PartSubject:
        """One part as the rules see it that go by parts; lines count from its chunk."""
        return PartSubject(stand, milestone, self.settings, document.schema)

    def of_whole(self, rule: Rule, case: "Case") -> Iterator[Finding]:
        """What a rule that does not go by parts says of a document."""
        plan, document, milestone = case.snapshot.plan, case.document, case.milestone
        match rule:
            case FileRule():
                return (finding for trouble in case.troubles for finding in rule.judge(trouble))
            case DocumentRule() if milestone is not None and document is not None:
                return rule.judge(Subject(document, milestone, self.settings, case.wants_fixes))
            case PlanRule() if milestone is not None and plan.complete:
                return map(case.shown, rule.judge(milestone, plan))
            case ContextRule() if milestone is not None and document is not None and plan.complete:
                return map(case.shown, rule.judge(Subject(document, milestone, self.settings, case.wants_fixes), plan))
            case PageRule() if document is not None and plan.complete and case.role in rule.roles:
                return map(case.shown, rule.judge(PageSubject(document, case.path, self.settings), plan))
            case WholeRule() if plan.complete:
                said = self._of_the_plan(plan).get(case.path, ())
                return (case.shown(finding) for other, finding in said if other is rule)
            case _:
                return iter(())

    def _of_the_plan(self, plan: Plan) -> Mapping[str, list[tuple[Rule, Finding]]]:
        """What rules say that judge the plan as one, by path; they are asked once a plan, not once a path."""
        if self._asked is None or self._asked[0] is not plan.basis:
            said: dict[str, list[tuple[Rule, Finding]]] = {}
            for rule in self.rules:
                if isinstance(rule, WholeRule):
                    for path, finding in rule.judge(plan):
                        said.setdefault(path, []).append((rule, finding))
            self._asked = plan.basis, said
        return self._asked[1]

    def told(self, said: Iterable[tuple[Rule, Finding]], case: "Case") -> tuple[Judged, ...]:
        """What rules said of a document, as its project wants it told."""
        found = [judged for rule, finding in said if (judged := self._judged(rule, finding, case))]
        if case.document is not None:
            suppressions = Suppressions(case.document)
            found = [judged for judged in found if not suppressions.cover(judged.code, judged.finding.span)]
        silent = frozenset().union(
            *(codes for globs, codes in self._globs if globs.kind(case.path) is Kind.MILESTONE_CANDIDATE)
        )
        return tuple(sorted((judged for judged in found if judged.code not in silent), key=_place))

    def _judged(self, rule: Rule, finding: Finding, case: "Case") -> Judged | None:
        severity = _severity(rule, finding, self.settings)
        is_finished = case.milestone is not None and case.milestone.status in _FINISHED
        if rule.lenient and is_finished and severity is not Severity.OFF:
            severity = max(severity, Severity.HINT, key=lambda level: level.rank)
        if severity is Severity.OFF:
            return None
        gates = rule.gate and finding.severity is None and severity.rank <= Severity.WARNING.rank
        return Judged(rule.code, severity, gates, finding)


class Asked(NamedTuple):
    """A rule that is asked about whole documents, and what its answer goes by.

    sees     the value of a :class:`Sees`: what of the document
    by_plan  the plan, too
    """

    rule: Rule
    sees: int
    by_plan: bool

    @classmethod
    def of(cls, rule: Rule) -> "Asked":
        match rule:
            case FileRule():
                return cls(rule, Sees.FACTS.value, by_plan=False)
            case DocumentRule(sees=sees):
                return cls(rule, sees.value, by_plan=False)
            case ContextRule(sees=sees) | PageRule(sees=sees):
                return cls(rule, sees.value, by_plan=True)
            case _:
                return cls(rule, Sees.NOTHING.value, by_plan=True)


class Known(NamedTuple):
    """A document by itself: what it says, and what the plan takes it for."""

    document: Document | None
    milestone: Milestone | None
    troubles: tuple[Trouble, ...]
    role: Role | None


class Case(NamedTuple):
    """A document that rules are asked about, as it stands in one state of its plan.

    wants_fixes   whether the findings are to have the fixes that take long to work out
    """

    snapshot: Snapshot
    path: str
    subject: Known
    wants_fixes: bool = True

    @classmethod
    def of(cls, snapshot: Snapshot, path: str, *, wants_fixes: bool = True) -> "Case":
        plan = snapshot.plan
        document, troubles = snapshot.documents.get(path), snapshot.troubles.get(path, ())
        known = Known(document, plan.milestone(path), troubles, _role(plan, path))
        return cls(snapshot, path, known, wants_fixes)

    @property
    def document(self) -> Document | None:
        return self.subject.document

    @property
    def milestone(self) -> Milestone | None:
        return self.subject.milestone

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return self.subject.troubles

    @property
    def role(self) -> Role | None:
        return self.subject.role

    def shown(self, finding: Finding) -> Finding:
        """*finding* without the fixes that would damage a document as it is now."""
        return _with_fixes_for_the_text_as_it_is(finding, self.path, self.snapshot.held)


def _role(plan: Plan, path: str) -> Role | None:
    """What the file at *path* is to rules about pages."""
    if plan.milestone(path) is not None:
        return Role.MILESTONE
    if path in plan.indexed.files:
        return Role.INDEX
    page = plan.pages.get(path)
    return Role.COMPANION if page is not None and page.kind is PageKind.COMPANION else None


def _with_fixes_for_the_text_as_it_is(finding: Finding, path: str, held: frozenset[str]) -> Finding:
    """*finding* without the fixes that go by an earlier text of a document: they would damage it as it is now."""
    if not finding.fixes or not held:
        return finding
    kept = [fix for fix in finding.fixes if path not in held and not any(edit.path in held for edit in fix.edits)]
    return replace(finding, fixes=tuple(kept))


def fails(judged: Judged, settings: Settings) -> bool:
    """Whether a finding fails ``milestone-ls check`` under ``fail-on``: by its code, as a gate, or by its severity.

    A severity there means that one and the graver ones.
    """
    return any(
        judged.gates if condition == "gate" else condition == judged.code or _is_at_least(judged.severity, condition)
        for condition in settings.fail_on
    )


def _is_at_least(severity: Severity, condition: str) -> bool:
    return condition in list(Severity) and severity.rank <= Severity(condition).rank


_STRICTER: Mapping[Severity, Severity] = {
    Severity.OFF: Severity.WARNING,
    Severity.HINT: Severity.INFORMATION,
    Severity.INFORMATION: Severity.WARNING,
}


def _by_profile(severity: Severity, rule: Rule, settings: Settings) -> Severity:
    match settings.profile:
        case "minimal":
            # A milder case of a gate rule fails nothing.
            return severity if rule.gate and severity is rule.severity else Severity.OFF
        case "strict":
            return _STRICTER.get(severity, severity)
        case _:
            return severity


def _level(rule: Rule, settings: Settings) -> Severity:
    """The gravest severity that findings of *rule* have."""
    named = settings.severity.get(rule.code)
    return Severity(named) if named is not None else _by_profile(rule.severity, rule, settings)


def _is_raised(rule: Rule, settings: Settings) -> bool:
    return settings.severity.get(rule.code, "off") != "off"


def _severity(rule: Rule, finding: Finding, settings: Settings) -> Severity:
    level = _level(rule, settings)
    if finding.severity is None or level is Severity.OFF:
        return level
    lower = _by_profile(finding.severity, rule, settings)
    return max(level, lower, key=lambda severity: severity.rank)


def limited(found: Iterable[Judged]) -> tuple[Judged, ...]:
    """At most MOST_PER_CODE of each code, in the order of the text."""
    kept: list[Judged] = []
    for _, group in groupby(sorted(found, key=lambda judged: judged.code), key=lambda judged: judged.code):
        ordered = sorted(group, key=_place)
        kept += ordered[:MOST_PER_CODE]
        if (more := len(ordered) - MOST_PER_CODE) > 0:
            last = kept.pop()
            kept.append(
                replace(last, finding=replace(last.finding, message=last.finding.message + _told(more)), more=more)
            )
    return tuple(sorted(kept, key=_place))


def words_of(judged: Judged) -> str:
    """What a finding says of itself alone, whatever it stands for beside."""
    return judged.finding.message.removesuffix(_told(judged.more)) if judged.more else judged.finding.message


def _told(more: int) -> str:
    return f" (and {more} more)"


def _place(judged: Judged) -> tuple[Span, str]:
    return judged.finding.span, judged.code
