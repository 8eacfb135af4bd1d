"""The entries of an index file: list items and table rows that begin with one milestone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from milestone_ls.config.ids import IdPattern
from milestone_ls.markdown.blocks import Block, List, Table, walk
from milestone_ls.markdown.inline import Inline, SpotKind
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold_dashes
from milestone_ls.template.names import is_symbol
from milestone_ls.text import Span

_LEAD = re.compile(r"\s+|\[[^\[\]\n]{0,20}\]\s|\d{1,3}[.)]\s|milestone\s+(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\s:,;|()]+")
_FONTS = (SpotKind.STRONG, SpotKind.EMPHASIS)
_ARROWS = re.compile(r"\s*(?:→|->|=>|⇒)\s*")
# What makes a number that a text begins with a name: `3: Ground`, `3 - Ground`, a cell of its own.
_BEHIND_NUMBER = re.compile(r"\s*(?:\Z|:|\(|[-–—=→⇒])")
_COUNTER = re.compile(r"\s*#?\d{1,3}[.)]?\s*\Z")
_STEM = re.compile(r"([^/]+)\.md(?:#.*)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. Its *span* is that of the word or link that names the milestone.

    id       the ID that the entry begins with, by its text, else by the file that it links to
    target   the destination where the name is a link
    """

    id: str
    span: Span
    target: str = ""


def entries(document: Document, ids: IdPattern) -> Iterator[Entry]:
    """The milestones that a document lists, and those that its ``M0 → M1: …`` lines name."""
    for part, start in document.parts():
        for block in walk(part.blocks):
            for entry in _in_block(block, ids):
                yield Entry(entry.id, entry.span.down(start), entry.target)


def _in_block(block: Block, ids: IdPattern) -> Iterator[Entry]:
    if isinstance(block, List):
        for item in block.items:
            if item.lead is not None:
                yield from _entries(item.lead.inline, ids)
    elif isinstance(block, Table):
        for row in block.rows:
            found = [list(_entries(cell.inline, ids)) for cell in row.cells[:2]]
            counts = _COUNTER.match(row.cells[0].inline.text) and any(found[1:])
            yield from found[1] if counts else found[0]


def _entries(inline: Inline, ids: IdPattern) -> Iterator[Entry]:
    """The entry that a text begins with; of a chain of arrows every link is one."""
    at = _behind_lead(inline.text)
    while (entry := _entry(inline, at, ids)) is not None:
        yield entry
        word = _WORD.match(inline.text, at)
        arrow = _ARROWS.match(inline.text, word.end()) if word else None
        if arrow is None:
            return
        at = arrow.end()


def _behind_lead(text: str) -> int:
    """Where a text begins behind its number, box, marks and the word *milestone*."""
    at = 0
    while at < len(text):
        lead = _LEAD.match(text, at)
        if lead is None and not is_symbol(text[at]):
            break
        at = lead.end() if lead else at + 1
    return at


def _entry(inline: Inline, at: int, ids: IdPattern) -> Entry | None:
    spot = next((spot for spot in inline.spots if spot.start <= at < spot.end and spot.kind not in _FONTS), None)
    if spot is not None and spot.kind is not SpotKind.LINK:
        return None
    word = _WORD.match(inline.text, at)
    id_ = ids.match_prefix(fold_dashes(word.group())) if word else None
    if word and id_ and id_.isdigit() and not _BEHIND_NUMBER.match(inline.text, word.end()):
        id_ = None
    if id_ is None and spot is not None:
        stem = _STEM.search(unquote(spot.target))
        id_ = ids.match_prefix(stem.group(1)) if stem else None
    if word is None or id_ is None:
        return None
    span = inline.span(spot.start, spot.end) if spot else inline.span(*word.span())
    return Entry(id_, span, spot.target if spot else "")
