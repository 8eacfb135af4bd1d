"""What a new milestone would be called: its ID as the IDs of the plan are, its file as its neighbours' files are.

Only a proposal is made here; nothing is created, and nobody looks whether something stands there but in the plan.
"""

import posixpath
import re
from collections.abc import Iterable

from milestone_ls.config.ids import IdPattern
from milestone_ls.project.facts import FOLDER_NAMES, Milestone
from milestone_ls.project.files import is_markdown
from milestone_ls.project.links import split_target
from milestone_ls.project.names import order_of
from milestone_ls.project.plan import Plan
from milestone_ls.syntax.names import fold, letters, numbers, unpad

_FIRST_NUMBER = re.compile(r"\d+")
_LAST_NUMBER = re.compile(r"\d+(?=\D*\Z)")
_COUNTED_LETTER = re.compile(r"(?<=\d)[A-Ya-y]\Z")
_WORDS = re.compile(r"\w+")
MILESTONE_WORDS = ("m", "milestone")
"""The letters that a numeric ID answers to."""
_MOST_TRIES = 10_000


def is_named_otherwise(milestone: Milestone) -> bool:
    """Whether the name of a milestone's file bears another ID than its heading, of the same letters.

    *M* and *Milestone* are the same letters.
    """
    if milestone.id_span is None or not milestone.file_id:
        return False
    ids = milestone.file_id, milestone.id
    if all(letters(id_) in MILESTONE_WORDS for id_ in ids):
        return numbers(ids[0]) != numbers(ids[1])
    return letters(ids[0]) == letters(ids[1]) and unpad(fold(ids[0])) != unpad(fold(ids[1]))


def last_id(plan: Plan) -> str | None:
    """The highest ID of those with the letters that most IDs of the plan have; None where there is no ID."""
    ids = [milestone.id for milestone in plan.milestones if milestone.id]
    kinds = [letters(id_) for id_ in ids]
    usual = max(sorted(set(kinds)), key=kinds.count, default=None)
    return max((id_ for id_ in ids if letters(id_) == usual), key=order_of, default=None)


def next_free_id(plan: Plan, id_: str) -> str | None:
    """The next ID behind *id_* that no document bears and no index file plans, counted on as *id_* ends.

    ``M3`` goes on to ``M4``, ``M-11.09`` to ``M-11.10``, ``PHASE-2C`` to ``PHASE-2D``.
    """
    for _ in range(_MOST_TRIES):
        following = _following(id_)
        if following is None:
            return None
        id_ = following
        if not plan.names.with_id(fold(id_)) and not plan.is_planned(id_):
            return id_
    return None


def _following(id_: str) -> str | None:
    letter = _COUNTED_LETTER.search(id_)
    if letter is not None:
        return id_[: letter.start()] + chr(ord(letter.group()) + 1)
    number = _LAST_NUMBER.search(id_)
    if number is None or number.end() < len(id_):
        return None
    return id_[: number.start()] + str(int(number.group()) + 1).zfill(len(number.group()))


def styled_id(plan: Plan, id_: str) -> str:
    """*id_* in the letters, and with the zeros, that the IDs of the plan have: ``m4`` is ``M4`` where ``M3`` is."""
    if letters(id_) in MILESTONE_WORDS and plan.ordered.counts:
        number = _FIRST_NUMBER.search(id_)
        id_ = id_[number.start() :] if number else id_
    model = plan.ordered.next_to_with_its_letters(id_)
    return _in_form_of(id_, model.id) if model is not None else id_


def new_path(plan: Plan, ids: IdPattern, beside: str, id_: str, title: str = "") -> str | None:
    """Where a document for the milestone *id_* would stand: in the folder of *beside*, named as those there are.

    None where a file of the plan stands there already.
    """
    folder, file = posixpath.split(beside)
    if posixpath.splitext(file)[0].casefold() in FOLDER_NAMES and ids.match_prefix(posixpath.basename(folder)):
        outer, name = posixpath.split(folder)
        return free_path(plan, posixpath.join(outer, _in_form_of(id_, ids.match_prefix(name) or name), file))
    neighbours = plan.ordered_by_folder.get(folder) or plan.ordered
    model = neighbours.next_to(id_, lambda milestone: bool(_head(milestone, ids)))
    name = _named_like(model, ids, id_, title) if model is not None else _joined(id_, "-", title, "_", lower=False)
    return free_path(plan, posixpath.join(folder, f"{name}.md")) if "/" not in name else None


def free_path(plan: Plan, path: str) -> str | None:
    """*path*; None where a file of the plan stands there already."""
    return None if path in plan.pages or path in plan.others else path


def linked_path(plan: Plan, targets: Iterable[tuple[str, str]]) -> str | None:
    """The first Markdown file of the plan's folder that a link leads to and that nobody has written yet.

    targets   the documents that the links stand in, with their destinations; an empty one is none
    """
    for path, target in targets:
        place = split_target(target, path) if target else None
        if place is not None and is_markdown(place[0]) and free_path(plan, place[0]):
            return place[0]
    return None


def neighbour(plan: Plan, id_: str, folder: str | None = None) -> Milestone | None:
    """The milestone that one with *id_* would stand beside: the next in order of those below *folder*."""
    below = f"{folder}/" if folder else ""
    return plan.ordered.next_to(id_, lambda milestone: milestone.path.startswith(below))


def title_of_slug(word: str, id_: str) -> str:
    """The title that stands behind the ID in a word with a slug: ``M4-Some_Title`` is about *Some Title*."""
    return " ".join(re.split(r"[-_\s]+", word[len(id_) :])).strip() if fold(word).startswith(fold(id_)) else ""


def _head(milestone: Milestone, ids: IdPattern) -> str:
    """The part of the file's name that stands for the ID; empty where none does."""
    head = ids.match_prefix(milestone.stem) or ""
    numbers = _FIRST_NUMBER.findall(head), _FIRST_NUMBER.findall(milestone.id)
    return head if [*map(int, numbers[0])] == [*map(int, numbers[1])] else ""


def _named_like(model: Milestone, ids: IdPattern, id_: str, title: str) -> str:
    head = _head(model, ids)
    rest = model.stem[len(head) :]
    slug = rest[1:]
    joint = next((sign for sign in slug if not sign.isalnum()), rest[:1])
    return _joined(_in_form_of(id_, head), rest[:1], title if slug else "", joint, lower=slug == slug.lower())


def _joined(head: str, separator: str, title: str, joint: str, *, lower: bool) -> str:
    words = joint.join(_WORDS.findall(title.replace("_", " ")))
    return f"{head}{separator}{words.lower() if lower else words}" if words else head


def _in_form_of(id_: str, model: str) -> str:
    """*id_* with the letters before the first number of *model*, and padded like it where that has zeros."""
    own, other = _FIRST_NUMBER.search(id_), _FIRST_NUMBER.search(model)
    if own is None or other is None:
        return id_
    is_padded = unpad(other.group()) != other.group()
    number = own.group().zfill(len(other.group())) if is_padded else own.group()
    rest = id_[own.end() :]
    tail = model[other.end() :]
    rest = rest.upper() if tail.isupper() else rest.lower() if tail.islower() else rest
    return model[: other.start()] + number + rest
