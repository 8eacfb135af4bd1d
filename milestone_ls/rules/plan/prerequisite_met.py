"""A prerequisite is open though the milestone that it names is completed.

The box begins with the name of a milestone; that one is done, so nothing is left to wait for. What stands behind the
name is not looked at.

Mend it by ticking it, which the quick fix does.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    ## Prerequisites
    - [ ] «M1-Ground»: firm ground
    - [ ] Milestone «M1» completed

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    ## Prerequisites
    - [x] M1-Ground: firm ground

Near miss: one of two is not done, an optional one, a name further back, other sections, and what was cancelled::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: pending

    ## Prerequisites
    - [ ] M1 and M3 completed
    - [ ] M1 (optional)
    - [ ] A survey of M1
    - [CANCELLED] M1 painted

    ## Objectives
    - [ ] M1 gets wheels
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Status**: pending
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity, edit_fix, listed
from milestone_ls.rules.plan.prerequisites import prerequisites
from milestone_ls.rules.rule import plan_rule
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit


@plan_rule("prerequisite-met", Severity.HINT)
def prerequisite_met(milestone: Milestone, plan: Plan) -> Iterator[Finding]:
    for found in prerequisites(milestone, plan):
        if found.is_open and all(other.status is Status.COMPLETED for other in found.milestones):
            names = listed((other.id for other in found.milestones), "and")
            are = "is" if len(found.milestones) == 1 else "are"
            yield Finding(
                found.stated.reference.span,
                f"{names} {are} completed; tick this",
                related=tuple(
                    Related(other.path, other.status_span or other.heading_span, f"{other.id} is completed")
                    for other in found.milestones
                ),
                fixes=(edit_fix("Tick it", milestone.path, Edit(found.box.span, "[x]")),),
            )
