"""What an editor can offer to do at a place: a title, its kind, and all that it changes."""

from milestone_ls.features.kinds import ActionKind
from milestone_ls.records import Record
from milestone_ls.rules.finding import Fix
from milestone_ls.rules.judging import Judged


class Action(Record):
    """One thing that can be done, at once and as a whole.

    change     everything it touches; its title is the action's
    mends      the finding that it removes
    preferred  what most people want for that finding: an editor may bind it to a key
    """

    kind: ActionKind
    change: Fix
    mends: Judged | None = None
    preferred: bool = False

    @property
    def title(self) -> str:
        return self.change.title
