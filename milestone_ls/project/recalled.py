"""Where the milestones are named that were asked about last: editors ask again and again, and little changes between.

What a document says of a milestone is good for as long as all that it was worked out from is there unchanged. How it
is worked out is not known here.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from milestone_ls.project.facts import Milestone, Page
    from milestone_ls.project.names import Names
    from milestone_ls.project.occurrences import Naming
    from milestone_ls.project.plan import Resolved

_MOST = 16
"""Milestones: a hub's thousand documents take some hundred KB."""


class Basis(NamedTuple):
    """What goes into the places of one document, none of which ever changes.

    edition   stands for its text, and keeps no closed document read
    """

    edition: object
    page: "Page | None"
    items: "tuple[Resolved, ...]"

    def is_same(self, other: "Basis") -> bool:
        """Whether both are of one state: the very same things, which costs nothing to see."""
        return self.edition is other.edition and self.page is other.page and self.items is other.items


Known = dict[str, tuple[Basis, "Naming"]]
"""By path: what the document says of one milestone, and what that follows from."""


class _Asked(NamedTuple):
    """All that the answers about a milestone go by beside the documents themselves."""

    names: "Names"
    milestone: tuple[str, str]
    known: Known


class Recalled:
    """The answers about the last few milestones of one plan."""

    def __init__(self) -> None:
        self._asked: dict[str, _Asked] = {}

    def about(self, milestone: "Milestone", names: "Names") -> Known:
        """What is known of *milestone*, to be used where its basis is still the same, and to be filled.

        names   those of the plan that is asked about: with others, words may mean others
        """
        written = milestone.id, milestone.word
        asked = self._asked.pop(milestone.path, None)
        if asked is None or asked.names is not names or asked.milestone != written:
            asked = _Asked(names, written, {})
        self._asked[milestone.path] = asked
        if len(self._asked) > _MOST:
            del self._asked[next(iter(self._asked))]
        return asked.known
