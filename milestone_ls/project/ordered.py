"""Milestones in the order of their IDs, so that the one next to an ID is found without looking at all of them.

It knows nothing of how new ones are named; it is worked out once a plan.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeAlias

from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import Order, order_of
from milestone_ls.syntax.names import letters

_Ordered: TypeAlias = Sequence[tuple[Order, Milestone]]


class Ordered:
    """*milestones* that have an ID, in the order of their IDs; of equal ones as they are given."""

    def __init__(self, milestones: Iterable[Milestone]) -> None:
        with_order = ((order_of(milestone.id), milestone) for milestone in milestones if milestone.id)
        self._all: _Ordered = sorted(with_order, key=_order)

    def __bool__(self) -> bool:
        return bool(self._all)

    @cached_property
    def counts(self) -> bool:
        """Whether some ID begins with a digit."""
        return any(milestone.id[0].isdigit() for _, milestone in self._all)

    @cached_property
    def _by_letters(self) -> Mapping[str, _Ordered]:
        found: dict[str, list[tuple[Order, Milestone]]] = defaultdict(list)
        for order, milestone in self._all:
            found[letters(milestone.id)].append((order, milestone))
        return found

    def next_to_with_its_letters(self, id_: str) -> Milestone | None:
        """As :meth:`next_to`, of those whose IDs have the letters of *id_*."""
        return _next_to(id_, self._by_letters.get(letters(id_), ()), _any)

    def next_to(self, id_: str, fits: Callable[[Milestone], bool]) -> Milestone | None:
        """The one that *fits* and whose ID is next to *id_*, one before it first and one with its letters before all.

        fits   is asked from the nearest on, until it says yes
        """
        same = _next_to(id_, self._by_letters.get(letters(id_), ()), fits)
        return same or _next_to(id_, self._all, fits)


def _next_to(id_: str, ordered: _Ordered, fits: Callable[[Milestone], bool]) -> Milestone | None:
    behind = bisect_right(ordered, order_of(id_), key=_order)
    outwards = chain(range(behind - 1, -1, -1), range(behind, len(ordered)))
    return next((found for number in outwards if fits(found := ordered[number][1])), None)


def _order(entry: tuple[Order, Milestone]) -> Order:
    return entry[0]


def _any(_milestone: Milestone) -> bool:
    return True
