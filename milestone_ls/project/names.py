"""Which milestones a name stands for: one index over every name that is borne, and what it would take to bear one.

A lookup also tells the keys it depended on, resolved or not, so that whoever asked can be asked again when a
document that bears one of them comes, goes or changes.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import cached_property, lru_cache
from sys import intern
from typing import TypeAlias

from milestone_ls.config.ids import MAX_LENGTH
from milestone_ls.project.facts import Milestone, Stated
from milestone_ls.project.links import split_target
from milestone_ls.records import Record, field
from milestone_ls.syntax.names import fold, letters, slug, unpad
from milestone_ls.syntax.references import Reference, Shape

Paths = tuple[str, ...]


class Outcome(Enum):
    """How a reference list's item was read in the end."""

    RESOLVED = auto()
    OPEN = auto()  # a range, a group, `M3+`: stands for what exists
    UNKNOWN = auto()  # the shape of an ID and the letters of this plan's, and nobody bears it
    STRANGE = auto()  # an ID and nothing else in a field, with letters that no ID of the plan has
    SILENT = auto()  # prose, another project's, nothing


class Resolution(Record):
    """What one item stands for.

    targets    paths of milestone documents, sorted; several for a duplicate, a range or a group
    missing    the IDs that nobody bears
    keys       what the answer depends on: the item is to be read again when one of them changes
    """

    outcome: Outcome
    targets: Paths = ()
    missing: Paths = ()
    keys: frozenset[str] = frozenset()


EVERY_NAME = "names"
"""The key that changes whenever any file or name of the plan does: of advice that looks at all of them."""
EVERY_HEADING = "headings"
"""The key that changes whenever any place that links can lead to does."""

_NUMERIC = re.compile(r"\d+(?:[.-]\d+)*\Z")
_SEPARATORS = "-_."
_PARTS = re.compile(r"\d+|[^\d]+")


def names_of(milestone: Milestone) -> frozenset[str]:
    """The folded names that a milestone answers to, the bare number of a numeric ID left out."""
    if not milestone.id:
        return frozenset()
    id_ = fold(milestone.id)
    names = {fold(milestone.word)} if milestone.word else set()
    if _NUMERIC.match(id_):
        # The bare number is no name: in a list `3` may be anything but a whole item.
        names |= {f"m{id_}", f"m-{id_}", f"milestone-{id_}", f"milestone{id_}"}
    else:
        names.add(id_)
    if milestone.noun and id_[0].isdigit():
        names.add(f"{fold(milestone.noun)}-{id_}")  # of `# Phase 2C: …` people write `Phase 2C`
    if milestone.stem_bears_id:
        names.add(fold(milestone.stem))
    if milestone.title:
        names.add(f"{id_}-{slug(milestone.title)}")
    return frozenset(names) - {id_ if _NUMERIC.match(id_) else ""}


Order: TypeAlias = tuple[tuple[int, int | str], ...]


@lru_cache(maxsize=16_384)
def order_of(id_: str) -> Order:
    """A key that sorts IDs as people count: ``M2`` before ``M10``, ``PHASE-5A`` before ``PHASE-5B``."""
    parts = _PARTS.findall(fold(id_)[:MAX_LENGTH])  # of longer digits Python makes no number
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


def prefixes(id_: str) -> Iterator[str]:
    """What an ID begins with before each of its separators: the names of groups that it may belong to."""
    return (id_[:at] for at, sign in enumerate(id_) if sign in _SEPARATORS)


def _first(entry: tuple[Order, str]) -> Order:
    return entry[0]


class Names(Record, dict=True):
    """Every name that the plan's milestones bear. Immutable: :meth:`after` gives the index of a changed plan.

    exact     folded name to the paths of those who bear it
    unpadded  the same without leading zeros, to be asked where nobody bears the exact name
    ids       folded ID to paths
    alphabet  letters to how many names have them
    files     the paths of the milestone documents, each with the folded ID, which may be empty
    """

    exact: Mapping[str, Paths] = field(default_factory=dict)
    unpadded: Mapping[str, Paths] = field(default_factory=dict)
    ids: Mapping[str, Paths] = field(default_factory=dict)
    alphabet: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def after(self, gone: Iterable[Milestone], come: Iterable[Milestone]) -> "Names":
        """The index without *gone* and with *come*."""
        exact, unpadded, ids = dict(self.exact), dict(self.unpadded), dict(self.ids)
        alphabet, files = Counter(self.alphabet), dict(self.files)
        for milestone in gone:
            for name in names_of(milestone):
                _remove(exact, name, milestone.path)
                _remove(unpadded, unpad(name), milestone.path)
                alphabet[letters(name)] -= 1
            if milestone.id:
                _remove(ids, fold(milestone.id), milestone.path)
            files.pop(milestone.path, None)
        for milestone in come:
            for name in names_of(milestone):
                _add(exact, name, milestone.path)
                _add(unpadded, unpad(name), milestone.path)
                alphabet[letters(name)] += 1
            if milestone.id:
                _add(ids, fold(milestone.id), milestone.path)
            files[milestone.path] = fold(milestone.id)
        return Names(exact, unpadded, ids, +alphabet, files)

    def bearers(self, name: str) -> Paths:
        """The milestones that bear *name* (folded), a bare number excepted.

        Zero padding counts only where nobody bears the name as it is; an ID goes before other names.
        """
        if _NUMERIC.match(name):
            return ()
        return self.ids.get(name) or self.exact.get(name) or self.unpadded.get(unpad(name), ())

    def with_id(self, id_: str) -> Paths:
        """The milestones whose ID is *id_* (folded), a bare number too, padded or not; several are a duplicate."""
        if _NUMERIC.match(id_):
            return self.ids.get(id_) or self.bearers(f"milestone-{id_}")
        return self.bearers(id_)

    def resolve(self, stated: Stated, path: str) -> Resolution:
        """What an item of a reference list in the document at *path* stands for."""
        return _Lookup(self, stated, path).resolve()

    def is_known_alphabet(self, id_: str) -> bool:
        """Whether an ID shares its letters with some name of the plan."""
        return letters(id_) in self.alphabet

    def between(self, low: str, high: str | None) -> Iterator[str]:
        """The folded IDs from *low* to *high*, or all behind *low*, that share its letters."""
        ordered = self._in_order.get(letters(low), [])
        start = bisect_left(ordered, order_of(low), key=_first)
        stop = len(ordered) if high is None else bisect_right(ordered, order_of(high), key=_first)
        return (id_ for _, id_ in ordered[start:stop])

    def group(self, name: str) -> tuple[str, ...]:
        """The folded IDs that *name* (folded) is a prefix of at a separator."""
        return tuple(self._groups.get(name, ()))

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Every folded name and ID, each once."""
        return tuple({**self.exact, **self.ids})

    @cached_property
    def _in_order(self) -> Mapping[str, list[tuple[Order, str]]]:
        """Letters to the IDs that have them, in order."""
        found: dict[str, list[tuple[Order, str]]] = defaultdict(list)
        for id_ in self.ids:
            found[letters(id_)].append((order_of(id_), id_))
        for ids in found.values():
            ids.sort()
        return found

    @cached_property
    def _groups(self) -> Mapping[str, list[str]]:
        """What IDs begin with, up to a separator, to those IDs."""
        found: dict[str, list[str]] = defaultdict(list)
        for id_ in self.ids:
            for prefix in prefixes(id_):
                found[prefix].append(id_)
        return found


class _Lookup:
    """One item on its way through the readings that its text allows."""

    def __init__(self, names: Names, stated: Stated, path: str) -> None:
        self._names = names
        self._item: Reference = stated.reference
        self._in_field = stated.relation.is_field
        self._path = path
        self._keys: set[str] = set()

    def resolve(self) -> Resolution:
        item = self._item
        if item.shape is Shape.NOTHING:
            return Resolution(Outcome.SILENT)
        if item.shape is Shape.LINK:
            return self._link()
        if item.shape in (Shape.OPEN, Shape.GROUP):
            return self._resolution(Outcome.OPEN, self._following() if item.shape is Shape.OPEN else self._members())
        return self._whole_name() or self._range() or self._by_id() or self._group() or self._unresolved()

    def _link(self) -> Resolution:
        """The target file decides; a link to something else of the plan, or into its own document, means its text."""
        place = split_target(self._item.target, self._path)
        if place is None:
            return self._resolution(Outcome.SILENT)
        self._keys.add(file_key(place[0]))
        if place[0] in self._names.files and not self._item.target.startswith("#"):
            return self._resolution(Outcome.RESOLVED, (place[0],))
        return self._whole_name() or self._by_id() or self._unresolved()

    def _whole_name(self) -> Resolution | None:
        name = fold(self._item.name)
        if not name:
            return None
        return self._resolved(self._bearers(name))

    def _range(self) -> Resolution | None:
        if self._item.ends is None:
            return None
        low, high = (self._bearers(fold(end), in_range=True) for end in self._item.ends)
        missing = tuple(end for end, found in zip(self._item.ends, (low, high), strict=True) if not found)
        if missing:
            return self._unknown(missing[0]) if self._is_ours(missing[0]) else self._resolution(Outcome.SILENT)
        first, last = self._names.files[low[0]], self._names.files[high[0]]
        self._keys.add(alphabet_key(letters(first)))
        return self._resolution(Outcome.OPEN, self._paths(self._names.between(first, last)))

    def _following(self) -> Paths:
        name = fold(self._item.name)
        bearers = self._bearers(name, in_range=True)
        first = self._names.files[bearers[0]] if bearers else name
        self._keys.add(alphabet_key(letters(first)))
        return self._paths(self._names.between(first, None))

    def _by_id(self) -> Resolution | None:
        return self._resolved(self._bearers(fold(self._item.id))) if self._item.id else None

    def _group(self) -> Resolution | None:
        """A name is a group's where several IDs begin with it; of one it is a name cut short."""
        item = self._item
        if not item.name.strip() or (" " in item.name.strip() and item.name != item.word):
            return None
        members = self._members()
        return self._resolution(Outcome.OPEN, members) if len(self._names.group(fold(item.name))) > 1 else None

    def _members(self) -> Paths:
        name = fold(self._item.name)
        self._keys.add(group_key(name))
        return self._paths(self._names.group(name))

    def _unresolved(self) -> Resolution:
        item = self._item
        is_id = bool(item.id) and item.name == item.word
        if item.shape not in (Shape.NAME, Shape.LINK) or not is_id:
            return self._resolution(Outcome.SILENT)
        if self._is_ours(item.id):
            is_silent = _NUMERIC.match(item.id) is not None and not self._in_field
            return self._resolution(Outcome.SILENT) if is_silent else self._unknown(item.id)
        if self._in_field and item.is_bare_id and item.shape is Shape.NAME and not _NUMERIC.match(item.id):
            self._keys.add(EVERY_NAME)
            return self._resolution(Outcome.STRANGE, (), (item.id,))
        return self._resolution(Outcome.SILENT)

    def _unknown(self, id_: str) -> Resolution:
        self._keys.add(EVERY_NAME)
        return self._resolution(Outcome.UNKNOWN, (), (id_,))

    def _is_ours(self, id_: str) -> bool:
        self._keys.add(alphabet_key(letters(id_)))
        if _NUMERIC.match(id_):
            return any(_NUMERIC.match(known) for known in self._names.ids)
        return self._names.is_known_alphabet(id_)

    def _bearers(self, name: str, *, in_range: bool = False) -> Paths:
        self._keys.add(name_key(name))
        if _NUMERIC.match(name):
            # A bare number is a name only as a whole item of a list, or as an end of a range that is one.
            return self._names.with_id(name) if in_range or self._item.name.strip() == self._item.word else ()
        return self._names.bearers(name)

    def _paths(self, ids: Iterable[str]) -> Paths:
        return tuple(sorted({path for id_ in ids for path in self._names.ids[id_] if path != self._path}))

    def _resolved(self, paths: Paths) -> Resolution | None:
        return self._resolution(Outcome.RESOLVED, paths) if paths else None

    def _resolution(self, outcome: Outcome, targets: Paths = (), missing: Paths = ()) -> Resolution:
        return _shared(Resolution(outcome, targets, missing, frozenset(self._keys)))


@lru_cache(maxsize=16_384)  # a plan names the same milestones again and again, and their keys take most of the room
def _shared(resolution: Resolution) -> Resolution:
    """One object for all that are equal."""
    return resolution


def name_key(name: str) -> str:
    """The key of a folded name; padded and unpadded forms share it."""
    return intern("name:" + unpad(name))


def alphabet_key(alphabet: str) -> str:
    return "letters:" + alphabet


def group_key(name: str) -> str:
    return "group:" + name


def file_key(path: str) -> str:
    return intern("file:" + path)


def keys_of(milestone: Milestone) -> Iterator[str]:
    """The keys that change when the milestone comes or goes."""
    for kind, name in _borne(milestone):
        yield from _keys(kind, name)


def changed_keys(gone: Iterable[Milestone], come: Iterable[Milestone]) -> frozenset[str]:
    """The keys that change when *gone* make way for *come*."""
    before = {(milestone.path, *borne) for milestone in gone for borne in _borne(milestone)}
    after = {(milestone.path, *borne) for milestone in come for borne in _borne(milestone)}
    keys = frozenset(key for _, kind, name in before ^ after for key in _keys(kind, name))
    return keys | {EVERY_NAME} if before != after else keys


def _borne(milestone: Milestone) -> Iterator[tuple[str, str]]:
    """What the index holds of a milestone, each with what it is."""
    yield "file", milestone.path
    yield "spelling", milestone.id
    yield "spelling", milestone.word
    yield "id", fold(milestone.id)
    for name in names_of(milestone):
        yield "name", name


def _keys(kind: str, name: str) -> Iterator[str]:
    if kind == "file":
        yield file_key(name)
    if kind in ("file", "spelling"):
        return
    yield name_key(name)
    yield alphabet_key(letters(name))
    if kind == "id":
        yield from map(group_key, prefixes(name))


def _add(index: dict[str, Paths], key: str, path: str) -> None:
    index[key] = tuple(sorted({*index.get(key, ()), path}))


def _remove(index: dict[str, Paths], key: str, path: str) -> None:
    left = tuple(known for known in index.get(key, ()) if known != path)
    if left:
        index[key] = left
    else:
        index.pop(key, None)
