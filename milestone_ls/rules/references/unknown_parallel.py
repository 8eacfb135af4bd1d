"""A milestone claims to run in parallel with one that does not exist.

Whoever plans the work beside it looks for a milestone that is not there. Often the ID was mistyped or renumbered, or
the milestone has yet to be written.

As with ``unknown-dependency``, an ID with letters that no milestone of the plan has is an information that fails no
check, and what the index file lists is told of by ``planned-milestone``. An ID that the dependencies name, too, is told
of there.

Mend it by naming a milestone that there is or by writing the document. Letters that belong to another plan go into
``external-prefixes``.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: «M7», «M2-M9», «TOOL-4»
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: M3
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Can Run In Parallel With**: M1

Near miss: text in parentheses, a group and another project's milestone are no claims about this plan::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: None (M7 waits for it)
    //- M2-Wheels.md
    # Milestone: M2 Wheels [P]
    **Can Run In Parallel With**: M3+, M7-*, garage:M7, everything else
"""

from collections.abc import Iterator
from itertools import chain

from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.references.unresolved import (
    PARALLEL,
    advice,
    create_fix,
    external_fix,
    nearest_fixes,
    unresolved,
)
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees


@context_rule("unknown-parallel", Severity.ERROR, sees=Sees.NOTHING, gate=True)
def unknown_parallel(subject: Subject, plan: Plan) -> Iterator[Finding]:
    for found in unresolved(subject.milestone, plan, *PARALLEL):
        if not found.planned:
            fixes = chain(
                nearest_fixes(subject, plan, found),
                external_fix(found),
                create_fix(subject, plan, found, parallel_with=[subject.milestone.id]),
            )
            yield Finding(
                found.reference.span,
                f"runs in parallel with {found.id}, but {advice(found)}",
                fixes=subject.fixes(fixes),
                severity=Severity.INFORMATION if found.strange else None,
            )
