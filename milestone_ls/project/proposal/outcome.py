"""What a proposal comes to, in plain data: references that lead somewhere or not, and files that are no milestones."""

from collections import Counter
from collections.abc import Iterator

from milestone_ls.project.facts import Page, PageKind, id_of_path
from milestone_ls.project.globs import GlobList
from milestone_ls.project.index import is_index, is_listing
from milestone_ls.project.proposal.headings import sighting_of
from milestone_ls.project.proposal.survey import Survey
from milestone_ls.project.proposal.trial import Item, Trial
from milestone_ls.records import Record
from milestone_ls.template.roles import FieldRole


class References(Record):
    """Counts of what milestones state about each other, ``None`` and its like left out.

    unknown  what leads nowhere, in the order of the documents
    prose    how many items name no milestone at all
    """

    resolved: int
    unknown: tuple[Item, ...]
    prose: int

    @property
    def stated(self) -> int:
        return self.resolved + len(self.unknown)


def references(trial: Trial, *, upstream: bool) -> References:
    """The dependencies, or (not *upstream*) everything else that names milestones."""
    items = [
        item for item in trial.items if item.resolved.stated.relation.is_upstream == upstream and not item.says_nothing
    ]
    resolved = sum(item.leads_somewhere for item in items)
    unknown = tuple(item for item in items if item.is_unknown)
    return References(resolved, unknown, len(items) - resolved - len(unknown))


def unknown_statuses(trial: Trial) -> Counter[str]:
    """The values of status fields that say nothing that is known, with how many milestones have each."""
    fields = (document.field(FieldRole.STATUS) for document in trial.documents)
    return Counter(
        field.value for field in fields if field is not None and field.status is not None and not field.status.known
    )


def left_aside(survey: Survey, trial: Trial) -> Iterator[tuple[str, str]]:
    """The paths of the files that are no milestones with an ID, sorted, each with why."""
    reasons = dict(survey.unread)
    for path in survey.sources:
        page = trial.plan.pages.get(path)
        if page is None:
            reasons[path] = "excluded"
        elif page.kind is not PageKind.MILESTONE:
            reasons[path] = _why(page, trial)
        elif page.milestone is None or not page.milestone.id:
            reasons[path] = "begins like a milestone and has no ID"
    yield from sorted(reasons.items())


def _why(page: Page, trial: Trial) -> str:
    title = trial.snapshot.documents[page.path].title
    if page.kind is PageKind.COMPANION and page.milestone is not None:
        return f"companion of {page.milestone.id}"
    if page.kind is PageKind.TEMPLATE:
        return "template"
    if is_listing(page) and is_index(page.path, trial.snapshot.settings.index):
        return "index"
    if title is None:
        return "has no heading of level 1"
    if not GlobList(trial.snapshot.settings.include).fits(page.path):
        return "not included"
    id_ = id_of_path(page.path, trial.snapshot.schema)
    if sighting_of(page.path, trial.snapshot.documents[page.path]) is not None:
        return f"its heading fits no form: {title.text}"
    if id_:
        return f"its heading has no ID, its name has one: write `# {id_}: {title.text}`"
    return f"its heading has no ID: {title.text}"
