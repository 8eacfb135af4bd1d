"""A milestone claims to run in parallel with one that does not say so.

What holds for one end holds for the other: whoever reads the other document does not learn of it. A claim that
contradicts a dependency is told of by ``parallel-with-dependency``, one against a conflict by
``parallel-resource-conflict``, and one about finished milestones by nobody.

Mend it by saying it there, too, or by dropping the claim. The quick fix adds it to the other document.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: «M2», «M3-Roof»
    //- M2-Wheels.md
    # Milestone: M2 Wheels [P]
    **Dependencies**: None
    **Can Run In Parallel With**: None
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Can Run In Parallel With**: M4
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Can Run In Parallel With**: M3, «M5»
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: None

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: M2
    //- M2-Wheels.md
    # Milestone: M2 Wheels [P]
    **Can Run In Parallel With**: M1

Near miss: a range or group that holds it, an optional claim, a finished end, and one that a dependency belies::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: M2, M3 (optional), M4, M5
    //- M2-Wheels.md
    # Milestone: M2 Wheels [P]
    **Can Run In Parallel With**: M1-M3
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Can Run In Parallel With**: M1+
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Status**: completed
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: M1
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.rules.finding import Finding, Fix, Related, Severity, edit_fix, listed
from milestone_ls.rules.plan.claims import FINISHED, claimed, conflict, is_known
from milestone_ls.rules.rule import plan_rule


@plan_rule("asymmetric-parallel", Severity.HINT)
def asymmetric_parallel(milestone: Milestone, plan: Plan) -> Iterator[Finding]:
    if milestone.status in FINISHED or not is_known(milestone, plan):
        return
    told: set[str] = set()
    for item, others in claimed(milestone, plan, Relation.PARALLEL_WITH):
        silent = [other for other in others if other.path not in told and is_silent(milestone, other, plan)]
        told.update(other.path for other in silent)
        if silent:
            yield _finding(milestone, item, silent)


def is_silent(milestone: Milestone, other: Milestone, plan: Plan) -> bool:
    """Whether the other end of a claim could say so and does not."""
    if other.status in FINISHED or plan.way(milestone, other) or plan.way(other, milestone):
        return False
    if conflict(milestone, other, plan) is not None:
        return False
    back = plan.items(other, Relation.PARALLEL_WITH)
    return not any(milestone.path in item.resolution.targets for item in back)


def _finding(milestone: Milestone, item: Resolved, silent: list[Milestone]) -> Finding:
    names = listed((other.id for other in silent), "and")
    does = "does" if len(silent) == 1 else "do"
    return Finding(
        item.stated.reference.span,
        f"runs in parallel with {names}, which {does} not say so; say it there, too",
        related=tuple(Related(other.path, other.heading_span, f"{other.id} does not name it") for other in silent),
        fixes=tuple(_fixes(milestone, silent)),
    )


def _fixes(milestone: Milestone, silent: list[Milestone]) -> Iterator[Fix]:
    if len(silent) > 1:
        return
    for other in silent:
        if other.room.parallel_with is not None:
            edit = other.room.parallel_with.edit(milestone.id)
            yield edit_fix(f"Say in {other.id} that it runs in parallel with {milestone.id}", other.path, edit)
