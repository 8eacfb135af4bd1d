"""The heading grammar: how a milestone's first heading is written, read from a heading with slots.

``Milestone: {ID} {Title} {Weight-Class-Emoji} [P/S/B]`` is literal text, slots in order, and type letters.
Only ``{ID}`` is required in a grammar, and only the ID and what stands before it in a document.
"""

import re
from collections.abc import Iterable
from enum import Enum, auto

from milestone_ls.config.ids import IdPattern
from milestone_ls.records import Record
from milestone_ls.template.names import is_symbol, strip_symbols

_SLOT = re.compile(r"\{([^{}\n]*)\}")
_TYPE_SLOT = re.compile(r"\[([A-Za-z](?:/[A-Za-z])*)\]\s*\Z")
_TYPE = re.compile(r"\[([^\[\]\n]{1,40})\]\s*\Z")
_WORD = re.compile(r"\S+")
_WORDS = re.compile(r"\w+")
_NAME = re.compile(r"[^\s:–—]+")
_BARE_NAME = re.compile(r"[^\s:–—\[\]()]+")
_PUNCTUATION = re.compile(r"\s*[-–—:|.)\]]+(?=\s|\Z)")
_MOST_LITERAL_WORDS = 3
_UNFIT = re.compile(r'[{}"\\]')
_OPEN_SLOT = re.compile(r"\{[^{}\n]*\}|<[A-Za-z][^<>\n]*>")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


class Fit(Enum):
    """How a heading fits a grammar, the best first."""

    YES = auto()
    MALFORMED = auto()  # all the literal words, but no ID
    NEAR_MISS = auto()  # the literal words and an ID; only punctuation differs


class HeadingMatch(Record):
    """A heading read by a grammar. Stretches are 0-based half-open ranges of the visible text of the heading.

    id       empty where there is none (MALFORMED); its stretch is then where it belongs
    word     the word that holds the ID and perhaps a slug (``M3-Full_Benchmark``)
    title    without the emoji around it
    type     the letter or word in brackets, brackets left out; None where there are no brackets
    """

    fit: Fit
    id: tuple[int, int]
    word: tuple[int, int]
    title: tuple[int, int]
    type: tuple[int, int] | None = None


class Grammar(Record):
    """One heading form.

    form     as written, without the ``#``
    before   literal text before the ID, after: literal text behind it, both stripped
    types    the letters of the type slot; empty without one
    """

    form: str
    before: str
    after: str
    types: tuple[str, ...]

    def match(self, text: str, ids: IdPattern) -> HeadingMatch | None:
        """How the heading *text* reads in this form; None where it does not fit at all."""
        start = self._literal_end(text)
        if start is None:
            return self._near_miss(text, ids)
        found = _WORD.match(text, start)
        word = (found.start(), found.end()) if found else (len(text), len(text))
        if self.after:
            word = self._word_before_after(text, word)
        id_ = self._id(text, word, ids)
        if id_ is not None and self._continues(text, word[1]):
            return self._whole(text, id_, word)
        near = self._near_miss(text, ids)
        if near is None and id_ is None and self.has_words and self.after in text[start:]:
            return self._malformed(text, start)
        return near

    @property
    def has_words(self) -> bool:
        """Whether there are literal words, which make a heading recognisable without an ID."""
        return bool(_WORDS.search(self.before))

    @property
    def noun(self) -> str:
        """The last word before the ID: what the plan calls its milestones. Empty without one."""
        return next(reversed(_WORDS.findall(self.before)), "")

    def fill(self, id_: str, title: str, type_: str = "") -> str:
        """A heading's text in this form; slots that are not given fall away."""

        def value(slot: re.Match[str]) -> str:
            return {"id": id_, "title": title}.get(slot.group(1).strip().casefold(), "")

        text = _SLOT.sub(value, _TYPE_SLOT.sub("", self.form).rstrip())
        return re.sub(r"\s+", " ", f"{text} [{type_}]" if type_ and self.types else text).strip()

    def _literal_end(self, text: str) -> int | None:
        """Where the ID may begin: behind the literal text, which compares without case and by its words' spacing.

        An emoji that a heading begins with is decoration, unless the form begins with one.
        """
        start = 0 if is_symbol(self.before[:1] or " ") else strip_symbols(text)[0]
        if not self.before:
            return start
        pattern = r"\s*" + r"\s+".join(map(re.escape, _fold_dashes(self.before).split()))
        found = re.compile(pattern, re.IGNORECASE).match(_fold_dashes(text), start)
        if found is None:
            return None
        behind = re.compile(r"\s*").match(text, found.end())
        end = behind.end() if behind else found.end()
        glued = end == found.end() and end < len(text)
        if glued and self.after and text.startswith(self.after, end):
            return end  # only the ID is missing between the literal texts
        return None if glued and self.before[-1].isalnum() else end

    def _word_before_after(self, text: str, word: tuple[int, int]) -> tuple[int, int]:
        """The word up to the literal text that follows it, which may be glued to it (``M1:``)."""
        start, end = word
        if _fold_dashes(text[start:end]).endswith(_fold_dashes(self.after)) and end - start > len(self.after):
            return start, end - len(self.after)
        # A dash or a full stop within the word is more likely one of the ID's (`M-11 - Title`, `M1.2`).
        glued = -1 if self.after[0] in "-._" else text.find(self.after, start, end)
        return (start, glued) if glued > start else word

    def _continues(self, text: str, end: int) -> bool:
        """Whether the literal text behind the ID stands there; a heading may also end with its ID."""
        rest = _fold_dashes(text[end:]).strip()
        return not self.after or not rest or rest.startswith(_fold_dashes(self.after))

    def _id(self, text: str, word: tuple[int, int], ids: IdPattern) -> tuple[int, int] | None:
        prefix = ids.match_prefix(_fold_dashes(text[word[0] : word[1]]))
        if prefix is None:
            return None
        # Literal text behind the ID marks where it ends: the whole word is the ID (`PHASE-2SC-TEAM:`).
        return word if self.after else (word[0], word[0] + len(prefix))

    def _whole(self, text: str, id_: tuple[int, int], word: tuple[int, int]) -> HeadingMatch:
        rest = word[1]
        if self.after:
            rest = _fold_dashes(text).find(_fold_dashes(self.after), rest)
            rest = word[1] if rest < 0 else rest + len(self.after)
        end, type_ = self._type(text, rest)
        start, stop = strip_symbols(text[rest:end])
        return HeadingMatch(Fit.YES, id_, word, (rest + start, rest + stop), type_)

    def _type(self, text: str, rest: int) -> tuple[int, tuple[int, int] | None]:
        """Where the title must end, and the type in the brackets behind it."""
        found = _TYPE.search(text, rest) if self.types else None
        if found is None:
            return len(text), None
        return found.start(), found.span(1)

    def _malformed(self, text: str, start: int) -> HeadingMatch:
        end, type_ = self._type(text, start)
        first, last = strip_symbols(text[start:end])
        here = (start, start)
        return HeadingMatch(Fit.MALFORMED, here, here, (start + first, start + last), type_)

    def _near_miss(self, text: str, ids: IdPattern) -> HeadingMatch | None:
        """The same literal words, then an ID, and other punctuation."""
        words = _WORDS.findall(self.before)
        lead = re.match(r"\W*" + r"\W+".join(map(re.escape, words)) + r"\b\W*", text, re.IGNORECASE) if words else None
        name = _NAME.match(text, lead.end()) if lead else None
        prefix = ids.match_prefix(_fold_dashes(name.group().rstrip(".,;)"))) if name else None
        if name is None or prefix is None:
            return None
        id_ = (name.start(), name.start() + len(prefix))
        return HeadingMatch(Fit.NEAR_MISS, id_, name.span(), (name.end(), len(text)))


def parse_grammar(form: str) -> Grammar | None:
    """The grammar of a heading form (without ``#``); None if it has no ``{ID}`` slot."""
    slots = list(_SLOT.finditer(form))
    index = next((i for i, slot in enumerate(slots) if slot.group(1).strip().casefold() == "id"), None)
    if index is None:
        return None
    types = _TYPE_SLOT.search(form)
    end = slots[index + 1].start() if index + 1 < len(slots) else (types.start() if types else len(form))
    before = _SLOT.sub("", form[: slots[index].start()]).strip()
    letters = tuple(types.group(1).split("/")) if types else ()
    return Grammar(form.strip(), before, form[slots[index].end() : end].strip(), letters)


def form_for(text: str, ids: IdPattern, types: Iterable[str] = ()) -> str | None:
    """The heading form, ``#`` included, that would read the heading *text*; None where no such form is worth setting.

    The words before the ID become literal, and so does the punctuation behind it. A number that begins a heading
    without punctuation is no ID: such a form would take every heading that counts something.

    types   the letters of the template's type slot, which is kept where the heading has one of them
    """
    word = next((word for word in _BARE_NAME.finditer(text) if ids.match_prefix(word.group().rstrip(".,;"))), None)
    before = " ".join(text[strip_symbols(text)[0] : word.start()].split()) if word else ""
    if word is None or before.count(" ") >= _MOST_LITERAL_WORDS or _UNFIT.search(text) or any(map(is_symbol, before)):
        return None
    behind = _PUNCTUATION.match(text, word.start() + len(word.group().rstrip(".")))
    if behind is None and not before and word.group()[0].isdigit():
        return None
    type_ = _TYPE.search(text)
    slot = f" [{'/'.join(types)}]" if type_ and type_.group(1) in types else ""
    gap = "" if before.endswith(("[", "(")) else " "
    form = f"{before}{gap}{{ID}}{behind.group() if behind else ''} {{Title}}{slot}".strip()
    grammar = parse_grammar(form)
    match = grammar.match(text, ids) if grammar else None
    return f"# {form}" if match is not None and match.fit is Fit.YES else None


def match_any(grammars: Iterable[Grammar], text: str, ids: IdPattern) -> tuple[Grammar, HeadingMatch] | None:
    """The first grammar that *text* fits, and how: a whole fit before a malformed one before a near miss."""
    best: tuple[Grammar, HeadingMatch] | None = None
    for grammar in grammars:
        match = grammar.match(text, ids)
        if match is not None and (best is None or match.fit.value < best[1].fit.value):
            best = grammar, match
    return best


def is_template_heading(text: str, source: str, ids: IdPattern, grammars: Iterable[Grammar]) -> bool:
    """Whether a heading still holds slots, so that its file is a template and no milestone.

    text     the visible text, source: the line as written (``<ID>`` is HTML to Markdown and not visible)
    """
    slots = _OPEN_SLOT.findall(source)
    if not slots:
        return False
    known = {name.casefold() for grammar in grammars for name in _SLOT.findall(grammar.form)} | {"id", "title"}
    if any(slot[1:-1].strip().casefold() in known for slot in slots):
        return True
    match = match_any(grammars, text, ids)
    return match is None or match[1].fit is not Fit.YES


def _fold_dashes(text: str) -> str:
    return _DASHES.sub("-", text)
