"""The words of a text that may be names: those with a digit in them. Of whom they are is not known here."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from milestone_ls.markdown.inline import Inline, SpotKind

_WORD = re.compile(r"[\w\u2010-\u2015\u2212-]+(?:\.[\w-]+)*")
_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
_ATOM = re.compile(r"(?<![^\W_])[^\W\d_]*\d[^\W_]*")


class Word(NamedTuple):
    """``inline.text[first:end]``, in a chunk that begins on line *start*."""

    inline: Inline
    start: int
    first: int
    end: int


def words_in(inline: Inline) -> Iterator[tuple[int, int]]:
    """Where the words stand that may be names: code holds none."""
    code = list(inline.spots_of(SpotKind.CODE))
    for found in _WORD.finditer(inline.text):
        if not any(spot.start < found.end() and found.start() < spot.end for spot in code):
            yield found.span()


def atom_of(word: str) -> str | None:
    """The first run of letters and digits in *word* that has a digit, folded; of ``PHASE-5A`` that is ``5a``.

    A name and every word that begins with it have the same one.
    """
    found = _ATOM.search(word.casefold())
    return found.group() if found is not None else None


def atoms_in(text: str) -> frozenset[str]:
    """All such runs in the source of a text, which are at least those of its words."""
    # Several times as fast as the expression alone: most words are ASCII and have no digit.
    pieces = {piece for piece in text.casefold().translate(_SIGNS).split() if not piece.isalpha()}
    plain = {piece for piece in pieces if piece.isascii()}
    return frozenset(plain.union(*(_ATOM.findall(piece) for piece in pieces - plain)))
