"""Which milestones of a large plan are worth ranking: all that may be among the best, and few others.

The list is asked for at every letter. How well a name fits, and who may be named at all, is for others to say.
"""

import sys
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from milestone_ls.features.completion.items import folded
from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import Order, order_of
from milestone_ls.project.plan import Plan
from milestone_ls.project.table import Table
from milestone_ls.syntax.names import unpad
from milestone_ls.template.vocabulary import Status

FINISHED = (Status.COMPLETED, Status.CANCELLED)
_MANY = 1_000
"""Milestones with a name that begins as was typed, from which on going through them in order finds enough of them."""


class Candidate(NamedTuple):
    """What the choice of a milestone goes by, in the order in which milestones are offered.

    track   without case
    names   folded, by which it is looked for; each once
    """

    is_finished: bool
    order: Order
    path: str
    track: str
    names: tuple[str, ...]


class Candidates(Table[Candidate]):
    """The milestones of a plan, to be chosen among."""

    def __init__(self) -> None:
        super().__init__()
        self._index = _Index(())

    def row(self, milestone: Milestone) -> Candidate:
        names = tuple(dict.fromkeys(map(folded, filter(None, (milestone.id, milestone.title, milestone.stem)))))
        is_finished = milestone.status in FINISHED
        return Candidate(is_finished, order_of(milestone.id), milestone.path, milestone.track.casefold(), names)

    def best(
        self, plan: Plan, query: str, track: str, most: int, may_stand: Callable[[Milestone], bool]
    ) -> Iterator[Milestone]:
        """The *most* that fit best and may stand there, and some more, in no order.

        query      what was typed, folded; names that begin with it fit better than those that have it elsewhere
        track      without case; of those that fit as well, its unfinished milestones come first; empty for none
        """
        rows = self.rows(plan)
        if rows is not self._index.rows:
            self._index = _Index(rows)

        def fits(row: Candidate) -> bool:
            milestone = plan.milestone(row.path)
            return milestone is not None and may_stand(milestone)

        found = self._index.best(query, track, most, fits)
        return plan.milestones_at(row.path for row in found)


class _Index:
    """How rows that stay as they are are found by what was typed."""

    def __init__(self, rows: Sequence[Candidate]) -> None:
        self.rows = rows

    def best(self, query: str, track: str, most: int, fits: Callable[[Candidate], bool]) -> Collection[Candidate]:
        if not query:
            return tuple(islice(filter(fits, _offered(self.rows, track)), most))
        found = dict.fromkeys(filter(fits, self._named(query)))
        found.update(dict.fromkeys(islice(filter(fits, self._begun(query, track)), most)))
        if len(found) < most:
            found.update(dict.fromkeys(filter(fits, self._holding(query))))
        return found

    def _named(self, query: str) -> Iterator[Candidate]:
        """Those with a name that *query* is."""
        begun = islice(self._names, self._range(query)[0], None)
        return (self.rows[number] for _, number in takewhile(lambda entry: entry[0] == query, begun))

    def _begun(self, query: str, track: str) -> Iterable[Candidate]:
        """Those with a name that begins with *query*, in the order in which they are offered."""
        first, end = self._range(query)
        if end - first > _MANY:
            return (row for row in _offered(self.rows, track) if any(name.startswith(query) for name in row.names))
        found = [self.rows[number] for number in sorted({number for _, number in self._names[first:end]})]
        return _offered(found, track)

    def _holding(self, query: str) -> Iterator[Candidate]:
        """Those with a name that has *query* somewhere in it, or one that it begins but for zeros; and some more."""
        plain = unpad(query)
        texts = zip(self.rows, self._texts, strict=True)
        return (row for row, (text, unpadded) in texts if query in text or plain in unpadded)

    def _range(self, query: str) -> tuple[int, int]:
        """Between which places of the ordered names those stand that begin with *query*."""
        return bisect_left(self._names, (query,)), bisect_left(self._names, (query + chr(sys.maxunicode),))

    @cached_property
    def _names(self) -> list[tuple[str, int]]:
        """Every name with the number of its row, in order."""
        return sorted([(name, number) for number, row in enumerate(self.rows) for name in row.names])

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        """The names of each row in one text, as they are and without leading zeros."""
        texts = ["\n".join(row.names) for row in self.rows]
        return [(text, unpad(text)) for text in texts]


def _offered(rows: Sequence[Candidate], track: str) -> Iterable[Candidate]:
    """*rows* in the order in which they are offered for a document of *track*."""
    if not track:
        return rows
    first_finished = bisect_left(rows, (True,))
    parts = rows[:first_finished], rows[first_finished:]
    return (row for part in parts for of_track in (True, False) for row in part if (row.track == track) is of_track)
