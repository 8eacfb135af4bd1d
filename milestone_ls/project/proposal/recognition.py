"""Headings read: the forms, the pattern of IDs and the globs under which the plan's milestones are milestones.

A form stays only if it brings a milestone whose ID nobody bears yet: what repeats IDs in other words (``# Tracking: M1
…``) needs no form. Globs come in only where a form would take in strangers.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from milestone_ls.project.proposal.draft import Draft, Line
from milestone_ls.project.proposal.headings import (
    Form,
    Sighting,
    common_lead,
    family_of_plan,
    forms_of,
    lists_milestones,
    sighting_of,
)
from milestone_ls.project.proposal.idpattern import pattern_of, patterns_for
from milestone_ls.project.proposal.trial import Bench, Trial
from milestone_ls.project.proposal.words import MILESTONE_NOUNS
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold, letters

HEADING = ("heading",)
_NAME_BEGIN = re.compile(r"[^\W\d_][^\W\d]*(?:[-_ ]+[^\W\d]*)*(?=\d)")
_MOST_FORMS = 8
_MOST_FOLDERS = 3


def read_headings(bench: Bench, trial: Trial) -> Trial:
    """*trial* with what makes milestones of the documents that look like some."""
    documents = trial.snapshot.documents
    sightings = [found for path in sorted(documents) if (found := sighting_of(path, documents[path]))]
    family = family_of_plan(sightings, documents, trial.paths)
    wanted = trial.paths | {sighting.path for sighting in family}
    read = [_with_forms(bench, start, family, wanted) for start in _with_patterns(bench, trial, family)]
    trial = max(read, key=lambda tried: tried.coherence(wanted))
    named = [path for path in sorted(documents) if path not in wanted and _is_named_as_milestone(path, trial)]
    trial = _with_lead(bench, trial, named)
    return _without_strangers(bench, trial, family, wanted.union(named))


def _with_patterns(bench: Bench, trial: Trial, family: Sequence[Sighting]) -> Iterator[Trial]:
    """*trial* as it is, and with each pattern that the IDs may need."""
    words = [sighting.word for sighting in family]
    examples = ", ".join(dict.fromkeys(words[:3]))
    seen = f"made for IDs such as {examples}, which the default misreads"
    nouns = {sighting.noun for sighting in family}
    patterns = patterns_for(words, nouns.pop() if len(nouns) == 1 else "")
    yield trial
    yield from bench.trials(trial.draft.having(Line(("id-pattern",), pattern, seen)) for pattern in patterns)


def _with_forms(bench: Bench, trial: Trial, family: Sequence[Sighting], wanted: frozenset[str]) -> Trial:
    schema, documents = trial.snapshot.schema, trial.snapshot.documents
    forms = forms_of(family, schema.ids, schema.grammars, tuple(schema.types))
    taken: list[Form] = []
    for form in sorted(forms, key=partial(_weight, documents))[:_MOST_FORMS]:
        line = _heading_line([*taken, form], len(wanted))
        wider = bench.trial(trial.draft.having(line))
        if wider is not None and _ids(wider) > _ids(trial):
            trial = wider
            taken.append(form)
    return trial


def _weight(documents: Mapping[str, Document], form: Form) -> tuple[int, int, str]:
    """Forms of documents that say what they depend on come first, then those of many documents."""
    linked = sum(any(lists_milestones(field.name) for field in documents[path].fields) for path in form.paths)
    return -linked, -len(form.paths), form.text


def _heading_line(forms: Sequence[Form], total: int) -> Line:
    counts = " and ".join(str(len(form.paths)) for form in forms)
    return Line(HEADING, tuple(form.text for form in forms), f"{counts} of {total} documents that look like milestones")


def _ids(trial: Trial) -> frozenset[str]:
    return frozenset(fold(milestone.id) for milestone in trial.milestones)


# IDs that only the names of files bear


def _is_named_as_milestone(path: str, trial: Trial) -> bool:
    """Whether a file's name bears an ID such as the plan's or any milestones have, and its heading none."""
    document = trial.snapshot.documents[path]
    id_ = trial.snapshot.schema.ids.match_prefix(_stem(path))
    if id_ is None or document.title is None or document.title.template or sighting_of(path, document):
        return False
    return letters(id_) in MILESTONE_NOUNS | {letters(milestone.id) for milestone in trial.milestones}


def _with_lead(bench: Bench, trial: Trial, named: Sequence[str]) -> Trial:
    """*trial* with the form of headings that begin with the same words and leave the ID to the file's name."""
    titles = (trial.snapshot.documents[path].title for path in named)
    lead = common_lead([title.text for title in titles if title is not None])
    if len(named) < 2 or not lead:
        return trial
    forms = (*trial.draft.values(*HEADING), f"# {lead} {{ID}} {{Title}}")
    line = Line(HEADING, forms, f"{len(named)} documents begin with `{lead}` and leave the ID to the file's name")
    wider = bench.trial(trial.draft.having(line))
    return wider if wider is not None and _ids(wider) > _ids(trial) else trial


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


# Strangers


def _without_strangers(bench: Bench, trial: Trial, family: Sequence[Sighting], wanted: frozenset[str]) -> Trial:
    """*trial* with the globs, or the pattern, that keep out what only happens to fit a form."""
    strangers = trial.paths - wanted
    if not strangers:
        return trial
    return bench.best(trial, _fences(trial.draft, family, trial.paths & wanted, strangers), wanted)


def _fences(
    draft: Draft, family: Sequence[Sighting], kept: frozenset[str], strangers: frozenset[str]
) -> Iterator[Draft]:
    examples = ", ".join(sorted(strangers)[:2])
    folders = _outermost({posixpath.dirname(path) for path in kept})
    seen = f"the {len(kept)} milestones lie there; elsewhere {examples} would be taken for milestones"
    if 0 < len(folders) <= _MOST_FOLDERS and "" not in folders:
        yield draft.having(Line(("include",), tuple(f"{folder}/**/{_any_name(kept)}" for folder in folders), seen))
    if (names := _names(kept)) and len(folders) <= _MOST_FOLDERS:
        globs = tuple(f"{folder}/**/{names}" if folder else names for folder in folders)
        yield draft.having(
            Line(("include",), globs, f"so are the {len(kept)} milestones named, and {examples} are not")
        )
    homes = {posixpath.dirname(path) for path in kept}
    away = _outermost({posixpath.dirname(path) for path in strangers} - homes)
    if away and "" not in away:
        kinds = tuple(f"{folder}/**" for folder in away)
        yield draft.having(Line(("exclude",), kinds, f"{examples} would be taken for milestones"))
    if pattern := pattern_of([sighting.word for sighting in family]):
        yield draft.having(Line(("id-pattern",), pattern, f"keeps out {examples}, which are no milestones"))
    if len(strangers) <= _MOST_FOLDERS:
        yield draft.having(Line(("exclude",), tuple(sorted(strangers)), "would be taken for milestones"))


def _outermost(folders: Iterable[str]) -> tuple[str, ...]:
    """*folders* without those that lie in another one of them."""
    found: list[str] = []
    for folder in sorted(folders):
        if not any(folder == outer or folder.startswith(f"{outer}/") or not outer for outer in found):
            found.append(folder)
    return tuple(found)


def _any_name(paths: Iterable[str]) -> str:
    suffixes = {posixpath.splitext(path)[1] for path in paths}
    return f"*{suffixes.pop()}" if len(suffixes) == 1 else "*"


def _names(paths: Iterable[str]) -> str:
    """A glob for names that begin with the same letters and a digit (``M[0-9]*.md``); empty if these do not."""
    begins = {_NAME_BEGIN.match(posixpath.basename(path)) for path in paths}
    prefixes = {begin.group() if begin else "" for begin in begins}
    prefix = prefixes.pop() if len(prefixes) == 1 else ""
    return f"{prefix}[0-9]{_any_name(paths)}" if prefix else ""
