"""What can be folded away (LSP 3.17, textDocument/foldingRange): sections, and what takes several lines in them."""

from collections.abc import Iterator

from milestone_ls.markdown.blocks import Code, Html, List, Table, walk
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.inserting import last_text_line


class Fold(Record):
    """Lines *first* to *last*, both included, of which the first stays in sight."""

    first: int
    last: int
    is_comment: bool = False


def folds(document: Document) -> tuple[Fold, ...]:
    """Every stretch that can be folded, in the order of the text; an outer one before those in it."""
    found = {fold for fold in _folds(document) if fold.last > fold.first}
    return tuple(sorted(found, key=lambda fold: (fold.first, -fold.last)))


def _folds(document: Document) -> Iterator[Fold]:
    top = document.source.chunks[0]
    if top.front_matter:
        yield Fold(0, last_text_line(document, len(top.lines)))
    for section in document.sections:
        yield Fold(section.heading[0], last_text_line(document, section.end))
    for part, start in document.parts():
        for block in walk(part.blocks):
            if isinstance(block, Code | Html | List | Table):
                is_comment = isinstance(block, Html) and block.text.lstrip().startswith("<!--")
                yield Fold(block.line + start, last_text_line(document, block.end + start), is_comment)
            if isinstance(block, List):
                yield from (Fold(item.line + start, last_text_line(document, item.end + start)) for item in block.items)
