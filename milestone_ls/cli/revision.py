"""A revision of a git repository, its plans read from git's objects: nothing is checked out, no file is written.

Git is asked through its own program. The files of the revision are shown to the engine as if they were open in an
editor below a folder that does not exist, so that nothing of the working tree can get in.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.config.settings import FILE_NAMES
from milestone_ls.project import git, ignore, reading
from milestone_ls.project.files import Listing, is_left_out, is_markdown
from milestone_ls.project.ignore import Rules
from milestone_ls.records import Record

_NO_ROOM = 100_000_000
"""Bytes beyond which a file of a revision is not looked at."""


class _Blob(NamedTuple):
    """A file in a tree of git: the name of its object, and its size in bytes."""

    name: str
    size: int


class Revision(Record):
    """The files of a commit below a folder of its repository.

    commit   its whole name
    outer    the folder in whose place the files are shown; absolute, and not there
    listing  the Markdown files and configurations, as a walk would find them
    texts    what files say, by path from *outer*
    sizes    their bytes
    """

    commit: str
    outer: Path
    listing: Listing
    texts: Mapping[str, str]
    sizes: Mapping[str, int]

    def text_at(self, path: Path) -> str | None:
        """The text of the file at *path*, which lies below *outer*; None if there is none."""
        if not path.is_relative_to(self.outer):
            return None
        return self.texts.get(path.relative_to(self.outer).as_posix())


def read_revision(name: str, outer: Path) -> Revision:
    """The revision called *name* of the repository around *outer*, an absolute path, from that folder down.

    name  as git has it; with ``...`` behind it: the commit at which HEAD and the revision parted

    Raises WrongUsageError where there is no such revision, no repository, or no git.
    """
    top = git.top_level(outer)
    if top is None:
        raise WrongUsageError(f"{outer} is in no git work tree, so there is no revision to compare with")
    commit = _commit(name, top)
    prefix = "".join(f"{part}/" for part in outer.relative_to(top).parts)
    blobs = dict(_tree(commit, prefix, top))
    walk = _Walk(blobs, top)
    listing = walk.run(outer)
    wanted = {*listing.files, *(path for path in blobs if _is_read(path))}
    texts = _read({path: blobs[path] for path in sorted(wanted) if blobs[path].size <= _NO_ROOM}, top)
    shown = top / ".git" / "milestone-ls" / commit
    decoded = {path: reading.decode(data).text for path, data in texts.items()}
    return Revision(commit, shown, listing, decoded, {path: blob.size for path, blob in blobs.items()})


def _is_read(path: str) -> bool:
    """Whether a file may be a configuration, or the template that one names."""
    name = path.rpartition("/")[2]
    return name in FILE_NAMES or name.lower().endswith(".md")


class _Walk:
    """The walk of :func:`milestone_ls.project.files.discover` over a tree of git. Links are not followed."""

    def __init__(self, blobs: Mapping[str, _Blob], top: Path) -> None:
        self._folders: dict[str, list[str]] = {"": []}
        for path in blobs:
            self._put(path)
        self._blobs = blobs
        self._top = top
        self._files: list[str] = []
        self._configurations: dict[str, tuple[str, ...]] = {}

    def _put(self, path: str) -> None:
        folder, _, _ = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = []
            self._put(folder)
        self._folders[folder].append(path)

    def run(self, outer: Path) -> Listing:
        rules = Rules()
        for source, prefix in ignore.files_above(outer):
            rules = rules.with_patterns(ignore.read_patterns(source), prefix=prefix)
        self._visit("", rules)
        return Listing(tuple(sorted(self._files)), self._configurations)

    def _visit(self, folder: str, rules: Rules) -> None:
        entries = {path.rpartition("/")[2]: path for path in self._folders[folder]}
        patterns = entries.get(ignore.IGNORE_FILE)
        if patterns is not None and patterns in self._blobs:
            data = _read({patterns: self._blobs[patterns]}, self._top)[patterns]
            rules = rules.with_patterns(data.decode("utf-8", "surrogateescape").removeprefix("\ufeff"), below=folder)
        if names := tuple(name for name in FILE_NAMES if entries.get(name) in self._blobs):
            self._configurations[folder] = names
        for name, path in entries.items():
            is_folder = path in self._folders
            if rules.ignores(path, folder=is_folder):
                continue
            if is_folder and not is_left_out(name):
                self._visit(path, rules)
            elif not is_folder and is_markdown(name):
                self._files.append(path)


def _commit(name: str, top: Path) -> str:
    """The whole name of the commit."""
    plain = name.removesuffix("...")
    found = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{plain}^{{commit}}", may_fail=True)
    if not found.strip():
        raise WrongUsageError(f"git knows no revision {plain}; name a branch, a tag or a commit")
    commit = found.decode("ascii").strip()
    if plain == name:
        return commit
    parted = _git(top, "merge-base", "HEAD", commit, may_fail=True).decode("ascii").split()
    if not parted:
        raise WrongUsageError(f"HEAD and {plain} have no commit in common")
    return parted[0]


def _tree(commit: str, prefix: str, top: Path) -> Iterator[tuple[str, _Blob]]:
    """The files of a commit below the folder *prefix*, by path from there; links and submodules are none."""
    folder = (f"{commit}:{prefix.rstrip('/')}",) if prefix else (commit,)
    listed = _git(top, "ls-tree", "-r", "-z", "-l", "--full-tree", *folder, may_fail=bool(prefix))
    for line in listed.split(b"\0"):
        about, _, path = line.partition(b"\t")
        match about.split():
            case [mode, b"blob", name, size] if mode != b"120000":
                yield os.fsdecode(path), _Blob(name.decode("ascii"), int(size))
            case _:
                pass


def _read(blobs: Mapping[str, _Blob], top: Path) -> dict[str, bytes]:
    """What files hold, by path."""
    asked = "".join(f"{blob.name}\n" for blob in blobs.values()).encode("ascii")
    said = _git(top, "cat-file", "--batch", given=asked) if blobs else b""
    found: dict[str, bytes] = {}
    at = 0
    for path, blob in blobs.items():
        at = said.index(b"\n", at) + 1  # behind the line that tells name, kind and size
        found[path] = said[at : at + blob.size]
        at += blob.size + 1
    return found


def _git(top: Path, *arguments: str, given: bytes = b"", may_fail: bool = False) -> bytes:
    """What git prints. Raises WrongUsageError with git's own words where it fails and may not."""
    try:
        ended = subprocess.run(  # noqa: S603 - no shell, and a revision cannot be taken for an option
            ["git", "-C", str(top), *arguments],  # noqa: S607 - the user's own git
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise WrongUsageError(f"git cannot be started: {error.strerror or error}") from error
    if ended.returncode and not may_fail:
        words = ended.stderr.decode("utf-8", "replace").strip() or f"it ended with {ended.returncode}"
        raise WrongUsageError(f"git {arguments[0]}: {words}")
    return ended.stdout
