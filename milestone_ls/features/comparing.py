"""What is different between two states of one plan: milestones, statuses, dependencies, waves and the critical path.

Where the two states come from is for others: a revision and the working tree, or any two.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import order_of
from milestone_ls.project.plan import Plan
from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.records import Record
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.names import fold

Wave = int | Unknown | None
"""Counted from 1; None for what is cancelled."""


class Pair(NamedTuple):
    """One milestone in both states."""

    before: Milestone
    after: Milestone

    @property
    def is_renamed(self) -> bool:
        """Whether it has another ID, title or path."""
        one, other = self
        return (one.id, one.title, one.path) != (other.id, other.title, other.path)


class Dependency(NamedTuple):
    """One milestone depends on another one."""

    source: Milestone
    target: Milestone


class Moved(NamedTuple):
    """A milestone whose wave is another one."""

    milestone: Milestone
    before: Wave
    after: Wave


class Figures(Record):
    """What follows from one state: working hours until the end, and the IDs of the critical path."""

    length: Interval | Unknown
    critical_path: tuple[str, ...] | Unknown


class Comparison(Record):
    """What is different; milestones are those of the later state, but for what is gone. All in the order of IDs."""

    added: tuple[Milestone, ...]
    removed: tuple[Milestone, ...]
    renamed: tuple[Pair, ...]
    statuses: tuple[Pair, ...]
    new_dependencies: tuple[Dependency, ...]
    old_dependencies: tuple[Dependency, ...]
    waves: tuple[Moved, ...]
    before: Figures
    after: Figures

    @property
    def is_empty(self) -> bool:
        """Whether nothing is different."""
        lists = (self.added, self.removed, self.renamed, self.statuses, self.new_dependencies, self.old_dependencies)
        return not (any(lists) or self.waves) and self.before == self.after


def compare(before: Plan, after: Plan) -> Comparison:
    """What *after* has made of *before*.

    A milestone is the same if it has the same ID; of those that are left over, if it has the same path; then, if its
    title is that of one other alone.
    """
    pairs = tuple(_pairs(before.milestones, after.milestones))
    same = {pair.before.path: pair.after for pair in pairs}
    still = {pair.after.path: pair.after for pair in pairs}
    old = _dependencies(before, same)
    new = _dependencies(after, still)
    return Comparison(
        added=_ordered(milestone for milestone in after.milestones if milestone.path not in still),
        removed=_ordered(milestone for milestone in before.milestones if milestone.path not in same),
        renamed=_ordered_pairs(pair for pair in pairs if pair.is_renamed),
        statuses=_ordered_pairs(pair for pair in pairs if pair.before.status is not pair.after.status),
        new_dependencies=tuple(sorted((found for ends, found in new.items() if ends not in old), key=_both)),
        old_dependencies=tuple(sorted((found for ends, found in old.items() if ends not in new), key=_both)),
        waves=tuple(_moved(pairs, before, after)),
        before=_figures(before),
        after=_figures(after),
    )


def _pairs(before: Iterable[Milestone], after: Iterable[Milestone]) -> Iterator[Pair]:
    """Each milestone with what it has become."""
    left, right = list(before), list(after)
    marks: tuple[Callable[[Milestone], str], ...] = (
        lambda milestone: f"{fold(milestone.id)}\0{milestone.path}",
        lambda milestone: fold(milestone.id),
        lambda milestone: milestone.path,
        lambda milestone: fold(milestone.title),
    )
    for mark in marks:
        ours, theirs = _alone(left, mark), _alone(right, mark)
        found = [Pair(ours[key], theirs[key]) for key in ours if key and key in theirs]
        yield from found
        gone, come = {pair.before.path for pair in found}, {pair.after.path for pair in found}
        left = [milestone for milestone in left if milestone.path not in gone]
        right = [milestone for milestone in right if milestone.path not in come]


def _alone(milestones: Iterable[Milestone], mark: Callable[[Milestone], str]) -> dict[str, Milestone]:
    """The milestones that no other one has the mark of, by it."""
    groups: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        groups.setdefault(mark(milestone), []).append(milestone)
    return {key: group[0] for key, group in groups.items() if len(group) == 1}


_Ends = tuple[tuple[str, bool], tuple[str, bool]]


def _dependencies(plan: Plan, now: Mapping[str, Milestone]) -> dict[_Ends, Dependency]:
    """The dependencies of *plan*, by their ends: the path of each, and whether it is in both states.

    now   what the milestones of the plan that are in both states are in the later one, by path
    """
    found: dict[_Ends, Dependency] = {}
    for milestone in plan.milestones:
        for edge in plan.upstream_with_cycles(milestone):
            source, target = (now.get(one.path, one) for one in (milestone, edge.target))
            ends = (source.path, milestone.path in now), (target.path, edge.target.path in now)
            found[ends] = Dependency(source, target)
    return found


def _moved(pairs: Iterable[Pair], before: Plan, after: Plan) -> Iterator[Moved]:
    for one, other in sorted(pairs, key=lambda pair: _key(pair.after)):
        waves = before.schedule.wave(one.path), after.schedule.wave(other.path)
        if _said(waves[0]) != _said(waves[1]):
            yield Moved(other, *waves)


def _said(wave: Wave) -> int | str | None:
    """Waves that are unknown are alike for whatever reason."""
    return "unknown" if isinstance(wave, Unknown) else wave


def _figures(plan: Plan) -> Figures:
    path = plan.schedule.critical_path()
    named = path if isinstance(path, Unknown) else tuple(plan.schedule.node(one).id for one in path)
    return Figures(plan.schedule.length, named)


def _key(milestone: Milestone) -> tuple[object, str]:
    return order_of(milestone.id), milestone.path


def _both(dependency: Dependency) -> tuple[object, object]:
    return _key(dependency.source), _key(dependency.target)


def _ordered(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    return tuple(sorted(milestones, key=_key))


def _ordered_pairs(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(pairs, key=lambda pair: _key(pair.after)))
