"""Names of milestones that lead somewhere though they are no Markdown links (LSP 3.17, textDocument/documentLink)."""

from collections.abc import Generator, Iterator
from itertools import chain

from milestone_ls.project.facts import Milestone
from milestone_ls.project.lookup import mentions
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.steps import finished
from milestone_ls.text import Span, Taken


class NameLink(Record):
    """A name, and the one milestone that it stands for."""

    span: Span
    milestone: Milestone


def name_links(snapshot: Snapshot, path: str) -> tuple[NameLink, ...]:
    """The names in the document at *path*, in the order of the text: IDs and stems in lists and in prose.

    Names of several milestones, Markdown links and the document's own names are left out.
    """
    return finished(linking(snapshot, path))


def linking(snapshot: Snapshot, path: str) -> Generator[None, None, tuple[NameLink, ...]]:
    """The steps of :func:`name_links`: a long document has thousands of names."""
    document = snapshot.documents[path]
    taken = Taken(link.span for link in document.links())
    found: dict[Span, Milestone] = {}
    for span, milestones in chain(_items(snapshot, path), _mentions(snapshot, path)):
        if taken.take(span) and len(milestones) == 1 and milestones[0].path != path:
            found[span] = milestones[0]
        yield
    return tuple(NameLink(span, found[span]) for span in sorted(found))


def _items(snapshot: Snapshot, path: str) -> Iterator[tuple[Span, tuple[Milestone, ...]]]:
    for item in snapshot.items(path):
        yield item.stated.reference.span, tuple(snapshot.plan.targets(item))


def _mentions(snapshot: Snapshot, path: str) -> Iterator[tuple[Span, tuple[Milestone, ...]]]:
    return ((mention.span, mention.milestones) for mention in mentions(snapshot, path))
