"""Where the content that markdown-it hands out stands in the source: the one place that maps it back.

markdown-it gives a block's lines and its content, with indentation, quote markers and list markers already
taken off. What is left of each line is the end of that line, so it is found from the right.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from milestone_ls.markdown.inline import Anchor, Anchors
from milestone_ls.text import Position

_MARKS = re.compile(r"#+")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


def of_paragraph(content: str, lines: Sequence[str], first: int) -> Anchors:
    """Anchors of a paragraph or setext heading.

    lines   the lines of the chunk, without their ends
    first   the line on which the block begins
    """
    anchors: Anchors = []
    offset, number = 0, first
    parts = content.split("\n")
    for index, part in enumerate(parts):
        last = index + 1 == len(parts)
        number = _line_that_ends_with(part, lines, number, stripped=last)
        source = lines[number].rstrip() if last else lines[number]
        column = len(source) - len(part)
        if column < 0:  # a tab that a container took half of is handed out as spaces: only the text stands fast
            anchors.append(Anchor(offset, Position(number, 0)))
            indent = len(part) - len(part.lstrip(" \t"))
            anchors.append(Anchor(offset + indent, Position(number, max(0, column + indent))))
        else:
            anchors.append(Anchor(offset, Position(number, column)))
        offset += len(part) + 1
        number = min(number + 1, len(lines) - 1)
    return anchors


def _line_that_ends_with(part: str, lines: Sequence[str], number: int, *, stripped: bool) -> int:
    """The line of *part*: *number*, or a later one where lines of control characters alone were stripped off."""
    text = part.lstrip()
    for candidate in range(number, len(lines)):
        line = lines[candidate].rstrip() if stripped else lines[candidate]
        if line.endswith(text):
            return candidate
    return number


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


def of_cells(contents: Sequence[str], source: str, line: int) -> Iterator[CellSource]:
    """The place of each cell of a row.

    contents   the cells as markdown-it gives them, spaces stripped and escaped pipes unescaped
    """
    stops = [found.start() for found in _UNESCAPED_PIPE.finditer(source)]
    begin = 0
    if stops:
        before = source[: stops[0]].rstrip()
        first = contents[0].replace("|", "\\|") if contents else ""
        # A row may open without a pipe; before its first cell may stand a list's or a quote's marker.
        begin = len(before) - len(first) if first and before.endswith(first) else stops.pop(0) + 1
    for content in contents:
        stop = stops.pop(0) if stops else len(source)
        raw = source[begin:stop]
        start = begin + len(raw) - len(raw.lstrip())
        written = content.replace("|", "\\|")
        anchors = [Anchor(0, Position(line, start))]
        for index, pipe in enumerate(re.finditer(r"\|", content), 1):
            anchors.append(Anchor(pipe.start(), Position(line, start + pipe.start() + index)))
        yield CellSource(start, min(start + len(written), len(source)) if content else start, anchors)
        begin = min(stop + 1, len(source))
