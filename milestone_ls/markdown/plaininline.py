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
        visible = _read_line(part, place, len(text), segments, spots, has_definitions=has_definitions)
        if visible is None:
            return None
        text += visible
    return Inline(text, tuple(segments), tuple(spots))


def _read_line(
    part: str, place: Position, at: int, segments: list[Segment], spots: list[Spot], *, has_definitions: bool
) -> str | None:
    """The visible text of one line, None where that cannot be told; *at* is how much of it stands before the line."""
    number, column = place
    visible = ""
    done = checked = 0
    while (mark := _MARK.search(part, checked)) is not None:
        found = _PIECE.match(part, mark.start())
        name = found.lastgroup if found is not None else None
        if found is None or name is None or (name == "box" and has_definitions):
            return None
        first, checked = found.span()
        kind = _KINDS.get(name)
        if kind is None:
            continue  # it is shown as it stands
        if done < first:
            segments.append(Segment(at + len(visible), Position(number, column + done)))
            visible += part[done:first]
        start = at + len(visible)
        shown = found.start("label" if kind is SpotKind.LINK else name)
        visible += found["label" if kind is SpotKind.LINK else name]
        segments.append(Segment(start, Position(number, column + shown)))
        if kind is SpotKind.STRONG and found["stars"] == "*":
            kind = SpotKind.EMPHASIS
        span = Span(Position(number, column + first), Position(number, column + checked))
        spots.append(Spot(kind, start, at + len(visible), span, found["target"] or ""))
        done = checked
    if done < len(part):
        segments.append(Segment(at + len(visible), Position(number, column + done)))
        visible += part[done:]
    return visible
