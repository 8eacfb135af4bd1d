"""Token estimates and budgets as people write them: ``(est. tokens: 3K)``, ``150K-200K``, ``medium 10-15K``."""

import math
import re
from collections.abc import Iterator
from enum import StrEnum

from milestone_ls.records import Record
from milestone_ls.syntax.amounts import DASH, MOST_READ, bound, decimal, says_nothing, without_parentheses
from milestone_ls.syntax.intervals import Interval


class TokenClass(StrEnum):
    """What the template's Token Budget calls sums; there are gaps between the classes."""

    LIGHTWEIGHT = "lightweight"
    MEDIUM = "medium"
    HEAVY = "heavy"

    @property
    def tokens(self) -> Interval:
        return _CLASSES[self]


_CLASSES = {
    TokenClass.LIGHTWEIGHT: Interval(0, 3_000),
    TokenClass.MEDIUM: Interval(10_000, 15_000),
    TokenClass.HEAVY: Interval(25_000, math.inf),
}


class Estimate(Record):
    """What ``est. tokens:`` says in a text; *tokens* is None where no reading fits. ``text[start:end]`` says it."""

    tokens: Interval | None
    start: int
    end: int


class Budget(Record):
    """A stated budget; numbers go before the word of a class. ``text[start:end]`` says it.

    named   the class whose word stands there
    """

    tokens: Interval
    named: TokenClass | None
    start: int
    end: int


_LABEL = re.compile(r"\best(?:\.|imated)?\s*tokens?\s*:\s*(?P<value>[^()\n;]*)", re.IGNORECASE)
_DIGITS = r"\d{1,3}(?:[,_\u00a0\u202f ]\d{3}(?!\d))+(?:\.\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?"
_SUFFIX = r"[kKmM](?![A-Za-z])"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<low>{_DIGITS})\s*(?P<low_suffix>{_SUFFIX})?"
    rf"(?:\s*(?:{DASH}|\.\.\.?|\bto\b)\s*(?P<high>{_DIGITS})\s*(?P<high_suffix>{_SUFFIX})?)?(?P<more>\s*\+)?(?!\w)"
)
_LEAD = re.compile(
    r"[\s~≈<>=≤≥]*(?:(?:about|approx(?:imately|\.)?|around|roughly|circa|ca\.?|up\s+to|at\s+most|at\s+least|max\.?|min\.?"
    r"|under|over)\s*)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?!\s*(?:each|per|x|times)\b)[^\w*×/]?[^\d]*\Z", re.IGNORECASE)
_CLASS = re.compile(r"\b(?P<light>light(?:weight)?)\b|\b(?P<medium>medium)\b|\b(?P<heavy>heavy)\b", re.IGNORECASE)
_THOUSANDS_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_LEAST_BARE = 100
"""Below it a number without ``K`` or *tokens* counts something else."""


def estimates(text: str) -> Iterator[Estimate]:
    """What *text* says behind ``est. tokens:``, where there is a number."""
    for label in _LABEL.finditer(text):
        start, value = label.start("value"), label["value"].rstrip()
        if any(map(str.isdigit, value)) and not says_nothing(value):
            yield Estimate(_estimated(value), start, start + len(value))


def read_budget(text: str) -> Budget | None:
    """The budget that *text* states; None where it states none, or more than one."""
    text = text[:MOST_READ]
    words = list(_CLASS.finditer(text))
    amounts = [found for found in _AMOUNT.finditer(text) if _counts_tokens(found, text)]
    if says_nothing(text) or len(amounts) > 1 or (not amounts and len(words) != 1):
        return None
    named = _class_of(words[0]) if len(words) == 1 else None
    if not amounts:
        (word,) = words
        plain = without_parentheses(text)[: word.start()].strip(" *_~:")
        return Budget(_class_of(word).tokens, _class_of(word), *word.span()) if not plain else None
    (amount,) = amounts
    tokens = _interval(amount, text[: amount.start()])
    if tokens is None:
        return None
    first = words[0].start() if named and not text[words[0].end() : amount.start()].strip(" <>~:") else amount.start()
    return Budget(tokens, named, first, amount.end())


def token_class(tokens: Interval) -> TokenClass | None:
    """The class in which the whole interval lies; None where it lies in none, or in more than one."""
    within = (kind for kind in TokenClass if kind.tokens.low <= tokens.low and tokens.high <= kind.tokens.high)
    return next(within, None)


def _class_of(word: re.Match[str]) -> TokenClass:
    if word["light"]:
        return TokenClass.LIGHTWEIGHT
    return TokenClass.MEDIUM if word["medium"] else TokenClass.HEAVY


def _estimated(value: str) -> Interval | None:
    found = _AMOUNT.search(value)
    if found is None or not _LEAD.fullmatch(value, 0, found.start()) or not _BEHIND.match(value, found.end()):
        return None
    return _interval(found, value[: found.start()])


def _counts_tokens(found: re.Match[str], text: str) -> bool:
    if found["low_suffix"] or found["high_suffix"]:
        return True
    behind = text[found.end() :].lstrip().casefold()
    return behind.startswith("token") or (_number(found["high"] or found["low"], "") or 0) >= _LEAST_BARE


def _interval(found: re.Match[str], before: str) -> Interval | None:
    suffix = found["high_suffix"] or found["low_suffix"] or ""
    low = _number(found["low"], found["low_suffix"] or suffix)
    high = _number(found["high"], suffix) if found["high"] else low
    if low is not None and high is not None and low > high:
        low = _number(found["low"], found["low_suffix"] or "")  # `800-1.2K`
    if low is None or high is None or low > high:
        return None
    match "least" if found["more"] else bound(before):
        case "most":
            return Interval(0, high)
        case "least":
            return Interval(low, math.inf)
        case _:
            return Interval(low, high)


def _number(written: str, suffix: str) -> float | None:
    """The count that is written; a part of a token is none."""
    factor = {"k": 1_000, "m": 1_000_000}.get(suffix.casefold(), 1)
    plain = re.sub(r"[_\u00a0\u202f ]", "", written)
    if factor == 1 and _THOUSANDS_BY_DOT.fullmatch(plain):
        plain = plain.replace(".", "")
    count = decimal(plain) * factor
    return count if count == int(count) else None


def tokens_in_words(tokens: Interval) -> str:
    """``12K``, ``8K-12.5K``, ``25K and more``, ``up to 3K``."""
    if not tokens.is_bounded:
        return f"{_short(tokens.low)} and more"
    if tokens.low == tokens.high:
        return _short(tokens.low)
    return f"{_short(tokens.low)}-{_short(tokens.high)}" if tokens.low else f"up to {_short(tokens.high)}"


def _short(count: float) -> str:
    return f"{count:g}" if count < 1_000 else f"{round(count / 1_000, 1):,g}K"
