"""Who depends on whom, directly and through others, and where that goes round in a circle.

Nodes are paths of documents; an edge goes from a milestone to one that it depends on. networkx does the
work where there are circles, and is imported when the first one is met.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from milestone_ls.records import Record, field

Paths = tuple[str, ...]
_FEW = 8
"""Of more changes than these at once, looking for cycles anew is no more work than looking at each."""


class Graph(Record, dict=True):
    """Edges both ways, over the same set of milestones.

    upstream     path to the paths that it depends on, in the order in which it states them
    downstream   path to the paths that depend on it, sorted
    """

    upstream: Mapping[str, Paths] = field(default_factory=dict)
    downstream: Mapping[str, Paths] = field(default_factory=dict)

    def after(self, changes: Mapping[str, Paths]) -> "Graph":
        """The graph in which the documents in *changes* depend on the given ones and on no others."""
        upstream = {path: targets for path, targets in self.upstream.items() if path not in changes}
        upstream.update((path, targets) for path, targets in changes.items() if targets)
        downstream = dict(self.downstream)
        sources: dict[str, set[str]] = {}
        for path, targets in changes.items():
            before = self.upstream.get(path, ())
            for target in set(before) ^ set(targets):
                sources.setdefault(target, set(downstream.get(target, ()))).symmetric_difference_update({path})
        for target, found in sources.items():
            downstream[target] = tuple(sorted(found))
            if not found:
                del downstream[target]
        graph = Graph(upstream, downstream)
        if self._keeps_cycles(graph, changes):
            vars(graph)["components"] = self.components  # as if they had been asked for
        return graph

    def _keeps_cycles(self, after: "Graph", changes: Mapping[str, Paths]) -> bool:
        """Whether the cycles, if they are known, are sure to be those of the graph *after* some edges changed.

        An edge makes or breaks a cycle only where what it begins at lies on one, before or after.
        """
        if "components" not in vars(self) or len(changes) > _FEW:
            return False
        return not any(path in self._component_of or path in after.ancestors(path) for path in changes)

    def ancestors(self, *paths: str) -> frozenset[str]:
        """Everything that one of *paths* depends on, directly or through others."""
        return _reachable(paths, self.upstream)

    def descendants(self, *paths: str) -> frozenset[str]:
        """Everything that depends on one of *paths*, directly or through others."""
        return _reachable(paths, self.downstream)

    def component(self, path: str) -> frozenset[str]:
        """The members of the cycle that *path* is part of; empty without one."""
        return self._component_of.get(path, frozenset())

    def cycle(self, path: str) -> Paths:
        """A shortest cycle through *path*, which stands at both ends; empty without one."""
        members = self.component(path)
        return self._within(members).way(path, path) if members else ()

    @cached_property
    def without_cycles(self) -> "Graph":
        """The graph without the edges that lie inside a cycle."""
        cyclic = {
            path: tuple(target for target in self.upstream.get(path, ()) if target not in members)
            for members in self.components
            for path in members
        }
        return self.after(cyclic) if cyclic else self

    @cached_property
    def _component_of(self) -> Mapping[str, frozenset[str]]:
        return {path: members for members in self.components for path in members}

    def _within(self, members: frozenset[str]) -> "Graph":
        inner = {path: tuple(target for target in self.upstream.get(path, ()) if target in members) for path in members}
        return Graph(inner)

    def way(self, source: str, target: str) -> Paths:
        """A shortest chain of dependencies from *source* to *target*, both included; empty if there is none."""
        previous: dict[str, str] = {}
        heights = self._heights
        least = heights.get(target, 0)
        waiting = deque([source])
        while waiting:
            node = waiting.popleft()
            for other in self.upstream.get(node, ()):
                if other == target:
                    return (*_chain(previous, node), target)
                # What stands no higher than the target does not depend on it.
                if heights.get(other, least + 1) > least and other not in previous and other != source:
                    previous[other] = node
                    waiting.append(other)
        return ()

    @cached_property
    def _heights(self) -> Mapping[str, int]:
        """How long the longest chain above each milestone is; nothing where some chain goes round in a circle."""
        heights: dict[str, int] = {}
        try:
            for path in TopologicalSorter(self.upstream).static_order():
                heights[path] = max((heights[target] + 1 for target in self.upstream.get(path, ())), default=0)
        except CycleError:
            return {}
        return heights

    @cached_property
    def components(self) -> tuple[frozenset[str], ...]:
        """The strongly connected components of more than one milestone: no order among their members exists."""
        if not self.upstream or self._heights:
            return ()
        import networkx as nx  # noqa: PLC0415 - costs start-up time that a plan without cycles never needs

        graph: nx.DiGraph[str] = nx.DiGraph(
            (source, target) for source, targets in self.upstream.items() for target in targets
        )
        return tuple(frozenset(members) for members in nx.strongly_connected_components(graph) if len(members) > 1)


def _reachable(starts: Iterable[str], edges: Mapping[str, Paths]) -> frozenset[str]:
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        for other in edges.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen)


def _chain(previous: Mapping[str, str], node: str) -> Iterator[str]:
    chain = [node]
    while chain[-1] in previous:
        chain.append(previous[chain[-1]])
    return reversed(chain)
