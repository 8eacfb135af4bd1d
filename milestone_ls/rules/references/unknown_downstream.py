"""A milestone says that another one waits for it, and that one does not exist.

Usually that work is meant and not yet written down, so this is a hint. An ID that the dependencies or the parallel
milestones name, too, is told of there, and one that the index file lists by ``planned-milestone``.

Mend it by writing the document, which the quick fix does with the dependency in it, or by naming the right one.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Blocks**: M2, «M7»

    ### Downstream Impact
    - M7: has firm ground
    - «M8-Garage»: can be built
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Blocks**: M2
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1

Near miss: what a bullet explains behind its colon, and whatever is no ID, is prose::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Blocks**: All later work, such as M7

    ### Downstream Impact
    - All later milestones: M7 above all
    - M7 and the rest: wait for it
"""

from collections.abc import Iterator
from itertools import chain

from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.references.unresolved import (
    DOWNSTREAM,
    advice,
    create_fix,
    external_fix,
    nearest_fixes,
    unresolved,
)
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees


@context_rule("unknown-downstream", Severity.HINT, sees=Sees.NOTHING)
def unknown_downstream(subject: Subject, plan: Plan) -> Iterator[Finding]:
    for found in unresolved(subject.milestone, plan, *DOWNSTREAM):
        if not found.planned:
            fixes = chain(
                create_fix(subject, plan, found, depends_on=[subject.milestone.id]),
                nearest_fixes(subject, plan, found),
                external_fix(found),
            )
            yield Finding(
                found.reference.span,
                f"{found.id} is to wait for this, but {advice(found)}",
                fixes=subject.fixes(fixes),
            )
