"""Reports made by hand."""

from milestone_ls.records import replace
from milestone_ls.render.report import Looked, Report, Reported
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.text import Span

PLAIN = Reported(
    code="dead-link",
    severity=Severity.WARNING,
    fails=False,
    path="docs/M1.md",
    milestone="M1",
    finding=Finding(Span.on_line(4, 2, 6), "no such file"),
    line="a [link](gone.md)",
    fingerprint="0123456789abcdef:1",
)


def reported(**changes: object) -> Reported:
    return replace(PLAIN, **changes)  # type: ignore[arg-type]  # names are checked by dataclasses


def report(*findings: Reported, milestones: int = 3) -> Report:
    looked = {found.path: Looked(found.path, "docs", found.milestone) for found in findings}
    return Report(milestones, findings, documents=tuple(looked.values()))
