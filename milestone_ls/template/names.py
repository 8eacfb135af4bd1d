"""How the names of fields, sections and labels compare: without case, decoration, numbering and final colon."""

import re
import unicodedata
from functools import lru_cache

_NUMBERING = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:[.)]\s*|\s+)(?=\S)")
_SPACE = re.compile(r"\s+")
# Symbols, modifiers such as skin tones, keycaps, joiners, and the unassigned, which newer emoji are to us.
_SYMBOL_CATEGORIES = frozenset({"So", "Sk", "Me", "Cf", "Cn"})
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_KEYCAP = "\u20e3"


def is_symbol(character: str) -> bool:
    """Whether a character is an emoji, another pictorial symbol, or a part of one."""
    if character.isascii():
        return False
    return unicodedata.category(character) in _SYMBOL_CATEGORIES or ord(character) in _VARIATION_SELECTORS


def strip_symbols(text: str) -> tuple[int, int]:
    """The stretch ``text[start:end]`` without white space and symbols around it."""
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or is_symbol(text[start])):
        start += 1
    if text[start + 1 : end].startswith(("\ufe0f" + _KEYCAP, _KEYCAP)):  # a digit in a keycap is a symbol, too
        return _shift(strip_symbols(text[start + 1 :]), start + 1)
    while end > start and (text[end - 1].isspace() or is_symbol(text[end - 1])):
        end -= 1
    return start, end


def _shift(stretch: tuple[int, int], by: int) -> tuple[int, int]:
    return stretch[0] + by, stretch[1] + by


@lru_cache(maxsize=4096)  # a plan has the same few names in every document
def fold_name(name: str) -> str:
    """The form in which names of fields, sections and labels compare."""
    start, end = strip_symbols(name)
    name = name[start:end]
    name = _NUMBERING.sub("", name, count=1) if _NUMBERING.match(name) else name
    name = name.rstrip(": \t")
    start, end = strip_symbols(name)
    return _SPACE.sub(" ", name[start:end].rstrip(": \t")).casefold()
