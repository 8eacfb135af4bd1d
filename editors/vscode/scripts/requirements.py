"""Writes the runtime dependencies of milestone-ls, with hashes, as a requirements file to stdout.

With the name of an extra, what that needs beside them. They are those of the repository's lock, so the versions are
those that the tests ran with. The lock notes below each package who asked for it; what runtime packages ask for is a
runtime package. What is installed plays no part.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
LOCK = REPOSITORY / "requirements-dev.lock"

# How the lock names what pyproject.toml asks for itself; the development group has ":dev" after it.
_ROOT = "milestone-ls (pyproject.toml)"


def runtime(lock: str) -> str:
    """The entries of *lock* that milestone-ls needs when it runs, in their order and without comments."""
    return _kept(lock, _closure(lock, {_ROOT}))


def extra(lock: str, pyproject: str, name: str) -> str:
    """The entries of *lock* that the extra *name* of *pyproject* needs beside what milestone-ls needs always."""
    asked = tomllib.loads(pyproject)["project"]["optional-dependencies"][name]
    names = {re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in asked}
    return _kept(lock, _closure(lock, names) - _closure(lock, {_ROOT}))


def _closure(lock: str, names: Iterable[str]) -> set[str]:
    """*names* and what they ask for, directly or through others."""
    entries = list(_entries(lock))
    needed = set(names)
    while more := {name for name, entry in entries if not needed.isdisjoint(_askers(entry))} - needed:
        needed |= more
    return needed


def _kept(lock: str, names: set[str]) -> str:
    kept = [_without_comments(entry) for name, entry in _entries(lock) if name in names]
    if not kept:
        raise ValueError(f"nothing in the lock is called {', '.join(sorted(names))}")
    return "".join(kept)


def _entries(lock: str) -> Iterator[tuple[str, str]]:
    """Names with their lines; a name comes several times where its version depends on the interpreter."""
    for entry in re.split(r"^(?=[A-Za-z\d])", lock, flags=re.MULTILINE)[1:]:
        yield re.split(r"[\s=\[;]", entry, maxsplit=1)[0], entry


def _askers(entry: str) -> Iterator[str]:
    _, _, comment = entry.partition("# via")
    for line in comment.splitlines():
        yield line.strip(" #")


def _without_comments(entry: str) -> str:
    return "".join(line for line in entry.splitlines(keepends=True) if not line.lstrip().startswith("#"))


if __name__ == "__main__":
    locked = LOCK.read_text(encoding="utf-8")
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    sys.stdout.write(extra(locked, project, sys.argv[1]) if sys.argv[1:] else runtime(locked))
