"""A milestone depends on itself through others.

None of them can begin, since each waits for another, so none gets an order, a schedule or a readiness. It is told at
every member; the related places spell the shortest way round.

Mend it by dropping the dependency that is not real. The quick fix drops the one at which it stands; in a bullet, which
carries prose, that is for its author.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: «M3»
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: «M1» (firm ground), M4
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M4 and «M2»
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: None
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: M1

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1 (firm ground), M4
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M4 and M2
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: None

Near miss: an optional dependency holds nobody up, what a milestone blocks claims the other's dependency and is none,
and running in parallel both ways is no circle::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: M2 (optional)
    **Can Run In Parallel With**: M3

    ### Downstream Impact
    - M2: firm ground
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Blocks**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Can Run In Parallel With**: M1
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Relation
from milestone_ls.project.plan import Plan
from milestone_ls.rules.field_lists import removal
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.plan.chains import chain, edge_between, links_of
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees

_UPSTREAM = (Relation.DEPENDS_ON, Relation.UPSTREAM)


@context_rule("dependency-cycle", Severity.ERROR, sees=Sees.NOTHING, gate=True)
def dependency_cycle(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    circle = plan.cycle(milestone.path)
    edge = edge_between(plan, milestone, circle[1]) if circle else None
    if edge is None:
        return
    target = edge.target
    yield Finding(
        edge.stated.reference.span,
        f"{milestone.id} depends on itself through others: {chain(circle)}; drop the dependency that is not real",
        related=tuple(links_of(plan, circle[1:])),
        fixes=subject.fixes(
            removal(subject, plan, target, _UPSTREAM, f"Drop the dependency of {milestone.id} on {target.id}")
        ),
    )
