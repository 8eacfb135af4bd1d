"""Files that move because an edit of ours says so.

A client that asks before files move asks of these, too, while it makes the edit. All that follows from the move stands
in that edit already, and whether the client has told of the changed texts by then is not known: an answer made up from
the texts as they were would change them twice.
"""

import time
from collections.abc import Callable

from milestone_ls.project.uris import uri_key

LASTS = 60.0
"""Seconds for which a move is awaited: a user who has said no to it may move the file by hand later."""


class OwnMoves:
    """The moves in edits that were handed out, by the client's URIs; each is forgotten once it was asked of.

    now   seconds, as of a clock that never goes back
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._until: dict[tuple[str, str], float] = {}

    def note(self, old: str, new: str) -> None:
        """An edit moves *old* to *new*."""
        self._until[uri_key(old), uri_key(new)] = self._now() + LASTS

    def take(self, old: str, new: str) -> bool:
        """Whether an edit of late moves *old* to *new*."""
        now = self._now()
        known = self._until.pop((uri_key(old), uri_key(new)), now) > now
        self._until = {move: until for move, until in self._until.items() if until > now}
        return known
