"""A milestone starts on a date before one that it depends on was finished.

Either the date is wrong, or the dependency was never real. Two dates are compared: the one that Start begins with, and
the one beside the status of the other (``completed (2026-05-08)``), both written year, month, day. Of several dates
in a status the earliest counts.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: DONE (2026-05-08)
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: in_progress

    ## Timeline
    - **Start**: «2026-05-04»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: DONE (2026-05-08)
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: in_progress

    ## Timeline
    - **Start**: 2026-05-08

Near miss: a condition is no date, what is not completed has no date on which it was, and a cancelled milestone never
starts::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: DONE (2026-05-08)
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: pending (2026-09-09)

    ## Timeline
    - **Start**: after 2026-05-04
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M2
    **Status**: pending

    ## Timeline
    - **Start**: 2026-05-04
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: M1
    **Status**: cancelled

    ## Timeline
    - **Start**: 2026-05-04
"""

from collections.abc import Iterator

from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.labels import Quantity, quantities
from milestone_ls.template.vocabulary import Status

_DATE_LENGTH = len("2026-05-08")


@context_rule("start-before-upstream", Severity.WARNING, sees=Sees.QUANTITIES)
def start_before_upstream(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    start = milestone.estimates.start
    if start is None or milestone.status is Status.CANCELLED:
        return
    late = [
        (edge.target, finished)
        for edge in plan.upstream(milestone)
        if (finished := edge.target.estimates.finished) is not None and start < finished
    ]
    value = quantities(subject.document).get(Quantity.START)
    if not late or value is None:
        return
    target, finished = max(late, key=lambda found: found[1])
    at = len(value.text) - len(value.text.lstrip())
    yield Finding(
        value.span(at, at + _DATE_LENGTH),
        f"starts on {start}, but depends on {target.id}, which was finished on {finished}; one of the dates is wrong",
        related=tuple(
            Related(other.path, other.status_span or other.heading_span, f"{other.id} was finished on {day}")
            for other, day in late
        ),
    )
