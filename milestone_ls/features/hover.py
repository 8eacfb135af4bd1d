"""What stands under the cursor, in a few lines of Markdown (LSP 3.17, textDocument/hover)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from milestone_ls.features.card import Address, card, escaped
from milestone_ls.features.described import described
from milestone_ls.features.references import named_at
from milestone_ls.project.lookup import Item, at
from milestone_ls.project.names import Outcome
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.judging import Judged
from milestone_ls.rules.rule import Rule
from milestone_ls.syntax.references import Shape
from milestone_ls.text import Position, Span

_MOST_CARDS = 2
"""More milestones than these are only named."""


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about the stretch *span*."""

    span: Span
    text: str


def hover(
    snapshot: Snapshot,
    path: str,
    position: Position,
    judged: Sequence[tuple[Judged, Rule]] = (),
    address: Address | None = None,
) -> Hover | None:
    """The milestone that a name stands for and how it was read, what the template says, the rules of findings there.

    judged    the findings of the document, with their rules
    address   where the document at a path is opened, for links in the text
    """
    place = at(snapshot, path, position)
    blocks: list[str] = []
    span = place.span if place is not None else None
    if place is not None:
        blocks += _named(snapshot, path, position, address)
    if isinstance(place, Item):
        blocks += _reading(snapshot.plan, place.resolved)
    if not blocks:
        found = described(snapshot, path, position)
        if found is not None:
            span = found.span
            blocks.append(found.text)
    for finding, rule in judged:
        if finding.finding.span.touches(position):
            span = span or finding.finding.span
            blocks.append(_rule(rule))
    return Hover(span, "\n\n---\n\n".join(dict.fromkeys(blocks))) if blocks and span is not None else None


def _named(snapshot: Snapshot, path: str, position: Position, address: Address | None) -> Iterator[str]:
    milestones = named_at(snapshot, path, position)
    if len(milestones) <= _MOST_CARDS:
        yield from filter(None, (card(snapshot, milestone.path, address) for milestone in milestones))
    else:
        yield ", ".join(escaped(milestone.id or milestone.stem) for milestone in milestones)


def _reading(plan: Plan, item: Resolved) -> Iterator[str]:
    """How an item was read where that is not plain: a milestone by its name needs no words."""
    reference, outcome = item.stated.reference, item.resolution.outcome
    if reference.shape is Shape.NOTHING:
        return
    if outcome is Outcome.SILENT:
        yield (
            "Another project's milestone: nobody looks for it here."
            if reference.shape is Shape.EXTERNAL
            else "Read as prose: it names no milestone of this plan."
        )
    elif item.resolution.missing:
        id_ = item.resolution.missing[0]
        yield f"{escaped(id_)} is {_absence(plan, id_)}."
    elif outcome is Outcome.OPEN:
        kind = "A range" if reference.ends else "All from that one on" if reference.shape is Shape.OPEN else "A group"
        yield f"{kind}: it stands for those that exist."
    if reference.soft:
        yield "Optional: no dependency follows from it."


def _absence(plan: Plan, id_: str) -> str:
    if plan.is_planned(id_):
        return "listed in the index and not written yet"
    # A document that is not saved is judged alone.
    return "borne by no document" if plan.complete else "not known here so far"


def _rule(rule: Rule) -> str:
    """What a rule is about: the beginning of its page."""
    title, _, rest = rule.page.partition("\n\n")
    about = rest.partition("\n\n")[0].replace("\n", " ")
    return f"**{rule.code}**: {escaped(title)}\n\n{escaped(about)}"
