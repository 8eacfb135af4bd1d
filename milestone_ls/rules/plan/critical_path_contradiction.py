"""Critical Path says *No*, and other milestones wait for this one.

The template asks there whether the milestone blocks other work. It does as long as it is open, and open milestones
depend on it.

Mend it by writing *Yes*, which the quick fix does, or by dropping the dependency that is not real.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress

    ## Timeline
    - **Critical Path**: «No», it can wait
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: pending

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress

    ## Timeline
    - **Critical Path**: Yes, it can wait
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: pending

Near miss: who is finished waits no longer, who is finished holds nobody up, and an optional dependency is none::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress

    ## Timeline
    - **Critical Path**: No
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: completed

    ## Timeline
    - **Critical Path**: No
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M2, M1 (optional)
    **Status**: pending
"""

from collections.abc import Iterator

from milestone_ls.project.names import order_of
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Related, Severity, edit_fix, listed
from milestone_ls.rules.plan.chains import edge_between
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.rules.structure.quoting import text_of
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.labels import Quantity, quantities
from milestone_ls.text import Edit

_MOST_NAMED = 5


@context_rule("critical-path-contradiction", Severity.INFORMATION, sees=Sees.QUANTITIES)
def critical_path_contradiction(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    value = quantities(subject.document).get(Quantity.CRITICAL_PATH)
    if milestone.estimates.critical is not False or not milestone.status.is_open or value is None:
        return
    below = (plan.milestone(path) for path in plan.graph.downstream.get(milestone.path, ()))
    cycle = plan.component(milestone.path)
    waiting = [found for found in below if found and found.status.is_open and found.path not in cycle]
    if not waiting:
        return
    waiting.sort(key=lambda found: (order_of(found.id), found.path))
    names = [found.id or found.stem for found in waiting]
    more = len(names) - _MOST_NAMED
    named = listed(names, "and") if more <= 0 else listed([*names[:_MOST_NAMED], f"{more} more"], "and")
    at = value.text.casefold().index("no")
    span = value.span(at, at + len("no"))
    edges = (edge_between(plan, found, milestone) for found in waiting[:_MOST_NAMED])
    fix = edit_fix('Change "No" to "Yes"', subject.path, Edit(span, "Yes"))
    yield Finding(
        span,
        f"says that it blocks no other work, but {named} {'depends' if len(waiting) == 1 else 'depend'} on it",
        related=tuple(
            Related(edge.source.path, edge.stated.reference.span, f"{edge.source.id} depends on {milestone.id}")
            for edge in edges
            if edge is not None
        ),
        fixes=(fix,) if text_of(subject.document, span).casefold() == "no" else (),
    )
