"""A milestone names one that the index file lists and that nobody has written yet.

That is how plans grow: the list comes first, the documents follow. So this is a hint where an ID that nobody lists
would be an error. Until the document is there, readiness and schedule leave the milestone out.

Mend it by writing the document; the quick fix makes it from the template, where the index has a link to it at that
place, and else beside this document.

Wrong::

    //- README.md
    # The house
    - M1: Ground - DONE
    - M2: Wheels
    - [M3](M3-Roof.md): Roof
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None

    ### Downstream Impact
    - «M3»: can be built
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1, «M3»

Right::

    //- README.md
    # The house
    - M1: Ground - DONE
    - M2: Wheels
    - [M3](M3-Roof.md): Roof
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1, M3
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Dependencies**: M1

Near miss: a list elsewhere is no index, and one that names a single milestone of the plan is none either::

    //- notes.md
    # Notes
    - M1: Ground
    - M2: Wheels
    - M3: Roof
    //- README.md
    # Read me
    - M2 was hard
    - M3 would be nice
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M3
"""

from collections.abc import Iterable, Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.references.unresolved import (
    CONFLICTS,
    DEPENDENCIES,
    DOWNSTREAM,
    PARALLEL,
    Unresolved,
    create_fix,
    unresolved,
)
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees


@context_rule("planned-milestone", Severity.HINT, sees=Sees.NOTHING)
def planned_milestone(subject: Subject, plan: Plan) -> Iterator[Finding]:
    for found in unresolved(subject.milestone, plan, *DEPENDENCIES, *PARALLEL, *DOWNSTREAM, *CONFLICTS):
        if found.planned:
            listed = tuple(
                Related(path, entry.span, f"{entry.id} is listed here") for path, entry in plan.entries_of(found.id)
            )
            yield Finding(
                found.reference.span,
                f"{found.id} is listed in {listed[0].path}, but nobody has written it yet; create it when it is time",
                related=listed,
                fixes=subject.fixes(
                    create_fix(subject, plan, found, depends_on=_waiting_for(subject.milestone, found))
                ),
            )


def _waiting_for(milestone: Milestone, found: Unresolved) -> Iterable[str]:
    """What the new milestone depends on by what is said of it."""
    return [milestone.id] if found.item.stated.relation in DOWNSTREAM else ()
