"""A Markdown text that is re-read only where an edit touched it.

A text is cut into chunks at its level-0 ATX headings, as *the parser* reported them: such a heading closes
every open block, so what follows it does not depend on what stands before it, except through link reference
definitions. After an edit the touched chunks are parsed together with the next chunk's heading line as a
sentinel. If the sentinel still comes out as such a heading, all that follows stands as it is; if not (a fence
or a comment now runs over it), the region grows until it does or the text ends. Definitions and front matter
concern the whole text, so edits that touch them re-read all of it.

Invariant: the result of any edits equals the reading of the resulting text from scratch.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise
from typing import Any

from markdown_it.token import Token

from milestone_ls.markdown.blocks import Block
from milestone_ls.markdown.reader import MAX_NESTING, MarkdownReader, is_cut
from milestone_ls.text import Edit, Position, Span, split_lines, without_eol

_FENCE_OF_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_END_OF_FRONT_MATTER = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A level-0 ATX heading and what follows it up to the next; the first chunk may have no heading.

    lines       with their line ends; blocks and spans in the chunk count from its first line
    defines     it holds link reference definitions
    too_deep    the first line whose content is nested too deep to be read
    """

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    defines: bool = False
    front_matter: bool = False
    too_deep: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A text as chunks. *starts* are the 0-based lines on which the chunks begin."""

    chunks: tuple[Chunk, ...]
    starts: tuple[int, ...]
    references: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(chain.from_iterable(chunk.lines for chunk in self.chunks))

    @property
    def line_count(self) -> int:
        return self.starts[-1] + len(self.chunks[-1].lines)

    def line(self, number: int) -> str:
        """Line *number* (0-based) with its end; empty behind the text."""
        if not 0 <= number < self.line_count:
            return ""
        index = self.chunk_at(number)
        return self.chunks[index].lines[number - self.starts[index]]

    def chunk_at(self, line: int) -> int:
        """The index of the chunk that holds *line*."""
        return max(0, bisect_right(self.starts, line) - 1)

    def end(self) -> Position:
        last = self.line_count - 1
        return Position(last, len(without_eol(self.line(last))))

    def clamp(self, span: Span) -> Span:
        """*span* with its ends moved into the text: a column past the end of a line means its end."""
        return Span(self._clamp(span.start), self._clamp(span.end))

    def _clamp(self, place: Position) -> Position:
        if place.line >= self.line_count:
            return self.end()
        return Position(place.line, min(place.column, len(without_eol(self.line(place.line)))))


def read(text: str, reader: MarkdownReader) -> Source:
    """The chunks of *text*."""
    return _read_lines(split_lines(text), reader)


def update(source: Source, edits: Iterable[Edit], reader: MarkdownReader) -> Source:
    """*source* after *edits*, each of which speaks of the text that the one before it left."""
    draft = _Draft(source)
    for edit in edits:
        draft.apply(edit)
    if not draft.touched:
        return source
    if _FENCE_OF_FRONT_MATTER.match(source.line(0)) or _FENCE_OF_FRONT_MATTER.match(draft.lines[0]):
        return _read_lines(draft.lines, reader)
    return _update_region(source, draft, reader) or _read_lines(draft.lines, reader)


class _Draft:
    """Lines under edit, and which of them differ from the source's."""

    def __init__(self, source: Source) -> None:
        self.lines = list(chain.from_iterable(chunk.lines for chunk in source.chunks))
        self.touched = False
        self.first = 0
        self.end = 0
        self.growth = 0

    def apply(self, edit: Edit) -> None:
        (first, column), (last, last_column) = self._clamped(edit.span)
        head = self.lines[first][:column]
        if first and not column and self.lines[first - 1].endswith("\r"):
            first -= 1  # a lone CR and a LF that now follows it become one line end
            head = self.lines[first]
        new = split_lines(head + edit.text + self.lines[last][last_column:])
        if last + 1 < len(self.lines):
            new.pop()  # what split_lines adds behind the last line end
        self.lines[first : last + 1] = new
        growth = len(new) - (last + 1 - first)
        self.first = min(self.first, first) if self.touched else first
        self.end = max(self.end + growth, first + len(new)) if self.touched else first + len(new)
        self.growth += growth
        self.touched = True

    def _clamped(self, span: Span) -> Span:
        return Span(self._clamp(span.start), max(self._clamp(span.start), self._clamp(span.end)))

    def _clamp(self, place: Position) -> Position:
        if place.line >= len(self.lines):
            return Position(len(self.lines) - 1, len(self.lines[-1]))
        return Position(place.line, min(place.column, len(without_eol(self.lines[place.line]))))


def _read_lines(lines: Sequence[str], reader: MarkdownReader) -> Source:
    body = _body_start(lines)
    parsed = reader.parse("".join(lines[body:]))
    # Where a definition stands would change with every line above it; what it says does not.
    references = {label: {"href": found["href"], "title": found["title"]} for label, found in parsed.references.items()}
    definitions = {line for found in parsed.references.values() for line in range(*found["map"])}
    chunks = _cut(parsed.tokens, lines[body:], references, definitions, reader)
    if body:
        chunks.insert(0, Chunk(tuple(lines[:body]), (), front_matter=True))
    return _source(chunks, references)


def _source(chunks: Sequence[Chunk], references: Mapping[str, Any]) -> Source:
    starts = tuple(accumulate((len(chunk.lines) for chunk in chunks[:-1]), initial=0))
    return Source(tuple(chunks), starts, references)


def _body_start(lines: Sequence[str]) -> int:
    """The first line behind the front matter."""
    if _FENCE_OF_FRONT_MATTER.match(lines[0]):
        for number in range(1, len(lines)):
            if _END_OF_FRONT_MATTER.match(lines[number]):
                return number + 1
    return 0


def _update_region(source: Source, draft: _Draft, reader: MarkdownReader) -> Source | None:
    """The source with the touched chunks re-read; None where link reference definitions are touched."""
    first = source.chunk_at(draft.first)
    if first and draft.first <= source.starts[first] + 1:
        # An edited heading line puts the chunk before it at stake, and so does a table's delimiter row below it:
        # to markdown-it `# a | b` above `---|---` is a header row.
        first -= 1
    last = source.chunk_at(max(draft.end - draft.growth - 1, draft.first))
    start, step = source.starts[first], 1
    while True:
        if any(chunk.defines for chunk in source.chunks[first : last + 1]):
            return None
        end = source.starts[last] + len(source.chunks[last].lines) + draft.growth
        region = draft.lines[start:end]
        tokens = _parse_with_sentinel(region, draft.lines[end : end + 1], reader)
        if tokens is not None:
            break
        last = min(last + step, len(source.chunks) - 1)
        step *= 2
    parsed, references = tokens
    if references:
        return None
    chunks = _cut(parsed, region, source.references, set(), reader)
    return _source([*source.chunks[:first], *chunks, *source.chunks[last + 1 :]], source.references)


def _parse_with_sentinel(
    region: Sequence[str], sentinel: Sequence[str], reader: MarkdownReader
) -> tuple[list[Token], Mapping[str, Any]] | None:
    """The tokens of *region*, or None if the line behind it does not come out as the heading that it was."""
    parsed = reader.parse("".join((*region, *sentinel)))
    tokens = parsed.tokens
    if not sentinel:
        return tokens, parsed.references
    heading = tokens[-3] if len(tokens) >= 3 else None
    if heading is None or not is_cut(heading) or (heading.map or [0])[0] != len(region):
        return None
    return tokens[:-3], parsed.references


def _cut(
    tokens: Sequence[Token],
    lines: Sequence[str],
    references: Mapping[str, Any],
    definitions: set[int],
    reader: MarkdownReader,
) -> list[Chunk]:
    """Chunks of *lines*; *definitions* are the lines that hold link reference definitions."""
    cuts = [(index, (token.map or [0])[0]) for index, token in enumerate(tokens) if is_cut(token)]
    if not cuts or cuts[0][1] > 0:
        cuts.insert(0, (0, 0))
    cuts.append((len(tokens), len(lines)))
    chunks = []
    for (index, line), (next_index, next_line) in pairwise(cuts):
        own = tokens[index:next_index]
        plain = [without_eol(text) for text in lines[line:next_line]]
        chunks.append(
            Chunk(
                tuple(lines[line:next_line]),
                reader.blocks(own, plain, line, references),
                defines=any(number in definitions for number in range(line, next_line)),
                too_deep=_too_deep(own, line),
            )
        )
    return chunks


def _too_deep(tokens: Sequence[Token], base: int) -> int | None:
    """The first line of a list or quote whose content markdown-it no longer reads."""
    for token in tokens:
        if token.nesting == 1 and token.map and token.level + 1 >= MAX_NESTING:
            return token.map[0] - base
    return None
