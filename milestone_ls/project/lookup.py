"""What stands under a cursor: the one place that knows, for every feature that starts from a position."""

from collections.abc import Iterable, Iterator

from milestone_ls.markdown.blocks import inlines, walk
from milestone_ls.markdown.cutting import Chunk
from milestone_ls.markdown.inline import Inline
from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold
from milestone_ls.syntax.parts import Link
from milestone_ls.syntax.words import words_in
from milestone_ls.text import Position, Span


class Declaration(Record):
    """The ID in the heading of a milestone."""

    span: Span
    milestone: Milestone


class Mention(Record):
    """A word in prose that is exactly a milestone's name."""

    span: Span
    milestones: tuple[Milestone, ...]


class Item(Record):
    """An item of a reference list."""

    span: Span
    resolved: Resolved


Place = Declaration | Item | Link | Mention


class Named:
    """Which milestones words name in a plan, each word looked up once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[str, tuple[Milestone, ...]] = {}

    def by(self, word: str) -> tuple[Milestone, ...]:
        """The milestones whose name *word* is, to the letter."""
        known = self._known.get(word)
        if known is None:
            known = tuple(milestone for milestone in self._plan.bearers(word) if is_named(milestone, word))
            self._known[word] = known
        return known


def at(snapshot: Snapshot, path: str, position: Position) -> Place | None:
    """What stands at *position* of the document at *path*; None where nothing that leads anywhere does."""
    page, document = snapshot.page(path), snapshot.documents.get(path)
    if document is None:
        return None
    milestone = page.milestone if page else None
    if milestone is not None and milestone.id_span is not None and milestone.id_span.touches(position):
        return Declaration(milestone.id_span, milestone)
    for resolved in snapshot.items(path):
        span = resolved.stated.reference.span
        if span.touches(position):
            return Item(span, resolved)
    for link in document.links():
        if link.span.touches(position):
            return link
    return _mention(snapshot, path, position)


def mentions(snapshot: Snapshot, path: str) -> Iterator[Mention]:
    """The mentions in the document at *path*."""
    source, named = snapshot.documents[path].source, Named(snapshot.plan)
    for chunk, start in zip(source.chunks, source.starts, strict=True):
        for inline in _texts(chunk):
            for stretch in words_in(inline):
                mention = _named(named, inline, start, stretch)
                if mention is not None:
                    yield mention


def mentions_with(document: Document, atoms: Iterable[str], named: Named) -> Iterator[Mention]:
    """The mentions in *document* that have one of *atoms*, each together with the others of its atom."""
    for atom in atoms:
        for word in document.words(atom):
            mention = _named(named, word.inline, word.start, (word.first, word.end))
            if mention is not None:
                yield mention


def _mention(snapshot: Snapshot, path: str, position: Position) -> Mention | None:
    source = snapshot.documents[path].source
    number = source.chunk_at(position.line)
    start = source.starts[number]
    for inline in _texts(source.chunks[number]):
        index = inline.index(Position(position.line - start, position.column))
        if index is None:
            continue
        for first, end in words_in(inline):
            if first <= index <= end:
                mention = _named(Named(snapshot.plan), inline, start, (first, end))
                if mention is not None and mention.span.touches(position):
                    return mention
    return None


def _named(named: Named, inline: Inline, start: int, stretch: tuple[int, int]) -> Mention | None:
    """The longest beginning of a word that is a name: punctuation and a possessive may hang on to it."""
    first, end = stretch
    while end > first:
        word = inline.text[first:end]
        if milestones := named.by(word):
            return Mention(inline.span(first, end).down(start), milestones)
        shorter = max(word.rfind(sign) for sign in ".-_")
        if shorter <= 0:
            return None
        end = first + shorter
    return None


def is_named(milestone: Milestone, word: str) -> bool:
    """Whether *word* is one of the milestone's names to the letter, and cannot be taken for a plain word."""
    if not any(map(str.isalpha, word)) or not any(map(str.isdigit, word)):
        return False
    return word in (milestone.id, milestone.word, milestone.stem) or fold(word) == f"m{fold(milestone.id)}"


def _texts(chunk: Chunk) -> Iterator[Inline]:
    return (inline for block in walk(chunk.blocks) for inline in inlines(block))
