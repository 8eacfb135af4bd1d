"""How a metadata field is written beside another one, in the form that this has.

A line of a paragraph, in a quote, too; a bullet; a row of a two-column table. Which neighbour it is, is decided in
:mod:`milestone_ls.syntax.placement`.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise

from milestone_ls.markdown.blocks import Block, Item, List, Quote, Table
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document, Field
from milestone_ls.syntax.inserting import eol_of_document, last_text_line
from milestone_ls.text import Edit, Position, Span, without_eol

_MARKS = re.compile(r"[*_]*\Z")
_BREAK = re.compile(r"(?: {2,}|\\)\Z")
_USUAL_BREAK = "  "


class _Kind(Enum):
    LINE = auto()
    BULLET = auto()
    ROW = auto()


class _Form(Record):
    """How a field stands in its document.

    prefix   what stands before the name's markup on its line: a quote's sign, a bullet, a table's bar
    marks    the markup around the name
    colon    ``:`` behind the markup, ``:`` inside it, or none
    first    the line of its name, last: that of the last that hangs on it; both 0-based
    apart    a blank line must follow before the next field
    """

    kind: _Kind
    prefix: str
    marks: str
    colon: str
    inside: bool
    first: int
    last: int
    apart: bool = False
    closing: str = ""

    def line(self, name: str, value: str) -> str:
        """The line of another field in this form."""
        shown = self.marks + (name + self.colon + self.marks if self.inside else name + self.marks + self.colon)
        if self.kind is _Kind.ROW:
            escaped = value.replace("|", "\\|")
            return f"{self.prefix}{shown} | {escaped}{self.closing}"
        return f"{self.prefix}{shown} {value}".rstrip()

    @property
    def blank(self) -> str:
        """A blank line between fields of this form."""
        return self.prefix.rstrip() if ">" in self.prefix else ""


def below(document: Document, neighbour: Field, name: str, value: str) -> Edit:
    """The edit that puts a field under *neighbour* and whatever hangs on it."""
    form, eol = _form(document, neighbour), eol_of_document(document)
    tail = without_eol(document.source.line(form.last))
    place = Position(form.last, len(tail))
    line = form.line(name, value)
    if form.kind is not _Kind.LINE:
        return Edit(Span(place, place), eol + line)
    if form.apart:
        return Edit(Span(place, place), f"{eol}{form.blank}{eol}{line}")
    own = _BREAK.search(tail)
    return Edit(Span(place, place), f"{eol}{line}{own.group()}" if own else f"{_break(document)}{eol}{line}")


def above(document: Document, neighbour: Field, name: str, value: str) -> Edit:
    """The edit that puts a field above *neighbour*; under it where that is a table's header."""
    form, eol = _form(document, neighbour), eol_of_document(document)
    if form.kind is _Kind.ROW and form.last > form.first:  # the header: nothing goes above it
        return below(document, neighbour, name, value)
    line = form.line(name, value)
    if form.kind is _Kind.LINE:
        line += f"{eol}{form.blank}" if form.apart else _break(document)
    return Edit(Span.on_line(form.first, 0, 0), line + eol)


def _form(document: Document, field: Field) -> _Form:
    source, first = document.source, field.name_span.start.line
    text = without_eol(source.line(first))
    before, behind = text[: field.name_span.start.column], text[field.name_span.end.column :]
    found = _MARKS.search(before)
    marks = found.group() if found else ""
    inside = bool(marks) and behind.lstrip().startswith(":")
    colon = ":" if inside or behind[len(marks) :].lstrip().startswith(":") else ""
    kind, last = _extent(document, field)
    return _Form(
        kind=kind,
        prefix=before[: len(before) - len(marks)],
        marks=marks,
        colon=colon,
        inside=inside,
        first=first,
        last=last,
        apart=_stand_apart(document) or last > max(first, field.value_span.end.line),
        closing=" |" if text.rstrip().endswith("|") else "",
    )


def _extent(document: Document, field: Field) -> tuple[_Kind, int]:
    """What kind of line a field is, and the last line that hangs on it."""
    first, last = field.name_span.start.line, max(field.name_span.end.line, field.value_span.end.line)
    for blocks, start in _head(document):
        held = list(_holding(blocks, first - start))
        table = next((block for block in held if isinstance(block, Table)), None)
        if table is not None:
            return _Kind.ROW, first + 1 if table.header.line == first - start else first
        item = next((block for block in reversed(held) if isinstance(block, Item)), None)
        if item is not None and item.line == first - start:
            return _Kind.BULLET, last_text_line(document, start + item.end)
        if not field.value and (hanging := _list_at(blocks, last + 1 - start)) is not None:
            return _Kind.LINE, last_text_line(document, start + hanging.end)
    return _Kind.LINE, last


def _head(document: Document) -> Iterator[tuple[tuple[Block, ...], int]]:
    """The blocks of the head with the lines from which theirs count."""
    end = document.head_end
    for part, start in document.parts():
        if start + part.line >= end:
            return
        yield part.blocks, start


def _holding(blocks: tuple[Block, ...], line: int) -> Iterator[Block | Item]:
    """The blocks and list items that hold a line, the outer before the inner."""
    for block in blocks:
        if block.line <= line < block.end:
            yield block
            if isinstance(block, Quote):
                yield from _holding(block.blocks, line)
            for item in block.items if isinstance(block, List) else ():
                if item.line <= line < item.end:
                    yield item
                    yield from _holding(item.blocks, line)


def _list_at(blocks: tuple[Block, ...], line: int) -> List | None:
    """The list that begins on a line: it says what the field above it does not."""
    return next((block for block in blocks if isinstance(block, List) and block.line == line), None)


def _stand_apart(document: Document) -> bool:
    """Whether blank lines stand between the fields."""
    places = [(field.name_span.start.line, field.value_span.end.line) for field in document.fields]
    return len(places) > 1 and all(after[0] - before[1] > 1 for before, after in pairwise(places))


def _break(document: Document) -> str:
    """What makes the next field begin a line of its own where it is shown."""
    for field in document.fields:
        found = _BREAK.search(without_eol(document.source.line(field.value_span.end.line)))
        if found is not None:
            return found.group()
    return _USUAL_BREAK if len(document.fields) == 1 else ""
