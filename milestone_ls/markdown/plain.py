"""Chunks whose structure is beyond doubt, read line by line without markdown-it.

A chunk is plain if all of it is an ATX heading, paragraphs, lists of such paragraphs, tables with a pipe around every
row, closed fences and rules, each written in the usual way at the usual indentation. One line that a rule of
CommonMark could read in another way makes this module refuse the chunk. It never guesses: what it gives equals what
markdown-it gives, which a property test holds.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from milestone_ls.markdown.blocks import Block, Cell, Code, Heading, Item, List, Paragraph, Row, Rule, Table
from milestone_ls.markdown.inline import Inline
from milestone_ls.text import Position, Span

InlineOf = Callable[[Sequence[str], Sequence[Position]], Inline]
"""Reads the content of a block: its lines, and where each begins."""

_HEADING = re.compile(r"(#{1,6}) +([^ #](?:.*[^ #])?) *\Z")
# Nothing but a paragraph begins like this: no mark of a list, a quote, a table, a fence, HTML, a line under a heading.
_TEXT = r"(?:[^\s\d#>\-+*=|<`~:_]|\*{1,2}[^\s*]|_[^\W_]|`{1,2}[^`]|[0-9](?![0-9]{0,8}[.)](?: |\Z)))"
_MARKER = re.compile(rf"( *)(?:([-*+])|([0-9]{{1,9}})([.)])) (?={_TEXT})")
_BLOCK = re.compile(
    rf"(?P<text>{_TEXT})|(?P<row>\|)|(?P<rule>(?:-{{3,}}|\*{{3,}}|_{{3,}}) *\Z)|(?P<fence>(?:`{{3,}}|~{{3,}})[^`~|]*\Z)"
)
_FENCE = re.compile(r"(`+|~+)(.*)")
_DELIMITER = re.compile(r"\|(?: *:?-+:? *\|)+ *\Z")
_ATX = re.compile(r"#{1,6}(?:[ \t]|\Z)")
_DEEPEST = 40
"""The farthest column at which the content of a list begins."""


class Plain(NamedTuple):
    """The blocks of a chunk, and the first line behind it."""

    blocks: tuple[Block, ...]
    end: int


class _OddError(Exception):
    """Something that only markdown-it may read."""


def read(lines: Sequence[str], first: int, inline: InlineOf) -> Plain | None:
    """The chunk that begins on line *first*; None if it is not plain.

    lines    of the text, without their ends; what stands before *first* has no bearing on what follows
    inline   reads the content of a block
    """
    try:
        return _Chunk(lines, first, inline).read()
    except _OddError:
        return None


def next_heading(lines: Sequence[str], first: int) -> int:
    """The first line from *first* on that is an ATX heading if nothing runs over it; else the number of lines."""
    return next((at for at in range(first, len(lines)) if _is_heading(lines, at)), len(lines))


def _is_heading(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    return line.startswith("#") and _ATX.match(line) is not None and not ("|" in line and _may_delimit(lines, at + 1))


def _may_delimit(lines: Sequence[str], at: int) -> bool:
    """Whether line *at* may make the one above it the header of a table, a heading, too."""
    return at < len(lines) and lines[at].lstrip().startswith(("|", "-", ":"))


class _Chunk:
    def __init__(self, lines: Sequence[str], first: int, inline: InlineOf) -> None:
        self._lines = lines
        self._first = first
        self._at = first
        # Spaces alone, or nothing, behind the last line end are a line to us, but none to markdown-it.
        self._end = len(lines) - (not lines[-1].strip(" "))
        self._inline = inline
        self._asked = -1
        self._marker_there: re.Match[str] | None = None

    def read(self) -> Plain:
        blocks: list[Block] = [self._heading()] if _is_heading(self._lines, self._first) else []
        blocks += self._blocks(0)
        return Plain(tuple(blocks), self._at if self._at < self._end else len(self._lines))

    # Blocks. Each begins on the line at hand, and leaves the first line behind it there.

    def _blocks(self, column: int) -> list[Block]:
        """The blocks whose content begins in *column*, up to a line that stands before it, or to a heading."""
        blocks: list[Block] = []
        while self._skip_blank() and (column or not _is_heading(self._lines, self._at)):
            line = self._lines[self._at]
            if column and not line.startswith(" " * column):
                break
            marker = _MARKER.match(line, column) if column else self._marker()
            if marker is not None and len(marker[1]) < 4:
                blocks.append(self._list(marker, column))
            else:
                blocks.append(self._leaf(line, column))
        return blocks

    def _leaf(self, line: str, column: int) -> Block:
        found = _BLOCK.match(line, column)
        kind = found.lastgroup if found is not None else None
        if kind == "text":
            return self._paragraph(column)
        if column or kind is None:
            raise _OddError
        if kind == "row":
            return self._table()
        if kind == "fence":
            return self._fence()
        self._at += 1
        return Rule(self._at - 1 - self._first, self._at - self._first)

    def _heading(self) -> Heading:
        line = self._text(self._at)
        found = _HEADING.match(line)
        if found is None:
            raise _OddError
        self._at += 1
        place = Position(self._at - 1 - self._first, found.start(2))
        inline = self._inline((found[2],), (place,))
        return Heading(len(found[1]), False, inline, place.line, place.line + 1)

    def _paragraph(self, column: int) -> Paragraph:
        first = self._at
        parts = [self._text(first)[column:]]
        self._at += 1
        while self._goes_on(column):
            parts.append(self._text(self._at)[column:])
            self._at += 1
        parts[-1] = parts[-1].rstrip(" ")
        line, end = first - self._first, self._at - self._first
        inline = self._inline(parts, [Position(number, column) for number in range(line, end)])
        return Paragraph(inline, line, end)

    def _goes_on(self, column: int) -> bool:
        """Whether the line at hand belongs to the paragraph above it; nothing else may leave that open."""
        if self._at >= self._end:
            return False
        line = self._lines[self._at]
        if not line or not line.strip(" ") or _is_heading(self._lines, self._at):
            return False
        marker = self._marker()
        if marker is not None:
            indent = len(marker[1])
            # A numbered list interrupts a paragraph only from 1 on; the next item of a list around it always does.
            if indent > column + 3 or (indent >= column and marker[3] not in (None, "1")):
                raise _OddError
            return False
        block = _BLOCK.match(line, column) if line.startswith(" " * column) else None
        if block is None or block.lastgroup not in ("text", "fence") or (block.lastgroup == "fence" and column):
            raise _OddError
        return block.lastgroup == "text"

    def _list(self, marker: re.Match[str], column: int) -> List:
        first, indent = self._at, marker.end(1)
        sign = marker[2] or marker[4]
        items = [self._item(marker.end())]
        while self._at < self._end and not _is_heading(self._lines, self._at):
            following = self._marker()
            if following is None or following.end(1) < column:
                break
            if following.end(1) != indent:
                raise _OddError
            if (following[2] or following[4]) != sign:
                break  # another sign begins another list
            items.append(self._item(following.end()))
        return List(marker[2] is None, tuple(items), first - self._first, self._at - self._first)

    def _item(self, column: int) -> Item:
        if column > _DEEPEST:
            raise _OddError
        first = self._at
        blocks = (self._paragraph(column), *self._blocks(column))
        return Item(blocks, first - self._first, self._at - self._first)

    def _fence(self) -> Code:
        first = self._at
        found = _FENCE.match(self._text(first))
        assert found is not None  # noqa: S101 - the line has been found to be one
        marker = found[1]
        for at in range(first + 1, self._end):
            text = self._lines[at]
            if not text.strip().startswith(marker[:3]):
                continue
            if text.rstrip(" ").strip(marker[0]) or len(text.rstrip(" ")) < len(marker):
                raise _OddError
            self._at = at + 1
            return Code(found[2].strip(), True, first - self._first, self._at - self._first)
        raise _OddError

    def _table(self) -> Table:
        first = self._at
        if first + 1 >= self._end or not _DELIMITER.match(self._lines[first + 1]):
            raise _OddError
        header = self._row()
        if self._lines[self._at].count("|") != len(header.cells) + 1:
            raise _OddError
        self._at += 1
        rows: list[Row] = []
        while self._at < self._end and self._lines[self._at].strip(" ") and not _is_heading(self._lines, self._at):
            rows.append(self._row())
            if len(rows[-1].cells) != len(header.cells):
                raise _OddError
        return Table(header, tuple(rows), first - self._first, self._at - self._first)

    def _row(self) -> Row:
        source = self._text(self._at).rstrip(" ")
        if not (len(source) > 1 and source[0] == source[-1] == "|") or "\\" in source:
            raise _OddError
        line = self._at - self._first
        cells: list[Cell] = []
        begin = 1
        for written in source[1:-1].split("|"):
            content = written.strip(" ")
            # An empty cell is where somebody would write: behind the space that follows the pipe.
            before = len(written) - len(written.lstrip(" ")) if content else min(1, len(written))
            place = Position(line, begin + before)
            inline = self._inline((content,), (place,))
            cells.append(Cell(inline, Span(place, place.right(len(content)))))
            begin += len(written) + 1
        self._at += 1
        return Row(tuple(cells), line, len(cells))

    # Lines

    def _marker(self) -> re.Match[str] | None:
        """The mark of a list item at the beginning of the line at hand, which several ask for."""
        if self._asked != self._at:
            self._asked = self._at
            self._marker_there = _MARKER.match(self._lines[self._at])
        return self._marker_there

    def _text(self, at: int) -> str:
        """Line *at*, in which nothing hides: no tab, no control character, no space but the usual one."""
        line = self._lines[at]
        # What ends like the label of a link reference definition may be one.
        if not line.isprintable() or "]:" in line:
            raise _OddError
        return line

    def _skip_blank(self) -> bool:
        """Go to the next line that is not blank; whether there is one."""
        while self._at < self._end:
            if self._lines[self._at].strip(" "):
                return True
            self._at += 1
        return False
