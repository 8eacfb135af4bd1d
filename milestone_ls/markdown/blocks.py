"""The blocks of CommonMark with GFM tables, as plain data.

Lines are 0-based and relative to the chunk that holds the block (see :mod:`milestone_ls.markdown.chunks`);
``end`` is the first line behind the block.
"""

from collections.abc import Iterator

from milestone_ls.markdown.inline import Inline
from milestone_ls.records import Record
from milestone_ls.text import Span


class Heading(Record):
    level: int
    setext: bool
    inline: Inline
    line: int
    end: int


class Paragraph(Record):
    inline: Inline
    line: int
    end: int


class Code(Record):
    """A code block; *info* is None for an indented one, *closed* is False where a fence was never closed."""

    info: str | None
    closed: bool
    line: int
    end: int


class Html(Record):
    text: str
    line: int
    end: int


class Cell(Record):
    inline: Inline
    span: Span


class Row(Record):
    """As many cells as the header has; what stands beyond them is not part of the table (GFM 4.10).

    written   how many cells somebody wrote: fewer, where empty ones were added, or more
    """

    cells: tuple[Cell, ...]
    line: int
    written: int


class Table(Record):
    header: Row
    rows: tuple[Row, ...]
    line: int
    end: int


class Item(Record):
    blocks: tuple["Block", ...]
    line: int
    end: int

    @property
    def lead(self) -> Paragraph | None:
        """The paragraph that the item begins with."""
        first = self.blocks[0] if self.blocks else None
        return first if isinstance(first, Paragraph) else None


class List(Record):
    ordered: bool
    items: tuple[Item, ...]
    line: int
    end: int


class Quote(Record):
    blocks: tuple["Block", ...]
    line: int
    end: int


class Rule(Record):
    """A thematic break."""

    line: int
    end: int


Block = Heading | Paragraph | Code | Html | Table | List | Quote | Rule


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in *blocks*, those inside lists and quotes too, in the order of the text."""
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from walk(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from walk(item.blocks)


def items(blocks: tuple[Block, ...]) -> Iterator[Item]:
    """Every list item in *blocks*, those inside items and quotes too, in the order of the text."""
    for block in blocks:
        if isinstance(block, Quote):
            yield from items(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield item
                yield from items(item.blocks)


def inlines(block: Block) -> Iterator[Inline]:
    """The texts that stand directly in *block*."""
    if isinstance(block, Heading | Paragraph):
        yield block.inline
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            for cell in row.cells:
                yield cell.inline
