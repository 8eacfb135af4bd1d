"""The findings of a check as plain data: all that any way of writing them down needs to know."""

from collections import Counter
from collections.abc import Mapping

from milestone_ls.records import Record, field
from milestone_ls.rules.finding import Finding, Severity


class Reported(Record):
    """A finding with where its reader finds it.

    fails        it makes the check fail, under the project's ``fail-on``
    path         as its reader names the file, with ``/`` between names; so are those inside *finding*
    milestone    the ID of the document's milestone, None where it is none
    line         the line on which the finding begins, without its end; None for a file that was not read
    fingerprint  stays as it is when lines move, and is that of no other finding
    """

    code: str
    severity: Severity
    fails: bool
    path: str
    milestone: str | None
    finding: Finding
    line: str | None = None
    fingerprint: str = ""


class Looked(Record):
    """A document that was looked at: *path* and the folder of its *plan* as their reader names them."""

    path: str
    plan: str
    milestone: str | None


class Mended(Record):
    """A fix that was made: *path* of the first file that it edits, as its reader names it."""

    path: str
    title: str


class Report(Record):
    """What one check found.

    milestones  how many were looked at
    findings    those to be shown, by path and place
    unshown     how many others there are, by severity; none of them fails
    documents   the documents that were looked at, milestones or not, by plan and path
    accepted    how many others a baseline accepts; None without one
    mended      the fixes that were made; None where none were asked for
    """

    milestones: int
    findings: tuple[Reported, ...]
    unshown: Mapping[Severity, int] = field(default_factory=dict)
    documents: tuple[Looked, ...] = ()
    accepted: int | None = None
    mended: tuple[Mended, ...] | None = None

    @property
    def fails(self) -> bool:
        return any(reported.fails for reported in self.findings)

    def severities(self) -> Mapping[Severity, int]:
        """How many findings are shown, by severity, the gravest first."""
        counts = Counter(reported.severity for reported in self.findings)
        return {severity: counts[severity] for severity in Severity if counts[severity]}

    def failing_codes(self) -> Mapping[str, int]:
        """How many findings fail, by code."""
        counts = Counter(reported.code for reported in self.findings if reported.fails)
        return dict(sorted(counts.items()))
