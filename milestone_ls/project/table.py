"""A row for each milestone of a plan, in an order: brought from plan to plan, made again for those that changed."""

from abc import ABC, abstractmethod
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from milestone_ls.project.facts import Milestone, Page
from milestone_ls.project.plan import Plan

_FEW = 16
"""Rows that are put in their places one by one; more are sorted together with all the others."""


Row = TypeVar("Row", bound=tuple[Any, ...])
"""Rows are in the order of their fields, of which the path is one: no two rows are equal."""


class Table(ABC, Generic[Row]):
    """The rows of the plan that was asked about last.

    They cannot be out of date: the pages of the plan that is asked about are compared with those that the rows are of,
    and pages never change.
    """

    def __init__(self) -> None:
        self._pages: Mapping[str, Page] = {}
        self._by_path: dict[str, Row] = {}
        self._rows: tuple[Row, ...] = ()
        self._made: dict[str, tuple[Milestone, Row]] = {}

    @abstractmethod
    def row(self, milestone: Milestone) -> Row:
        """What is kept of *milestone*."""

    def rows(self, plan: Plan) -> tuple[Row, ...]:
        """Those of *plan*, in order; the very same ones as long as no row is another."""
        if plan.pages is not self._pages:
            before, self._pages = self._pages, plan.pages
            self._change(plan, before)
        return self._rows

    def ahead(self, plan: Plan) -> Iterator[None]:
        """Make in steps what the first who asks would wait for."""
        if plan.pages is self._pages:
            return
        for path, page in plan.pages.items():
            if self._pages.get(path) is not page and (milestone := plan.milestone(path)) is not None:
                self._made[path] = milestone, self.row(milestone)
            yield
        self.rows(plan)
        self._made.clear()

    def _row(self, milestone: Milestone) -> Row:
        made = self._made.get(milestone.path)
        return made[1] if made is not None and made[0] is milestone else self.row(milestone)

    def _change(self, plan: Plan, before: Mapping[str, Page]) -> None:
        gone: list[Row] = []
        come: list[Row] = []
        changed = [path for path, page in plan.pages.items() if before.get(path) is not page]
        for path in (*changed, *(before.keys() - plan.pages.keys())):
            milestone = plan.milestone(path)
            old, new = self._by_path.pop(path, None), self._row(milestone) if milestone is not None else None
            if new is not None:
                self._by_path[path] = new
            if new != old:
                gone += [old] if old is not None else []
                come += [new] if new is not None else []
        if len(gone) + len(come) > _FEW:
            self._rows = tuple(sorted(self._by_path.values()))
        elif gone or come:
            rows = list(self._rows)
            for row in gone:
                del rows[bisect_left(rows, row)]
            for row in come:
                insort(rows, row)
            self._rows = tuple(rows)
