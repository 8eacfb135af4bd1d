"""Who depends on whom, directly and through others, and where that goes round in a circle.

Nodes are paths of documents; an edge goes from a milestone to one that it depends on. networkx does the graph
work and is imported when the first question is asked, never at start.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

Paths = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges both ways, over the same set of milestones.

    upstream     path to the paths that it depends on, in the order in which it states them
    downstream   path to the paths that depend on it, sorted
    """

    upstream: Mapping[str, Paths] = field(default_factory=dict)
    downstream: Mapping[str, Paths] = field(default_factory=dict)

    def after(self, changes: Mapping[str, Paths]) -> "Graph":
        """The graph in which the documents in *changes* depend on the given ones and on no others."""
        upstream, downstream = dict(self.upstream), dict(self.downstream)
        for path, targets in changes.items():
            before = upstream.pop(path, ())
            for target in set(before) - set(targets):
                left = tuple(known for known in downstream[target] if known != path)
                downstream[target] = left
                if not left:
                    del downstream[target]
            for target in set(targets) - set(before):
                downstream[target] = tuple(sorted((*downstream.get(target, ()), path)))
            if targets:
                upstream[path] = targets
        return Graph(upstream, downstream)

    def ancestors(self, path: str) -> frozenset[str]:
        """Everything that *path* depends on, directly or through others."""
        return _reachable(path, self.upstream)

    def descendants(self, path: str) -> frozenset[str]:
        """Everything that depends on *path*, directly or through others."""
        return _reachable(path, self.downstream)

    def way(self, source: str, target: str) -> Paths:
        """A shortest chain of dependencies from *source* to *target*, both included; empty if there is none."""
        previous: dict[str, str] = {}
        waiting = deque([source])
        while waiting:
            node = waiting.popleft()
            for other in self.upstream.get(node, ()):
                if other == target:
                    return (*_chain(previous, node), target)
                if other not in previous and other != source:
                    previous[other] = node
                    waiting.append(other)
        return ()

    def components(self) -> tuple[frozenset[str], ...]:
        """The strongly connected components of more than one milestone: no order among their members exists."""
        import networkx as nx  # noqa: PLC0415 - costs start-up time that a plan without edges never needs

        graph: nx.DiGraph[str] = nx.DiGraph(
            (source, target) for source, targets in self.upstream.items() for target in targets
        )
        return tuple(frozenset(members) for members in nx.strongly_connected_components(graph) if len(members) > 1)


def shortest_cycle(graph: Graph, path: str, members: frozenset[str]) -> Paths:
    """A shortest way from *path* back to itself inside a component, with *path* at both ends."""
    inner = Graph({node: tuple(t for t in graph.upstream.get(node, ()) if t in members) for node in members})
    ways = [(path, *inner.way(target, path)) for target in inner.upstream[path] if inner.way(target, path)]
    return min(ways, key=len, default=())


def _reachable(path: str, edges: Mapping[str, Paths]) -> frozenset[str]:
    return frozenset(_walk(path, lambda node: edges.get(node, ())))


def _walk(start: str, neighbours: Callable[[str], Iterable[str]]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for other in neighbours(waiting.pop()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    yield from seen


def _chain(previous: Mapping[str, str], node: str) -> Iterator[str]:
    chain = [node]
    while chain[-1] in previous:
        chain.append(previous[chain[-1]])
    return reversed(chain)
