"""Milestones by a few letters of their IDs and titles (LSP 3.17, workspace/symbol)."""

import re
from collections.abc import Callable, Generator
from heapq import nsmallest
from typing import NamedTuple

from milestone_ls.features.card import status_words
from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import Order, order_of
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.table import Table
from milestone_ls.records import Record
from milestone_ls.steps import finished
from milestone_ls.syntax.names import fold
from milestone_ls.text import Span

MOST = 200
"""Answers that a client gets: it asks again with every letter."""

_STEP = 256
"""Milestones that are looked at in one step."""


class Found(Record):
    """A milestone that a query meets; *container* is what an editor shows beside its name."""

    path: str
    name: str
    container: str
    span: Span
    rank: tuple[int, int]


class _Row(NamedTuple):
    """What a milestone is found by, in the order in which milestones are shown.

    id      folded, without dashes
    spoken  ID and title without case
    text    the same without spaces and dashes
    """

    order: Order
    path: str
    id: str
    spoken: str
    text: str


class Rows(Table[_Row]):
    """The milestones of a plan, to be searched."""

    def row(self, milestone: Milestone) -> _Row:
        spoken = f"{milestone.id} {milestone.title}".casefold()
        id_, text = fold(milestone.id).replace("-", ""), "".join(spoken.split()).replace("-", "")
        return _Row(order_of(milestone.display_name), milestone.path, id_, spoken, text)


def search(snapshot: Snapshot, query: str) -> list[Found]:
    """The MOST milestones that fit *query* best, by the letters of it in the order in which ID and title have them.

    rank   the smaller the better: the whole ID, the beginning of the ID, of a word, letters far apart
    """
    return finished(searching(snapshot, query))


def searching(snapshot: Snapshot, query: str) -> Generator[None, None, list[Found]]:
    """The steps of :func:`search`: it is asked with every letter that is typed, and given up at the next."""
    wanted = fold(query).replace("-", "")
    rows = snapshot.kept.of(Rows).rows(snapshot.plan)
    is_met = _letters_of(wanted)
    hits: list[tuple[tuple[int, int], int]] = []
    for start in range(0, len(rows) if wanted else MOST, _STEP):
        for number, row in enumerate(rows[start : start + _STEP], start):
            if is_met(row.text) or row.id.startswith(wanted):
                rank = _rank(row, wanted)
                if rank is not None:
                    hits.append((rank, number))
        yield
    return [_found(snapshot, rows[number], rank) for rank, number in nsmallest(MOST, hits)]


def _found(snapshot: Snapshot, row: _Row, rank: tuple[int, int]) -> Found:
    milestone = snapshot.plan.milestone(row.path)
    assert milestone is not None  # noqa: S101 - the row is of this plan
    container = " · ".join(filter(None, (status_words(milestone), milestone.track)))
    return Found(milestone.path, milestone.display_name, container, milestone.name_span, rank)


def order(found: Found) -> tuple[object, ...]:
    """A key that puts the best first, and those that are as good as each other in the order of their IDs."""
    return found.rank, order_of(found.name), found.path


def _letters_of(wanted: str) -> Callable[[str], object]:
    """Whether a text has all letters of *wanted* in their order: asked of every milestone, so by one expression."""
    return re.compile("".join(f"[^{re.escape(letter)}]*+{re.escape(letter)}" for letter in wanted)).match


def _rank(row: _Row, wanted: str) -> tuple[int, int] | None:
    if not wanted or row.id == wanted:
        return (0, 0)
    if row.id.startswith(wanted):
        return (1, len(row.id))
    spread = _spread(row.text, wanted)
    if spread is None:
        return None
    begins = any(word.startswith(wanted) for word in row.spoken.replace("_", " ").split())
    return (2 if begins else 3, spread)


def _spread(text: str, wanted: str) -> int | None:
    """How many other letters stand between those of *wanted*, found from left to right; None where one is missing."""
    first = at = text.find(wanted[0])
    if at < 0:
        return None
    whole = text.find(wanted)
    if whole >= 0:
        return 0
    for letter in wanted[1:]:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
    return at - first + 1 - len(wanted)
