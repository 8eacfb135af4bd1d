"""From one schedule to the next: what changed milestones make of the figures, and nothing else worked out again.

A change goes along the edges, in the order of the graph, and stops where a figure comes out as it was. The first
schedule is the change of an empty one.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush

from milestone_ls.project.graph import Graph
from milestone_ls.project.schedule.nodes import Node
from milestone_ls.project.schedule.passes import Ahead, look_ahead, look_behind
from milestone_ls.records import Record, field
from milestone_ls.steps import finished
from milestone_ls.syntax.intervals import ZERO, Interval


class Worked(Record):
    """A plan as the passes left it, by path.

    cyclic   the members of cycles
    depth    how many edges the longest way to a milestone has; the edges inside cycles are none
    behind   the working hours that follow at the least
    """

    nodes: Mapping[str, Node] = field(default_factory=dict)
    cyclic: frozenset[str] = frozenset()
    depth: Mapping[str, int] = field(default_factory=dict)
    ahead: Mapping[str, Ahead] = field(default_factory=dict)
    behind: Mapping[str, Interval] = field(default_factory=dict)


def advanced(old: Worked, changes: Mapping[str, Node | None], graph: Graph) -> Worked:
    """The figures after the milestones in *changes* changed (None: went away), over the edges of *graph* as it is now.

    Every milestone whose edges changed is among *changes*.
    """
    return finished(advancing(old, changes, graph))


def advancing(old: Worked, changes: Mapping[str, Node | None], graph: Graph) -> Generator[None, None, Worked]:
    """The steps of :func:`advanced`."""
    changed = {path: node for path, node in changes.items() if old.nodes.get(path) != node}
    cyclic = frozenset().union(*graph.components)
    if not changed and cyclic == old.cyclic:
        return old
    advance = _Advance(old, changed, cyclic, graph)
    yield from advance.steps()
    return advance.result


class _Advance:
    """One step from a schedule to the next."""

    def __init__(self, old: Worked, changed: Mapping[str, Node | None], cyclic: frozenset[str], graph: Graph) -> None:
        self._old = old
        self._cyclic = cyclic
        self._downstream = graph.downstream
        self._nodes = dict(old.nodes)
        for path, node in changed.items():
            if node is None:
                self._nodes.pop(path, None)
            else:
                self._nodes[path] = node
        self._gone = [path for path in changed if path not in self._nodes]
        turned = cyclic ^ old.cyclic
        self._seeds = (changed.keys() | turned) & self._nodes.keys()
        # A cycle that opens or closes changes which of its members' edges count, on both their ends.
        turned_edges = turned.union(*(graph.downstream.get(path, ()) for path in turned)) & self._nodes.keys()
        self._rewired = turned_edges | {path for path in self._seeds if self._is_rewired(path)}
        self._depth = dict(old.depth)
        self._ahead = dict(old.ahead)
        self._behind = dict(old.behind)

    @property
    def result(self) -> Worked:
        """The figures, after the steps."""
        return Worked(self._nodes, self._cyclic, self._depth, self._ahead, self._behind)

    def steps(self) -> Iterator[None]:
        """Work everything out, a milestone a step."""
        for path in self._gone:
            for figures in (self._depth, self._ahead, self._behind):
                figures.pop(path, None)
        yield from self._set_depths()
        seeds = self._seeds.union(*(self._below(path) for path in self._seeds))
        yield from self._spread(seeds, self._look_ahead, self._below, 1)
        above = {other for path in self._seeds for other in self._above(path)}
        above.update(other for path in (*self._seeds, *self._gone) for other in self._above_before(path))
        yield from self._spread(self._seeds | above, self._look_behind, self._above, -1)

    def _is_rewired(self, path: str) -> bool:
        before = self._old.nodes.get(path)
        return before is None or before.upstream != self._nodes[path].upstream

    # The edges that count: none between members of cycles, for no order exists there

    def _above(self, path: str) -> Iterable[str]:
        upstream = self._nodes[path].upstream
        return [other for other in upstream if other not in self._cyclic] if path in self._cyclic else upstream

    def _below(self, path: str) -> Iterable[str]:
        downstream = self._downstream.get(path, ())
        return [other for other in downstream if other not in self._cyclic] if path in self._cyclic else downstream

    def _above_before(self, path: str) -> Iterator[str]:
        before = self._old.nodes.get(path)
        return (other for other in before.upstream if other in self._nodes) if before else iter(())

    # The order

    def _set_depths(self) -> Iterator[None]:
        """The depths of what was rewired and of all that hangs on it, each behind those that it depends on."""
        region = set(self._rewired)
        waiting = list(region)
        while waiting:
            for other in self._below(waiting.pop()):
                if other not in region:
                    region.add(other)
                    waiting.append(other)
        left = {path: sum(other in region for other in self._above(path)) for path in region}
        ready = deque(path for path, count in left.items() if not count)
        while ready:
            path = ready.popleft()
            self._depth[path] = max((self._depth[other] + 1 for other in self._above(path)), default=0)
            for other in self._below(path):
                left[other] -= 1
                if not left[other]:
                    ready.append(other)
            yield

    def _spread(
        self, seeds: Iterable[str], look: Callable[[str], bool], onward: Callable[[str], Iterable[str]], sign: int
    ) -> Iterator[None]:
        """Work out *seeds*, and whatever lies *onward* of those that *look* finds changed, in the order of depths."""
        depth = self._depth
        heap = [(sign * depth[path], path) for path in seeds]
        heapify(heap)
        seen = set(seeds)
        while heap:
            _, path = heappop(heap)
            if look(path):
                for other in onward(path):
                    if other not in seen:
                        seen.add(other)
                        heappush(heap, (sign * depth[other], other))
            yield

    # The figures

    def _look_ahead(self, path: str) -> bool:
        """Whether the forward pass finds something new."""
        nodes, ahead = self._nodes, self._ahead
        node, in_cycle = nodes[path], path in self._cyclic
        found = look_ahead(
            node, [] if in_cycle else [(nodes[other], ahead[other]) for other in node.upstream], in_cycle=in_cycle
        )
        if ahead.get(path) == found:
            return False
        ahead[path] = found
        return True

    def _look_behind(self, path: str) -> bool:
        nodes, behind = self._nodes, self._behind
        found = ZERO
        if path not in self._cyclic:
            found = look_behind((nodes[other], behind[other]) for other in self._below(path))
        if behind.get(path) == found:
            return False
        behind[path] = found
        return True
