"""Small plans for the tests of the schedule: written in a line, or drawn at random."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from milestone_ls.project.graph import Graph
from milestone_ls.project.schedule.advancing import Worked, advanced
from milestone_ls.project.schedule.nodes import Node
from milestone_ls.project.schedule.schedule import Schedule
from milestone_ls.syntax.intervals import Interval
from milestone_ls.template.vocabulary import Status

Nodes = dict[str, Node]


def milestone(id_: str, upstream: str = "", hours: tuple[float, float] | None = (8, 8), **more: Status) -> Node:
    """A node whose path is its ID; *upstream* are IDs with blanks between them."""
    duration = Interval(*hours) if hours else None
    return Node(id_, id_, more.get("status", Status.PENDING), duration, tuple(upstream.split()))


def graph_of(nodes: Mapping[str, Node]) -> Graph:
    edges = {path: tuple(other for other in node.upstream if other in nodes) for path, node in nodes.items()}
    return Graph().after(edges)


def scheduled(*nodes: Node) -> Schedule:
    return schedule_of({node.path: node for node in nodes})


def schedule_of(nodes: Mapping[str, Node]) -> Schedule:
    return Schedule(advanced(Worked(), nodes, graph_of(nodes)))


@dataclass(frozen=True)
class Draw:
    """How a random plan may look. *cyclic*: dependencies may go round."""

    most: int = 8
    cyclic: bool = False
    unknown: bool = True


STATUSES = st.sampled_from(
    [Status.PENDING] * 5 + [Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED, Status.UNKNOWN]
)
HOURS = st.integers(0, 6).flatmap(lambda low: st.integers(low, 8).map(lambda high: Interval(low, high)))


@st.composite
def plans(draw: st.DrawFn, how: Draw) -> Nodes:
    count = draw(st.integers(1, how.most))
    return {path: draw(nodes(path, how)) for path in map(str, range(count))}


@st.composite
def nodes(draw: st.DrawFn, path: str, how: Draw) -> Node:
    others = [other for other in map(str, range(how.most if how.cyclic else int(path))) if other != path]
    upstream = draw(st.lists(st.sampled_from(others), unique=True, max_size=3)) if others else []
    # Most plans know their durations: one that is missing hides every other figure.
    missing = how.unknown and draw(st.integers(0, 11)) == 0
    return Node(path, path, draw(STATUSES), None if missing else draw(HOURS), tuple(upstream))
