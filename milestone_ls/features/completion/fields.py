"""The head of a document: the names of its fields and what their values may be."""

from collections.abc import Iterable, Iterator

from milestone_ls.features.completion import captions, vocabulary
from milestone_ls.features.completion.items import Completions, choose
from milestone_ls.features.completion.place import BULLET, CONTAINERS, Place, cell_at, chunk_start, inline_at
from milestone_ls.features.completion.references import milestones, reader_of
from milestone_ls.markdown.blocks import Block, Heading, Paragraph, Table
from milestone_ls.project.facts import FIELD_RELATIONS
from milestone_ls.records import replace
from milestone_ls.syntax.references import Reference
from milestone_ls.template.captions import Caption, in_text
from milestone_ls.template.roles import FieldRole
from milestone_ls.text import Position


def complete(place: Place, blocks: tuple[Block, ...]) -> Completions | None:
    """What may stand at a cursor in the head.

    blocks   the chain of blocks at the cursor
    """
    line, end = place.line, len(place.line)
    prefix = CONTAINERS.match(line)
    start = prefix.end() if prefix else 0
    if line.startswith("|", start) or (blocks and isinstance(blocks[-1], Table)):
        return _in_row(place, blocks)
    if (bullet := BULLET.match(line, start)) is not None:
        start = bullet.end()
    caption = captions.written(line, start, end)
    if caption is not None and place.column >= caption.end:
        return _value(place, blocks, caption.name, (caption.end, end))
    if place.column < start:
        return None
    return _further_line(place, blocks, start) or _name(place, (start, end))


def _name(place: Place, stretch: tuple[int, int]) -> Completions | None:
    where = captions.blank(place, *stretch)
    if where is None:
        return None
    inside = ":**" if _has_colon_inside(place) else "**:"
    form = captions.Form(after=inside, alone=inside)
    return choose(where.hole, captions.offers(place, where, place.schema.fields, _present(place), form))


def _present(place: Place) -> Iterator[str]:
    """The template's names of the fields that the document has, the cursor's line left out."""
    for field in place.document.fields:
        if field.spec is not None and field.name_span.start.line != place.number:
            yield field.spec.name


def _has_colon_inside(place: Place) -> bool:
    """Whether the other fields are written ``**Name:**``."""
    ends = [field.name_span.end for field in place.document.fields if field.name_span.end.line != place.number]
    return any(place.document.source.line(end.line).startswith(":*", end.column) for end in ends)


def _further_line(place: Place, blocks: tuple[Block, ...], start: int) -> Completions | None:
    """A value runs on over the further lines of its paragraph; of a list, any of them may go on."""
    caption = _caption_at(place, blocks)
    if caption is None or place.line.startswith("**", start):
        return None
    role = place.schema.roles.of_field(caption.name)
    stretch = (start, len(place.line))
    return _value(place, blocks, caption.name, stretch) if role in FIELD_RELATIONS else None


def _caption_at(place: Place, blocks: tuple[Block, ...]) -> Caption | None:
    """The caption in whose value the cursor stands, as Markdown reads it."""
    if not blocks or not isinstance(blocks[-1], Paragraph | Heading):
        return None
    here = Position(place.number - chunk_start(place), place.column)
    found = [caption for caption in in_text(blocks[-1].inline) if caption.name_span.end <= here]
    return found[-1] if found else None


def _value(place: Place, blocks: tuple[Block, ...], name: str, stretch: tuple[int, int]) -> Completions | None:
    role = place.schema.roles.of_field(name)
    match role:
        case FieldRole.STATUS:
            return vocabulary.statuses(place, *stretch)
        case FieldRole.TRACK:
            return vocabulary.tracks(place, *stretch)
        case FieldRole.DEPENDS_ON | FieldRole.PARALLEL_WITH | FieldRole.BLOCKS:
            return milestones(place, FIELD_RELATIONS[role], stretch, _items(place, blocks))
        case _:
            return None


def _items(place: Place, blocks: tuple[Block, ...]) -> Iterable[Reference]:
    """What the list at the cursor names."""
    found = inline_at(place, blocks)
    if found is None:
        return ()
    inline, start = found
    caption = _caption_at(place, blocks)
    stretch = caption.value_range if caption is not None else (0, len(inline.text))
    return (item.down(start) for item in reader_of(place).read_all(inline, *stretch))


def _in_row(place: Place, blocks: tuple[Block, ...]) -> Completions | None:
    """A row of a table with two columns, name and value."""
    cell = cell_at(place)
    table = blocks[-1] if blocks else None
    if isinstance(table, Table) and len(table.header.cells) != 2:
        return None
    if cell is None:
        return None
    number, start, end = cell
    if number == 0:
        return _name_in_row(place, start, end)
    name = place.line[:start].rstrip("| \t").rpartition("|")[2].strip("*_: \t")
    return _value(place, blocks, name, (start, end)) if number == 1 else None


def _name_in_row(place: Place, start: int, end: int) -> Completions | None:
    text = place.line[start:end]
    where = captions.blank(place, min(place.column, start + len(text) - len(text.lstrip())), end)
    if where is None or where.has_value:
        return None
    # A cell has nothing but a name, marks or not; what stands in the next one is to stay.
    where = replace(where, bold=True, has_value=end < len(place.line))
    form = captions.Form(after="** |", ending=" |", alone="**")
    return choose(where.hole, captions.offers(place, where, place.schema.fields, _present(place), form))
