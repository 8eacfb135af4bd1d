r"""How many ways an ``id-pattern`` may try on one word before it gives up.

Python's expressions backtrack: ``(?:[A-Z]+-?)+\d`` tries every way of cutting a long word into pieces, and nothing can
stop it meanwhile. A pattern comes with a repository that somebody opens, so it is judged before it runs. The judgement
is an upper bound read off the pattern's tree (after the one-unambiguity of Brüggemann-Klein and Wood, "One-Unambiguous
Regular Languages", 1998): a choice costs nothing where the next character decides it. It never runs the pattern.

Knows nothing of milestones but that an ID ends before ``-``, ``_`` or the word's end.
"""

import re

# The tree has no public door. What this module does not know by name it refuses, and a test holds the names it knows.
import re._parser as parser  # type: ignore[import-not-found]  # typeshed has no stub for it
from functools import cache, reduce
from math import comb
from operator import or_
from typing import Any, NamedTuple, Protocol

# The pattern sees words of about this length (ids.py).
_LENGTH = 80

# At this limit a hostile word costs some milliseconds; with the usual patterns any word costs microseconds.
_MOST_WAYS = 200_000
_MOST_FREE = 5

# A repeat of at most so many rounds counts as a factor, a longer one as one more place to cut the word at.
_FEW = 8

# A set of characters is a bit mask: a bit for each of ASCII, and one for all else.
_ASCII = 128
_OTHER = 1 << _ASCII
_ALL = (_OTHER << 1) - 1


class TooManyWaysError(ValueError):
    """The pattern may take too long; the text says why, to whom wrote it."""


class _Nodes(Protocol):
    """Parts of a pattern in a row, each a name and its argument."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> tuple[Any, Any]: ...


class _Group(_Nodes, Protocol):
    """The inside of a group or repeat, as the parser gives it."""

    def getwidth(self) -> tuple[int, int]: ...


class _Ways(NamedTuple):
    """An upper bound: *factor* times the ways to cut a word at *free* places."""

    factor: int = 1
    free: int = 0

    def total(self) -> int:
        return self.factor * comb(_LENGTH + self.free, self.free)


def check(pattern: str) -> None:
    """Raises TooManyWaysError if *pattern*, a valid expression, may try too many ways on a word or cannot be judged."""
    tree = parser.parse(pattern)
    _Judge(fold="(?i" in pattern or bool(tree.state.flags & re.IGNORECASE)).sequence(tree, _bit("-") | _bit("_"))


class _Judge:
    """Walks the tree; *fold* takes each letter for both cases. A *follow* is the set of what may come next."""

    __slots__ = ("_fold",)

    def __init__(self, *, fold: bool) -> None:
        self._fold = fold

    def sequence(self, nodes: _Nodes, follow: int) -> _Ways:
        factor, free = 1, 0
        for node in reversed(nodes):
            ways = self._node(node, follow)
            factor, free = factor * ways.factor, free + ways.free
            # Asked at each step, so that the numbers stay small however deep the groups are.
            if free > _MOST_FREE or _Ways(factor, free).total() > _MOST_WAYS:
                raise TooManyWaysError("it has too many parts that can match the same characters")
            follow = self.first((node,), follow)
        return _Ways(factor, free)

    def _node(self, node: tuple[Any, Any], follow: int) -> _Ways:
        kind, argument = str(node[0]), node[1]
        match kind:
            case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN" | "AT":
                return _Ways()
            case "SUBPATTERN":
                return self.sequence(argument[3], follow)
            case "ATOMIC_GROUP":
                return self.sequence(argument, follow)
            case "ASSERT" | "ASSERT_NOT":
                return self.sequence(argument[1], 0)
            case "BRANCH":
                return self._branch(argument[1], follow)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, body = argument
                return self._repeat(int(least), int(most), body, follow)
            case "GROUPREF" | "GROUPREF_EXISTS":
                raise TooManyWaysError("it refers back to a group")
            case _:
                raise TooManyWaysError(f"it uses {kind.lower().replace('_', ' ')}, which cannot be judged")

    def _branch(self, branches: list[_Group], follow: int) -> _Ways:
        firsts = [self.first(branch, follow) for branch in branches]
        decided = sum(first.bit_count() for first in firsts) == reduce(or_, firsts).bit_count()
        ways = [self.sequence(branch, follow) for branch in branches]
        factors = [way.factor for way in ways]
        return _Ways(max(factors) if decided else sum(factors), max(way.free for way in ways))

    def _repeat(self, least: int, most: int, body: _Group, follow: int) -> _Ways:
        least, most = min(least, _LENGTH), min(most, _LENGTH)
        nullable = body.getwidth()[0] == 0
        first = self.first(body, 0)
        inner = self.sequence(body, follow | first if most > 1 else follow)
        # Empty rounds can be put in anywhere.
        factor = inner.factor * 2 if nullable and most > 1 else inner.factor
        if most > _FEW and (factor > 1 or inner.free):
            raise TooManyWaysError("a repeated group in it can cut the same characters in many ways")
        stops = most - least + 1 if nullable or first & follow else 1
        if stops > _FEW:
            return _Ways(factor, inner.free + 1)
        return _Ways(factor**most * stops, inner.free * most)

    def first(self, nodes: _Nodes, follow: int) -> int:
        """What may come first in *nodes*, or in *follow* where they may match nothing."""
        for kind, argument in reversed(nodes):
            match str(kind):
                case "SUBPATTERN":
                    follow = self.first(argument[3], follow)
                case "ATOMIC_GROUP":
                    follow = self.first(argument, follow)
                case "BRANCH":
                    follow = reduce(or_, (self.first(branch, follow) for branch in argument[1]))
                case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                    least, _, body = argument
                    follow = self.first(body, follow) | (0 if least else follow)
                case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
                    follow = self._characters(str(kind), argument)
        return follow

    def _characters(self, kind: str, argument: int | list[tuple[Any, Any]] | None) -> int:
        match argument:
            case int():
                mask = _code(argument) if kind == "LITERAL" else _ALL & ~_code(argument) | _OTHER
            case list():
                mask = _set(argument)
            case _:  # the full stop has none
                mask = _ALL
        if not self._fold:
            return mask
        # Some letters beyond ASCII are the other case of one in it ("ſ", the Kelvin sign), and the other way round.
        folded = (_bit(chr(code).swapcase()) | _OTHER for code in range(_ASCII) if mask >> code & 1)
        return reduce(or_, folded, _ALL if mask & _OTHER else mask)


def _set(items: list[tuple[Any, Any]]) -> int:
    mask = 0
    negated = False
    for kind, argument in items:
        match str(kind):
            case "NEGATE":
                negated = True
            case "LITERAL":
                mask |= _code(argument)
            case "RANGE":
                low, high = argument
                mask |= sum(1 << code for code in range(low, min(high, _ASCII - 1) + 1))
                mask |= _OTHER if high >= _ASCII else 0
            case "CATEGORY":
                mask |= _category(str(argument))
            case unknown:
                raise TooManyWaysError(f"it uses {unknown.lower()}, which cannot be judged")
    # Of what is not ASCII some may be in a set and some in its opposite, and one bit stands for all of it.
    return _ALL & ~mask | _OTHER if negated else mask


@cache
def _category(name: str) -> int:
    letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}.get(name.rpartition("_")[2])
    if letter is None:
        raise TooManyWaysError(f"it uses {name.lower()}, which cannot be judged")
    escape = re.compile("\\" + (letter.upper() if "NOT" in name else letter))
    return _OTHER | sum(1 << code for code in range(_ASCII) if escape.match(chr(code)))


def _code(code: int) -> int:
    return 1 << min(code, _ASCII)


def _bit(character: str) -> int:
    return _code(ord(character))
