"""What a look at the files of a folder saw of each, and which of them differ at the next look.

For where the system tells nobody that a file has changed. No file is read.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from milestone_ls.project import files
from milestone_ls.project.files import Limits
from milestone_ls.project.ignore import IGNORE_FILE


class Stamp(NamedTuple):
    """By what a file that was written is told from what it was: when it was, its size in bytes, which one it is."""

    time: int
    size: int
    number: int


Stamps: TypeAlias = Mapping[Path, Stamp]


def stamps(outers: Mapping[Path, Limits]) -> Stamps:
    """Those of all Markdown files, configurations and ignore files below *outers*, absolute paths. Never raises.

    outers   with the limits of a walk of each
    """
    found = ((path, _stamp(path)) for outer, limits in outers.items() for path in _paths(outer, limits))
    return {path: stamp for path, stamp in found if stamp is not None}


def differing(before: Stamps, after: Stamps) -> frozenset[Path]:
    """The files that came, changed or went between two looks."""
    return frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def _paths(outer: Path, limits: Limits) -> Iterator[Path]:
    listing = files.discover(outer, *limits)
    yield from (outer / path for path in listing.files)
    yield from (outer / folder / name for folder, names in listing.configurations.items() for name in names)
    yield from (outer / folder / IGNORE_FILE for folder in listing.folders)


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
