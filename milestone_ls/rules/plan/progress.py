"""What the boxes of Objectives and Deliverables say of a milestone's status."""

from collections.abc import Iterator

from milestone_ls.markdown.blocks import Item, List, items
from milestone_ls.project.facts import progress_sections
from milestone_ls.rules.rule import Subject
from milestone_ls.syntax.document import Section
from milestone_ls.syntax.parts import task_of


def is_all_done(subject: Subject) -> bool:
    """Whether there are tasks, all are ticked, and no bullet among them lacks a box, of which nobody knows."""
    milestone = subject.milestone
    if not milestone.total or milestone.done < milestone.total:
        return False
    sections = progress_sections(subject.document, subject.settings)
    return not any(_is_plain(item, subject) for section in sections for item in _outer_items(section))


def _is_plain(item: Item, subject: Subject) -> bool:
    """Whether a bullet is no task and holds none."""
    return not any(task_of(found, subject.schema) for found in (item, *items(item.blocks)))


def _outer_items(section: Section) -> Iterator[Item]:
    for part, _ in section.parts:
        for block in part.blocks:
            yield from block.items if isinstance(block, List) else ()
