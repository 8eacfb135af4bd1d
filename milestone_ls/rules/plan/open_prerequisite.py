"""A milestone is in progress or completed while prerequisites of it are open.

Either nobody ticked what has been settled, or the work began without it. A box that names a completed milestone is told
of by ``prerequisite-met``, and one that names a milestone on which this one depends and which is not done by
``started-before-upstream`` and ``completed-before-upstream``.

Mend it by ticking what is settled, or by removing or cancelling what turned out not to be needed.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: «in_progress»

    ## Prerequisites
    - [x] A spade
    - [ ] The neighbour's leave

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress

    ## Prerequisites
    - [x] A spade
    - [CANCELLED] The neighbour's leave

Near miss: what has not begun, what names a milestone that another rule tells of, and boxes elsewhere::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: pending

    ## Prerequisites
    - [ ] A spade
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Status**: completed

    ## Notes
    - [ ] Ask the neighbour
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1, M2
    **Status**: in_progress

    ## Prerequisites
    - [ ] M1 completed
    - [ ] M2 completed
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.plan.prerequisites import Prerequisite, prerequisites
from milestone_ls.rules.plan.progress import still_open
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.template.roles import SectionRole
from milestone_ls.template.vocabulary import Status

_BEGUN = {Status.IN_PROGRESS: "in progress", Status.COMPLETED: "completed"}


@context_rule("open-prerequisite", Severity.WARNING, sees=Sees.PREREQUISITES)
def open_prerequisite(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    if milestone.status not in _BEGUN or milestone.status_span is None:
        return
    elsewhere = {
        found.box.span for found in prerequisites(milestone, plan) if _is_told_elsewhere(milestone, plan, found)
    }
    left = [
        (task, span)
        for section in subject.document.sections_of(SectionRole.PREREQUISITES)
        for task, span in section.tasks()
        if task.status not in (Status.COMPLETED, Status.CANCELLED) and span not in elsewhere
    ]
    if left:
        many = "1 prerequisite is" if len(left) == 1 else f"{len(left)} prerequisites are"
        yield Finding(
            milestone.status_span,
            f"{_BEGUN[milestone.status]}, but {many} open; tick what is settled",
            related=tuple(still_open(subject.path, left)),
        )


def _is_told_elsewhere(milestone: Milestone, plan: Plan, found: Prerequisite) -> bool:
    upstream = {edge.target.path for edge in plan.upstream(milestone)}
    return all(
        other.status is Status.COMPLETED or (other.status.is_open and other.path in upstream)
        for other in found.milestones
    )
