"""What a schedule has to know of one milestone: nothing else that a document says can change a figure."""

from collections.abc import Iterable, Iterator

from milestone_ls.project.facts import Milestone, Stated
from milestone_ls.project.names import Names, Outcome, Paths, Resolution
from milestone_ls.project.schedule.unknown import Because, Unknown
from milestone_ls.records import Record
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.names import fold, unpad
from milestone_ls.syntax.references import Shape
from milestone_ls.template.vocabulary import Status


class Node(Record):
    """A milestone in a schedule.

    duration    working hours, as estimated
    upstream    paths of what it depends on, in the order in which it states them
    doubtful    why it is not known what it depends on, or whether it is this milestone at all
    unwritten   IDs that it depends on and that the index file lists, without a document
    outside     milestones of other projects that it depends on, as written; they are not looked up
    """

    path: str
    id: str
    status: Status
    duration: Interval | None = None
    upstream: Paths = ()
    doubtful: Unknown | None = None
    unwritten: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether it takes no more time and holds nobody up."""
        return self.status in (Status.COMPLETED, Status.CANCELLED)

    def because(self, cause: Because, other: str = "") -> Unknown:
        return Unknown(cause, self.path, self.id, other)

    @property
    def remaining(self) -> Interval | Unknown:
        """The working hours that are left: all of them until it is finished."""
        if self.duration is None:
            return self.because(Because.NO_DURATION)
        return self.duration if self.duration.is_bounded else self.because(Because.NO_UPPER_END)


class Known(Record):
    """Which IDs the plan knows: those that documents bear, those that are planned, those of unreadable files."""

    names: Names
    planned: frozenset[str]
    unread: frozenset[str]

    def is_doubled(self, path: str) -> bool:
        id_ = self.names.files.get(path, "")
        return bool(id_) and len(self.names.ids.get(id_, ())) > 1


def node_of(
    milestone: Milestone, upstream: Paths, dependencies: Iterable[tuple[Stated, Resolution]], known: Known
) -> Node:
    """The node of a milestone whose edges lead to *upstream*.

    dependencies   its items that state a dependency, with what they stand for
    """
    items = [(stated, found) for stated, found in dependencies if not stated.reference.soft]
    missing = [unpad(fold(id_)) for _, found in items for id_ in found.missing]
    outside = (stated.reference.name for stated, _ in items if stated.reference.shape is Shape.EXTERNAL)
    return Node(
        path=milestone.path,
        id=milestone.id or milestone.stem,
        status=milestone.status,
        duration=milestone.estimates.duration,
        upstream=upstream,
        doubtful=next(_doubts(milestone, items, known), None),
        unwritten=tuple(
            dict.fromkeys(id_ for _, found in items for id_ in found.missing if unpad(fold(id_)) in known.planned)
        )
        if missing
        else (),
        outside=tuple(dict.fromkeys(outside)),
    )


def _doubts(milestone: Milestone, items: list[tuple[Stated, Resolution]], known: Known) -> Iterator[Unknown]:
    path, id_ = milestone.path, milestone.id or milestone.stem
    if known.is_doubled(path):
        yield Unknown(Because.DUPLICATE, path, id_)
    for stated, found in items:
        if found.outcome in (Outcome.UNKNOWN, Outcome.STRANGE):
            for missing in found.missing:
                yield Unknown(_why_missing(missing, known), path, id_, missing)
        if any(target != path and known.is_doubled(target) for target in found.targets):
            yield Unknown(Because.DUPLICATE, path, id_, stated.reference.id or stated.reference.name)


def _why_missing(id_: str, known: Known) -> Because:
    folded = unpad(fold(id_))
    if folded in known.unread:
        return Because.UNREAD
    return Because.UNWRITTEN if folded in known.planned else Because.MISSING
