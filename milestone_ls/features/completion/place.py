"""Where in a document the cursor stands, as far as a line that is still being typed allows to say.

Markdown reads a half-typed line as something else: ``-`` under a sentence underlines a heading, ``**Depen`` above
``---`` is one. So what a line is meant to be is seen in the line itself, and Markdown is asked only for what stands
around it: code, tables, and the part that the line would be in if it were not there.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from milestone_ls.features.completion.items import Hole
from milestone_ls.features.snippets import Piece, Stop, as_snippet, as_text
from milestone_ls.markdown.blocks import Block, Code, Heading, Html, List, Paragraph, Quote, Table
from milestone_ls.markdown.inline import Inline, SpotKind
from milestone_ls.project.plan import Plan
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.parts import Part
from milestone_ls.template.schema import LabelSpec, Schema, SectionSpec
from milestone_ls.text import Position, Span, eol_of

CONTAINERS = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*")
BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_PIPE = re.compile(r"(?<!\\)\|")
_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}")


class Place(Record):
    """A cursor. *number* is its line, 0-based; *line* has no line end; *column* is 0-based in code points.

    snippets   whether the client knows snippets
    """

    snapshot: Snapshot
    path: str
    document: Document
    number: int
    line: str
    column: int
    snippets: bool

    @property
    def schema(self) -> Schema:
        return self.document.schema

    @property
    def plan(self) -> Plan:
        return self.snapshot.plan

    @property
    def position(self) -> Position:
        return Position(self.number, self.column)

    def hole(self, start: int, end: int, query: str | None = None) -> Hole:
        """What a suggestion for the columns *start* to *end* replaces; the cursor stands there.

        query   what is looked for, if that is not what was typed
        """
        typed = self.line[start : self.column]
        glued = start == self.column and self.line.endswith((":", ":**", ",", ";", "|"), 0, start)
        span = Span.on_line(self.number, start, end)
        return Hole(span, typed, typed if query is None else query, " " if glued else "")

    def hole_of_placeholder(self, start: int, end: int) -> Hole | None:
        """The placeholder of the template that the cursor touches between two columns: nobody looks for its words."""
        wording = self.line[start:end].strip()
        if wording in self.schema.unrated:
            at = self.line.index(wording, start)
            return self.hole(at, at + len(wording), "") if at <= self.column <= at + len(wording) else None
        for found in _PLACEHOLDER.finditer(self.line, start, end):
            if found.start() <= self.column <= found.end() and found.group() in self.schema.placeholders:
                return self.hole(*found.span(), "")
        return None

    def hole_of_value(self, start: int, end: int) -> Hole:
        """All that stands between two columns, white space around it left out unless the cursor is in it."""
        if (placeholder := self.hole_of_placeholder(start, end)) is not None:
            return placeholder
        text = self.line[start:end]
        first = min(self.column, start + len(text) - len(text.lstrip()))
        return self.hole(first, max(self.column, start + len(text.rstrip())))

    def write(self, pieces: tuple[Piece, ...]) -> tuple[str, bool]:
        """Text for the client, and whether it is a snippet."""
        if self.snippets and any(isinstance(piece, Stop) for piece in pieces):
            # The editor that expands a snippet ends its lines as the document does; a CR would end up in the text.
            return as_snippet(pieces), True
        return as_text(pieces).replace("\n", eol_of(self.document.source.chunks[0].lines)), False


def chain(place: Place) -> tuple[Block, ...]:
    """The blocks that hold the line, from the outermost to the innermost."""
    source = place.document.source
    index = source.chunk_at(place.number)
    return tuple(_holding(source.chunks[index].blocks, place.number - source.starts[index]))


def _holding(blocks: tuple[Block, ...], line: int) -> Iterator[Block]:
    for block in blocks:
        if not block.line <= line < block.end:
            continue
        yield block
        if isinstance(block, Quote):
            yield from _holding(block.blocks, line)
        elif isinstance(block, List):
            for item in block.items:
                if item.line <= line < item.end:
                    yield from _holding(item.blocks, line)
        return


def inline_at(place: Place, blocks: tuple[Block, ...]) -> tuple[Inline, int] | None:
    """The text that the cursor stands in, and the line from which its own lines count.

    blocks   the chain of blocks at the cursor
    """
    start = chunk_start(place)
    match blocks[-1] if blocks else None:
        case Paragraph(inline) | Heading(inline=inline):
            return inline, start
        case Table() as table:
            row = next((row for row in (table.header, *table.rows) if row.line + start == place.number), None)
            cell = cell_at(place)
            if row is not None and cell is not None and cell[0] < len(row.cells):
                return row.cells[cell[0]].inline, start
    return None


def chunk_start(place: Place) -> int:
    source = place.document.source
    return source.starts[source.chunk_at(place.number)]


def is_text(place: Place, blocks: tuple[Block, ...]) -> bool:
    """Whether the cursor stands in text: not in code, a link, a picture or HTML."""
    if blocks and isinstance(blocks[-1], Code | Html):
        return False
    found = inline_at(place, blocks)
    if found is None:
        return True
    inline, start = found
    spans = (spot.span.down(start) for spot in inline.spots if spot.kind is not SpotKind.STRONG)
    return not any(span.start < place.position < span.end for span in spans)


def cell_at(place: Place) -> tuple[int, int, int] | None:
    """The cell of a table's row in which the cursor stands: number, first column, and the column behind it."""
    inner = CONTAINERS.match(place.line)
    begin = inner.end() if inner else 0
    pipes = [found.start() for found in _PIPE.finditer(place.line, begin)]
    if pipes and pipes[0] == begin:
        begin = pipes.pop(0) + 1
    if place.column < begin:
        return None
    stops = [*pipes, len(place.line)]
    number = next(number for number, stop in enumerate(stops) if place.column <= stop)
    return number, stops[number - 1] + 1 if number else begin, stops[number]


class Around(NamedTuple):
    """The part that a line belongs to.

    part    with spans that count from line *start*
    specs   what the template says of its section and of those around it, the innermost first
    """

    part: Part
    start: int
    specs: tuple[SectionSpec, ...]

    @property
    def labels(self) -> tuple[LabelSpec, ...]:
        """The labels of the innermost section that has any."""
        return next((spec.labels for spec in self.specs if spec.labels), ())


def part_around(document: Document, number: int) -> Around | None:
    """What stands around line *number*; None in front matter and above everything.

    A heading that the line itself underlines, or that is underlined below it, is not there: its author did not
    mean one.
    """
    source = document.source
    for index in range(source.chunk_at(number), -1, -1):
        start = source.starts[index]
        for part in reversed(document.readings[index]):
            if start + part.line <= number and not _is_underlined(part, number - start):
                line = start + part.line
                sections = [found for found in document.sections if found.heading[0] <= line < found.end]
                return Around(part, start, tuple(found.spec for found in reversed(sections) if found.spec is not None))
    return None


def _is_underlined(part: Part, line: int) -> bool:
    heading = part.heading
    return heading is not None and heading.setext and heading.line <= line < heading.end
