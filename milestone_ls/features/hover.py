"""What stands under the cursor, in a few lines of Markdown (LSP 3.17, textDocument/hover)."""

from collections.abc import Iterator, Sequence

from milestone_ls.features.card import Address, card, linked
from milestone_ls.features.described import described
from milestone_ls.features.readings import readings
from milestone_ls.features.references import named_at
from milestone_ls.project.facts import Milestone
from milestone_ls.project.lookup import Item, at
from milestone_ls.project.plan import Resolved
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.rules.judging import Judged
from milestone_ls.rules.rule import Rule
from milestone_ls.text import Position, Span

_MOST_CARDS = 2
"""More milestones than these are only named."""
_MOST_NAMES = 20


class Hover(Record):
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
    if isinstance(place, Item):
        blocks += _told(snapshot, place.resolved, address)
    elif place is not None:
        blocks += _cards(snapshot, named_at(snapshot, path, position), address)
    if not blocks:
        found = described(snapshot, path, position)
        if found is not None:
            span = found.span
            blocks.append(found.text)
    if not blocks and (item := _around(snapshot, path, position)) is not None:
        span = item.span
        blocks += _told(snapshot, item.resolved, address)
    for finding, rule in judged:
        if finding.finding.span.touches(position):
            span = span or finding.finding.span
            blocks.append(_rule(rule))
    return Hover(span, "\n\n---\n\n".join(dict.fromkeys(blocks))) if blocks and span is not None else None


def _told(snapshot: Snapshot, resolved: Resolved, address: Address | None) -> Iterator[str]:
    """What an item of a reference list stands for, and how it was read."""
    yield from _cards(snapshot, tuple(snapshot.plan.targets(resolved)), address)
    yield from readings(snapshot.plan, resolved)


def _around(snapshot: Snapshot, path: str, position: Position) -> Item | None:
    """The item of a reference list whose note, mark or markup stands there."""
    items = snapshot.items(path) if path in snapshot.documents else ()
    extents = ((resolved.stated.reference.extent, resolved) for resolved in items)
    return next((Item(extent, resolved) for extent, resolved in extents if extent.touches(position)), None)


def _cards(snapshot: Snapshot, milestones: Sequence[Milestone], address: Address | None) -> Iterator[str]:
    if len(milestones) <= _MOST_CARDS:
        yield from filter(None, (card(snapshot, milestone.path, address) for milestone in milestones))
    else:
        names = [linked(milestone, address) for milestone in milestones]
        more = len(names) - _MOST_NAMES
        yield ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _rule(rule: Rule) -> str:
    """What a rule is about: the beginning of its page."""
    title, _, rest = rule.page.partition("\n\n")
    about = rest.partition("\n\n")[0].replace("\n", " ")
    return f"**{rule.code}**: {title}\n\n{about}"
