"""Documents that repeat IDs by design: a tracking folder, ``M1-notes.md`` beside ``M1.md``, ``tasks.md`` in
each folder.

That two documents claim one ID may also be a mistake, or two plans side by side. Companions are taken for such only
where one glob names them for at least two IDs and they are about the same thing by file name or title.
"""

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from milestone_ls.project.facts import Milestone
from milestone_ls.project.proposal.draft import Line
from milestone_ls.project.proposal.trial import Bench, Trial
from milestone_ls.project.proposal.words import ARCHIVE_WORDS, COMPANION_WORDS, words_of
from milestone_ls.records import Record
from milestone_ls.syntax.names import fold, slug

_LEAST_IDS = 2


class _Repeat(Record):
    """A milestone's own document and another one with its ID, which *glob* names."""

    own: Milestone
    other: Milestone
    glob: str

    @property
    def is_alike(self) -> bool:
        """Whether both are about the same thing, or the other one is called a companion.

        The same are titles, and what stands behind the ID in file names, of which one begins with the other.
        """
        if words_of(self.glob) & (COMPANION_WORDS | ARCHIVE_WORDS) or words_of(self.other.title) <= COMPANION_WORDS:
            return True
        slugs = [one.stem[len(one.id) :].strip("-_").casefold() for one in (self.own, self.other)]
        titles = [slug(one.title) for one in (self.own, self.other)]
        return any(a and b and (a.startswith(b) or b.startswith(a)) for a, b in (slugs, titles))


def find_companions(bench: Bench, trial: Trial) -> Trial:
    """*trial* with the globs of what repeats IDs by design, as ``companions``, or as ``exclude`` in an archive."""
    by_glob: dict[str, list[_Repeat]] = defaultdict(list)
    for repeat in _repeats(trial):
        by_glob[repeat.glob].append(repeat)
    globs = {glob: found for glob, found in by_glob.items() if _is_design(found)}
    for key in ("exclude", "companions"):
        chosen = [glob for glob in sorted(globs) if bool(words_of(glob) & ARCHIVE_WORDS) == (key == "exclude")]
        if not chosen:
            continue
        ids = sorted({repeat.own.id for glob in chosen for repeat in globs[glob]})
        line = Line((key,), (*trial.draft.values(key), *chosen), f"they repeat {len(ids)} IDs, such as {ids[0]}")
        better = bench.trial(trial.draft.having(line))
        if better is not None and len(_shared(better)) < len(_shared(trial)):
            trial = better
    return trial


def _is_design(repeats: Sequence[_Repeat]) -> bool:
    alike = sum(repeat.is_alike for repeat in repeats)
    return len({fold(repeat.own.id) for repeat in repeats}) >= _LEAST_IDS and 4 * alike >= 3 * len(repeats)


def _shared(trial: Trial) -> Mapping[str, tuple[Milestone, ...]]:
    """The IDs that several documents claim."""
    by_id: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in trial.milestones:
        by_id[fold(milestone.id)].append(milestone)
    return {id_: tuple(claimed) for id_, claimed in by_id.items() if len(claimed) > 1}


def _repeats(trial: Trial) -> Iterator[_Repeat]:
    sizes = Counter(posixpath.dirname(milestone.path) for milestone in trial.milestones)
    stating = Counter(posixpath.dirname(item.milestone.path) for item in trial.items)

    def standing(milestone: Milestone, shared: frozenset[str]) -> tuple[bool, int, int, int, str]:
        """What makes a document a milestone's own: its path says nothing else, and those beside it state most."""
        folder = posixpath.dirname(milestone.path)
        marked = bool((words_of(milestone.path) - shared) & (COMPANION_WORDS | ARCHIVE_WORDS))
        return marked, -stating[folder], -sizes[folder], len(milestone.stem), milestone.path

    for claimed in _shared(trial).values():
        shared = frozenset.intersection(*(words_of(milestone.path) for milestone in claimed))
        own, *others = sorted(claimed, key=lambda milestone: standing(milestone, shared))
        for other in others:
            yield from (_Repeat(own, other, glob) for glob in _globs(own, other))


def _globs(own: Milestone, other: Milestone) -> Iterable[str]:
    """The glob that names *other* and its like: by folder, by the end of the name, by the name in each folder."""
    folder, name = posixpath.split(other.path)
    if folder != posixpath.dirname(own.path):
        return (f"{folder}/**",) if folder else ()
    inside = f"{folder}/" if folder else ""
    for begin in (own.stem, other.id):
        tail = name[len(begin) :]
        if tail and fold(name).startswith(fold(begin)) and not tail.startswith("."):
            return (f"{inside}*{tail}",)
    above, home = posixpath.split(folder)
    return (f"{above}/*/{name}" if above else f"*/{name}",) if fold(home).startswith(fold(own.id)) else ()
