"""The words that a value may be: those of the template, and those that the plan uses already."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from milestone_ls.features.completion.items import CompletionKind, Completions, Hole, Offer, choose
from milestone_ls.features.completion.place import Place
from milestone_ls.template.names import is_symbol
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.schema import ColumnSpec
from milestone_ls.template.vocabulary import RATINGS, Status, StatusVocabulary

_WORD_SIGNS = "_-"


def statuses(place: Place, start: int, end: int) -> Completions | None:
    """The words for a status, those of the template first."""
    vocabulary, spec = place.schema.statuses, place.schema.field(FieldRole.STATUS)
    words = dict.fromkeys((*(spec.words if spec else ()), *map(str, _STATES), *vocabulary.phrases()))
    hole = place.hole_of_placeholder(start, end) or _hole_of_status(place, vocabulary, start, end)
    return choose(hole, (_word(word, _state(word, vocabulary)) for word in words))


def words(place: Place, stretch: tuple[int, int], vocabulary: Iterable[str], value: str = "") -> Completions | None:
    """The words of a label or a column.

    value   what the template has there, which may say more of each word
    """
    hole = place.hole_of_placeholder(*stretch) or _hole_of_word(place, *stretch)
    explained = _explanations(value)
    offers = (_word(word, RATINGS.get(word, "") or explained.get(word, "")) for word in vocabulary)
    return choose(hole, [offer for offer in offers if any(_begins(name, hole) for name in (offer.label, offer.detail))])


def ratings(place: Place, stretch: tuple[int, int], column: ColumnSpec) -> Completions | None:
    """The ratings of a column; of a pair such as ``M/H``, the one at the cursor."""
    start, end = stretch
    slash = place.line.rfind("/", start, place.column)
    if slash >= 0 and place.hole_of_placeholder(start, end) is None:
        start = slash + 1
    return words(place, (start, end), column.words)


def types(place: Place, hole: Hole, closing: str) -> Completions | None:
    """The letters of the heading's brackets, with what they mean; *closing* is what has to follow one."""
    types = place.schema.types.items()
    return choose(hole, (Offer(type_, CompletionKind.WORD, type_ + closing, detail=detail) for type_, detail in types))


def tracks(place: Place, start: int, end: int) -> Completions | None:
    """The tracks of the other milestones."""
    others = (milestone for milestone in place.plan.milestones if milestone.path != place.path)
    return _used(place, (start, end), Counter(milestone.track for milestone in others if milestone.track))


def owners(place: Place, start: int, end: int) -> Completions | None:
    """The owners of risks, anywhere in the plan."""
    used = (owner for milestone in place.plan.milestones for owner in _others(place, milestone.path, milestone.owners))
    return _used(place, (start, end), Counter(used))


def teams(place: Place, start: int, end: int) -> Completions | None:
    """The teams and resources, anywhere in the plan."""
    used = (team for milestone in place.plan.milestones for team in _others(place, milestone.path, milestone.teams))
    return _used(place, (start, end), Counter(used))


_STATES = tuple(status for status in Status if status is not Status.UNKNOWN)


def _others(place: Place, path: str, values: Iterable[str]) -> Iterator[str]:
    """*values* of the document at *path*; of the cursor's own document without the one that is being typed."""
    for value in values:
        if path != place.path or value not in place.line:
            yield value


def _used(place: Place, stretch: tuple[int, int], uses: Counter[str]) -> Completions | None:
    ordered = sorted(uses.items(), key=lambda use: (-use[1], use[0].casefold()))
    times = {value: "1 milestone" if count == 1 else f"{count} milestones" for value, count in ordered}
    return choose(place.hole_of_value(*stretch), (_word(value, detail) for value, detail in times.items()))


def _word(word: str, detail: str) -> Offer:
    names = (word, detail) if detail in RATINGS.values() else (word,)
    return Offer(word, CompletionKind.WORD, word, names, detail=detail)


def _begins(word: str, hole: Hole) -> bool:
    return not hole.query or word.casefold().startswith(hole.query.casefold())


def _state(word: str, vocabulary: StatusVocabulary) -> str:
    status = vocabulary.read(word).status
    meaning = status.replace("_", " ")
    return "" if status is Status.UNKNOWN or meaning == word.replace("_", " ") else meaning


def _hole_of_status(place: Place, vocabulary: StatusVocabulary, start: int, end: int) -> Hole:
    """The phrase that the value begins with, behind symbols, emphasis and an opening bracket."""
    line, first = place.line, start
    while first < min(end, place.column) and (line[first].isspace() or line[first] in "*_[" or is_symbol(line[first])):
        first += 1
    word = _hole_of_word(place, first, end)
    phrase = vocabulary.read(line[first:end])
    known = first + phrase.end if phrase.known and phrase.start == 0 else first
    return place.hole(first, max(known, word.span.end.column)) if place.column <= known else word


def _hole_of_word(place: Place, start: int, end: int) -> Hole:
    """From the beginning of a value to the end of the word at the cursor."""
    line = place.line
    first, stop = start, place.column
    while first < place.column and line[first].isspace():
        first += 1
    while stop < end and (line[stop].isalnum() or line[stop] in _WORD_SIGNS):
        stop += 1
    return place.hole(first, stop)


def _explanations(value: str) -> Mapping[str, str]:
    """What the template says of each word of ``{light <3K / heavy 25K+}``."""
    parts = (part.split(maxsplit=1) for part in value.strip("{}").split("/"))
    return {part[0]: part[1].strip() for part in parts if len(part) == 2 and part[1][0] not in "-–—"}
