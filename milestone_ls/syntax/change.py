"""What an edit changes of a document, for those who asked it something before and would not ask in vain again.

A document says many things: its fields, its outline, its boxes, its links. Whoever went by some of them alone, a rule
or the facts that other documents see, has to ask again only where one of these differs. That is told from the parts
that an edit replaced, whatever the size of the document around them. Who asks for what is not known here.

Only what two documents have in common is compared, so that several edits may lie between them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Flag, auto
from functools import cached_property
from typing import NamedTuple

from milestone_ls.markdown.blocks import Paragraph, items
from milestone_ls.markdown.cutting import Chunk
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.labels import estimated_items, quantities_in_part
from milestone_ls.syntax.parts import Part
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.text import Span


class Sees(Flag):
    """What somebody goes by who asks a document something."""

    NOTHING = 0
    TITLE = auto()
    FIELDS = auto()
    HEAD = TITLE | FIELDS
    NEEDS = auto()  # of what kind the items of the depends-on field are
    TOP = auto()  # the text around them
    OUTLINE = auto()  # the headings, and whether something stands under them
    ANCHORS = auto()  # what links can lead to
    BOXES = auto()  # which items of lists have boxes, and what these say
    TASKS = auto()  # what stands behind the boxes
    QUANTITIES = auto()  # durations and other labels with figures
    ESTIMATES = auto()  # tokens in the deliverables
    UNFILLED = auto()  # what was left standing of the template
    LINKS = auto()
    TARGETS = auto()  # where the links lead
    ITEMS = auto()  # the milestones that sections name
    PREREQUISITES = auto()  # the boxes of what is needed first, and what stands behind them
    LISTS = auto()  # the text of the sections that name those upstream and downstream
    TABLES = auto()  # the text of the sections on risks and resources
    SUMMARY = auto()  # the first paragraph of the Overview
    DIRECTIVES = auto()  # comments that switch findings off
    FENCES = auto()  # code that runs on to the end of the text
    FACTS = auto()  # the milestone that the plan takes the document for
    PLACES = auto()  # on which lines that stands which is as it was
    TEXT = auto()  # all there is


EVERYTHING = ~Sees.NOTHING
_LIST_ROLES = frozenset({SectionRole.UPSTREAM, SectionRole.DOWNSTREAM})
_TABLE_ROLES = frozenset({SectionRole.RISKS, SectionRole.RESOURCES})


class Stand(NamedTuple):
    """A part and where it stands. Lines count from its chunk.

    sections   those that hold it, the outer before the inner; it is the last of them itself if it is a section
    """

    part: Part
    chunk: Chunk
    sections: tuple[Part, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Those of the chunk, with their ends."""
        return self.chunk.lines

    @property
    def is_section(self) -> bool:
        """Whether it stands behind the title and has a heading."""
        return bool(self.sections) and self.sections[-1] is self.part

    @property
    def roles(self) -> frozenset[SectionRole | None]:
        """The roles of the sections that hold it."""
        return frozenset(section.role for section in self.sections)

    @property
    def text(self) -> tuple[str, ...]:
        return self.lines[self.part.line : self.part.end]

    def passage(self, span: Span) -> tuple[str, ...]:
        """What stands on the lines of *span*, cut at its ends."""
        (first, start), (last, end) = span
        return (self.lines[first][start : end if first == last else None], *self.lines[first + 1 : last + 1])


def stands(document: Document, first: int = 0, end: int | None = None) -> Iterator[tuple[Stand, ...]]:
    """The parts of the chunks from number *first* up to number *end*, by chunk."""
    title = document.title_part
    holding = _holding(document, first)
    is_behind = holding is not None
    above = holding or []
    for reading, chunk in zip(document.readings[first:end], document.source.chunks[first:end], strict=True):
        found = []
        for part in reading:
            while above and above[-1].level >= part.level:
                above.pop()
            if is_behind and part.heading is not None:
                above.append(part)
            found.append(Stand(part, chunk, tuple(above)))
            is_behind = is_behind or part is title
        yield tuple(found)


def _holding(document: Document, number: int) -> list[Part] | None:
    """The sections that are open where chunk *number* begins, the outer first; None above the title."""
    title, level, floor = document.title_part, 7, 2 if document.tops < 2 else 1
    if title is not None and number <= document.title_chunk:
        return None
    found: list[Part] = []
    for reading in reversed(document.readings[document.title_chunk if title is not None else 0 : number]):
        for part in reversed(reading):
            if part is title or level <= floor:
                return found[::-1]
            if 0 < part.level < level:
                found.append(part)
                level = part.level
    return found[::-1]


class Change(Record, dict=True):  # what differs is worked out when somebody asks
    """Two documents, *before* and *after* some edits: all chunks but those from *first* on are the same.

    gone, come   how many chunks the edits made way with, and how many came in their place
    """

    before: Document
    after: Document
    first: int
    gone: int
    come: int

    @classmethod
    def between(cls, before: Document, after: Document) -> "Change":
        ours, theirs = before.readings, after.readings
        most = min(len(ours), len(theirs))
        first = next((at for at in range(most) if ours[at] is not theirs[at]), most)
        tail = next((at for at in range(most - first) if ours[-1 - at] is not theirs[-1 - at]), most - first)
        return cls(before, after, first, len(ours) - first - tail, len(theirs) - first - tail)

    @cached_property
    def growth(self) -> int:
        """By how many lines what stands behind the edits has moved."""
        return self.after.source.line_count - self.before.source.line_count

    @cached_property
    def differs(self) -> Sees:
        """What the two documents do not say alike; everything where the structure is another one."""
        if not self.gone and not self.come:
            return Sees.NOTHING
        old, new = self._stands(self.before, self.gone), self._stands(self.after, self.come)
        if self._is_reshaped(old, new):
            return EVERYTHING
        found = Sees.TEXT
        for what, view in _VIEWS.items():
            if any(view(one) != view(other) for one, other in zip(old, new, strict=True)):
                found |= what
        return found | Sees.TOP | self._head() if self.first <= self.before.title_chunk else found

    def _head(self) -> Sees:
        before, after = self.before, self.after
        found = Sees.NOTHING if before.title == after.title else Sees.TITLE
        if before.fields != after.fields:
            found |= Sees.FIELDS if _needs(before) == _needs(after) else Sees.FIELDS | Sees.NEEDS
        return found

    def _stands(self, document: Document, chunks: int) -> list[Stand]:
        return [stand for found in stands(document, self.first, self.first + chunks) for stand in found]

    def _is_reshaped(self, old: Sequence[Stand], new: Sequence[Stand]) -> bool:
        """Whether sections came, went or got another meaning, or code runs on to the end of the text."""
        if self.before.open_fences or self.after.open_fences:
            return True
        return list(map(_shape, old)) != list(map(_shape, new))

    @property
    def moves(self) -> bool:
        """Whether some chunk that both have, or the edits brought back, begins on another line."""
        gone = self.before.source.starts[self.first : self.first + self.gone]
        return bool(self.growth) or gone != self.after.source.starts[self.first : self.first + self.come]

    def line(self, number: int) -> int | None:
        """Where a line of the text before stands now; None where nobody knows."""
        starts, now = self.before.source.starts, self.after.source.starts
        behind = self.first + self.gone
        if behind < len(starts) and number >= starts[behind]:
            return number + self.growth
        second = self.first + 1
        if self.gone < 2 or number < starts[second]:
            return number
        return number if starts[second:behind] == now[second : self.first + self.come] else None


def _needs(document: Document) -> object:
    field = document.field(FieldRole.DEPENDS_ON)
    return field and [item.shape for item in field.items]


def _shape(stand: Stand) -> object:
    part = stand.part
    return part.level, part.role, part.spec, part.line


def _boxes(stand: Stand) -> object:
    part = stand.part
    return [(task.status, task.box) for task in part.tasks], [item.line for item in items(part.blocks)]


def _unfilled(stand: Stand) -> object:
    return [(span, stand.passage(span)) for span in stand.part.unfilled]


def _links(stand: Stand) -> object:
    return [(link, stand.passage(link.span)) for link in stand.part.links]


def _estimates(stand: Stand) -> object:
    if SectionRole.DELIVERABLES not in stand.roles:
        return None
    return [(estimate, stand.passage(span)) for estimate, span in estimated_items(stand.part)]


def _items(stand: Stand) -> object:
    part = stand.part
    tasks = part.tasks if part.role is SectionRole.PREREQUISITES else ()
    return part.items, [(task.items, task.box, task.status) for task in tasks]


def _text_of(roles: frozenset[SectionRole]) -> Callable[[Stand], object]:
    return lambda stand: stand.text if stand.roles & roles else None


def _summary(stand: Stand) -> object:
    blocks = stand.part.blocks if stand.part.role is SectionRole.OVERVIEW else ()
    return next((block.inline.text for block in blocks if isinstance(block, Paragraph)), None)


_VIEWS: Mapping[Sees, Callable[[Stand], object]] = {
    Sees.OUTLINE: lambda stand: (stand.part.heading, stand.part.is_empty),
    Sees.ANCHORS: lambda stand: (stand.part.name, stand.part.anchors),
    Sees.BOXES: _boxes,
    Sees.TASKS: lambda stand: [(task.status, task.text) for task in stand.part.tasks],
    Sees.QUANTITIES: lambda stand: quantities_in_part(stand.part),
    Sees.ESTIMATES: _estimates,
    Sees.UNFILLED: _unfilled,
    Sees.LINKS: _links,
    Sees.TARGETS: lambda stand: [link.target for link in stand.part.links],
    Sees.DIRECTIVES: lambda stand: stand.part.directives,
    Sees.ITEMS: _items,
    Sees.PREREQUISITES: lambda stand: stand.part.tasks if SectionRole.PREREQUISITES in stand.roles else None,
    Sees.LISTS: _text_of(_LIST_ROLES),
    Sees.TABLES: _text_of(_TABLE_ROLES),
    Sees.SUMMARY: _summary,
}
