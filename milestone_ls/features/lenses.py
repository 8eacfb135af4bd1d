"""A line above a milestone's heading that tells how it stands (LSP 3.17, textDocument/codeLens)."""

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from milestone_ls.features.references import finding_naming
from milestone_ls.project.facts import Milestone, progress_sections
from milestone_ls.project.occurrences import Naming, OccurrenceKind
from milestone_ls.project.schedule.schedule import State
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.steps import finished
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import NumberedLines, Span


class LensTarget(NamedTuple):
    """A place to go to; *path* from the plan's root, the span of that document, and the lines on which it stands."""

    path: str
    span: Span
    lines: NumberedLines


class Lens(Record):
    """A few words about a milestone, and the places to which a click on them leads; none for words alone."""

    text: str
    places: tuple[LensTarget, ...] = ()


def lenses(snapshot: Snapshot, path: str) -> tuple[Span, tuple[Lens, ...]] | None:
    """The heading of the milestone at *path* and its lenses; None where there is no milestone, or no plan yet."""
    return finished(finding_lenses(snapshot, path))


def finding_lenses(snapshot: Snapshot, path: str) -> Generator[None, None, tuple[Span, tuple[Lens, ...]] | None]:
    """The steps of :func:`lenses`."""
    milestone = snapshot.plan.milestone(path)
    if milestone is None or not snapshot.plan.complete:
        return None
    named = yield from finding_naming(snapshot, milestone)
    found = (_references(named), *_standing(snapshot, milestone), *_progress(snapshot, milestone))
    return milestone.heading_span, found


def _references(named: Iterable[Naming]) -> Lens:
    places = tuple(
        LensTarget(found.path, found.span, found.lines)
        for document in named
        for found in document.places
        if found.kind is not OccurrenceKind.DECLARATION
    )
    return Lens("1 reference" if len(places) == 1 else f"{len(places)} references", places)


def _standing(snapshot: Snapshot, milestone: Milestone) -> Iterator[Lens]:
    readiness = snapshot.plan.schedule.readiness(milestone.path)
    if readiness.state is State.READY:
        yield Lens("ready")
    elif readiness.state is State.WAITING:
        chain = list(snapshot.plan.milestones_at(readiness.chain))
        names = [found.id or found.stem for found in chain]
        names += [readiness.unwritten] if readiness.unwritten else []
        places = tuple(_heading(snapshot, found) for found in chain[:1])
        yield Lens(f"blocked by {' → '.join(names)}", places)


def _progress(snapshot: Snapshot, milestone: Milestone) -> Iterator[Lens]:
    """How many tasks are done; a click leads to the first of those counted that is open."""
    if milestone.total:
        document = snapshot.documents[milestone.path]
        boxes = (
            LensTarget(milestone.path, box, document.source)
            for section in progress_sections(document, snapshot.settings)
            for task, box in section.tasks()
            if task.status not in (Status.COMPLETED, Status.CANCELLED)
        )
        yield Lens(f"{milestone.done} of {milestone.total} tasks done", tuple(islice(boxes, 1)))


def _heading(snapshot: Snapshot, milestone: Milestone) -> LensTarget:
    return LensTarget(milestone.path, milestone.name_span, snapshot.documents[milestone.path].source)
