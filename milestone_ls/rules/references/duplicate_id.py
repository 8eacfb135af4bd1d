"""Two documents claim one ID.

A reference to that ID may mean either, so it goes to both, and nothing in the plan can be judged by it: as long as two
bear the ID, their dependencies count for nobody. Mostly a document was copied, and its heading forgotten.

Mend it by giving one of them an ID of its own: the one that its file's name bears, or the next that is free. Whoever
meant that document has to follow by hand.

Wrong::

    //- M1-Ground.md
    # Milestone: «M1» Ground [B]
    //- M2-Wheels.md
    # Milestone: «M1» Wheels [S]
    **Dependencies**: M1

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1

Near miss: a companion repeats an ID by design, and so does a template; other Markdown has no ID::

    //- milestone-ls.toml
    companions = ["tracking/**"]
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    //- tracking/M1-Ground.md
    # Milestone: M1 Ground
    //- templates/M1.md
    # Milestone: M1 {Title}
    //- M1-notes.md
    # Notes on M1
"""

from collections.abc import Iterator

from milestone_ls.project.facts import id_of_path
from milestone_ls.project.naming import next_free_id, styled_id
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Fix, Related, Severity, edit_fix, listed
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.names import fold
from milestone_ls.text import Edit

_MOST_NAMED = 3


@context_rule("duplicate-id", Severity.ERROR, sees=Sees.NOTHING, gate=True)
def duplicate_id(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    others = plan.duplicates(milestone)
    if not others:
        return
    named = [other.path for other in others[:_MOST_NAMED]]
    if len(others) > _MOST_NAMED:
        named.append(f"{len(others) - _MOST_NAMED} more")
    yield Finding(
        milestone.name_span,
        f"{milestone.id} is also the ID of {listed(named, 'and')}; give one of them an ID of its own",
        related=tuple(Related(other.path, other.name_span, f"{other.id} is claimed here, too") for other in others),
        fixes=subject.fixes(_fixes(subject, plan)),
    )


def _fixes(subject: Subject, plan: Plan) -> Iterator[Fix]:
    """A fix for the ID in the file's name, if it is free, and for the next free ID."""
    milestone = subject.milestone
    if milestone.id_span is None:
        return
    in_name = id_of_path(subject.path, subject.schema)
    if in_name and not plan.names.with_id(fold(in_name)):
        own = styled_id(plan, in_name)
        yield edit_fix(f"Change to {own}, as the file is named", subject.path, Edit(milestone.id_span, own))
    free = next_free_id(plan, milestone.id)
    if free is not None:
        yield edit_fix(f"Change to {free}, which is free", subject.path, Edit(milestone.id_span, free))
