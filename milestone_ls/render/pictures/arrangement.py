"""Where milestones stand in a picture of dependencies, and how arrows run between them so that few of them cross.

The order within the columns is that of fast-sugiyama, an implementation of Sugiyama's method. Heights are counted in
rows, of which a milestone takes one; what a row or column is in pixels is not known here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from milestone_ls.records import Record
from milestone_ls.render.pictures.columns import Columns
from milestone_ls.render.pictures.model import Picture
from milestone_ls.render.pictures.tightening import BEND_SIZE, tightened

_MOST_BENDS = 40_000
_TRANSPOSE_UP_TO = 3_000  # bends and milestones: beyond that it takes seconds

Pair = tuple[int, int]


class Arrangement(Record):
    """Middles, counted in rows from 0.5.

    rows    key to the middle of its milestone
    bends   (source, target) to where the arrow passes through the columns between the two, in their order
    height  how many rows there are
    """

    rows: Mapping[str, float]
    bends: Mapping[tuple[str, str], tuple[float, ...]]
    height: float


class _Group(Record):
    """What hangs together, arranged by itself; the keys of *rows* are numbers of milestones."""

    rows: Mapping[int, float]
    bends: Mapping[Pair, tuple[float, ...]]


def arrange(picture: Picture, columns: Columns) -> Arrangement:
    """The arrangement of *picture*, the same for the same picture."""
    keys = [item.key for item in picture.items]
    number = {key: at for at, key in enumerate(keys)}
    column = [columns.of[key] for key in keys]
    pairs = [(number[arrow.source], number[arrow.target]) for arrow in picture.arrows]
    onward = [(source, target) for source, target in pairs if column[source] < column[target]]
    groups = [_group(members, column, found) for members, found in _parts(len(keys), _few_bends(onward, column))]
    groups.sort(key=lambda group: (-len(group.rows), min(group.rows)))
    rows: dict[int, float] = {}
    bends: dict[Pair, tuple[float, ...]] = {}
    for group, shift in _stacked(groups, column):
        rows.update((at, row + shift) for at, row in group.rows.items())
        bends.update((pair, tuple(row + shift for row in found)) for pair, found in group.bends.items())
    return Arrangement(
        {keys[at]: row for at, row in rows.items()},
        {(keys[source], keys[target]): found for (source, target), found in bends.items()},
        max((row + 0.5 for row in rows.values()), default=0.0),
    )


def _few_bends(pairs: list[Pair], column: Sequence[int]) -> list[Pair]:
    """Those of *pairs* that are arranged: without the longest ones where all of them would take too long."""
    kept, bends = [], 0
    for source, target in sorted(pairs, key=lambda pair: column[pair[1]] - column[pair[0]]):
        bends += column[target] - column[source] - 1
        if bends > _MOST_BENDS:
            break
        kept.append((source, target))
    return sorted(kept)


def _parts(count: int, pairs: Iterable[Pair]) -> Iterator[tuple[list[int], list[Pair]]]:
    """What hangs together by *pairs*, which are sorted."""
    import networkx as nx  # noqa: PLC0415 - costs start-up time

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(pairs)
    part = {at: sorted(members) for members in nx.connected_components(graph) for at in members}
    found: dict[int, list[Pair]] = {members[0]: [] for members in part.values()}
    for pair in pairs:
        found[part[pair[0]][0]].append(pair)
    return ((part[first], inside) for first, inside in found.items())


def _group(members: list[int], column: Sequence[int], pairs: list[Pair]) -> _Group:
    """The arrangement of one part.

    The library takes the longest way from a start for the column. Where milestones in between are not shown, helpers
    make up for them: a chain through all columns, whose links lead to whatever would stand too far ahead.
    """
    from fast_sugiyama import from_edges  # noqa: PLC0415 - only pictures need it

    preceded = {target for source, target in pairs if column[target] == column[source] + 1}
    early = [at for at in members if column[at] and at not in preceded]
    if len(members) == 1:
        return _Group({members[0]: 0.5}, {})
    # The library counts from 0, and its numbers of bends would meet ours if several parts came at once.
    number = {at: new for new, at in enumerate(members)}
    helpers = range(len(members), len(members) + max((column[at] for at in early), default=0))
    edges = [(number[source], number[target]) for source, target in pairs]
    edges += [(helper, helper + 1) for helper in helpers[:-1]]
    edges += [(helpers[column[at] - 1], number[at]) for at in early]
    ((places, _, _, pieces),) = from_edges(
        edges,
        ranking_type="up",
        crossing_minimization="barycenter",
        vertex_spacing=1.0,
        dummy_vertices=True,
        dummy_size=BEND_SIZE,
        transpose=len(edges) <= _TRANSPOSE_UP_TO,
    )
    row = tightened(
        {int(at): (round(place[1]), float(place[0])) for at, place in places},
        [(int(source), int(target)) for source, target in pieces or ()],
        len(members) + len(helpers),
    )
    bends = _bends(pieces or (), row, len(members) + len(helpers))
    shift = 0.5 - min(row[number[at]] for at in members)
    return _Group(
        {at: row[number[at]] + shift for at in members},
        {
            (source, target): tuple(step + shift for step in bends.get((number[source], number[target]), ()))
            for source, target in pairs
        },
    )


def _bends(
    pieces: Iterable[tuple[int | str, int | str]], row: Mapping[int, float], first: int
) -> dict[Pair, list[float]]:
    """The bends of each pair; *pieces* lead from column to column, and numbers from *first* on are bends."""
    steps = [(int(source), int(target)) for source, target in pieces]
    after = {source: target for source, target in steps if source >= first}
    found: dict[Pair, list[float]] = {}
    for source, bend in steps:
        if source < first <= bend:
            chain = [bend]
            while after[chain[-1]] >= first:
                chain.append(after[chain[-1]])
            found[source, after[chain[-1]]] = [row[step] for step in chain]
    return found


def _stacked(groups: Iterable[_Group], column: Sequence[int]) -> Iterator[tuple[_Group, float]]:
    """How far down each group goes, so that it stands right under what is there in its columns."""
    bottom: dict[int, float] = {}
    for group in groups:
        spans = _spans(group, column)
        shift = max((bottom.get(at, 0.0) - top for at, (top, _) in spans.items()), default=0.0)
        for at, (_, end) in spans.items():
            bottom[at] = end + shift
        yield group, shift


def _spans(group: _Group, column: Sequence[int]) -> dict[int, tuple[float, float]]:
    """From where to where a group reaches in each of its columns."""
    taken: dict[int, list[tuple[float, float]]] = {}
    for at, row in group.rows.items():
        taken.setdefault(column[at], []).append((row - 0.5, row + 0.5))
    for (source, _), bends in group.bends.items():
        for place, row in enumerate(bends, column[source] + 1):
            taken.setdefault(place, []).append((row - BEND_SIZE / 2, row + BEND_SIZE / 2))
    return {at: (min(top for top, _ in ends), max(end for _, end in ends)) for at, ends in taken.items()}
