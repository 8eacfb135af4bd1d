"""Where what stands under the cursor is defined (LSP 3.17, textDocument/definition)."""

from collections.abc import Iterable, Iterator

from milestone_ls.project.facts import Milestone
from milestone_ls.project.links import heading_of_anchor, split_target
from milestone_ls.project.lookup import Declaration, Item, Mention, at
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.syntax.parts import Link
from milestone_ls.text import Position, Span


class Target(Record):
    """A place to go to: *span* is the whole of it, *selection* where the cursor lands."""

    path: str
    span: Span
    selection: Span


class Definition(Record):
    """The stretch that leads somewhere, and where to."""

    origin: Span
    targets: tuple[Target, ...]


def definition(snapshot: Snapshot, path: str, position: Position) -> Definition | None:
    """The headings of the milestones that the name at *position* stands for, or the file that a link leads to.

    Several where an ID is claimed twice, a range or a group is named; companions come second.
    """
    match at(snapshot, path, position):
        case Declaration(span, milestone):
            return _definition(span, _with_companions(snapshot, [milestone, *snapshot.plan.duplicates(milestone)]))
        case Item(span, resolved):
            milestones = list(snapshot.plan.targets(resolved))
            if milestones:
                return _definition(span, _with_companions(snapshot, milestones))
            target = resolved.stated.reference.target
            return _definition(span, _linked(snapshot, path, target)) if target else None
        case Mention(span, milestones):
            return _definition(span, _with_companions(snapshot, milestones))
        case Link(span, target):
            return _definition(span, _linked(snapshot, path, target))
        case _:
            return None


def _definition(origin: Span, targets: Iterable[Target]) -> Definition | None:
    unique = tuple(dict.fromkeys(targets))
    return Definition(origin, unique) if unique else None


def _with_companions(snapshot: Snapshot, milestones: Iterable[Milestone]) -> Iterator[Target]:
    milestones = list(milestones)
    yield from map(_heading, milestones)
    for milestone in milestones:
        yield from map(_heading, snapshot.plan.companions(milestone))


def _heading(milestone: Milestone) -> Target:
    return Target(milestone.path, milestone.heading_span, milestone.name_span)


def _linked(snapshot: Snapshot, path: str, target: str) -> Iterator[Target]:
    """The heading that a link's fragment names, the heading of a milestone, or the beginning of the file."""
    place = split_target(target, path)
    if place is None:
        return
    file, fragment = place
    document, milestone = snapshot.documents.get(file), snapshot.plan.milestone(file)
    span = heading_of_anchor(document, fragment) if document is not None and fragment else None
    if span is not None:
        yield Target(file, span, span)
    elif milestone is not None:
        yield _heading(milestone)
    elif document is not None or file in snapshot.plan.others:
        start = Span.on_line(0, 0, 0)
        yield Target(file, start, start)
