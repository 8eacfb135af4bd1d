"""How much of a text fits into a width, without a font at hand: by the widest letters of usual screen fonts."""

from functools import lru_cache

from milestone_ls.text import cells

_ELLIPSIS = "…"
_NARROW = frozenset("ijlIftr|!.,:;'`()[]{}/\\ ")
_BROAD = frozenset("mwMW@%")
_LOWER = frozenset("abcdeghknopqsuvxyz")


def width_of(text: str, size: float) -> float:
    """At most how many pixels *text* takes in a sans-serif font of *size* pixels."""
    return size * sum(map(_letter, text))


def fitted(text: str, size: float, room: float) -> str:
    """*text*, or its beginning with an ellipsis where it does not fit into *room* pixels."""
    taken, kept = 0.0, len(text)
    dots = size * _letter(_ELLIPSIS)
    for at, sign in enumerate(text):
        taken += size * _letter(sign)
        if taken <= room - dots:
            kept = at + 1
        if taken > room:
            return text[: min(kept, at)].rstrip() + _ELLIPSIS
    return text


@lru_cache(maxsize=4096)
def _letter(sign: str) -> float:
    """The width of one letter, as a share of the font's size."""
    if sign in _NARROW:
        return 0.42
    if sign in _BROAD:
        return 1.0
    if sign in _LOWER:
        return 0.64
    if sign.isascii():
        return 0.8
    return (0.0, 0.85, 1.3)[min(2, cells(sign))]
