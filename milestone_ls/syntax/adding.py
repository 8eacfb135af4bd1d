"""Where the lists of a document take in another milestone, in the form that each list has.

Only the place is told here. Whether a milestone belongs there is for others to say.
"""

from collections.abc import Iterator
from itertools import pairwise

from milestone_ls.markdown.blocks import Item, List, Table
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document, Field, Section
from milestone_ls.syntax.inserting import eol_of_document, gap_behind, last_text_line
from milestone_ls.syntax.parts import CONFLICTS_COLUMN
from milestone_ls.syntax.placement import field_edit
from milestone_ls.syntax.references import Reference, Shape
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.text import Edit, Position, Span, without_eol

_NAME = "\0"
_SEPARATOR = ", "
_SEPARATORS = (_SEPARATOR, "; ", " | ")


class Addition(Record):
    """A place for a name: what is replaced, and what stands around the name there."""

    span: Span
    before: str = ""
    after: str = ""
    separator: str = _SEPARATOR

    def edit(self, *names: str) -> Edit:
        """The edit that puts *names* there."""
        return Edit(self.span, self.before + self.separator.join(names) + self.after)


class ConflictsCell(Record):
    """A Conflicts cell: what its row is about, folded, the line it stands on, and the place in it."""

    about: str
    line: int
    place: Addition | None


class Room(Record):
    """Where a milestone's lists take in another one; None where a list cannot.

    has_section   the document has the section that the template has for dependencies, or the template has none
    """

    depends_on: Addition | None = None
    parallel_with: Addition | None = None
    upstream: Addition | None = None
    conflicts: tuple[ConflictsCell, ...] = ()
    has_section: bool = True


NO_ROOM = Room()


def room_of(document: Document) -> Room:
    """Where the lists of *document* take in another milestone."""
    return Room(
        depends_on=in_field(document, FieldRole.DEPENDS_ON),
        parallel_with=in_field(document, FieldRole.PARALLEL_WITH),
        upstream=in_bullets(document, SectionRole.UPSTREAM),
        conflicts=tuple(_in_cells(document)),
        has_section=_has_section(document),
    )


def _has_section(document: Document) -> bool:
    roles = (SectionRole.DEPENDENCIES, SectionRole.UPSTREAM)
    is_wanted = document.schema.section(SectionRole.DEPENDENCIES) is not None
    return not is_wanted or any(True for _ in document.sections_of(*roles))


def in_field(document: Document, role: FieldRole) -> Addition | None:
    """The place in the field of that role; a field of its own where the document lacks one that the template has."""
    field = document.field(role)
    if field is not None:
        return _in_list(document, field.items, field.value_span, is_unfilled=_is_unfilled(document, field))
    spec = document.schema.field(role)
    if spec is None:
        return None
    span, text = field_edit(document, spec, _NAME)
    before, _, after = text.partition(_NAME)
    return Addition(span, before, after)


def in_bullets(document: Document, role: SectionRole) -> Addition | None:
    """The place in the section of that role: a bullet behind its last one; None where it has text and no bullets."""
    section = next(document.sections_of(role), None)
    if section is None:
        return None
    lists = [block for block in section.own.blocks if isinstance(block, List)]
    if not lists:
        return _under_heading(document, section) if section.own.is_empty and len(section.parts) == 1 else None
    items, start = list(section.items()), section.parts[0][1]
    if items and all(item.shape is Shape.NOTHING for item in items):
        return _in_place_of(items[0])
    item = lists[-1].items[-1]
    line = last_text_line(document, start + item.end)
    opening = _opening(document, item, start)
    if opening is None:
        return None
    end = Position(line, len(without_eol(document.source.line(line))))
    before = eol_of_document(document) + opening
    return Addition(Span(end, end), before, separator=before)


def _is_unfilled(document: Document, field: Field) -> bool:
    return field.value.strip() in document.schema.placeholders


def _in_list(
    document: Document, items: tuple[Reference, ...], value: Span, *, is_unfilled: bool = False
) -> Addition | None:
    """The place in a list of names, whose text is at *value*."""
    if is_unfilled:
        return Addition(value)
    named = [item for item in items if not item.is_gap]
    if not named:
        before = without_eol(document.source.line(value.start.line))[: value.start.column]
        return Addition(Span(value.start, value.start), "" if before[-1:].isspace() else " ")
    if named[-1].shape is Shape.NOTHING:
        return _in_place_of(named[-1]) if len(named) == 1 else None
    end = named[-1].extent.end
    separator = next(iter(_separators(document, named)), _SEPARATOR)
    return Addition(Span(end, end), separator, separator=separator)


def _separators(document: Document, items: list[Reference]) -> Iterator[str]:
    """What stands between the items where that separates any two."""
    for one, other in pairwise(items):
        start, end = one.extent.end, other.extent.start
        if start.line == end.line:
            between = document.source.line(start.line)[start.column : end.column]
            if between in _SEPARATORS:
                yield between


def _in_place_of(nothing: Reference) -> Addition | None:
    """The place of a word such as *None*; None where a note says more about it."""
    return Addition(nothing.span) if nothing.span == nothing.extent else None


def _under_heading(document: Document, section: Section) -> Addition:
    span, text = gap_behind(document, section.heading[1]).edit(f"- {_NAME}", blank=False)
    before, _, after = text.partition(_NAME)
    return Addition(span, before, after, separator=f"{eol_of_document(document)}- ")


def _opening(document: Document, item: Item, start: int) -> str | None:
    """What an item begins with on its line: its bullet with what stands before it; None for a numbered one."""
    line = without_eol(document.source.line(start + item.line))
    bullet = line.lstrip(" \t>")
    if item.lead is None or bullet[:1] not in ("-", "*", "+"):
        return None
    return line[: len(line) - len(bullet)] + bullet[0] + " "


def _in_cells(document: Document) -> Iterator[ConflictsCell]:
    for section in document.sections_of(SectionRole.RESOURCES):
        items, start = list(section.items()), section.parts[0][1]
        for table in (block for block in section.own.blocks if isinstance(block, Table)):
            names = [fold_name(cell.inline.text) for cell in table.header.cells]
            column = names.index(CONFLICTS_COLUMN) if CONFLICTS_COLUMN in names else None
            for row in table.rows if column is not None else ():
                if column is None or row.written <= column:
                    continue
                span = row.cells[column].span.down(start)
                text = row.cells[column].inline.text.strip()
                own = tuple(item for item in items if span.start <= item.extent.start and item.extent.end <= span.end)
                is_unfilled = text in document.schema.placeholders
                place = _in_list(document, own, span, is_unfilled=is_unfilled)
                yield ConflictsCell(fold_name(row.cells[0].inline.text), span.start.line, place)
