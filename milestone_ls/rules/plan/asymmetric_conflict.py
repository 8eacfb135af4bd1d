"""A Conflicts cell names a milestone whose own table does not say so.

A conflict holds for both ends: whoever plans the other milestone looks in its own table. What is completed or cancelled
needs nobody any longer.

Mend it by naming it there, too. The quick fix does so in the row of the same team or resource, if there is one.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | «M2», «M3» |
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Bob | Spokes | 2 days | M3 |
    | Ann | Hubs | 1 day | None |
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Beams | 1 day | M2 |

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | M2 |
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Hubs | 1 day | M1 |

Near miss: a range that holds it, text in parentheses, and a finished end::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | M2, M3, none (but see M4) |
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Hubs | 1 day | M1-M3 |
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Status**: completed
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Beams | 1 day | M2 |
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Status**: pending
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Fix, Related, Severity, edit_fix
from milestone_ls.rules.plan.claims import FINISHED, claimed, is_known, named_by
from milestone_ls.rules.rule import plan_rule


@plan_rule("asymmetric-conflict", Severity.HINT)
def asymmetric_conflict(milestone: Milestone, plan: Plan) -> Iterator[Finding]:
    if milestone.status in FINISHED or not is_known(milestone, plan):
        return
    told: set[str] = set()
    for item, others in claimed(milestone, plan, Relation.CONFLICT):
        for other in others:
            is_silent = milestone.path not in named_by(other, plan, Relation.CONFLICT)
            if is_silent and other.path not in told and other.status not in FINISHED:
                told.add(other.path)
                yield Finding(
                    item.stated.reference.span,
                    f"conflicts with {other.id}, which does not say so; say it there, too",
                    related=(Related(other.path, other.heading_span, f"{other.id} does not name it"),),
                    fixes=tuple(_fixes(milestone, other, item.stated.reference.span.start.line)),
                )


def _fixes(milestone: Milestone, other: Milestone, line: int) -> Iterator[Fix]:
    """The fix that names the milestone in the one row of the other table that is about what the row on *line* is."""
    about = {cell.about for cell in milestone.room.conflicts if cell.line == line}
    places = [cell.place for cell in other.room.conflicts if cell.about in about]
    if len(places) == 1 and places[0] is not None:
        title = f"Say in {other.id} that it conflicts with {milestone.id}"
        yield edit_fix(title, other.path, places[0].edit(milestone.id))
