"""A line of a document with a mark under the words that count, for a terminal.

Columns on a screen are not characters: an emoji takes two cells, an accent none. What would steer the terminal instead
of showing on it (escape sequences, text direction) is replaced, for documents come from strangers.
"""

import re
from typing import NamedTuple

from milestone_ls.text import cells

_TAB = " " * 4
_ELLIPSIS = "..."
# Control characters, and those that turn the direction of what follows (Unicode, UAX 9) or end a line.
_STEERING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Excerpt(NamedTuple):
    """A line in three pieces, and the cells that stand before and under the marked one."""

    before: str
    marked: str
    after: str
    indent: int
    width: int


def plain(text: str) -> str:
    """*text* with nothing in it that steers a terminal; tabs are blanks."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text).replace("\t", _TAB)


def excerpt(line: str, start: int, end: int, room: int) -> Excerpt:
    """*line*, 0-based columns *start* to *end* of which are marked, cut down to about *room* cells.

    An empty stretch is marked by one cell.
    """
    before, marked, after = plain(line[:start]), plain(line[start:end]), plain(line[end:])
    if cells(before) + cells(marked) + cells(after) > room:
        before = _ending(before, max(room // 3, room - cells(marked) - cells(after)))
        marked = _beginning(marked, max(room // 3, room - cells(before) - len(_ELLIPSIS)))
        after = _beginning(after, max(0, room - cells(before) - cells(marked)))
    return Excerpt(before, marked, after, cells(before), max(1, cells(marked)))


def _beginning(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    kept = text[: max(0, room - len(_ELLIPSIS))]
    while kept and cells(kept) > room - len(_ELLIPSIS):
        kept = kept[:-1]
    return kept + _ELLIPSIS


def _ending(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    kept = text[len(text) - max(0, room - len(_ELLIPSIS)) :]
    while kept and cells(kept) > room - len(_ELLIPSIS):
        kept = kept[1:]
    return _ELLIPSIS + kept
