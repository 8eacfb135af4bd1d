"""A prerequisite is ticked though the milestone that it names is not done.

The box begins with the name of a milestone that is pending, in progress or blocked. Whoever relies on the tick begins
without what this one needs.

Mend it by taking the tick back, which the quick fix does, or by naming what of that milestone is needed and done: a box
that begins with other words is its author's to judge.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: pending

    ## Prerequisites
    - [x] «M1»: firm ground
    - [DONE] «M1-Ground» completed and dry

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: pending

    ## Prerequisites
    - [ ] M1: firm ground
    - [x] The survey of M1

Near miss: what is completed or cancelled, an optional one, and a status that nobody knows::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: cancelled
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Status**: as it comes
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Status**: pending

    ## Prerequisites
    - [x] M1 completed
    - [x] M2 is out of the way
    - [x] M3
    - [x] M5 (nice to have)
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Status**: pending
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Fix, Related, Severity, edit_fix, listed
from milestone_ls.rules.plan.prerequisites import Prerequisite, prerequisites
from milestone_ls.rules.rule import plan_rule
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit

_BEGUN = (Status.IN_PROGRESS, Status.COMPLETED)


@plan_rule("prerequisite-unmet", Severity.WARNING)
def prerequisite_unmet(milestone: Milestone, plan: Plan) -> Iterator[Finding]:
    for found in prerequisites(milestone, plan):
        left = [other for other in found.milestones if other.status.is_open] if found.is_ticked else []
        if left:
            say = listed((f"{other.id} is {other.status}" for other in left), "and")
            yield Finding(
                found.stated.reference.span,
                f"ticked, but {say}; take the tick back or say what of it is done",
                related=tuple(
                    Related(other.path, other.status_span or other.heading_span, f"{other.id} is {other.status}")
                    for other in left
                ),
                fixes=_fixes(milestone, plan, found),
            )


def _fixes(milestone: Milestone, plan: Plan, found: Prerequisite) -> tuple[Fix, ...]:
    """The fix that takes the tick back; none where the open box would contradict the status."""
    upstream = {edge.target.path for edge in plan.upstream(milestone)}
    if milestone.status in _BEGUN and not any(other.path in upstream for other in found.milestones):
        return ()
    return (edit_fix("Take the tick back", milestone.path, Edit(found.box.span, "[ ]")),)
