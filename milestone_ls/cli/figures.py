"""The plans that ``plan``, ``next`` and ``show`` tell of, read from disk, with the options that the three share."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from milestone_ls.cli import output
from milestone_ls.cli.asked import configuration_file, refuse_troubles, style_for
from milestone_ls.cli.judged import shown_path
from milestone_ls.cli.plans import PlanOnDisk, find_plans
from milestone_ls.cli.selection import wanted
from milestone_ls.project.filling import load_project
from milestone_ls.project.loading import Asked
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.render.plan_view import PlanView, plan_view
from milestone_ls.rules.catalogue import CODES

NO_MILESTONE = "no milestone was found; `milestone-ls init` tells why"


def add_path_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file or folder of the plans to show (default: all plans)"
    )


def add_shared_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write it for programs, as JSON")
    add_reading_arguments(parser)


def add_reading_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="configuration in the place of each plan's own")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")


def views(options: Namespace, paths: Iterable[str]) -> Iterator[PlanView]:
    """The plans with milestones below *paths*, in the order of their folders. Raises what ends in exit code 2."""
    here = Path.cwd()
    for plan, snapshot in read(options, paths, here):
        yield plan_view(snapshot.plan, snapshot.settings, shown_path(plan.root, here))


def read(options: Namespace, paths: Iterable[str], here: Path) -> Iterator[tuple[PlanOnDisk, Snapshot]]:
    """As :func:`views`, each plan with where it was found and all that was read; *here* is the working directory."""
    file = configuration_file(options.config, here)
    found = find_plans(wanted(paths, here), Asked(known_codes=CODES), file)
    for note in found.notes:
        output.complain(note)
    refuse_troubles(found.plans, here, style_for(options, sys.stderr))
    for plan in found.plans:
        snapshot = load_project(plan.root, plan.files, plan.configuration).snapshot
        if snapshot.plan.milestones:
            yield plan, snapshot


def write_json(plans: Iterable[PlanView]) -> None:
    # pydantic loads with the first question for JSON.
    from milestone_ls.render.plan_json import plans_as_json  # noqa: PLC0415

    output.write(plans_as_json(tuple(plans)), encoding="utf-8")


def only(plan: PlanView, states: Iterable[str]) -> PlanView:
    """*plan* with those of its milestones that are in one of *states*; the sums stay those of the whole."""
    kept = frozenset(states)
    return replace(plan, milestones=tuple(found for found in plan.milestones if found.state in kept))
