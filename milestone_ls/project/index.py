"""The index file: the list that people keep beside their milestones, and what it lists that nobody has written yet."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from milestone_ls.project.facts import Page, PageKind, split_target
from milestone_ls.project.names import Names
from milestone_ls.syntax.listing import Entry
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


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index files of a plan list, and what they leave out.

    files      their paths, sorted
    planned    folded IDs that they list and no document bears, without leading zeros
    unlisted   the milestone documents that none of them names
    """

    files: tuple[str, ...] = ()
    planned: frozenset[str] = frozenset()
    unlisted: frozenset[str] = frozenset()


NOTHING_INDEXED = Indexed()


def indexed(pages: Iterable[Page], names: Names, index: tuple[str, ...] | None) -> Indexed:
    """What the index files among *pages* list and leave out.

    One that is known by its name alone must list two milestones that there are, and more than half of them for what
    it leaves out to be missed.
    """
    used = sorted((page for page in pages if _serves(page, names, index)), key=lambda page: page.path)
    if not used:
        return NOTHING_INDEXED
    listed = {path for page in used for entry in _listed(page) for path in borne_by(entry, page.path, names)}
    linked = frozenset().union(*(page.linked for page in used))
    is_whole = index is not None or 2 * len(listed) > len(names.files)
    unlisted = (path for path, id_ in names.files.items() if id_ and len(names.ids.get(id_, ())) == 1)
    return Indexed(
        tuple(page.path for page in used),
        frozenset(id_ for page in used for id_ in _planned_by(page, names)),
        frozenset(unlisted) - listed - linked if is_whole else frozenset(),
    )


def borne_by(entry: Entry, path: str, names: Names) -> tuple[str, ...]:
    """The milestone documents that an entry of the index file at *path* is about: by its link, else by its ID."""
    place = split_target(entry.target, path) if entry.target else None
    return (place[0],) if place is not None and place[0] in names.files else names.with_id(fold(entry.id))


def _listed(page: Page) -> Sequence[Entry]:
    """The entries that list milestones: those of a chain of arrows only where a page has no others."""
    return [entry for entry in page.entries if not entry.is_link] or page.entries


def _serves(page: Page, names: Names, index: tuple[str, ...] | None) -> bool:
    if page.kind is not PageKind.OTHER or not is_index(page.path, index):
        return False
    return index is not None or len({path for entry in page.entries for path in borne_by(entry, page.path, names)}) > 1


def _planned_by(page: Page, names: Names) -> Iterator[str]:
    for entry in page.entries:
        if not borne_by(entry, page.path, names):
            yield unpad(fold(entry.id))
