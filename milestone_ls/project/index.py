"""The index file: the list that people keep beside their milestones, and what it lists that nobody has written yet."""

import posixpath
import re
from collections.abc import Iterable, Iterator

from milestone_ls.project.facts import Page
from milestone_ls.project.names import Names
from milestone_ls.syntax.names import fold, unpad

_INDEX_NAMES = re.compile(r"(?:readme|index|milestones?|milestone[-_ ]manager|roadmap|plan|overview)\Z")


def is_index(path: str, index: tuple[str, ...] | None) -> bool:
    """Whether the file at *path* is an index file, if it lists milestones at all.

    index    those that the configuration names; None: a file is known by its name
    """
    if index is not None:
        return path in index
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return _INDEX_NAMES.match(stem.casefold()) is not None


def is_listing(page: Page) -> bool:
    """Whether a page lists as much as an index file would."""
    return len(page.entries) > 1


def planned_ids(pages: Iterable[Page], names: Names, index: tuple[str, ...] | None) -> frozenset[str]:
    """The folded IDs, without leading zeros, that the index files among *pages* list and no document bears.

    A file that is known by its name alone must list two milestones that there are.
    """
    return frozenset(id_ for page in pages for id_ in _planned_by(page, names, index))


def _planned_by(page: Page, names: Names, index: tuple[str, ...] | None) -> Iterator[str]:
    if not is_index(page.path, index):
        return
    ids = {fold(entry.id) for entry in page.entries}
    missing = {unpad(id_) for id_ in ids if not names.with_id(id_)}
    borne = {unpad(id_) for id_ in ids} - missing
    if index is not None or len(borne) > 1:
        yield from missing
