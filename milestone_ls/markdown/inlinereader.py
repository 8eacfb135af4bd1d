"""Content that markdown-it hands out, read as visible text that knows its places."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt

from milestone_ls.markdown import plaininline
from milestone_ls.markdown.anchors import Anchor, Anchors
from milestone_ls.markdown.inline import Inline, Segment, Spot, SpotKind
from milestone_ls.markdown.regions import REGIONS, NotingInline, Read, Region
from milestone_ls.text import Position, Span

_NESTING = 20
"""Levels of brackets within brackets: beyond them no link begins. Each costs frames of Python's stack."""

_BREAK = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)


class InlineReader:
    """Reads the content of blocks. One reader serves one thread."""

    def __init__(self) -> None:
        self._md = MarkdownIt("commonmark", {"maxNesting": _NESTING})
        self._md.inline = NotingInline()

    def read(self, content: str, anchors: Anchors, references: Mapping[str, Any]) -> Inline:
        """The visible text of *content*, which is text as markdown-it's block rules hand it out.

        references   the link reference definitions of the document
        """
        parts = content.split("\n")
        if len(parts) == len(anchors):  # each line stands in one piece
            return self.read_lines(parts, [anchor.place for anchor in anchors], references)
        return self._read(content, anchors, references)

    def read_lines(self, parts: Sequence[str], places: Sequence[Position], references: Mapping[str, Any]) -> Inline:
        """As :meth:`read`, of lines each of which stands in one piece from its place on."""
        found = plaininline.read(parts, places, has_definitions=bool(references))
        if found is not None:
            return found
        offsets = accumulate((len(part) + 1 for part in parts[:-1]), initial=0)
        return self._read("\n".join(parts), list(map(Anchor, offsets, places)), references)

    def _read(self, content: str, anchors: Anchors, references: Mapping[str, Any]) -> Inline:
        regions: list[Region] = []
        env: dict[str, Any] = {"references": references, REGIONS: regions}
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

    def build(self, region: Region) -> Inline:
        self._region(region)
        if not self._segments:
            self._segments.append(Segment(0, self._place(0)))
        self._spots.sort(key=_start)
        return Inline("".join(self._text), tuple(self._segments), tuple(self._spots))

    def _region(self, region: Region) -> None:
        done = region.start
        for read in region.reads:
            self._literal(done, read.start)
            self._read(read)
            done = read.end
        self._literal(done, region.end)

    def _read(self, read: Read) -> None:
        match read.rule:
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

    def _escape(self, read: Read) -> None:
        if self._content[read.start + 1] == "\n":
            self._whole("\n", read.start, read.end)
        elif read.tokens[-1].content.startswith("\\") and read.tokens[-1].content != "\\":
            self._literal(read.start, read.end)
        else:
            self._literal(read.start + 1, read.end)

    def _emphasis(self, read: Read) -> None:
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

    def _code(self, read: Read) -> None:
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

    def _html(self, read: Read) -> None:
        start = self._length
        source = self._content[read.start : read.end]
        if _BREAK.match(source):
            self._whole("\n", read.start, read.end)
        self._spot(SpotKind.HTML, start, read, source)

    def _link(self, read: Read) -> None:
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

    def _spot(self, kind: SpotKind, start: int, read: Read, target: str = "") -> None:
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
        return last.end is None and place == last.place.right(self._length - last.at)

    def _place(self, offset: int) -> Position:
        """Source position of a character of the content."""
        anchor = self._anchors[max(0, bisect_right(self._anchors, offset, key=_offset) - 1)]
        return anchor.place.right(offset - anchor.offset)

    def _span(self, start: int, end: int) -> Span:
        """The source of ``content[start:end]``; a line end reaches to the beginning of the next line's content."""
        behind = self._place(end) if self._content[end - 1].isspace() else self._place(end - 1).right(1)
        return Span(self._place(start), behind)


def _offset(anchor: Anchor) -> int:
    return anchor.offset


def _start(spot: Spot) -> int:
    return spot.start
