"""Where the milestone under the cursor is named (LSP 3.17, textDocument/references and documentHighlight)."""

from collections.abc import Generator, Iterator, Sequence

from milestone_ls.project.facts import Milestone
from milestone_ls.project.links import split_target
from milestone_ls.project.lookup import Declaration, Item, Mention, at
from milestone_ls.project.occurrences import Naming, Occurrence, OccurrenceKind, naming, occurrences_in
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.steps import finished
from milestone_ls.syntax.parts import Link
from milestone_ls.text import Position


def references(
    snapshot: Snapshot, path: str, position: Position, *, with_declaration: bool
) -> tuple[Occurrence, ...] | None:
    """Every place that names what *position* names, declarations first; None where nothing there is a milestone."""
    return finished(finding_references(snapshot, path, position, with_declaration=with_declaration))


def finding_references(
    snapshot: Snapshot, path: str, position: Position, *, with_declaration: bool
) -> Generator[Sequence[Occurrence], None, tuple[Occurrence, ...] | None]:
    """The steps of :func:`references`; each gives what the others before it have not, of one document."""
    milestones = named_at(snapshot, path, position)
    if not milestones:
        return None
    found: list[Occurrence] = []
    for number, milestone in enumerate(milestones):
        known = frozenset(found) if number else frozenset()
        for document in naming(snapshot, milestone):
            places = [
                place
                for place in document.places
                if (with_declaration or place.kind is not OccurrenceKind.DECLARATION) and not (known and place in known)
            ]
            found += places
            yield places
    declared = tuple(occurrence for occurrence in found if occurrence.kind is OccurrenceKind.DECLARATION)
    others = tuple(
        sorted(
            (occurrence for occurrence in found if occurrence.kind is not OccurrenceKind.DECLARATION),
            key=lambda occurrence: (occurrence.path, occurrence.span),
        )
    )
    return (*declared, *others)


def finding_naming(snapshot: Snapshot, milestone: Milestone) -> Generator[None, None, list[Naming]]:
    """The documents of the plan that name *milestone*, in the order of paths, each with all places; in steps."""
    found: list[Naming] = []
    for document in naming(snapshot, milestone):
        if document.places:
            found.append(document)
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
