"""A new document from the template: the heading filled in, the first status set, all else left to its author."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from milestone_ls.markdown import chunks
from milestone_ls.markdown.blocks import Block, Heading
from milestone_ls.markdown.chunks import Source
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.records import Record
from milestone_ls.template.captions import captions
from milestone_ls.template.grammar import Grammar
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.schema import Schema
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit, Span, apply_edits


class _Slots(Record):
    """Where a template's text is filled in: the text of its heading, and the values of its fields with their names."""

    heading: Span
    fields: tuple[tuple[str, Span], ...]


def new_document(
    schema: Schema,
    id_: str,
    title: str = "",
    *,
    grammar: Grammar | None = None,
    depends_on: Iterable[str] = (),
    parallel_with: Iterable[str] = (),
) -> str:
    """The text of a new document for the milestone *id_*; what is not given here stays as the template has it.

    grammar      the form of the heading; None: that of the template
    depends_on   the IDs for the field that names them, parallel_with likewise
    """
    slots = _slots(schema.text)
    values = {
        FieldRole.STATUS: _first_status(schema),
        FieldRole.DEPENDS_ON: ", ".join(depends_on),
        FieldRole.PARALLEL_WITH: ", ".join(parallel_with),
    }
    edits = [Edit(slots.heading, _heading(grammar or schema.grammars[0], id_, title))]
    for name, span in slots.fields:
        role = schema.roles.of_field(name)
        value = values.pop(role, "") if role is not None else ""
        if value:
            edits.append(Edit(span, value))
    return apply_edits(schema.text, edits)


def _heading(grammar: Grammar, id_: str, title: str) -> str:
    """The heading's text; without a title it ends with the ID."""
    text = grammar.fill(id_, title)
    return text if title or not grammar.after else text.removesuffix(grammar.after).rstrip()


def _first_status(schema: Schema) -> str:
    """The first word of the template's status field that means pending; the usual one where it has none."""
    field = schema.field(FieldRole.STATUS)
    words = field.words if field is not None else ()
    return next((word for word in words if schema.statuses.read(word).status is Status.PENDING), Status.PENDING.value)


@lru_cache(maxsize=8)  # templates do not change, and many documents may be offered at once
def _slots(text: str) -> _Slots:
    source = chunks.read(text, MarkdownReader())
    heading: Span | None = None
    fields: list[tuple[str, Span]] = []
    for start, block in _head(source):
        if isinstance(block, Heading) and block.level == 1 and heading is None:
            heading = block.inline.span(0, len(block.inline.text)).down(start)
        fields += ((caption.name, caption.value_span.down(start)) for caption in captions([block]))
    assert heading is not None  # noqa: S101 - a text without a level-1 heading became no schema
    return _Slots(heading, tuple(fields))


def _head(source: Source) -> Iterator[tuple[int, Block]]:
    """The blocks before the first heading of level 2, with the lines from which theirs count."""
    for start, chunk in zip(source.starts, source.chunks, strict=True):
        for block in chunk.blocks:
            if isinstance(block, Heading) and block.level > 1:
                return
            yield start, block
