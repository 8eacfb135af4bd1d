"""The entries of an index file: list items and table rows that begin with one milestone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from milestone_ls.config.ids import IdPattern
from milestone_ls.markdown.blocks import Block, Cell, List, Row, Table, walk
from milestone_ls.markdown.inline import Inline, SpotKind
from milestone_ls.records import Record, replace
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold, fold_dashes, unpad
from milestone_ls.syntax.references import Reference, ReferenceReader
from milestone_ls.template.names import is_symbol
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.schema import Schema
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span

_LEAD = re.compile(r"\s+|\[[^\[\]\n]{0,20}\]\s|\d{1,3}[.)]\s|milestone\s+(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\s:,;|()]+")
_FONTS = (SpotKind.STRONG, SpotKind.EMPHASIS)
_ARROWS = re.compile(r"\s*(?:→|->|=>|⇒)\s*")
# What makes a number that a text begins with a name: `3: Ground`, `3 - Ground`, a cell of its own.
_BEHIND_NUMBER = re.compile(r"\s*(?:\Z|:|\(|[-–—=→⇒])")
_COUNTER = re.compile(r"\s*#?\d{1,3}[.)]?\s*\Z")
_BOX = re.compile(r"\s*\[([^\[\]\n]{0,20})\](?=\s|\Z)")
_BRACKET = re.compile(r"\[([^\[\]\n]{0,40})\]")
_DASH = re.compile(r"\s[-–—]\s+")
_PIECE_END = re.compile(r"\s[-–—]\s|[,;()\n]")
_WHOLE = (SpotKind.CODE, SpotKind.LINK, SpotKind.IMAGE)
_STEM = re.compile(r"([^/]+)\.md(?:#.*)?\Z", re.IGNORECASE)


class Mark(Record):
    """What an entry says of the milestone's status.

    span     where the words, the emoji or the box with its brackets stand
    extent   all that belongs to it: the cell of a table
    is_box   it is a box, which can be ticked and not much else
    """

    status: Status
    span: Span
    extent: Span
    is_box: bool = False


class Needs(Record):
    """What an entry says that the milestone depends on: the list, and the cell that it stands in."""

    items: tuple[Reference, ...]
    span: Span


class Entry(Record):
    """One entry. Its *span* is that of the word or link that names the milestone.

    id       the ID that the entry begins with, by its text, else by the file that it links to
    target   the destination where the name is a link; in a row, else that of a link behind it to a file of that ID
    is_own   the name of the file at *target* begins with the ID
    is_link  it is one of a line ``M0 → M1: …``, which tells of an order and lists nothing
    behind   the ID behind which it stands in such a line; empty elsewhere
    """

    id: str
    span: Span
    target: str = ""
    is_own: bool = False
    mark: Mark | None = None
    needs: Needs | None = None
    is_link: bool = False
    behind: str = ""

    def down(self, lines: int) -> "Entry":
        """The same entry in a text that has *lines* more lines above it."""
        mark = self.mark and replace(self.mark, span=self.mark.span.down(lines), extent=self.mark.extent.down(lines))
        items = tuple(item.down(lines) for item in self.needs.items) if self.needs else ()
        needs = self.needs and Needs(items, self.needs.span.down(lines))
        return replace(self, span=self.span.down(lines), mark=mark, needs=needs)


def entries(document: Document, ids: IdPattern, external_prefixes: tuple[str, ...] = ()) -> Iterator[Entry]:
    """The milestones that a document lists, and those that its ``M0 → M1: …`` lines name."""
    reader = _EntryReader(document.schema, ids, external_prefixes)
    for part, start in document.parts():
        for block in walk(part.blocks):
            for entry in reader.in_block(block):
                yield entry.down(start)


class _EntryReader:
    """Reads the entries of blocks; spans count from the block's chunk."""

    def __init__(self, schema: Schema, ids: IdPattern, external_prefixes: tuple[str, ...]) -> None:
        self._roles, self._statuses, self._ids = schema.roles, schema.statuses, ids
        self._references = ReferenceReader(ids, schema.statuses, external_prefixes)

    def in_block(self, block: Block) -> Iterator[Entry]:
        if isinstance(block, List):
            for item in block.items:
                if item.lead is not None:
                    yield from self._in_item(item.lead.inline)
        elif isinstance(block, Table):
            columns = {self._roles.of_field(cell.inline.text): at for at, cell in enumerate(block.header.cells)}
            for row in block.rows:
                yield from self._in_row(row, columns)

    def _in_item(self, inline: Inline) -> Iterator[Entry]:
        found = list(_entries(inline, self._ids))
        if len(found) == 1:
            yield replace(found[0], mark=self._box(inline) or self._mark_behind(inline))
        for entry, before in zip(found if len(found) > 1 else (), ["", *(entry.id for entry in found)], strict=False):
            yield replace(entry, is_link=True, behind=before)

    def _in_row(self, row: Row, columns: Mapping[FieldRole | None, int]) -> Iterator[Entry]:
        named = [list(_entries(cell.inline, self._ids)) for cell in row.cells[:2]]
        is_counted = _COUNTER.match(row.cells[0].inline.text) and any(named[1:])
        status, needs = (columns.get(role) for role in (FieldRole.STATUS, FieldRole.DEPENDS_ON))
        found = named[1] if is_counted else named[0]
        for entry in found[:1]:
            yield replace(
                self._linked(entry, row.cells[2 if is_counted else 1 :]),
                mark=self._in_cell(row.cells[status]) if status is not None else None,
                needs=self._needs(row.cells[needs]) if needs is not None and row.written > needs else None,
            )
        yield from found[1:]

    def _linked(self, entry: Entry, behind: Sequence[Cell]) -> Entry:
        """An entry without a link with that of the next cell, where that is one to a file of its ID."""
        target = "" if entry.target else _only_link(behind)
        return replace(entry, target=target, is_own=True) if _is_own(target, entry.id, self._ids) else entry

    def _needs(self, cell: Cell) -> Needs:
        return Needs(self._references.read_list(cell.inline, 0, len(cell.inline.text)), cell.span)

    def _in_cell(self, cell: Cell) -> Mark | None:
        """What the cell of a status column says."""
        inline = cell.inline
        if (box := _BOX.match(inline.text)) is not None:
            return self._in_box(inline, box)
        read = self._statuses.read(inline.text)
        if read.status is Status.UNKNOWN:
            return None
        return Mark(read.status, inline.span(read.start, read.end), cell.span)

    def _box(self, inline: Inline) -> Mark | None:
        """The box before the name."""
        box = _BOX.match(inline.text)
        return self._in_box(inline, box) if box is not None else None

    def _in_box(self, inline: Inline, box: re.Match[str]) -> Mark | None:
        status = self._statuses.box(box.group(1))
        if status is None or status is Status.UNKNOWN or any(spot.start < box.end() for spot in inline.spots):
            return None
        span = inline.span(box.start(), box.end(1) + 1)
        return Mark(status, span, span, is_box=len(box.group(1)) <= 1)

    def _mark_behind(self, inline: Inline) -> Mark | None:
        """The first bracket, emoji or status word behind a dash."""
        for dash in _DASH.finditer(inline.text):
            at = dash.end()
            if any(spot.kind in _WHOLE and spot.start <= at < spot.end for spot in inline.spots):
                continue
            bracket = _BRACKET.match(inline.text, at)
            end = bracket.end() if bracket else _piece_end(inline.text, at)
            status = self._statuses.box(bracket.group(1)) if bracket else self._statuses.claim(inline.text[at:end])
            if status is None and at < len(inline.text) and (status := self._statuses.mark(inline.text[at])):
                end = at + 1
            if status is not None and status is not Status.UNKNOWN:
                span = inline.span(at, end)
                return Mark(status, span, span)
        return None


def _only_link(cells: Sequence[Cell]) -> str:
    """The destination of the first of some cells, where that is a link as a whole."""
    for inline in (cell.inline for cell in cells[:1]):
        for spot in inline.spots:
            if spot.kind is SpotKind.LINK and inline.text[spot.start : spot.end] == inline.text.strip():
                return spot.target
    return ""


def _piece_end(text: str, start: int) -> int:
    """Where the words end that begin at *start*, without the spaces behind them."""
    found = _PIECE_END.search(text, start)
    return start + len(text[start : found.start() if found else len(text)].rstrip())


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
    target = spot.target if spot else ""
    id_ = id_ or _id_of(target, ids)
    if word is None or id_ is None:
        return None
    span = inline.span(spot.start, spot.end) if spot else inline.span(*word.span())
    return Entry(id_, span, target, is_own=_is_own(target, id_, ids))


def _id_of(target: str, ids: IdPattern) -> str | None:
    """The ID that the name of the file at *target* begins with."""
    stem = _STEM.search(unquote(target))
    return ids.match_prefix(stem.group(1)) if stem else None


def _is_own(target: str, id_: str, ids: IdPattern) -> bool:
    named = _id_of(target, ids)
    return named is not None and unpad(fold(named)) == unpad(fold(id_))
