"""Where the content that markdown-it hands out stands in the source: the one place that maps it back.

markdown-it gives a block's lines and its content, with indentation, quote markers and list markers already
taken off. What is left of each line is the end of that line, so it is found from the right.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from milestone_ls.text import Position


class Anchor(NamedTuple):
    """From *offset* of a block's content on, characters stand side by side from *place* on."""

    offset: int
    place: Position


Anchors = list[Anchor]

_MARKS = re.compile(r"#+")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
# Rows below the header end the table where they could begin a list or a quote, so only a quote's markers stand before
# them. White space is what markdown-it trims: these control characters are none.
_OPENING_PIPE = re.compile(r"(?:>|[^\S\x1c-\x1f\x85])*\|")


def of_paragraph(content: str, lines: Sequence[str], first: int) -> Anchors:
    """Anchors of a paragraph or setext heading.

    lines   the lines of the chunk, without their ends
    first   the line on which the block begins
    """
    anchors: Anchors = []
    offset, number = 0, first
    for part in content.split("\n"):
        number, column, expanded = _place_of(part, lines, number)
        anchors.append(Anchor(offset, Position(number, max(0, column - expanded))))
        if expanded:
            anchors.append(Anchor(offset + expanded, Position(number, column)))
        offset += len(part) + 1
        number += 1
    return anchors


def _place_of(part: str, lines: Sequence[str], number: int) -> tuple[int, int, int]:
    """Line and column of what is left of a line, and how many spaces before it stand for a tab.

    The line is *number*, or a later one where markdown-it stripped lines of control characters alone. White space
    behind the text may be stripped, too. Of a tab that a container takes half of, the other half comes as spaces.
    """
    text = part.lstrip(" \t")
    found = ((candidate, lines[candidate].rfind(text)) for candidate in range(number, len(lines)))
    number, column = next((place for place in found if place[1] >= 0), (min(number, len(lines) - 1), 0))
    indent = len(part) - len(text)
    while indent and column and lines[number][column - 1] == part[indent - 1]:
        indent, column = indent - 1, column - 1
    return number, column, indent


def of_atx_heading(content: str, source: str, line: int) -> Anchors:
    """Anchors of an ATX heading; no container's marker holds a ``#``, so the first one opens the heading."""
    marks = _MARKS.search(source)
    behind = marks.end() if marks else 0
    return [Anchor(0, Position(line, max(behind, source.find(content, behind))))]


class CellSource(NamedTuple):
    """A cell of a table row: columns ``start`` to ``end`` of its line, without the spaces around."""

    start: int
    end: int
    anchors: Anchors


def of_cells(contents: Sequence[str], source: str, line: int, *, header: bool) -> Iterator[CellSource]:
    """The place of each cell of a row.

    contents   the cells as markdown-it gives them, spaces stripped and escaped pipes unescaped
    """
    stops = [found.start() for found in _UNESCAPED_PIPE.finditer(source)]
    opens = _header_opens_with_pipe(contents, source, stops) if header else _OPENING_PIPE.match(source)
    first_stop = stops[0] if stops else None
    # Before a row that does not open with a pipe may stand the markers of quotes and lists.
    begin = stops.pop(0) + 1 if opens else max(0, source.rfind(_written(contents[0]), 0, first_stop))
    for content in contents:
        stop = stops.pop(0) if stops else len(source)
        # An empty cell is where somebody would write: behind the space that follows the pipe.
        start = source.find(_written(content), begin) if content else min(begin + 1, stop)
        anchors = [Anchor(0, Position(line, start))]
        for index, pipe in enumerate(re.finditer(r"\|", content), 1):
            anchors.append(Anchor(pipe.start(), Position(line, start + pipe.start() + index)))
        yield CellSource(start, start + len(_written(content)), anchors)
        begin = min(stop + 1, len(source))


def cells_written(source: str) -> int:
    """How many cells a row below the header has in its source; the pipes around a row begin and end none."""
    stops = [found.end() for found in _UNESCAPED_PIPE.finditer(source)]
    opens = _OPENING_PIPE.match(source) is not None
    closes = bool(stops) and not source[stops[-1] :].strip()
    return max(0, len(stops) + 1 - opens - closes)


def _header_opens_with_pipe(contents: Sequence[str], source: str, stops: Sequence[int]) -> bool:
    """Whether a pipe stands before the first cell; a header row that could begin a list is a header row all the same.

    It has as many cells as it has pieces between its pipes, so one pipe too many is the opening or the closing one.
    """
    if not stops:
        return False  # all its pipes are escaped: it is one cell
    closes = not contents[-1] or _written(contents[-1]) not in source[stops[-1] :]
    return len(stops) + 1 - closes > len(contents)


def _written(content: str) -> str:
    return content.replace("|", "\\|")
