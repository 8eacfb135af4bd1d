"""Bold captions with a colon, ``**Name**: value``, which templates and documents use for fields and labels."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from milestone_ls.markdown.blocks import Block, Heading, List, Paragraph, Quote, Row, Table
from milestone_ls.markdown.inline import Inline, SpotKind
from milestone_ls.records import Record
from milestone_ls.text import Span


class Caption(Record):
    """A caption and what stands behind it, as half-open ranges of the visible text of *inline*.

    A table row keeps name and value in cells of their own, so they may have different texts.
    """

    named: Inline
    name_range: tuple[int, int]
    inline: Inline
    value_range: tuple[int, int]

    @property
    def name(self) -> str:
        return self.named.text[slice(*self.name_range)]

    @property
    def name_span(self) -> Span:
        return self.named.span(*self.name_range)

    @property
    def value(self) -> str:
        return self.inline.text[slice(*self.value_range)]

    @property
    def value_span(self) -> Span:
        """Where the value stands; empty behind the colon, and behind the markup around it, where there is none."""
        return self.span_in_value(0, len(self.value))

    def span_in_value(self, start: int, end: int) -> Span:
        """Where ``value[start:end]`` stands."""
        first, last = self.value_range[0] + start, self.value_range[0] + end
        span = self.inline.span(first, last)
        if last > first:
            return span
        place = max((span.start, *(spot.span.end for spot in self.inline.spots if spot.end == first)))
        return Span(place, place)


def captions(blocks: Iterable[Block]) -> Iterator[Caption]:
    """The captions in *blocks*: paragraphs, also in quotes and lists, and rows of two-column tables.

    A setext heading that holds captions counts as a paragraph: people draw a line under their fields.
    """
    for block in blocks:
        if isinstance(block, Paragraph) or (isinstance(block, Heading) and block.setext):
            yield from in_text(block.inline)
        elif isinstance(block, Quote):
            yield from captions(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from captions(item.blocks)
        elif isinstance(block, Table) and len(block.header.cells) == 2:
            yield from _in_table(block)


def is_heading(block: Block) -> TypeGuard[Heading]:
    """Whether a block is a heading and not a field with a line drawn under it."""
    return isinstance(block, Heading) and not (block.setext and any(in_text(block.inline)))


def in_text(inline: Inline) -> Sequence[Caption]:
    """Captions at the beginnings of the lines of *inline*; each runs up to the next."""
    if not inline.spots:
        return ()  # as it is with most texts
    starts = list(_caption_starts(inline))
    ends = [*[start for start, _, _ in starts[1:]], len(inline.text)]
    return [
        Caption(inline, name, inline, _trimmed(inline.text, value, end))
        for (_, name, value), end in zip(starts, ends, strict=False)
    ]


def _caption_starts(inline: Inline) -> Iterator[tuple[int, tuple[int, int], int]]:
    """Where a caption's line begins, its name, and where its value may begin."""
    text = inline.text
    for spot in inline.spots:
        if spot.kind is not SpotKind.STRONG:
            continue
        line = text.rfind("\n", 0, spot.start) + 1
        if text[line : spot.start].strip():
            continue
        start, end = _trimmed(text, spot.start, spot.end)
        behind = spot.end
        if text[start:end].endswith(":"):
            start, end = _trimmed(text, start, end - 1)
        else:
            while text[behind : behind + 1] in (" ", "\t"):
                behind += 1
            behind += 1
            if text[behind - 1 : behind] != ":":
                continue
        if end > start:
            yield line, (start, end), behind


def _in_table(table: Table) -> Iterator[Caption]:
    for row in (table.header, *table.rows):
        name, value = row.cells
        if row is table.header and not _is_bold(row):
            continue
        start, end = _trimmed(name.inline.text, 0, len(name.inline.text))
        if name.inline.text[start:end].endswith(":"):
            start, end = _trimmed(name.inline.text, start, end - 1)
        if end > start:
            yield Caption(
                name.inline, (start, end), value.inline, _trimmed(value.inline.text, 0, len(value.inline.text))
            )


def _is_bold(row: Row) -> bool:
    return any(spot.kind is SpotKind.STRONG for spot in row.cells[0].inline.spots)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``text[start:end]`` without white space at its ends; an empty stretch stays where it begins."""
    while end > start and text[end - 1].isspace():
        end -= 1
    behind = start
    while behind < end and text[behind].isspace():
        behind += 1
    return (behind, end) if behind < end else (start, start)
