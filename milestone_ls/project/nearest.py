"""What somebody who wrote a name that nobody bears may have meant.

rapidfuzz counts the slips of the pen; it is imported when the first such name comes up.
"""

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import zip_longest

from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import order_of
from milestone_ls.project.plan import Plan
from milestone_ls.syntax.names import fold, numbers

_MOST = 3


def nearest_milestones(plan: Plan, word: str, id_: str, but: str = "") -> tuple[Milestone, ...]:
    """The milestones whose names are few slips away from *word*, or from the ID that it begins with, the best first.

    but   the path of one that is not meant
    """
    names = plan.names.all
    found: dict[str, int] = {}
    for name in dict.fromkeys((fold(word), fold(id_))):
        for near, distance in _near(name, names):
            for path in plan.names.ids.get(near) or plan.names.exact.get(near, ()):
                found[path] = min(distance, found.get(path, distance))
        if found:
            break
    milestones = [milestone for path in found if path != but and (milestone := plan.milestone(path))]

    def rank(milestone: Milestone) -> tuple[object, ...]:
        return found[milestone.path], _apart(milestone.id, id_), order_of(milestone.id), milestone.path

    return tuple(sorted(milestones, key=rank)[:_MOST])


def nearest_words(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Those of *words* that are few slips away from *word*, the best first."""
    found = sorted(_near(word, tuple(dict.fromkeys(words))), key=lambda near: (near[1], near[0]))
    return tuple(near for near, _ in found[:_MOST])


def nearest_paths(plan: Plan, path: str, milestones: Collection[Milestone]) -> tuple[str, ...]:
    """The documents that a link to *path* may have meant, the best first.

    One of that name in another folder, those of *milestones*, whose ID it names, and those of nearly that name.
    """
    folder, name = posixpath.split(path)
    by_name = {posixpath.basename(known).casefold() for known in plan.pages}
    same = sorted(known for known in plan.pages if posixpath.basename(known).casefold() == name.casefold())
    near = nearest_words(name.casefold(), by_name)
    alike = sorted(
        (known for known in plan.pages if posixpath.basename(known).casefold() in near),
        key=lambda known: (near.index(posixpath.basename(known).casefold()), posixpath.dirname(known) != folder, known),
    )
    found = dict.fromkeys((*same, *(milestone.path for milestone in milestones), *alike))
    return tuple(found)[:_MOST]


def _near(name: str, names: Sequence[str]) -> Iterator[tuple[str, int]]:
    from rapidfuzz import process  # noqa: PLC0415 - costs start-up time that only a wrong name is worth
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - likewise

    most = max(1, len(name) // 4)
    for near, distance, _ in process.extract(name, names, scorer=OSA.distance, score_cutoff=most, limit=None):
        yield near, int(distance)


def _apart(one: str, other: str) -> tuple[int, ...]:
    """How far the numbers in two IDs are from each other."""
    return tuple(abs(a - b) for a, b in zip_longest(numbers(one), numbers(other), fillvalue=0))
