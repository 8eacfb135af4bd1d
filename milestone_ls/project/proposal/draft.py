"""A configuration as it is being put together: its lines, each with what was seen that speaks for it.

The only way from lines to settings is the text of the file, read by the code that reads every configuration: what is
proposed cannot mean something else than what was tried.
"""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from milestone_ls.config import FILE_NAMES, KeyPath, Settings, load
from milestone_ls.config.values import scalar_values
from milestone_ls.records import Record, replace

FILE_NAME = FILE_NAMES[0]

_ORDER = (
    "include",
    "exclude",
    "companions",
    "template",
    "heading",
    "id-pattern",
    "external-prefixes",
    "index",
    "required",
    "progress",
)
_LONGEST_COMMENT = 110
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


class Line(Record):
    """One setting.

    key    as the file spells it: ``("heading",)``, ``("aliases", "fields", "depends-on")``
    value  a text, or the texts of a list
    seen   what speaks for it, in a few words: its comment
    """

    key: KeyPath
    value: str | tuple[str, ...]
    seen: str


class NewTemplate(Record):
    """A template that is to be written: *path* from the plan's root."""

    path: str
    text: str


class Draft(Record):
    """The settings of a configuration file, each key at most once, and the template that would stand beside it."""

    lines: tuple[Line, ...] = ()
    template: NewTemplate | None = None

    def having(self, *lines: Line) -> "Draft":
        """The draft with *lines* in the place of those of the same keys; one without a value takes its key away."""
        keys = {line.key for line in lines}
        kept = (line for line in self.lines if line.key not in keys)
        return replace(self, lines=(*kept, *(line for line in lines if line.value)))

    def adding(self, key: KeyPath, value: str, seen: str) -> "Draft":
        """The draft with one text more in a list, behind those that it has."""
        before = next((line for line in self.lines if line.key == key), None)
        told = f"{before.seen}; {value}: {seen}" if before else f"{value}: {seen}"
        return self.having(Line(key, (*self.values(*key), value), told))

    def beside(self, template: NewTemplate) -> "Draft":
        """The draft with a template that is to be written."""
        return replace(self, template=template)

    def value(self, *key: str) -> str | tuple[str, ...]:
        """What the key is set to; empty if it is not."""
        return next((line.value for line in self.lines if line.key == key), ())

    def values(self, *key: str) -> tuple[str, ...]:
        """The texts of a list."""
        value = self.value(*key)
        return (value,) if isinstance(value, str) else value

    def settings(self) -> Settings | None:
        """What holds with this draft; None where the file would have problems, or hold names that are no text."""
        text = self.text()
        loaded = load(text, FILE_NAME) if scalar_values(text) == text else None
        return None if loaded is None or loaded.problems else loaded.settings

    def text(self) -> str:
        """The file, its lines ending in a line feed; empty if nothing is set."""
        tables = ("".join(f"{line}\n" for line in _table(*table)) for table in self._tables())
        return "\n".join(tables)

    def _tables(self) -> Iterator[tuple[KeyPath, list[Line]]]:
        for table, lines in groupby(sorted(self.lines, key=_place), key=lambda line: line.key[:-1]):
            yield table, list(lines)


def _place(line: Line) -> tuple[KeyPath, int, KeyPath]:
    first = line.key[0]
    return line.key[:-1], _ORDER.index(first) if first in _ORDER else len(_ORDER), line.key


def _table(table: KeyPath, lines: Iterable[Line]) -> Iterator[str]:
    if table:
        yield f"[{'.'.join(table)}]"
    for line in lines:
        yield from _comment(line.seen)
        yield f"{line.key[-1]} = {_value(line.value)}"


def _comment(seen: str) -> Iterator[str]:
    """*seen* in lines of comment; names of files may hold anything."""
    text = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", scalar_values(seen))
    return (f"# {line}" for line in textwrap.wrap(text, _LONGEST_COMMENT))


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return _string(value)
    return f"[{', '.join(map(_string, value))}]"


def _string(text: str) -> str:
    """A TOML string: with its backslashes as they are where that is possible, as a pattern is best read."""
    literal = "\\" in text and "'" not in text and text.isprintable()
    return f"'{text}'" if literal else json.dumps(text, ensure_ascii=False)
