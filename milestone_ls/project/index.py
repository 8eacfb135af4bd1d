"""The index file: the list that people keep beside their milestones, and what it lists that nobody has written yet."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from milestone_ls.project.facts import Page, PageKind
from milestone_ls.project.links import split_target
from milestone_ls.project.names import Names
from milestone_ls.records import Record
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


class Indexed(Record):
    """What the index files of a plan list, and what they leave out.

    files      their paths, sorted
    planned    folded IDs that they list and no document bears, without leading zeros
    unlisted   the milestone documents that none of them names
    """

    files: tuple[str, ...] = ()
    planned: frozenset[str] = frozenset()
    unlisted: frozenset[str] = frozenset()


NOTHING_INDEXED = Indexed()


def indexed(listings: Iterable[str], pages: Mapping[str, Page], names: Names, index: tuple[str, ...] | None) -> Indexed:
    """What the index files among *listings*, by path, list and leave out.

    One that is known by its name alone must list two milestones that there are, and more than half of them for what
    it leaves out to be missed.
    """
    found = {path: entries_of(pages[path], pages) for path in sorted(listings) if _may_serve(pages[path], index)}
    used = {path: entries for path, entries in found.items() if index is not None or _serves(path, entries, names)}
    if not used:
        return NOTHING_INDEXED
    listed = {
        bearer for path, entries in used.items() for entry in _told(entries) for bearer in borne_by(entry, path, names)
    }
    linked = frozenset().union(*(pages[path].linked for path in used))
    is_whole = index is not None or 2 * len(listed) > len(names.files)
    unlisted = (path for path, id_ in names.files.items() if id_ and len(names.ids.get(id_, ())) == 1)
    return Indexed(
        tuple(used),
        frozenset(id_ for path, entries in used.items() for id_ in _planned_by(path, entries, names)),
        frozenset(unlisted) - listed - linked if is_whole else frozenset(),
    )


def borne_by(entry: Entry, path: str, names: Names) -> tuple[str, ...]:
    """The milestone documents that an entry of the index file at *path* is about: by its link, else by its ID."""
    place = split_target(entry.target, path) if entry.target else None
    return (place[0],) if place is not None and place[0] in names.files else names.with_id(fold(entry.id))


def entries_of(page: Page, pages: Mapping[str, Page]) -> list[Entry]:
    """What a page lists, without what is about a document that has the ID in its name and is no milestone as it stands.

    A link leads to it. That ID may be a milestone's elsewhere, which the entry does not speak of.
    """
    return [entry for entry in page.entries if not _is_of_other(entry, page.path, pages)]


def _is_of_other(entry: Entry, path: str, pages: Mapping[str, Page]) -> bool:
    place = split_target(entry.target, path) if entry.is_own else None
    page = pages.get(place[0]) if place is not None else None
    return page is not None and page.kind is PageKind.OTHER


def _told(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Those that list milestones: those of a chain of arrows only where a page has no others."""
    return [entry for entry in entries if not entry.is_link] or entries


def _may_serve(page: Page, index: tuple[str, ...] | None) -> bool:
    return page.kind is PageKind.OTHER and is_index(page.path, index)


def _serves(path: str, entries: Iterable[Entry], names: Names) -> bool:
    return len({bearer for entry in entries for bearer in borne_by(entry, path, names)}) > 1


def _planned_by(path: str, entries: Iterable[Entry], names: Names) -> Iterator[str]:
    for entry in entries:
        if not borne_by(entry, path, names):
            yield unpad(fold(entry.id))
