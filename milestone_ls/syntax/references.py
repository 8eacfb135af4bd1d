"""The grammar of reference lists: what a field, a bullet or a cell says it refers to.

Reading stops where the plan's names would be needed: an item keeps every reading that its text allows, and
:mod:`milestone_ls.project.names` takes the first that the plan bears out.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from milestone_ls.config.ids import IdPattern
from milestone_ls.markdown.inline import Inline, Spot, SpotKind
from milestone_ls.records import Record, replace
from milestone_ls.syntax.names import fold_dashes, letters
from milestone_ls.template.names import is_symbol
from milestone_ls.template.vocabulary import Status, StatusVocabulary
from milestone_ls.text import Span


class Shape(Enum):
    """What an item looks like before anyone asks the plan."""

    NAME = auto()  # begins with a word that has the shape of an ID
    LINK = auto()
    OPEN = auto()  # `M3+`: that one and all behind it
    GROUP = auto()  # `PHASE-2CM-*`: all whose names begin so
    EXTERNAL = auto()  # another project's milestone
    NOTHING = auto()  # `None`, `N/A`, `-`
    PROSE = auto()


class Claim(Record):
    """What a list says of another milestone's status, and where."""

    status: Status
    span: Span


class Reference(Record):
    """One item of a reference list.

    name     the whole text that may be a name (``M1``, ``Phase 2C``, ``M1 base image``); without the sign of OPEN
             and GROUP
    span     where the word stands that refers: an ID with its slug, the text of a link, both ends of a range
    extent   the item with its note and the markup that is its own, for removing it
    word     the first word of *name*, id: the ID that it begins with, empty if none
    ends     the ends of the range that the text can be read as
    target   the destination of a link
    soft     an optional dependency: no edge
    """

    shape: Shape
    name: str
    span: Span
    extent: Span
    word: str = ""
    id: str = ""
    ends: tuple[str, str] | None = None
    target: str = ""
    claim: Claim | None = None
    soft: bool = False

    def down(self, lines: int) -> "Reference":
        """The same item in a text that has *lines* more lines above it."""
        if not lines:
            return self
        claim = self.claim and Claim(self.claim.status, self.claim.span.down(lines))
        span, extent = self.span.down(lines), self.extent.down(lines)
        # dataclasses.replace would take most of the time that facts take.
        return Reference(
            self.shape, self.name, span, extent, self.word, self.id, self.ends, self.target, claim, self.soft
        )

    @property
    def is_bare_id(self) -> bool:
        """Whether the item is an ID without a slug, and nothing stands beside it but a note."""
        return bool(self.id) and self.name == self.word and fold_dashes(self.word) == self.id

    @property
    def is_gap(self) -> bool:
        """Whether nothing at all stands between two separators."""
        return self.extent.start == self.extent.end


_NOTHING = frozenset({"", "none", "n/a", "na", "-", "–", "—", "nothing"})
LEAD_IN = re.compile(
    r"(?:milestones?|after|requires?|needs?|on|from|all(?:\s+of)?|any(?:\s+of)?|(?:the\s+)?completion\s+of)\s+(?=\S)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s+[-–—]\s+|\s+[-–—]\Z|\s*—\s*|\s*\(")
_NOTE_PIECE = re.compile(r"\s+[-–—]\s+|—|[,;()\n]|\A[-–—]\s+")
_SOFT = re.compile(
    r"\b(?:optional(?:ly)?|recommended|nice[\s-]to[\s-]have|not\s+blocking|non-?blocking|soft)\b", re.IGNORECASE
)
_RANGE_SIGN = re.compile(r"\s*(?:\.\.\.?|…|[-\u2010-\u2015\u2212])\s*|\s+(?:to|through|thru)\s+")
_JOINER = re.compile(r"[ \t]*(?:[&+/\n]|\band\b)\s*", re.IGNORECASE)
# Where a separator, a parenthesis, a joiner or an address may begin.
_POINT = re.compile(r"[(),;|&+/\n]|:(?=//)|[ \t](?=[ \t]*(?:[&+/\n]|and\b))|\band\b", re.IGNORECASE)
_ADDRESS = re.compile(r"://[^\s,;|()]*")
_WORD = re.compile(r"[^\s,;|()&+]+")
_OPEN_SIGN = re.compile(r"\s*(\+|[-_.]?\*)\Z")
_BOX = re.compile(r"\[[^\[\]\n]{0,20}\]\s+")
_PREFIXED = re.compile(r"([\w-]+):(?=\S)")


class ReferenceReader:
    """Reads reference lists under one configuration.

    external_prefixes   names of other projects, which may stand before an ID
    """

    def __init__(self, ids: IdPattern, statuses: StatusVocabulary, external_prefixes: tuple[str, ...]) -> None:
        self._ids = ids
        self._statuses = statuses
        self._externals = frozenset(prefix.casefold() for prefix in external_prefixes)

    def read_list(self, inline: Inline, start: int, end: int) -> tuple[Reference, ...]:
        """The items of the list that stands at ``inline.text[start:end]``, up to one that says *nothing*."""
        read = tuple(self.read_all(inline, start, end))
        items: list[Reference] = []
        for item in [item for item in read if not item.is_gap] or read[:1]:
            items.append(item)
            if item.shape is Shape.NOTHING:
                break
        return tuple(items)

    def read_all(self, inline: Inline, start: int, end: int) -> Iterator[Reference]:
        """Every item there, those behind one that says *nothing*, too: while a list is typed, it has gaps."""
        return (self._item(inline, first, last) for first, last in self._split(inline, start, end))

    def read_bullet(self, inline: Inline) -> tuple[Reference, ...]:
        """The items before the first colon of a bullet; the first phrase behind it may be a claim."""
        text = inline.text
        colon = self._colon(inline)
        items = self.read_list(inline, 0, colon)
        if len(items) != 1 or colon == len(text) or items[0].claim is not None:
            return items
        claim = self._claim(inline, colon + 1, len(text), first_only=True)
        return (replace(items[0], claim=claim),) if claim else items

    def _colon(self, inline: Inline) -> int:
        """The colon that ends a bullet's reference, outside code and links; the text's end if there is none."""
        for found in re.finditer(r":(?=\s|\Z)", inline.text):
            if not _inside(inline, found.start()):
                return found.start()
        return len(inline.text)

    def _split(self, inline: Inline, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches between separators, which count neither in parentheses nor in code or links."""
        text, depth, first, index = inline.text, 0, start, start
        while (point := _POINT.search(text, index, end)) is not None:
            index = point.start()
            character = text[index]
            spot = _inside(inline, index)
            if spot is not None and spot.end > index:
                index = spot.end
                continue
            if (address := _ADDRESS.match(text, index, end)) is not None:
                index = address.end()
                continue
            if character == "(":
                depth += 1
            elif character == ")":
                depth = max(0, depth - 1)
            elif depth == 0:
                stop = index + 1 if character in ",;|" else self._joiner_end(text, index, end)
                if stop is not None:
                    yield first, index
                    first = index = stop
                    continue
            index += 1
        yield first, end

    def _joiner_end(self, text: str, index: int, end: int) -> int | None:
        """Where a joiner at *index* ends if an ID-shaped word follows it (and, for a sign, a word precedes)."""
        if text[index].isalpha() and index and text[index - 1].isalnum():
            return None
        found = _JOINER.match(text, index, end)
        if found is None:
            return None
        word = _WORD.match(text, found.end(), end)
        return found.end() if word and (self._id(word.group()) or self._spaced_id(text[word.start() : end])) else None

    def _item(self, inline: Inline, first: int, last: int) -> Reference:
        text = inline.text
        extent = _trim(text, first, last)
        start, end, marks = self._strip(text, *extent)
        link = next((spot for spot in inline.spots_of(SpotKind.LINK) if spot.start <= start < spot.end), None)
        if link is not None:
            name_end = min(link.end, end)
        else:
            note = _NOTE.search(text, start, end)
            name_end = note.start() if note else end
        start, name_end = _trim(text, start, name_end)
        item = self._read_name(inline, (start, name_end), extent, link)
        claim = self._claim(inline, name_end, end, first_only=False) or self._mark_claim(inline, marks)
        if claim is not None:
            item = replace(item, claim=claim)
        return replace(item, soft=True) if _SOFT.search(text, name_end, end) else item

    def _strip(self, text: str, start: int, end: int) -> tuple[int, int, list[int]]:
        """The item without symbols, a box, lead-ins and a final full stop; *marks* are where symbols stood."""
        marks: list[int] = []
        if text[start:end].endswith(".") and not text[start:end].endswith(".."):
            end -= 1
        while True:
            before = start
            while start < end and (text[start].isspace() or is_symbol(text[start])):
                marks.append(start)
                start += 1
            for pattern in (_BOX, LEAD_IN):
                if (found := pattern.match(text, start, end)) is not None and found.end() < end:
                    start = found.end()
            if start == before:
                break
        while end > start and (text[end - 1].isspace() or is_symbol(text[end - 1])):
            end -= 1
            marks.append(end)
        return start, end, marks

    def _read_name(
        self, inline: Inline, stretch: tuple[int, int], extent: tuple[int, int], link: Spot | None
    ) -> Reference:
        text = inline.text[slice(*stretch)]
        whole = _source_of(inline, *extent)
        if link is not None:
            return Reference(Shape.LINK, text, inline.span(*stretch), whole, *self._word(text), target=link.target)
        if _inside(inline, stretch[0]) is not None:  # code
            return Reference(Shape.PROSE, text, inline.span(*stretch), whole)
        if (text or inline.text[slice(*extent)]).strip().casefold() in _NOTHING:
            return Reference(Shape.NOTHING, text, inline.span(*stretch), whole)
        if not text:  # a note about nothing
            return Reference(Shape.PROSE, text, inline.span(*extent), whole)
        if (sign := _OPEN_SIGN.search(text)) is not None:
            shape = Shape.OPEN if sign.group(1) == "+" else Shape.GROUP
            return Reference(shape, text[: sign.start()], inline.span(*stretch), whole)
        word, id_ = self._word(text)
        if id_ and self._is_external(word):
            return Reference(Shape.EXTERNAL, text, inline.span(*stretch), whole)
        ends = self._range(text)
        if ends is not None:
            return Reference(Shape.NAME, text, inline.span(*stretch), whole, word, id_, ends)
        if id_:
            # A whole name may hold spaces (`Phase 2C`), but the word that refers is the first.
            return Reference(Shape.NAME, text, inline.span(stretch[0], stretch[0] + len(word)), whole, word, id_)
        return self._spaced_or_foreign(inline, stretch, whole)

    def _spaced_or_foreign(self, inline: Inline, stretch: tuple[int, int], whole: Span) -> Reference:
        """``Phase 2C``, which is a name written with a space, or ``remember-core M11``, which is another project's."""
        text = inline.text[slice(*stretch)]
        span = inline.span(*stretch)
        prefixed = _PREFIXED.match(text)
        if prefixed is not None and self._id(text[prefixed.end() :].split()[0]):
            return Reference(Shape.EXTERNAL, text, span, whole)
        words = text.split()
        if len(words) < 2:
            return Reference(Shape.PROSE, text, span, whole)
        id_ = self._spaced_id(text)
        if id_:
            end = stretch[0] + text.index(words[1], len(words[0])) + len(words[1])
            return Reference(Shape.NAME, text, inline.span(stretch[0], end), whole, f"{words[0]} {words[1]}", id_)
        return Reference(Shape.EXTERNAL if self._id(words[1]) else Shape.PROSE, text, span, whole)

    def _id(self, word: str) -> str:
        """The ID that *word* begins with, empty if none."""
        return self._ids.match_prefix(fold_dashes(word)) or ""

    def _spaced_id(self, text: str) -> str:
        """The ID that the first two words of *text* make with a dash between them, empty if none."""
        words = text.split(maxsplit=2)
        if len(words) < 2 or not words[1][0].isdigit() or words[0].casefold() in self._externals:
            return ""
        return self._id(f"{words[0]}-{words[1]}")

    def _is_external(self, word: str) -> bool:
        """Whether *word* begins with the name of another project."""
        folded = word.casefold()
        return any(folded.startswith(name) and not folded[len(name) :][:1].isalpha() for name in self._externals)

    def _word(self, text: str) -> tuple[str, str]:
        """The first word, and the ID that it begins with."""
        words = text.split(maxsplit=1)
        if not words:
            return "", ""
        word = words[0].rstrip(".:,;")
        return word, self._id(word)

    def _range(self, text: str) -> tuple[str, str] | None:
        """Two IDs with a range sign between them that share their letters."""
        for sign in _RANGE_SIGN.finditer(text):
            low, high = text[: sign.start()].strip(), text[sign.end() :].strip()
            if not (low and high and self._ids.is_id(fold_dashes(low))):
                continue
            if self._ids.is_id(fold_dashes(high)) and letters(low) == letters(high):
                return low, high
        return None

    def _claim(self, inline: Inline, start: int, end: int, *, first_only: bool) -> Claim | None:
        """The first piece of a note that is wholly a status word."""
        done = start
        for separator in [*_NOTE_PIECE.finditer(inline.text, start, end), None]:
            stop = separator.start() if separator else end
            first, last = _trim(inline.text, done, stop)
            if last > first:
                piece = inline.text[first:last].rstrip(".")
                status = self._statuses.claim(piece)
                if status is not None:
                    return Claim(status, inline.span(first, first + len(piece)))
                if first_only:
                    return None
            done = separator.end() if separator else end
        return None

    def _mark_claim(self, inline: Inline, marks: list[int]) -> Claim | None:
        for at in marks:
            status = self._statuses.mark(inline.text[at])
            if status is not None:
                return Claim(status, inline.span(at, at + 1))
        return None


def _inside(inline: Inline, index: int) -> Spot | None:
    """The code span or link that holds a character."""
    for spot in inline.spots:
        if spot.kind in (SpotKind.CODE, SpotKind.LINK, SpotKind.IMAGE) and spot.start <= index < spot.end:
            return spot
    return None


def _source_of(inline: Inline, start: int, end: int) -> Span:
    """The source of a stretch of visible text, with the markup of all that lies in it whole."""
    span = inline.span(start, end)
    if not inline.spots:
        return span
    spans = [spot.span for spot in inline.spots if start <= spot.start < spot.end <= end]
    return Span(min([span.start, *(s.start for s in spans)]), max([span.end, *(s.end for s in spans)]))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
