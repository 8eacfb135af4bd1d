"""The plans that a command is about: walks, configurations and which plan each file belongs to. Reads no document."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.selection import Wanted
from milestone_ls.project import files
from milestone_ls.project.files import Listing, discover
from milestone_ls.project.globs import Globs, Kind
from milestone_ls.project.loading import Asked, Configuration, cut_into_plans, load_configuration, load_configurations
from milestone_ls.records import Record

_TOLD = (files.Trouble.UNREADABLE, files.Trouble.TOO_MANY)
"""Problems of a walk that keep something from being checked; the others were meant or have no effect."""


class PlanOnDisk(Record):
    """A plan that was asked for. Paths go from its root.

    root    absolute
    files   the Markdown files that it reads
    wanted  those of them to be reported on
    """

    root: Path
    configuration: Configuration
    files: Sequence[str]
    wanted: Sequence[str]


class Found(Record):
    """The plans, and what the user should know beside them, a sentence each."""

    plans: tuple[PlanOnDisk, ...]
    notes: tuple[str, ...]


def find_plans(asked: Iterable[Wanted], how: Asked, file: Path | None = None) -> Found:
    """The plans that *asked* is about.

    file    a configuration that holds in the place of each plan's own, absolute; the plans stay where they are

    Raises WrongUsageError where *file* is no configuration.
    """
    plans: list[PlanOnDisk] = []
    notes: list[str] = []
    seen: set[Path] = set()
    for wanted in asked:
        listing = discover(wanted.outer)
        notes += (
            f"{wanted.outer / problem.path}: {problem.message}"
            for problem in listing.problems
            if problem.trouble in _TOLD
        )
        found = list(plans_of(wanted, listing, how, file))
        read = [_joined(folder, path) for folder, plan in found for path in plan.files]
        notes += (
            f"{argument}: no Markdown file that a plan reads; hidden, ignored and excluded ones are left out"
            for argument in wanted.idle(read)
        )
        for _, plan in found:
            # A folder inside another one that was asked for, too: the wider one, which comes first, has reported it.
            new = tuple(path for path in plan.wanted if plan.root / path not in seen)
            seen.update(plan.root / path for path in new)
            # Of a plan without documents the configuration is still looked at.
            if new or (wanted.named is None and not plan.files):
                plans.append(PlanOnDisk(plan.root, plan.configuration, plan.files, new))
    return Found(tuple(plans), tuple(notes))


def plans_of(
    wanted: Wanted, listing: Listing, how: Asked, file: Path | None = None
) -> Iterator[tuple[str, PlanOnDisk]]:
    """Every plan of a walk, by its folder."""
    outer = wanted.outer
    configurations = load_configurations(outer, listing.configurations, how)
    if file is not None:
        configurations = {folder: _from(file, outer / folder, how) for folder in configurations}
    chosen = wanted.of(listing.files)
    for folder, paths in cut_into_plans(listing.files, configurations.keys()).items():
        configuration = configurations[folder]
        settings = configuration.settings
        globs = Globs(settings.include, settings.exclude, settings.companions)
        read = tuple(path for path in paths if globs.kind(path) is not Kind.EXCLUDED)
        here = tuple(path for path in read if _joined(folder, path) in chosen)
        yield folder, PlanOnDisk(outer / folder, configuration, read, here)


def _from(file: Path, root: Path, how: Asked) -> Configuration:
    configuration = load_configuration(root, [str(file)], how)
    if not configuration.found:
        raise WrongUsageError(f"{file} is no configuration; a pyproject.toml needs a table [tool.milestone-ls]")
    return configuration


def _joined(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path
