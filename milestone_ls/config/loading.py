"""A configuration file read: settings, or what is wrong with them and where.

``tomllib`` reads and a model judges. A file with anything wrong in it is refused whole, and the last good settings
stay: half of a configuration that is being typed would make findings come and go. Finding files and reading them is not
done here.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import PureWindowsPath
from typing import Any

from milestone_ls.records import Record, field, replace
from milestone_ls.text import Span

from .locate import Locator
from .settings import KeyPath, Settings
from .values import scalar_values

_MOST_CHARACTERS = 250_000
# tomllib takes many seconds for a key of ten thousand parts: its time grows with the square of their number.
_ENDLESS_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){40}""")

_TABLE = ("tool", "milestone-ls")
# In a pyproject.toml that cannot be parsed: a sign that it configures milestone-ls at all.
_NAMES_THE_TABLE = re.compile(
    r"""^[ \t]*(?:\[?[ \t]*["']?tool["']?[ \t]*\.[ \t]*)?["']?milestone-ls["']?[ \t]*[.\]=]""", re.MULTILINE
)

_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)\Z")
_WORD = re.compile(r"[^\s,\[\]{}=#]+|\S?")
_BACKSLASH = r"a backslash in a string is doubled, or the string stands between single quotes, as in 'M-\d+'"
# What tomllib says of a key, though it says it where the value or the header ends.
_SECOND_TIME = re.compile(r"Cannot (?:declare|overwrite|mutate|redefine)|Duplicate")


class Problem(Record):
    """Something wrong in the text of a configuration file: *span* 0-based, in code points."""

    span: Span
    message: str


class Loaded(Record):
    """A configuration as it stands.

    settings  what holds: those of the file, or the last good ones if it has problems
    problems  in the order of the text
    explicit  the keys that the file behind *settings* gives; a client fills only the others
    """

    settings: Settings = field(default_factory=Settings)
    problems: tuple[Problem, ...] = ()
    explicit: frozenset[KeyPath] = frozenset()


class _RefusedError(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = tuple(sorted(problems, key=lambda problem: problem.span))


def load(
    text: str, path_name: str, *, previous: Loaded | None = None, known_codes: Collection[str] | None = None
) -> Loaded | None:
    """The settings that *text* gives, or those of *previous* with the problems of *text*.

    path_name    name or path of the file: of a ``pyproject.toml`` only ``[tool.milestone-ls]`` counts
    previous     what the file gave before; None: nothing, which leaves the defaults
    known_codes  the codes that ``severity``, ``per-file`` and ``fail-on`` may name; None: they are not checked
    returns      None for a ``pyproject.toml`` without that table: it is no configuration

    Never raises.
    """
    # A byte order mark is no TOML; a blank in its place keeps the columns.
    text = scalar_values(" " + text[1:] if text.startswith("\ufeff") else text)
    root = _TABLE if PureWindowsPath(path_name).name == "pyproject.toml" else ()
    try:
        data = _parsed(text, root)
        return None if data is None else _judged(data, text, root, known_codes)
    except _RefusedError as refused:
        return replace(previous or Loaded(), problems=refused.problems)


def explicit_keys(data: Mapping[str, Any], above: KeyPath = ()) -> Iterator[KeyPath]:
    """The settings that *data* gives: each key, and in tables each entry."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from explicit_keys(value, (*above, key))
        else:
            yield (*above, key)


def _parsed(text: str, root: KeyPath) -> Mapping[str, Any] | None:
    """The table at *root*; None if a text that is more than our configuration has none."""
    try:
        data: Any = _toml(text)
    except _RefusedError:
        if root and not _NAMES_THE_TABLE.search(text):
            return None
        raise
    for key in root:
        if not isinstance(data, Mapping) or key not in data:
            return None
        data = data[key]
    if not isinstance(data, Mapping):
        raise _RefusedError(Problem(Locator(text).value(root), f"{'.'.join(root)}: must be a table of settings"))
    return data


def _toml(text: str) -> dict[str, Any]:
    if len(text) > _MOST_CHARACTERS:
        raise _RefusedError(_whole(f"a configuration of over {_MOST_CHARACTERS} characters is not read"))
    if key := _ENDLESS_KEY.search(text):
        raise _RefusedError(Problem(Locator(text).span(*key.span()), "a key of over 40 parts is not read"))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _RefusedError(_syntax_problem(text, error)) from error


def _judged(data: Mapping[str, Any], text: str, root: KeyPath, known_codes: Collection[str] | None) -> Loaded:
    # pydantic takes longer to load than all the rest of a start: it comes in with the first file that needs it.
    from .faults import judge  # noqa: PLC0415
    from .model import ProjectModel, to_settings  # noqa: PLC0415

    model, faults = judge(data, ProjectModel, known_codes)
    if model is None:
        locator = Locator(text)
        raise _RefusedError(
            *(
                Problem((locator.key if fault.on_key else locator.value)((*root, *fault.path)), fault.message)
                for fault in faults
            )
        )
    return Loaded(to_settings(model), explicit=frozenset(explicit_keys(data)))


def _syntax_problem(text: str, error: ValueError | RecursionError) -> Problem:
    if isinstance(error, RecursionError):
        return _whole("not TOML that can be read: lists or tables are nested too deeply")
    said = str(error)
    at = _AT.search(said)
    if at is None:
        # Of integers with thousands of digits Python says no more than that.
        return _whole("not TOML that can be read: a number in it has too many digits")
    said = said[: at.start()]
    locator = Locator(text)
    offset = _offset(text, int(at["line"]), int(at["column"])) if at["line"] else len(text.rstrip())
    key = locator.key_before(offset)
    if key and _SECOND_TIME.match(said):
        return Problem(locator.span(*key), f"not TOML: {text[slice(*key)]} is defined a second time")
    if said.startswith("Unescaped"):
        # tomllib stands behind the backslash and what follows it.
        return Problem(locator.span(text.rfind("\\", 0, offset), offset), f"not TOML: {_BACKSLASH}")
    word = _WORD.match(text, offset)
    start, end = word.span() if word else (offset, offset)
    return Problem(locator.span(start, end), f"not TOML: {_advice(said, text[start:end])}")


def _whole(message: str) -> Problem:
    """A problem of the text as a whole, told at its start."""
    return Problem(Span.on_line(0, 0, 0), message)


def _offset(text: str, line: int, column: int) -> int:
    """The offset that tomllib means: lines and columns from 1, and only a line feed ends a line."""
    return sum(len(above) + 1 for above in text.split("\n")[: line - 1]) + column - 1


def _advice(said: str, word: str) -> str:
    if said == "Invalid value" and not word:
        return "a value is missing"
    if said == "Invalid value" and word.isidentifier():
        return f'{word} is no value; a string stands between quotes, as in "{word}"'
    if said.startswith(("Unterminated string", "Illegal character '\\n'", "Expected \"'")):
        return "a string is not closed"
    return said[:1].lower() + said[1:]
