"""The sections that documents have in common, with what usually stands in them, as a template writes it.

Numbered sections (``Phase 1.2: Wiring``) have in common what stands around the number: a template has one of them, with
slots in its heading.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from milestone_ls.markdown.blocks import Block, Code, List, Paragraph, Table
from milestone_ls.markdown.inline import SpotKind
from milestone_ls.project.proposal.common import common, commonest, is_common, most
from milestone_ls.project.proposal.words import bare
from milestone_ls.syntax.document import Document, Section
from milestone_ls.template.captions import Caption, captions, in_text
from milestone_ls.template.names import fold_name
from milestone_ls.template.vocabulary import RATINGS

_NUMBERED = re.compile(
    r"(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?) \d+(?:\.\d+)*[a-zA-Z]?(?P<mark> ?[:.)–—-])?(?: (?P<title>\S.*))?"
)
_UNRATED = "/".join(RATINGS)
_DEEPEST = 3


class SampleSection(NamedTuple):
    """A section of a template: its name and its whole text."""

    name: str
    text: str


def sample_sections(documents: Sequence[Document]) -> tuple[SampleSection, ...]:
    """The sections of level 2 that *documents* have in common, in their usual order."""
    lists = [[section for section in document.sections if section.level == 2] for document in documents]
    return tuple(_sections(lists, documents))


def _sections(lists: Sequence[Sequence[Section]], documents: Sequence[Document]) -> Iterator[SampleSection]:
    """What *lists* have in common, each of the sections right below one heading of the document of the same index."""
    literal = set(common([[fold_name(section.name) for section in sections] for sections in lists]))
    keys = [[_key(section, literal) for section in sections] for sections in lists]
    for key in common(keys):
        found = [
            (section, document)
            for sections, names, document in zip(lists, keys, documents, strict=True)
            for section, name in zip(sections, names, strict=True)
            if name == key
        ]
        yield _section([section for section, _ in found], [document for _, document in found])


def _key(section: Section, literal: set[str]) -> str:
    """The name by which a section is compared; of a numbered one that is not *literal* with ``#`` for what varies."""
    name = fold_name(section.name)
    numbered = _NUMBERED.fullmatch(bare(section.name))
    return name if name in literal or numbered is None else f"{fold_name(numbered['noun'])} #{numbered['mark'] or ''}"


def _section(sections: Sequence[Section], documents: Sequence[Document]) -> SampleSection:
    level = sections[0].level
    name = commonest(bare(section.name) for section in sections)
    numbered = _NUMBERED.fullmatch(name)
    if numbered is not None and len({fold_name(section.name) for section in sections}) > 1:
        name = f"{numbered['noun']} {{Number}}{numbered['mark'] or ''}{' {Title}' if numbered['title'] else ''}"
    below: list[SampleSection] = []
    if level < _DEEPEST:
        inner = [list(_children(section, document)) for section, document in zip(sections, documents, strict=True)]
        below = list(_sections(inner, documents))
    body = list(_body(bare(re.sub(r"\{[^}]*\}.*", "", name)), sections))
    if not body and not below:
        body = [_slot(name)]
    return SampleSection(name, "\n\n".join((f"{'#' * level} {name}", *body, *(section.text for section in below))))


def _children(section: Section, document: Document) -> Iterator[Section]:
    for other in document.sections:
        if other.level == section.level + 1 and section.heading[1] < other.heading[0] < section.end:
            yield other


def _body(name: str, sections: Sequence[Section]) -> Iterator[str]:
    """What most of *sections* hold above their sub-sections: prose, a table, captions, labels, then a list or code."""
    own = [section.own.blocks for section in sections]
    if most(own, _begins_with_prose):
        yield _slot(name)
    yield from _tables(own)
    headed = list(_captioned([[caption for block in blocks for caption in _captions(block)] for blocks in own]))
    yield from headed
    labels = list(_labelled([list(_bullet_captions(blocks)) for blocks in own]))
    if labels:
        yield "\n".join(labels)
    if most(sections, lambda section: section.own.tasks):
        yield f"- [ ] {_slot(name)}"
    elif not labels and not headed and most(own, _has_list):
        yield f"{'1.' if most(own, _has_ordered_list) else '-'} {_slot(name)}"
    elif not headed and most(own, lambda blocks: bool(blocks) and isinstance(blocks[0], Code)):
        yield f"```\n{_slot(name)}\n```"


def _slot(name: str) -> str:
    return f"{{{re.sub('[{}]', '', name) or 'Text'}}}"


def _begins_with_prose(blocks: Sequence[Block]) -> bool:
    first = next(iter(blocks), None)
    return isinstance(first, Paragraph) and not any(in_text(first.inline))


def _has_list(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, List) for block in blocks)


def _has_ordered_list(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, List) and block.ordered for block in blocks)


def _captions(block: Block) -> Iterator[Caption]:
    if isinstance(block, Paragraph):
        yield from in_text(block.inline)


def _bullet_captions(blocks: Sequence[Block]) -> Iterator[Caption]:
    """The captions that bullets begin with; those of numbered items are their titles."""
    for block in blocks:
        if isinstance(block, List) and not block.ordered:
            yield from (caption for item in block.items for caption in captions(item.blocks[:1]))


def _captioned(lists: Sequence[Sequence[Caption]]) -> Iterator[str]:
    """The captions above or before text that *lists* have in common."""
    for spelled, found in _shared(lists):
        if most(found, lambda caption: caption.value):
            yield f"{_bold(spelled, found)} {_slot(spelled)}"
        else:
            yield f"{_bold(spelled, found)}\n- {_slot(spelled)}"


def _labelled(lists: Sequence[Sequence[Caption]]) -> Iterator[str]:
    for spelled, found in _shared(lists):
        yield f"- {_bold(spelled, found)} {_slot(spelled)}"


def _shared(lists: Sequence[Sequence[Caption]]) -> Iterator[tuple[str, list[Caption]]]:
    """The names that *lists* of captions have in common, as most write them, with the captions of each."""
    for name in common([[fold_name(caption.name) for caption in row] for row in lists]):
        found = [caption for row in lists for caption in row if fold_name(caption.name) == name]
        yield commonest(bare(caption.name) for caption in found), found


def _bold(name: str, found: Sequence[Caption]) -> str:
    return f"**{name}:**" if most(found, _has_colon_inside) else f"**{name}**:"


def _has_colon_inside(caption: Caption) -> bool:
    end = caption.name_range[1]
    return any(spot.start < end < spot.end for spot in caption.named.spots_of(SpotKind.STRONG))


def _tables(own: Sequence[Sequence[Block]]) -> Iterator[str]:
    """A table with the header that the first tables have in common, and one row."""
    tables = [table for blocks in own if (table := _first_table(blocks)) is not None]
    if not tables:
        return
    header = commonest(_header(table) for table in tables)
    same = [table for table in tables if _header(table) == header]
    if is_common(len(same), len(own)):
        names = [cell.inline.text.strip() for cell in same[0].header.cells]
        columns = zip(*(row.cells for table in same for row in table.rows), strict=True)
        values = [[cell.inline.text.strip() for cell in column] for column in columns] or [[] for _ in names]
        cells = [_cell(name, column) for name, column in zip(names, values, strict=True)]
        yield "\n".join(f"| {' | '.join(row)} |" for row in (names, ["---"] * len(names), cells))


def _first_table(blocks: Sequence[Block]) -> Table | None:
    return next((block for block in blocks if isinstance(block, Table)), None)


def _header(table: Table) -> tuple[str, ...]:
    return tuple(fold_name(cell.inline.text) for cell in table.header.cells)


def _cell(name: str, values: Sequence[str]) -> str:
    """A slot; of a column of ratings the letters, which make it one."""
    rated = sum(value.upper() in RATINGS for value in values)
    return _UNRATED if values and 4 * rated >= 3 * len(values) else _slot(name)
