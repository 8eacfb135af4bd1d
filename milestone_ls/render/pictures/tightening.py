"""Rows moved together, for a layout whose arrows run straight is often three times as high as it has to be.

What stands on one line along arrows stays on one line, and the order in each column stays; only the empty room between
lines goes. Each line ends up half-way between where it could stand at the top and at the bottom.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

BEND_SIZE = 0.2
"""How many rows an arrow takes where it passes through a column."""
_SAME = 1e-3  # rows

Place = tuple[int, float]


def tightened(places: Mapping[int, Place], steps: Iterable[tuple[int, int]], first_bend: int) -> dict[int, float]:
    """The row of each point of *places*, which are (column, row); numbers from *first_bend* on are bends.

    steps   from point to point of neighbouring columns
    """
    lines = _Lines(places, steps)
    above = lines.gaps(first_bend)
    below: dict[int, list[tuple[int, float]]] = {}
    for line, gaps in above.items():
        for other, gap in gaps:
            below.setdefault(other, []).append((line, gap))
    top = _pushed(lines.downwards, above)
    bottom = _pushed(reversed(lines.downwards), below)
    height = max(top.values(), default=0.0)
    return {at: (top[line] + height - bottom[line]) / 2 for at, line in lines.of.items()}


class _Lines:
    """Points that steps of no height connect, each line named by one of its points."""

    def __init__(self, places: Mapping[int, Place], steps: Iterable[tuple[int, int]]) -> None:
        self._places = places
        self.of = {at: at for at in places}
        for source, target in sorted(steps, key=lambda step: -places[step[0]][0]):
            if abs(places[source][1] - places[target][1]) < _SAME and self.of[target] == target:
                self.of[target] = self.of[source]
        self.downwards = sorted(set(self.of.values()), key=lambda line: (places[line][1], line))

    def gaps(self, first_bend: int) -> dict[int, list[tuple[int, float]]]:
        """For each line those right above it in some column, and how far away it has to stay."""
        columns: dict[int, list[int]] = {}
        for at, (column, _) in self._places.items():
            columns.setdefault(column, []).append(at)
        found: dict[int, list[tuple[int, float]]] = {}
        for points in columns.values():
            for upper, lower in pairwise(sorted(points, key=lambda at: self._places[at][1])):
                sizes = (BEND_SIZE if at >= first_bend else 1.0 for at in (upper, lower))
                found.setdefault(self.of[lower], []).append((self.of[upper], sum(sizes) / 2))
        return found


def _pushed(order: Iterable[int], gaps: Mapping[int, Iterable[tuple[int, float]]]) -> dict[int, float]:
    """Each line as near to the beginning of *order* as those before it allow."""
    rows: dict[int, float] = {}
    for line in order:
        rows[line] = max((rows[other] + gap for other, gap in gaps.get(line, ())), default=0.0)
    return rows
