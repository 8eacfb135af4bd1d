"""``milestone-ls show``: all figures of one milestone."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from milestone_ls.cli import figures, output
from milestone_ls.cli.asked import style_for
from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.nearest import offer
from milestone_ls.render.plan_text import milestone_as_text
from milestone_ls.syntax.names import fold, unpad


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", metavar="ID", help="the milestone, by its ID")
    parser.add_argument("--in", dest="folder", metavar="PATH", help="a file or folder of the plan (default: all plans)")
    figures.add_shared_arguments(parser)


def run(options: Namespace) -> int:
    """Exit code 0. Raises WrongUsageError where no milestone has the ID; several are all shown."""
    if options.id is None:
        raise WrongUsageError("name a milestone, as in `milestone-ls show M1`")
    plans = tuple(figures.views(options, [options.folder] if options.folder else []))
    wanted = unpad(fold(options.id))
    named = (
        replace(plan, milestones=tuple(found for found in plan.milestones if unpad(fold(found.id)) == wanted))
        for plan in plans
    )
    found = [plan for plan in named if plan.milestones]
    if not found:
        known = {milestone.id for plan in plans for milestone in plan.milestones}
        raise WrongUsageError(f"no milestone has the ID {options.id}{offer(options.id, known)} see `milestone-ls plan`")
    if options.json:
        figures.write_json(found)
    else:
        style = style_for(options, sys.stdout)
        output.write(
            "\n".join(milestone_as_text(milestone, plan, style) for plan in found for milestone in plan.milestones)
        )
    return output.EXIT_FINE
