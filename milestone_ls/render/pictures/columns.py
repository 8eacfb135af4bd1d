"""In which column of a picture a milestone stands: that of its wave; without one, behind what it depends on."""

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from milestone_ls.project.names import order_of
from milestone_ls.records import Record
from milestone_ls.render.pictures.model import Arrow, Item, Picture


class Columns(Record):
    """Which columns there are, from 0, without empty ones.

    of      key to column
    waves   the wave that each column shows; None where none of its milestones is in one
    """

    of: Mapping[str, int]
    waves: tuple[int | None, ...]


def columns_of(picture: Picture) -> Columns:
    """The columns of *picture*. All milestones of a wave stand in one column, and no two waves in the same."""
    by_key = picture.by_key
    places = _places(picture.items, [arrow for arrow in picture.arrows if _leads_on(arrow, by_key)])
    used = sorted(set(places.values()))
    number = {place: column for column, place in enumerate(used)}
    waves = {item.wave for item in picture.items if isinstance(item.wave, int)}
    return Columns(
        {key: number[place] for key, place in places.items()},
        tuple(place + 1 if place + 1 in waves else None for place in used),
    )


def _leads_on(arrow: Arrow, items: Mapping[str, Item]) -> bool:
    """Whether *arrow* counts for the order: of a cycle only what follows the order of IDs does."""
    if not arrow.cyclic:
        return True
    source, target = items[arrow.source], items[arrow.target]
    return (order_of(source.id), source.path) < (order_of(target.id), target.path)


def _places(items: Iterable[Item], arrows: Iterable[Arrow]) -> dict[str, int]:
    by_key = {item.key: item for item in items}
    upstream: dict[str, list[str]] = {key: [] for key in by_key}
    for arrow in arrows:
        upstream[arrow.target].append(arrow.source)
    places: dict[str, int] = {}
    for key in TopologicalSorter(upstream).static_order():
        wave = by_key[key].wave
        behind = max((places[other] + 1 for other in upstream[key]), default=0)
        places[key] = wave - 1 if isinstance(wave, int) else behind
    return places
