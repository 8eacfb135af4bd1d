"""How an index file writes an entry, and where it takes in another one.

The last entry of the file is the model: its list or table, its box, its link, its mark.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from milestone_ls.markdown.blocks import Item, List, Row, Table, walk
from milestone_ls.markdown.inline import SpotKind
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.inserting import eol_of_document, last_text_line
from milestone_ls.syntax.listing import Entry
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.schema import Schema
from milestone_ls.text import Edit, Position, Span, without_eol

_NUMBER = re.compile(r"\d+(?=[.)])")
_BOX = re.compile(r"\[[^\[\]\n]{0,20}\](?=\s)")
_CLOSING = re.compile(r"[*_]*")
_JOINT = re.compile(r"\s*:\s+|\s+[-–—]\s+(?!\[)|\s+(?=\w)")
_TITLES = frozenset({"title", "milestone", "name", "what", "description"})
_COUNTER = re.compile(r"\s*#?\d{1,3}[.)]?\s*\Z")


class Slot(Enum):
    """What stands in a column of a table."""

    NAME = auto()
    TITLE = auto()
    STATUS = auto()
    NEEDS = auto()
    NUMBER = auto()
    OTHER = auto()


class NewEntry(Record):
    """What is to be written, each part as the file writes such things.

    destination   by which a link leads to the document
    """

    name: str
    title: str
    destination: str
    box: str
    mark: str
    needs: str


class EntryForm(Record):
    """A model entry.

    place    the end of the line behind which another goes
    before   what stands before the name on its line, after: the markup that closes behind it
    name     the visible text of the name, is_link: it is a link's
    joint    what stands between name and title; empty without a title
    mark     the status as written, mark_joint: what stands before it; both empty without one
    slots    the columns of a table; empty in a list
    links    the title is a link's text, with what its destination begins with, such as ``./``
    """

    place: Position
    eol: str
    before: str
    name: str
    is_link: bool
    after: str = ""
    joint: str = ""
    mark: str = ""
    mark_joint: str = ""
    slots: tuple[Slot, ...] = ()
    links: str | None = None

    def edit(self, *entries: NewEntry) -> Edit:
        """The edit that writes entries like the model behind it, in their order."""
        write = self._row if self.slots else self._item
        text = "".join(self.eol + write(entry, count) for count, entry in enumerate(entries, start=1))
        return Edit(Span(self.place, self.place), text)

    def _item(self, entry: NewEntry, count: int) -> str:
        before = _NUMBER.sub(lambda found: str(int(found.group()) + count), self.before, count=1)
        before = _BOX.sub(entry.box, before, count=1)
        # The text of a link may hold the title; what stands behind it then is something else.
        is_told = not entry.title or entry.title in entry.name.partition("](")[0]
        title = f"{self.joint}{entry.title}" if self.joint and not is_told else ""
        mark = f"{self.mark_joint}{entry.mark}" if self.mark else ""
        return f"{before}{entry.name}{self.after}{title}{mark}"

    def _row(self, entry: NewEntry, count: int) -> str:
        number = _NUMBER.search(f"{self.before}.")
        # A link needs a text to be seen; what has no title yet has a name.
        linked = entry.title or entry.name.removeprefix("[").partition("](")[0]
        texts = {
            Slot.NAME: entry.name + self.after,
            Slot.TITLE: entry.title if self.links is None else f"[{linked}]({self.links}{entry.destination})",
            Slot.STATUS: entry.mark,
            Slot.NEEDS: entry.needs,
            Slot.NUMBER: str(int(number.group()) + count) if number else "",
            Slot.OTHER: "",
        }
        return "| " + " | ".join(texts[slot].replace("|", "\\|") for slot in self.slots) + " |"


def entry_form(document: Document, entries: Sequence[Entry]) -> EntryForm | None:
    """The form of the last of *entries* that stands in a list or a table, lines with arrows left out."""
    with_arrows = {entry.span.start.line for entry in entries if entry.behind}
    for entry in reversed([entry for entry in entries if entry.span.start.line not in with_arrows]):
        for part, start in document.parts():
            for block in walk(part.blocks):
                for item in block.items if isinstance(block, List) else ():
                    if item.lead is not None and start + item.line == entry.span.start.line:
                        return _of_item(document, entry, item, start)
                for row in block.rows if isinstance(block, Table) else ():
                    if isinstance(block, Table) and start + row.line == entry.span.start.line:
                        return _of_row(document, entry, block, row, start)
    return None


def _whole(document: Document, entry: Entry) -> Span:
    """The name with the link that it is the text of."""
    links = (link.span for link in document.links())
    around = (span for span in links if span.start <= entry.span.start and entry.span.end <= span.end)
    return next(around, entry.span)


def _line(document: Document, line: int) -> str:
    return without_eol(document.source.line(line))


def _end(document: Document, line: int) -> Position:
    return Position(line, len(_line(document, line)))


def _eol(document: Document, line: int) -> str:
    """What ends the line, so that it goes on ending like that when another is put behind it; else the usual end."""
    source = document.source.line(line)
    return source[len(without_eol(source)) :] or eol_of_document(document)


def _of_item(document: Document, entry: Entry, item: Item, start: int) -> EntryForm:
    line = _line(document, entry.span.start.line)
    span = _whole(document, entry)
    closing = _CLOSING.match(line, span.end.column)
    behind = closing.end() if closing else span.end.column
    joint = _JOINT.match(line, behind)
    mark, mark_joint = "", ""
    if entry.mark is not None and entry.mark.span.start >= span.end:
        first, last = entry.mark.span.start.column, entry.mark.span.end.column
        mark, mark_joint = line[first:last], line[len(line[:first].rstrip(" -–—")) : first]
        joint = joint if joint and joint.end() < first - len(mark_joint) else None
    last = last_text_line(document, start + item.end)
    return EntryForm(
        place=_end(document, last),
        eol=_eol(document, last),
        before=line[: span.start.column],
        name=line[entry.span.start.column : entry.span.end.column],
        is_link=span != entry.span,
        after=line[span.end.column : behind],
        joint=joint.group() if joint else "",
        mark=mark,
        mark_joint=mark_joint,
    )


def _of_row(document: Document, entry: Entry, table: Table, row: Row, start: int) -> EntryForm:
    line = _line(document, entry.span.start.line)
    mark = entry.mark.extent if entry.mark is not None else None
    slots = tuple(_slots(table, row, entry, start, document.schema))
    end = start + table.rows[-1].line
    return EntryForm(
        place=_end(document, end),
        eol=_eol(document, end) + line[: len(line) - len(line.lstrip())],
        before=row.cells[0].inline.text,
        name=line[entry.span.start.column : entry.span.end.column],
        is_link=_whole(document, entry) != entry.span,
        mark=line[mark.start.column : mark.end.column] if mark is not None else "",
        slots=slots,
        links=next(_links(row, slots), None),
    )


def _links(row: Row, slots: Sequence[Slot]) -> Iterator[str]:
    """What the destination of the title begins with, where that is the text of a link."""
    for slot, cell in zip(slots, row.cells, strict=True):
        link = next((spot for spot in cell.inline.spots if spot.kind is SpotKind.LINK), None)
        if slot is Slot.TITLE and link is not None and link.start == 0 and link.end == len(cell.inline.text):
            yield "./" if link.target.startswith("./") else ""


def _slots(table: Table, row: Row, entry: Entry, start: int, schema: Schema) -> Iterator[Slot]:
    roles = {FieldRole.STATUS: Slot.STATUS, FieldRole.DEPENDS_ON: Slot.NEEDS}
    for header, cell in zip(table.header.cells, row.cells, strict=True):
        name = header.inline.text
        role = schema.roles.of_field(name)
        span = cell.span.down(start)
        if span.start <= entry.span.start and entry.span.end <= span.end:
            yield Slot.NAME
        elif role is not None and role in roles:
            yield roles[role]
        elif fold_name(name) in _TITLES:
            yield Slot.TITLE
        else:
            yield Slot.NUMBER if _COUNTER.match(cell.inline.text) else Slot.OTHER
