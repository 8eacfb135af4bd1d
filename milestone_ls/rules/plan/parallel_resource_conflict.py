"""A milestone claims to run in parallel with one that needs the same people or machines.

A Conflicts cell of either says that they cannot. A claim that contradicts a dependency is told of by
``parallel-with-dependency``; what is completed or cancelled needs nobody any longer.

Mend it by removing the claim, which the quick fix does, or the conflict.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: «M2»
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | M2 |
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Can Run In Parallel With**: «M1», M3

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: M3
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | M2 |
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Can Run In Parallel With**: M3

Near miss: an optional claim, what is completed, text in parentheses, and one that depends on the other::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: M2 (optional), M3, M4, M5
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | M2, M3 |
    | Bob | Digging | 1 day | Rain (as in M4), M5 |
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: pending
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Status**: completed
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Status**: pending
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: M1
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Relation
from milestone_ls.project.names import Outcome
from milestone_ls.project.plan import Plan
from milestone_ls.rules.field_lists import removal
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.plan.claims import FINISHED, claimed, conflict, is_known
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees


@context_rule("parallel-resource-conflict", Severity.WARNING, sees=Sees.NOTHING)
def parallel_resource_conflict(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    if milestone.status in FINISHED or not is_known(milestone, plan):
        return
    told: set[str] = set()
    for item, others in claimed(milestone, plan, Relation.PARALLEL_WITH):
        for other in others:
            cell = conflict(milestone, other, plan) if other.status not in FINISHED else None
            if cell is None or other.path in told or plan.way(milestone, other) or plan.way(other, milestone):
                continue
            told.add(other.path)
            title = f"Remove the claim that it runs in parallel with {other.id}"
            is_alone = item.resolution.outcome is Outcome.RESOLVED
            fixes = tuple(removal(subject, plan, other, [Relation.PARALLEL_WITH], title)) if is_alone else ()
            yield Finding(
                item.stated.reference.span,
                f"runs in parallel with {other.id}, but they need the same resource; drop the claim or the conflict",
                related=(cell,),
                fixes=fixes,
            )
