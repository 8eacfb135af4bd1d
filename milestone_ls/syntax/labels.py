"""Where a document states its quantities: the labels of its timeline, the token budget, the deliverables' estimates.

It finds texts and their places; what the texts say is for :mod:`durations` and :mod:`tokens`.
"""

from collections.abc import Iterator, Mapping
from enum import Enum, auto

from milestone_ls.markdown.blocks import Block, Item, List
from milestone_ls.markdown.inline import Inline
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.intervals import ZERO, Interval
from milestone_ls.syntax.parts import Part, task_of
from milestone_ls.syntax.tokens import Estimate, estimates
from milestone_ls.template.captions import captions
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import SectionRole
from milestone_ls.template.schema import Schema
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span


class Quantity(Enum):
    """What a label is about."""

    DURATION = auto()
    BUFFER = auto()
    BLOCKER_RESOLUTION = auto()
    SPEEDUP = auto()
    CRITICAL_PATH = auto()
    START = auto()
    TOKEN_BUDGET = auto()


_NAMES: Mapping[str, Quantity] = {
    "duration": Quantity.DURATION,
    "estimated duration": Quantity.DURATION,
    "buffer": Quantity.BUFFER,
    "blocker resolution time": Quantity.BLOCKER_RESOLUTION,
    "parallel speedup": Quantity.SPEEDUP,
    "critical path": Quantity.CRITICAL_PATH,
    "start": Quantity.START,
    "start date": Quantity.START,
    "token budget": Quantity.TOKEN_BUDGET,
}


class Value(Record):
    """What stands behind a label: visible text, at ``inline.text[start:]`` of a text that begins *line* lines down.

    name   the label as written
    """

    name: str
    text: str
    whole: Span
    inline: Inline
    start: int
    line: int

    def span(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` stands in the document."""
        return self.inline.span(self.start + start, self.start + end).down(self.line)


_KEPT = "quantities"
"""The name under which a document keeps them."""


def quantities(document: Document) -> Mapping[Quantity, Value]:
    """The first value of each quantity: in the timeline, else among the fields; the token budget anywhere."""
    kept: Mapping[Quantity, Value] | None = vars(document).get(_KEPT)
    if kept is None:
        # The facts and several rules ask for them; like the sections, they are worked out once.
        kept = vars(document)[_KEPT] = _quantities(document)
    return kept


def _quantities(document: Document) -> Mapping[Quantity, Value]:
    found: dict[Quantity, Value] = {}
    for quantity, value in (*_in_timeline(document), *_budgets(document), *_in_head(document)):
        if not is_placeholder(value.text, document.schema):
            found.setdefault(quantity, value)
    return found


def quantities_in_part(part: Part) -> object:
    """What :func:`quantities` may go by in a part: equal for two that state the same at the same places."""
    return [(quantity, value.text, value.whole, value.inline) for quantity, value in _captioned(part.blocks, 0)]


def is_placeholder(text: str, schema: Schema) -> bool:
    """Whether words of the template stand in *text*."""
    return "{" in text and any(placeholder in text for placeholder in schema.placeholders)


def _in_timeline(document: Document) -> Iterator[tuple[Quantity, Value]]:
    for section in document.sections_of(SectionRole.TIMELINE):
        for part, start in section.parts:
            yield from _captioned(part.blocks, start)


def _in_head(document: Document) -> Iterator[tuple[Quantity, Value]]:
    """Fields that are no fields of the template: people put a duration beside the status."""
    for part, start in document.parts():
        if part.level > 1:
            return
        yield from _captioned(part.blocks, start)


def _budgets(document: Document) -> Iterator[tuple[Quantity, Value]]:
    placed = zip(document.readings, document.source.starts, strict=True)
    for part, start in [(part, start) for reading, start in placed for part in reading if part.labels]:
        if any(_NAMES.get(fold_name(label.name)) is Quantity.TOKEN_BUDGET for label in part.labels):
            for quantity, value in _captioned(part.blocks, start):
                if quantity is Quantity.TOKEN_BUDGET:
                    yield quantity, value


def _captioned(blocks: tuple[Block, ...], line: int) -> Iterator[tuple[Quantity, Value]]:
    for caption in captions(blocks):
        quantity = _NAMES.get(fold_name(caption.name))
        if quantity is not None:
            first, _ = caption.value_range
            whole = caption.value_span.down(line)
            yield quantity, Value(caption.name, caption.value, whole, caption.inline, first, line)


class TokenSum(Record):
    """What the deliverables of a milestone, or of several, are estimated to take.

    counted, missing   how many deliverables have an estimate, and how many have none
    """

    tokens: Interval = ZERO
    counted: int = 0
    missing: int = 0

    @property
    def is_lower_bound(self) -> bool:
        """Whether the true sum may be larger, since estimates are missing."""
        return self.missing > 0

    def __add__(self, other: "TokenSum") -> "TokenSum":
        return TokenSum(self.tokens + other.tokens, self.counted + other.counted, self.missing + other.missing)


def estimated_items(part: Part) -> Iterator[tuple[Estimate, Span]]:
    """Every estimate in the lists of a part with its place, counted from the part's chunk."""
    return _estimates_in(part.blocks)


def _estimates_in(blocks: tuple[Block, ...]) -> Iterator[tuple[Estimate, Span]]:
    for item in (item for block in blocks if isinstance(block, List) for item in block.items):
        if item.lead is not None:
            for estimate in estimates(item.lead.inline.text):
                yield estimate, item.lead.inline.span(estimate.start, estimate.end)
        yield from _estimates_in(item.blocks)


def token_sum(document: Document) -> TokenSum:
    """The sum over the deliverables; what was cancelled is left out.

    An item's own estimate goes before those of the items inside it. One that has neither is missing.
    """
    total = TokenSum()
    for items, _ in _deliverables(document):
        for item in items:
            total += _sum_of(item, document.schema)
    return total


def _sum_of(item: Item, schema: Schema) -> TokenSum:
    task = task_of(item, schema)
    if task is not None and task.status is Status.CANCELLED:
        return TokenSum()
    own = [estimate.tokens for estimate in estimates(item.lead.inline.text)] if item.lead else []
    known = [tokens for tokens in own if tokens is not None]
    if own:
        return TokenSum(sum(known, ZERO), counted=int(bool(known)), missing=int(len(known) < len(own)))
    inner = TokenSum()
    for block in item.blocks:
        for nested in block.items if isinstance(block, List) else ():
            inner += _sum_of(nested, schema)
    return inner if inner.counted else TokenSum(missing=1)


def _deliverables(document: Document) -> Iterator[tuple[tuple[Item, ...], int]]:
    """The outermost items of each list in the deliverables, with the line on which their chunk begins."""
    end = 0
    for section in document.sections_of(SectionRole.DELIVERABLES):
        if section.heading[0] < end:
            continue
        end = section.end
        for part, line in section.parts:
            for block in part.blocks:
                if isinstance(block, List):
                    yield block.items, line
