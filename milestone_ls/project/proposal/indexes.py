"""Files that list the milestones, where their names do not tell it already.

A changelog names milestones, too. An index file names most of them in a list or table of its own, and either leads to
their documents or is called like an index.
"""

import posixpath

from milestone_ls.project.facts import Page
from milestone_ls.project.index import is_index, is_listing
from milestone_ls.project.plan import is_node
from milestone_ls.project.proposal.draft import Line
from milestone_ls.project.proposal.trial import Bench, Trial
from milestone_ls.project.proposal.words import INDEX_WORDS, words_of
from milestone_ls.syntax.names import fold

_LEAST_IDS = 2


def find_index(bench: Bench, trial: Trial) -> Trial:
    """*trial* with ``index``, if there are index files that are not found without it."""
    pages = [page for path, page in sorted(trial.plan.pages.items()) if not is_node(page) and is_listing(page)]
    lists = [page for page in pages if _lists_the_plan(page, trial)]
    if all(is_index(page.path, None) for page in lists):
        return trial
    usual = (page for page in pages if is_index(page.path, None) and len(_listed(page, trial)) >= _LEAST_IDS)
    paths = tuple(sorted({page.path for page in (*lists, *usual)}))
    most = max(len(_listed(page, trial)) for page in lists)
    line = Line(("index",), paths, f"lists {most} of {len(trial.milestones)} milestones")
    return bench.trial(trial.draft.having(line)) or trial


def _lists_the_plan(page: Page, trial: Trial) -> bool:
    listed = len(_listed(page, trial))
    linked = len(page.linked & trial.paths)
    all_ids = len({fold(milestone.id) for milestone in trial.milestones})
    stem = posixpath.splitext(posixpath.basename(page.path))[0]
    if listed < _LEAST_IDS or 4 * listed < 3 * all_ids:
        return False
    return 2 * linked >= all_ids or bool(words_of(stem) & INDEX_WORDS)


def _listed(page: Page, trial: Trial) -> frozenset[str]:
    """The documents of the milestones that a page lists."""
    names = trial.plan.names
    return frozenset(path for entry in page.entries for path in names.with_id(fold(entry.id)))
