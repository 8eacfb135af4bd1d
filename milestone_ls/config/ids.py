"""Which words are milestone IDs: the ``id-pattern`` of a project, ready to use.

Knows where an ID may end inside a word. Folding of dashes and case, and what an ID stands for, are other rooms' matter:
a caller that wants ``M1–Foo`` (en dash) read like ``M1-Foo`` folds the dash first.
"""

import re
from functools import lru_cache

# No ID is longer than this; the slug behind one may be.
MAX_LENGTH = 64

# What a lookahead in the pattern may still see behind the longest ID.
_BEYOND = 16


class IdPattern:
    """A compiled ``id-pattern``.

    An ID ends at the word's end or before a ``-`` or ``_``, where the slug starts. Which of these places it is, the
    pattern decides: the default reads ``M1-2`` as one ID but ``M2-3D-view`` as ``M2`` with the slug ``3D-view``, since
    a number that runs into a letter is a word of the slug.

    Raises ValueError if *source* is no regular expression.
    """

    __slots__ = ("_first", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        try:
            re.compile(source)  # alone first: "a)|(?:b" is none, though it is one between parentheses
            self._first = re.compile(rf"(?:{source})(?=[-_]|\Z)")
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(str(error)) from error

    def match_prefix(self, word: str) -> str | None:
        """The longest prefix of *word* (without spaces) that is an ID; None if there is none."""
        seen = word[: MAX_LENGTH + _BEYOND]
        first = self._first.match(seen)
        if first is None:
            return None
        found = first.end() if first.end() <= MAX_LENGTH else 0
        # Which of several matches an expression finds first depends on how it is written; the longest one does not.
        for end in range(min(len(seen), MAX_LENGTH), found, -1):
            if (end == len(word) or seen[end] in "-_") and _ending_at(self.source, end).match(seen):
                return seen[:end]
        return seen[:found] or None

    def is_id(self, word: str) -> bool:
        """Whether *word* is an ID and nothing else."""
        return self.match_prefix(word) == word


@lru_cache(maxsize=4 * MAX_LENGTH)
def _ending_at(source: str, end: int) -> re.Pattern[str]:
    return re.compile(rf"(?:{source})(?<=\A(?s:.{{{end}}}))")
