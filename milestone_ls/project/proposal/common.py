"""What several documents have in common: three in four have it, and it stands where it usually stands."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
Thing = TypeVar("Thing")


def is_common(count: int, total: int) -> bool:
    """Whether *count* of *total* is most of them by far."""
    return count > 0 and 4 * count >= 3 * total


def most(things: Sequence[Thing], holds: Callable[[Thing], object]) -> bool:
    """Whether something holds for more than half of *things*."""
    return 2 * sum(bool(holds(thing)) for thing in things) > len(things)


def commonest(things: Iterable[Name]) -> Name:
    """The most frequent of *things*, of which there is one at least; the first of equals."""
    return Counter(things).most_common(1)[0][0]


def common(lists: Sequence[Sequence[Name]]) -> tuple[Name, ...]:
    """What *lists* have in common, by its mean place among the rest of it."""
    counts = Counter(name for names in lists for name in dict.fromkeys(names))
    shared = {name for name, count in counts.items() if is_common(count, len(lists))}
    places: dict[Name, list[float]] = defaultdict(list)
    for names in lists:
        kept = [name for name in dict.fromkeys(names) if name in shared]
        for place, name in enumerate(kept):
            places[name].append(place / len(kept))
    return tuple(sorted(places, key=lambda name: sum(places[name]) / len(places[name])))
