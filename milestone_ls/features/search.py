"""Milestones by a few letters of their IDs and titles (LSP 3.17, workspace/symbol)."""

from collections.abc import Generator

from milestone_ls.features.card import status_words
from milestone_ls.features.steps import finished
from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import order_of
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.syntax.names import fold
from milestone_ls.text import Span

MOST = 200
"""Answers that a client gets: it asks again with every letter."""


class Found(Record):
    """A milestone that a query meets; *container* is what an editor shows beside its name."""

    path: str
    name: str
    container: str
    span: Span
    rank: tuple[int, int]


def search(snapshot: Snapshot, query: str) -> list[Found]:
    """The milestones whose ID and title hold the letters of *query* in their order, in no order themselves.

    rank   the smaller the better: the whole ID, the beginning of the ID, of a word, letters far apart
    """
    return finished(searching(snapshot, query))


def searching(snapshot: Snapshot, query: str) -> Generator[None, None, list[Found]]:
    """The steps of :func:`search`: it is asked with every letter that is typed, and given up at the next."""
    wanted = fold(query).replace("-", "")
    hits = []
    for milestone in snapshot.plan.milestones:
        rank = _rank(milestone, wanted)
        if rank is not None:
            name = milestone.display_name
            container = " · ".join(filter(None, (status_words(milestone), milestone.track)))
            span = milestone.name_span
            hits.append(Found(milestone.path, name, container, span, rank))
        yield
    return hits


def order(found: Found) -> tuple[object, ...]:
    """A key that puts the best first, and those that are as good as each other in the order of their IDs."""
    return found.rank, order_of(found.name), found.path


def _rank(milestone: Milestone, wanted: str) -> tuple[int, int] | None:
    if not wanted:
        return (0, 0)
    id_ = fold(milestone.id).replace("-", "")
    if id_ == wanted:
        return (0, 0)
    if id_.startswith(wanted):
        return (1, len(id_))
    text = f"{milestone.id} {milestone.title}".casefold()
    spread = _spread("".join(text.split()).replace("-", ""), wanted)
    if spread is None:
        return None
    begins = any(word.startswith(wanted) for word in text.replace("_", " ").split())
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
