"""A template that the plan keeps already, which goes before any that could be made."""

from milestone_ls.project.facts import PageKind
from milestone_ls.project.proposal.draft import Line
from milestone_ls.project.proposal.trial import Bench, Trial
from milestone_ls.syntax.document import Document
from milestone_ls.template.names import fold_name

_LEAST_SHARED = 2


def find_template(bench: Bench, trial: Trial) -> Trial:
    """*trial* with the plan's own template, if one can serve and documents share names with it.

    A template serves if its heading has the slot ``{ID}``. So early nobody knows the plan's milestones; any documents
    with two of its fields or sections will do.
    """
    best, most = trial, 0
    for page in trial.plan.pages.values():
        if page.kind is not PageKind.TEMPLATE:
            continue
        tried = bench.trial(trial.draft.having(Line(("template",), page.path, "the template that the plan keeps")))
        sharing = 0 if tried is None else _sharing(tried, page.path)
        if tried is not None and sharing > most:
            best, most = tried, sharing
    return best


def _sharing(trial: Trial, path: str) -> int:
    """How many documents share names of fields and sections with the template."""
    own = _names(trial.snapshot.documents[path])
    others = (document for other, document in trial.snapshot.documents.items() if other != path)
    return sum(len(own & _names(document)) >= _LEAST_SHARED for document in others)


def _names(document: Document) -> frozenset[str]:
    fields = (fold_name(field.name) for field in document.fields)
    return frozenset((*fields, *(fold_name(section.name) for section in document.sections)))
