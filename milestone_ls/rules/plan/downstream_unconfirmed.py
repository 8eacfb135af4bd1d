"""A milestone says that another one waits for it, and that one depends on something else.

What a milestone depends on is its own to say, so the plan does not count this claim: the other one is taken as ready
while this one is not done. It may depend on this one through others; where it states no dependencies at all, nothing
is contradicted.

Mend it by stating the dependency there, which the quick fix does, or by dropping the claim.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Blocks**: «M2»

    ### Downstream Impact
    - M2: stands on it
    - «M3»: stays dry
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: None
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M2

    ### Upstream Dependencies
    - M2: wheels

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ### Downstream Impact
    - M2: stands on it
    - M3: stays dry
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M2

Near miss: one that states no dependencies, or only in words or by a name that nobody bears, an optional one, what was
cancelled, and a claim of which nobody can tell whom it is about::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ### Downstream Impact
    - M2: stands on it
    - M3: stays dry
    - M4 (optional): grows
    - M5: was to be painted
    - M6: opens
    - All others: can begin
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**:
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: the ground, and all below it
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: None
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: None
    **Status**: cancelled
    //- M6-Door.md
    # Milestone: M6 Door [P]
    **Dependencies**: M11
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.names import Outcome
from milestone_ls.project.plan import Plan
from milestone_ls.rules.dependence import dependence_fix
from milestone_ls.rules.finding import Finding, Fix, Related, Severity, listed
from milestone_ls.rules.plan.claims import claimed, is_known, named_by
from milestone_ls.rules.rule import plan_rule
from milestone_ls.syntax.references import Shape
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span

_UPSTREAM = (Relation.DEPENDS_ON, Relation.UPSTREAM)


@plan_rule("downstream-unconfirmed", Severity.WARNING)
def downstream_unconfirmed(milestone: Milestone, plan: Plan) -> Iterator[Finding]:
    if milestone.status is Status.CANCELLED or not is_known(milestone, plan):
        return
    told: set[str] = set()
    for item, others in claimed(milestone, plan, Relation.BLOCKS, Relation.DOWNSTREAM):
        denying = [other for other in others if other.path not in told and _denies(milestone, other, plan)]
        told.update(other.path for other in others)
        if denying:
            does = "does" if len(denying) == 1 else "do"
            names = listed((other.id for other in denying), "and")
            fixes: tuple[Fix, ...] = ()
            if len(denying) == 1:
                fixes = dependence_fix(plan, denying[0], milestone)
            yield Finding(
                item.stated.reference.span,
                f"{names} {does} not depend on {milestone.id}; state it there or drop it here",
                related=tuple(Related(other.path, _where(other), f"{other.id} depends on others") for other in denying),
                fixes=fixes,
            )


def _where(milestone: Milestone) -> Span:
    stated = (reference.span for relation in _UPSTREAM for reference in milestone.states(relation))
    return next(stated, milestone.heading_span)


def _denies(milestone: Milestone, other: Milestone, plan: Plan) -> bool:
    """Whether the other one states what it depends on, and that does not lead here."""
    if other.status is Status.CANCELLED or milestone.path in named_by(other, plan, *_UPSTREAM):
        return False
    items = list(plan.items(other, *_UPSTREAM))
    if any(item.resolution.outcome in (Outcome.UNKNOWN, Outcome.STRANGE) for item in items):
        return False
    shapes = {item.stated.reference.shape for item in items if item.stated.reference.name}
    return bool(shapes - {Shape.PROSE}) and not plan.graph.way(other.path, milestone.path)
