"""What the words of a document mean, for colours (LSP 3.17, semanticTokens).

On the protocol's standard types and modifiers, which every theme knows: an editor shows what is done, what is under way
and what is given up in its own colours.
"""

from collections.abc import Generator, Iterator
from itertools import chain

from milestone_ls.features.kinds import TokenModifier, TokenType
from milestone_ls.project.facts import Milestone
from milestone_ls.project.lookup import mentions
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.steps import finished
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span


class Token(Record):
    """A stretch of one line."""

    span: Span
    type: TokenType
    modifiers: tuple[TokenModifier, ...] = ()


_BY_STATUS = {
    Status.PENDING: (TokenType.VARIABLE, ()),
    Status.IN_PROGRESS: (TokenType.FUNCTION, ()),
    Status.COMPLETED: (TokenType.STRING, (TokenModifier.READONLY,)),
    Status.BLOCKED: (TokenType.MACRO, ()),
    Status.CANCELLED: (TokenType.COMMENT, (TokenModifier.DEPRECATED,)),
    Status.UNKNOWN: (TokenType.CLASS, ()),
}
"""IDs by what their milestone has come to; a given-up one is struck through where a theme does so."""


def tokens(snapshot: Snapshot, path: str, first: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of the document at *path* in lines *first* to *end* (0-based, half-open), in order.

    None overlaps another: of two that would, the one that begins first is kept, a list's item before a mention in it.
    """
    return finished(colouring(snapshot, path, first, end))


def colouring(
    snapshot: Snapshot, path: str, first: int = 0, end: int | None = None
) -> Generator[None, None, tuple[Token, ...]]:
    """The steps of :func:`tokens`: a long document has thousands of names."""
    found = []
    for token in _all(snapshot, path):
        if token.span.start.line >= first and (end is None or token.span.start.line < end):
            found.append(token)
        yield
    kept: list[Token] = []
    for token in sorted(found, key=lambda token: token.span.start):
        if not kept or kept[-1].span.end <= token.span.start:
            kept.append(token)
    return tuple(kept)


def _all(snapshot: Snapshot, path: str) -> Iterator[Token]:
    for span, type_, modifiers in chain(_names(snapshot, path), _words(snapshot, path)):
        # A name that runs over the end of a line is shown on the line on which it begins.
        if span.start.line == span.end.line and span.start < span.end:
            yield Token(span, type_, modifiers)


_Meant = tuple[Span, TokenType, tuple[TokenModifier, ...]]


def _names(snapshot: Snapshot, path: str) -> Iterator[_Meant]:
    page = snapshot.page(path)
    own = page.milestone if page is not None else None
    if own is not None and own.id_span is not None:
        type_, modifiers = _BY_STATUS[own.status]
        yield own.id_span, type_, (TokenModifier.DECLARATION, *modifiers)
    for item in snapshot.items(path):
        yield from _named(item.stated.reference.span, tuple(snapshot.plan.targets(item)))
    for mention in mentions(snapshot, path):
        yield from _named(mention.span, mention.milestones)


def _named(span: Span, milestones: tuple[Milestone, ...]) -> Iterator[_Meant]:
    """Of several milestones the status that all have, if they have one."""
    statuses = {milestone.status for milestone in milestones}
    if statuses:
        yield span, *_BY_STATUS[statuses.pop() if len(statuses) == 1 else Status.UNKNOWN]


def _words(snapshot: Snapshot, path: str) -> Iterator[_Meant]:
    """Words of the template's vocabulary, where they mean something, and what was left to fill in."""
    page, document = snapshot.page(path), snapshot.documents[path]
    own = page.milestone if page is not None else None
    if own is None:
        return
    if document.title is not None and document.title.type_span is not None:
        yield document.title.type_span, TokenType.TYPE, ()
    if own.status_span is not None and own.status is not Status.UNKNOWN:
        modifiers = (TokenModifier.DEPRECATED,) if own.status is Status.CANCELLED else ()
        yield own.status_span, TokenType.ENUM_MEMBER, modifiers
    for part, start in document.parts():
        for span in part.unfilled:
            yield span.down(start), TokenType.PARAMETER, ()
        for task in part.tasks:
            ticked = (TokenModifier.READONLY,) if task.status is Status.COMPLETED else ()
            yield task.box.down(start), TokenType.OPERATOR, ticked
