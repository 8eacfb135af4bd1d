"""What an editor can offer to do at a place: a title, its kind, and all that it changes."""

from dataclasses import dataclass
from enum import StrEnum

from milestone_ls.rules.finding import Fix
from milestone_ls.rules.judging import Judged


class ActionKind(StrEnum):
    """Kinds as the protocol spells them (LSP 3.17, CodeActionKind); a part before a dot stands for all behind it."""

    QUICK_FIX = "quickfix"
    REWRITE = "refactor.rewrite"
    INDEX = "source.index.milestone-ls"
    FIX_ALL = "source.fixAll.milestone-ls"

    def is_in(self, asked: str) -> bool:
        """Whether *asked* is this kind or one that holds it."""
        return not asked or self == asked or self.startswith(f"{asked}.")


@dataclass(frozen=True, slots=True)
class Action:
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
