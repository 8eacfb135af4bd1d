"""What may be typed at a place of a document (LSP 3.17, textDocument/completion).

A client asks after every space and colon, so the line and what stands around it decide whether there is anything to
say before anyone looks at the plan.
"""

import re

from milestone_ls.features.completion import bullets, cells, documents, fields, headings
from milestone_ls.features.completion.items import Completion, CompletionKind, Completions, choose
from milestone_ls.features.completion.place import Around, Place, chain, is_text, part_around
from milestone_ls.markdown.blocks import Table
from milestone_ls.project.facts import PageKind
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.template.grammar import Fit
from milestone_ls.text import Position, without_eol

__all__ = ["Completion", "CompletionKind", "Completions", "completions"]

_SPEAKS = re.compile(r"[\s>]*(?:[-*+]|\d{1,9}[.)])|[^|]*\|")


def completions(snapshot: Snapshot, path: str, position: Position, *, snippets: bool) -> Completions | None:
    """The suggestions for *position* in the document at *path*, the best first; None where there is nothing to say.

    snippets   whether the client knows the snippet syntax; else texts are plain
    """
    document = snapshot.documents.get(path)
    if document is None or (document.title is not None and document.title.template):
        return None
    source = document.source
    if not 0 <= position.line < source.line_count or source.chunks[source.chunk_at(position.line)].front_matter:
        return None
    line = without_eol(source.line(position.line))
    place = Place(snapshot, path, document, position.line, line, max(0, min(position.column, len(line))), snippets)
    heading = headings.HEADING.match(line)
    if heading is not None:
        # Before a heading's text there is nothing to finish.
        begun = place.column > heading.start("text") if heading["text"] else place.column >= heading.end("marks")
        return _on_heading(place, heading) if begun else None
    if not line.strip() and documents.is_empty_but_for_line(place):
        return documents.whole(place) if documents.is_wanted(place) else None
    around = part_around(document, position.line)
    if around is None or not _is_milestone(place):
        return None
    return _in_head(place) if _is_head(place, around) else _in_body(place, around)


def _is_milestone(place: Place) -> bool:
    """Whether the document is a milestone's or is on its way to be one."""
    page, title = place.plan.pages.get(place.path), place.document.title
    if page is not None and (page.kind in (PageKind.MILESTONE, PageKind.COMPANION) or page.misfit is not None):
        return True
    if title is None:
        return documents.is_wanted(place) and any(field.spec is not None for field in place.document.fields)
    return page is None and title.fit in (Fit.YES, Fit.MALFORMED)


def _is_head(place: Place, around: Around) -> bool:
    """Whether the line stands where the fields do: behind the title and before any other heading."""
    title, heading = place.document.title, around.part.heading
    if title is None:
        return heading is None
    first = title.span.start.line
    return place.number > first and (heading is None or around.start + heading.line == first)


def _on_heading(place: Place, heading: re.Match[str]) -> Completions | None:
    title = place.document.title
    if not is_text(place, chain(place)):
        return None
    if heading["marks"] == "#" and (title is None or title.span.start.line == place.number):
        return documents.heading(place, heading.start("marks")) if documents.is_wanted(place) else None
    return headings.sections(place, heading) if _is_milestone(place) else None


def _in_head(place: Place) -> Completions | None:
    blocks = chain(place)
    if not is_text(place, blocks):
        return None
    return fields.complete(place, blocks) or (_on_empty_line(place) if not place.line else None)


def _in_body(place: Place, around: Around) -> Completions | None:
    if place.line and not _SPEAKS.match(place.line):
        return None  # prose, which is most of what is typed
    blocks = chain(place)
    if not is_text(place, blocks):
        return None
    if not place.line:
        return _on_empty_line(place, around)
    table = blocks[-1] if blocks else None
    return cells.complete(place, table, around) if isinstance(table, Table) else bullets.complete(place, blocks, around)


def _on_empty_line(place: Place, around: Around | None = None) -> Completions | None:
    """What may begin on an empty line: an item of the list that the section is, or another section."""
    hole = place.hole(0, 0)
    items = bullets.new_items(place, around, hole) if around is not None else ()
    return choose(hole, (*items, *headings.new_sections(place)))
