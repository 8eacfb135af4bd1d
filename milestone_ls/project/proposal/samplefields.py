"""The fields that documents have in common, written as these documents write fields."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from milestone_ls.project.proposal.common import common, commonest, most
from milestone_ls.project.proposal.words import bare
from milestone_ls.syntax.document import LIST_ROLES, Document, Field
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import without_eol

_MOST_WORDS = 6
_DELIMITER = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\Z")
_STATUSES = "pending/in_progress/completed"


class _Style(Enum):
    LINE = auto()
    ITEM = auto()
    QUOTE = auto()
    ROW = auto()


class _Placed(NamedTuple):
    """A field with the line of its document on which it begins, as written."""

    document: Document
    field: Field

    @property
    def number(self) -> int:
        return self.field.name_span.start.line

    @property
    def line(self) -> str:
        return without_eol(self.document.source.line(self.number))

    @property
    def gap(self) -> int:
        """How many lines further down the next field stands; 0 for the last."""
        numbers = [field.name_span.start.line for field in self.document.fields]
        return next((number - self.number for number in numbers if number > self.number), 0)

    @property
    def style(self) -> _Style:
        start = self.line.lstrip()[:1]
        return {"|": _Style.ROW, ">": _Style.QUOTE, "-": _Style.ITEM, "*": _Style.ITEM}.get(
            "" if self.line.lstrip().startswith("**") else start, _Style.LINE
        )

    @property
    def has_colon_inside(self) -> bool:
        """``**Name:**`` rather than ``**Name**:``."""
        return self.line[self.field.name_span.end.column :].startswith(":")


def sample_fields(documents: Sequence[Document]) -> tuple[tuple[str, ...], str]:
    """The names of the fields that *documents* have in common, and the lines that a template has for them."""
    lists = [[fold_name(field.name) for field in document.fields] for document in documents]
    everything = [_Placed(document, field) for document in documents for field in document.fields]
    rows = [[placed for placed in everything if fold_name(placed.field.name) == name] for name in common(lists)]
    if not rows:
        return (), ""
    names = tuple(commonest(bare(placed.field.name) for placed in row) for row in rows)
    lines = [(name, _value(name, row)) for name, row in zip(names, rows, strict=True)]
    chosen = [placed for row in rows for placed in row]
    style = commonest(placed.style for placed in chosen)
    return names, _table(lines, chosen) if style is _Style.ROW else _lines(lines, chosen, style)


def _value(name: str, row: Sequence[_Placed]) -> str:
    """A placeholder: words to choose from where the values are few, else the name."""
    field = row[0].field
    if field.role is FieldRole.STATUS:
        return f"{{{_status_words(row)}}}"
    if field.role in LIST_ROLES:
        return f"{{{name}: IDs of milestones}}"
    values = Counter(placed.field.value for placed in row)
    few = 1 < len(values) <= _MOST_WORDS and len(values) < len(row)
    if few and all(re.fullmatch(r"[\w-]{1,20}", value) for value in values):
        return f"{{{'/'.join(value for value, _ in values.most_common())}}}"
    return f"{{{name.replace('{', '').replace('}', '')}}}"


def _status_words(row: Sequence[_Placed]) -> str:
    readings = [(placed.field.value, placed.field.status) for placed in row]
    words = Counter(
        value[reading.start : reading.end]
        for value, reading in readings
        if reading is not None and reading.status is not Status.UNKNOWN
    )
    return "/".join(word for word, _ in words.most_common(_MOST_WORDS)) if len(words) > 1 else _STATUSES


def _table(lines: Sequence[tuple[str, str]], placed: Sequence[_Placed]) -> str:
    """A table with the header that most documents have; where they have none, the first field is it."""
    headers = [header for one in placed if (header := _header(one)) is not None]
    bold = "**" if most(placed, lambda one: one.line[: one.field.name_span.start.column].endswith("**")) else ""
    rows = [f"| {bold}{name}{bold} | {value} |" for name, value in lines]
    header, body = (commonest(headers), rows) if 2 * len(headers) > len(placed) else (rows[0], rows[1:])
    return "\n".join((header, "|---|---|", *body))


def _header(placed: _Placed) -> str | None:
    """The header above a row, as written; None where the row is the header."""
    source = placed.document.source
    for number in range(placed.number, 0, -1):
        if _DELIMITER.match(without_eol(source.line(number))):
            return without_eol(source.line(number - 1)).strip()
    return None


def _lines(lines: Sequence[tuple[str, str]], placed: Sequence[_Placed], style: _Style) -> str:
    inside = most(placed, lambda one: one.has_colon_inside)
    marker = {_Style.ITEM: "- ", _Style.QUOTE: "> "}.get(style, "")
    followed = [one for one in placed if one.gap]
    end = "  " if most(followed, lambda one: one.line.endswith("  ")) else ""
    between = "\n\n" if most(followed, lambda one: one.gap > 1) and not marker else f"{end}\n"
    captions = ((f"**{name}:**" if inside else f"**{name}**:", value) for name, value in lines)
    return between.join(f"{marker}{caption} {value}" for caption, value in captions)
