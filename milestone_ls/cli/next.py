"""``milestone-ls next``: what can be begun now, and what is under way."""

import sys
from argparse import ArgumentParser, Namespace

from milestone_ls.cli import figures, output
from milestone_ls.cli.asked import style_for
from milestone_ls.render.plan_text import next_as_text


def add_arguments(parser: ArgumentParser) -> None:
    figures.add_path_argument(parser)
    figures.add_shared_arguments(parser)


def run(options: Namespace) -> int:
    """Exit code 0 if something is ready or in progress, else 1. Raises what ends in exit code 2."""
    plans = tuple(figures.views(options, options.paths))
    if options.json:
        figures.write_json(figures.only(plan, ("ready", "in_progress")) for plan in plans)
    else:
        style = style_for(options, sys.stdout)
        texts = (next_as_text(plan, style) for plan in plans)
        titles = (f"{plan.root}:\n" if len(plans) > 1 else "" for plan in plans)
        output.write("\n".join(title + text for title, text in zip(titles, texts, strict=True)))
    if not plans:
        output.complain(figures.NO_MILESTONE)
    found = any(found.state in ("ready", "in_progress") for plan in plans for found in plan.milestones)
    return output.EXIT_FINE if found else output.EXIT_FOUND
