"""Where a milestone is named: its own heading, lists that refer to it, links to its file, mentions in prose.

In every document that was read, as it stands in the editor where it is open; whatever the form of the name.
"""

from collections.abc import Iterator
from enum import Enum, auto

from milestone_ls.project.facts import Milestone
from milestone_ls.project.links import split_target
from milestone_ls.project.lookup import Named, mentions_with
from milestone_ls.project.names import file_key, name_key
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.wording import atoms_of
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold
from milestone_ls.text import Span, Taken


class OccurrenceKind(Enum):
    """By what a milestone is named."""

    DECLARATION = auto()  # the ID in its heading, a companion's too
    ITEM = auto()  # an item of a reference list: a range or a group names several milestones
    LINK = auto()
    MENTION = auto()


class Occurrence(Record):
    """One place; *path* from the plan's root, the span of that document."""

    path: str
    span: Span
    kind: OccurrenceKind


def occurrences(snapshot: Snapshot, milestone: Milestone) -> Iterator[Occurrence]:
    """Every place of the plan where *milestone* is named, in the order of paths and of the text."""
    atoms, named = atoms_of(milestone), Named(snapshot.plan)
    for path in sorted(_paths(snapshot, milestone)):
        yield from _occurrences_in(snapshot, path, milestone, atoms, named)


def _paths(snapshot: Snapshot, milestone: Milestone) -> Iterator[str]:
    """The documents in which *milestone* may be named."""
    plan, id_ = snapshot.plan, fold(milestone.id)
    bearers = plan.names.ids.get(id_, ())
    watching = (plan.watchers.get(key, frozenset()) for key in (file_key(milestone.path), name_key(id_)))
    worded = snapshot.wording.paths(milestone, snapshot.documents)
    found = frozenset({milestone.path, *bearers}).union(worded, *watching)
    return (path for path in found if path in snapshot.documents)


def occurrences_in(snapshot: Snapshot, path: str, milestone: Milestone) -> list[Occurrence]:
    """Those in the document at *path*; of two that share a place, the one that says more."""
    return _occurrences_in(snapshot, path, milestone, atoms_of(milestone), Named(snapshot.plan))


def _occurrences_in(
    snapshot: Snapshot, path: str, milestone: Milestone, atoms: frozenset[str], named: Named
) -> list[Occurrence]:
    found: list[Occurrence] = []
    for kind, search in (
        (OccurrenceKind.DECLARATION, _declarations(snapshot, path, milestone)),
        (OccurrenceKind.ITEM, _items(snapshot, path, milestone)),
        (OccurrenceKind.LINK, _links(snapshot, path, milestone)),
        (OccurrenceKind.MENTION, _mentions(snapshot.documents[path], milestone, atoms, named)),
    ):
        spans = list(search)
        if spans:
            taken = Taken(other.span for other in found)
            found += [Occurrence(path, span, kind) for span in spans if taken.is_free(span)]
    return sorted(found, key=lambda occurrence: occurrence.span)


def _declarations(snapshot: Snapshot, path: str, milestone: Milestone) -> Iterator[Span]:
    page = snapshot.page(path)
    declared = page.milestone if page is not None else None
    if declared is not None and declared.id_span is not None and fold(declared.id) == fold(milestone.id):
        yield declared.id_span


def _items(snapshot: Snapshot, path: str, milestone: Milestone) -> Iterator[Span]:
    for item in snapshot.items(path):
        if milestone.path in item.resolution.targets:
            yield item.stated.reference.span


def _links(snapshot: Snapshot, path: str, milestone: Milestone) -> Iterator[Span]:
    page = snapshot.page(path)
    if page is None or milestone.path not in page.linked or path == milestone.path:
        return
    for target, spans in snapshot.documents[path].linked.items():
        place = split_target(target, path)
        if place is not None and place[0] == milestone.path:
            yield from spans


def _mentions(document: Document, milestone: Milestone, atoms: frozenset[str], named: Named) -> Iterator[Span]:
    for mention in mentions_with(document, atoms, named):
        if any(other.path == milestone.path for other in mention.milestones):
            yield mention.span
