"""List items of a section: milestones upstream and downstream, labels and their values, tasks and their estimates."""

import re
from collections.abc import Iterator

from milestone_ls.features.completion import captions, vocabulary
from milestone_ls.features.completion.items import CompletionKind, Completions, Hole, Offer, choose
from milestone_ls.features.completion.place import BULLET, CONTAINERS, Around, Place, chunk_start
from milestone_ls.features.completion.references import milestones
from milestone_ls.features.snippets import Stop
from milestone_ls.markdown.blocks import Block, List
from milestone_ls.project.facts import SECTION_RELATIONS
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import SectionRole

_COLON = re.compile(r":(?=\s|\Z)")
_BOX = re.compile(r"\[([^\[\]]{0,20})(?:\][ \t]*|\Z)")
_TASK = re.compile(r"\[[^\[\]]{1,20}\](?=[ \t])")
_ESTIMATE = re.compile(r"\((?P<before>[^(){}\n]*)\{[^{}\n]*\}(?P<after>[^(){}\n]*)\)")
_ESTIMATE_REST = re.compile(r"\w*\)?")
_BOXES = (("[ ] ", "to do"), ("[x] ", "done"), ("[~] ", "in progress"))
_LISTED = (SectionRole.UPSTREAM, SectionRole.DOWNSTREAM)


def complete(place: Place, blocks: tuple[Block, ...], around: Around) -> Completions | None:
    """What may stand at a cursor in a list item, or where bold letters are about to begin one.

    blocks   the chain of blocks at the cursor
    """
    line, end = place.line, len(place.line)
    prefix = CONTAINERS.match(line)
    start = prefix.end() if prefix else 0
    bullet = BULLET.match(line, start)
    if bullet is None:
        is_bold = line.startswith("*", start) and place.column > start
        return _beginning(place, around, start, _marker(place)) if is_bold else None
    content = bullet.end()
    if place.column < content:
        return None
    if around.part.role in _LISTED:
        return _milestones(place, blocks, around, content)
    box = _BOX.match(line, content)
    if box is not None and content < place.column <= box.end(1) + 1:
        return _box(place, around, box)
    caption = captions.written(line, content, end)
    if caption is not None and place.column >= caption.end:
        return _label_value(place, around, caption)
    if _TASK.match(line, content):
        return _estimate(place, around, content)
    return _beginning(place, around, content)


def new_items(place: Place, around: Around, hole: Hole) -> Iterator[Offer]:
    """What an empty line of a section may become: a label or a task."""
    marker = _marker(place)
    where = captions.blank(place, hole.span.start.column, hole.span.end.column)
    if where is not None:
        yield from _labels(place, around, where, marker)
    yield from _new_task(around, marker)


def _new_task(around: Around, marker: str) -> Iterator[Offer]:
    """An open box, in a section that holds tasks."""
    if _holds_tasks(around):
        text, detail = _BOXES[0]
        yield Offer(text.strip(), CompletionKind.TASK, marker + text, detail=detail)


def _marker(place: Place) -> str:
    """The marker of the list above, with a space behind it."""
    for number in range(place.number - 1, max(place.number - 4, -1), -1):
        line = place.document.source.line(number)
        if line.startswith(("- ", "* ", "+ ")):
            return line[:2]
    return "- "


def _holds_tasks(around: Around) -> bool:
    return bool(around.part.tasks) or any(spec.holds_tasks for spec in around.specs)


def _milestones(place: Place, blocks: tuple[Block, ...], around: Around, content: int) -> Completions | None:
    """The milestones upstream or downstream, up to the colon; items of inner lists are notes."""
    colon = _COLON.search(place.line, content)
    end = colon.start() if colon else len(place.line)
    if _is_nested(place, blocks) or place.column > end or around.part.role is None:
        return None
    items = (item.down(around.start) for item in around.part.items)
    return milestones(place, SECTION_RELATIONS[around.part.role], (content, end), items)


def _is_nested(place: Place, blocks: tuple[Block, ...]) -> bool:
    """Whether the line is an item of a list within a list, or will be one when something follows its marker."""
    lists = [block for block in blocks if isinstance(block, List)]
    line = place.number - chunk_start(place)
    return len(lists) > 1 or (bool(lists) and all(item.line != line for item in lists[0].items))


def _box(place: Place, around: Around, box: re.Match[str]) -> Completions | None:
    if not _holds_tasks(around) and around.specs:
        return None
    hole = place.hole(box.start(), box.end())
    return choose(
        hole, (Offer(text.strip(), CompletionKind.TASK, text, (text,), detail=detail) for text, detail in _BOXES)
    )


def _label_value(place: Place, around: Around, caption: captions.Written) -> Completions | None:
    """The words of a label that has some."""
    for label in around.labels:
        if label.words and fold_name(label.name) == fold_name(caption.name):
            return vocabulary.words(place, (caption.end, len(place.line)), label.words, label.value)
    return None


def _estimate(place: Place, around: Around, content: int) -> Completions | None:
    """The estimate of a task, in the parenthesis that the template has for it."""
    line = place.line
    opening = line.rfind("(", content, place.column)
    form = _form_of_estimate(around) if opening >= 0 else None
    if form is None:
        return None
    rest = _ESTIMATE_REST.match(line, place.column)
    hole = place.hole(opening, rest.end() if rest else place.column)
    before, after = form
    there = f"{line[:opening]} {line[hole.span.end.column :]}"
    if before.strip().casefold() in there.casefold() or not f"({before}".casefold().startswith(hole.typed.casefold()):
        return None
    text, is_snippet = place.write((f"({before}", Stop(""), f"{after})"))
    return choose(hole, [Offer(f"({before}{after})", CompletionKind.TASK, text, is_snippet=is_snippet)])


def _form_of_estimate(around: Around) -> tuple[str, str] | None:
    """What stands before and behind the amount."""
    for spec in around.specs:
        found = _ESTIMATE.search(spec.source) if spec.holds_tasks else None
        if found is not None:
            return found["before"], found["after"]
    return None


def _beginning(place: Place, around: Around, content: int, marker: str = "") -> Completions | None:
    """How an item may begin: with a label, or with a box.

    marker   what has to come before it
    """
    where = captions.blank(place, content, len(place.line))
    if where is None:
        return None
    tasks = _new_task(around, marker) if not where.hole.typed else ()
    return choose(where.hole, (*_labels(place, around, where, marker), *tasks))


def _labels(place: Place, around: Around, where: captions.Blank, marker: str) -> Iterator[Offer]:
    """The section's labels that it does not have yet."""
    lines = ((around.start + label.name_span.start.line, label.name) for label in around.part.labels)
    present = (name for line, name in lines if line != place.number)
    return captions.offers(place, where, around.labels, present, captions.Form(before=f"{marker}**"))
