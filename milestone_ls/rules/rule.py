"""What a rule is: a code, a severity and a judgement, with the page that its module's docstring is."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from typing import TypeAlias

from milestone_ls.config import Settings
from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.project.trouble import Trouble
from milestone_ls.records import Record
from milestone_ls.rules.finding import Finding, Fix, Severity
from milestone_ls.syntax.change import EVERYTHING, Sees, Stand
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.parts import Part
from milestone_ls.template.schema import Schema
from milestone_ls.text import Span, without_eol


class Subject(Record):
    """A milestone document, as a rule that needs no other document sees it.

    wants_fixes   whether anybody is to mend what is found
    """

    document: Document
    milestone: Milestone
    settings: Settings
    wants_fixes: bool = True

    @property
    def schema(self) -> Schema:
        return self.document.schema

    @property
    def path(self) -> str:
        return self.milestone.path

    def fixes(self, found: Iterable[Fix]) -> tuple[Fix, ...]:
        """*found*, which is not worked out where nobody wants it."""
        return tuple(found) if self.wants_fixes else ()


class PartSubject(Record):
    """A part of a milestone document, as a rule sees it that needs nothing else of it. Lines count from its chunk.

    milestone   what the fixes may go by, and nothing else
    """

    stand: Stand
    milestone: Milestone
    settings: Settings
    schema: Schema

    @property
    def path(self) -> str:
        return self.milestone.path

    @property
    def part(self) -> Part:
        return self.stand.part

    @property
    def section(self) -> Part | None:
        """The part, if it is a section: behind the title, with a heading."""
        return self.stand.part if self.stand.is_section else None

    def text_of(self, span: Span) -> str:
        """What stands in *span* on its first line."""
        return without_eol(self.stand.passage(span)[0])


class Role(Enum):
    """What a file of the plan is to a rule about pages."""

    MILESTONE = auto()
    INDEX = auto()
    COMPANION = auto()


class PageSubject(Record):
    """A Markdown file of the plan, as a rule sees it that judges more than milestones."""

    document: Document
    path: str
    settings: Settings

    @property
    def schema(self) -> Schema:
        return self.document.schema


FileJudgement: TypeAlias = Callable[[Trouble], Iterator[Finding]]
PartJudgement: TypeAlias = Callable[[PartSubject], Iterator[Finding]]
DocumentJudgement: TypeAlias = Callable[[Subject], Iterator[Finding]]
PlanJudgement: TypeAlias = Callable[[Milestone, Plan], Iterator[Finding]]
ContextJudgement: TypeAlias = Callable[[Subject, Plan], Iterator[Finding]]
PageJudgement: TypeAlias = Callable[[PageSubject, Plan], Iterator[Finding]]
WholeJudgement: TypeAlias = Callable[[Plan], Iterator[tuple[str, Finding]]]


class _Rule(Record):
    """What every rule has.

    severity   the gravest that its findings have, unless settings say otherwise
    gate       whether findings of that severity fail ``milestone-ls check``
    lenient    it is about absent, empty or unfilled parts: only a hint in what is completed or cancelled
    page       what the rule is about, with examples
    """

    code: str
    severity: Severity
    gate: bool
    lenient: bool
    page: str


class FileRule(_Rule):
    """Tells of a file that could not be read as what it is."""

    judge: FileJudgement


class PartRule(_Rule):
    """Judges one part of a document by itself; the lines of its findings count from the part's chunk."""

    judge: PartJudgement


class DocumentRule(_Rule):
    """Judges one document by itself. *sees*: what of it places, words and severities of its findings go by.

    What the fixes go by is not among it: they are worked out anew when somebody asks for them.
    """

    judge: DocumentJudgement
    sees: Sees


class PlanRule(_Rule):
    """Judges one milestone by the whole plan."""

    judge: PlanJudgement


class ContextRule(_Rule):
    """Judges one milestone by the whole plan, and needs its text to do so or to mend it.

    *sees* as of document rules.
    """

    judge: ContextJudgement
    sees: Sees


class PageRule(_Rule):
    """Judges a file of one of *roles* by the whole plan: index files and companions repeat what milestones say.

    *sees* as of document rules.
    """

    judge: PageJudgement
    roles: frozenset[Role]
    sees: Sees


class WholeRule(_Rule):
    """Judges the plan as one; its findings come with the path of the document where they stand."""

    judge: WholeJudgement


Rule: TypeAlias = FileRule | PartRule | DocumentRule | PlanRule | ContextRule | PageRule | WholeRule


def file_rule(code: str, severity: Severity, *, gate: bool = False) -> Callable[[FileJudgement], FileRule]:
    return lambda judge: FileRule(code, severity, gate, lenient=False, page=_page(judge), judge=judge)


def part_rule(
    code: str, severity: Severity, *, gate: bool = False, lenient: bool = False
) -> Callable[[PartJudgement], PartRule]:
    return lambda judge: PartRule(code, severity, gate, lenient=lenient, page=_page(judge), judge=judge)


def document_rule(
    code: str, severity: Severity, *, sees: Sees = EVERYTHING, gate: bool = False, lenient: bool = False
) -> Callable[[DocumentJudgement], DocumentRule]:
    return lambda judge: DocumentRule(code, severity, gate, lenient=lenient, page=_page(judge), judge=judge, sees=sees)


def plan_rule(code: str, severity: Severity, *, gate: bool = False) -> Callable[[PlanJudgement], PlanRule]:
    return lambda judge: PlanRule(code, severity, gate, lenient=False, page=_page(judge), judge=judge)


def context_rule(
    code: str, severity: Severity, *, sees: Sees = EVERYTHING, gate: bool = False
) -> Callable[[ContextJudgement], ContextRule]:
    return lambda judge: ContextRule(code, severity, gate, lenient=False, page=_page(judge), judge=judge, sees=sees)


def page_rule(
    code: str, severity: Severity, *roles: Role, sees: Sees = EVERYTHING, gate: bool = False
) -> Callable[[PageJudgement], PageRule]:
    return lambda judge: PageRule(
        code, severity, gate, lenient=False, page=_page(judge), judge=judge, roles=frozenset(roles), sees=sees
    )


def whole_rule(code: str, severity: Severity, *, gate: bool = False) -> Callable[[WholeJudgement], WholeRule]:
    return lambda judge: WholeRule(code, severity, gate, lenient=False, page=_page(judge), judge=judge)


def _page(judge: Callable[..., object]) -> str:
    """The docstring of the module in which a judgement stands."""
    return str(judge.__globals__["__doc__"] or "").strip() + "\n"
