"""By what a finding is known again when lines move: its code, whose it is, and what it says.

A baseline and the fingerprints of code scanning go by it. It knows no file format.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LINE_NUMBER = re.compile(r"\bline \d+")


class Identity(NamedTuple):
    """What stays as it is as long as a finding does.

    plan    the folder of the plan, as whoever compares names it
    owner   the ID of the document's milestone, which moves with it; the document's path from the plan's root where it
            bears none
    is_id   whether *owner* is an ID
    code    the rule's
    text    the message, without numbers of lines
    """

    plan: str
    owner: str
    is_id: bool
    code: str
    text: str


def text_of(message: str) -> str:
    """*message* without what changes when lines move."""
    return _LINE_NUMBER.sub("another line", message)


def numbered(identities: Iterable[Identity]) -> Iterator[tuple[Identity, int]]:
    """Each identity with how many of the same there have been, itself included."""
    seen: Counter[Identity] = Counter()
    for identity in identities:
        seen[identity] += 1
        yield identity, seen[identity]
