"""What the session tells whoever brings findings to the client: by publishing them, or when they are asked for."""

from pathlib import Path
from typing import Protocol

from milestone_ls.project.workspace import Affected, Place


class Teller(Protocol):
    """One way for findings to reach the client; its methods are called on the event loop."""

    def now(self, place: Place) -> None:
        """A document was opened or edited: its findings are wanted at once."""

    def later(self, affected: Affected, *, pause: float) -> None:
        """Findings of other documents may differ; nobody needs them before *pause* seconds without an edit."""

    def rebuilt(self, outer: Path) -> None:
        """The plans of a folder are new ones."""

    def clear(self, path: Path) -> None:
        """The file is no document of a plan any longer."""
