"""``milestone-ls plan``: waves, times, slack and critical path of plans, and what is not known of them."""

import sys
from argparse import ArgumentParser, Namespace

from milestone_ls.cli import figures, output
from milestone_ls.cli.asked import style_for
from milestone_ls.render.plan_text import plan_as_text


def add_arguments(parser: ArgumentParser) -> None:
    figures.add_path_argument(parser)
    figures.add_shared_arguments(parser)


def run(options: Namespace) -> int:
    """Exit code 0; 1 if there is no milestone. Raises what ends in exit code 2."""
    plans = tuple(figures.views(options, options.paths))
    if options.json:
        figures.write_json(plans)
    else:
        style = style_for(options, sys.stdout)
        output.write("\n".join(plan_as_text(plan, style) for plan in plans))
    if not plans:
        output.complain(figures.NO_MILESTONE)
    return output.EXIT_FINE if plans else output.EXIT_FOUND
