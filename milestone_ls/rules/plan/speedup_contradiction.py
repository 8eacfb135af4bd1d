"""A Parallel Speedup is promised, and nothing runs in parallel.

Time is only saved where something else runs at the same time. Neither does the milestone name one under Can Run In
Parallel With, nor does another milestone name it there.

Mend it by naming the milestones that are meant, or by writing 0 %.

Wrong::

    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: None

    ## Timeline
    - **Parallel Speedup**: «30%» if two work on it

Right::

    # Milestone: M1 Ground [B]
    **Can Run In Parallel With**: None

    ## Timeline
    - **Parallel Speedup**: 0%

Near miss: the claim of another milestone holds for both, what is not read as a milestone may be one, and ``0%`` and
``N/A`` promise nothing::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]

    ## Timeline
    - **Parallel Speedup**: 30%
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Can Run In Parallel With**: M1

    ## Timeline
    - **Parallel Speedup**: 10-20%
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Can Run In Parallel With**: whatever comes along

    ## Timeline
    - **Parallel Speedup**: 10%
    //- M4-Garden.md
    # Milestone: M4 Garden [P]

    ## Timeline
    - **Parallel Speedup**: N/A
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Relation
from milestone_ls.project.names import file_key
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.durations import read_share
from milestone_ls.syntax.labels import Quantity, quantities
from milestone_ls.syntax.references import Shape
from milestone_ls.template.vocabulary import Status


@context_rule("speedup-contradiction", Severity.INFORMATION, sees=Sees.QUANTITIES)
def speedup_contradiction(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    claimed = milestone.estimates.speedup
    if claimed is None or not claimed.high or milestone.status in (Status.COMPLETED, Status.CANCELLED):
        return
    named = plan.items(milestone, Relation.PARALLEL_WITH)
    if any(item.stated.reference.shape is not Shape.NOTHING for item in named) or _is_claimed(subject, plan):
        return
    value = quantities(subject.document).get(Quantity.SPEEDUP)
    share = read_share(value.text) if value else None
    if value is not None and share is not None:
        text = value.text[share.start : share.end]
        yield Finding(
            value.span(share.start, share.end),
            f"{text} is to be saved by running in parallel, but nothing runs beside it; name what does, or write 0%",
        )


def _is_claimed(subject: Subject, plan: Plan) -> bool:
    """Whether another milestone says that it runs in parallel with this one."""
    return any(
        subject.path in item.resolution.targets
        for path in plan.watchers.get(file_key(subject.path), ())
        if path != subject.path
        for item in plan.resolved.get(path, ())
        if item.stated.relation is Relation.PARALLEL_WITH
    )
