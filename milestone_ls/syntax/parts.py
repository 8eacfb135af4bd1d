"""A heading and what stands directly under it, read once for as long as its text stays the same.

Everything here counts lines from the part's own chunk, so that a part that an edit only moved is reused as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from milestone_ls.markdown.blocks import Block, Code, Heading, Html, Item, List, Paragraph, Quote, Table, inlines
from milestone_ls.markdown.cutting import Chunk
from milestone_ls.markdown.inline import Inline, SpotKind
from milestone_ls.records import Record, replace
from milestone_ls.syntax.names import anchor
from milestone_ls.syntax.references import Reference, ReferenceReader
from milestone_ls.template.captions import Caption, captions, in_text, is_heading
from milestone_ls.template.names import fold_name
from milestone_ls.template.reading import placeholders_in
from milestone_ls.template.roles import SectionRole
from milestone_ls.template.schema import Sample, Schema, SectionSpec
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span

_BOX = re.compile(r"\[([^\[\]\n]{0,40})\](?=\s|\Z)\s*")
CONFLICTS_COLUMN = fold_name("Conflicts")
_ANCHOR = re.compile(r"""<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*["']?([^\s"'<>]+)""", re.IGNORECASE)
_DIRECTIVE = re.compile(r"<!--\s*milestone-ls:\s*(disable|disable-next-line)\s*=\s*([\w\s,-]*?)\s*-->")


class Task(Record):
    """A list item that begins with a box.

    box      the span of the box with its brackets
    status   completed counts as ticked, cancelled leaves the count, anything else is open
    text     the visible text behind the box
    items    the milestones that a prerequisite begins with
    """

    box: Span
    status: Status
    text: str
    items: tuple[Reference, ...] = ()


class Link(Record):
    """A link with its destination, percent-encoded as written."""

    span: Span
    target: str


class Directive(Record):
    """A comment that switches findings off.

    line        the line on which the comment ends
    next_line   only what stands on the line behind it is meant
    """

    line: int
    codes: tuple[str, ...]
    next_line: bool


class Part(Record):
    """One heading with the blocks under it up to the next heading outside containers.

    heading    None for text above the first heading of a document
    line       the first line, end: the first line behind it
    spec       the section of the template that the heading names
    items      what its bullets (upstream, downstream) or its Conflicts column (resources) name
    unfilled   placeholders and sample sentences of the template that were left standing
    anchors    what links can lead to beside the heading: ``id`` in HTML, headings in lists and quotes
    """

    heading: Heading | None
    role: SectionRole | None
    spec: SectionSpec | None
    line: int
    end: int
    blocks: tuple[Block, ...]
    items: tuple[Reference, ...]
    tasks: tuple[Task, ...]
    labels: tuple[Caption, ...]
    links: tuple[Link, ...]
    unfilled: tuple[Span, ...]
    open_fences: tuple[Code, ...]
    directives: tuple[Directive, ...]
    anchors: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.heading.inline.text.strip() if self.heading else ""

    @property
    def level(self) -> int:
        """The level of the heading, 0 without one."""
        return self.heading.level if self.heading else 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands under the heading; a comment is nothing."""
        return all(isinstance(block, Html) and block.text.lstrip().startswith("<!--") for block in self.blocks)


class PartReader:
    """Reads the parts of chunks under one schema."""

    def __init__(self, schema: Schema, references: ReferenceReader) -> None:
        self._schema = schema
        self._references = references
        # A plan has the same few names in every document.
        self._spec = lru_cache(maxsize=1024)(schema.section_named)
        self._role = lru_cache(maxsize=1024)(schema.roles.of_section)
        self._samples: dict[SectionRole | None, tuple[Sample, ...]] = {}
        for sample in schema.samples:
            if sample.role is not None:
                self._samples[sample.role] = (*self._samples.get(sample.role, ()), sample)

    def read(self, chunk: Chunk) -> tuple[Part, ...]:
        """The parts of a chunk: one for its ATX heading, one for each setext heading that is not a field."""
        if chunk.front_matter:
            return ()
        starts = [index for index, block in enumerate(chunk.blocks) if type(block) is Heading and is_heading(block)]
        if not starts or starts[0] > 0:
            starts.insert(0, 0)
        parts = []
        for index, stop in pairwise([*starts, len(chunk.blocks)]):
            line = chunk.blocks[index].line if index else 0
            end = chunk.blocks[stop].line if stop < len(chunk.blocks) else len(chunk.lines)
            parts.append(self._part(chunk.blocks[index:stop], line, end))
        return tuple(parts)

    def _part(self, blocks: tuple[Block, ...], line: int, end: int) -> Part:
        schema = self._schema
        heading = blocks[0] if blocks and is_heading(blocks[0]) else None
        inner = blocks[1:] if heading else blocks
        content = _Content(inner)
        texts = [heading.inline, *content.texts] if heading else content.texts
        # Most texts hold no links, no HTML and no bold words.
        marked = [inline for inline in texts if inline.spots]
        name = heading.inline.text if heading else ""
        role = self._role(name) if heading else None
        has_html = content.has_html or any(spot.kind is SpotKind.HTML for inline in marked for spot in inline.spots)
        return Part(
            heading=heading,
            role=role,
            spec=self._spec(name) if heading else None,
            line=line,
            end=end,
            blocks=inner,
            items=tuple(self._items(role, inner)),
            tasks=tuple(self._tasks(role, content.items)),
            labels=tuple([caption for item in content.items for caption in _labels(item)]),
            links=tuple([link for inline in marked for link in _links(inline)]),
            unfilled=tuple(sorted(_unfilled(self._samples.get(role, ()), content.blocks, texts, schema))),
            open_fences=tuple([block for block in content.blocks if type(block) is Code and not block.closed]),
            directives=tuple(_directives(content.blocks)) if has_html else (),
            anchors=tuple(_anchors(content.blocks)) if has_html or content.has_headings else (),
        )

    def _items(self, role: SectionRole | None, blocks: tuple[Block, ...]) -> Iterator[Reference]:
        if role in (SectionRole.UPSTREAM, SectionRole.DOWNSTREAM):
            bullets = (item for block in blocks if isinstance(block, List) for item in block.items)
            for bullet in bullets:
                if bullet.lead is not None:
                    yield from self._references.read_bullet(bullet.lead.inline)
        elif role is SectionRole.RESOURCES:
            for table in (block for block in blocks if isinstance(block, Table)):
                yield from self._conflicts(table)

    def _tasks(self, role: SectionRole | None, all_items: Iterable[Item]) -> Iterator[Task]:
        for item in all_items:
            lead = item.lead
            if lead is None or not lead.inline.text.startswith("["):
                continue
            task = task_of(item, self._schema)
            if task is not None and role is SectionRole.PREREQUISITES:
                yield replace(task, items=self._references.read_bullet(lead.inline))
            elif task is not None:
                yield task

    def _conflicts(self, table: Table) -> Iterator[Reference]:
        names = [fold_name(cell.inline.text) for cell in table.header.cells]
        if CONFLICTS_COLUMN in names:
            column = names.index(CONFLICTS_COLUMN)
            for row in table.rows:
                inline = row.cells[column].inline
                yield from self._references.read_list(inline, 0, len(inline.text))


def task_of(item: Item, schema: Schema) -> Task | None:
    """The task that a list item is, if it begins with a box."""
    lead = item.lead
    box = _BOX.match(lead.inline.text) if lead and lead.inline.text[:1] == "[" else None
    if lead is None or box is None or any(spot.start == 0 for spot in lead.inline.spots):
        return None
    status = schema.statuses.box(box.group(1))
    if status is None:
        return None
    span = lead.inline.span(0, box.end(1) + 1)
    return Task(span, status, lead.inline.text[box.end() :])


class _Content:
    """What stands in blocks, inside lists and quotes too, in the order of the text."""

    __slots__ = ("blocks", "has_headings", "has_html", "items", "texts")

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks: list[Block] = []
        self.items: list[Item] = []
        self.texts: list[Inline] = []
        self.has_headings = self.has_html = False
        self._add(blocks)

    def _add(self, blocks: tuple[Block, ...]) -> None:
        # Every document of a plan comes through here: the kinds are told by the quickest test, the usual ones first.
        for block in blocks:
            self.blocks.append(block)
            kind = type(block)
            if kind is Paragraph:
                self.texts.append(block.inline)  # type: ignore[union-attr] # it is a paragraph
            elif isinstance(block, List):
                for item in block.items:
                    self.items.append(item)
                    self._add(item.blocks)
            elif isinstance(block, Quote):
                self._add(block.blocks)
            elif isinstance(block, Heading | Table):
                self.has_headings |= isinstance(block, Heading)
                self.texts += inlines(block)
            elif isinstance(block, Html):
                self.has_html = True


def _labels(item: Item) -> Iterable[Caption]:
    lead = item.lead
    return captions(item.blocks[:1]) if lead is None else in_text(lead.inline)


def _links(inline: Inline) -> list[Link]:
    return [Link(spot.span, spot.target) for spot in inline.spots if spot.kind is SpotKind.LINK]


def _unfilled(
    samples: Sequence[Sample], blocks: Iterable[Block], texts: Iterable[Inline], schema: Schema
) -> Iterator[Span]:
    """What the template says here, left word for word."""
    for inline in texts:
        if "{" in inline.text:
            for start, end in placeholders_in(inline):
                if inline.text[start:end] in schema.placeholders:
                    yield inline.span(start, end)
    for block in blocks:
        if isinstance(block, Table):
            for inline in (cell.inline for row in block.rows for cell in row.cells):
                if inline.text in schema.unrated and "{" not in inline.text:
                    yield inline.span(0, len(inline.text))
        elif samples and isinstance(block, Paragraph):
            yield from _sampled(samples, block.inline)


def _sampled(samples: Iterable[Sample], inline: Inline) -> Iterator[Span]:
    text = inline.text
    box = _BOX.match(text)
    start = box.end() if box else 0
    if "{" not in text and any(sample.pattern.match(text[start:]) for sample in samples):
        yield inline.span(start, len(text))


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield anchor(block.inline.text)
        texts = [block.text] if isinstance(block, Html) else []
        texts += [spot.target for inline in inlines(block) if inline.spots for spot in inline.spots_of(SpotKind.HTML)]
        for text in texts:
            yield from (found.group(1) for found in _ANCHOR.finditer(text))


def _directives(blocks: Iterable[Block]) -> Iterator[Directive]:
    for block in blocks:
        if isinstance(block, Html):
            for found in _DIRECTIVE.finditer(block.text):
                yield _directive(found, block.line + block.text.count("\n", 0, found.end()))
        for inline in inlines(block):
            for spot in inline.spots_of(SpotKind.HTML) if inline.spots else ():
                for found in _DIRECTIVE.finditer(spot.target):
                    yield _directive(found, spot.span.end.line)


def _directive(found: re.Match[str], line: int) -> Directive:
    codes = tuple(found.group(2).replace(",", " ").split())
    return Directive(line, codes, next_line=found.group(1) == "disable-next-line")
