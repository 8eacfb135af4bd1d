"""Cells of a section's table: ratings, the owners and teams that the plan knows, conflicting milestones."""

from milestone_ls.features.completion import vocabulary
from milestone_ls.features.completion.items import Completions
from milestone_ls.features.completion.place import Around, Place, cell_at, chunk_start, inline_at
from milestone_ls.features.completion.references import milestones, reader_of
from milestone_ls.markdown.blocks import Table
from milestone_ls.project.facts import OWNER_COLUMN, TEAM_COLUMN, Relation
from milestone_ls.syntax.parts import CONFLICTS_COLUMN
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import SectionRole
from milestone_ls.template.schema import ColumnSpec


def complete(place: Place, table: Table, around: Around) -> Completions | None:
    """What may stand in the cell at the cursor; nothing in the header."""
    cell = cell_at(place)
    line = place.number - chunk_start(place)
    if cell is None or cell[0] >= len(table.header.cells) or not any(row.line == line for row in table.rows):
        return None
    number, start, end = cell
    column = fold_name(table.header.cells[number].inline.text)
    match around.part.role, column:
        case SectionRole.RISKS, name if name == OWNER_COLUMN:
            return vocabulary.owners(place, start, end)
        case SectionRole.RESOURCES, name if name == TEAM_COLUMN:
            return vocabulary.teams(place, start, end)
        case SectionRole.RESOURCES, name if name == CONFLICTS_COLUMN:
            return _conflicts(place, table, start, end)
    spec = _spec(around, column)
    return vocabulary.ratings(place, (start, end), spec) if spec is not None and spec.words else None


def _conflicts(place: Place, table: Table, start: int, end: int) -> Completions | None:
    found = inline_at(place, (table,))
    if found is None:
        return None
    inline, first = found
    items = (item.down(first) for item in reader_of(place).read_all(inline, 0, len(inline.text)))
    return milestones(place, Relation.CONFLICT, (start, end), items)


def _spec(around: Around, column: str) -> ColumnSpec | None:
    columns = (column for spec in around.specs for column in spec.columns)
    return next((spec for spec in columns if fold_name(spec.name) == column), None)
