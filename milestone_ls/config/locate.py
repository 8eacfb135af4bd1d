"""Where in a TOML text each key and value stands.

``tomllib`` tells what a text says but not where, and tomlkit keeps no positions: this module walks a text that
``tomllib`` has accepted and notes them. It judges nothing. In a text that is not TOML it stops at the first thing it
cannot follow and keeps what it has seen (TOML 1.0; line breaks inside inline tables as in 1.1).
"""

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress
from typing import NamedTuple, TypeAlias

from milestone_ls.text import Position, Span, split_lines

# Keys and indexes from the root: ("include", 0), ("severity", "dead-link"), ("products", 1, "name").
Path: TypeAlias = tuple[str | int, ...]


class Place(NamedTuple):
    """Offsets in code points, half-open. An element of a list is its own key; a table without a value is its name."""

    key: tuple[int, int]
    value: tuple[int, int]


# Paths of a longer key would take memory with the square of its length.
_MOST_PARTS = 64

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"""(?P<bare>[A-Za-z0-9_-]+)|'(?P<literal>[^'\n]*)'|"(?:[^"\\\n]|\\.)*\"""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_SCALAR = re.compile(
    # Up to two quotes may stand right before the three that close a string.
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+""""{0,2}'
    r"|'''(?:[^']++|'(?!''))*+''''{0,2}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*'"
    # A date and its time may have a space between them.
    r"|[^\s,\[\]{}#\"'=]+(?: \d[^\s,\[\]{}#\"'=]*)?"
)


class _LostError(Exception):
    """The text is not TOML from here on."""


class _Walk:
    __slots__ = ("_at", "_lengths", "_text", "keys", "places")

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        # How many tables each [[list of tables]] has so far.
        self._lengths: dict[Path, int] = {}
        self.places: dict[Path, Place] = {}
        # Each key as a whole, dots included, also where it stands a second time.
        self.keys: list[tuple[int, int]] = []

    def document(self) -> None:
        table: Path = ()
        while not self._ends():
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)

    def _ends(self) -> bool:
        self._take(_BLANK)
        return self._at == len(self._text)

    def _header(self) -> Path:
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        path: Path = ()
        parts = self._key()
        for number, (name, span) in enumerate(parts, 1):
            path = (*path, name)
            self.places.setdefault(path, Place(span, span))
            if brackets == 2 and number == len(parts):
                self._lengths[path] = self._lengths.get(path, 0) + 1
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
                self.places.setdefault(path, Place(span, span))
        self._take(_BLANK)
        self._expect("]" * brackets)
        return path

    def _pair(self, table: Path) -> None:
        path = table
        span = (self._at, self._at)
        for name, span in self._key():
            path = (*path, name)
            self.places.setdefault(path, Place(span, span))
        self._take(_EQUALS)
        self.places[path] = Place(span, self._value(path))

    def _key(self) -> list[tuple[str, tuple[int, int]]]:
        """A dotted key: the parts, each with where it stands."""
        self._take(_BLANK)
        parts = []
        while True:
            match = self._take(_KEY)
            parts.append((_name(match), match.span()))
            dot = _DOT.match(self._text, self._at)
            if len(parts) > _MOST_PARTS:
                raise _LostError
            if dot is None:
                self.keys.append((parts[0][1][0], self._at))
                return parts
            self._at = dot.end()

    def _value(self, path: Path) -> tuple[int, int]:
        start = self._at
        match self._text[start : start + 1]:
            case "[":
                self._list(path)
            case "{":
                self._inline_table(path)
            case _:
                self._take(_SCALAR)
        return start, self._at

    def _list(self, path: Path) -> None:
        self._at += 1
        index = 0
        while not self._closes("]"):
            element = (*path, index)
            self.places[element] = Place((self._at, self._at), (self._at, self._at))
            span = self._value(element)
            self.places[element] = Place(span, span)
            index += 1
            self._comma("]")

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while not self._closes("}"):
            self._pair(path)
            self._comma("}")

    def _closes(self, bracket: str) -> bool:
        self._take(_BLANK)
        closes = self._text.startswith(bracket, self._at)
        self._at += closes
        return closes

    def _comma(self, bracket: str) -> None:
        self._take(_BLANK)
        if not self._text.startswith(bracket, self._at):
            self._expect(",")

    def _expect(self, literal: str) -> None:
        if not self._text.startswith(literal, self._at):
            raise _LostError
        self._at += len(literal)

    def _take(self, token: re.Pattern[str]) -> re.Match[str]:
        match = token.match(self._text, self._at)
        if match is None:
            raise _LostError
        self._at = match.end()
        return match


def _name(match: re.Match[str]) -> str:
    bare: str | None = match["bare"]
    literal: str | None = match["literal"]
    name = bare if bare is not None else literal
    if name is not None:
        return name
    try:
        # A basic string with its escapes: the parser knows them.
        return next(iter(tomllib.loads(f"{match.group()}=0")))
    except ValueError as error:
        raise _LostError from error


class Locator:
    """Spans (0-based lines, columns in code points) for the paths and offsets of one TOML text."""

    __slots__ = ("_keys", "_length", "_places", "_starts")

    def __init__(self, text: str) -> None:
        walk = _Walk(text)
        # What the walk cannot follow is not TOML; what it saw before holds.
        with suppress(_LostError, RecursionError):
            walk.document()
        self._keys, self._places, self._length = walk.keys, walk.places, len(text)
        self._starts = [0]
        for line in split_lines(text)[:-1]:
            self._starts.append(self._starts[-1] + len(line))

    def key(self, path: Path) -> Span:
        """The last key of *path*, without its table; the nearest one above it where it does not stand in the text."""
        return self.span(*self._nearest(path).key)

    def value(self, path: Path) -> Span:
        """The value of *path*, quotes and brackets included."""
        return self.span(*self._nearest(path).value)

    def key_before(self, offset: int) -> tuple[int, int] | None:
        """The offsets of the last key that starts before *offset*, dots included."""
        return max((key for key in self._keys if key[0] < offset), default=None)

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets; both are moved into the text."""
        return Span(self._position(start), self._position(end))

    def _nearest(self, path: Path) -> Place:
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Place((0, 0), (0, 0)))

    def _position(self, offset: int) -> Position:
        offset = max(0, min(offset, self._length))
        line = bisect_right(self._starts, offset) - 1
        return Position(line, offset - self._starts[line])
