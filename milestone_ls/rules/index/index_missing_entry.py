"""A milestone is in no index file, or an index file lists one that nobody has written.

Who looks for it in the list does not find it. Where the configuration names no index file, one that is known by its
name must list more than half of the milestones for the others to be missed. A link to the document is enough.

Mend it by listing it, or by writing the document; the quick fixes do so, in the form of the last entry and from the
template.

Wrong::

    //- README.md
    # The house
    - [x] [M1](M1-Ground.md): Ground
    - [ ] [M2](M2-Wheels.md): Wheels
    - [ ] [«M4»](M4-Garden.md): Garden
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: «M3» Roof [P]
    **Dependencies**: M1

Right::

    //- README.md
    # The house
    - [x] [M1](M1-Ground.md): Ground
    - [ ] [M2](M2-Wheels.md): Wheels
    - [ ] [M3](M3-Roof.md): Roof
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: completed
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    **Dependencies**: M1

Near miss: a list of some, a list that is no index, a link in prose, and an ID that two documents have::

    //- README.md
    # The house
    Begin with [the roof](M3-Roof.md).

    - M1: Ground
    - M2: Wheels
    //- docs/README.md
    # Read first
    - M1: Ground
    - M2: Wheels
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    //- M3-Roof.md
    # Milestone: M3 Roof [P]
    //- M4-Garden.md
    # Milestone: M4 Garden [P]
    //- M4-Fence.md
    # Milestone: M4 Fence [P]
"""

from collections.abc import Iterator

from milestone_ls.project.files import is_markdown
from milestone_ls.project.links import split_target
from milestone_ls.project.naming import free_path, new_path, styled_id, title_of_slug
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Fix, NewFile, Severity, edit_fix
from milestone_ls.rules.index.drift import fullest_index, new_entries_edit, unwritten
from milestone_ls.rules.rule import PageSubject, Role, page_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.listing import Entry
from milestone_ls.template.filling import new_document


@page_rule("index-missing-entry", Severity.HINT, Role.MILESTONE, Role.INDEX, sees=Sees.NOTHING)
def index_missing_entry(subject: PageSubject, plan: Plan) -> Iterator[Finding]:
    if subject.path in plan.indexed.files:
        for entry in unwritten(subject.path, plan):
            message = f"{entry.id} is listed, but nobody has written it yet; create it when it is time"
            yield Finding(entry.span, message, fixes=tuple(_creating(subject, plan, entry)))
    elif subject.path in plan.indexed.unlisted:
        yield from _unlisted(subject, plan)


def _unlisted(subject: PageSubject, plan: Plan) -> Iterator[Finding]:
    milestone, index = plan.milestone(subject.path), fullest_index(plan)
    if milestone is None or index is None:
        return
    edit = new_entries_edit(plan, [milestone], index, subject.schema)
    fixes = (edit_fix(f"List it in {index}", index, edit),) if edit is not None else ()
    span = milestone.name_span
    yield Finding(span, f"{milestone.id} is not listed in {index}; add it there", fixes=fixes)


def _creating(subject: PageSubject, plan: Plan, entry: Entry) -> Iterator[Fix]:
    """The fix that writes the document: where the entry has a link to it, else beside the others."""
    id_ = styled_id(plan, entry.id)
    place = split_target(entry.target, subject.path) if entry.target else None
    if place is not None and is_markdown(place[0]):
        path = free_path(plan, place[0])
        title = title_of_slug(place[0].rpartition("/")[2].rpartition(".")[0], id_)
    else:
        beside = next((milestone.path for milestone in plan.milestones), subject.path)
        path, title = new_path(plan, subject.schema.ids, beside, id_), ""
    if path is not None:
        yield Fix(f"Create {path}", creates=(NewFile(path, new_document(subject.schema, id_, title)),))
