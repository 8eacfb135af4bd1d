"""What the template says of a field, a section, a label, a column, a type letter or a word of its vocabulary."""

import re
from collections.abc import Iterator

from milestone_ls.features.card import escaped
from milestone_ls.markdown.blocks import Table
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.rules.structure.ratings import rated_rows, ratings_in
from milestone_ls.syntax.document import Document, Field
from milestone_ls.syntax.parts import Part
from milestone_ls.template.names import fold_name, strip_symbols
from milestone_ls.template.schema import FieldSpec, LabelSpec, SectionSpec
from milestone_ls.template.vocabulary import RATINGS, Status
from milestone_ls.text import Position, Span

_MOST_LINES = 8


class Description(Record):
    """Markdown about the stretch *span*."""

    span: Span
    text: str


def described(snapshot: Snapshot, path: str, position: Position) -> Description | None:
    """What the template says of the words at *position* in a milestone; None where it says nothing."""
    page, document = snapshot.page(path), snapshot.documents[path]
    if page is None or page.milestone is None:
        return None
    found = (*_in_title(document), *_in_fields(document, position), *_in_sections(document, position))
    return next((one for one in found if one.span.touches(position)), None)


def _in_title(document: Document) -> Iterator[Description]:
    title, types = document.title, document.schema.types
    if title is not None and title.type_span is not None and title.type is not None and title.type in types:
        meaning = escaped(types[title.type] or f"a type of the template, beside {', '.join(types)}")
        yield Description(title.type_span, f"Type **{escaped(title.type)}**, {meaning}")


def _in_fields(document: Document, position: Position) -> Iterator[Description]:
    for field in document.fields:
        if field.status is not None and field.status_span is not None and field.status.known:
            yield Description(field.status_span, _status(field.status.status, field.spec))
        if field.spec is not None and field.name_span.start.line == position.line:
            yield Description(field.name_span, _field(field, field.spec))


def _status(status: Status, spec: FieldSpec | None) -> str:
    if status is Status.UNKNOWN:
        said = "Status: not known, since no one state follows from its words and marks"
    else:
        said = f"Status: **{_plain(status)}**"
    return _joined(said, _words(spec.words) if spec is not None else "")


def _field(field: Field, spec: FieldSpec) -> str:
    return _joined(
        f"Field **{escaped(spec.name)}**{_here(field.name, spec.name)}", _source(spec.value), _words(spec.words)
    )


def _in_sections(document: Document, position: Position) -> Iterator[Description]:
    for section in document.sections:
        if section.spec is not None and section.heading[0] <= position.line <= section.heading[1]:
            yield Description(section.name_span, _section(section.spec, section.name))
    for part, start in document.parts():
        if start + part.line <= position.line < start + part.end:
            for found in (*_in_labels(part), *_in_columns(part), *_in_ratings(part), *_in_boxes(part)):
                yield Description(found.span.down(start), found.text)


def _in_labels(part: Part) -> Iterator[Description]:
    """The labels of a part and the words of the template behind them."""
    specs = {label.name.casefold(): label for label in part.spec.labels} if part.spec is not None else {}
    for caption in part.labels:
        label = specs.get(caption.name.casefold())
        if label is None:
            continue
        yield Description(caption.name_span, _label(label))
        for word in label.words:
            if re.match(rf"{re.escape(word)}(?!\w)", caption.value, re.IGNORECASE):
                text = f"**{escaped(word)}**, a word of the label {escaped(label.name)}"
                yield Description(caption.span_in_value(0, len(word)), _joined(text, _source(label.value)))


def _in_columns(part: Part) -> Iterator[Description]:
    """The heads of the columns that the template has, too."""
    specs = {fold_name(column.name): column for column in part.spec.columns} if part.spec is not None else {}
    for table in (block for block in part.blocks if isinstance(block, Table)):
        for cell in table.header.cells:
            column = specs.get(fold_name(cell.inline.text))
            if column is not None:
                said = f"Column **{escaped(column.name)}**"
                yield Description(cell.span, _joined(said, _source(column.value), _words(column.words)))


def _in_ratings(part: Part) -> Iterator[Description]:
    """Ratings of risks, two of them where a cell goes from one to the other."""
    for row in rated_rows(part):
        for column in row.ratings:
            text = row.text(column.name)
            ratings = ratings_in(text[slice(*strip_symbols(text))], column) if text else []
            known = [rating for rating in ratings if rating is not None]
            if known:
                meant = " to ".join(f"**{_meaning(rating)}**" for rating in known)
                yield Description(
                    row.span(column.name), _joined(f"{escaped(column.name)}: {meant}", _words(column.words))
                )


def _in_boxes(part: Part) -> Iterator[Description]:
    for task in part.tasks:
        counts = {Status.COMPLETED: "counts as done", Status.CANCELLED: "does not count"}.get(
            task.status, "counts as open"
        )
        yield Description(task.box, f"Task: **{_plain(task.status)}**, {counts}")


def _section(spec: SectionSpec, name: str) -> str:
    said = f"Section **{escaped(spec.name)}** of the template{_here(name, spec.name)}"
    return _joined(said, _source(spec.body))


def _label(label: LabelSpec) -> str:
    return _joined(f"Label **{escaped(label.name)}**", _source(label.value), _words(label.words))


def _here(name: str, known: str) -> str:
    """How the document calls what the template calls otherwise."""
    return f", here {escaped(name)}" if fold_name(name) != fold_name(known) else ""


def _joined(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))


def _plain(status: Status) -> str:
    return escaped(status.replace("_", " "))


def _meaning(rating: str) -> str:
    return escaped(RATINGS.get(rating.upper(), rating))


def _words(words: tuple[str, ...]) -> str:
    return f"One of: {', '.join(escaped(word) for word in words)}" if words else ""


def _source(text: str) -> str:
    """The template's own text, cut down to a few lines, as code: what it holds is no Markdown of ours."""
    lines = text.strip().split("\n")
    shown = [*lines[:_MOST_LINES], "…"] if len(lines) > _MOST_LINES else lines
    longest = max((len(run) for line in shown for run in _ticks(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((f"{fence}markdown", *shown, fence)) if text.strip() else ""


def _ticks(line: str) -> Iterator[str]:
    return (run for run in "".join(sign if sign == "`" else " " for sign in line).split())
