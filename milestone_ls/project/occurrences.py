"""Where a milestone is named: its own heading, lists that refer to it, links to its file, mentions in prose.

In every document that was read, as it stands in the editor where it is open; whatever the form of the name.
"""

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from milestone_ls.project.facts import Milestone
from milestone_ls.project.links import split_target, text_of_link
from milestone_ls.project.lookup import Named, mentions_with
from milestone_ls.project.names import file_key, name_key
from milestone_ls.project.recalled import Basis, Recalled
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.wording import atoms_of
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold
from milestone_ls.text import Excerpt, Span, Taken


class OccurrenceKind(Enum):
    """By what a milestone is named."""

    DECLARATION = auto()  # the ID in its heading, a companion's too
    ITEM = auto()  # an item of a reference list: a range or a group names several milestones
    LINK = auto()
    MENTION = auto()


class Occurrence(Record):
    """One place; *path* from the plan's root, the spans of that document.

    name    where the name itself stands: of a link its visible text
    lines   the source on which the place stands, for which the document need not be read again
    """

    path: str
    span: Span
    kind: OccurrenceKind
    name: Span
    lines: Excerpt


class Naming(NamedTuple):
    """The places of one document, in the order of its text.

    labels   whether links of the document may go by labels, which are defined elsewhere in it
    """

    path: str
    places: tuple[Occurrence, ...]
    labels: bool


def naming(snapshot: Snapshot, milestone: Milestone) -> Iterator[Naming]:
    """Every document of the plan in which *milestone* may be named, in the order of paths; some have no place of it.

    A document is looked into if it has changed since it was last asked about this milestone, and else is not read.
    """
    atoms, named = atoms_of(milestone), Named(snapshot.plan)
    known = snapshot.kept.of(Recalled).about(milestone, snapshot.plan.names)
    paths = sorted(_paths(snapshot, milestone))
    for path in known.keys() - paths if len(known) > len(paths) else ():
        del known[path]
    for path in paths:
        basis = Basis(snapshot.documents.edition(path), snapshot.page(path), snapshot.items(path))
        found = known.get(path)
        if found is None or not found[0].is_same(basis):
            places = _occurrences_in(snapshot, path, milestone, atoms, named)
            found = basis, Naming(path, tuple(places), bool(snapshot.documents[path].source.references))
            known[path] = found
        yield found[1]


def occurrences(snapshot: Snapshot, milestone: Milestone) -> Iterator[Occurrence]:
    """Every place of the plan where *milestone* is named, in the order of paths and of the text."""
    return (occurrence for document in naming(snapshot, milestone) for occurrence in document.places)


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
        spans = list(dict.fromkeys(search))
        if spans:
            taken = Taken(other.span for other in found)
            found += [_occurrence(snapshot, path, span, kind) for span in spans if taken.is_free(span)]
    return sorted(found, key=lambda occurrence: occurrence.span)


def _occurrence(snapshot: Snapshot, path: str, span: Span, kind: OccurrenceKind) -> Occurrence:
    document = snapshot.documents[path]
    name = (text_of_link(document, span) if kind is OccurrenceKind.LINK else None) or span
    return Occurrence(path, span, kind, name, document.source.excerpt(span))


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
