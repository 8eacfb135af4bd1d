"""Text whose markup is beyond doubt, read without markdown-it: bold and code words, simple links, words alone.

It refuses (None) whatever could be read in two ways, so that the two readers never differ: delimiters inside words or
within each other, escapes, entities, HTML, destinations that would be normalised. Held equal by a property test.
"""

import re
from collections.abc import Sequence

from milestone_ls.markdown.inline import Inline, Segment, Spot, SpotKind
from milestone_ls.text import Position, Span

_MARK = re.compile(r"[\\`*_\[<&!]")
# An underscore inside a word emphasises nothing (CommonMark 0.31, 6.2).
_IN_WORD = r"(?<=[^\W_])_+(?=[^\W_])"
_WORDS = rf"(?:[^\\`*_\[\]<&!]|{_IN_WORD})+"
_PIECE = re.compile(
    rf"""
      (?<![^ ])(?P<stars>\*\*?)(?P<bold>(?!\s){_WORDS}(?<!\s))(?P=stars)
        (?:(?=\ |\Z)|(?:(?<=[^\W_]\*)|(?<=[^\W_]\*\*))(?=[:.,;)]))
    | `(?P<code>[^` ](?:[^`]*[^` ])?)`(?!`)
    | \[(?P<label>{_WORDS})\]\((?P<target>(?!//)[A-Za-z0-9_./\#-]+)\)
    | (?P<box>\[(?:{_WORDS})?\](?!\())
    | (?P<sign>{_IN_WORD}|<(?![A-Za-z/!?])|&(?![\#A-Za-z])|!(?!\[)|(?<![^ ])\*(?![^ ]))
    """,
    re.VERBOSE,
)
_KINDS = {"bold": SpotKind.STRONG, "code": SpotKind.CODE, "target": SpotKind.LINK}


def read(parts: Sequence[str], places: Sequence[Position], *, has_definitions: bool) -> Inline | None:
    """The visible text of a block's lines; None where that takes markdown-it's rules.

    parts             the lines, without what stands before their content
    places            where each begins
    has_definitions   the document has link reference definitions, to which any brackets may refer
    """
    text = ""
    segments: list[Segment] = []
    spots: list[Spot] = []
    for number, part in enumerate(parts):
        place = places[number]
        if number:
            if part[:1] in (" ", "\t", ""):
                return None
            segments.append(Segment(len(text), places[number - 1].right(len(parts[number - 1])), place))
            text += "\n"
        if _MARK.search(part) is None:
            segments.append(Segment(len(text), place))
            text += part
            continue
        line = _Line(part, place, len(text))
        if not line.read(has_definitions=has_definitions):
            return None
        text += "".join(line.visible)
        segments += line.segments
        spots += line.spots
    return Inline(text, tuple(segments), tuple(spots))


class _Line:
    """One line while it is read; *at* is how much visible text stands before it."""

    def __init__(self, part: str, place: Position, at: int) -> None:
        self._part = part
        self._line, self._column = place
        self._at = at
        self._behind = -1
        self.visible: list[str] = []
        self.segments: list[Segment] = []
        self.spots: list[Spot] = []

    def read(self, *, has_definitions: bool) -> bool:
        """Whether all of it could be read."""
        done = 0
        while (mark := _MARK.search(self._part, done)) is not None:
            found = _PIECE.match(self._part, mark.start())
            if found is None or (found.lastgroup == "box" and has_definitions):
                return False
            self._show(done, found.start())
            self._piece(found)
            done = found.end()
        self._show(done, len(self._part))
        return True

    def _piece(self, found: re.Match[str]) -> None:
        name = found.lastgroup or ""
        kind = _KINDS.get(name)
        if kind is None:
            self._show(*found.span())
            return
        start = self._at
        if kind is SpotKind.STRONG and found["stars"] == "*":
            kind = SpotKind.EMPHASIS
        self._show(*found.span("label" if kind is SpotKind.LINK else name))
        span = Span.on_line(self._line, self._column + found.start(), self._column + found.end())
        self.spots.append(Spot(kind, start, self._at, span, found["target"] or ""))

    def _show(self, start: int, end: int) -> None:
        """Add ``part[start:end]`` to the visible text."""
        if start == end:
            return
        if start != self._behind:
            self.segments.append(Segment(self._at, Position(self._line, self._column + start)))
        self.visible.append(self._part[start:end])
        self._at += end - start
        self._behind = end
