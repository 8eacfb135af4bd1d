"""What the template says of a field, a section, a label, a type letter or a status word."""

from collections.abc import Iterator
from dataclasses import dataclass

from milestone_ls.features.card import escaped
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.syntax.document import Document, Field
from milestone_ls.template.schema import FieldSpec, LabelSpec, SectionSpec
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Position, Span

_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Description:
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
    title = document.title
    if title is not None and title.type_span is not None and title.type is not None:
        meaning = document.schema.types.get(title.type)
        if meaning:
            yield Description(title.type_span, f"Type **{escaped(title.type)}**, {escaped(meaning)}")


def _in_fields(document: Document, position: Position) -> Iterator[Description]:
    for field in document.fields:
        if field.status is not None and field.status_span is not None and field.status.status is not Status.UNKNOWN:
            yield Description(field.status_span, f"Status: {escaped(field.status.status.replace('_', ' '))}")
        if field.spec is not None and field.name_span.start.line == position.line:
            yield Description(field.name_span, _field(field, field.spec))


def _field(field: Field, spec: FieldSpec) -> str:
    other = f", here {escaped(field.name)}" if field.name != spec.name else ""
    return "\n\n".join(
        filter(None, (f"Field **{escaped(spec.name)}**{other}", _source(spec.value), _words(spec.words)))
    )


def _in_sections(document: Document, position: Position) -> Iterator[Description]:
    for section in document.sections:
        if section.spec is not None and section.heading[0] <= position.line <= section.heading[1]:
            yield Description(section.name_span, _section(section.spec))
    for part, start in document.parts():
        if part.spec is not None and start + part.line <= position.line < start + part.end:
            specs = {label.name.casefold(): label for label in part.spec.labels}
            for caption in part.labels:
                label = specs.get(caption.name.casefold())
                if label is not None:
                    yield Description(caption.name_span.down(start), _label(label))


def _section(spec: SectionSpec) -> str:
    return "\n\n".join(filter(None, (f"Section **{escaped(spec.name)}** of the template", _source(spec.body))))


def _label(label: LabelSpec) -> str:
    return "\n\n".join(filter(None, (f"Label **{escaped(label.name)}**", _source(label.value), _words(label.words))))


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
