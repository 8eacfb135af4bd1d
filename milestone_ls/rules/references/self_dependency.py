"""A milestone depends on itself.

Nothing can come before itself. Mostly another milestone was meant, or a list was copied from its neighbour.

Mend it by naming the right one, or by taking it out of the list, which the quick fix does.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: «M1»
    **Can Run In Parallel With**: N/A
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1, **«M2-Wheels»** (DONE), M1

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1

Near miss: a range or a link into the own document does not mean the milestone itself, and of two that claim one ID
nobody knows which is meant::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1-M2, [the ground](#upstream-dependencies)
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M3
    //- M3-Attic.md
    # Milestone: M3 Attic [S]
    **Dependencies**: M1
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Relation
from milestone_ls.project.plan import Plan
from milestone_ls.rules.field_lists import removal
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees


@context_rule("self-dependency", Severity.ERROR, sees=Sees.NOTHING, gate=True)
def self_dependency(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    relations = (Relation.DEPENDS_ON, Relation.UPSTREAM)
    places = [
        item.stated.reference.span
        for item in plan.items(milestone, *relations)
        if item.resolution.targets == (milestone.path,) and not item.stated.reference.soft
    ]
    if places:
        yield Finding(
            places[0],
            f"{milestone.id} depends on itself; name what comes before it",
            related=tuple(Related(milestone.path, span, "and here") for span in places[1:]),
            fixes=subject.fixes(
                removal(subject, plan, milestone, relations, f"Remove {milestone.id} from its dependencies")
            ),
        )
