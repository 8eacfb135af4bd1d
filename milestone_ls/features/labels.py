"""Links by label, as ``[text][label]`` and ``[label]``: what their words have to do with where they lead.

A label leads wherever its definition does, so the two change together or not at all.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from milestone_ls.markdown.definitions import definitions, normalized
from milestone_ls.project.links import split_target
from milestone_ls.rules.passages import passage, place_in
from milestone_ls.rules.references.links import destination_of, label_of_definition
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.parts import Link
from milestone_ls.text import Edit, Span


class Labels(NamedTuple):
    """What becomes of the labels of a document.

    edits   those that change a label in its definition and in the links by it
    fixed   labels that stay as they are, where they are the text of a link, too
    """

    edits: tuple[Edit, ...]
    fixed: tuple[Span, ...]


def relabelled(document: Document, path: str, to: str, edit: Callable[[Span], Edit | None]) -> Labels:
    """The labels that lead from the document at *path* to the file at *to*, changed by *edit*.

    edit   what to make of a label, without its brackets; None to leave it
    """
    if not document.source.references:
        return Labels((), ())
    changed = dict(_definitions(document, path, to, edit))
    edits, fixed = list(changed.values()), []
    for link in document.links():
        span = _label_of(document, link)
        label = normalized(passage(document, span)) if span is not None else ""
        if span is None or label not in document.source.references:
            continue
        found = edit(span) if label in changed else None
        if found is not None:
            edits.append(found)
        else:
            fixed.append(span)
    return Labels(tuple(edits), tuple(fixed))


def _definitions(
    document: Document, path: str, to: str, edit: Callable[[Span], Edit | None]
) -> Iterator[tuple[str, Edit]]:
    """The definitions whose labels change, by these; none whose new label would be that of another."""
    known: Mapping[str, object] = document.source.references
    for definition in definitions(document.source):
        place = split_target(definition.target, path)
        span = label_of_definition(document, definition) if place is not None and place[0] == to else None
        found = edit(span) if span is not None else None
        if span is None or found is None:
            continue
        label = normalized(_edited(document, span, found))
        if label == definition.label or label not in known:
            yield definition.label, found


def _edited(document: Document, span: Span, edit: Edit) -> str:
    """The passage in *span* after *edit* in it."""
    before, after = Span(span.start, edit.span.start), Span(edit.span.end, span.end)
    return passage(document, before) + edit.text + passage(document, after)


def _label_of(document: Document, link: Link) -> Span | None:
    """The label by which *link* leads somewhere, without brackets; None where it says itself where it leads to."""
    source = passage(document, link.span)
    if not source.endswith("]") or destination_of(document, link) is not None:
        return None
    end = len(source) - (3 if source.endswith("[]") else 1)
    start = source.rfind("[", 0, end) + 1 if not source.endswith("[]") else 1
    return Span(place_in(link.span.start, source, start), place_in(link.span.start, source, end))
