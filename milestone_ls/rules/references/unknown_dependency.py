"""A milestone depends on one that does not exist.

Nobody can tell what has to come first, so readiness, order and schedule leave that dependency out. Often the ID was
mistyped, or the milestone was renumbered; or it has yet to be written.

An ID is told of where it shares its letters with the milestones of the plan. In a field, an ID alone with other letters
is told of, too, as information that fails no check: it may be another plan's. What the index file lists is told of by
``planned-milestone``.

Mend it by naming a milestone that there is or by writing the document; the quick fixes do either. Letters that belong
to another plan go into ``external-prefixes``.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1, «M7-Axles» (DONE), «AXLE-3»

    ### Upstream Dependencies
    - M7: the axles that the wheels turn on
    - «M8»: grease

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1, M3 (DONE)
    //- M3-Axles.md
    # Milestone: M3 Axles [S]
    **Dependencies**: None

Near miss: prose, a note, another project's milestone and a group that is still empty name no milestone of this plan::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None (M9 would help), the survey
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1 (as M9 has it), M9 base image, garage:M9, garage M9, M9-*, M9+

    ### Upstream Dependencies
    - OAuth2: tokens of M9
    - UTF-8 everywhere
"""

from collections.abc import Iterator
from itertools import chain

from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.references.unresolved import (
    DEPENDENCIES,
    advice,
    create_fix,
    external_fix,
    nearest_fixes,
    unresolved,
)
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees


@context_rule("unknown-dependency", Severity.ERROR, sees=Sees.NOTHING, gate=True)
def unknown_dependency(subject: Subject, plan: Plan) -> Iterator[Finding]:
    for found in unresolved(subject.milestone, plan, *DEPENDENCIES):
        if not found.planned:
            fixes = chain(
                nearest_fixes(subject, plan, found),
                external_fix(found),
                create_fix(subject, plan, found),
            )
            yield Finding(
                found.reference.span,
                f"depends on {found.id}, but {advice(found)}",
                fixes=subject.fixes(fixes),
                severity=Severity.INFORMATION if found.strange else None,
            )
