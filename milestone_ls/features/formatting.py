"""Tables whose columns stand below each other (LSP 3.17, formatting and rangeFormatting); nothing else is changed.

Widths are those of a terminal's or an editor's cells: East Asian letters and emoji take two.
"""

import re
from collections.abc import Iterator

from milestone_ls.markdown.blocks import Cell, Row, Table, walk
from milestone_ls.syntax.document import Document
from milestone_ls.text import Edit, Span, cells, without_eol

_DELIMITERS = re.compile(r"(?P<before>.*?)(?=[|:-])(?P<cells>\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*)")
_MARKER = re.compile(r"[-+*>#]|\d+[.)]")
_SHORTEST = 3
"""Dashes at least between the header and the rows: fewer are taken for something else by some."""


def table_edits(document: Document, first: int = 0, end: int | None = None) -> Iterator[Edit]:
    """The edits that align the tables of which a line stands in lines *first* to *end* (0-based, half-open).

    One edit a line that changes. A row that has no cells, or more than the header, is left alone, and so is a table
    whose line of dashes is none to us.
    """
    end = document.source.line_count if end is None else end
    for part, start in document.parts():
        for table in (block for block in walk(part.blocks) if isinstance(block, Table)):
            if start + table.line < end and first < start + table.end:
                yield from _aligned(document, table, start)


def _aligned(document: Document, table: Table, start: int) -> Iterator[Edit]:
    dashes = start + table.line + 1
    found = _DELIMITERS.fullmatch(without_eol(document.source.line(dashes)))
    rows = [row for row in (table.header, *table.rows) if 0 < row.written <= len(row.cells)]
    if found is None or table.header not in rows or any(_may_begin_a_block(document, row, start) for row in rows):
        return
    signs = [sign.strip() for sign in found["cells"].strip().strip("|").split("|")]
    texts = [_texts(document, row, start) for row in rows]
    widths = [
        max(_SHORTEST, *(cells(row[column]) for row in texts if column < len(row))) for column in range(len(signs))
    ]
    for row, written in zip(rows, texts, strict=True):
        padded = map(_padded, written, widths, signs)
        yield from _line_edit(document, row.line + start, f"{_before(document, row, start)}| {' | '.join(padded)} |")
    yield from _line_edit(document, dashes, f"{found['before']}| {' | '.join(map(_dashes, signs, widths))} |")


def _may_begin_a_block(document: Document, row: Row, start: int) -> bool:
    """Whether a row without a pipe before it begins as a list, a quote or a heading would: a pipe makes it another."""
    line = document.source.line(row.line + start)
    column, _ = _extent(line, row.cells[0])
    return not line[:column].rstrip(" \t").endswith("|") and _MARKER.match(line, column) is not None


def _texts(document: Document, row: Row, start: int) -> list[str]:
    """What the cells of a row have in the source; those that the row itself does not write are none."""
    line = document.source.line(row.line + start)
    extents = (_extent(line, cell) for cell in row.cells[: row.written])
    return [line[begin:end] for begin, end in extents]


def _extent(line: str, cell: Cell) -> tuple[int, int]:
    """The columns of a cell, with the blanks at its ends that GFM does not strip: no-break and ideographic spaces."""
    begin, end = cell.span.start.column, cell.span.end.column
    behind = without_eol(line)[end:]
    first, last = len(line[:begin].rstrip()), end + len(behind) - len(behind.lstrip())
    blanks_and_text = line[first:last]
    if not blanks_and_text.strip(" \t"):
        return begin, end
    return last - len(blanks_and_text.lstrip(" \t")), first + len(blanks_and_text.rstrip(" \t"))


def _before(document: Document, row: Row, start: int) -> str:
    """What stands before a row: the signs of a quote or a list, and spaces."""
    line = document.source.line(row.line + start)
    before = line[: _extent(line, row.cells[0])[0]]
    head = before.rstrip(" \t")
    return head.removesuffix("|") if head.endswith("|") else before


def _padded(text: str, width: int, sign: str) -> str:
    room = width - cells(text)
    if sign.startswith(":") and sign.endswith(":") and len(sign) > 1:
        return f"{' ' * (room // 2)}{text}{' ' * (room - room // 2)}"
    return f"{' ' * room}{text}" if sign.endswith(":") else f"{text}{' ' * room}"


def _dashes(sign: str, width: int) -> str:
    left, right = sign.startswith(":"), sign.endswith(":")
    return f"{':' * left}{'-' * (width - left - right)}{':' * right}"


def _line_edit(document: Document, line: int, text: str) -> Iterator[Edit]:
    old = without_eol(document.source.line(line))
    if old.rstrip(" \t") != text.rstrip(" \t"):
        yield Edit(Span.on_line(line, 0, len(old)), text)
