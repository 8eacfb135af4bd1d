"""One state of a plan, whole and unchanging: what every feature and every rule is asked about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from milestone_ls.config import Settings
from milestone_ls.project.facts import Page
from milestone_ls.project.kept import Kept
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.project.trouble import Trouble
from milestone_ls.project.wording import Wording
from milestone_ls.syntax.document import Document
from milestone_ls.template.schema import Schema
from milestone_ls.text import NumberedLines

if TYPE_CHECKING:
    from milestone_ls.project.shelf import Shelf


class Documents(Mapping[str, Document]):
    """All documents of a plan: those that *others* has, open in editors, go before what is on disk."""

    def __init__(self, others: Mapping[str, Document], closed: "Shelf | Documents") -> None:
        self._others = others
        self._closed = closed

    def are_of(self, others: Mapping[str, Document], closed: "Shelf | Documents") -> bool:
        """Whether they are these very ones, none of which ever changes."""
        return self._others is others and self._closed is closed

    def text(self, path: str) -> str:
        """What the document at *path* says, for which it need not be read. Raises KeyError where there is none."""
        document = self._others.get(path)
        return document.source.text if document is not None else self._closed.text(path)

    def edition(self, path: str) -> object:
        """What stands for the text at *path*: the same object only as long as that says the same.

        Raises KeyError where there is none.
        """
        document = self._others.get(path)
        return document if document is not None else self._closed.edition(path)

    def lines(self, path: str) -> NumberedLines:
        """The lines of the document at *path*, for which it is not read. Raises KeyError where there is none."""
        document = self._others.get(path)
        return document.source if document is not None else self._closed.lines(path)

    def __getitem__(self, path: str) -> Document:
        document = self._others.get(path)
        return document if document is not None else self._closed[path]

    def __contains__(self, path: object) -> bool:
        return path in self._others or path in self._closed

    def __iter__(self) -> Iterator[str]:
        yield from self._closed
        yield from (path for path in self._others if path not in self._closed)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan with its documents. Paths go from the plan's root, with ``/`` between names.

    documents   every Markdown file that was read; what is open in an editor as it stands there
    troubles    what could not be read, by path
    held        documents for which the plan has the facts of an earlier text
    wording     where words stand that may be names; no more than a shorter way to what the documents say
    kept        what is kept from earlier answers; likewise
    """

    plan: Plan
    documents: Documents
    settings: Settings
    schema: Schema
    troubles: Mapping[str, tuple[Trouble, ...]] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    wording: Wording = field(default_factory=Wording, compare=False, repr=False)
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    def page(self, path: str) -> Page | None:
        """The facts of the document at *path* as it stands; None while the plan has those of an earlier text."""
        return None if path in self.held else self.plan.pages.get(path)

    def items(self, path: str) -> tuple[Resolved, ...]:
        """The items of the document's reference lists; none while the plan has those of an earlier text."""
        return () if path in self.held else self.plan.resolved.get(path, ())
