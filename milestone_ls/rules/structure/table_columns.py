r"""A row of a table has fewer or more cells than its header.

A cell too many is shown nowhere, so what stands in it is lost to everyone who reads the page; a row with a cell too few
has mostly lost a separator, and its other cells stand under the wrong names. In a section of the template, a column of
the template that the table does not have is a hint.

Mend it by writing the missing separators; the quick fix adds empty cells at the end of a row that is short. A separator
that is meant as a sign is written ``\|``.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    «| Rain | H | L | A roof |»
    «Mice | M | L»
    «| Wind | M | L | A wall | a fence | Ann |»
    ## Resource Allocation
    «| Team/Resource | Tasks |»
    |---------------|-------|
    | Ann | Digging |

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    | Risk | Impact | Likelihood | Mitigation Strategy | Owner |
    |------|--------|------------|---------------------|-------|
    | Rain | H | L | A roof | |
    | Mice | M | L | A cat | Ann |
    | Wind | M | L | A wall \| a fence | Ann |
    ## Resource Allocation
    | Team/Resource | Tasks | Capacity | Conflicts |
    |---------------|-------|----------|-----------|
    | Ann | Digging | 2 days | None |

Near miss: rows without the outer separators, columns in another order or beside the template's, and a table that is
not the template's at all::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Risk Factors
    Risk | Likelihood | Impact | Mitigation | Owner | Since
    -----|------------|--------|------------|-------|------
    Rain | L | H | A `roof` | Ann | May
    ## Resource Allocation
    | Day | Weather |
    |-----|---------|
    | Monday | Rain |
"""

from collections.abc import Iterator

from milestone_ls.markdown.blocks import Row, Table, walk
from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix, listed
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.syntax.parts import Part
from milestone_ls.template.names import fold_name
from milestone_ls.template.schema import ColumnSpec
from milestone_ls.text import Edit, Span, without_eol


@part_rule("table-columns", Severity.WARNING)
def table_columns(subject: PartSubject) -> Iterator[Finding]:
    for table in (block for block in walk(subject.part.blocks) if isinstance(block, Table)):
        for row in table.rows:
            if row.written != len(row.cells):
                yield _uneven(subject, row)
    if subject.section is not None:
        yield from _absent_columns(subject, subject.section)


def _uneven(subject: PartSubject, row: Row) -> Finding:
    span, wanted = _row_span(subject, row), len(row.cells)
    has = f"this row has {row.written} cell{'' if row.written == 1 else 's'}, its header {wanted}"
    if row.written > wanted:
        return Finding(span, rf"{has}: what is too many is not shown; write \| for a separator that is meant as a sign")
    return Finding(span, f"{has}; add what is missing", fixes=(_padded(subject, row, span),))


def _padded(subject: PartSubject, row: Row, span: Span) -> Fix:
    is_closed = subject.text_of(span).endswith("|")
    bars = len(row.cells) - row.written + (not is_closed)
    return edit_fix("Add empty cells", subject.path, Edit(Span(span.end, span.end), " |" * bars), certain=True)


def _row_span(subject: PartSubject, row: Row) -> Span:
    """The row without the spaces around it and the markers of a quote or list before it."""
    text = without_eol(subject.stand.lines[row.line])
    first = row.cells[0].span.start.column
    bar = text.rfind("|", 0, first)
    start = bar if bar >= 0 else first
    return Span.on_line(row.line, start, max(start, len(text.rstrip(" \t"))))


def _absent_columns(subject: PartSubject, section: Part) -> Iterator[Finding]:
    """The columns of the template that the section's first table lacks, if it is that table at all."""
    columns = section.spec.columns if section.spec is not None else ()
    table = next((block for block in section.blocks if isinstance(block, Table)), None) if columns else None
    if table is None:
        return
    names = [fold_name(cell.inline.text) for cell in table.header.cells]
    absent = [column for column in columns if not _has(column, names)]
    if absent and len(absent) * 2 <= len(columns):
        quoted = listed((f'"{column.name}"' for column in absent), "and")
        are = "s are" if len(absent) > 1 else " is"
        span = _row_span(subject, table.header)
        yield Finding(span, f"the template's column{are} missing here: {quoted}", severity=Severity.HINT)


def _has(column: ColumnSpec, names: list[str]) -> bool:
    """Whether one of *names* is the column's, or short or long for it (*Mitigation* for *Mitigation Strategy*)."""
    wanted = fold_name(column.name)
    return any(name and (wanted.startswith(name) or name.startswith(wanted)) for name in names)
