"""The visible text of a paragraph, heading or table cell, and where in the source each character of it stands.

markdown-it's own inline rules decide what is a link, a code span or emphasis; they are wrapped here to note
from where to where each of them read, since markdown-it itself keeps no inline positions.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

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


class Anchor(NamedTuple):
    """From *offset* of a block's content on, characters stand side by side from *place* on."""

    offset: int
    place: Position


Anchors = list[Anchor]


@dataclass(frozen=True, slots=True)
class Inline:
    r"""Visible text: markup removed, code and link text kept, line breaks as ``\n``."""

    text: str
    segments: tuple[Segment, ...]
    spots: tuple[Spot, ...] = ()

    def position(self, index: int) -> Position:
        """Where visible character *index* stands; for the end of the text, the place behind its last character."""
        if index >= len(self.text) and index > 0:
            return self._behind(index - 1)
        segment = self._segment(index)
        return segment.place if segment.end else _right(segment.place, index - segment.at)

    def span(self, start: int, end: int) -> Span:
        """The source of ``text[start:end]``, without markup around it."""
        first = self.position(start)
        return Span(first, self._behind(end - 1) if end > start else first)

    def index(self, place: Position) -> int | None:
        """The visible character at *place* or the next one on its line, which may be the end of the text.

        None where no visible text stands on that line from there on.
        """
        for segment, until in self._stretches():
            if segment.place.line != place.line:
                continue
            end = segment.end or _right(segment.place, until - segment.at)
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
        return segment.end or _right(segment.place, index - segment.at + 1)

    def _segment(self, index: int) -> Segment:
        return self.segments[max(0, bisect_right(self.segments, index, key=_at) - 1)]

    def _stretches(self) -> Iterator[tuple[Segment, int]]:
        for number, segment in enumerate(self.segments):
            last = number + 1 == len(self.segments)
            yield segment, len(self.text) if last else self.segments[number + 1].at


def _right(place: Position, columns: int) -> Position:
    return Position(place.line, place.column + columns)


def _at(segment: Segment) -> int:
    return segment.at


class _Read(NamedTuple):
    """One inline rule read ``content[start:end]`` and pushed *tokens*; *inside* is what it read within."""

    rule: str
    start: int
    end: int
    tokens: list[Token]
    inside: "_Region | None"


class _Region:
    """A stretch of content that markdown-it tokenized: the whole of it, or a link's text."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.reads: list[_Read] = []


_REGIONS = "milestone_ls.regions"
_RULES = [
    *("text", "newline", "escape", "backticks", "emphasis"),
    *("link", "image", "autolink", "html_inline", "entity"),
]
_PLAIN = re.compile(r"[^\n\\`*_\[\]<>&!]*\Z")
_BREAK = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)


class _RegionInline(ParserInline):
    """Notes which stretches are tokenized within each other."""

    def tokenize(self, state: StateInline) -> None:
        open_regions: list[_Region] = state.env[_REGIONS]
        open_regions.append(_Region(state.pos, state.posMax))
        super().tokenize(state)


def _noting(name: str, rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def read(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, silent)
        start, before = state.pos, len(state.tokens)
        regions: list[_Region] = state.env[_REGIONS]
        depth = len(regions)
        if not rule(state, silent):
            return False
        # What the rule tokenized within itself lies on top. An image's text is read by a state of its own.
        inside = regions[depth] if len(regions) > depth else None
        del regions[depth:]
        regions[-1].reads.append(_Read(name, start, state.pos, state.tokens[before:], inside))
        return True

    return read


def note_positions(md: MarkdownIt) -> None:
    """Make *md* note what :class:`InlineReader` needs."""
    rules = dict(zip(md.inline.ruler.get_active_rules(), md.inline.ruler.getRules(""), strict=True))
    md.inline = _RegionInline()
    md.inline.ruler.enableOnly(_RULES)
    for name in _RULES:
        md.inline.ruler.at(name, _noting(name, rules[name]))
    # Joining fragments would change the text of tokens that have been noted.
    md.inline.ruler2.enableOnly(["balance_pairs", "emphasis"])


class InlineReader:
    """Reads content under one set of link reference definitions."""

    def __init__(self, md: MarkdownIt, references: Mapping[str, Any]) -> None:
        self._md = md
        self._references = references

    def read(self, content: str, anchors: Anchors) -> Inline:
        """The visible text of *content*, which is text as markdown-it's block rules hand it out."""
        if _PLAIN.match(content) and len(anchors) == 1:
            return Inline(content, (Segment(0, anchors[0].place),))
        regions: list[_Region] = []
        env: dict[str, Any] = {"references": self._references, _REGIONS: regions}
        self._md.inline.parse(content, self._md, env, [])
        return _Builder(content, anchors).build(regions[0])


class _Builder:
    """Puts an Inline together from what the rules read."""

    def __init__(self, content: str, anchors: Anchors) -> None:
        self._content = content
        self._anchors = anchors
        self._text: list[str] = []
        self._length = 0
        self._segments: list[Segment] = []
        self._spots: list[Spot] = []
        self._open: list[tuple[int, int]] = []

    def build(self, region: _Region) -> Inline:
        self._region(region)
        if not self._segments:
            self._segments.append(Segment(0, self._place(0)))
        return Inline("".join(self._text), tuple(self._segments), tuple(sorted(self._spots, key=lambda s: s.start)))

    def _region(self, region: _Region) -> None:
        done = region.start
        for read in region.reads:
            self._literal(done, read.start)
            self._read(read)
            done = read.end
        self._literal(done, region.end)

    def _read(self, read: _Read) -> None:
        match read.rule:
            case "text":
                self._literal(read.start, read.end)
            case "newline":
                self._whole("\n", read.start, read.end)
            case "escape":
                self._escape(read)
            case "entity":
                self._whole(read.tokens[-1].content, read.start, read.end)
            case "emphasis":
                self._emphasis(read)
            case "backticks":
                self._code(read)
            case "html_inline":
                self._html(read)
            case "link" | "autolink" | "image":
                self._link(read)
            case _:  # pragma: no cover - the rules are enabled by name
                self._literal(read.start, read.end)

    def _escape(self, read: _Read) -> None:
        if self._content[read.start + 1] == "\n":
            self._whole("\n", read.start, read.end)
        elif read.tokens[-1].content.startswith("\\") and read.tokens[-1].content != "\\":
            self._literal(read.start, read.end)
        else:
            self._literal(read.start + 1, read.end)

    def _emphasis(self, read: _Read) -> None:
        delimiters = read.tokens[-(read.end - read.start) :]  # before them may stand the text that was pending
        for offset, token in enumerate(delimiters, read.start):
            if token.type == "text" and token.content:
                self._literal(offset, offset + 1)
            elif token.type in ("strong_open", "em_open"):
                self._open.append((self._length, offset))
            elif token.type == "strong_close" and self._open:
                start, opened = self._open.pop()
                # The opening token is the second of its two characters, the closing one the first.
                self._spots.append(Spot(SpotKind.STRONG, start, self._length, self._span(opened - 1, offset + 2)))
            elif token.type == "em_close" and self._open:
                start, opened = self._open.pop()
                self._spots.append(Spot(SpotKind.EMPHASIS, start, self._length, self._span(opened, offset + 1)))

    def _code(self, read: _Read) -> None:
        token = read.tokens[-1] if read.tokens else None
        if token is None or token.type != "code_inline":  # a run of backticks that nothing closes
            self._literal(read.start, read.end)
            return
        inner = read.start + len(token.markup)
        if read.end - read.start - 2 * len(token.markup) > len(token.content):
            inner += 1  # one space on each side is stripped (CommonMark 0.31, 6.1)
        start = self._length
        self._literal(inner, inner + len(token.content), text=token.content)
        self._spot(SpotKind.CODE, start, read)

    def _html(self, read: _Read) -> None:
        start = self._length
        source = self._content[read.start : read.end]
        if _BREAK.match(source):
            self._whole("\n", read.start, read.end)
        self._spot(SpotKind.HTML, start, read, source)

    def _link(self, read: _Read) -> None:
        start = self._length
        opening = next(token for token in read.tokens if token.type in ("link_open", "image"))
        target = str(opening.attrGet("src" if read.rule == "image" else "href") or "")
        if read.rule == "autolink":
            self._literal(read.start + 1, read.end - 1)
        elif read.rule == "link" and read.inside is not None:
            self._region(read.inside)
        elif opening.content:  # an image's text, as written
            self._literal(read.start + 2, read.start + 2 + len(opening.content))
        elif read.rule == "image":
            self._whole(" ", read.start, read.end)  # a reader sees that something stands here
        self._spot(SpotKind.IMAGE if read.rule == "image" else SpotKind.LINK, start, read, target)

    def _spot(self, kind: SpotKind, start: int, read: _Read, target: str = "") -> None:
        self._spots.append(Spot(kind, start, self._length, self._span(read.start, read.end), target))

    def _literal(self, start: int, end: int, text: str | None = None) -> None:
        """Add ``content[start:end]`` as it stands (or *text*, of the same length), anchor by anchor."""
        text = self._content[start:end] if text is None else text
        done = start
        while done < end:
            after = bisect_right(self._anchors, done, key=_offset)
            stop = min(end, self._anchors[after].offset) if after < len(self._anchors) else end
            if self._content[stop - 1] == "\n":  # every line has an anchor, so line ends stand before one
                self._side_by_side(text[done - start : stop - 1 - start], done)
                self._whole(text[stop - 1 - start], stop - 1, stop)
            else:
                self._side_by_side(text[done - start : stop - start], done)
            done = stop

    def _side_by_side(self, text: str, offset: int) -> None:
        """Add *text*, whose characters stand side by side from ``content[offset]`` on."""
        if not text:
            return
        place = self._place(offset)
        if not self._segments or not self._continues(place):
            self._segments.append(Segment(self._length, place))
        self._append(text)

    def _whole(self, text: str, start: int, end: int) -> None:
        """Add *text*, which stands for all of ``content[start:end]``."""
        self._segments.append(Segment(self._length, *self._span(start, end)))
        self._append(text)

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _continues(self, place: Position) -> bool:
        """Whether *place* is where the last segment's next character would stand anyway."""
        last = self._segments[-1]
        return last.end is None and place == _right(last.place, self._length - last.at)

    def _place(self, offset: int) -> Position:
        """Source position of a character of the content."""
        anchor = self._anchors[max(0, bisect_right(self._anchors, offset, key=_offset) - 1)]
        return _right(anchor.place, offset - anchor.offset)

    def _span(self, start: int, end: int) -> Span:
        """The source of ``content[start:end]``; a line end reaches to the beginning of the next line's content."""
        behind = self._place(end) if self._content[end - 1].isspace() else _right(self._place(end - 1), 1)
        return Span(self._place(start), behind)


def _offset(anchor: Anchor) -> int:
    return anchor.offset
