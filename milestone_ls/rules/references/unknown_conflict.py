"""A Conflicts cell names a milestone that does not exist.

Whoever plans people and machines by that table looks for a milestone that is not there. An ID that a list of the
document names, too, is told of there, and one that the index file lists by ``planned-milestone``.

Mend it by naming the milestone that is meant; the quick fixes offer those nearest to it.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | M2, «M7» |
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | M2 |
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1

Near miss: prose, other letters, text in parentheses, and the other columns::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | M7 | 2 days | None (M7 waits) |
    | Bob | Rest | 1 day | Holidays, Q3, the fair in M7 |
"""

from collections.abc import Iterator

from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.references.unresolved import CONFLICTS, advice, nearest_fixes, unresolved
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees


@context_rule("unknown-conflict", Severity.WARNING, sees=Sees.NOTHING)
def unknown_conflict(subject: Subject, plan: Plan) -> Iterator[Finding]:
    for found in unresolved(subject.milestone, plan, *CONFLICTS):
        if not found.planned:
            yield Finding(
                found.reference.span,
                f"conflicts with {found.id}, but {advice(found)}",
                fixes=subject.fixes(nearest_fixes(subject, plan, found)),
            )
