"""The words that mean something: statuses and their marks, type letters, ratings, yes and no."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from milestone_ls.records import Record
from milestone_ls.template.names import is_symbol, strip_symbols


class Status(StrEnum):
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """Whether work is known to be left."""
        return self in (Status.PENDING, Status.IN_PROGRESS, Status.BLOCKED)


_PHRASES: Mapping[Status, str] = {
    Status.PENDING: "pending, planned, planning, not started, not_started, todo, draft, proposed, ready, next up",
    Status.IN_PROGRESS: (
        "in_progress, in progress, implementation in progress, wip, active, started, review, testing, partial, "
        "mostly complete"
    ),
    Status.COMPLETED: "completed, complete, done, finished, implemented, closed, released, wrapped",
    Status.BLOCKED: "blocked, on hold, paused",
    Status.CANCELLED: "cancelled, canceled, removed, deferred, superseded, charter superseded, abandoned",
}
_MARKS: Mapping[str, Status] = {
    "📋": Status.PENDING,
    "⏳": Status.PENDING,
    "🔴": Status.PENDING,
    "🚧": Status.IN_PROGRESS,
    "🔄": Status.IN_PROGRESS,
    "🟡": Status.IN_PROGRESS,
    "✅": Status.COMPLETED,
    "🟢": Status.COMPLETED,
    "⛔": Status.BLOCKED,
    "🚫": Status.CANCELLED,
}
_BOXES: Mapping[str, Status] = {
    "": Status.PENDING,
    "~": Status.IN_PROGRESS,
    "x": Status.COMPLETED,
}
_CLAIMLESS = frozenset({"partial", "active", "started", "planned", "removed"})
"""Words that are too common in notes to claim a status there."""

TYPE_MEANINGS: Mapping[str, str] = {
    "P": "parallel: may run beside others",
    "S": "sequential: runs alone in its track",
    "B": "blocking: others wait for it",
}
RATINGS: Mapping[str, str] = {"H": "high", "M": "medium", "L": "low"}

_BOX = re.compile(r"\[([^\[\]\n]{0,40})\]")


class Reading(Record):
    """What a status text says.

    start, end   where in the text the words or the mark stand that decide
    known        whether a word or a mark of the vocabulary was found at all
    """

    status: Status
    start: int
    end: int
    known: bool


class StatusVocabulary:
    """The phrases of the usual vocabulary, of the template's status field and of the configuration.

    extra   words, marks and boxes (``[>]``) by the state that they mean
    """

    def __init__(self, template_words: Iterable[str], extra: Mapping[str, Iterable[str]]) -> None:
        usual = {phrase: status for status, row in _PHRASES.items() for phrase in row.split(", ")}
        phrases = {_fold(phrase): status for phrase, status in usual.items()}
        boxes, marks, written = dict(_BOXES), dict(_MARKS), [*usual]
        for word in template_words:
            # A word that a template brings without telling its state is known, and of no known state.
            phrases.setdefault(_fold(word), Status.UNKNOWN)
            written.append(word.casefold())
        for state, words in extra.items():
            for word in words:
                phrase = word[slice(*strip_symbols(word))]
                if box := _BOX.fullmatch(phrase):
                    boxes[_fold(box.group(1))] = Status(state)
                elif phrase:
                    phrases[_fold(phrase)] = Status(state)
                    written.append(phrase.casefold())
                else:
                    marks[word.strip()[:1]] = Status(state)
        self._phrases, self._boxes, self._marks = phrases, boxes, marks
        self._written = tuple(dict.fromkeys(written))
        longest_first = sorted(phrases, key=len, reverse=True)
        words = "|".join(re.escape(phrase).replace(r"\ ", r"[\s_-]+") for phrase in longest_first)
        self._phrase = re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)

    def read(self, text: str) -> Reading:
        """The status that *text* states: its first words decide, a mark only where no known word stands.

        A word and a mark that contradict each other are unknown, and so is a text with neither.
        """
        start = next((at for at, char in enumerate(text) if not char.isspace() and not is_symbol(char)), len(text))
        word = self._word(text, start) or self._box_at(text, start)
        if word is None:
            return self._by_mark(text, start)
        beside = text[: word.start] + text[word.end :].lstrip()[:1]
        if any(self._marks.get(mark, word.status) is not word.status for mark in beside):
            return Reading(Status.UNKNOWN, word.start, word.end, known=True)
        return word

    def claim(self, text: str) -> Status | None:
        """The status that *text* claims if it is wholly a status word (``DONE``, ``all complete``), else None.

        Marks may stand around the word, or alone, as long as they do not contradict each other.
        """
        words = _fold(text[slice(*strip_symbols(text))]).removeprefix("all ")
        words = words[1:-1] if words.startswith("[") and words.endswith("]") else words
        status = self._phrases.get(words)
        if words and (status in (None, Status.UNKNOWN) or words in _CLAIMLESS):
            return None
        claims = {status} if status else set()
        claims |= {self._marks[character] for character in text if character in self._marks}
        return claims.pop() if len(claims) == 1 else None

    def mark(self, character: str) -> Status | None:
        """The status that an emoji of the status table stands for."""
        return self._marks.get(character)

    def mark_of(self, status: Status) -> str | None:
        """The first emoji that stands for *status*."""
        return next((mark for mark, known in self._marks.items() if known is status), None)

    def box(self, content: str) -> Status | None:
        """The status that the content of a task's box stands for: ``x``, a space, a mark or any status word."""
        folded = _fold(content)
        return self._boxes.get(folded) or self._phrases.get(folded) or self._marks.get(content.strip()[:1])

    def phrases(self) -> tuple[str, ...]:
        """Every phrase, for suggestions."""
        return self._written

    def _word(self, text: str, start: int) -> Reading | None:
        found = self._phrase.match(text, start)
        if found is None:
            return None
        return Reading(self._phrases[_fold(found.group())], found.start(), found.end(), known=True)

    def _box_at(self, text: str, start: int) -> Reading | None:
        box = _BOX.match(text, start)
        status = self.box(box.group(1)) if box else None
        return Reading(status, box.start(), box.end(), known=True) if box and status else None

    def _by_mark(self, text: str, start: int) -> Reading:
        marks = [(at, self._marks[mark]) for at, mark in enumerate(text) if mark in self._marks]
        if len({status for _, status in marks}) == 1:
            at, status = marks[0]
            return Reading(status, at, at + 1, known=True)
        return Reading(Status.UNKNOWN, min(start, len(text)), len(text.rstrip()), known=bool(marks))


_BETWEEN_WORDS = re.compile(r"[\s_-]+")


def _fold(text: str) -> str:
    """The form in which phrases compare: ``Not-Started`` is ``not_started``."""
    return _BETWEEN_WORDS.sub(" ", text.strip()).casefold()
