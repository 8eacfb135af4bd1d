"""What a single value must be: sizes, globs, paths, headings, patterns, names.

Each check gives the value as it is to be used or raises ValueError, whose text continues "``key``: …". Which key a
value belongs to, and where it stands, is not known here.
"""

import re
import warnings
from pathlib import PureWindowsPath

from .ids import IdPattern

_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?) ?(B|[KMG](?:i?B)?)?", re.IGNORECASE | re.ASCII)
_UNITS = {"": 1, "K": 1000, "M": 1000**2, "G": 1000**3, "KI": 1024, "MI": 1024**2, "GI": 1024**3}
_MOST_BYTES = 1000**3

_MOST_PATTERN = 500
_MOST_STARS = 3
_SLOT = re.compile(r"\{[^{}]*\}")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def size(value: object) -> int:
    """Bytes of ``"2MB"``, ``"500 KB"``, ``"1.5 MiB"`` or a plain number; KB are 1000 bytes, KiB 1024."""
    amount: float
    match value:
        case bool():
            amount = -1
        case int():
            amount = value
        case str() if match_ := _SIZE.fullmatch(value.strip()):
            unit = (match_[2] or "").upper().removesuffix("B")
            amount = float(match_[1]) * _UNITS[unit]
        case _:
            amount = -1
    if amount < 0:
        raise ValueError(
            f'{shown(value)} is no size; write a number of bytes, or one with a unit such as "500 KB" or "2MB"'
        )
    if not 1 <= amount <= _MOST_BYTES:
        raise ValueError(f"{shown(value)} is out of range; write a size from 1 byte to 1 GB")
    return int(amount)


def text(value: str) -> str:
    """A name or phrase, without the blanks around it."""
    if not value.strip():
        raise ValueError("an entry is empty; write a name or leave it out")
    if _CONTROL.search(value):
        raise ValueError(f"{shown(value)} holds a line break or control character; write it in one line")
    return value.strip()


def glob(value: str) -> str:
    """A glob as in a ``.gitignore`` file, without its negation and comments."""
    text(value)
    if value[0] in "!#":
        raise ValueError(f'{shown(value)} starts with "{value[0]}", which globs do not use here; name what matches')
    if "\\" in value:
        raise ValueError(f'{shown(value)} holds a backslash; write "/" between folders')
    if PureWindowsPath(value).drive or value.startswith("~"):
        raise ValueError(f"{shown(value)} is an absolute path; write it from the folder of the configuration")
    parts = value.split("/")
    if ".." in parts:
        raise ValueError(f'{shown(value)} leaves the folder of the configuration; write it without ".."')
    if re.search(r"\{[^}]*,[^}]*\}", value):
        raise ValueError(f"{shown(value)} holds braces, which are not expanded; write one glob for each alternative")
    # Stars in one part multiply the ways to match a long name, and so do the ** among the parts of a long path.
    if parts.count("**") > _MOST_STARS or any(part.count("*") > _MOST_STARS for part in parts):
        raise ValueError(
            f"{shown(value)} holds too many stars; use at most {_MOST_STARS} in a part, and {_MOST_STARS} parts **"
        )
    _compile_glob(value)
    return value


def _compile_glob(value: str) -> None:
    # Loads in the moment when there is a glob to check: a server without a configuration file needs none of it.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # re warns of sets inside sets, which no glob means
            GitIgnoreSpec.from_lines([value])
    except (ValueError, IndexError, re.error, FutureWarning) as error:
        raise ValueError(f"{shown(value)} is no glob that can be read; write one such as docs/**/*.md") from error


def inner_path(value: str) -> str:
    """A relative path that stays below the folder of the configuration: the server reads nothing outside it."""
    text(value)
    if "\\" in value:
        raise ValueError(f'{shown(value)} holds a backslash; write "/" between folders')
    if PureWindowsPath(value).drive or value[0] in "/~":
        raise ValueError(f"{shown(value)} is an absolute path; write it from the folder of the configuration")
    depth = 0
    for part in value.split("/"):
        depth += -1 if part == ".." else 0 if part in ("", ".") else 1
        if depth < 0:
            raise ValueError(f"{shown(value)} leaves the folder of the configuration; name a file below it")
    if not depth:
        raise ValueError(f"{shown(value)} is a folder; name a file in it")
    return value


def heading(value: str) -> str:
    """A heading form: a level-1 heading with the slot ``{ID}``."""
    text(value)
    if not re.match(r"# +\S", value):
        raise ValueError(f'{shown(value)} is no level-1 heading; begin with "# ", as in "# {{ID}}: {{Title}}"')
    ids = value.count("{ID}")
    if ids != 1:
        wrong = "has no slot {ID}" if not ids else f"has {ids} slots {{ID}}"
        raise ValueError(f'{shown(value)} {wrong}; write it once, as in "# {{ID}}: {{Title}}"')
    if set("{}") & set(_SLOT.sub("", value)):
        raise ValueError(f"{shown(value)} has a brace without its partner; a slot is a word between {{ and }}")
    return value


def pattern(value: str) -> str:
    """An ``id-pattern``: a regular expression that matches something and cannot take forever."""
    # Loads in the moment when there is a pattern to judge, and judges by a private part of the standard library.
    from . import backtracking  # noqa: PLC0415

    if len(value) > _MOST_PATTERN:
        raise ValueError(f"{shown(value)} has over {_MOST_PATTERN} characters; write a shorter expression")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # re warns of what it will read differently one day
            matches_nothing = re.fullmatch(value, "") is not None
    except (re.error, OverflowError, RecursionError, FutureWarning) as error:
        raise ValueError(f"{shown(value)} is no regular expression: {error}") from error
    if matches_nothing:
        raise ValueError(f"{shown(value)} matches the empty word; write what every ID holds, such as a digit")
    try:
        IdPattern(value)
    except ValueError as error:
        raise ValueError(
            f"{shown(value)} sets flags for the whole expression; write (?i:…) instead of (?i)…"
        ) from error
    try:
        backtracking.check(value)
    except backtracking.TooManyWaysError as error:
        raise ValueError(
            f"{shown(value)} could take very long on some words, since {error}; let each repetition begin with a "
            r"character that stands nowhere else in it, as in M\d+(?:\.\d+)*"
        ) from error
    return value


def scalar_values(text_: str) -> str:
    """*text_* with U+FFFD for each half of a surrogate pair, which no UTF-8 and so no checked value can hold."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text_)


def shown(value: object) -> str:
    """*value* as a message quotes it: short, and in the spelling of the file."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            short = value if len(value) <= 60 else value[:57] + "…"
            return '"' + _CONTROL.sub("\N{REPLACEMENT CHARACTER}", short) + '"'
        case int() | float():
            # str() of an integer of thousands of digits raises.
            return f"{value:g}" if isinstance(value, float) or abs(value) < 10**15 else "a number"
        case _:
            return kind(value)


def kind(value: object) -> str:
    """What *value* is, as an article and a noun."""
    match value:
        case bool():
            return "true or false"
        case str():
            return "a string"
        case int() | float():
            return "a number"
        case list() | tuple():
            return "a list"
        case dict():
            return "a table"
        case None:
            return "null"
        case _:
            return "a date or time"
