"""The type in the heading says something else than the plan.

``S`` says that a milestone runs alone in its track: it contradicts a claim to run in parallel with another of that
track, or of no track. ``B`` says that others wait for it: where nobody depends on it, and it names nobody who will,
this is a hint. Other templates may mean something else by their letters; the rule speaks only where they are P, S
and B.

Mend it by changing the letter, or what contradicts it.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Parallel Track**: House
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [«S»]
    **Parallel Track**: House
    **Dependencies**: M1
    **Can Run In Parallel With**: M3
    //- M3-Roof.md
    # Milestone: M3 Roof [«B»]
    **Parallel Track**: House
    **Dependencies**: M1

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [P]
    **Dependencies**: M1
    **Can Run In Parallel With**: M3
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Dependencies**: M1

Near miss: milestones of another track, names that nobody bears, work that is planned, and what was cancelled::

    //- M1-Ground.md
    # Milestone: M1 Ground [S]
    **Parallel Track**: House
    **Can Run In Parallel With**: M2, M9, other:M3
    //- M2-Wheels.md
    # Milestone: M2 Wheels [B]
    **Parallel Track**: Garden
    **Dependencies**: M1

    ### Downstream Impact
    - M8: wheels to turn
    //- M3-Roof.md
    # Milestone: M3 Roof [B]
    **Status**: cancelled
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Severity, listed
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.references import Shape
from milestone_ls.template.vocabulary import TYPE_MEANINGS, Status


@context_rule("type-contradiction", Severity.WARNING, sees=Sees.TITLE)
def type_contradiction(subject: Subject, plan: Plan) -> Iterator[Finding]:
    title, milestone = subject.document.title, subject.milestone
    if title is None or title.type_span is None or plan.duplicates(milestone):
        return
    if not subject.schema.types.keys() <= TYPE_MEANINGS.keys() or milestone.status is Status.CANCELLED:
        return
    match (milestone.type or "").strip().upper():
        case "S":
            beside = list(dict.fromkeys(other.id for other in _beside(milestone, plan)))
            if beside:
                message = f"[S] runs alone in its track, but this runs in parallel with {listed(beside, 'and')}"
                yield Finding(title.type_span, message)
        case "B" if plan.graph.upstream and not _is_waited_for(milestone, plan):
            message = "[B] says that others wait for this, but nobody depends on it"
            yield Finding(title.type_span, message, severity=Severity.HINT)


def _beside(milestone: Milestone, plan: Plan) -> Iterator[Milestone]:
    """Those with which it claims to run in parallel, but the ones of another track."""
    for item in plan.items(milestone, Relation.PARALLEL_WITH):
        reference = item.stated.reference
        if reference.soft or reference.shape in (Shape.OPEN, Shape.GROUP):
            continue
        for other in plan.targets(item):
            has_track = milestone.track and other.track
            if other.path != milestone.path and not (has_track and milestone.track != other.track):
                yield other


def _is_waited_for(milestone: Milestone, plan: Plan) -> bool:
    """Whether a milestone depends on it, or is said to."""
    said = plan.items(milestone, Relation.BLOCKS, Relation.DOWNSTREAM)
    return milestone.path in plan.graph.downstream or any(
        item.stated.reference.shape is not Shape.NOTHING for item in said
    )
