"""Edits that take milestones out of the lists in fields, and leave lists that read well.

A bullet carries prose of its own, so none is ever taken out.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.rules.finding import Fix, edit_fix
from milestone_ls.rules.passages import passage
from milestone_ls.rules.rule import Subject
from milestone_ls.syntax.document import Field
from milestone_ls.syntax.references import Reference, Shape
from milestone_ls.text import Edit, Span

_NONE = "None"
MOST = 300
"""Items of a document up to which fixes change one of them: each looks at all, and there may be one for each."""

_BETWEEN = re.compile(r"[\s,;|&+/]*(?:\band\b[\s,;|&+/]*)?")


def removal(
    subject: Subject, plan: Plan, target: Milestone, relations: Collection[Relation], title: str
) -> Iterator[Fix]:
    """The fix that takes *target* out of what the subject's document states in *relations*.

    None where the document would go on stating it: in a bullet, in a range, in a list that is marked up as a whole.
    """
    items = [
        item
        for item in plan.items(subject.milestone, *relations)
        if target.path in item.resolution.targets and not item.stated.reference.soft
    ]
    if not 0 < len(items) <= MOST:
        return
    if any(not item.stated.relation.is_field or _stands_for_more(item, target) for item in items):
        return
    gone = [item.stated.reference for item in items]
    edits: list[Edit] = []
    for field in subject.document.fields:
        removed = [reference for reference in field.items if reference in gone]
        if removed:
            gone = [reference for reference in gone if reference not in removed]
            found = edits_without(subject, field, removed)
            if found is None:
                return
            edits += found
    if edits and not gone:
        yield edit_fix(title, subject.path, *edits)


def _stands_for_more(item: Resolved, target: Milestone) -> bool:
    return item.resolution.targets != (target.path,)


def edits_without(subject: Subject, field: Field, removed: Sequence[Reference]) -> list[Edit] | None:
    """The edits that take items out of a field; None where more stands between them than commas, or they are many."""
    items = field.items
    if len(items) > MOST:
        return None
    gaps = [Span(one.extent.end, other.extent.start) for one, other in pairwise(items)]
    if any(not _BETWEEN.fullmatch(passage(subject.document, gap)) for gap in gaps):
        return None
    if all(item in removed or item.shape is Shape.NOTHING for item in items):
        return [Edit(Span(items[0].extent.start, items[-1].extent.end), _nothing(subject))]
    edits: list[Edit] = []
    is_behind_another = False
    for number, item in enumerate(items):
        if item not in removed:
            is_behind_another = True
        elif is_behind_another:
            edits.append(Edit(Span(items[number - 1].extent.end, item.extent.end), ""))
        else:
            edits.append(Edit(Span(item.extent.start, items[number + 1].extent.start), ""))
    return edits


def _nothing(subject: Subject) -> str:
    """The word that the document has in a list field that names nobody."""
    items = (item for field in subject.document.fields for item in field.items)
    return next((item.name for item in items if item.shape is Shape.NOTHING and item.name), _NONE)
