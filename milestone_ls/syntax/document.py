"""A document: its title, metadata fields and sections, over parts that survive the edits that do not touch them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from milestone_ls.markdown import chunks
from milestone_ls.markdown.blocks import Heading, inlines, walk
from milestone_ls.markdown.chunks import Source
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.records import Record
from milestone_ls.syntax.parts import Link, Part, PartReader, Task
from milestone_ls.syntax.references import Reference, ReferenceReader
from milestone_ls.syntax.words import Word, atom_of, words_in
from milestone_ls.template.captions import Caption, captions
from milestone_ls.template.grammar import Fit, Grammar, HeadingMatch, is_template_heading, match_any
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.schema import FieldSpec, Schema, SectionSpec
from milestone_ls.template.vocabulary import Reading, Status
from milestone_ls.text import Edit, Position, Span, without_eol

LIST_ROLES = frozenset({FieldRole.DEPENDS_ON, FieldRole.PARALLEL_WITH, FieldRole.BLOCKS})
"""The fields whose value is a reference list."""


class Title(Record):
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


class Field(Record):
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


class Section(NamedTuple):
    """A heading below the title with all that belongs to it, down to the next heading of its level or above.

    opening   the heading, counted from its chunk
    parts     its own part and those of its sub-sections, each with the line on which its chunk begins
    end       the first line behind the section
    """

    opening: Heading
    parts: tuple[tuple[Part, int], ...]
    end: int

    @property
    def own(self) -> Part:
        """What stands right under its heading."""
        return self.parts[0][0]

    @property
    def name(self) -> str:
        return self.own.name

    @property
    def level(self) -> int:
        return self.opening.level

    @property
    def role(self) -> SectionRole | None:
        return self.own.role

    @property
    def spec(self) -> SectionSpec | None:
        """The section of the template that the heading names."""
        return self.own.spec

    @property
    def name_span(self) -> Span:
        """Where the heading's text stands."""
        inline = self.opening.inline
        return inline.span(0, len(inline.text)).down(self.parts[0][1])

    @property
    def heading(self) -> tuple[int, int]:
        """The 0-based first and last line of the heading."""
        start = self.parts[0][1]
        return start + self.opening.line, start + self.opening.end - 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it: neither text nor a sub-section."""
        return len(self.parts) == 1 and self.own.is_empty

    def items(self) -> Iterator[Reference]:
        """What the section's reference list names, with spans of the document."""
        part, line = self.parts[0]
        return (item.down(line) for item in part.items)

    def progress(self) -> tuple[int, int]:
        """How many of its tasks are done, and how many there are; cancelled ones do not count."""
        statuses = [task.status for part, _ in self.parts for task in part.tasks]
        return statuses.count(Status.COMPLETED), len(statuses) - statuses.count(Status.CANCELLED)

    def tasks(self) -> Iterator[tuple[Task, Span]]:
        """The tasks with the spans of their boxes in the document."""
        for part, line in self.parts:
            for task in part.tasks:
                yield task, task.box.down(line)


Readings = tuple[tuple[Part, ...], ...]


class Document(Record, dict=True):  # the sections are worked out when somebody asks for them
    """All that one text says, with every place to the column.

    readings   the parts of each chunk of *source*
    """

    source: Source
    schema: Schema
    readings: Readings
    title: Title | None
    fields: tuple[Field, ...]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections behind the title, in the order of their headings; all there are without a title."""
        parts = tuple(self.parts())
        title = next((index for index, (part, _) in enumerate(parts) if part.level == 1), -1)
        return tuple(_sections(parts[title + 1 :], self.source.line_count))

    @property
    def sections_before_title(self) -> tuple[Section, ...]:
        """The sections above the title, in the order of their headings; none without a title."""
        parts = tuple(self.parts())
        title = next((index for index, (part, _) in enumerate(parts) if part.level == 1), 0)
        part, start = parts[title]
        return tuple(_sections(parts[:title], start + part.line))

    def field(self, role: FieldRole) -> Field | None:
        """The first field of that role."""
        return next((field for field in self.fields if field.role is role), None)

    def sections_of(self, *roles: SectionRole) -> Iterator[Section]:
        """The sections of those roles, in the order of their headings; no other is looked at."""
        found = [place for role in dict.fromkeys(roles) for place in self._by_role.get(role, ())]
        for number, _, part in sorted(found, key=itemgetter(0, 1)) if len(roles) > 1 else found:
            if self._is_section(number, part):
                yield self._section(number, part)

    @cached_property
    def _by_role(self) -> Mapping[SectionRole, list[tuple[int, int, Part]]]:
        """The parts that have a role, each with its chunk and its place in that."""
        found: dict[SectionRole, list[tuple[int, int, Part]]] = {}
        for number, reading in enumerate(self.readings):
            for index, part in enumerate(reading):
                if part.role is not None:
                    found.setdefault(part.role, []).append((number, index, part))
        return found

    def _is_section(self, number: int, part: Part) -> bool:
        """Whether a part of chunk *number* stands behind the title."""
        title = self.title_part
        if title is None or number != self.title_chunk:
            return title is None or number > self.title_chunk
        reading = self.readings[number]
        return _index(reading, part) > _index(reading, title)

    def _section(self, number: int, part: Part) -> Section:
        """The section that begins with a part of chunk *number*."""
        assert part.heading is not None  # noqa: S101 - it has a role
        starts = self.source.starts
        first = _index(self.readings[number], part)
        found = [(part, starts[number])]
        for chunk in range(number, len(self.readings)):
            for other in self.readings[chunk][first + 1 if chunk == number else 0 :]:
                if other.level <= part.level:
                    return Section(part.heading, tuple(found), starts[chunk] + other.line)
                found.append((other, starts[chunk]))
        return Section(part.heading, tuple(found), self.source.line_count)

    @cached_property
    def title_chunk(self) -> int:
        """The index of the chunk that holds the first level-1 heading; of no chunk where there is none."""
        return _chunk_of_title(self.readings)

    @property
    def title_part(self) -> Part | None:
        """The part of the first level-1 heading."""
        found = self.readings[self.title_chunk : self.title_chunk + 1]
        return next((part for reading in found for part in reading if part.level == 1), None)

    @cached_property
    def tops(self) -> int:
        """How many level-1 headings there are."""
        return sum([part.heading is not None and part.heading.level == 1 for read in self.readings for part in read])

    @cached_property
    def open_fences(self) -> bool:
        """Whether there is code without an end: up to that of the text, or of a list item or quote."""
        return bool([True for reading in self.readings for part in reading if part.open_fences])

    def parts(self) -> Iterator[tuple[Part, int]]:
        """Every part with the line on which its chunk begins."""
        return _placed(self.readings, self.source)

    def links(self) -> Iterator[Link]:
        """Every link, with spans of the document."""
        placed = zip(self.readings, self.source.starts, strict=True)
        for part, start in [(part, start) for reading, start in placed for part in reading if part.links]:
            for link in part.links:
                yield Link(link.span.down(start), link.target)

    @cached_property
    def linked(self) -> Mapping[str, tuple[Span, ...]]:
        """The destinations of links, percent-encoded as written, to the links that lead there."""
        found: dict[str, list[Span]] = {}
        for link in self.links():
            found.setdefault(link.target, []).append(link.span)
        return {target: tuple(spans) for target, spans in found.items()}

    def words(self, atom: str) -> tuple[Word, ...]:
        """The words outside code of which :func:`~milestone_ls.syntax.words.atom_of` says *atom*."""
        if atom not in self._words:
            self._words[atom] = tuple(self._words_with(atom))
        return self._words[atom]

    @cached_property
    def _words(self) -> dict[str, tuple[Word, ...]]:
        """What was asked for so far."""
        return {}

    def _words_with(self, atom: str) -> Iterator[Word]:
        for chunk, start in zip(self.source.chunks, self.source.starts, strict=True):
            if atom in "".join(chunk.lines).casefold():
                for inline in (inline for block in walk(chunk.blocks) for inline in inlines(block)):
                    for first, end in words_in(inline) if atom in inline.text.casefold() else ():
                        if atom_of(inline.text[first:end]) == atom:
                            yield Word(inline, start, first, end)

    @property
    def head_end(self) -> int:
        """The first line that no longer belongs to the head, where the fields stand."""
        behind = islice(self.parts(), len(tuple(_head(self.parts()))), None)
        return next((start + part.line for part, start in behind), self.source.line_count)


class DocumentReader:
    """Reads documents under one schema. One reader serves one thread."""

    def __init__(self, schema: Schema, external_prefixes: tuple[str, ...] = ()) -> None:
        self.schema = schema
        self.references = ReferenceReader(schema.ids, schema.statuses, external_prefixes)
        self._parts = PartReader(schema, self.references)
        self._markdown = MarkdownReader()

    def read(self, text: str) -> Document:
        """The document that *text* is; any text is one."""
        return self.read_source(chunks.read(text, self._markdown))

    def read_source(self, source: Source) -> Document:
        """The document that Markdown already read is: for those who try several schemas on one text."""
        return self._document(source, tuple(self._parts.read(chunk) for chunk in source.chunks))

    def update(self, document: Document, edits: Iterable[Edit]) -> Document:
        """*document* after *edits*, each of which speaks of the text that the one before it left.

        Equal to reading the resulting text from scratch; what no edit touched is taken over.
        """
        source, head, tail = chunks.update(document.source, edits, self._markdown)
        before = document.readings
        new = map(self._parts.read, source.chunks[head : len(source.chunks) - tail])
        readings = (*before[:head], *new, *before[len(before) - tail :])
        if head > document.title_chunk:
            return Document(source, self.schema, readings, document.title, document.fields)
        return self._document(source, readings)

    def _document(self, source: Source, readings: Readings) -> Document:
        titled = next(((part, start) for part, start in _placed(readings, source) if part.level == 1), None)
        return Document(
            source=source,
            schema=self.schema,
            readings=readings,
            title=self._title(*titled, source) if titled else None,
            fields=tuple(self._fields(_head(_placed(readings, source)))),
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

    def _fields(self, head: Iterable[tuple[Part, int]]) -> Iterator[Field]:
        for part, start in head:
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
            status_span = caption.span_in_value(status.start, status.end).down(start)
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


def _placed(readings: Readings, source: Source) -> Iterator[tuple[Part, int]]:
    for reading, start in zip(readings, source.starts, strict=True):
        for part in reading:
            yield part, start


def _chunk_of_title(readings: Readings) -> int:
    """The index of the chunk that holds the title, on which the chunks behind it have no bearing."""
    found = (index for index, reading in enumerate(readings) if any(part.level == 1 for part in reading))
    return next(found, len(readings))


def _index(reading: tuple[Part, ...], part: Part) -> int:
    return next(index for index, other in enumerate(reading) if other is part)


def _head(parts: Iterable[tuple[Part, int]]) -> Iterator[tuple[Part, int]]:
    """The parts in which fields stand: up to the first heading that is not the title."""
    titled = False
    for part, start in parts:
        if part.heading is not None:
            if titled or part.level > 1:
                return
            titled = True
        yield part, start


def _sections(parts: tuple[tuple[Part, int], ...], line_count: int) -> Iterator[Section]:
    lines = [*(start + part.line for part, start in parts), line_count]
    ends = [len(parts)] * len(parts)
    open_sections: list[int] = []
    for index, (part, _) in enumerate(parts):
        while open_sections and parts[open_sections[-1]][0].level >= part.level:
            ends[open_sections.pop()] = index
        open_sections.append(index)
    for index, (part, _) in enumerate(parts):
        if part.heading is not None:
            yield Section(part.heading, parts[index : ends[index]], lines[ends[index]])
