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
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, NamedTuple

from milestone_ls.markdown import cutting
from milestone_ls.markdown.cutting import Chunk, Refusal
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.records import Record, field
from milestone_ls.text import Edit, Excerpt, Position, Span, split_lines, without_eol

_FENCE_OF_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_END_OF_FRONT_MATTER = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")


class Source(Record):
    """A text as chunks. *starts* are the 0-based lines on which the chunks begin."""

    chunks: tuple[Chunk, ...]
    starts: tuple[int, ...]
    references: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(_lines_of(self.chunks))

    @property
    def line_count(self) -> int:
        return self.starts[-1] + len(self.chunks[-1].lines)

    def line(self, number: int) -> str:
        """Line *number* (0-based) with its end; empty behind the text."""
        if not 0 <= number < self.line_count:
            return ""
        index = self.chunk_at(number)
        return self.chunks[index].lines[number - self.starts[index]]

    def excerpt(self, span: Span) -> Excerpt:
        """The lines on which *span* stands."""
        first, end = span.start.line, min(span.end.line + 1, self.line_count)
        return Excerpt(first, tuple([self.line(number) for number in range(first, end)]))

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


class Update(NamedTuple):
    """A source after edits, and how many chunks at its two ends are those of the source before them."""

    source: Source
    head: int
    tail: int


def update(source: Source, edits: Iterable[Edit], reader: MarkdownReader) -> Update:
    """*source* after *edits*, each of which speaks of the text that the one before it left."""
    draft = _Draft(source)
    for edit in edits:
        draft.apply(edit)
    if draft.first == draft.end:
        return Update(source, len(source.chunks), 0)
    region = None if _concerns_front_matter(source, draft) else _read_region(source, draft, reader)
    if region is None:
        return Update(_read_lines(draft.whole_text(), reader), 0, 0)
    head, tail = source.chunks[: draft.first], source.chunks[draft.end :]
    starts = (
        *source.starts[: draft.first],
        *accumulate((len(chunk.lines) for chunk in region[:-1]), initial=source.starts[draft.first]),
        *_moved(source.starts[draft.end :], draft.growth),
    )
    return Update(Source((*head, *region, *tail), starts, source.references), len(head), len(tail))


def _moved(starts: tuple[int, ...], lines: int) -> Iterable[int]:
    return [start + lines for start in starts] if lines else starts


class _Draft:
    """The chunks that edits touch, from number *first* up to number *end*, and their *lines* as they read now."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._start = 0
        self.first = self.end = 0
        self.lines: list[str] = []
        self.growth = 0

    @property
    def sentinel(self) -> Sequence[str]:
        """The line behind these chunks, which was a heading; nothing at the end of the text."""
        return self._source.chunks[self.end].lines[:1] if self.end < len(self._source.chunks) else ()

    def whole_text(self) -> list[str]:
        """All the lines of the text, those outside these chunks too."""
        before, after = self._source.chunks[: self.first], self._source.chunks[self.end :]
        return [*_lines_of(before), *self.lines, *_lines_of(after)]

    def grow(self, chunks: int) -> None:
        """Take in so many of the next chunks, or all there are."""
        more = self._source.chunks[self.end : self.end + chunks]
        self.lines += _lines_of(more)
        self.end += len(more)

    def apply(self, edit: Edit) -> None:
        start = self._clamp(edit.span.start)
        end = max(start, self._clamp(edit.span.end))
        first, head = start.line, self._line(start.line)[: start.column]
        tail = self._line(end.line)[end.column :]
        floor = self._floor()
        if first > floor and not head and (before := self._line(first - 1)).endswith("\r"):
            first, head = first - 1, before  # a lone CR and a LF that now follows it become one line end
        # An edited heading line puts the chunk before it at stake. So does the line below one that could be the header
        # row of a table: to markdown-it `# a | b` above `---|---` is one.
        if "|" in self._line(max(first - 1, floor)):
            self._line(max(first - 2, floor))
        new = split_lines(head + edit.text + tail)
        if tail.endswith(("\r", "\n")):
            new.pop()  # what split_lines adds behind the last line end
        begin, stop = first - self._start, end.line + 1 - self._start
        self.lines[begin:stop] = new
        self.growth += len(new) - (stop - begin)

    def _floor(self) -> int:
        """The first line that an edit of these chunks may put at stake: what stands in front matter stays in it."""
        front = self._source.chunks[0]
        ends_with_cr = front.lines[-1].endswith("\r")  # which a LF may join
        return len(front.lines) if self.first and front.front_matter and not ends_with_cr else 0

    def _line(self, number: int) -> str:
        """Line *number* of the text as it now stands, which takes in the chunks from there to the others."""
        if self.first == self.end:
            self.first = self.end = self._source.chunk_at(number)
            self._start = self._source.starts[self.first]
        while number < self._start:
            self.first -= 1
            self.lines[:0] = self._source.chunks[self.first].lines
            self._start = self._source.starts[self.first]
        while number >= self._start + len(self.lines):
            self.grow(1)
        return self.lines[number - self._start]

    def _clamp(self, place: Position) -> Position:
        last = self._source.line_count + self.growth - 1
        line, column = (place.line, place.column) if place.line <= last else (last, sys.maxsize)
        return Position(line, min(column, len(without_eol(self._line(line)))))


def _lines_of(chunks: Iterable[Chunk]) -> Iterator[str]:
    return chain.from_iterable(chunk.lines for chunk in chunks)


def _concerns_front_matter(source: Source, draft: _Draft) -> bool:
    """Whether the edits touch front matter, or may make some: a first line ``---`` waits for the one that closes it."""
    first = source.chunks[0]
    if first.front_matter:
        return draft.first == 0
    opening = [first.lines[0], *(draft.lines[:1] if draft.first == 0 else ())]
    return any(map(_FENCE_OF_FRONT_MATTER.match, opening))


def _read_region(source: Source, draft: _Draft, reader: MarkdownReader) -> list[Chunk] | None:
    """The chunks of the draft's lines, which it grows as needed; None where link reference definitions are touched."""
    step = 1
    while not any(chunk.defines for chunk in source.chunks[draft.first : draft.end]):
        read = cutting.read(draft.lines, draft.sentinel, source.references, reader)
        if read is not Refusal.RUNS_ON:
            return None if read is Refusal.DEFINES else read
        draft.grow(step)
        step *= 2
    return None


def _read_lines(lines: Sequence[str], reader: MarkdownReader) -> Source:
    body = _body_start(lines)
    chunks = [Chunk(tuple(lines[:body]), (), front_matter=True)] if body else []
    references: Mapping[str, Any] = {}
    if body < len(lines):
        read = cutting.read(lines[body:], (), references, reader)
        if isinstance(read, Refusal):
            read, references = cutting.read_with_definitions(lines[body:], reader)
        chunks += read
    starts = accumulate((len(chunk.lines) for chunk in chunks[:-1]), initial=0)
    return Source(tuple(chunks), tuple(starts), references)


def _body_start(lines: Sequence[str]) -> int:
    """The first line behind the front matter."""
    if _FENCE_OF_FRONT_MATTER.match(lines[0]):
        for number in range(1, len(lines)):
            if _END_OF_FRONT_MATTER.match(lines[number]):
                return number + 1
    return 0
