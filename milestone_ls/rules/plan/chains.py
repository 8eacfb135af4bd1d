"""Chains of dependencies as messages tell them and as related places show them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Edge, Plan
from milestone_ls.rules.finding import Related

_MOST_SHOWN = 8
_MOST_RELATED = 20


def chain(milestones: Sequence[Milestone]) -> str:
    """``M1 → M2 → M3``, the middle of a long one left out."""
    return joined([milestone.id for milestone in milestones])


def joined(names: Sequence[str]) -> str:
    """The same for names that are written in another way."""
    if len(names) > _MOST_SHOWN:
        half = _MOST_SHOWN // 2
        names = [*names[:half], "…", *names[-half:]]
    return " → ".join(names)


def edge_between(plan: Plan, source: Milestone, target: Milestone) -> Edge | None:
    """The edge by which *source* depends on *target*, with the item that states it first."""
    edges = plan.upstream_with_cycles(source)
    return next((edge for edge in edges if edge.target.path == target.path), None)


def links_of(plan: Plan, milestones: Sequence[Milestone]) -> Iterator[Related]:
    """Where each dependency of the chain is stated."""
    for source, target in list(pairwise(milestones))[:_MOST_RELATED]:
        edge = edge_between(plan, source, target)
        if edge is not None:
            yield Related(source.path, edge.stated.reference.span, f"{source.id} depends on {target.id}")
