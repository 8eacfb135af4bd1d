"""Suggestions and the choice among them: what fits what was typed, the best first, and not more than a list can hold.

Knows nothing of milestones or documents: whoever makes the offers says by which names people may look for them.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from milestone_ls.records import Record
from milestone_ls.syntax.names import fold_dashes, unpad
from milestone_ls.text import Span

LIMIT = 100
"""More items are slow to send and of no use to anybody; the client asks again when more has been typed."""


class CompletionKind(StrEnum):
    MILESTONE = "milestone"
    FIELD = "field"
    WORD = "word"
    SECTION = "section"
    LABEL = "label"
    TASK = "task"
    DOCUMENT = "document"


class Completion(Record):
    r"""One suggestion.

    span          what it replaces: on the line of the cursor, which it touches
    text          what comes there instead, in the snippet syntax if *is_snippet*; a snippet's lines end in ``\n``
    filter_text   begins with the replaced text up to the cursor; a client may match what is typed on against it
    data          the path of the milestone whose card explains it (see :func:`milestone_ls.features.card.card`)
    """

    label: str
    kind: CompletionKind
    span: Span
    text: str
    is_snippet: bool
    filter_text: str
    sort_text: str
    detail: str
    description: str = ""
    data: str = ""


class Completions(Record):
    """*incomplete*: there is more, or there will be; to be asked again as typing goes on."""

    items: tuple[Completion, ...]
    incomplete: bool


class Hole(NamedTuple):
    """Where a suggestion goes.

    span    what it replaces
    typed   what of that stands before the cursor
    query   what of that its author is looking for
    lead    what has to come before it, such as the space behind a colon
    """

    span: Span
    typed: str
    query: str
    lead: str = ""


class Offer(Record):
    """A suggestion before anyone asked whether it fits.

    names   by which it is looked for, the most usual first; none: by its label
    """

    label: str
    kind: CompletionKind
    text: str
    names: tuple[str, ...] = ()
    is_snippet: bool = False
    detail: str = ""
    description: str = ""
    data: str = ""


_SPACES = re.compile(r"\s+")


def choose(hole: Hole, offers: Iterable[Offer], *, incomplete: bool = False) -> Completions | None:
    """What of *offers* fits what was typed, the best first, else in the given order; None if nothing does."""
    query = folded(hole.query)
    ranked: list[tuple[int, int, str, Offer]] = []
    for number, offer in enumerate(offers):
        found = fit(query, offer.names or (offer.label,))
        if found is not None:
            ranked.append((found.rank, number, found.name, offer))
    if not ranked:
        return None
    ranked.sort(key=lambda found: found[:2])
    items = tuple(_item(hole, name, offer, place) for place, (_, _, name, offer) in enumerate(ranked[:LIMIT]))
    return Completions(items, incomplete or len(ranked) > LIMIT)


class Fit(NamedTuple):
    """How well a name fits: 0 wholly, 1 as its beginning, 2 but for zeros, 3 at a word, 4 anywhere."""

    rank: int
    name: str


def fit(query: str, names: Iterable[str]) -> Fit | None:
    """The one of *names* that fits best what was typed, folded; the first one if nothing was."""
    best: Fit | None = None
    for name in names:
        rank = _rank(query, folded(name)) if query else 0
        if rank is not None and (best is None or rank < best.rank):
            best = Fit(rank, name)
            if rank <= 1:
                break
    return best


@lru_cache(maxsize=1 << 15)  # the same names are asked for at every letter that is typed
def folded(text: str) -> str:
    """The form in which names and what is typed compare; a space that was typed last still counts."""
    text = text.lstrip()
    return fold_dashes(_SPACES.sub("-", text) if " " in text or "\t" in text else text).casefold()


def _rank(query: str, name: str) -> int | None:
    at = name.find(query)
    if at == 0:
        return 0 if len(name) == len(query) else 1
    if "0" in name + query and unpad(name).startswith(unpad(query)):
        return 2
    inside = at > 0 and len(query) > 1
    while at > 0:
        if not name[at - 1].isalnum() or name[at - 1].isdigit() != query[0].isdigit():
            return 3
        at = name.find(query, at + 1)
    return 4 if inside else None


def _item(hole: Hole, name: str, offer: Offer, place: int) -> Completion:
    return Completion(
        label=offer.label,
        kind=offer.kind,
        span=hole.span,
        text=hole.lead + offer.text,
        is_snippet=offer.is_snippet,
        filter_text=_filter_text(hole.typed, dict.fromkeys((name, *(offer.names or (offer.label,))))),
        sort_text=f"{place:03}",
        detail=offer.detail,
        description=offer.description,
        data=offer.data,
    )


def _filter_text(typed: str, names: Iterable[str]) -> str:
    """All the names, behind what was typed.

    A client drops an item whose filter text does not begin with what it replaces, however well its name fits.
    """
    ordered = sorted(names, key=lambda name: not _begins(name, typed))
    text = " ".join(ordered)
    return typed + text[len(typed) :] if _begins(ordered[0], typed) else f"{typed} {text}"


def _begins(name: str, typed: str) -> bool:
    return name[: len(typed)].casefold() == typed.casefold()
