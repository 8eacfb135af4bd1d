"""What numbers in people's texts have in common, whatever they count: their forms, bounds, and words for no value."""

import re

MOST_READ = 400
"""How many characters of a value are looked at: an amount stands at its beginning."""

DASH = "[-\u2010-\u2015\u2212]"
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_NOTHING = re.compile(
    r"\W*(?:n/?a|none|nothing|tb[dac]|unknown|not\s+applicable|to\s+be\s+\w+|\?+)?(?!\w)", re.IGNORECASE
)
_EMPTY = re.compile(r"\W*\Z")
_AT_MOST = re.compile(
    r"(?:<=?|≤|\b(?:up\s+to|at\s+most|max(?:imum|\.)?(?:\s+of)?|(?:less|no\s+more|not\s+more)\s+than|under|below|within))\s*\Z",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:(?<![-=])>=?|≥|\b(?:at\s+least|min(?:imum|\.)?(?:\s+of)?|(?:more|no\s+less|not\s+less)\s+than|over|above))\s*\Z",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not?|never|without)\b", re.IGNORECASE)
_MINUS = re.compile(rf"(?:\A|\s){DASH}\Z")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")


def says_nothing(text: str) -> bool:
    """Whether a value says that there is none (``N/A``, ``None``, ``TBD until May``), or is empty."""
    found = _NOTHING.match(text)
    return _EMPTY.match(text) is not None or (found is not None and any(map(str.isalpha, found.group())))


def without_parentheses(text: str) -> str:
    """*text* with blanks in the place of what stands in parentheses, so that every place stays where it is."""
    return _PARENTHESIS.sub(lambda found: " " * len(found.group()), text)


def parentheses(text: str) -> list[tuple[int, int]]:
    """Where the insides of parentheses begin and end."""
    return [found.span(1) for found in _PARENTHESIS.finditer(text)]


def decimal(written: str) -> float:
    """The number that is *written*: ``1.5``, ``1,5``, ``1,000``, ``1½``, ``3/4``."""
    whole = written.rstrip("".join(_FRACTIONS))
    part = sum(_FRACTIONS[sign] for sign in written[len(whole) :])
    if "/" in whole:
        above, below = whole.split("/")
        return float(above) / float(below) if float(below) else 0.0
    if not whole:
        return part
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(\.\d+)?", whole)
    return float(whole.replace(",", "" if grouped else ".")) + part


def is_negative(before: str) -> bool:
    """Whether the sign right behind *before*, the words in front of a number, is a minus."""
    return _MINUS.search(before) is not None


def bound(before: str) -> str | None:
    """What the words before an amount make of it: ``most``, ``least``, the amount itself (``""``), or nothing (None).

    None where they deny it.
    """
    if _AT_MOST.search(before):
        return "most"
    if _AT_LEAST.search(before):
        return "least"
    return None if _NEGATION.search(before) else ""
