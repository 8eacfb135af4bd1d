"""A milestone depends on one that it depends on through another, too.

The order is the same without it. This rule is off unless the configuration or the strict profile switches it on: many
people state every dependency on purpose, and what is redundant now may not be when the other one changes.

Mend it by dropping it; the quick fix does so where it stands in a field alone.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M2, «M1»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M2

Near miss: optional dependencies, ranges, and what lies in a circle::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: M4
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1 (optional)
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M2, M1
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: M1
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: M2-M3
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Relation
from milestone_ls.project.names import Outcome
from milestone_ls.project.plan import Plan
from milestone_ls.rules.field_lists import removal
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.plan.chains import chain, links_of
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees

_UPSTREAM = (Relation.DEPENDS_ON, Relation.UPSTREAM)


@context_rule("redundant-dependency", Severity.OFF, sees=Sees.NOTHING)
def redundant_dependency(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    items = plan.items(milestone, *_UPSTREAM)
    alone = {item.stated.reference.span for item in items if item.resolution.outcome is Outcome.RESOLVED}
    edges = list(plan.upstream(milestone))
    for edge in edges:
        if edge.stated.reference.span not in alone:
            continue
        others = (other.target for other in edges if other.target.path != edge.target.path)
        way = next((way for other in others if (way := plan.way(other, edge.target))), None)
        if way is not None:
            title = f"Drop the dependency of {milestone.id} on {edge.target.id}"
            yield Finding(
                edge.stated.reference.span,
                f"depends on {edge.target.id} anyway: {chain((milestone, *way))}; once is enough",
                related=tuple(links_of(plan, way)),
                fixes=subject.fixes(removal(subject, plan, edge.target, _UPSTREAM, title)),
            )
