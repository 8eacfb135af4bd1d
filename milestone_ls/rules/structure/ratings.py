"""The rows in which a milestone rates its risks, by the columns that the template has there."""

import re
from collections.abc import Iterator, Mapping

from milestone_ls.markdown.blocks import Row, Table
from milestone_ls.records import Record
from milestone_ls.syntax.parts import Part
from milestone_ls.template.names import fold_name
from milestone_ls.template.schema import ColumnSpec
from milestone_ls.template.vocabulary import RATINGS
from milestone_ls.text import Span

_BETWEEN = re.compile(r"\s*(?:/|[-–—→]+>?|\bto\b)\s*", re.IGNORECASE)
_NOTE = re.compile(r"\s*\([^()]*\)")
_NO_LETTERS = re.compile(r"[\W_]*\Z")
_NO_VALUE = frozenset({"n/a", "na", "none", "tbd", "todo"})


class RatedRow(Record):
    """A row of a table with ratings.

    ratings   the columns of the template that hold ratings
    """

    ratings: tuple[ColumnSpec, ...]
    _row: Row
    _columns: Mapping[str, int]

    def text(self, name: str) -> str | None:
        """What stands in the column whose name begins so; None where the row has no such cell."""
        index = self._index(name)
        return None if index is None else self._row.cells[index].inline.text.strip()

    def span(self, name: str) -> Span:
        """Where that text stands, and where it would if there is none."""
        index = self._index(name)
        assert index is not None  # noqa: S101 - asked for its text before
        cell = self._row.cells[index]
        text = cell.inline.text
        return cell.inline.span(len(text) - len(text.lstrip()), len(text.rstrip())) if text.strip() else cell.span

    def _index(self, name: str) -> int | None:
        folded = fold_name(name)
        found = (index for column, index in self._columns.items() if column.startswith(folded))
        return next((index for index in found if index < self._row.written), None)


def rated_rows(section: Part | None) -> Iterator[RatedRow]:
    """The rows of a section in which the template rates something."""
    if section is None or section.spec is None:
        return
    ratings = tuple(column for column in section.spec.columns if column.words)
    for table in (block for block in section.blocks if isinstance(block, Table)) if ratings else ():
        columns = {fold_name(cell.inline.text): index for index, cell in enumerate(table.header.cells)}
        for row in table.rows:
            yield RatedRow(ratings, row, columns)


def rating_of(text: str, column: ColumnSpec) -> str | None:
    """The word of the template that a rating stands for, in letters or written out; None for anything else."""
    folded = text.strip().casefold()
    for word in column.words:
        meaning = RATINGS.get(word.upper(), "")
        if folded == word.casefold() or (meaning and folded in (meaning, meaning[:3])):
            return word
    return None


def ratings_in(text: str, column: ColumnSpec) -> list[str | None]:
    """The ratings that a cell holds: one, or the ends of ``M/H`` and ``Low to Medium``; parentheses hold none."""
    pieces = _BETWEEN.split(_NOTE.sub("", text.strip(" *_`")))
    return [rating_of(piece.strip(" *_`."), column) for piece in pieces]


def says_nothing(text: str) -> bool:
    """Whether a cell is as good as empty: a dash, ``N/A``, ``TBD``."""
    return _NO_LETTERS.match(text) is not None or text.casefold().strip(" .") in _NO_VALUE
