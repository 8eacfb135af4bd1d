"""A plan and its schedule as plain data, with the words and units that readers outside meet.

What `milestone-ls plan --json` prints is this, and so is its JSON Schema (see :mod:`.plan_json`); the text for people
is made of the same. Times are working hours from now. *version* counts changes that break a reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from milestone_ls.config.settings import Settings
from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan
from milestone_ls.project.schedule.parallel import Safety, beside, buffer, safety, speedup
from milestone_ls.project.schedule.progress import Progress, by_track, progress_of
from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.labels import TokenSum
from milestone_ls.syntax.tokens import token_class

VERSION = 1


@dataclass(frozen=True, slots=True)
class Range:
    """From low to high; a high of null has no upper end."""

    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A figure that is not known: the kind of the cause, the milestone where it lies, and the cause in words."""

    unknown: str
    milestone: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sum of estimates; lower_bound: some have none. class: of the sum, null where it lies in none or in several."""

    low: float
    high: float | None
    lower_bound: bool
    token_class: str | None


@dataclass(frozen=True, slots=True)
class Tasks:
    done: int
    total: int


Figure = Range | NotKnown | None


@dataclass(frozen=True, slots=True)
class ParallelView:
    """Whether a milestone can run beside the one with the ID *id*, as it or that one says.

    verdict   safe, ordered, conflict or unknown
    chain     of dependencies that orders the two, as IDs, from the one that waits to the one that it waits for
    said_by   the ID of the milestone that names the other under Conflicts
    """

    id: str
    verdict: str
    chain: tuple[str, ...]
    said_by: str | None
    unknown: NotKnown | None


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """One milestone.

    state             ready, waiting, in_progress, blocked, completed, cancelled or unknown
    blocked_by        the shortest chain of unfinished milestones that it waits for, as IDs
    unwritten         the ID at the end of that chain that nobody has written yet
    outside           milestones of other projects that it depends on
    missing           IDs that it depends on and no document bears
    parallel_safety   whether it can run beside each one of parallel_with, in the same order
    critical          "critical", "on low ends", "on high ends", "not critical"
    speedup           per cent that running beside others saves
    """

    id: str
    title: str
    path: str
    type: str | None
    track: str
    status: str
    state: str
    state_unknown: NotKnown | None
    blocked_by: tuple[str, ...]
    unwritten: str | None
    outside: tuple[str, ...]
    missing: tuple[str, ...]
    upstream: tuple[str, ...]
    parallel_with: tuple[str, ...]
    parallel_safety: tuple[ParallelView, ...]
    wave: int | NotKnown | None
    duration: Range | None
    start: Figure
    finish: Figure
    latest_finish: Figure
    slack: Figure
    critical: str | NotKnown | None
    buffer: Range | None
    speedup: Figure
    tasks: Tasks
    tokens: Tokens | None
    token_budget: Range | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """A wave, a track or the whole plan: the IDs of its milestones, and their sums."""

    name: str
    milestones: tuple[str, ...]
    statuses: dict[str, int]
    tasks: Tasks
    tokens: Tokens | None


@dataclass(frozen=True, slots=True)
class CriticalPaths:
    """IDs from the first to the last: with all durations at their low ends, and at their high ends."""

    low: tuple[str, ...]
    high: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """One plan. *least_length*: it takes at least as long, by what is known."""

    root: str
    hours_per_day: float
    days_per_week: float
    length: Range | NotKnown
    least_length: Range
    critical_path: CriticalPaths | NotKnown
    whole: GroupView
    waves: tuple[GroupView, ...]
    tracks: tuple[GroupView, ...]
    milestones: tuple[MilestoneView, ...]


@dataclass(frozen=True, slots=True)
class Plans:
    version: int
    plans: tuple[PlanView, ...]


def plan_view(plan: Plan, settings: Settings, root: str) -> PlanView:
    """All figures of *plan*, whose folder its reader knows as *root*."""
    schedule = plan.schedule
    found = [milestone for path in schedule.paths if (milestone := plan.milestone(path))]
    length = schedule.length
    return PlanView(
        root=root,
        hours_per_day=settings.hours_per_day,
        days_per_week=settings.days_per_week,
        length=_not_known(length) if isinstance(length, Unknown) else _range(length),
        least_length=_range(schedule.least_length),
        critical_path=_critical(plan),
        whole=_group(root, found),
        waves=tuple(
            _group(str(number), [milestone for path in wave if (milestone := plan.milestone(path))])
            for number, wave in enumerate(schedule.waves, 1)
        ),
        tracks=tuple(_group(name, milestones) for name, milestones in by_track(found).items()),
        milestones=tuple(milestone_view(plan, milestone) for milestone in found),
    )


def milestone_view(plan: Plan, milestone: Milestone) -> MilestoneView:
    """All figures of one milestone."""
    schedule, path, estimates = plan.schedule, milestone.path, milestone.estimates
    readiness, wave, critical = schedule.readiness(path), schedule.wave(path), schedule.critical(path)
    finished = schedule.node(path).is_finished
    others = beside(plan, milestone)
    return MilestoneView(
        id=milestone.id,
        title=milestone.title,
        path=path,
        type=milestone.type,
        track=milestone.track,
        status=str(milestone.status),
        state=str(readiness.state),
        state_unknown=_not_known(readiness.unknown) if readiness.unknown else None,
        blocked_by=_ids(plan, readiness.chain),
        unwritten=readiness.unwritten or None,
        outside=readiness.outside,
        missing=_missing(plan, milestone),
        upstream=_ids(plan, schedule.node(path).upstream),
        parallel_with=tuple(other.id for other in others),
        parallel_safety=tuple(_parallel(plan, other, safety(plan, milestone, other)) for other in others),
        wave=_not_known(wave) if isinstance(wave, Unknown) else wave,
        duration=_range(estimates.duration) if estimates.duration else None,
        start=None if finished else _figure(schedule.start(path)),
        finish=None if finished else _figure(schedule.finish(path)),
        latest_finish=_figure(schedule.latest_finish(path)),
        slack=_figure(schedule.slack(path)),
        critical=_not_known(critical) if isinstance(critical, Unknown) else critical and str(critical),
        buffer=_range(amount) if (amount := buffer(milestone)) else None,
        speedup=_figure(speedup(plan, milestone)),
        tasks=Tasks(milestone.done, milestone.total),
        tokens=_tokens(estimates.tokens) if estimates.tokens else None,
        token_budget=_range(estimates.budget) if estimates.budget else None,
    )


def _parallel(plan: Plan, other: Milestone, found: Safety) -> ParallelView:
    return ParallelView(
        id=other.id,
        verdict=str(found.verdict),
        chain=_ids(plan, found.way),
        said_by=plan.schedule.node(found.conflict[0]).id if found.conflict else None,
        unknown=_not_known(found.unknown) if found.unknown else None,
    )


def _missing(plan: Plan, milestone: Milestone) -> tuple[str, ...]:
    items = plan.items(milestone, Relation.DEPENDS_ON, Relation.UPSTREAM)
    return tuple(
        dict.fromkeys(name for item in items if not item.stated.reference.soft for name in item.resolution.missing)
    )


def _group(name: str, milestones: Iterable[Milestone]) -> GroupView:
    found = tuple(milestones)
    sums: Progress = progress_of(found)
    return GroupView(
        name,
        tuple(milestone.id for milestone in found),
        {str(status): count for status, count in sums.statuses.items()},
        Tasks(sums.done, sums.total),
        _tokens(sums.tokens) if sums.tokens.counted else None,
    )


def _critical(plan: Plan) -> CriticalPaths | NotKnown:
    low, high = plan.schedule.critical_path(high=False), plan.schedule.critical_path(high=True)
    if isinstance(low, Unknown):
        return _not_known(low)
    return CriticalPaths(_ids(plan, low), () if isinstance(high, Unknown) else _ids(plan, high))


def _ids(plan: Plan, paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(plan.schedule.node(path).id for path in paths)


def _figure(figure: Interval | Unknown | None) -> Figure:
    if figure is None:
        return None
    return _not_known(figure) if isinstance(figure, Unknown) else _range(figure)


def _range(interval: Interval) -> Range:
    return Range(_plain(interval.low), _plain(interval.high) if interval.is_bounded else None)


def _plain(number: float) -> float:
    """Without the last digits, in which sums of fractions differ."""
    return round(number, 6)


def _not_known(unknown: Unknown) -> NotKnown:
    return NotKnown(str(unknown.because), unknown.id, str(unknown))


def _tokens(found: TokenSum) -> Tokens:
    kind = token_class(found.tokens) if not found.is_lower_bound else None
    total = _range(found.tokens)
    return Tokens(total.low, total.high, found.is_lower_bound, str(kind) if kind else None)
