"""Which documents are milestones by their headings, and what their headings have in common.

A heading is *sighted* where one of its first words holds a digit. Sightings whose IDs share their letters (or, for
bare numbers, the word before them, or else the folder) are a *family*; whether a family is the plan's is decided by
what its documents say of each other, then by what it is called, then by the folder it lies in. Forms are made of the
headings of these families alone.
"""

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from milestone_ls.config import IdPattern
from milestone_ls.project.proposal.words import FIELD_NAMES, MILESTONE_NOUNS, PLAN_FOLDERS, words_of
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.syntax.names import fold, fold_dashes, letters
from milestone_ls.template.grammar import Fit, Grammar, form_for, match_any, parse_grammar
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole

_FOLDER_NAMES = frozenset({"readme", "index"})
_NAME = re.compile(r"[^\s:–—]+")
_NAMED_ID = re.compile(r"([a-z]+)[-_ ]?\d")
_MOST_WORDS_BEFORE = 3
_ALPHA = re.compile(r"[^\W\d_]+")
_REFERENCE_WORD = re.compile(r"[\w\u2010-\u2015\u2212.-]*\d[\w\u2010-\u2015\u2212.-]*")


class Sighting(Record):
    """A heading that may be a milestone's.

    word    where the ID would be, without punctuation behind it
    noun    the last word before it, folded
    """

    path: str
    heading: str
    word: str
    noun: str

    @property
    def family(self) -> str:
        """What the IDs of one plan have in common."""
        return letters(self.word) or self.noun or f"{home_of(self.path)}/"

    @property
    def nouns(self) -> frozenset[str]:
        """What the heading calls its document: ``ui`` and ``m`` of ``UI-M-03``, ``phase`` of ``Phase 2C``."""
        head = re.split(r"\d", fold(self.word), maxsplit=1)[0]
        return frozenset(_ALPHA.findall(head)) | {self.noun}


def home_of(path: str) -> str:
    """The folder of a document; of one that stands for its folder (``README``) the folder around that."""
    folder, name = posixpath.split(path)
    return posixpath.dirname(folder) if posixpath.splitext(name)[0].casefold() in _FOLDER_NAMES else folder


Family = list[Sighting]


def sighting_of(path: str, document: Document) -> Sighting | None:
    """What the title of the document at *path* may be a milestone's by; None for a template.

    A digit in a title (``# OAuth2``) is no ID where the file's name bears a milestone's (``M1-oauth2.md``).
    """
    title = document.title
    if title is None or title.template:
        return None
    words = list(_NAME.finditer(title.text))[: _MOST_WORDS_BEFORE + 1]
    found = next((word for word in words if re.search(r"\d", word.group())), None)
    if found is None:
        return None
    before = _ALPHA.findall(title.text[: found.start()].casefold())
    word = fold_dashes(found.group().lstrip("[(").rstrip(".,;)]"))
    sighting = Sighting(path, title.text, word, before[-1] if before else "")
    in_name = _NAMED_ID.match(posixpath.basename(path).casefold())
    is_elsewhere = in_name is not None and in_name.group(1) in MILESTONE_NOUNS
    return None if is_elsewhere and not sighting.nouns & MILESTONE_NOUNS else sighting


def family_of_plan(
    sightings: Sequence[Sighting], documents: Mapping[str, Document], known: Iterable[str]
) -> tuple[Sighting, ...]:
    """The sightings that are the plan's milestones.

    known   paths of the documents that are milestones without any configuration: their families are the plan's
    """
    families: dict[str, Family] = defaultdict(list)
    for sighting in sightings:
        families[sighting.family].append(sighting)
    at_home = frozenset(known)
    ids = {fold(sighting.word) for sighting in sightings}
    plan = _linked_families(families.values(), documents, at_home, ids)
    plan = plan or [family for family in families.values() if _are_called_milestones(family, documents)]
    largest = max(families.values(), key=len, default=[])
    return tuple(one for family in plan or [largest] * _lie_in_plan_folder(largest) for one in family)


def _linked_families(
    families: Iterable[Family], documents: Mapping[str, Document], at_home: frozenset[str], ids: set[str]
) -> list[Family]:
    """The families that are at home, or whose documents name others (*ids*) in fields that sound like milestones.

    Decisions depend on each other, too. Where one of the families is called milestones, another one is the plan's only
    if a document of that one names it.
    """

    def links(family: Family) -> int:
        return sum(bool(_named_by(documents[one.path]) & (ids - {fold(one.word)})) for one in family)

    linked = [
        family
        for family in families
        if any(one.path in at_home for one in family)
        or (links(family) > 0 and 2 * links(family) >= min(len(family), 4))
    ]
    called = [family for family in linked if _are_called_milestones(family, documents)]
    named = frozenset().union(*(_named_by(documents[one.path]) for family in called for one in family))
    return [
        family
        for family in linked
        if not called or family in called or any(one.path in at_home or fold(one.word) in named for one in family)
    ]


def _named_by(document: Document) -> frozenset[str]:
    """The folded words with digits in fields that sound like lists of milestones."""
    values = (field.value for field in document.fields if lists_milestones(field.name))
    return frozenset(fold(word) for value in values for word in _REFERENCE_WORD.findall(value))


def lists_milestones(name: str) -> bool:
    """Whether a field of that name sounds like a list of milestones."""
    return role_by_name(name) is not None


def role_by_name(name: str) -> FieldRole | None:
    """What a field of that name would say about the milestones that it lists."""
    folded = fold_name(name)
    return next((role for role, sound in FIELD_NAMES.items() if sound.search(folded)), None)


def _are_called_milestones(family: Family, documents: Mapping[str, Document]) -> bool:
    """The IDs' letters or the word before them say so; of a lone document its fields must, too."""
    called = sum(bool(sighting.nouns & MILESTONE_NOUNS) for sighting in family)
    return 2 * called > len(family) and (len(family) > 1 or bool(documents[family[0].path].fields))


def _lie_in_plan_folder(family: Family) -> bool:
    inside = sum(bool(words_of(sighting.path.rpartition("/")[0]) & PLAN_FOLDERS) for sighting in family)
    return len(family) > 1 and 2 * inside > len(family)


class Form(Record):
    """A heading form as the setting has it, and the documents whose headings it would read."""

    text: str
    paths: tuple[str, ...]


def forms_of(
    family: Iterable[Sighting], ids: IdPattern, grammars: Sequence[Grammar], types: Iterable[str]
) -> tuple[Form, ...]:
    """The forms that the headings of *family* need beside *grammars*, that of most documents first.

    types   letters that a type slot may have
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    paths: dict[str, list[str]] = defaultdict(list)
    for sighting in family:
        found = match_any(grammars, sighting.heading, ids)
        form = form_for(sighting.heading, ids, types) if found is None or found[1].fit is not Fit.YES else None
        if form is not None and _reads(form, sighting, ids):
            same = fold_dashes(form).casefold()
            spellings[same][form] += 1
            paths[same].append(sighting.path)
    forms = (Form(spellings[same].most_common(1)[0][0], tuple(sorted(paths[same]))) for same in paths)
    return tuple(sorted(_with_type_slots(forms), key=lambda form: (-len(form.paths), form.text)))


def _reads(form: str, sighting: Sighting, ids: IdPattern) -> bool:
    """Whether the ID that *form* reads is the word that was sighted, and no later one."""
    grammar = parse_grammar(form.removeprefix("# "))
    match = grammar.match(sighting.heading, ids) if grammar else None
    return match is not None and fold(sighting.word).startswith(fold(sighting.heading[slice(*match.id)]))


def _with_type_slots(forms: Iterable[Form]) -> Iterator[Form]:
    """Of two forms that differ only in a type slot the one that has it reads the headings of both."""
    by_text = {form.text: form for form in forms}
    for text, form in by_text.items():
        slotted = next((other for other in by_text if other.startswith(f"{text} [")), None)
        plain = next((other for other in by_text if text.startswith(f"{other} [")), None)
        if slotted is None:
            yield form if plain is None else Form(text, tuple(sorted((*form.paths, *by_text[plain].paths))))


def common_lead(headings: Sequence[str]) -> str:
    """The words up to a colon or dash with which all of *headings* begin (``Plan:``); empty if there are none."""
    marks = (re.search(r"[:–—]|\s-(?=\s)", heading) for heading in headings)
    leads = {mark.string[: mark.end()].strip() for mark in marks if mark is not None}
    lead = leads.pop() if len(leads) == 1 else ""
    return lead if all(heading.startswith(lead) for heading in headings) and _ALPHA.search(lead) else ""
