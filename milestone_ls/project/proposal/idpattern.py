r"""An ``id-pattern`` made from words that the default one misreads: what they share stays, what counts varies.

``M-1.2a`` and ``M-3`` give ``M-\d+(?:\.\d+[a-z])*``, about what one would write by hand. Whether such a pattern reads
the plan better is for a trial.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from milestone_ls.config import DEFAULT_ID_PATTERN, IdPattern
from milestone_ls.syntax.names import fold
from milestone_ls.syntax.references import LEAD_IN

Tokens = list[str]

_TOKEN = re.compile(r"[A-Za-z]+|\d+|.", re.DOTALL)
_SLUG = re.compile(r"(?<=[A-Za-z\d])[-_](?=[A-Za-z]{3})")
_MOST_ALTERNATIVES = 3


def patterns_for(words: Sequence[str], noun: str = "") -> tuple[str, ...]:
    """Patterns that read *words*, which stand where IDs do, otherwise than the default; none where that one serves.

    noun     the word before all of them: of ``# Phase 2C`` people write ``Phase 2C``; a lead-in is no part of the ID
    returns  one for all the words, one for the commonest shape among them
    """
    if not words or not _is_misread(words):
        return ()
    groups = _by_shape(words)
    patterns: tuple[str, ...] = pattern_of(words), _pattern([max(groups, key=len)]) if groups else ""
    if noun and all(word[0].isdigit() for word in words) and not LEAD_IN.match(f"{noun} 1"):
        patterns = tuple(_behind(noun, pattern) for pattern in patterns)
    return tuple(dict.fromkeys(pattern for pattern in patterns if pattern))


def _behind(noun: str, pattern: str) -> str:
    """*pattern* with or without *noun* before it."""
    grouped = f"(?:{pattern})" if "|" in pattern else pattern
    return pattern and f"(?i:{re.escape(noun)}-)?{grouped}"


def pattern_of(words: Sequence[str]) -> str:
    """One expression that reads the IDs in *words* and little else; empty if nobody would write it."""
    return _pattern(_by_shape(words))


def _by_shape(words: Sequence[str]) -> Sequence[Sequence[Tokens]]:
    groups: dict[str, list[Tokens]] = defaultdict(list)
    for word in filter(str.isascii, map(_without_slug, words)):
        tokens = _TOKEN.findall(word)
        groups[_shape(tokens)].append(tokens)
    return tuple(groups.values())


def _is_misread(words: Sequence[str]) -> bool:
    """Whether the default pattern finds no ID in a word, the same in words with other numbers, or a slug's number."""
    ids = IdPattern(DEFAULT_ID_PATTERN)
    read = [ids.match_prefix(word) for word in words]
    found = [id_ for id_ in read if id_ is not None]
    if len(found) < len(words):
        return True
    heads: dict[str, set[str]] = defaultdict(set)
    for word, id_ in zip(words, found, strict=True):
        heads[fold(id_)].add(fold(_without_slug(word)))
    if any(len(meant) > 1 for meant in heads.values()):
        return True
    shapes = [_shape(_TOKEN.findall(id_)) for id_ in found]
    (usual, most), *_ = Counter(shapes).most_common()
    return 2 * most > len(words) and any(
        shape != usual and ("-" in shape or "_" in shape) and word != id_
        for shape, word, id_ in zip(shapes, words, found, strict=True)
    )


def _without_slug(word: str) -> str:
    head = _SLUG.split(word, maxsplit=1)[0]
    return head if any(map(str.isdigit, head)) else word


def _shape(tokens: Tokens) -> str:
    return "".join("D" if token.isdigit() else "L" if token.isalpha() else token for token in tokens)


def _pattern(groups: Iterable[Sequence[Tokens]]) -> str:
    alternatives = sorted({_expression(words) for words in groups}, key=lambda text: (-len(text), text))
    merged: list[str] = []
    while alternatives:
        longest = alternatives.pop(0)
        stem = next((other for other in alternatives if longest.startswith(other)), None)
        if stem is None:
            merged.append(longest)
        else:
            alternatives[alternatives.index(stem)] = stem + _optional(longest.removeprefix(stem))
    return "|".join(merged) if len(merged) <= _MOST_ALTERNATIVES else ""


def _optional(tail: str) -> str:
    if re.fullmatch(r"\[[^\]]+\]\??", tail):  # a single letter
        return tail.removesuffix("?") + "?"
    return f"(?:{tail})*" if re.match(r"\\?[^\w\\]\\d", tail) else f"(?:{tail})?"


def _expression(words: Sequence[Tokens]) -> str:
    columns = list(zip(*words, strict=True))
    return "".join(_piece(column, index, len(columns)) for index, column in enumerate(columns))


def _piece(column: tuple[str, ...], index: int, count: int) -> str:
    """The words' tokens at one place: digits vary, and so does a last letter; other letters where they differ."""
    if column[0].isdigit():
        return r"\d+"
    letters = "".join(column)
    is_count = letters.isalpha() and 0 < index == count - 1
    if len(set(column)) == 1 and not is_count:
        return re.escape(column[0]).replace(r"\-", "-")
    kind = "A-Z" if letters.isupper() else "a-z" if letters.islower() else "A-Za-z"
    return f"[{kind}]" if max(map(len, column)) == 1 else f"[{kind}]+"
