"""A status written as a document writes such things: in the template's words, in capitals, in brackets, as an emoji."""

from collections.abc import Iterator

from milestone_ls.rules.passages import passage, place_in
from milestone_ls.syntax.document import Document
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.schema import Schema
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit, Span


def word_of(schema: Schema, status: Status) -> str:
    """The template's word for *status*, else the usual one."""
    field = schema.field(FieldRole.STATUS)
    words = field.words if field is not None else ()
    return next((word for word in words if schema.statuses.read(word).status is status), status.value)


def written_like(schema: Schema, status: Status, like: str) -> str:
    """*status* in the form of *like*: ``DONE`` becomes ``IN PROGRESS``, ``[Done]`` ``[Pending]``, an emoji another."""
    marks = [character for character in like if schema.statuses.mark(character) is not None]
    mark = schema.statuses.mark_of(status) if marks else None
    words = like.translate({ord(character): None for character in marks}).strip()
    if mark is not None and not any(character.isalnum() for character in words):
        return mark
    opening, closing = ("[", "]") if words.startswith("[") and words.endswith("]") else ("", "")
    written = opening + _in_case_of(words.strip("[]"), word_of(schema, status)) + closing
    return f"{mark} {written}" if mark is not None else written


def _in_case_of(words: str, word: str) -> str:
    if words.isupper():
        return word.replace("_", " ").upper()
    if words[:1].isupper():
        return word.replace("_", " ").capitalize()
    return word


def marks_beside(document: Document, span: Span, status: Status, but: Span) -> Iterator[Edit]:
    """The edits that turn the status marks in *span*, those in *but* left out, into the one that *status* has."""
    source, statuses = passage(document, span), document.schema.statuses
    for at, character in enumerate(source):
        place = place_in(span.start, source, at)
        found = statuses.mark(character)
        if found in (None, status) or but.start <= place < but.end:
            continue
        mark = statuses.mark_of(status)
        if mark is not None:
            yield Edit(Span(place, place.right(1)), mark)


def status_edits(document: Document, status: Status) -> tuple[Edit, ...]:
    """The edits that make the document's status field say *status*; what stands behind the word stays."""
    field = document.field(FieldRole.STATUS)
    if field is None or field.status_span is None:
        return ()
    written = passage(document, field.status_span)
    new = Edit(field.status_span, written_like(document.schema, status, written))
    return (new, *marks_beside(document, field.value_span, status, but=field.status_span))


def agree(one: Status, other: Status) -> bool:
    """Whether two statuses may both be said of one milestone: nobody knows one, or it is blocked and open besides."""
    if one is other or Status.UNKNOWN in (one, other):
        return True
    return Status.BLOCKED in (one, other) and one.is_open and other.is_open
