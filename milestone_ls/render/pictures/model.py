"""What every picture of a plan shows, as plain data: milestones with their figures, and what depends on what.

It knows neither where anything stands nor how it looks.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from milestone_ls.config.settings import Settings
from milestone_ls.project.estimates import working_time
from milestone_ls.project.plan import Plan
from milestone_ls.project.schedule.schedule import Critical, Schedule, State
from milestone_ls.project.schedule.unknown import Because, Unknown
from milestone_ls.records import Record, replace
from milestone_ls.syntax.durations import WorkingTime
from milestone_ls.syntax.intervals import Interval


class Item(Record):
    """A milestone in a picture. Times are working hours from now, as :mod:`milestone_ls.project.schedule` has them.

    key        names it within the picture; IDs may be claimed twice
    id         as it is shown; the name of the file where the heading bears none
    upstream   keys of the shown milestones that it depends on, in the order in which it states them
    cyclic     it is a member of a cycle
    doubled    another document claims its ID
    slacks     on the low ends and on the high ends; None where it is finished or not known
    """

    key: str
    path: str
    id: str
    title: str
    state: State
    track: str
    done: int
    total: int
    wave: int | Unknown | None
    duration: Interval | None
    start: Interval | Unknown
    finish: Interval | Unknown
    slack: Interval | Unknown | None
    critical: Critical | Unknown | None
    upstream: tuple[str, ...]
    cyclic: bool
    doubled: bool
    slacks: tuple[float, float] | None = None

    @property
    def is_finished(self) -> bool:
        return self.state in (State.COMPLETED, State.CANCELLED)

    @property
    def is_critical(self) -> bool:
        return self.critical in (Critical.YES, Critical.LOW, Critical.HIGH)


class Arrow(Record):
    """*target* depends on *source*, both of them keys.

    cyclic    both are members of one cycle
    critical  one follows the other on a critical path
    idle      the source was cancelled and holds nobody up
    """

    source: str
    target: str
    cyclic: bool = False
    critical: bool = False
    idle: bool = False


class Picture(Record, dict=True):  # what stands under which key is worked out once
    """A plan, or a part of it. Its figures are always those of the whole plan.

    title          what the plan is called
    items          in the order of their IDs
    arrows         in the order of those that depend
    length         working hours until everything is finished
    critical_low   keys along the critical path with all durations at their low ends; critical_high at their high ends
    part_of        how many milestones the plan has, where these are not all; else 0
    """

    title: str
    items: tuple[Item, ...]
    arrows: tuple[Arrow, ...]
    length: Interval | Unknown
    critical_low: tuple[str, ...]
    critical_high: tuple[str, ...]
    time: WorkingTime
    part_of: int = 0

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.items}

    def only(self, keys: Iterable[str]) -> "Picture":
        """The part of the picture that shows *keys* alone."""
        kept = frozenset(keys)
        if kept.issuperset(item.key for item in self.items):
            return self
        return replace(
            self,
            items=tuple(
                replace(item, upstream=tuple(key for key in item.upstream if key in kept))
                for item in self.items
                if item.key in kept
            ),
            arrows=tuple(arrow for arrow in self.arrows if arrow.source in kept and arrow.target in kept),
            part_of=self.part_of or len(self.items),
        )


def picture_of(plan: Plan, settings: Settings, title: str) -> Picture:
    """All of *plan*."""
    schedule = plan.schedule
    keys = {path: f"n{number}" for number, path in enumerate(schedule.paths, 1)}
    low, high = (_critical_path(schedule, keys, high=high) for high in (False, True))
    items = tuple(_item(plan, path, keys) for path in keys)
    return Picture(
        title=title,
        items=items,
        arrows=tuple(_arrows(plan, keys, frozenset((*pairwise(low), *pairwise(high))))),
        length=schedule.length,
        critical_low=low,
        critical_high=high,
        time=working_time(settings),
    )


def neighbourhood(picture: Picture, centre: Iterable[str], depth: int | None) -> frozenset[str]:
    """The keys at most *depth* dependencies away from those in *centre*, up or down; None: however far."""
    centre = frozenset(centre)
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    for arrow in picture.arrows:
        up.setdefault(arrow.target, []).append(arrow.source)
        down.setdefault(arrow.source, []).append(arrow.target)
    return centre | _within(centre, up, depth) | _within(centre, down, depth)


def _within(centre: frozenset[str], onward: Mapping[str, list[str]], depth: int | None) -> frozenset[str]:
    seen, ring, steps = set(centre), set(centre), 0
    while ring and (depth is None or steps < depth):
        ring = {other for key in ring for other in onward.get(key, ())} - seen
        seen |= ring
        steps += 1
    return frozenset(seen)


def _item(plan: Plan, path: str, keys: Mapping[str, str]) -> Item:
    schedule, milestone = plan.schedule, plan.milestone(path)
    assert milestone is not None  # noqa: S101 - a schedule has the plan's own milestones
    node, slacks = schedule.node(path), schedule.slack_of_each(path)
    return Item(
        key=keys[path],
        path=path,
        id=node.id,
        title=milestone.title,
        state=schedule.readiness(path).state,
        track=milestone.track,
        done=milestone.done,
        total=milestone.total,
        wave=schedule.wave(path),
        duration=node.duration,
        start=schedule.start(path),
        finish=schedule.finish(path),
        slack=schedule.slack(path),
        critical=schedule.critical(path),
        upstream=tuple(keys[other] for other in node.upstream if other in keys),
        cyclic=bool(plan.component(path)),
        doubled=node.doubtful is not None and node.doubtful.because is Because.DUPLICATE and not node.doubtful.other,
        slacks=slacks if isinstance(slacks, tuple) else None,
    )


def _arrows(plan: Plan, keys: Mapping[str, str], critical: frozenset[tuple[str, str]]) -> Iterator[Arrow]:
    for path, target in keys.items():
        cycle = plan.component(path)
        for other in plan.schedule.node(path).upstream:
            if other in keys and other != path:
                yield Arrow(
                    source=keys[other],
                    target=target,
                    cyclic=other in cycle,
                    critical=(keys[other], target) in critical,
                    idle=plan.schedule.readiness(other).state is State.CANCELLED,
                )


def _critical_path(schedule: Schedule, keys: Mapping[str, str], *, high: bool) -> tuple[str, ...]:
    path = schedule.critical_path(high=high)
    return () if isinstance(path, Unknown) else tuple(keys[step] for step in path)
