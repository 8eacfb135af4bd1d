"""Where index files and companions differ from the documents, as plain data with the edits that bring them together.

The rules about the index tell of these differences; whoever writes an index anew asks for the same edits.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from milestone_ls.project.facts import Milestone, Relation, Stated
from milestone_ls.project.names import Outcome, order_of
from milestone_ls.project.plan import Plan
from milestone_ls.records import Record
from milestone_ls.rules.passages import passage
from milestone_ls.rules.references.links import written_to
from milestone_ls.rules.status_words import agree, marks_beside, status_edits, written_like
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.listing import Entry, Mark, Needs
from milestone_ls.syntax.newentry import EntryForm, NewEntry
from milestone_ls.syntax.references import Shape
from milestone_ls.template.schema import Schema
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit, Span

_BOXES = {Status.COMPLETED: "[x]", Status.IN_PROGRESS: "[~]"}
_NOTHING = "None"
_Words: TypeAlias = Mapping[Status, Mapping[str, None]]


class StatusDrift(Record):
    """A place that says *said* of a milestone's status, which the milestone itself does not."""

    milestone: Milestone
    said: Status
    span: Span
    edits: tuple[Edit, ...]


class DependencyDrift(Record):
    """An entry whose dependencies are not those of the document.

    extra     what the entry names and the document does not depend on, directly or through others
    missing   what the document depends on and the entry does not name, nor anything that does
    edits     empty where the entry says more than names
    """

    milestone: Milestone
    extra: tuple[Milestone, ...]
    missing: tuple[Milestone, ...]
    span: Span
    edits: tuple[Edit, ...] = ()


def status_drifts(document: Document, path: str, plan: Plan) -> Iterator[StatusDrift]:
    """Where the index file or companion at *path* tells another status than the milestones that it is about."""
    page = plan.pages[path]
    if page.milestone is not None:
        yield from _of_companion(document, page.milestone, plan)
    words: _Words | None = None
    for entry in plan.entries(path):
        milestone = plan.listed(entry, path)
        mark = entry.mark
        if milestone is not None and mark is not None and not _agrees(mark, milestone.status):
            # Looked for once, and only where something differs.
            words = words or _words(document, page.entries)
            edits = tuple(_mark_edits(document, words, mark, milestone.status))
            yield StatusDrift(milestone, mark.status, mark.span, edits)


def _of_companion(document: Document, companion: Milestone, plan: Plan) -> Iterator[StatusDrift]:
    found = plan.with_id(companion.id)
    if len(found) == 1 and companion.status_span is not None and not agree(companion.status, found[0].status):
        edits = status_edits(document, found[0].status)
        yield StatusDrift(found[0], companion.status, companion.status_span, edits)


def _agrees(mark: Mark, status: Status) -> bool:
    """Whether a mark may stand for a status; an empty box only says that it is not completed."""
    if mark.is_box and mark.status is Status.PENDING:
        return status is not Status.COMPLETED
    return agree(mark.status, status)


def _words(document: Document, entries: Iterable[Entry]) -> _Words:
    """The marks that a list has for each status, boxes left out, in the order in which they come."""
    found: dict[Status, dict[str, None]] = {}
    for mark in (entry.mark for entry in entries if entry.mark is not None and not entry.mark.is_box):
        found.setdefault(mark.status, {})[passage(document, mark.span)] = None
    return found


def _mark_edits(document: Document, words: _Words, mark: Mark, status: Status) -> Iterator[Edit]:
    if mark.is_box:
        yield Edit(mark.span, _BOXES.get(status, "[ ]"))
        return
    like = passage(document, mark.span)
    # A list has words of its own, such as [WIP]: where another entry has one for that status, it serves here, too.
    own = next((word for word in words.get(status, ()) if _is_of_a_kind(word, like)), None)
    yield Edit(mark.span, own or written_like(document.schema, status, like))
    yield from marks_beside(document, mark.extent, status, but=mark.span)


def _is_of_a_kind(one: str, other: str) -> bool:
    """Whether two marks are both in brackets, both words, or both neither."""
    return one[:1].isalnum() == other[:1].isalnum() and (one[:1] == "[") == (other[:1] == "[")


def dependency_drifts(path: str, plan: Plan) -> Iterator[DependencyDrift]:
    """Where the index file at *path* tells other dependencies than the documents."""
    for entry in plan.entries(path):
        milestone = plan.listed(entry, path)
        if milestone is None or plan.duplicates(milestone):
            continue
        if entry.behind:
            yield from _of_arrow(milestone, entry, plan)
        elif entry.needs is not None and entry.needs.items:
            yield from _of_column(path, plan, milestone, entry.needs)


def _of_arrow(milestone: Milestone, entry: Entry, plan: Plan) -> Iterator[DependencyDrift]:
    """A line ``M0 → M1`` says that M1 depends on M0, and nothing of what else it depends on."""
    before = plan.with_id(entry.behind)
    if len(before) == 1 and before[0].path != milestone.path and not _depends(plan, milestone, before[0]):
        yield DependencyDrift(milestone, before, (), entry.span)


def _of_column(path: str, plan: Plan, milestone: Milestone, needs: Needs) -> Iterator[DependencyDrift]:
    items = [plan.names.resolve(Stated(Relation.DEPENDS_ON, item), path) for item in needs.items]
    if any(item.outcome is Outcome.OPEN or len(item.targets) > 1 for item in items):
        return
    named = [found for item in items for target in item.targets if (found := plan.milestone(target))]
    if any(item.shape in (Shape.PROSE, Shape.EXTERNAL) for item in needs.items):
        return  # of prose nobody knows what it stands for
    extra = tuple(other for other in named if other.path != milestone.path and not _depends(plan, milestone, other))
    missing = tuple(
        edge.target
        for edge in plan.upstream(milestone)
        if edge.target.id and not any(_reaches(plan, other, edge.target) for other in named)
    )
    if extra or missing:
        edits = tuple(_column_edits(plan, milestone, needs))
        yield DependencyDrift(milestone, extra, missing, _shown(needs), edits)


def _depends(plan: Plan, milestone: Milestone, other: Milestone) -> bool:
    return bool(plan.graph.way(milestone.path, other.path))


def _reaches(plan: Plan, other: Milestone, target: Milestone) -> bool:
    return other.path == target.path or _depends(plan, other, target)


def _shown(needs: Needs) -> Span:
    named = [item for item in needs.items if not item.is_gap]
    return Span(named[0].extent.start, named[-1].extent.end) if named else needs.span


def _column_edits(plan: Plan, milestone: Milestone, needs: Needs) -> Iterator[Edit]:
    """The edit that names in a cell what the document depends on; none where the cell has notes or links."""
    named = [item for item in needs.items if not item.is_gap]
    if all(item.extent == item.span for item in named):
        yield Edit(_shown(needs), needs_of(plan, milestone))


def needs_of(plan: Plan, milestone: Milestone) -> str:
    """What a milestone depends on, as a column of an index has it."""
    edges = plan.upstream_with_cycles(milestone)
    return ", ".join(edge.target.id for edge in edges if edge.target.id) or _NOTHING


def unwritten(path: str, plan: Plan) -> Iterator[Entry]:
    """The entries of the index file at *path* for which there is no document, each ID once."""
    seen: set[str] = set()
    for entry in plan.entries(path):
        if entry.id not in seen and plan.is_planned(entry.id) and not plan.is_unread(entry.id):
            seen.add(entry.id)
            yield entry


def fullest_index(plan: Plan) -> str | None:
    """The index file that lists the most, which is the one that is to list all; None without one."""
    return max(plan.indexed.files, key=lambda path: len(plan.pages[path].entries), default=None)


def new_entries_edit(plan: Plan, milestones: Iterable[Milestone], path: str, schema: Schema) -> Edit | None:
    """The edit that lists *milestones* in the index file at *path* as that lists its last one; None where none can be.

    They come in the order of their IDs.
    """
    form = plan.pages[path].form
    listed = sorted((milestone for milestone in milestones if milestone.id), key=lambda one: order_of(one.id))
    if form is None or not listed:
        return None
    return form.edit(
        *(
            NewEntry(
                name=_name(form, milestone, path),
                title=milestone.title,
                destination=written_to(milestone.path, path),
                box=_BOXES.get(milestone.status, "[ ]"),
                mark=_mark(form, milestone, schema),
                needs=needs_of(plan, milestone),
            )
            for milestone in listed
        )
    )


def _mark(form: EntryForm, milestone: Milestone, schema: Schema) -> str:
    """The milestone's status in the model's own words where these mean it, else written like them.

    What says nothing of its status has not begun, as far as a list goes.
    """
    if not form.mark:
        return ""
    status = Status.PENDING if milestone.status is Status.UNKNOWN else milestone.status
    said = schema.statuses.read(form.mark)
    is_all = not any(character.isalnum() for character in form.mark[said.end :])
    return form.mark if said.status is status and is_all else written_like(schema, status, form.mark)


def _name(form: EntryForm, milestone: Milestone, path: str) -> str:
    """The ID, or a link whose text is of the kind that the model's has: the file, its stem, ID and title, the ID."""
    if not form.is_link:
        return milestone.id
    text = form.name
    if text.casefold().endswith(".md"):
        text = f"{milestone.stem}.md"
    elif " " in text:
        text = f"{milestone.id} {milestone.title}".strip()
    else:
        text = milestone.id if len(text) <= len(milestone.id) else milestone.stem
    return f"[{text}]({written_to(milestone.path, path)})"
