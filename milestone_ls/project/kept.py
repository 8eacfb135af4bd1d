"""What is kept of one plan from one answer to the next: each kind by itself, for those who know what to do with it.

Nothing here may say anything that the documents do not: whoever keeps something sees to it that it is still so.
"""

from typing import TypeVar

T = TypeVar("T")


class Kept:
    """At most one thing of each kind, for as long as the plan's project lives."""

    def __init__(self) -> None:
        self._kept: dict[type[object], object] = {}

    def of(self, kind: type[T]) -> T:
        """The one thing of *kind*, which is made without arguments when it is first asked for."""
        known = self._kept.get(kind)
        if not isinstance(known, kind):
            known = self._kept[kind] = kind()
        return known
