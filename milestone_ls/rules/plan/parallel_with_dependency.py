"""A milestone claims to run in parallel with one that has to come before or after it.

One depends on the other, directly or through others, so they cannot run at one time: either the claim is wrong or the
dependency is. Whoever makes the claim is told, and both are where both make it. Once either is completed, nobody is.

Mend it by removing the claim, which the quick fix does, or by dropping the dependency that is not real.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    **Can Run In Parallel With**: «M3-Roof», M4
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Can Run In Parallel With**: N/A
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M2
    **Can Run In Parallel With**: M4 and **«M1»** (if there is time)
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Can Run In Parallel With**: «M4-M5»
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: M4

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: M4
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Can Run In Parallel With**: M3
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1
    **Can Run In Parallel With**: M2
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Can Run In Parallel With**: M1

Near miss: what is completed runs beside nothing any longer, an optional dependency holds nobody up, and members of a
circle are told of that alone::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: M2
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1, M3 (optional)
    **Can Run In Parallel With**: M1, M3
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M4
    **Can Run In Parallel With**: M4
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: M3
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.names import Outcome
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.rules.field_lists import removal
from milestone_ls.rules.finding import Finding, Fix, Severity
from milestone_ls.rules.plan.chains import chain, links_of
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.template.vocabulary import Status


@context_rule("parallel-with-dependency", Severity.ERROR, sees=Sees.NOTHING, gate=True)
def parallel_with_dependency(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    if milestone.status is Status.COMPLETED or plan.duplicates(milestone):
        return
    told: set[str] = set()
    for item in plan.items(milestone, Relation.PARALLEL_WITH):
        ways = [(other, way) for other, way in _ways(milestone, item, plan) if other.path not in told]
        if ways:
            told.update(other.path for other, _ in ways)
            other, way = ways[0]
            more = f" (and {len(ways) - 1} more of these)" if len(ways) > 1 else ""
            told_order = f"{_order(milestone, other, way)}{more}"
            yield Finding(
                item.stated.reference.span,
                f"runs in parallel with {other.id}, but {told_order}; remove the claim or the dependency",
                related=tuple(links_of(plan, way)),
                fixes=subject.fixes(_fixes(subject, plan, item, other)),
            )


def _ways(milestone: Milestone, item: Resolved, plan: Plan) -> Iterator[tuple[Milestone, tuple[Milestone, ...]]]:
    """Those whom the item names and whom a chain of dependencies joins with the milestone, with the chain."""
    if item.stated.reference.soft:
        return
    for other in plan.targets(item):
        if other.path == milestone.path or other.status is Status.COMPLETED or plan.duplicates(other):
            continue
        way = plan.way(milestone, other) or plan.way(other, milestone)
        if way:
            yield other, way


def _order(milestone: Milestone, other: Milestone, way: tuple[Milestone, ...]) -> str:
    depends = f"depends on {other.id}" if way[0] is milestone else f"{other.id} depends on it"
    return depends if len(way) == 2 else f"{depends} through others: {chain(way)}"


def _fixes(subject: Subject, plan: Plan, item: Resolved, other: Milestone) -> Iterator[Fix]:
    if item.resolution.outcome is Outcome.RESOLVED:
        title = f"Remove the claim that it runs in parallel with {other.id}"
        yield from removal(subject, plan, other, [Relation.PARALLEL_WITH], title)
