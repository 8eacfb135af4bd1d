"""A milestone tells who waits for it, and leaves out one that does.

Downstream Impact and Blocks add no dependency; they are for whoever changes the milestone and wants to know whom that
concerns. One that is missing there is overlooked first.

Mend it by adding it; the quick fix does so.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ### «Downstream Impact»
    - M2: stands on it
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **«Blocks»**: None
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1, M2

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
    **Dependencies**: M1, M2

Near miss: one that tells nothing, words that hold for all, a name in a remark, and what was cancelled::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Blocks**: Everything else
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1, M2

    ### Downstream Impact
    - The garden: plants need rain (M4)
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: M3

    ### Downstream Impact
    - None
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: M4
    **Status**: cancelled
"""

import re
from collections.abc import Iterator

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan
from milestone_ls.records import Record
from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix, listed
from milestone_ls.rules.plan.claims import is_known, mentions, named_by, text_of
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.adding import Addition, in_bullets, in_field
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.document import Document
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span

_ALL = re.compile(r"^\W*(?:all|any|each|every\w*|the rest|later|others?)\b", re.IGNORECASE | re.MULTILINE)


class Untold(Record):
    """Those who depend on a milestone and are left out where its document tells who does.

    place   the name of that section or field, with its span
    room    where they can be added; None where they cannot
    """

    others: tuple[Milestone, ...]
    place: str
    span: Span
    room: Addition | None


@context_rule("dependent-unlisted", Severity.HINT, sees=Sees.FIELDS | Sees.LISTS)
def dependent_unlisted(subject: Subject, plan: Plan) -> Iterator[Finding]:
    found = untold(subject.document, subject.milestone, plan)
    if found is None:
        return
    ids = [other.id for other in found.others]
    verb = "depends" if len(ids) == 1 else "depend"
    fixes: tuple[Fix, ...] = ()
    if found.room is not None:
        fixes = (edit_fix(f"Add {listed(ids, 'and')}", subject.path, found.room.edit(*ids)),)
    message = f"{listed(ids, 'and')} {verb} on this, but {found.place} does not say so; add it"
    yield Finding(found.span, message, fixes=fixes)


def untold(document: Document, milestone: Milestone, plan: Plan) -> Untold | None:
    """Who is left out where *document* tells who waits for its milestone; None where nobody is, or it does not tell."""
    told = _told(document)
    if told is None:
        return None
    place, span, text, room = told
    listed_there = named_by(milestone, plan, Relation.BLOCKS, Relation.DOWNSTREAM)
    others = tuple(
        other for other in _dependents(milestone, plan) if other.path not in listed_there and not mentions(text, other)
    )
    return Untold(others, place, span, room) if others else None


def _dependents(milestone: Milestone, plan: Plan) -> Iterator[Milestone]:
    circle = plan.component(milestone.path)
    for path in plan.graph.downstream.get(milestone.path, ()):
        other = plan.milestone(path)
        if other is None or not is_known(other, plan):
            continue
        if path not in circle and other.status is not Status.CANCELLED:
            yield other


def _told(document: Document) -> tuple[str, Span, str, Addition | None] | None:
    """Where the document tells who waits for it: its section, else its field; the name, place, text, and room there.

    None where it does not tell, where nobody has filled that in, and where it speaks of all.
    """
    field = document.field(FieldRole.BLOCKS)
    text = field.value if field is not None else ""
    section = next(document.sections_of(SectionRole.DOWNSTREAM), None)
    if section is not None:
        text = f"{text}\n{text_of(document, section)}"
        found = section.name, section.name_span, text, in_bullets(document, SectionRole.DOWNSTREAM)
    elif field is not None:
        found = field.name, field.name_span, text, in_field(document, FieldRole.BLOCKS)
    else:
        return None
    is_unfilled = document.schema.leaves_open(text)
    return None if not text.strip() or is_unfilled or _ALL.search(text) else found
