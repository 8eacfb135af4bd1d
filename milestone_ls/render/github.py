"""Findings as annotations of a GitHub Actions run: workflow commands, one a line, and the summary for its log.

The escaping is that of the toolkit's documentation: ``%``, CR and LF in a message, ``:`` and ``,`` besides in a
property. Nothing of a document can begin a command, for each of its line ends is escaped.
"""

from milestone_ls.render.excerpt import plain
from milestone_ls.render.report import Report, Reported
from milestone_ls.render.text import TextStyle, summary
from milestone_ls.rules.finding import Severity
from milestone_ls.text import Span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_LINE_END = "%0A"


def report_as_commands(report: Report) -> str:
    """*report* as workflow commands, and the summary behind them; paths go from the top of the repository."""
    commands = [_command(reported) for reported in report.findings]
    return "\n".join([*commands, summary(report, TextStyle())]) + "\n"


def _command(reported: Reported) -> str:
    finding = reported.finding
    properties = {
        "file": reported.path,
        **_place(finding.span),
        "title": f"{reported.code} (gate)" if reported.fails else reported.code,
    }
    level = _LEVELS.get(reported.severity, "notice")
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    lines = [
        finding.message,
        *(
            f"see {related.path}:{related.span.start.line + 1}:{related.span.start.column + 1}: {related.message}"
            for related in finding.related
        ),
    ]
    return f"::{level} {given}::{_LINE_END.join(_data(plain(line)) for line in lines)}"


def _place(span: Span) -> dict[str, str]:
    """Lines and columns from 1. Columns only on one line: GitHub takes them for nothing else."""
    place = {"line": str(span.start.line + 1), "endLine": str(span.end.line + 1)}
    if span.start.line == span.end.line:
        place |= {"col": str(span.start.column + 1), "endColumn": str(span.end.column + 1)}
    return place


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", _LINE_END)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
