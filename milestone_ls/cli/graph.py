"""``milestone-ls graph``: a plan drawn, as text that other programs draw, as data, as one SVG file or as a page."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from urllib.parse import quote

from milestone_ls.cli import figures, output
from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.judged import shown_path
from milestone_ls.cli.nearest import offer
from milestone_ls.cli.plans import PlanOnDisk
from milestone_ls.cli.writing import replace_file
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.render.pictures.formats import FORMATS, MERMAID, CannotArrangeError, drawn
from milestone_ls.render.pictures.graph import LinkTo
from milestone_ls.render.pictures.model import Picture, neighbourhood, picture_of
from milestone_ls.syntax.names import fold, unpad

_BY_SUFFIX = {".gv": "dot", ".htm": "html", ".mmd": MERMAID, **{f".{name}": name for name in FORMATS}}


def add_arguments(parser: ArgumentParser) -> None:
    figures.add_path_argument(parser)
    parser.add_argument("--format", choices=FORMATS, help="what to make (default: by the end of FILE, else mermaid)")
    parser.add_argument("--output", "-o", metavar="FILE", help="write it to FILE (default: standard output)")
    parser.add_argument("--milestone", metavar="ID", help="only this milestone and what it hangs together with")
    parser.add_argument(
        "--depth", type=int, metavar="N", help="with --milestone: at most N dependencies away (default: all)"
    )
    figures.add_reading_arguments(parser)


def run(options: Namespace) -> int:
    """Exit code 0; 1 if there is no milestone. Raises what ends in exit code 2."""
    if options.depth is not None and (options.milestone is None or options.depth < 0):
        raise WrongUsageError("--depth counts dependencies from a milestone; give --milestone ID and 0 or more")
    here = Path.cwd()
    target = here / options.output if options.output else None
    form = options.format or _BY_SUFFIX.get(target.suffix.lower() if target else "", MERMAID)
    plans = tuple(figures.read(options, options.paths, here))
    if not plans:
        output.complain(figures.NO_MILESTONE)
        return output.EXIT_FOUND
    plan, snapshot = _only_one(plans, here)
    picture = _part(picture_of(snapshot.plan, snapshot.settings, plan.root.name), plan, options)
    try:
        text = drawn(picture, form, _links(plan.root, target.parent if target else here))
    except CannotArrangeError as error:
        raise WrongUsageError(f"--format {error}") from error
    if target is None:
        output.write(text, encoding="utf-8")
    else:
        _save(target, text, options.output)
    return output.EXIT_FINE


def _only_one(plans: tuple[tuple[PlanOnDisk, Snapshot], ...], here: Path) -> tuple[PlanOnDisk, Snapshot]:
    if len(plans) > 1:
        roots = ", ".join(shown_path(plan.root, here) for plan, _ in plans)
        raise WrongUsageError(f"a picture shows one plan, and there are {len(plans)}: {roots}; name one of them")
    return plans[0]


def _part(picture: Picture, plan: PlanOnDisk, options: Namespace) -> Picture:
    """What was asked for: milestones below the paths, then those around the one that was named."""
    asked = frozenset(plan.wanted)
    part = picture.only(item.key for item in picture.items if item.path in asked)
    if options.milestone is None:
        return part
    named = unpad(fold(options.milestone))
    centre = [item.key for item in part.items if unpad(fold(item.id)) == named]
    if not centre:
        known = offer(options.milestone, {item.id for item in part.items})
        raise WrongUsageError(f"no milestone has the ID {options.milestone}{known} see `milestone-ls plan`")
    return part.only(neighbourhood(part, centre, options.depth))


def _links(root: Path, base: Path) -> LinkTo:
    """Links to documents of the plan at *root*, for a file in the folder *base*."""

    def link(path: str) -> str:
        try:
            return quote(Path(os.path.relpath(root / path, base)).as_posix())
        except ValueError:  # another drive
            return (root / path).as_uri()

    return link


def _save(target: Path, text: str, named: str) -> None:
    try:
        replace_file(target, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise WrongUsageError(f"cannot write {named}: {error.strerror or error}") from error
