"""The references that lead nowhere, each told once, and the ways to mend them."""

import posixpath
import re
from collections.abc import Iterable, Iterator

from milestone_ls.project import naming
from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.names import Outcome
from milestone_ls.project.nearest import nearest_milestones
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.records import Record
from milestone_ls.rules.field_lists import MOST
from milestone_ls.rules.finding import Fix, NewFile, Setting, edit_fix
from milestone_ls.rules.passages import passage
from milestone_ls.rules.references.links import renaming_link
from milestone_ls.rules.rule import Subject
from milestone_ls.syntax.names import fold, letters, unpad
from milestone_ls.syntax.references import Reference, Shape
from milestone_ls.template.filling import new_document
from milestone_ls.text import Edit, Span

_FILE_NAME = re.compile(r"[\w-][\w.-]*")

DEPENDENCIES = (Relation.DEPENDS_ON, Relation.UPSTREAM)
PARALLEL = (Relation.PARALLEL_WITH,)
DOWNSTREAM = (Relation.BLOCKS, Relation.DOWNSTREAM)
CONFLICTS = (Relation.CONFLICT,)


class Unresolved(Record):
    """An item that names an ID which no document bears.

    id       as the item has it
    strange  its letters are those of no milestone of the plan
    planned  an index file lists it
    """

    item: Resolved
    id: str
    strange: bool
    planned: bool

    @property
    def reference(self) -> Reference:
        return self.item.stated.reference


def unresolved(milestone: Milestone, plan: Plan, *relations: Relation) -> Iterator[Unresolved]:
    """What the milestone names and nobody bears, each ID where it stands first: dependencies before all else."""
    seen: set[str] = set()
    for group in (DEPENDENCIES, PARALLEL, DOWNSTREAM, CONFLICTS):
        for item in plan.items(milestone, *group):
            outcome = item.resolution.outcome
            if outcome not in (Outcome.UNKNOWN, Outcome.STRANGE):
                continue
            id_ = item.resolution.missing[0]
            if unpad(fold(id_)) in seen or plan.is_unread(id_):
                continue
            seen.add(unpad(fold(id_)))
            if item.stated.relation in relations:
                yield Unresolved(item, id_, outcome is Outcome.STRANGE, plan.is_planned(id_))


def advice(found: Unresolved) -> str:
    """What is wrong with the ID, and what would be right; which milestones are near is for the fixes to say."""
    prefix = prefix_of(found)
    if prefix:
        return f"no milestone has that ID; if it is another plan's, add {prefix} to external-prefixes"
    return "no milestone has that ID; name one that exists or create it"


def prefix_of(found: Unresolved) -> str:
    """What stands before the number of a strange ID."""
    return _before_number(found.id).rstrip("-_") if found.strange else ""


def nearest_fixes(subject: Subject, plan: Plan, found: Unresolved) -> Iterator[Fix]:
    """A fix for each milestone that may have been meant; it names that one wherever the document has the ID."""
    resolved = plan.resolved.get(subject.path, ())
    if len(resolved) > MOST:
        return
    items = [item for item in resolved if _misses(item, found.id)]
    word = found.id if found.reference.ends else found.reference.word
    for milestone in nearest_milestones(plan, word, found.id, subject.path):
        if not all(_may_name(plan, subject.milestone, item, milestone) for item in items):
            continue
        edits = [_replacing(subject, item, milestone) for item in items]
        if all(edits):
            title = f"Change {found.id} to {milestone.id}"
            yield edit_fix(title, subject.path, *(edit for edit in edits if edit is not None))


def _may_name(plan: Plan, own: Milestone, item: Resolved, other: Milestone) -> bool:
    """Whether *other* may stand in the list of *item*: it is not there already, and contradicts no dependency."""
    relation = item.stated.relation
    if any(other.path in found.resolution.targets for found in plan.items(own, relation)):
        return False
    if relation is Relation.PARALLEL_WITH and plan.way(own, other):
        return False
    is_above = relation.is_upstream or relation is Relation.PARALLEL_WITH
    return not (is_above and plan.graph.way(other.path, own.path))


def _misses(item: Resolved, id_: str) -> bool:
    missing = item.resolution.missing
    return bool(missing) and unpad(fold(missing[0])) == unpad(fold(id_))


def create_fix(
    subject: Subject,
    plan: Plan,
    found: Unresolved,
    *,
    depends_on: Iterable[str] = (),
    parallel_with: Iterable[str] = (),
) -> Iterator[Fix]:
    """The fix that creates a document for the ID; none where something stands in its place.

    depends_on   what the new milestone states, parallel_with likewise
    """
    id_ = naming.styled_id(plan, found.id)
    path, title = _place_for(subject, plan, found, id_)
    if path is None:
        return
    title_of = subject.document.title
    grammar = title_of.grammar if title_of is not None else None
    text = new_document(subject.schema, id_, title, grammar=grammar, depends_on=depends_on, parallel_with=parallel_with)
    yield Fix(f"Create {path}", creates=(NewFile(path, text),))


def external_fix(found: Unresolved) -> Iterator[Fix]:
    """The fix that makes the letters of a strange ID another project's."""
    prefix = prefix_of(found)
    if prefix:
        yield Fix(f"Add {prefix} to external-prefixes", settings=(Setting("external-prefixes", prefix),))


def _before_number(id_: str) -> str:
    return id_[: next((at for at, character in enumerate(id_) if character.isdecimal()), 0)]


def _replacing(subject: Subject, item: Resolved, milestone: Milestone) -> Edit | None:
    """The edit that names *milestone* where the missing ID stands, in the way that this is written."""
    reference, id_ = item.stated.reference, item.resolution.missing[0]
    if reference.shape is Shape.LINK:
        return renaming_link(subject.document, subject.path, reference, milestone.id, milestone.path)
    if reference.ends is not None:
        return _end_of_range(subject, reference, id_, milestone)
    has_slug = fold(reference.word) != fold(reference.id)
    return Edit(reference.span, milestone.stem if has_slug and milestone.stem_bears_id else _id_like(id_, milestone))


def _id_like(id_: str, milestone: Milestone) -> str:
    """The milestone's ID, with the letters of *id_* where it is a number itself."""
    is_number = milestone.id[:1].isdecimal() and letters(id_) in naming.MILESTONE_WORDS
    return _before_number(id_) + milestone.id if is_number else milestone.id


def _end_of_range(subject: Subject, reference: Reference, end: str, milestone: Milestone) -> Edit | None:
    """The edit of one end of a range; none where markup stands between the ends."""
    start, stop = reference.span
    if reference.ends is None or start.line != stop.line:
        return None
    first = start.column if reference.ends[0] == end else stop.column - len(end)
    span = Span.on_line(start.line, first, first + len(end))
    return Edit(span, _id_like(end, milestone)) if passage(subject.document, span) == end else None


def _place_for(subject: Subject, plan: Plan, found: Unresolved, id_: str) -> tuple[str | None, str]:
    """Where the new document goes and what it is about.

    As a link has it that leads there, as the item does that names it with a slug, else as its neighbours are named.
    """
    targets = [(subject.path, found.reference.target)]
    targets += [(path, entry.target) for path, entry in plan.entries_of(found.id)]
    linked = naming.linked_path(plan, targets)
    if linked is not None:
        stem = linked.rpartition("/")[2].rpartition(".")[0]
        named = subject.schema.ids.match_prefix(stem) or ""
        return linked, naming.title_of_slug(stem, named) if unpad(fold(named)) == unpad(fold(id_)) else ""
    reference = found.reference
    title = naming.title_of_slug(reference.word, reference.id) if not reference.ends else ""
    if title and reference.shape is Shape.NAME and _FILE_NAME.fullmatch(reference.word):
        path = posixpath.join(posixpath.dirname(subject.path), f"{reference.word}.md")
        return naming.free_path(plan, path), title
    return naming.new_path(plan, subject.schema.ids, subject.path, id_, title), title
