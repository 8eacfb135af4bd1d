"""Whether two milestones can run at one time, with the evidence, and what is won if some do."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.names import file_key
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.project.schedule.unknown import Because, Unknown
from milestone_ls.records import Record
from milestone_ls.syntax.intervals import Interval
from milestone_ls.template.vocabulary import Status


class Verdict(StrEnum):
    SAFE = "safe"
    ORDERED = "ordered"  # a chain of dependencies joins them
    CONFLICT = "conflict"  # they need the same resource
    UNKNOWN = "unknown"


class Safety(Record):
    """Whether two milestones can run at one time.

    way       paths of the chain of dependencies from one to the other, both included; edges inside a cycle are none
    conflict  the item that says that they need the same resource, with the path of the milestone that says so
    unknown   why it is not known
    """

    verdict: Verdict
    way: tuple[str, ...] = ()
    conflict: tuple[str, Resolved] | None = None
    unknown: Unknown | None = None


def safety(plan: Plan, one: Milestone, other: Milestone) -> Safety:
    """Whether *one* and *other* can run at one time, by what the documents say.

    Where the wave of one is unknown, so is what it depends on, and nobody can tell that no chain joins the two.
    """
    graph = plan.graph.without_cycles
    way = graph.way(one.path, other.path) or graph.way(other.path, one.path)
    if way:
        return Safety(Verdict.ORDERED, way)
    for source, target in ((one, other), (other, one)):
        for item in plan.items(source, Relation.CONFLICT):
            if target.path in item.resolution.targets and not item.stated.reference.soft:
                return Safety(Verdict.CONFLICT, conflict=(source.path, item))
    for milestone in (one, other):
        wave = plan.schedule.wave(milestone.path)
        if isinstance(wave, Unknown):
            return Safety(Verdict.UNKNOWN, unknown=wave)
    return Safety(Verdict.SAFE)


def beside(plan: Plan, milestone: Milestone) -> tuple[Milestone, ...]:
    """Those that it is said to run in parallel with, by itself or by them; cancelled ones left out."""
    found = {target.path: target for target in _claimed(plan, milestone)}
    for path in sorted(plan.watchers.get(file_key(milestone.path), ())):
        other = plan.milestone(path)
        if other is not None and any(target.path == milestone.path for target in _claimed(plan, other)):
            found.setdefault(path, other)
    found.pop(milestone.path, None)
    return tuple(other for other in found.values() if other.status is not Status.CANCELLED)


def _claimed(plan: Plan, milestone: Milestone) -> Iterator[Milestone]:
    for item in plan.items(milestone, Relation.PARALLEL_WITH):
        if not item.stated.reference.soft:
            yield from plan.targets(item)


def speedup(plan: Plan, milestone: Milestone) -> Interval | Unknown | None:
    """The per cent of time that running beside others saves: 1 - longest / sum of the durations, as estimated.

    None where nothing runs beside it. Those whom dependencies join run one after the other, whatever is claimed: the
    longest is then their longest chain. From the smaller to the larger of what the low and the high ends give.
    """
    others = beside(plan, milestone)
    if not others or milestone.status is Status.CANCELLED:
        return None
    nodes = plan.schedule.worked.nodes
    durations = {found.path: nodes[found.path].remaining for found in (milestone, *others) if found.path in nodes}
    unknown = next((duration for duration in durations.values() if isinstance(duration, Unknown)), None)
    if unknown is not None:
        return unknown
    known = {path: duration for path, duration in durations.items() if not isinstance(duration, Unknown)}
    circular = next((found for found in (milestone, *others) if plan.graph.component(found.path)), None)
    if circular is not None:
        return Unknown(Because.CYCLE, circular.path, circular.id)
    before = {path: [other for other in known if plan.graph.way(path, other)] for path in known}
    low = _saved({path: duration.low for path, duration in known.items()}, before)
    return Interval.of(low, _saved({path: duration.high for path, duration in known.items()}, before))


def _saved(hours: Mapping[str, float], before: Mapping[str, Sequence[str]]) -> float:
    """The per cent that is saved where each one in *hours* waits for those *before* it."""
    total = sum(hours.values())
    ends: dict[str, float] = {}
    # Whoever waits for another one waits for all before that as well, and so has more before it.
    for path in sorted(hours, key=lambda path: len(before[path])):
        ends[path] = hours[path] + max((ends[other] for other in before[path]), default=0.0)
    return 100 * (1 - max(ends.values()) / total) if total else 0.0


def buffer(milestone: Milestone) -> Interval | None:
    """The buffer in working hours: the amount that is stated, or the percentage of the duration's low end."""
    estimates = milestone.estimates
    if estimates.buffer is not None or estimates.buffer_share is None or estimates.duration is None:
        return estimates.buffer
    return estimates.buffer_share.times(estimates.duration.low / 100)
