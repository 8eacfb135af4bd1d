"""The entries of an index file: list items and table rows that begin with one milestone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from milestone_ls.config.ids import IdPattern
from milestone_ls.markdown.blocks import List, Table, walk
from milestone_ls.markdown.inline import Inline, SpotKind
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold_dashes
from milestone_ls.text import Span

_LEAD = re.compile(r"(?:\s|\[[^\[\]\n]{0,20}\]\s|\d{1,3}[.)]\s)*")
_WORD = re.compile(r"[^\s:,;|()]+")
_FONTS = (SpotKind.STRONG, SpotKind.EMPHASIS)
_ARROWS = re.compile(r"\s*(?:→|->|=>|⇒)\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. Its *span* is that of the word or link that names the milestone.

    id       the ID that the entry begins with, by its text
    target   the destination where the name is a link
    """

    id: str
    span: Span
    target: str = ""


def entries(document: Document, ids: IdPattern) -> Iterator[Entry]:
    """The milestones that a document lists, and those that its ``M0 → M1: …`` lines name."""
    for part, start in document.parts():
        for block in walk(part.blocks):
            if isinstance(block, List):
                leads = [item.lead.inline for item in block.items if item.lead is not None]
            elif isinstance(block, Table):
                leads = [row.cells[0].inline for row in block.rows if row.cells]
            else:
                continue
            for inline in leads:
                for entry in _entries(inline, ids):
                    yield Entry(entry.id, entry.span.down(start), entry.target)


def _entries(inline: Inline, ids: IdPattern) -> Iterator[Entry]:
    """The entry that a text begins with; of a chain of arrows every link is one."""
    lead = _LEAD.match(inline.text)
    at = lead.end() if lead else 0
    while (entry := _entry(inline, at, ids)) is not None:
        yield entry
        word = _WORD.match(inline.text, at)
        arrow = _ARROWS.match(inline.text, word.end()) if word else None
        if arrow is None:
            return
        at = arrow.end()


def _entry(inline: Inline, at: int, ids: IdPattern) -> Entry | None:
    spot = next((spot for spot in inline.spots if spot.start <= at < spot.end and spot.kind not in _FONTS), None)
    if spot is not None and spot.kind is not SpotKind.LINK:
        return None
    word = _WORD.match(inline.text, at)
    id_ = ids.match_prefix(fold_dashes(word.group())) if word else None
    if word is None or id_ is None:
        return None
    span = inline.span(spot.start, spot.end) if spot else inline.span(*word.span())
    return Entry(id_, span, spot.target if spot else "")
