"""Engine positions as a client counts them, and back: the only place where both are spoken of.

Plain dicts go out where many are sent (diagnostics, completion items): lsprotocol's types cost more to make and
to write than all the rest of an answer.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeAlias

from lsprotocol import types

from milestone_ls.rules.finding import Severity
from milestone_ls.rules.judging import Judged
from milestone_ls.text import Edit, Encoding, NumberedLines, Position, Span, column, split_lines, units, without_eol

Json: TypeAlias = dict[str, Any]

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error.value,
    Severity.WARNING: types.DiagnosticSeverity.Warning.value,
    Severity.INFORMATION: types.DiagnosticSeverity.Information.value,
    Severity.HINT: types.DiagnosticSeverity.Hint.value,
}
SOURCE_NAME = "milestone-ls"


class Lines(NumberedLines, Protocol):
    """A whole text by its lines; a document's source is one."""

    @property
    def text(self) -> str: ...


class PlainLines:
    """The lines of a text that is no document: a configuration, or what stands between two changes."""

    def __init__(self, text: str) -> None:
        self._lines = split_lines(text)

    @property
    def line_count(self) -> int:
        return len(self._lines)

    @property
    def text(self) -> str:
        return "".join(self._lines)

    def line(self, number: int) -> str:
        return self._lines[number] if number < len(self._lines) else ""

    def apply(self, edit: Edit) -> None:
        """Change the lines that *edit* touches; its span lies in the text, or ends on the line behind it."""
        (first, column), (last, last_column) = edit.span
        head = self._lines[first][:column]
        if first and not head and self._lines[first - 1].endswith("\r"):
            first -= 1  # a lone CR and a LF that now follows it become one line end
            head = self._lines[first]
        tail = self.line(last)[last_column:]
        new = split_lines(head + edit.text + tail)
        if last + 1 < len(self._lines):
            new.pop()  # what split_lines adds behind the last line end
        self._lines[first : last + 1] = new


def position_in(lines: Lines, position: types.Position, encoding: Encoding) -> Position:
    """The engine's position for a client's, which may lie behind the end of a line or of the text."""
    if position.line >= lines.line_count:
        last = lines.line_count - 1
        return Position(last, len(without_eol(lines.line(last))))
    return Position(position.line, column(lines.line(position.line), position.character, encoding))


def edits_in(
    lines: Lines, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: Encoding
) -> Iterator[Edit]:
    """The client's changes as edits, each of which speaks of the text that the one before it left.

    lines   of the document before the first change
    """
    between: PlainLines | None = None
    for number, change in enumerate(changes):
        now: Lines = between or lines
        if isinstance(change, types.TextDocumentContentChangePartial):
            start = position_in(now, change.range.start, encoding)
            span = Span(start, max(start, position_in(now, change.range.end, encoding)))
        else:
            span = Span(Position(0, 0), Position(now.line_count, 0))
        edit = Edit(span, change.text)
        yield edit
        if number + 1 < len(changes):
            between = between or PlainLines(lines.text)
            between.apply(edit)


def range_out(lines: NumberedLines, span: Span, encoding: Encoding) -> Json:
    """A client's range for a span."""
    (first, start), (last, end) = span
    if first != last:
        return {"start": position_out(lines, span.start, encoding), "end": position_out(lines, span.end, encoding)}
    line = lines.line(first)  # one look for both ends, as most spans have them
    return {
        "start": {"line": first, "character": units(line, start, encoding)},
        "end": {"line": first, "character": units(line, end, encoding)},
    }


def position_out(lines: NumberedLines, position: Position, encoding: Encoding) -> Json:
    """A client's position for ours."""
    return {"line": position.line, "character": units(lines.line(position.line), position.column, encoding)}


def diagnostic_out(judged: Judged, lines: Lines, encoding: Encoding, related: Sequence[Json] = ()) -> Json:
    """An LSP Diagnostic; *related* only where the client understands related information."""
    diagnostic: Json = {
        "range": range_out(lines, judged.finding.span, encoding),
        "severity": _SEVERITIES[judged.severity],
        "code": judged.code,
        "source": SOURCE_NAME,
        "message": judged.finding.message,
    }
    if related:
        diagnostic["relatedInformation"] = list(related)
    return diagnostic
