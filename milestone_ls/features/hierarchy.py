"""Upstream and downstream, step by step (LSP 3.17, callHierarchy and textDocument/implementation)."""

from collections.abc import Iterable
from dataclasses import dataclass

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.names import order_of
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.text import Span


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A milestone next to another one.

    stated   where the one of the two that depends on the other says so, in its own document
    """

    milestone: Milestone
    stated: tuple[Span, ...]


def dependents(snapshot: Snapshot, path: str) -> tuple[Neighbour, ...]:
    """Who depends on the milestone at *path*, in the order of their IDs."""
    downstream = snapshot.plan.graph.downstream.get(path, ())
    return _neighbours(snapshot, ((other, _stated(snapshot, other, path)) for other in downstream))


def upstream(snapshot: Snapshot, path: str) -> tuple[Neighbour, ...]:
    """What the milestone at *path* depends on, in the order of the IDs; cycles are gone round like anything else."""
    edges = snapshot.plan.graph.upstream.get(path, ())
    return _neighbours(snapshot, ((other, _stated(snapshot, path, other)) for other in edges))


def _neighbours(snapshot: Snapshot, found: Iterable[tuple[str, tuple[Span, ...]]]) -> tuple[Neighbour, ...]:
    neighbours = (
        Neighbour(milestone, spans) for path, spans in found if (milestone := snapshot.plan.milestone(path)) is not None
    )
    return tuple(sorted(neighbours, key=lambda neighbour: order_of(neighbour.milestone.id)))


def _stated(snapshot: Snapshot, source: str, target: str) -> tuple[Span, ...]:
    """Where the document at *source* says that it depends on *target*."""
    return tuple(
        item.stated.reference.span
        for item in snapshot.items(source)
        if item.stated.relation in (Relation.DEPENDS_ON, Relation.UPSTREAM)
        and not item.stated.reference.soft
        and target in item.resolution.targets
    )
