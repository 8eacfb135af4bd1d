"""Which milestones a name stands for: one index over every name that is borne, and what it would take to bear one.

A lookup also tells the keys it depended on, resolved or not, so that whoever asked can be asked again when a
document that bears one of them comes, goes or changes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from milestone_ls.project.facts import Milestone, Stated, split_target
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


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one item stands for.

    targets    paths of milestone documents, sorted; several for a duplicate, a range or a group
    missing    the IDs that nobody bears
    keys       what the answer depends on: the item is to be read again when one of them changes
    """

    outcome: Outcome
    targets: Paths = ()
    missing: Paths = ()
    keys: frozenset[str] = frozenset()


_NUMERIC = re.compile(r"\d+(?:[.-]\d+)*\Z")
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
    if milestone.stem_bears_id:
        names.add(fold(milestone.stem))
    if milestone.title:
        names.add(f"{id_}-{slug(milestone.title)}")
    return frozenset(names) - {id_ if _NUMERIC.match(id_) else ""}


def order_of(id_: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts IDs as people count: ``M2`` before ``M10``, ``PHASE-5A`` before ``PHASE-5B``."""
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in _PARTS.findall(fold(id_)))


@dataclass(frozen=True, slots=True)
class Names:
    """Every name that the plan's milestones bear. Immutable: :meth:`after` gives the index of a changed plan.

    exact     folded name to the paths of those who bear it
    unpadded  the same without leading zeros, to be asked where nobody bears the exact name
    ids       folded ID to paths
    alphabet  letters to how many names have them
    files     the paths of the milestone documents
    """

    exact: Mapping[str, Paths] = field(default_factory=dict)
    unpadded: Mapping[str, Paths] = field(default_factory=dict)
    ids: Mapping[str, Paths] = field(default_factory=dict)
    alphabet: Mapping[str, int] = field(default_factory=dict)
    files: frozenset[str] = frozenset()

    def after(self, gone: Iterable[Milestone], come: Iterable[Milestone]) -> "Names":
        """The index without *gone* and with *come*."""
        exact, unpadded, ids = dict(self.exact), dict(self.unpadded), dict(self.ids)
        alphabet, files = Counter(self.alphabet), set(self.files)
        for milestone in gone:
            for name in names_of(milestone):
                _remove(exact, name, milestone.path)
                _remove(unpadded, unpad(name), milestone.path)
                alphabet[letters(name)] -= 1
            if milestone.id:
                _remove(ids, fold(milestone.id), milestone.path)
            files.discard(milestone.path)
        for milestone in come:
            for name in names_of(milestone):
                _add(exact, name, milestone.path)
                _add(unpadded, unpad(name), milestone.path)
                alphabet[letters(name)] += 1
            if milestone.id:
                _add(ids, fold(milestone.id), milestone.path)
            files.add(milestone.path)
        return Names(exact, unpadded, ids, +alphabet, frozenset(files))

    def bearers(self, name: str) -> Paths:
        """The milestones that bear *name* (folded); zero padding counts only where nobody bears it as it is."""
        return self.exact.get(name) or self.unpadded.get(unpad(name), ())

    def with_id(self, id_: str) -> Paths:
        """The milestones whose ID is *id_* (folded), padded or not; several are a duplicate."""
        return self.ids.get(id_) or self.bearers(id_)

    def resolve(self, stated: Stated, path: str) -> Resolution:
        """What an item of a reference list in the document at *path* stands for."""
        return _Lookup(self, stated, path).resolve()

    def is_known_alphabet(self, id_: str) -> bool:
        """Whether an ID shares its letters with some name of the plan."""
        return letters(id_) in self.alphabet

    def between(self, low: str, high: str) -> Iterator[str]:
        """The folded IDs from *low* to *high*, in order."""
        first, last, alphabet = order_of(low), order_of(high), letters(low)
        for id_ in self.ids:
            if letters(id_) == alphabet and first <= order_of(id_) <= last:
                yield id_

    def group(self, name: str) -> Iterator[str]:
        """The folded IDs that *name* (folded) is a prefix of at a separator."""
        return (id_ for id_ in self.ids if id_.startswith(name) and id_[len(name) : len(name) + 1] in ("-", "_", "."))


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
        found = self._whole_name() or self._range() or self._open() or self._by_id() or self._group()
        return found or self._unresolved()

    def _link(self) -> Resolution:
        """The target file decides; what is linked to from outside the plan's milestones is told by its text."""
        place = split_target(self._item.target, self._path)
        if place is None:
            return self._resolution(Outcome.SILENT)
        self._keys.add(file_key(place[0]))
        if place[0] in self._names.files:
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
        low, high = map(fold, self._item.ends)
        self._keys.add(alphabet_key(letters(low)))
        missing = tuple(end for end in self._item.ends if not self._bearers(fold(end)))
        if missing:
            return self._resolution(Outcome.UNKNOWN if self._is_ours(missing[0]) else Outcome.SILENT, (), missing[:1])
        return self._resolution(Outcome.OPEN, self._paths(self._names.between(low, high)))

    def _open(self) -> Resolution | None:
        if self._item.shape is not Shape.OPEN:
            return None
        name = fold(self._item.name)
        self._keys.add(alphabet_key(letters(name)))
        if self._bearers(name):  # `M3+`: that one and what comes after it
            ids = (id_ for id_ in self._names.ids if letters(id_) == letters(name) and order_of(id_) >= order_of(name))
            return self._resolution(Outcome.OPEN, self._paths(ids))
        return self._resolution(Outcome.OPEN, self._paths(self._names.group(name)))

    def _by_id(self) -> Resolution | None:
        return self._resolved(self._bearers(fold(self._item.id))) if self._item.id else None

    def _group(self) -> Resolution | None:
        name = fold(self._item.name)
        if not name or " " in self._item.name.strip():
            return None
        self._keys.add(alphabet_key(letters(name)))
        members = self._paths(self._names.group(name))
        return self._resolution(Outcome.OPEN, members) if members else None

    def _unresolved(self) -> Resolution:
        item = self._item
        is_id = bool(item.id) and (item.name == item.word)
        if item.shape not in (Shape.NAME, Shape.LINK) or not is_id:
            return self._resolution(Outcome.SILENT)
        if _NUMERIC.match(item.id) and not self._in_field:
            return self._resolution(Outcome.SILENT)
        self._keys.add(alphabet_key(letters(item.id)))
        if self._is_ours(item.id):
            return self._resolution(Outcome.UNKNOWN, (), (item.id,))
        strange = self._in_field and item.is_bare_id and item.shape is Shape.NAME
        return self._resolution(Outcome.STRANGE if strange else Outcome.SILENT, (), (item.id,) if strange else ())

    def _is_ours(self, id_: str) -> bool:
        if _NUMERIC.match(id_):
            return any(_NUMERIC.match(known) for known in self._names.ids)
        return self._names.is_known_alphabet(id_)

    def _bearers(self, name: str) -> Paths:
        self._keys.add(name_key(name))
        if _NUMERIC.match(name):
            # A bare number is a name only as a whole item of a list.
            return self._names.ids.get(name, ()) if self._in_field or self._item.name.strip() == self._item.word else ()
        return self._names.bearers(name)

    def _paths(self, ids: Iterable[str]) -> Paths:
        return tuple(sorted({path for id_ in ids for path in self._names.ids[id_] if path != self._path}))

    def _resolved(self, paths: Paths) -> Resolution | None:
        return self._resolution(Outcome.RESOLVED, paths) if paths else None

    def _resolution(self, outcome: Outcome, targets: Paths = (), missing: Paths = ()) -> Resolution:
        return Resolution(outcome, targets, missing, frozenset(self._keys))


def name_key(name: str) -> str:
    """The key of a folded name; padded and unpadded forms share it."""
    return "name:" + unpad(name)


def alphabet_key(alphabet: str) -> str:
    return "letters:" + alphabet


def file_key(path: str) -> str:
    return "file:" + path


def keys_of(milestone: Milestone) -> Iterator[str]:
    """The keys that change when the milestone comes or goes."""
    yield file_key(milestone.path)
    for name in (*names_of(milestone), fold(milestone.id)):
        yield name_key(name)
        yield alphabet_key(letters(name))


def _add(index: dict[str, Paths], key: str, path: str) -> None:
    index[key] = tuple(sorted({*index.get(key, ()), path}))


def _remove(index: dict[str, Paths], key: str, path: str) -> None:
    left = tuple(known for known in index.get(key, ()) if known != path)
    if left:
        index[key] = left
    else:
        index.pop(key, None)
