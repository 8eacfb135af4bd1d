"""A milestone is in progress while one that it depends on is open.

That may well be meant: people begin where they can. But what is begun on ground that is still moving is often begun
twice, and a schedule made of these dependencies will not hold.

Mend it by setting the status back, or by dropping the dependency if it does not hold anything up.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: pending
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: «in_progress»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: in_progress

Near miss: what has not begun, an upstream that was cancelled, an optional one, and one of unknown status::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: pending
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: pending
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1 (optional), M4, M5
    **Status**: in_progress
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Status**: cancelled
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Status**: as it comes
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.rule import plan_rule
from milestone_ls.template.vocabulary import Status


@plan_rule("started-before-upstream", Severity.INFORMATION)
def started_before_upstream(milestone: Milestone, plan: Plan) -> Iterator[Finding]:
    if milestone.status is not Status.IN_PROGRESS or milestone.status_span is None:
        return
    for target in (edge.target for edge in plan.upstream(milestone)):
        if target.status.is_open:
            where = target.status_span or target.heading_span
            yield Finding(
                milestone.status_span,
                f"in progress, but {target.id}, which it depends on, is {target.status}",
                related=(Related(target.path, where, f"{target.id} is {target.status}"),),
            )
