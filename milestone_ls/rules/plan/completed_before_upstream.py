"""A milestone is completed while one that it depends on is not.

Either the status is ahead of the facts or the dependency was never real; both mislead whoever asks what is ready.
An upstream whose status nobody can read silences the rule, and so does one that was cancelled.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    **Status**: in_progress
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: «completed»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: completed

Near miss: what was cancelled holds nobody up, and a status in words of one's own is unknown, not open::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: cancelled
    //- M2-Paint.md
    # Milestone: M2 Paint [S]
    **Status**: as good as it gets
    //- M3-Wheels.md
    # Milestone: M3 Wheels [S]
    **Dependencies**: M1, M2
    **Status**: completed
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.rule import plan_rule
from milestone_ls.template.vocabulary import Status


@plan_rule("completed-before-upstream", Severity.WARNING, gate=True)
def completed_before_upstream(milestone: Milestone, plan: Plan) -> Iterator[Finding]:
    if milestone.status is not Status.COMPLETED or milestone.status_span is None:
        return
    upstream = [edge.target for edge in plan.upstream(milestone)]
    if any(target.status is Status.UNKNOWN for target in upstream):
        return
    for target in upstream:
        if target.status.is_open:
            where = target.status_span or target.heading_span
            yield Finding(
                milestone.status_span,
                f"completed, but {target.id} is {target.status}; correct one of them, or remove the dependency",
                related=(Related(target.path, where, f"{target.id} is {target.status}"),),
            )
