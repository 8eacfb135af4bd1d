"""How the names of milestones compare.

Dash variants count as a dash, case does not count, a space counts as a dash. Zero padding is a second form,
to be asked for only where nothing bears the first.
"""

import re
from functools import lru_cache

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SPACES = re.compile(r"\s+")
_PADDING = re.compile(r"(?<!\d)0+(?=\d)")
_ANCHOR_DROPS = re.compile(r"[^\w\- ]")
_BEFORE_DIGIT = re.compile(r"[^\d]*")


def fold_dashes(name: str) -> str:
    """*name* with every dash as ``-``; no character more or less."""
    return name if name.isascii() else _DASHES.sub("-", name)


@lru_cache(maxsize=16_384)  # a plan names the same milestones again and again
def fold(name: str) -> str:
    """The form in which names are equal."""
    return _SPACES.sub("-", fold_dashes(name.strip())).casefold()


@lru_cache(maxsize=16_384)  # a plan names the same milestones again and again
def unpad(folded: str) -> str:
    """A folded name without the zeros that numbers begin with."""
    return _PADDING.sub("", folded)


@lru_cache(maxsize=16_384)  # a plan names the same milestones again and again
def letters(name: str) -> str:
    """What stands before the first digit, dashes dropped, folded: what the IDs of one plan have in common."""
    head = _BEFORE_DIGIT.match(fold(name))
    return head.group().replace("-", "").replace("_", "") if head else ""


def numbers(name: str) -> tuple[int, ...]:
    """The numbers in a name, which order IDs: ``M2`` before ``M10``."""
    return tuple(int(number) for number in re.findall(r"\d+", name))


@lru_cache(maxsize=4096)  # a plan has the same headings in every document
def anchor(heading: str) -> str:
    """The fragment that leads to a heading, made as GitHub makes it; of equal ones the later are numbered there."""
    return _ANCHOR_DROPS.sub("", heading.strip().lower()).replace(" ", "-")


def slug(title: str) -> str:
    """A title as it appears in file names and IDs with a slug, folded: words joined by dashes."""
    return "-".join(re.findall(r"\w+", title.replace("_", " "))).casefold()
