"""How an item of a reference list was read, and why: for whoever wonders that it leads somewhere, or nowhere."""

import re
from collections.abc import Iterator

from milestone_ls.features.card import escaped
from milestone_ls.project.names import Outcome, names_of
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.syntax.names import fold
from milestone_ls.syntax.references import Reference, Shape

_NUMBER = re.compile(r"[\d.-]+\Z")


def readings(plan: Plan, item: Resolved) -> Iterator[str]:
    """What is to be said of an item, in Markdown; nothing of a milestone that stands there by its name alone."""
    reference, outcome = item.stated.reference, item.resolution.outcome
    if reference.shape is Shape.NOTHING:
        yield "Nothing: the list ends here."
    elif item.resolution.missing:
        yield _missing(plan, item, item.resolution.missing[0])
    elif outcome is Outcome.SILENT:
        yield _external(reference) if reference.shape is Shape.EXTERNAL else f"Read as prose: {_prose(reference)}."
    elif outcome is Outcome.OPEN:
        there = "" if item.resolution.targets else "; there is none so far"
        yield f"{_open(reference)}{there}."
    elif _has_stale_slug(plan, item):
        yield f"Read by its ID {escaped(reference.id)}: what hangs on to it is neither its title nor its file's name."
    if reference.soft:
        yield "Optional, by its note: no dependency follows from it."
    if reference.claim is not None:
        yield f"The list claims that it is {escaped(reference.claim.status.replace('_', ' '))}."


def _missing(plan: Plan, item: Resolved, id_: str) -> str:
    ends = item.stated.reference.ends
    told = f"A range from {escaped(ends[0])} to {escaped(ends[1])}: " if ends else ""
    if plan.is_planned(id_):
        return f"{told}{escaped(id_)} is planned: listed in the index and not written yet."
    if not plan.complete:
        return f"{told}{escaped(id_)} is not known here so far."  # a document that is not saved is judged alone
    strange = ", and no ID here has its letters" if item.resolution.outcome is Outcome.STRANGE else ""
    return f"{told}{escaped(id_)} is borne by no document{strange}."


def _external(reference: Reference) -> str:
    project = re.split(r"[\s:]", reference.name, maxsplit=1)
    by = f"by “{escaped(project[0])}” before the ID" if len(project) > 1 else "by its prefix"
    return f"Another project's milestone, {by}: nobody looks for it here."


def _prose(reference: Reference) -> str:
    id_ = escaped(reference.id)
    if reference.shape is Shape.LINK:
        return "the link leads to no milestone of this plan, and its text names none"
    if not reference.name:
        return "what stands in parentheses or behind a dash is a note"
    if not reference.id:
        return "it does not begin with an ID"
    if reference.name != reference.word and reference.ends is None:
        return f"words follow {id_}, which no document bears"
    if _NUMBER.match(reference.id):
        return "a number alone means a milestone only in a field, and in a plan that numbers its milestones"
    return f"{id_} has letters that no ID of this plan has"


def _open(reference: Reference) -> str:
    name = escaped(reference.name)
    if reference.ends is not None:
        low, high = map(escaped, reference.ends)
        return f"A range: every milestone that exists from {low} to {high}, in the order of their IDs"
    if reference.shape is Shape.OPEN:
        return f"All from {name} on that exist, by the plus sign"
    if reference.shape is Shape.GROUP:
        return f"A group, by the star: all that exist whose IDs begin with {name}"
    return f"A group: no milestone bears the name {name}, and these IDs begin with it"


def _has_stale_slug(plan: Plan, item: Resolved) -> bool:
    reference = item.stated.reference
    if reference.shape is not Shape.NAME or fold(reference.word) == fold(reference.id):
        return False
    names = {name for milestone in plan.targets(item) for name in (*names_of(milestone), fold(milestone.id))}
    return not names & {fold(reference.word), fold(reference.name)}
