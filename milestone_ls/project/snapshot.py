"""One state of a plan, whole and unchanging: what every feature and every rule is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from milestone_ls.config import Settings
from milestone_ls.project.facts import Page
from milestone_ls.project.plan import Plan, Resolved
from milestone_ls.project.trouble import Trouble
from milestone_ls.project.wording import Wording
from milestone_ls.syntax.document import Document
from milestone_ls.template.schema import Schema


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A plan with its documents. Paths go from the plan's root, with ``/`` between names.

    documents   every Markdown file that was read; what is open in an editor as it stands there
    troubles    what could not be read, by path
    held        documents for which the plan has the facts of an earlier text
    wording     where words stand that may be names; no more than a shorter way to what the documents say
    """

    plan: Plan
    documents: Mapping[str, Document]
    settings: Settings
    schema: Schema
    troubles: Mapping[str, tuple[Trouble, ...]] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    wording: Wording = field(default_factory=Wording, compare=False, repr=False)

    def page(self, path: str) -> Page | None:
        """The facts of the document at *path* as it stands; None while the plan has those of an earlier text."""
        return None if path in self.held else self.plan.pages.get(path)

    def items(self, path: str) -> tuple[Resolved, ...]:
        """The items of the document's reference lists; none while the plan has those of an earlier text."""
        return () if path in self.held else self.plan.resolved.get(path, ())
