"""What paths on the command line mean: which folders bound the plans, and which files are reported on.

Naming a file filters what is reported, never what is read. No path at all means everything.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.project.roots import command_line_folder
from milestone_ls.records import Record


class Wanted(Record):
    """What is asked of the plans below one outer folder.

    outer  absolute, without links
    named  each argument with the paths that it means, from the outer folder with ``/`` between names: as it was
           written, and with its links resolved; None: everything is wanted
    """

    outer: Path
    named: Mapping[str, frozenset[str]] | None = None

    def of(self, files: Iterable[str]) -> frozenset[str]:
        """Those of *files*, paths from the outer folder, that are to be reported on."""
        if self.named is None:
            return frozenset(files)
        wanted = frozenset().union(*self.named.values())
        return frozenset(file for file in files if not wanted.isdisjoint(_with_folders(file)))

    def idle(self, files: Iterable[str]) -> Iterator[str]:
        """The arguments that mean none of *files*."""
        if self.named is not None:
            found = frozenset(path for file in files for path in _with_folders(file))
            yield from (argument for argument, meant in self.named.items() if meant.isdisjoint(found))


def wanted(arguments: Iterable[str], here: Path) -> tuple[Wanted, ...]:
    """What *arguments* ask for from the working directory *here*; the wider of nested outer folders comes first.

    Raises WrongUsageError for paths that do not exist.
    """
    arguments = tuple(arguments) or ("",)
    missing = [argument for argument in arguments if not os.path.exists(here / argument)]  # noqa: PTH110 - it never raises
    if missing:
        raise WrongUsageError(f"no such file or folder: {', '.join(missing)}")
    by_outer: dict[Path, dict[str, frozenset[str]]] = {}
    for argument in arguments:
        outer = command_line_folder(Path(argument), here)
        by_outer.setdefault(outer, {})[argument] = frozenset(_meant(argument, outer, here))
    return tuple(
        Wanted(outer, None if "" in named or any("." in meant for meant in named.values()) else named)
        for outer, named in sorted(by_outer.items(), key=lambda item: len(item[0].parts))
    )


def _meant(argument: str, outer: Path, here: Path) -> Iterator[str]:
    for path in (Path(os.path.abspath(here / argument)), (here / argument).resolve()):  # noqa: PTH100 - it keeps links
        if path.is_relative_to(outer):
            yield path.relative_to(outer).as_posix()


def _with_folders(file: str) -> Iterator[str]:
    """*file* and the folders that hold it."""
    while file:
        yield file
        file = file.rpartition("/")[0]
