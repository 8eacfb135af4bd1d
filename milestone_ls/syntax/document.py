"""A document: its title, metadata fields and sections, over parts that survive the edits that do not touch them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from milestone_ls.markdown import chunks
from milestone_ls.markdown.chunks import Chunk, Source
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.syntax.parts import Link, Part, PartReader, Task
from milestone_ls.syntax.references import Reference, ReferenceReader
from milestone_ls.template.captions import Caption, captions
from milestone_ls.template.grammar import Fit, Grammar, HeadingMatch, is_template_heading, match_any
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.schema import FieldSpec, Schema, SectionSpec
from milestone_ls.template.vocabulary import Reading
from milestone_ls.text import Edit, Position, Span, without_eol

LIST_ROLES = frozenset({FieldRole.DEPENDS_ON, FieldRole.PARALLEL_WITH, FieldRole.BLOCKS})
"""The fields whose value is a reference list."""


@dataclass(frozen=True, slots=True)
class Title:
    """The first level-1 heading, as the heading grammar reads it. Spans are of the document.

    id          as written, empty where the heading bears none
    word        the ID with the slug that is glued to it
    template    the heading still holds slots: the file is a template, no milestone
    """

    text: str
    span: Span
    fit: Fit | None
    id: str = ""
    id_span: Span | None = None
    word: str = ""
    name: str = ""
    type: str | None = None
    type_span: Span | None = None
    grammar: Grammar | None = None
    template: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A metadata field. Spans are of the document.

    name         as written, without the colon
    items        what a reference list names
    status       what a status says; its start and end are relative to *value*
    """

    name: str
    spec: FieldSpec | None
    role: FieldRole | None
    name_span: Span
    value: str
    value_span: Span
    items: tuple[Reference, ...] = ()
    status: Reading | None = None
    status_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading below the title with all that belongs to it, down to the next heading of its level or above.

    name_span   the heading's text
    heading     0-based first and last line of the heading, end: the first line behind the section
    parts       its own part and those of its sub-sections, each with the line on which its chunk begins
    """

    name: str
    level: int
    role: SectionRole | None
    spec: SectionSpec | None
    name_span: Span
    heading: tuple[int, int]
    end: int
    parts: tuple[tuple[Part, int], ...]

    @property
    def own(self) -> Part:
        return self.parts[0][0]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it: neither text nor a sub-section."""
        return len(self.parts) == 1 and self.own.is_empty

    def items(self) -> Iterator[Reference]:
        """What the section's reference list names, with spans of the document."""
        part, line = self.parts[0]
        return (item.down(line) for item in part.items)

    def tasks(self) -> Iterator[tuple[Task, Span]]:
        """The tasks with the spans of their boxes in the document."""
        for part, line in self.parts:
            for task in part.tasks:
                yield task, task.box.down(line)


@dataclass(frozen=True, slots=True)
class Document:
    """All that one text says, with every place to the column.

    readings   the parts of each chunk of *source*
    """

    source: Source
    schema: Schema
    readings: tuple[tuple[Part, ...], ...]
    title: Title | None
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]

    def field(self, role: FieldRole) -> Field | None:
        """The first field of that role."""
        return next((field for field in self.fields if field.role is role), None)

    def sections_of(self, role: SectionRole) -> Iterator[Section]:
        return (section for section in self.sections if section.role is role)

    def parts(self) -> Iterator[tuple[Part, int]]:
        """Every part with the line on which its chunk begins."""
        for reading, start in zip(self.readings, self.source.starts, strict=True):
            for part in reading:
                yield part, start

    def links(self) -> Iterator[Link]:
        """Every link, with spans of the document."""
        for part, start in self.parts():
            for link in part.links:
                yield Link(link.span.down(start), link.target)

    @property
    def head_end(self) -> int:
        """The first line that no longer belongs to the head, where the fields stand."""
        return self.sections[0].heading[0] if self.sections else self.source.line_count


class DocumentReader:
    """Reads documents under one schema. One reader serves one thread."""

    def __init__(self, schema: Schema, external_prefixes: tuple[str, ...] = ()) -> None:
        self.schema = schema
        self.references = ReferenceReader(schema.ids, schema.statuses, external_prefixes)
        self._parts = PartReader(schema, self.references)
        self._markdown = MarkdownReader()

    def read(self, text: str) -> Document:
        """The document that *text* is; any text is one."""
        return self._document(chunks.read(text, self._markdown), {})

    def update(self, document: Document, edits: Iterable[Edit]) -> Document:
        """*document* after *edits*, each of which speaks of the text that the one before it left.

        Equal to reading the resulting text from scratch; parts that no edit touched are reused.
        """
        known: dict[int, tuple[Chunk, tuple[Part, ...]]] = {
            id(chunk): (chunk, parts) for chunk, parts in zip(document.source.chunks, document.readings, strict=True)
        }
        return self._document(chunks.update(document.source, edits, self._markdown), known)

    def _document(self, source: Source, known: Mapping[int, tuple[Chunk, tuple[Part, ...]]]) -> Document:
        readings = tuple(
            known[id(chunk)][1] if id(chunk) in known else self._parts.read(chunk) for chunk in source.chunks
        )
        placed = [(part, start) for parts, start in zip(readings, source.starts, strict=True) for part in parts]
        title_index = next((i for i, (part, _) in enumerate(placed) if part.heading and part.heading.level == 1), None)
        title = self._title(*placed[title_index], source) if title_index is not None else None
        return Document(
            source=source,
            schema=self.schema,
            readings=readings,
            title=title,
            fields=tuple(self._fields(placed, title_index)),
            sections=tuple(_sections(placed, title_index, source.line_count, self.schema)),
        )

    def _title(self, part: Part, start: int, source: Source) -> Title:
        assert part.heading is not None  # noqa: S101 - asked for by the caller
        inline, line = part.heading.inline, start + part.heading.line
        text = inline.text

        def place(stretch: tuple[int, int]) -> Span:
            return inline.span(*stretch).down(start)

        span = Span(Position(line, 0), Position(line, len(without_eol(source.line(line)))))
        whole = place((0, len(text))) if text else span
        grammars = self.schema.grammars
        if is_template_heading(text, source.line(line), self.schema.ids, grammars):
            return Title(text, whole, None, template=True)
        found = match_any(grammars, text, self.schema.ids)
        if found is None:
            return Title(text, whole, None)
        grammar, match = found
        return Title(
            text=text,
            span=whole,
            fit=match.fit,
            id=text[slice(*match.id)],
            id_span=place(match.id),
            word=text[slice(*match.word)],
            name=_title_name(text, match),
            type=text[slice(*match.type)] if match.type else None,
            type_span=place(match.type) if match.type else None,
            grammar=grammar,
        )

    def _fields(self, placed: list[tuple[Part, int]], title_index: int | None) -> Iterator[Field]:
        """The fields of the head: before the first heading that is not the title."""
        for index, (part, start) in enumerate(placed):
            if part.heading is not None and index != title_index:
                return
            for caption in captions(part.blocks):
                yield self._field(caption, start)

    def _field(self, caption: Caption, start: int) -> Field:
        role = self.schema.roles.of_field(caption.name)
        items: tuple[Reference, ...] = ()
        status = status_span = None
        if role in LIST_ROLES:
            items = tuple(item.down(start) for item in self.references.read_list(caption.inline, *caption.value_range))
        elif role is FieldRole.STATUS:
            status = self.schema.statuses.read(caption.value)
            offset = caption.value_range[0]
            status_span = caption.inline.span(offset + status.start, offset + status.end).down(start)
        return Field(
            name=caption.name,
            spec=self.schema.field_named(caption.name),
            role=role,
            name_span=caption.name_span.down(start),
            value=caption.value,
            value_span=caption.value_span.down(start),
            items=items,
            status=status,
            status_span=status_span,
        )


_SLUG_JOINTS = re.compile(r"[-_]+")


def _title_name(text: str, match: HeadingMatch) -> str:
    """The title; where the heading has none, the slug behind the ID in words."""
    title = text[slice(*match.title)]
    slug = text[match.id[1] : match.word[1]]
    return title or _SLUG_JOINTS.sub(" ", slug).strip()


def _sections(
    placed: list[tuple[Part, int]], title_index: int | None, line_count: int, schema: Schema
) -> Iterator[Section]:
    """The sections behind the title; without a title, all of them."""
    first = 0 if title_index is None else title_index + 1
    lines = [start + part.line for part, start in placed]
    for index in range(first, len(placed)):
        part, start = placed[index]
        if part.heading is None:
            continue
        level = part.heading.level
        after = index + 1
        while after < len(placed) and _level(placed[after][0]) > level:
            after += 1
        yield Section(
            name=part.name,
            level=level,
            role=part.role,
            spec=schema.section_named(part.name),
            name_span=part.heading.inline.span(0, len(part.heading.inline.text)).down(start),
            heading=(lines[index], start + part.heading.end - 1),
            end=lines[after] if after < len(placed) else line_count,
            parts=tuple(placed[index:after]),
        )


def _level(part: Part) -> int:
    return part.heading.level if part.heading else 0
