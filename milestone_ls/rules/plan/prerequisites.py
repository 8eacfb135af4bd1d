"""The boxes of Prerequisites that name milestones."""

from collections.abc import Iterator
from itertools import groupby

from milestone_ls.project.facts import Box, Milestone, Relation, Stated
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.records import Record
from milestone_ls.rules.plan.claims import claimed
from milestone_ls.template.vocabulary import Status


class Prerequisite(Record):
    """A box with the milestones that its text begins with; *stated* is the item that names the first."""

    box: Box
    stated: Stated
    milestones: tuple[Milestone, ...]

    @property
    def is_ticked(self) -> bool:
        return self.box.status is Status.COMPLETED

    @property
    def is_open(self) -> bool:
        return self.box.status not in (Status.COMPLETED, Status.CANCELLED)


def prerequisites(milestone: Milestone, plan: Plan) -> Iterator[Prerequisite]:
    """The milestone's prerequisites that are other milestones, in the order of the document."""

    def box_of(found: tuple[Resolved, list[Milestone]]) -> Box | None:
        return found[0].stated.box

    for box, found in groupby(claimed(milestone, plan, Relation.PREREQUISITE), key=box_of):
        named = list(found)
        if box is not None:
            milestones = tuple(other for _, others in named for other in others)
            yield Prerequisite(box, named[0][0].stated, milestones)
