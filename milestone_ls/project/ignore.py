"""What git ignores: the lines of ``.gitignore`` files, asked for one file or folder at a time.

Whoever asks goes down from the top and never enters an ignored folder; so a pattern must match the entry itself
and not what lies below, and the last pattern that matches decides (gitignore(5)). pathspec translates patterns,
but its own verdicts also take what lies below a match: ``d/**`` has it report ``d`` as ignored, and a file in an
ignored folder can come back (its issues 129 and 137). Here each entry's path therefore ends in a mark that no name
can hold and that tells files from folders, and each pattern ends in it, too: what fits, fits the entry itself.

A slash or a backslash inside brackets, and POSIX classes like ``[[:digit:]]``, are read as pathspec reads them, which
is not quite as git does. Patterns whose stars would take a hostile name seconds to try match nothing. Tracked files
are not told apart: a file that a pattern matches is ignored even if git tracks it. The user's global ignore file is
left out, or a check would find on one machine what it does not find on another.
"""

import re
import warnings
from collections.abc import Iterator
from errno import EFBIG, EINVAL
from itertools import groupby
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from pathspec.patterns.gitignore.basic import GitIgnoreBasicPattern
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from milestone_ls.project import git
from milestone_ls.records import Record

IGNORE_FILE = ".gitignore"

_FILE, _FOLDER, _EITHER = "\0f", "\0d", "\0?"

_MOST_STARS = 3
_LARGEST = 1_000_000
"""Bytes of an ignore file; nobody has written a larger one by hand."""


class _Run(NamedTuple):
    """Patterns of one sign that follow each other: which of them matches makes no difference."""

    ignores: bool
    names: re.Pattern[str] | None
    """Patterns without a slash, which look at an entry's name alone."""
    paths: re.Pattern[str] | None


class _Level(Record):
    """The patterns of one file, and how a path from the outer folder becomes one from that file's folder."""

    runs: tuple[_Run, ...]
    prefix: str
    cut: int

    def verdict(self, path: str, name: str) -> bool | None:
        path = self.prefix + path[self.cut :]
        for run in self.runs:
            if (run.names and run.names.match(name)) or (run.paths and run.paths.match(path)):
                return run.ignores
        return None


class Rules(Record):
    """What is ignored in one folder: the patterns of that folder and of those above it, the nearest first."""

    _levels: tuple[_Level, ...] = ()

    def ignores(self, path: str, *, folder: bool) -> bool:
        """Whether the entry at *path* is ignored, given that the folder it stands in is not.

        path      from the outer folder, with ``/`` between names
        folder    whether it is a folder; a symbolic link is none, wherever it leads
        """
        if not self._levels:
            return False
        path += _FOLDER if folder else _FILE
        name = path[path.rfind("/") + 1 :]
        for level in self._levels:
            verdict = level.verdict(path, name)
            if verdict is not None:
                return verdict
        return False

    def with_patterns(self, text: str, *, below: str = "", prefix: str = "") -> "Rules":
        """These rules and those of a further file, which goes before them.

        text      the file's text; a line that git would not understand matches nothing
        below     the folder of the file, from the outer folder; nothing outside it may be asked afterwards
        prefix    the outer folder from the file's folder, ending in ``/``, for a file above the outer folder
        """
        runs = tuple(_runs(text))
        if not runs:
            return self
        return Rules((_Level(runs, prefix, len(below) + 1 if below else 0), *self._levels))


def files_above(outer: Path) -> Iterator[tuple[Path, str]]:
    """The files that count for *outer* from outside it, each after those that it overrules; they need not exist.

    outer     absolute, without symbolic links
    returns   the file, and the prefix that :meth:`Rules.with_patterns` wants with it
    """
    top = git.top_level(outer)
    if top is None:
        return
    below = outer.relative_to(top).parts
    yield git.exclude_file(top), _prefix(below)
    for depth in range(len(below)):
        yield top.joinpath(*below[:depth], IGNORE_FILE), _prefix(below[depth:])


def _prefix(parts: tuple[str, ...]) -> str:
    return "".join(f"{part}/" for part in parts)


def read_patterns(path: Path) -> str:
    """The text of an ignore file, empty if there is none; a symbolic link in its place counts for nothing, as in git.

    Raises OSError if the file is there and cannot be read, or should not be.
    """
    try:
        if path.is_symlink():
            return ""
        status = path.stat()
        if not (S_ISREG(status.st_mode) or path.is_dir()):
            raise OSError(EINVAL, "not a regular file")  # a named pipe would keep us waiting for its other end
        if status.st_size > _LARGEST:
            raise OSError(EFBIG, f"more than {_LARGEST:,} bytes")
        # Names on disk need not be UTF-8; what cannot be decoded stands for the same bytes in both.
        return path.read_bytes().decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _runs(text: str) -> Iterator[_Run]:
    """The patterns of *text*, last first."""
    patterns = [pattern for line in text.split("\n") if (pattern := _pattern(line.removesuffix("\r")))]
    for ignores, group in groupby(reversed(patterns), key=lambda pattern: pattern.ignores):
        run = list(group)
        yield _Run(
            ignores,
            _any_of([pattern.regex for pattern in run if pattern.name_only]),
            _any_of([pattern.regex for pattern in run if not pattern.name_only]),
        )


class _Pattern(NamedTuple):
    ignores: bool
    name_only: bool
    regex: str


def _pattern(line: str) -> _Pattern | None:
    """The pattern that *line* holds, None for a comment, a blank line and what can match nothing (gitignore(5))."""
    if line.startswith("#"):
        return None
    body = line.rstrip(" ")
    if body != line and _ends_in_escape(body):
        body += " "
    ignores = not body.startswith("!")
    body = body.removeprefix("!")
    mark = _FOLDER if body.endswith("/") else _EITHER
    body = body.removesuffix("/")
    if not body or _ends_in_escape(body) or _is_costly(body):
        return None
    name_only = "/" not in body
    if body.endswith("/**"):
        body += "/*"
    # With a slash in front a pattern is anchored to what it is matched with: the name, or the path.
    anchored = (body if body.startswith("/") else "/" + body) + mark
    try:
        regex, _ = GitIgnoreBasicPattern.pattern_to_regex(anchored)
        # A bracket that is never closed stands for itself in the one and voids the pattern in the other, as in git.
        # The others' expressions have named groups, so that they cannot be joined.
        understood = "[" not in body or GitIgnoreSpecPattern.pattern_to_regex(anchored)[0]
    except ValueError:
        return None
    return _Pattern(ignores, name_only, regex) if regex and understood else None


def _ends_in_escape(text: str) -> bool:
    """Whether the last character is a backslash that no other escapes."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _is_costly(body: str) -> bool:
    # Each further star multiplies the ways to try a name by its length, and each ``**`` those to try a path.
    parts = body.split("/")
    return parts.count("**") > _MOST_STARS or any(part.count("*") > _MOST_STARS for part in parts)


def _any_of(regexes: list[str]) -> re.Pattern[str] | None:
    """One expression for all, many times faster than one after the other; those that do not compile left out."""
    with warnings.catch_warnings():
        # ``[[]`` is plain to git; Python warns that a later version might read it otherwise.
        warnings.simplefilter("ignore", FutureWarning)
        try:
            return _joined(regexes)
        except re.error:
            return _joined([regex for regex in regexes if _compiles(regex)])


def _joined(regexes: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{regex})" for regex in regexes), re.DOTALL) if regexes else None


def _compiles(regex: str) -> bool:
    try:
        re.compile(regex)
    except re.error:
        return False
    return True
