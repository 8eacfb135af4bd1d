"""The Markdown files below a folder, and the folders that hold a configuration.

The walk leaves out what no plan wants read: hidden names, ``node_modules``, git work trees inside the folder, and
whatever git ignores. It knows no plan and no glob, reads no document and no configuration, and never raises: what
cannot be listed becomes a :class:`Problem`, and the rest goes on.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from milestone_ls.config.settings import FILE_NAMES
from milestone_ls.project import ignore
from milestone_ls.project.ignore import Rules

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn")
"""The names that editors take for Markdown; case does not count."""

MAX_ENTRIES = 200_000
"""Directory entries, of any kind, after which a walk stops: somebody opened a home folder or a whole disk."""

MAX_FILES = 20_000
"""Markdown files, or few more, after which a walk stops: twice as many as the largest plan that is still pleasant."""

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT, which the stat module has on Windows alone."""


class Trouble(Enum):
    """Why something is not listed."""

    UNREADABLE = auto()
    GONE = auto()
    """It vanished while it was listed, or a link leads nowhere."""
    OUTSIDE = auto()
    """A link leads out of the outer folder: left out on purpose."""
    TOO_MANY = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a walk could not or would not list."""

    path: str
    """From the outer folder, with ``/`` between names; empty for the outer folder itself."""
    trouble: Trouble
    message: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a walk found. All paths go from the outer folder, with ``/`` between names."""

    files: tuple[str, ...]
    """The Markdown files, sorted."""
    configurations: Mapping[str, tuple[str, ...]]
    """Folders that hold configuration files, and which, the one that wins first; the outer folder is the empty text."""
    problems: tuple[Problem, ...] = ()
    folders: tuple[str, ...] = field(default=(), compare=False)
    """The folders that were entered, the outer one first as the empty text; a linked one by the link's name."""
    ignored: int = field(default=0, compare=False)
    """Markdown files, and folders of any kind, that ignore files leave out; what lies in such a folder is not seen."""

    @property
    def complete(self) -> bool:
        """Whether the walk came to its end."""
        return all(problem.trouble is not Trouble.TOO_MANY for problem in self.problems)


def is_markdown(name: str) -> bool:
    """Whether a file of that name is a Markdown file that may be listed; hidden ones may not."""
    # Editors' lock files (``.#M1.md``) and macOS' ``._M1.md`` look like Markdown and are none.
    return name.lower().endswith(MARKDOWN_SUFFIXES) and not name.startswith(".")


def is_left_out(name: str) -> bool:
    """Whether a folder of that name is never entered."""
    return name.startswith(".") or name == "node_modules"


class Limits(NamedTuple):
    """Entries of any kind, and seconds, after which no more of a folder is looked at."""

    entries: int = MAX_ENTRIES
    seconds: float | None = None


def discover(
    outer: Path,
    max_entries: int = MAX_ENTRIES,
    max_seconds: float | None = None,
    stopped: threading.Event | None = None,
) -> Listing:
    """The Markdown files below *outer*, an absolute path; nearer folders go first if a limit cuts the walk short.

    A file is listed once, by a path without links if there is one. Links are followed where they lead to a place
    inside *outer*, even to a hidden or ignored one: somebody made the link. Hard links are files of their own.
    The outer folder itself was asked for: it may be hidden or ignored. A walk that is *stopped* ends with what it has.
    """
    walk = _Walk(max_entries, None if max_seconds is None else Deadline(max_seconds), stopped or threading.Event())
    walk.run(outer)
    return walk.listing()


class Deadline:
    """So many *seconds* from when this was made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._end


class _Place(NamedTuple):
    """A folder, file or link that a walk came to."""

    relative: str
    real: str
    """Its absolute path, with no link above it."""
    rules: Rules
    """What is ignored in the folder it stands in."""


class _Walk:
    """One walk: breadth first, then the links, so that a path without links comes before one with."""

    def __init__(self, max_entries: int, deadline: Deadline | None, stopped: threading.Event) -> None:
        self._outer = ""
        self._stopped = stopped
        self._deadline = deadline
        self._max_entries = max_entries
        self._entries = 0
        self._files: dict[str, str] = {}
        """Real path to the path it is listed by."""
        self._configurations: dict[str, tuple[str, ...]] = {}
        self._problems: list[Problem] = []
        self._folders: list[str] = []
        self._ignored = 0
        self._seen: set[tuple[int, int] | str] = set()
        self._waiting: deque[_Place] = deque()
        self._folder_links: deque[_Place] = deque()
        self._file_links: list[_Place] = []

    def listing(self) -> Listing:
        files = tuple(sorted(self._files.values()))
        return Listing(files, self._configurations, tuple(self._problems), tuple(self._folders), self._ignored)

    def run(self, outer: Path) -> None:
        try:
            self._outer = os.path.realpath(outer, strict=True)
        except OSError as error:
            self._failed("", error)
            return
        rules = Rules()
        for source, prefix in ignore.files_above(Path(self._outer)):
            rules = self._with_patterns(rules, source, prefix=prefix)
        self._waiting.append(_Place("", self._outer, rules))
        self._visit_waiting()
        while self._folder_links:
            link = self._folder_links.popleft()
            if real := self._inside(link):
                self._waiting.append(link._replace(real=real))
                self._visit_waiting()
        for link in self._file_links:
            real = self._inside(link)
            if real and is_file(real):
                self._files.setdefault(real, link.relative)

    def _visit_waiting(self) -> None:
        while self._waiting and self._entries <= self._max_entries and not self._stopped.is_set():
            folder = self._waiting.popleft()
            if len(self._files) > MAX_FILES:
                self._end(folder, f"more than {MAX_FILES:,} Markdown files")
            elif self._deadline is not None and self._deadline.is_over:
                self._end(folder, f"not all was seen in {self._deadline.seconds:g} seconds")
            else:
                self._visit_one(folder)

    def _visit_one(self, folder: _Place) -> None:
        try:
            entries = self._scan(folder)
        except OSError as error:
            self._failed(folder.relative, error)
        else:
            if entries is not None:
                self._visit(folder, entries)

    def _scan(self, folder: _Place) -> dict[str, os.DirEntry[str]] | None:
        """What the folder holds, by name and sorted; None if the walk has been there. Raises OSError."""
        status = Path(folder.real).stat()
        # Some file systems number nothing.
        identity = (status.st_dev, status.st_ino) if status.st_ino else folder.real
        if identity in self._seen:
            return None
        self._seen.add(identity)
        left = self._max_entries - self._entries
        with os.scandir(folder.real) as found:
            entries = list(islice(found, left + 1))
        self._entries += len(entries)
        if len(entries) > left:
            self._cut(folder, f"more than {self._max_entries:,} files and folders")
        return {entry.name: entry for entry in sorted(entries[:left], key=lambda entry: entry.name)}

    def _visit(self, folder: _Place, entries: Mapping[str, os.DirEntry[str]]) -> None:
        if folder.relative and ".git" in entries:
            return
        self._folders.append(folder.relative)
        rules = folder.rules
        if ignore.IGNORE_FILE in entries:
            source = Path(folder.real, ignore.IGNORE_FILE)
            rules = self._with_patterns(rules, source, below=folder.relative)
        if names := tuple(name for name in FILE_NAMES if name in entries):
            self._configurations[folder.relative] = names
        for name, entry in entries.items():
            relative = f"{folder.relative}/{name}" if folder.relative else name
            try:
                self._sort_in(entry, _Place(relative, entry.path, rules))
            except OSError as error:
                self._failed(relative, error)

    def _sort_in(self, entry: os.DirEntry[str], place: _Place) -> None:
        """Have one entry visited, listed, followed later, or left out. Raises OSError."""
        if is_link(entry):
            # To git a link is no folder, wherever it leads.
            if _leads_to_folder(entry):
                if not is_left_out(entry.name) and not self._ignores(place, folder=False):
                    self._folder_links.append(place)
            elif is_markdown(entry.name) and not self._ignores(place, folder=False):
                self._file_links.append(place)
        elif entry.is_dir(follow_symlinks=False):
            if not is_left_out(entry.name) and not self._ignores(place, folder=True):
                self._waiting.append(place)
        elif (
            is_markdown(entry.name) and entry.is_file(follow_symlinks=False) and not self._ignores(place, folder=False)
        ):
            self._files[place.real] = place.relative

    def _ignores(self, place: _Place, *, folder: bool) -> bool:
        is_ignored = place.rules.ignores(place.relative, folder=folder)
        self._ignored += is_ignored
        return is_ignored

    def _inside(self, link: _Place) -> str | None:
        """Where *link* leads, if that is a place inside the outer folder."""
        try:
            real = os.path.realpath(link.real, strict=True)
        except OSError as error:
            self._failed(link.relative, error)
            return None
        if not is_inside(real, self._outer):
            self._problem(link.relative, Trouble.OUTSIDE, f"leads out of {self._outer}; not read")
            return None
        return real

    def _with_patterns(self, rules: Rules, source: Path, *, below: str = "", prefix: str = "") -> Rules:
        try:
            text = ignore.read_patterns(source)
        except OSError as error:
            # What it would ignore is listed; better too much than a plan with holes.
            self._problem(below, Trouble.UNREADABLE, f"{source}: {_reason(error)}; ignores nothing")
            return rules
        return rules.with_patterns(text, below=below, prefix=prefix)

    def _end(self, folder: _Place, why: str) -> None:
        """Look at nothing more."""
        self._cut(folder, why)
        self._waiting.clear()
        self._folder_links.clear()

    def _cut(self, folder: _Place, why: str) -> None:
        advice = "Open a smaller folder, or let .gitignore leave large ones out"
        self._problem(folder.relative, Trouble.TOO_MANY, f"{why}; what lies further down was not looked at. {advice}")

    def _failed(self, relative: str, error: OSError) -> None:
        gone = isinstance(error, FileNotFoundError | NotADirectoryError)
        self._problem(relative, Trouble.GONE if gone else Trouble.UNREADABLE, _reason(error))

    def _problem(self, relative: str, trouble: Trouble, message: str) -> None:
        self._problems.append(Problem(relative, trouble, message))


def is_inside(path: str, folder: str) -> bool:
    """Whether *path* is *folder* or lies in it; both absolute and without links."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def is_file(path: str | Path) -> bool:
    """Whether there is a file at *path*, whatever that looks like."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for names that are too long


def is_link(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is a symbolic link or what Windows calls a junction. Raises OSError."""
    if entry.is_symlink():
        return True
    # DirEntry.is_junction came with Python 3.12.
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) if os.name == "nt" else 0
    return tag == _JUNCTION


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:
        return False  # a circle of links


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
