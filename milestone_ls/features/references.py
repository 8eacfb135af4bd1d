"""Where the milestone under the cursor is named (LSP 3.17, textDocument/references and documentHighlight)."""

from collections.abc import Generator, Iterator

from milestone_ls.features.steps import finished
from milestone_ls.project.facts import Milestone
from milestone_ls.project.links import split_target
from milestone_ls.project.lookup import Declaration, Item, Mention, at
from milestone_ls.project.occurrences import Occurrence, OccurrenceKind, occurrences, occurrences_in
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.syntax.parts import Link
from milestone_ls.text import Position


def references(
    snapshot: Snapshot, path: str, position: Position, *, with_declaration: bool
) -> tuple[Occurrence, ...] | None:
    """Every place that names what *position* names, declarations first; None where nothing there is a milestone."""
    return finished(finding_references(snapshot, path, position, with_declaration=with_declaration))


def finding_references(
    snapshot: Snapshot, path: str, position: Position, *, with_declaration: bool
) -> Generator[Occurrence, None, tuple[Occurrence, ...] | None]:
    """The steps of :func:`references`; each gives what the others before it have not."""
    milestones = named_at(snapshot, path, position)
    if not milestones:
        return None
    found: dict[Occurrence, None] = {}
    for milestone in milestones:
        for occurrence in occurrences(snapshot, milestone):
            if occurrence not in found and (with_declaration or occurrence.kind is not OccurrenceKind.DECLARATION):
                found[occurrence] = None
                yield occurrence
    declared = tuple(occurrence for occurrence in found if occurrence.kind is OccurrenceKind.DECLARATION)
    others = tuple(
        sorted(
            (occurrence for occurrence in found if occurrence.kind is not OccurrenceKind.DECLARATION),
            key=lambda occurrence: (occurrence.path, occurrence.span),
        )
    )
    return (*declared, *others)


def finding_occurrences(snapshot: Snapshot, milestone: Milestone) -> Generator[None, None, list[Occurrence]]:
    """Every place of the plan where *milestone* is named, in the order of paths and of the text; in steps."""
    found: list[Occurrence] = []
    for occurrence in occurrences(snapshot, milestone):
        found.append(occurrence)
        yield
    return found


def highlights(snapshot: Snapshot, path: str, position: Position) -> tuple[Occurrence, ...]:
    """The places of this one document that name what *position* names."""
    found = dict.fromkeys(
        occurrence
        for milestone in named_at(snapshot, path, position)
        for occurrence in occurrences_in(snapshot, path, milestone)
    )
    return tuple(sorted(found, key=lambda occurrence: occurrence.span))


def named_at(snapshot: Snapshot, path: str, position: Position) -> tuple[Milestone, ...]:
    """The milestones that the name at *position* stands for; several for a range, a group or a duplicated ID."""
    return tuple(_named(snapshot, path, position))


def _named(snapshot: Snapshot, path: str, position: Position) -> Iterator[Milestone]:
    match at(snapshot, path, position):
        case Declaration(_, milestone):
            yield milestone
        case Item(_, resolved):
            yield from snapshot.plan.targets(resolved)
        case Mention(_, milestones):
            yield from milestones
        case Link(_, target):
            place = split_target(target, path)
            milestone_there = snapshot.plan.milestone(place[0]) if place is not None else None
            if milestone_there is not None:
                yield milestone_there
