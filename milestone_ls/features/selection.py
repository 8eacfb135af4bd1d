"""Ever wider stretches around a place (LSP 3.17, textDocument/selectionRange).

From the word over the cell or the line of a list item to the item, the block, the section and the document.
"""

import re
from collections.abc import Iterator

from milestone_ls.markdown.blocks import Block, List, Quote, Table
from milestone_ls.syntax.document import Document
from milestone_ls.text import Position, Span, without_eol

_WORD = re.compile(r"[\w-]+(?:\.[\w-]+)*")


def selections(document: Document, position: Position) -> tuple[Span, ...]:
    """The stretches that hold *position*, the narrowest first; each lies in the next, and the last is all."""
    found: list[Span] = []
    for span in sorted(
        _around(document, position), key=lambda span: (_lines(span), span.end.column - span.start.column)
    ):
        if span.touches(position) and (not found or (_holds(span, found[-1]) and span != found[-1])):
            found.append(span)
    return tuple(found)


def _around(document: Document, position: Position) -> Iterator[Span]:
    line = without_eol(document.source.line(position.line))
    for word in _WORD.finditer(line):
        if word.start() <= position.column <= word.end():
            yield Span.on_line(position.line, *word.span())
    if line.strip():
        yield Span.on_line(position.line, len(line) - len(line.lstrip()), len(line.rstrip()))
    for part, start in document.parts():
        if start + part.line <= position.line < start + part.end:
            for block in part.blocks:
                yield from _in_block(document, block, start)
    for section in document.sections:
        if section.heading[0] <= position.line < section.end:
            yield _whole_lines(document, section.heading[0], section.end)
    yield Span(Position(0, 0), document.source.end())


def _in_block(document: Document, block: Block, start: int) -> Iterator[Span]:
    yield _whole_lines(document, block.line + start, block.end + start)
    match block:
        case Table():
            for row in (block.header, *block.rows):
                yield from (cell.span.down(start) for cell in row.cells)
        case List():
            for item in block.items:
                yield _whole_lines(document, item.line + start, item.end + start)
                for inner in item.blocks:
                    yield from _in_block(document, inner, start)
        case Quote():
            for inner in block.blocks:
                yield from _in_block(document, inner, start)
        case _:
            pass


def _whole_lines(document: Document, first: int, end: int) -> Span:
    """Lines *first* to *end*, without blank ones at the end and the last line's end."""
    last = end - 1
    while last > first and not document.source.line(last).strip():
        last -= 1
    return Span(Position(first, 0), Position(last, len(without_eol(document.source.line(last)))))


def _lines(span: Span) -> int:
    return span.end.line - span.start.line


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
