r"""Positions in text: lines, columns, spans, edits, and the columns that clients count in.

Everything inside speaks of 0-based lines and of columns in code points. Only this module knows that a
client may count in UTF-8 or UTF-16 units, and only it knows what ends a line: ``\n``, ``\r\n`` or ``\r``
and nothing else (LSP 3.17, Text Documents). ``str.splitlines`` also cuts at form feeds, U+0085 and U+2028,
which would move every later position.
"""

import re
from bisect import bisect_right, insort
from collections.abc import Iterable
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple, Protocol


class Encoding(StrEnum):
    """The unit of a client's columns (LSP 3.17, PositionEncodingKind)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Position(NamedTuple):
    """A place between two characters: *line* and *column* 0-based, the column in code points."""

    line: int
    column: int

    def down(self, lines: int) -> "Position":
        return Position(self.line + lines, self.column)

    def right(self, columns: int) -> "Position":
        return Position(self.line, self.column + columns)


class Span(NamedTuple):
    """A half-open stretch of text: *end* is the first position that no longer belongs to it."""

    start: Position
    end: Position

    @classmethod
    def on_line(cls, line: int, start: int, end: int) -> "Span":
        return cls(Position(line, start), Position(line, end))

    def down(self, lines: int) -> "Span":
        """The same span in a text that has *lines* more lines above it."""
        if not lines:
            return self
        (first, start), (last, end) = self
        return Span(Position(first + lines, start), Position(last + lines, end))

    def touches(self, position: Position) -> bool:
        """Whether a cursor at *position* stands in the span or at one of its ends."""
        return self.start <= position <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether something stands in both; spans that only meet do not overlap."""
        return self.start < other.end and other.start < self.end


class Taken:
    """Stretches of one text that are spoken for, to be asked about many others."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        # In order, and none overlaps another: then their ends are in order, too.
        self._spans: list[Span] = []
        for span in sorted(spans):
            if self._spans and self._spans[-1].overlaps(span):
                last = self._spans.pop()
                span = Span(last.start, max(last.end, span.end))  # noqa: PLW2901 - they are one from here on
            self._spans.append(span)

    def is_free(self, span: Span) -> bool:
        """Whether *span* overlaps nothing that is taken."""
        number = bisect_right(self._spans, span.start, key=_end)
        return number == len(self._spans) or not self._spans[number].overlaps(span)

    def take(self, span: Span) -> bool:
        """Take *span* if it is free; whether it was."""
        if self.is_free(span):
            insort(self._spans, span)
            return True
        return False


def _end(span: Span) -> Position:
    return span.end


class Edit(NamedTuple):
    """Replace what stands in *span* by *text*."""

    span: Span
    text: str


class NumberedLines(Protocol):
    """A text by its lines, which keep their ends."""

    @property
    def line_count(self) -> int: ...

    def line(self, number: int) -> str: ...


class Excerpt(NamedTuple):
    """Some lines of a text, with their ends: those from number *first* (0-based) on."""

    first: int
    lines: tuple[str, ...]

    @property
    def line_count(self) -> int:
        """The number of the first line behind them."""
        return self.first + len(self.lines)

    def line(self, number: int) -> str:
        """Line *number* of the text; empty where it is none of these."""
        return self.lines[number - self.first] if self.first <= number < self.line_count else ""


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_FIRST_EOL = re.compile(r"\r\n|\n|\r")
_EOL = re.compile(r"(?:\r\n|\n|\r)\Z")


def split_lines(text: str) -> list[str]:
    """The lines of *text* with their ends; the last one has none and may be empty, so there is always one."""
    if "\r" not in text:
        *whole, last = text.split("\n")
        return [*[f"{line}\n" for line in whole], last]
    lines = _LINE.findall(text)
    if not lines or lines[-1][-1] in "\r\n":
        lines.append("")
    return lines


def without_eol(line: str) -> str:
    """*line* without its line end."""
    return line.rstrip("\r\n") if line[-1:] in ("\r", "\n") else line


def eol_of(lines: Iterable[str]) -> str:
    r"""The line end that the text uses: that of its first line that has one, else ``\n``."""
    for line in lines:
        if end := _EOL.search(line):
            return end.group()
    return "\n"


def first_eol(text: str) -> str:
    r"""The line end that *text* uses, as :func:`eol_of` tells it of lines."""
    found = _FIRST_EOL.search(text)
    return found.group() if found is not None else "\n"


def column(line: str, units: int, encoding: Encoding) -> int:
    """Code-point column of a client column.

    units     0-based, in code units of *encoding*; past the end of the line means its end (LSP 3.17, Position)
    returns   0-based index into *line*; inside a surrogate pair or a UTF-8 sequence: the start of that character
    """
    line = without_eol(line)
    if encoding is Encoding.UTF32 or line.isascii():
        return max(0, min(units, len(line)))
    passed = 0
    for index, character in enumerate(line):
        passed += _width(character, encoding)
        if passed > units:
            return index
    return len(line)


def units(line: str, column: int, encoding: Encoding) -> int:
    """Client column of a code-point column; the inverse of :func:`column` for columns inside the line."""
    head = line[:column]
    if encoding is Encoding.UTF32 or head.isascii():
        return len(head)
    return sum(_width(character, encoding) for character in head)


def _width(character: str, encoding: Encoding) -> int:
    point = ord(character)
    if encoding is Encoding.UTF16:
        return 2 if point > 0xFFFF else 1
    return 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4


def cells(text: str) -> int:
    """How many cells a text without control characters takes on a screen: East Asian letters and emoji take two."""
    if text.isascii():
        return len(text)
    # Loads with the first line that needs it.
    from wcwidth import wcswidth  # noqa: PLC0415

    return max(0, wcswidth(text))


def changed_lines(before: str, after: str) -> Edit:
    """The edit of *before* that makes *after* of it and leaves the lines that both begin and end with alone."""
    old, new = split_lines(before), split_lines(after)
    shorter = min(len(old), len(new))
    # The last line has no end: an edit of whole lines cannot stop behind it.
    head = next((at for at in range(shorter - 1) if old[at] != new[at]), shorter - 1)
    most = shorter - head
    tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    if tail:
        return Edit(Span(Position(head, 0), Position(len(old) - tail, 0)), "".join(new[head : len(new) - tail]))
    return Edit(Span(Position(head, 0), Position(len(old) - 1, len(old[-1]))), "".join(new[head:]))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """*text* after *edits*, all of which speak of the text as it was.

    Edits that insert at one place keep their order; positions behind the end of a line or of the text mean that end.
    Raises ValueError if two edits overlap.
    """
    lines = split_lines(text)
    starts = [0, *accumulate(map(len, lines))]

    def offset(place: Position) -> int:
        if place.line >= len(lines):
            return len(text)
        return starts[place.line] + min(place.column, len(without_eol(lines[place.line])))

    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start = offset(edit.span.start)
        end = max(start, offset(edit.span.end))
        if start < done:
            raise ValueError(f"edits overlap at line {edit.span.start.line + 1}")
        pieces += (text[done:start], edit.text)
        done = end
    return "".join((*pieces, text[done:]))
