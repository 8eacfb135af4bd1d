"""Findings for people: a line that editors and terminals can follow, the words that cause it, and a summary."""

from collections.abc import Iterator, Mapping

from milestone_ls.records import Record
from milestone_ls.render.excerpt import excerpt, plain
from milestone_ls.render.report import Report, Reported
from milestone_ls.rules.finding import Severity
from milestone_ls.text import Span

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_FAINT = "\x1b[2m"
_FAILS = "\x1b[1;31m"
_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFORMATION: "\x1b[1;36m",
    Severity.HINT: "\x1b[1;90m",
}
_PLURALS: Mapping[Severity, str] = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings",
    Severity.INFORMATION: "information",
    Severity.HINT: "hints",
}


class TextStyle(Record):
    """How text looks. *width*: the cells of a line that excerpts keep to."""

    colour: bool = False
    width: int = 120

    def paint(self, text: str, style: str) -> str:
        return f"{style}{text}{_RESET}" if self.colour and text else text


def report_as_text(report: Report, style: TextStyle) -> str:
    """*report* as text that ends with a line end."""
    blocks = [finding_as_text(reported, style) for reported in report.findings]
    return "\n\n".join([*blocks, summary(report, style)]) + "\n"


def summary(report: Report, style: TextStyle) -> str:
    """The last lines of a report: how many there are of what, and what fails; without a line end."""
    return "\n".join(_summary(report, style))


def finding_as_text(reported: Reported, style: TextStyle) -> str:
    """One finding, without a line end."""
    return "\n".join(_finding(reported, style))


def counted(count: int, noun: str, nouns: str = "") -> str:
    """``1 finding``, ``2 findings``, ``no findings``."""
    return f"{count or 'no'} {noun if count == 1 else nouns or noun + 's'}"


def _finding(reported: Reported, style: TextStyle) -> Iterator[str]:
    finding, colour = reported.finding, _SEVERITIES[reported.severity]
    mark = " " + style.paint("(gate)", _FAILS) if reported.fails else ""
    code = style.paint(f"{reported.severity}[{reported.code}]", colour)
    yield f"{_where(reported.path, finding.span, style)} {code} {plain(finding.message)}{mark}"
    yield from _excerpt(reported.line, finding.span, style, colour)
    for related in finding.related:
        yield f"  see {_where(related.path, related.span, style)} {plain(related.message)}"


def _where(path: str, span: Span, style: TextStyle) -> str:
    return style.paint(plain(path), _BOLD) + f":{span.start.line + 1}:{span.start.column + 1}:"


def _excerpt(line: str | None, span: Span, style: TextStyle, colour: str) -> Iterator[str]:
    """The line on which *span* begins, and marks under what of the span stands there."""
    if line is None or not line.strip():
        return
    number = str(span.start.line + 1)
    end = span.end.column if span.end.line == span.start.line else len(line)
    found = excerpt(line, span.start.column, end, style.width - len(number) - 5)
    before, below = (style.paint(text, _FAINT) for text in (f"  {number} |", f"  {' ' * len(number)} |"))
    yield f"{before} {found.before}{style.paint(found.marked, colour)}{found.after}".rstrip()
    yield f"{below} {' ' * found.indent}{style.paint('^' * found.width, colour)}"


def _summary(report: Report, style: TextStyle) -> Iterator[str]:
    found = ", ".join(
        style.paint(counted(count, severity, _PLURALS[severity]), _SEVERITIES[severity])
        for severity, count in report.severities().items()
    )
    findings = f"{counted(len(report.findings), 'finding')}{f': {found}' if found else ''}"
    yield f"{counted(report.milestones, 'milestone')}, {findings}"
    if report.mended:
        yield f"{len(report.mended)} fixed"
    if failing := report.failing_codes():
        codes = ", ".join(f"{code} ({count})" if count > 1 else code for code, count in failing.items())
        total = sum(failing.values())
        yield style.paint(f"{total} {'fails' if total == 1 else 'fail'} the check:", _FAILS) + f" {codes}"
    if report.accepted:
        yield style.paint(f"{report.accepted} accepted by the baseline", _FAINT)
    if report.unshown:
        least = max(report.unshown, key=lambda severity: severity.rank)
        counts = ", ".join(counted(count, severity, _PLURALS[severity]) for severity, count in report.unshown.items())
        yield style.paint(f"{counts} not shown (--severity {least})", _FAINT)
