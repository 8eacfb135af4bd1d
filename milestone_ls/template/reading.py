"""A template file read as a schema."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from milestone_ls.config.ids import IdPattern
from milestone_ls.config.settings import Settings
from milestone_ls.markdown import chunks
from milestone_ls.markdown.blocks import Block, Heading, Item, List, Paragraph, Table, inlines, items, walk
from milestone_ls.markdown.chunks import Source
from milestone_ls.markdown.inline import Inline, SpotKind
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.records import Record, replace
from milestone_ls.template.captions import Caption, captions, is_heading
from milestone_ls.template.grammar import Grammar, parse_grammar
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole, Roles, SectionRole
from milestone_ls.template.schema import ColumnSpec, FieldSpec, LabelSpec, Sample, Schema, SectionSpec
from milestone_ls.template.vocabulary import TYPE_MEANINGS, StatusVocabulary
from milestone_ls.text import Span

_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}")
_RATING = re.compile(r"\{?([A-Z](?:/[A-Z])+)\}?\Z")
_YES_NO = re.compile(r"\{(Yes)/(No)\b", re.IGNORECASE)
_TASK = re.compile(r"\[[ xX]\](?=\s|\Z)\s*")
_NUMBER = re.compile(r"\d+")
_HEADING_MARKS = re.compile(r"#+\s+")
_SAMPLED = (SectionRole.OVERVIEW, SectionRole.OBJECTIVES, SectionRole.DELIVERABLES)
_BUDGET = fold_name("Token Budget")


class TemplateProblem(Record):
    """Why a text is no template: *span* 0-based in code points."""

    span: Span
    message: str


def built_in_text() -> str:
    """The built-in template."""
    return (files("milestone_ls.template") / "milestone-template.md").read_text(encoding="utf-8")


@cache
def built_in_source() -> Source:
    """The built-in template as Markdown, read once: it never changes."""
    return chunks.read(built_in_text(), MarkdownReader())


def built_in_schema(settings: Settings) -> Schema:
    """The built-in template under *settings*, which may add headings, aliases and words."""
    schema = schema_of(built_in_source(), settings)
    assert isinstance(schema, Schema)  # noqa: S101 - the file is ours
    return schema


def schema_of(source: Source, settings: Settings) -> Schema | TemplateProblem:
    """The schema of a template under *settings*; a problem where the text cannot serve as a template."""
    headings = [(at, block) for at, block in _headings(source) if block.level == 1]
    if not headings:
        return TemplateProblem(
            Span.on_line(0, 0, 0), "a template begins with a heading such as `# Milestone: {ID} {Title}`"
        )
    line, title = headings[0]
    grammar = parse_grammar(title.inline.text)
    if grammar is None:
        span = Span.on_line(line, 0, len(source.line(line).rstrip("\r\n")))
        return TemplateProblem(span, "the heading of a template needs an `{ID}` slot, as in `# {ID}: {Title}`")
    roles = Roles(settings.aliases.fields, settings.aliases.sections)
    fields = tuple(_fields(source, roles))
    samples = tuple(_samples(source, roles))
    sections = tuple(_sections(source, roles, samples))
    status = next((field for field in fields if field.role is FieldRole.STATUS), None)
    return Schema(
        grammars=(grammar, *_more_grammars(settings)),
        fields=fields,
        sections=sections,
        placeholders=frozenset(_placeholders(source)),
        unrated=frozenset(column.value for section in _flat(sections) for column in section.columns if column.words),
        samples=samples,
        statuses=StatusVocabulary(status.words if status else (), settings.status),
        types={letter: TYPE_MEANINGS.get(letter.upper(), "") for letter in grammar.types},
        roles=roles,
        ids=IdPattern(settings.id_pattern),
        text=source.text,
    )


def _more_grammars(settings: Settings) -> Iterator[Grammar]:
    for form in settings.heading:
        if (grammar := parse_grammar(_HEADING_MARKS.sub("", form, count=1))) is not None:
            yield grammar


def _headings(source: Source) -> Iterator[tuple[int, Heading]]:
    """Headings outside all containers, with the lines on which they stand."""
    for start, chunk in zip(source.starts, source.chunks, strict=True):
        for block in chunk.blocks:
            if is_heading(block):
                yield start + block.line, block


def _fields(source: Source, roles: Roles) -> Iterator[FieldSpec]:
    for caption in captions(_head(source)):
        value = caption.value
        role = roles.of_field(caption.name)
        words = _alternatives(value) if role is FieldRole.STATUS else ()
        yield FieldSpec(caption.name, role, value, words)


def _head(source: Source) -> Iterator[Block]:
    """The blocks before the first heading of level 2."""
    for chunk in source.chunks:
        for block in chunk.blocks:
            if is_heading(block) and block.level > 1:
                return
            yield block


def _alternatives(placeholder: str) -> tuple[str, ...]:
    """The words of a placeholder such as ``{pending/in_progress/completed}``."""
    placeholder = placeholder.strip()
    if placeholder.startswith("{") and "/" not in placeholder:
        return ()  # prose, as in `{how far it is}`
    return tuple(word.strip() for word in placeholder.strip("{}").split("/") if word.strip())


def _sections(source: Source, roles: Roles, samples: Sequence[Sample]) -> Iterator[SectionSpec]:
    """Sections of level 2 with their sub-sections of level 3; anything deeper belongs to their text.

    A heading that holds a slot (``## Phase {Number}: {Title}``) stands for any number of sections, each with a name of
    its own: a new document gets one, and no document misses it.
    """
    places = [(line, block) for line, block in _headings(source) if block.level <= 3]
    ends = [*(line for line, _ in places), source.line_count][1:]
    index = 0
    while index < len(places):
        first, heading = places[index]
        if heading.level == 1:  # the title, or one that ends the section before it
            index += 1
            continue
        spec = _section(source, roles, samples, (first, ends[index]), heading)
        index += 1
        inner: list[SectionSpec] = []
        while heading.level == 2 and index < len(places) and places[index][1].level == 3:
            line, sub_heading = places[index]
            if not _PLACEHOLDER.search(sub_heading.inline.text):
                inner.append(_section(source, roles, samples, (line, ends[index]), sub_heading))
            index += 1
        if not _PLACEHOLDER.search(spec.name):
            yield replace(spec, subsections=tuple(inner), source=_text(source, first, ends[index - 1]))


def _text(source: Source, first: int, end: int) -> str:
    r"""The lines from *first* to before *end*, with ``\n`` for line ends and without blank lines at the end."""
    return "".join(source.line(number).rstrip("\r\n") + "\n" for number in range(first, end)).rstrip()


def _section(
    source: Source, roles: Roles, samples: Sequence[Sample], extent: tuple[int, int], heading: Heading
) -> SectionSpec:
    name = heading.inline.text.strip()
    blocks = list(_between(source, *extent))
    all_items = tuple(items(tuple(blocks)))
    tables = [block for block in blocks if isinstance(block, Table)]
    return SectionSpec(
        name=name,
        level=heading.level,
        role=roles.of_section(name),
        source=_text(source, *extent),
        labels=tuple(_labels(all_items)),
        columns=tuple(_columns(tables[0])) if tables else (),
        holds_tasks=any(item.lead is not None and _TASK.match(item.lead.inline.text) for item in all_items),
        slots=_slots(blocks, [sample.pattern for sample in samples if sample.role is roles.of_section(name)]),
    )


def _slots(blocks: Sequence[Block], samples: Sequence[re.Pattern[str]]) -> int:
    """How many places *blocks* hold that an author is to fill."""
    count = 0
    for block in walk(tuple(blocks)):
        for inline in inlines(block):
            placeholders = sum(1 for _ in placeholders_in(inline))
            if placeholders:
                count += placeholders
            elif isinstance(block, Table):
                count += _RATING.match(inline.text) is not None
            elif isinstance(block, Paragraph):
                count += any(sample.match(_TASK.sub("", inline.text, count=1)) for sample in samples)
    return count


def _between(source: Source, first: int, end: int) -> Iterator[Block]:
    """The blocks on the lines behind *first* and before *end*."""
    for start, chunk in zip(source.starts, source.chunks, strict=True):
        for block in chunk.blocks:
            if first < start + block.line < end:
                yield block


def _labels(items: Sequence[Item]) -> Iterator[LabelSpec]:
    for item in items:
        for caption in captions(item.blocks[:1]):
            yield LabelSpec(caption.name, caption.value, _label_words(caption))


def _label_words(caption: Caption) -> tuple[str, ...]:
    if (answer := _YES_NO.match(caption.value)) is not None:
        return answer.groups()
    if fold_name(caption.name) == _BUDGET:
        return tuple(word.split()[0] for word in _alternatives(caption.value))
    return ()


def _columns(table: Table) -> Iterator[ColumnSpec]:
    first = table.rows[0].cells if table.rows else ()
    for index, cell in enumerate(table.header.cells):
        value = first[index].inline.text if index < len(first) else ""
        rating = _RATING.match(value)
        yield ColumnSpec(cell.inline.text, value, tuple(rating.group(1).split("/")) if rating else ())


def _placeholders(source: Source) -> Iterator[str]:
    for chunk in source.chunks:
        for block in walk(chunk.blocks):
            for inline in inlines(block):
                yield from (inline.text[start:end] for start, end in placeholders_in(inline))


def placeholders_in(inline: Inline) -> Iterator[tuple[int, int]]:
    """Where in a text ``{…}`` stand, outside of code."""
    codes = list(inline.spots_of(SpotKind.CODE))
    for found in _PLACEHOLDER.finditer(inline.text):
        if not any(code.start <= found.start() < code.end for code in codes):
            yield found.span()


def _samples(source: Source, roles: Roles) -> Iterator[Sample]:
    """Sentences of Overview, Objectives and Deliverables that stand for what an author is to write."""
    places = [*_headings(source), (source.line_count, None)]
    for (line, heading), (end, _) in pairwise(places):
        role = roles.of_section(heading.inline.text) if heading else None
        if role not in _SAMPLED:
            continue
        blocks = list(_between(source, line, end))
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            yield Sample(role, _sample_pattern(blocks[0].inline.text))
        texts = [
            _TASK.sub("", item.lead.inline.text, count=1)
            for block in blocks
            if isinstance(block, List)
            for item in block.items
            if item.lead is not None
        ]
        shapes = [_NUMBER.sub("0", _PLACEHOLDER.sub("{}", text)) for text in texts]
        for text, shape in zip(texts, shapes, strict=True):
            if shapes.count(shape) > 1 and _NUMBER.search(text):
                yield Sample(role, _sample_pattern(text))
                break


def _sample_pattern(text: str) -> re.Pattern[str]:
    """Matches *text* with any running number; a parenthesis with placeholders may be filled in or absent."""
    text = re.sub(r"\s*\([^()]*\{[^()]*\)\s*\Z", "", " ".join(text.split()))
    parts = [re.escape(part).replace(r"\ ", r"\s+") for part in _NUMBER.split(text)]
    return re.compile(r"\s*" + r"\d+".join(parts) + r"(?:\s*\([^()\n]*\))?\s*\Z")


def _flat(sections: Sequence[SectionSpec]) -> Iterator[SectionSpec]:
    for section in sections:
        yield section
        yield from section.subsections
