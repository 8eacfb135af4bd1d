"""Where a field or a section of the template belongs in a document that lacks it.

In the template's order, behind the nearest predecessor that the document has. The head, where title and fields stand,
goes before every section; a field without a predecessor goes above its nearest successor.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from milestone_ls.syntax import fieldlines
from milestone_ls.syntax.document import Document, Section
from milestone_ls.syntax.fences import first_swallowed_line
from milestone_ls.syntax.inserting import Gap, gap_behind, last_text_line
from milestone_ls.template.schema import FieldSpec, SectionSpec
from milestone_ls.text import Edit

_SECTION_LEVEL = 2


class _Extent(NamedTuple):
    """A section's lines: *first* that of its heading, *end* the first behind it."""

    spec: SectionSpec | None
    level: int
    first: int
    end: int


def field_edit(document: Document, spec: FieldSpec, value: str | None = None) -> Edit:
    """The edit that inserts a field with *value*, or with what the template has there."""
    value = spec.value if value is None else value
    order = [field.name for field in document.schema.fields]
    place = order.index(spec.name) if spec.name in order else len(order)
    known = [(order.index(field.spec.name), field) for field in document.fields if field.spec is not None]
    before = [entry for entry in known if entry[0] < place]
    behind = [entry for entry in known if entry[0] >= place]
    if before:
        _, neighbour = max(reversed(before), key=lambda entry: entry[0])
        return fieldlines.below(document, neighbour, spec.name, value)
    if behind:
        _, neighbour = min(behind, key=lambda entry: entry[0])
        return fieldlines.above(document, neighbour, spec.name, value)
    if document.fields:
        return fieldlines.above(document, document.fields[0], spec.name, value)
    return gap_behind(document, _title_end(document)).edit(f"**{spec.name}**: {value}".rstrip())


class SectionPlaces:
    """Where sections of the template go in one document; asked for many of them, it reads the document once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._swallowed = first_swallowed_line(document)
        self._sections = [
            _Extent(section.spec, section.level, section.heading[0], section.end) for section in document.sections
        ]
        self._order = {id(spec): number for number, spec in enumerate(document.schema.sections)}
        outer = [extent for extent in self._sections if extent.level <= _SECTION_LEVEL]
        self._ends = _ends(outer)
        self._first = outer[0].first if outer else document.source.line_count
        self._gaps: dict[int, Gap | None] = {}

    def edit(self, spec: SectionSpec) -> Edit | None:
        """The edit that inserts a section as the template writes it, or a sub-section into its section.

        None where there is no place for it: inside a fence or a comment that nothing closes, or in a section that the
        document does not have either.
        """
        gap = self._gap(spec)
        return gap.edit(spec.source) if gap is not None else None

    def edits(self, specs: Iterable[SectionSpec]) -> tuple[Edit, ...]:
        """The edits that insert sections together, in the order of *specs*, which is to be the template's.

        One edit a section; those for which there is no place are left out.
        """
        placed = [(gap, spec) for spec in specs if (gap := self._gap(spec)) is not None]
        last = {gap.place: number for number, (gap, _) in enumerate(placed)}
        return tuple(
            gap.edit(spec.source, closes=last[gap.place] == number) for number, (gap, spec) in enumerate(placed)
        )

    def _gap(self, spec: SectionSpec) -> Gap | None:
        line = self._line(spec)
        if line is None:
            return None
        if line not in self._gaps:
            anchor = last_text_line(self._document, line)
            self._gaps[line] = gap_behind(self._document, anchor) if anchor < self._swallowed else None
        return self._gaps[line]

    def _line(self, spec: SectionSpec) -> int | None:
        """The line before which a section belongs."""
        schema, end = self._document.schema, self._document.source.line_count
        number = self._order.get(id(spec))
        if number is not None:
            return _behind(self._ends, schema.sections[:number], self._first)
        parent = next((section for section in schema.sections if spec in section.subsections), None)
        if parent is None:  # a section that the configuration asks for and the template does not know
            return end
        holder = next((extent for extent in self._sections if extent.spec is parent), None)
        if holder is None or holder.level != parent.level:
            return None
        inner = [
            extent
            for extent in self._sections
            if holder.first < extent.first < holder.end and extent.level == holder.level + 1
        ]
        before = parent.subsections[: parent.subsections.index(spec)]
        return _behind(_ends(inner), before, inner[0].first if inner else holder.end)


def body_edit(document: Document, section: Section) -> Edit | None:
    """The edit that gives an empty section of the template its body.

    None where the template has no body for it, or sub-sections of a level that does not fit.
    """
    spec = section.spec
    if spec is None or not spec.body or (spec.subsections and spec.level != section.level):
        return None
    return gap_behind(document, section.heading[1]).edit(spec.body, blank=False)


def _ends(extents: Iterable[_Extent]) -> Mapping[int, int]:
    """The identity of a section's spec to the line behind the section."""
    return {id(extent.spec): extent.end for extent in extents if extent.spec is not None}


def _behind(ends: Mapping[int, int], before: Sequence[SectionSpec], first: int) -> int:
    """The line behind the nearest predecessor; *first* where there is none."""
    return next((ends[id(spec)] for spec in reversed(before) if id(spec) in ends), first)


def _title_end(document: Document) -> int:
    """The last line of the title where it is the first heading, else that of the front matter; -1 without either."""
    first = next(((part.heading, start) for part, start in document.parts() if part.heading is not None), None)
    if first is not None and first[0].level == 1:
        return first[1] + first[0].end - 1
    top = document.source.chunks[0]
    return len(top.lines) - 1 if top.front_matter else -1
