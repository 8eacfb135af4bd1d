"""The last schedule that was worked out on the way to a plan, and what has changed since: a schedule in waiting."""

from collections.abc import Callable, Collection, Generator

from milestone_ls.project.graph import Graph
from milestone_ls.project.schedule.advancing import Worked, advancing
from milestone_ls.project.schedule.nodes import Node
from milestone_ls.project.schedule.schedule import Schedule
from milestone_ls.records import Record


class Forecast(Record):
    """What a plan keeps of those before it, so that an edit costs what it changes.

    known   None as long as nobody has asked for a schedule
    since   the paths of the milestones that may have changed after it
    """

    known: Schedule | None = None
    since: frozenset[str] = frozenset()

    def after(self, schedule: Schedule | None, changed: frozenset[str]) -> "Forecast":
        """What a plan keeps in which the milestones in *changed* may differ.

        schedule   that of the plan before, if anybody has asked for it
        """
        if schedule is not None:
            return Forecast(schedule, changed)
        return self if self.known is None else Forecast(self.known, self.since | changed)

    def scheduling(
        self, paths: Collection[str], node: Callable[[str], Node | None], graph: Graph
    ) -> Generator[None, None, Schedule]:
        """The steps to the schedule of a plan whose files are *paths*; *node* tells which milestone each is, if one."""
        before = self.known.worked if self.known else Worked()
        nodes = {}
        for path in self.since if self.known else paths:
            nodes[path] = node(path)
            yield
        worked = yield from advancing(before, nodes, graph)
        return self.known if self.known is not None and worked is before else Schedule(worked)
