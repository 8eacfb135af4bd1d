"""The graph of dependencies, against networkx on graphs that nobody drew by hand."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.project.graph import Graph

Edges = dict[str, tuple[str, ...]]

NODES = tuple("abcdefgh")
nodes = st.sampled_from(NODES)
edges = st.dictionaries(nodes, st.lists(nodes, unique=True, max_size=4).map(tuple))


def without_loops(drawn: Edges) -> Edges:
    """The edges as a plan has them: nobody depends on itself, and who depends on nobody is not listed."""
    kept = {source: tuple(target for target in targets if target != source) for source, targets in drawn.items()}
    return {source: targets for source, targets in kept.items() if targets}


def digraph(upstream: Edges) -> "nx.DiGraph[str]":
    drawn: nx.DiGraph[str] = nx.DiGraph()
    drawn.add_nodes_from(NODES)
    drawn.add_edges_from((source, target) for source, targets in upstream.items() for target in targets)
    return drawn


def graph(upstream: Edges) -> Graph:
    return Graph().after(upstream)


graphs = edges.map(without_loops)


@given(graphs, st.lists(edges, max_size=4))
def test_changes_lead_to_the_graph_of_the_final_edges(upstream: Edges, changes: list[Edges]) -> None:
    changed, final = graph(upstream), dict(upstream)
    for change in changes:
        changed = changed.after(change)
        final = {source: targets for source, targets in {**final, **change}.items() if targets}
    assert changed == Graph().after(final)
    assert dict(changed.upstream) == final
    assert {(target, source) for target, found in changed.downstream.items() for source in found} == {
        (target, source) for source, targets in final.items() for target in targets
    }
    assert all(list(found) == sorted(found) and found for found in changed.downstream.values())


@given(graphs, st.lists(nodes, max_size=3))
def test_what_is_reached_is_what_networkx_reaches(upstream: Edges, starts: list[str]) -> None:
    drawn = digraph(upstream)
    reached = {
        node for start in starts for near in drawn.successors(start) for node in {near, *nx.descendants(drawn, near)}
    }
    reaching = {
        node for start in starts for near in drawn.predecessors(start) for node in {near, *nx.ancestors(drawn, near)}
    }
    assert graph(upstream).ancestors(*starts) == reached
    assert graph(upstream).descendants(*starts) == reaching


@given(graphs, nodes, nodes)
def test_a_way_is_a_shortest_chain_of_edges(upstream: Edges, source: str, target: str) -> None:
    drawn, way = digraph(upstream), graph(upstream).way(source, target)
    starts = [near for near in drawn.successors(source) if nx.has_path(drawn, near, target)]
    assert bool(way) == bool(starts)
    if way:
        assert (way[0], way[-1]) == (source, target)
        assert all(drawn.has_edge(*edge) for edge in pairwise(way))
        assert len(way) == 2 + min(nx.shortest_path_length(drawn, near, target) for near in starts)


@given(graphs, nodes)
def test_members_of_a_circle_are_those_that_reach_each_other(upstream: Edges, node: str) -> None:
    found, drawn = graph(upstream), digraph(upstream)
    around = {other for other in NODES if nx.has_path(drawn, node, other) and nx.has_path(drawn, other, node)}
    assert found.component(node) == (frozenset(around) if len(around) > 1 else frozenset())
    assert set(found.components) == {
        frozenset(members) for members in nx.strongly_connected_components(drawn) if len(members) > 1
    }


@given(graphs, nodes)
def test_a_cycle_goes_round_through_its_member_in_as_few_steps_as_any(upstream: Edges, node: str) -> None:
    found, drawn = graph(upstream), digraph(upstream)
    cycle = found.cycle(node)
    assert bool(cycle) == bool(found.component(node))
    if cycle:
        assert cycle[0] == cycle[-1] == node
        assert set(cycle) <= found.component(node)
        assert all(drawn.has_edge(*edge) for edge in pairwise(cycle))
        assert len(set(cycle)) == len(cycle) - 1
        assert len(cycle) == 2 + min(
            nx.shortest_path_length(drawn, near, node)
            for near in drawn.successors(node)
            if nx.has_path(drawn, near, node)
        )


@given(graphs)
def test_without_the_edges_inside_cycles_every_graph_has_an_order(upstream: Edges) -> None:
    found = graph(upstream)
    left = {source: targets for source, targets in found.without_cycles.upstream.items() if targets}
    assert nx.is_directed_acyclic_graph(digraph(left))
    assert left == {
        source: kept
        for source, targets in upstream.items()
        if (kept := tuple(target for target in targets if target not in found.component(source)))
    }


def test_a_graph_without_cycles_is_itself_without_them() -> None:
    found = graph({"b": ("a",), "c": ("a", "b")})
    assert found.without_cycles is found
    assert Graph().components == ()


@given(graphs, st.lists(graphs, min_size=1, max_size=5))
def test_cycles_are_those_of_the_edges_as_they_are_after_each_change(upstream: Edges, changes: list[Edges]) -> None:
    found = graph(upstream)
    for change in changes:
        found.components  # noqa: B018 - whoever asks for them has them kept up to date
        found = found.after(dict(list(change.items())[:2]))
        assert set(found.components) == set(graph(dict(found.upstream)).components)
