"""A bullet without a box stands between tasks.

Objectives and Deliverables are counted by their boxes. A bullet that has none counts as nothing: it is neither open nor
done, and the milestone can be completed without it.

Mend it by giving it a box, which the quick fix does, or by moving it out of the list.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Objectives
    - [x] Dig
    - «Drain»
    - [ ] Fill

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Objectives
    - [x] Dig
    - [ ] Drain
    - [ ] Fill

Near miss: bullets behind or before all tasks, a bullet that tasks stand under, lists without any task, and other
sections::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Objectives
    - First of all:
    - [x] Dig
    - Water
      - [ ] Drain
    - [DONE] Fill
      - with gravel
    - That is all
    ## Deliverables
    - A hole
    - A heap
    ## Notes
    - [ ] Ask
    - Wait
    - [ ] Ask again
"""

from collections.abc import Iterator

from milestone_ls.markdown.blocks import Item, List, Paragraph, items
from milestone_ls.markdown.inline import Inline
from milestone_ls.project.facts import is_progress
from milestone_ls.rules.finding import Finding, Severity, edit_fix
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.rules.structure.quoting import shortened
from milestone_ls.syntax.parts import task_of
from milestone_ls.template.schema import Schema
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit, Span


@part_rule("not-a-checkbox", Severity.HINT)
def not_a_checkbox(subject: PartSubject) -> Iterator[Finding]:
    # In what is completed an open box would be a contradiction.
    box = "[x]" if subject.milestone.status is Status.COMPLETED else "[ ]"
    if not is_progress(subject.stand.sections, subject.settings):
        return
    for found in (block for block in subject.part.blocks if isinstance(block, List)):
        for inline in (lead.inline for lead in plain_between_tasks(found, subject.schema)):
            first = inline.text.partition("\n")[0]
            fix = edit_fix("Make it a task", subject.path, Edit(_before(inline), f"{box} "))
            message = f'"{shortened(first)}" stands between tasks and has no box, so it counts as nothing'
            yield Finding(inline.span(0, len(first)), message, fixes=(fix,))


def _before(inline: Inline) -> Span:
    """The place before a text and the markup that it begins with."""
    place = min([inline.position(0), *(spot.span.start for spot in inline.spots if spot.start == 0)])
    return Span(place, place)


def plain_between_tasks(found: List, schema: Schema) -> Iterator[Paragraph]:
    """The paragraphs with which items of a list begin that have no box, though tasks stand before and behind them."""
    tasks = [number for number, item in enumerate(found.items) if task_of(item, schema) is not None]
    for item in found.items[tasks[0] : tasks[-1]] if tasks else ():
        if task_of(item, schema) is None and item.lead is not None and not _holds_tasks(item, schema):
            yield item.lead


def _holds_tasks(item: Item, schema: Schema) -> bool:
    return any(task_of(inner, schema) is not None for inner in items(item.blocks))
