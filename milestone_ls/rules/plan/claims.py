"""What a milestone claims of others in its lists, apart from what another rule tells of."""

import re
from collections.abc import Iterator

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.rules.finding import Related
from milestone_ls.syntax.document import Document, Section
from milestone_ls.syntax.references import Shape
from milestone_ls.template.vocabulary import Status

FINISHED = (Status.COMPLETED, Status.CANCELLED)


def claimed(milestone: Milestone, plan: Plan, *relations: Relation) -> Iterator[tuple[Resolved, list[Milestone]]]:
    """The items of the given relations with the others that they name.

    Without optional ones, without what stands for whatever exists (groups, ``M3+``), and without those of whom it is
    not known who they are: two documents bear their ID, or none does.
    """
    for item in plan.items(milestone, *relations):
        reference = item.stated.reference
        if reference.soft or reference.shape in (Shape.OPEN, Shape.GROUP):
            continue
        others = [other for other in plan.targets(item) if other.path != milestone.path and is_known(other, plan)]
        if others:
            yield item, others


def is_known(milestone: Milestone, plan: Plan) -> bool:
    """Whether the milestone has an ID, and that of no other."""
    return bool(milestone.id) and not plan.duplicates(milestone)


def named_by(milestone: Milestone, plan: Plan, *relations: Relation) -> frozenset[str]:
    """The paths of all whom the milestone names in the given relations, in whatever way."""
    return frozenset(path for item in plan.items(milestone, *relations) for path in item.resolution.targets)


def conflict(milestone: Milestone, other: Milestone, plan: Plan) -> Related | None:
    """The Conflicts cell of either of two milestones that names the other one."""
    for source, target in ((milestone, other), (other, milestone)):
        for item, named in claimed(source, plan, Relation.CONFLICT):
            if any(found.path == target.path for found in named):
                return Related(source.path, item.stated.reference.span, f"{source.id} conflicts with {target.id} here")
    return None


def mentions(text: str, milestone: Milestone) -> bool:
    """Whether prose has the milestone's ID or the name of its file as a word of its own."""
    names = {milestone.id, milestone.word} | ({milestone.stem} if milestone.stem_bears_id else set())
    words = "|".join(re.escape(name) for name in names if name)
    return bool(words) and re.search(rf"(?<![\w-])(?:{words})(?!\w)", text, re.IGNORECASE) is not None


def text_of(document: Document, section: Section) -> str:
    """The source of a section below its heading."""
    return "".join(document.source.line(line) for line in range(section.heading[1] + 1, section.end))
