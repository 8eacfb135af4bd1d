"""The field and the section of one document name different dependencies.

Both count, so the plan takes the milestone to depend on all of them; whoever reads only one of the two does not know.
It mostly comes of a change that was made in one place.

Mend it by naming it in both, which the quick fix does, or in neither; another fix takes it out of the field.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: None
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: «M1»

    ### Upstream Dependencies
    - «M2»: wheels to stand on
    - The crane: one day

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: None
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1, M2

    ### Upstream Dependencies
    - M2: wheels to stand on
    - M1: firm ground

Near miss: ranges, remarks, optional ones, prose, placeholders, a section that is absent, and a name that nobody bears::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [S]
    **Dependencies**: M1-M2

    ### Upstream Dependencies
    - M1: firm ground
    - The wheels (M2)
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    **Dependencies**: M1 (optional), M9

    ### Upstream Dependencies
    - M1: firm ground
    //- M5-Fence.md
    # Milestone: M5 Fence [P]
    **Dependencies**: whatever comes first

    ### Upstream Dependencies
    - M1: firm ground
    //- M6-Door.md
    # Milestone: M6 Door [P]
    **Dependencies**: M1

    ### Upstream Dependencies
    - {Milestone ID}: {What it provides}
    //- M7-Lock.md
    # Milestone: M7 Lock [P]
    **Dependencies**: M1

    ### Upstream Dependencies
    - The smith: a key
"""

from collections.abc import Iterator

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan
from milestone_ls.records import Record
from milestone_ls.rules.field_lists import removal
from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix, listed
from milestone_ls.rules.plan.claims import claimed, mentions, named_by, text_of
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.adding import Addition
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.references import Shape
from milestone_ls.template.roles import FieldRole, SectionRole


class _List(Record):
    """One of the two places, and what stands in it."""

    relation: Relation
    name: str
    text: str
    room: Addition | None


@context_rule("dependency-drift", Severity.WARNING, sees=Sees.FIELDS | Sees.LISTS)
def dependency_drift(subject: Subject, plan: Plan) -> Iterator[Finding]:
    lists = _lists(subject)
    if lists is None or plan.duplicates(subject.milestone):
        return
    field, section = lists
    if _states(subject, plan, section):
        yield from _missing(subject, plan, field, section)
    if _states(subject, plan, field):
        yield from _missing(subject, plan, section, field)


def _lists(subject: Subject) -> tuple[_List, _List] | None:
    """The field and the section; None where one is absent or unfilled."""
    document, room = subject.document, subject.milestone.room
    field = document.field(FieldRole.DEPENDS_ON)
    section = next(document.sections_of(SectionRole.UPSTREAM), None)
    if field is None or section is None:
        return None
    texts = field.value, text_of(document, section)
    if any(map(document.schema.leaves_open, texts)):
        return None
    return (
        _List(Relation.DEPENDS_ON, field.name, texts[0], room.depends_on),
        _List(Relation.UPSTREAM, section.name, texts[1], room.upstream),
    )


def _states(subject: Subject, plan: Plan, found: _List) -> bool:
    """Whether a list can be held to what it leaves out: it names milestones, or nothing, and no prose in a field."""
    items = list(plan.items(subject.milestone, found.relation))
    shapes = [item.stated.reference.shape for item in items if not item.stated.reference.is_gap]
    if found.relation.is_field and Shape.PROSE in shapes:
        return False
    return Shape.NOTHING in shapes or any(item.resolution.targets for item in items)


def _missing(subject: Subject, plan: Plan, here: _List, there: _List) -> Iterator[Finding]:
    """What stands in one list and not in the other."""
    milestone = subject.milestone
    upstream = {edge.target.path for edge in plan.upstream(milestone)}
    named, told = named_by(milestone, plan, there.relation), set[str]()
    for item, others in claimed(milestone, plan, here.relation):
        missing = [
            other for other in others if other.path in upstream - named - told and not mentions(there.text, other)
        ]
        told.update(other.path for other in missing)
        if missing:
            names = listed((other.id for other in missing), "and")
            yield Finding(
                item.stated.reference.span,
                f'{names} stands here but not in "{there.name}"; name it in both or in neither',
                fixes=subject.fixes(_fixes(subject, plan, missing, here, there)),
            )


def _fixes(subject: Subject, plan: Plan, missing: list[Milestone], here: _List, there: _List) -> Iterator[Fix]:
    ids = [other.id for other in missing]
    if there.room is not None:
        yield edit_fix(f'Add {listed(ids, "and")} to "{there.name}"', subject.path, there.room.edit(*ids))
    if len(missing) == 1:
        title = f'Remove {ids[0]} from "{here.name}"'
        yield from removal(subject, plan, missing[0], [here.relation], title)
