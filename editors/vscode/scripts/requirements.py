"""Writes the runtime dependencies of milestone-ls, with hashes, as a requirements file to stdout.

They are those of the repository's lock, so the versions are those that the tests ran with. The lock notes below each
package who asked for it; what runtime packages ask for is a runtime package. What is installed plays no part.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

LOCK = Path(__file__).resolve().parents[3] / "requirements-dev.lock"

# How the lock names what pyproject.toml asks for itself; the development group has ":dev" after it.
_ROOT = "milestone-ls (pyproject.toml)"


def runtime(lock: str) -> str:
    """The entries of *lock* that milestone-ls needs when it runs, in their order and without comments."""
    entries = list(_entries(lock))
    needed = {_ROOT}
    while more := {name for name, entry in entries if not needed.isdisjoint(_askers(entry))} - needed:
        needed |= more
    kept = [_without_comments(entry) for name, entry in entries if name in needed]
    if not kept:
        raise ValueError(f"nothing in the lock is asked for by {_ROOT}")
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
    sys.stdout.write(runtime(LOCK.read_text(encoding="utf-8")))
