"""The milestones of a plan with how each stands, for whoever shows them as a list: a view, a picker."""

from collections.abc import Iterable
from enum import StrEnum

from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import order_of
from milestone_ls.project.plan import Plan
from milestone_ls.project.schedule.progress import by_track
from milestone_ls.project.schedule.schedule import Critical, State
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span


class Standing(StrEnum):
    """What can be done about a milestone; *blocked* by its own status or by what it depends on."""

    READY = "ready"
    BLOCKED = "blocked"
    ACTIVE = "active"
    DONE = "done"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


_STANDINGS = {
    State.READY: Standing.READY,
    State.WAITING: Standing.BLOCKED,
    State.BLOCKED: Standing.BLOCKED,
    State.IN_PROGRESS: Standing.ACTIVE,
    State.COMPLETED: Standing.DONE,
    State.CANCELLED: Standing.CANCELLED,
    State.UNKNOWN: Standing.UNKNOWN,
}


class Listed(Record):
    """A milestone in the list.

    id                     the name of the file where nothing else bears one; two documents may claim the same
    span                   of the ID where it is declared, else of the heading
    wave                   from 1; None for a cancelled one, and where it is not known
    track                  as its first milestone writes it; None without one
    done, total            tasks
    blocked_by             IDs of the shortest chain of unfinished milestones that it waits for
    upstream, downstream   paths of what it depends on and of what depends on it, in the order of their IDs
    critical               a delay delays the end, by the low ends of all durations or by the high ends
    """

    id: str
    title: str
    path: str
    span: Span
    status: Status
    standing: Standing
    wave: int | None
    track: str | None
    done: int
    total: int
    blocked_by: tuple[str, ...]
    upstream: tuple[str, ...]
    downstream: tuple[str, ...]
    critical: bool


def milestones(snapshot: Snapshot) -> tuple[Listed, ...]:
    """All of the plan, each document one, in the order of their IDs."""
    plan = snapshot.plan
    found = tuple(plan.milestones_at(plan.schedule.paths))
    tracks = {milestone.path: name for name, members in by_track(found).items() for milestone in members}
    return tuple(_listed(plan, milestone, tracks.get(milestone.path)) for milestone in found)


def _listed(plan: Plan, milestone: Milestone, track: str | None) -> Listed:
    schedule, graph, path = plan.schedule, plan.graph, milestone.path
    readiness, wave = schedule.readiness(path), schedule.wave(path)
    chain = tuple(schedule.node(other).id for other in readiness.chain)
    return Listed(
        id=schedule.node(path).id,
        title=milestone.title,
        path=path,
        span=milestone.name_span,
        status=milestone.status,
        standing=_STANDINGS[readiness.state],
        wave=wave if isinstance(wave, int) else None,
        track=track,
        done=milestone.done,
        total=milestone.total,
        blocked_by=(*chain, readiness.unwritten) if readiness.unwritten else chain,
        upstream=_others(plan, graph.upstream.get(path, ()), path),
        downstream=_others(plan, graph.downstream.get(path, ()), path),
        critical=schedule.critical(path) in (Critical.YES, Critical.LOW, Critical.HIGH),
    )


def _others(plan: Plan, paths: Iterable[str], own: str) -> tuple[str, ...]:
    found = sorted(plan.milestones_at(paths), key=lambda milestone: (order_of(milestone.id), milestone.path))
    return tuple(milestone.path for milestone in found if milestone.path != own)
