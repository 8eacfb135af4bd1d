"""The visible text of a paragraph, heading or table cell, and where in the source each character of it stands.

How it is read from Markdown is known to :mod:`milestone_ls.markdown.inlinereader` alone.
"""

from bisect import bisect_left
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from milestone_ls.records import Record
from milestone_ls.text import Position, Span


class SpotKind(Enum):
    """What a stretch of visible text is, other than plain."""

    CODE = auto()
    LINK = auto()
    IMAGE = auto()
    HTML = auto()
    STRONG = auto()
    EMPHASIS = auto()


class Spot(NamedTuple):
    """A stretch ``text[start:end]`` of an Inline that is more than plain text.

    span     the whole markup in the source, delimiters included
    target   the destination of a link or image (percent-encoded as markdown-it normalises it), the source of HTML
    """

    kind: SpotKind
    start: int
    end: int
    span: Span
    target: str = ""


class Segment(NamedTuple):
    """Where the visible characters from *at* on stand: side by side from *place* on.

    end   if given, they stand together for all the source from *place* to here: an entity, a line end, ``<br>``
    """

    at: int
    place: Position
    end: Position | None = None


class Inline(Record):
    r"""Visible text: markup removed, code and link text kept, line breaks as ``\n``."""

    text: str
    segments: tuple[Segment, ...]
    spots: tuple[Spot, ...] = ()

    def position(self, index: int) -> Position:
        """Where visible character *index* stands; for the end of the text, the place behind its last character."""
        if index >= len(self.text) and index > 0:
            return self._behind(index - 1)
        segment = self._segment(index)
        return segment.place if segment.end else segment.place.right(index - segment.at)

    def span(self, start: int, end: int) -> Span:
        """The source of ``text[start:end]``, without markup around it."""
        if start < end <= len(self.text):
            segment = self._segment(start)
            if segment.end is None and segment is self._segment(end - 1):  # as most are
                line, column = segment.place
                column -= segment.at
                return Span(Position(line, column + start), Position(line, column + end))
        first = self.position(start)
        return Span(first, self._behind(end - 1) if end > start else first)

    def index(self, place: Position) -> int | None:
        """The visible character at *place* or the next one on its line, which may be the end of the text.

        None where no visible text stands on that line from there on.
        """
        for segment, until in self._stretches():
            if segment.place.line != place.line:
                continue
            end = segment.end or segment.place.right(until - segment.at)
            if place >= end:
                if place == end:
                    return until
            elif segment.end:
                return segment.at
            else:
                return segment.at + max(0, place.column - segment.place.column)
        return None

    def spots_of(self, kind: SpotKind) -> Iterator[Spot]:
        return (spot for spot in self.spots if spot.kind is kind)

    def _behind(self, index: int) -> Position:
        segment = self._segment(index)
        return segment.end or segment.place.right(index - segment.at + 1)

    def _segment(self, index: int) -> Segment:
        if len(self.segments) == 1:
            return self.segments[0]
        return self.segments[max(0, bisect_left(self.segments, (index + 1,)) - 1)]

    def _stretches(self) -> Iterator[tuple[Segment, int]]:
        for number, segment in enumerate(self.segments):
            last = number + 1 == len(self.segments)
            yield segment, len(self.text) if last else self.segments[number + 1].at
