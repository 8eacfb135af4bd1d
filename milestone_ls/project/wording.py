"""In which documents a word stands that may name a milestone: found out when somebody asks, kept while texts stay.

Names that can be told from plain words have a digit in them, so only what stands around digits is kept. Whether a word
is a mention, and of whom, is for others to say.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from milestone_ls.project.facts import Milestone
from milestone_ls.syntax.words import atom_of, atoms_in


class Texts(Protocol):
    """What documents say, by path."""

    def __contains__(self, path: object, /) -> bool: ...

    def text(self, path: str) -> str: ...


class Wording:
    """The words with digits of the documents of one plan."""

    def __init__(self) -> None:
        self._of: dict[str, frozenset[str]] = {}
        self._in: dict[str, set[str]] = {}
        self._stale: dict[str, None] = {}

    def changed(self, paths: Iterable[str]) -> None:
        """The texts at *paths* came, went or changed."""
        self._stale.update(dict.fromkeys(paths))

    def catch_up(self, documents: Texts) -> Iterator[None]:
        """Read what has changed, a document a step."""
        while self._stale:
            path = next(iter(self._stale))
            del self._stale[path]
            self._read(path, documents.text(path) if path in documents else None)
            yield

    def paths(self, milestone: Milestone, documents: Texts) -> frozenset[str]:
        """The documents in which a name of *milestone* may stand; not fewer than those in which one does."""
        for _ in self.catch_up(documents):
            pass
        return frozenset().union(*(self._in.get(atom, ()) for atom in atoms_of(milestone)))

    def _read(self, path: str, text: str | None) -> None:
        before = self._of.pop(path, frozenset())
        now = atoms_in(text) if text is not None else frozenset()
        if now:
            self._of[path] = now
        for atom in before - now:
            self._in[atom].discard(path)
        for atom in now - before:
            self._in.setdefault(atom, set()).add(path)


def atoms_of(milestone: Milestone) -> frozenset[str]:
    """What every mention of *milestone* has in it: one of these."""
    names = (milestone.id, milestone.word, milestone.stem, f"m{milestone.id}")
    return frozenset(atom for name in names if (atom := atom_of(name)) is not None)
