"""A milestone that is to be done depends on one that was cancelled.

Nothing holds it up, but what it was to build on will not come. Somebody has to decide what takes its place.

Mend it by dropping the dependency, by depending on what took over, or by giving up this one, too.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: cancelled
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: «M1-Ground»
    **Status**: pending

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: cancelled
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: None
    **Status**: pending

Near miss: what is completed or cancelled itself, an optional dependency, and a status that nobody knows::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: superseded
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: completed
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1
    **Status**: deferred
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: M1 (optional)
    **Status**: pending
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: M1
    **Status**: as it comes
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.rule import plan_rule
from milestone_ls.template.vocabulary import Status


@plan_rule("depends-on-cancelled", Severity.WARNING)
def depends_on_cancelled(milestone: Milestone, plan: Plan) -> Iterator[Finding]:
    if not milestone.status.is_open:
        return
    for edge in plan.upstream(milestone):
        if edge.target.status is Status.CANCELLED:
            where = edge.target.status_span or edge.target.heading_span
            yield Finding(
                edge.stated.reference.span,
                f"depends on {edge.target.id}, which was cancelled; drop it or depend on what took over",
                related=(Related(edge.target.path, where, f"{edge.target.id} is cancelled"),),
            )
