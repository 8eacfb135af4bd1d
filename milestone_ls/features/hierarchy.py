"""Upstream and downstream, step by step (LSP 3.17, callHierarchy and textDocument/implementation)."""

from collections.abc import Generator, Iterable

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.names import order_of
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.steps import finished
from milestone_ls.text import Span


class Neighbour(Record):
    """A milestone next to another one.

    stated   where the one of the two that depends on the other says so, in its own document
    """

    milestone: Milestone
    stated: tuple[Span, ...]


def dependents(snapshot: Snapshot, path: str) -> tuple[Neighbour, ...]:
    """Who depends on the milestone at *path*, in the order of their IDs."""
    return finished(finding_dependents(snapshot, path))


def finding_dependents(snapshot: Snapshot, path: str) -> Generator[None, None, tuple[Neighbour, ...]]:
    """The steps of :func:`dependents`: all of a large plan may hang on one milestone."""
    downstream = snapshot.plan.graph.downstream.get(path, ())
    return (yield from _neighbours(snapshot, ((other, other, path) for other in downstream)))


def upstream(snapshot: Snapshot, path: str) -> tuple[Neighbour, ...]:
    """What the milestone at *path* depends on, in the order of the IDs; cycles are gone round like anything else."""
    return finished(finding_upstream(snapshot, path))


def finding_upstream(snapshot: Snapshot, path: str) -> Generator[None, None, tuple[Neighbour, ...]]:
    """The steps of :func:`upstream`."""
    edges = snapshot.plan.graph.upstream.get(path, ())
    return (yield from _neighbours(snapshot, ((other, path, other) for other in edges)))


def _neighbours(
    snapshot: Snapshot, found: Iterable[tuple[str, str, str]]
) -> Generator[None, None, tuple[Neighbour, ...]]:
    """*found*: the neighbour, who of the two depends on the other, and that other."""
    neighbours = []
    for path, source, target in found:
        milestone = snapshot.plan.milestone(path)
        if milestone is not None:
            neighbours.append(Neighbour(milestone, _stated(snapshot, source, target)))
        yield
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
