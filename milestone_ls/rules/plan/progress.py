"""What the boxes of Objectives and Deliverables say of a milestone's status."""

from collections.abc import Iterator, Sequence

from milestone_ls.markdown.blocks import Item, List, items
from milestone_ls.project.facts import progress_sections
from milestone_ls.rules.finding import Related
from milestone_ls.rules.rule import Subject
from milestone_ls.syntax.document import Section
from milestone_ls.syntax.parts import Task, task_of
from milestone_ls.text import Span

_MOST_RELATED = 5


def is_all_done(subject: Subject) -> bool:
    """Whether there are tasks, all are ticked, and no bullet among them lacks a box, of which nobody knows."""
    milestone = subject.milestone
    if not milestone.total or milestone.done < milestone.total:
        return False
    sections = progress_sections(subject.document, subject.settings)
    return not any(_is_plain(item, subject) for section in sections for item in _outer_items(section))


def still_open(path: str, left: Sequence[tuple[Task, Span]]) -> Iterator[Related]:
    """The places of the first open tasks of the document at *path*; the last one says how many more there are."""
    more = len(left) - _MOST_RELATED
    for number, (task, span) in enumerate(left[:_MOST_RELATED], start=1):
        message = f"open: {task.text}".strip(" :")
        yield Related(path, span, f"{message} (and {more} more)" if more > 0 and number == _MOST_RELATED else message)


def _is_plain(item: Item, subject: Subject) -> bool:
    """Whether a bullet is no task and holds none."""
    return not any(task_of(found, subject.schema) for found in (item, *items(item.blocks)))


def _outer_items(section: Section) -> Iterator[Item]:
    for part, _ in section.parts:
        for block in part.blocks:
            yield from block.items if isinstance(block, List) else ()
