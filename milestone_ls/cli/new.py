"""``milestone-ls new``: a milestone from the template, filled with what is known, and the entries others have of it."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from milestone_ls.cli import output
from milestone_ls.cli.asked import configuration_file, refuse_troubles, style_for
from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.judged import shown_path
from milestone_ls.cli.mending import Change
from milestone_ls.cli.patches import as_patch, write_changes
from milestone_ls.cli.plans import PlanOnDisk, plans_of
from milestone_ls.cli.selection import Wanted as Selection
from milestone_ls.features.drafting import NEXT, CannotCreateError, Draft, Wanted, drafted
from milestone_ls.project.files import discover
from milestone_ls.project.filling import load_project
from milestone_ls.project.loading import Asked
from milestone_ls.project.roots import command_line_folder, plan_folder
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.render.json import VERSION, fix_as_data
from milestone_ls.rules.catalogue import CODES
from milestone_ls.rules.moved import moved_fix
from milestone_ls.text import apply_edits


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=f"of the milestone; `{NEXT}`: the next one that is free")
    parser.add_argument("title", nargs="?", default="", metavar="TITLE")
    for name in ("--depends-on", "--parallel-with"):
        parser.add_argument(name, action="append", default=[], metavar="IDS", help="milestones, separated by commas")
    parser.add_argument(
        "--in", dest="folder", metavar="FOLDER", help="where it goes (default: beside the milestone next to it)"
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--dry-run", action="store_true", help="tell what would be written, and write nothing")
    shown.add_argument("--diff", action="store_true", help="print what would be written as a patch, and write nothing")
    parser.add_argument("--json", action="store_true", help="write it for programs, as JSON")
    parser.add_argument("--config", metavar="FILE", help="configuration in the place of the plan's own")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")


def run(options: Namespace) -> int:
    """Exit code 0. Raises WrongUsageError where the milestone cannot be created as it was asked for."""
    if options.diff and options.json:
        raise WrongUsageError("--diff prints a patch in the place of JSON; leave one of them out")
    here = Path(os.path.realpath(Path.cwd()))
    plan, folder = _plan(options, here)
    snapshot = load_project(plan.root, plan.files, plan.configuration).snapshot
    wanted = Wanted(options.id, options.title, _split(options.depends_on), _split(options.parallel_with), folder)
    try:
        draft = drafted(snapshot, wanted)
    except CannotCreateError as error:
        raise WrongUsageError(str(error)) from error
    creates = {plan.root / new.path: new.text for new in draft.fix.creates}
    changes = dict(_changes(draft, snapshot, plan.root))
    if options.diff:
        output.write(as_patch(changes, here, creates), encoding="utf-8", newline="\n")
        return output.EXIT_FINE
    if not options.dry_run:
        write_changes(changes, here, creates)
    if options.json:
        output.write(_as_json(draft, plan.root, here, written=not options.dry_run), encoding="utf-8")
    else:
        output.write("".join(_as_text(creates, changes, here, written=not options.dry_run)))
    return output.EXIT_FINE


def _split(lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for given in lists for name in given.split(",") if name.strip())


def _plan(options: Namespace, here: Path) -> tuple[PlanOnDisk, str | None]:
    """The plan that the milestone goes to, and the folder there that was named."""
    named = here / options.folder if options.folder is not None else None
    if named is not None and not named.is_dir():
        raise WrongUsageError(f"no such folder: {options.folder}")
    outer = command_line_folder(Path(options.folder or ""), here)
    found = plans_of(
        Selection(outer), discover(outer), Asked(known_codes=CODES), configuration_file(options.config, here)
    )
    plans = dict(found)
    if named is None:
        plan = _only(plans.values(), here)
        refuse_troubles([plan], here, style_for(options, sys.stderr))
        return plan, None
    inside = Path(os.path.realpath(named)).relative_to(outer).as_posix()
    plan = plans[plan_folder(f"{inside}/x" if inside != "." else "x", plans.keys())]
    refuse_troubles([plan], here, style_for(options, sys.stderr))
    folder = Path(os.path.realpath(named)).relative_to(plan.root).as_posix()
    return plan, "" if folder == "." else folder


def _only(plans: Iterable[PlanOnDisk], here: Path) -> PlanOnDisk:
    """The one plan that has milestones; where none has, the outermost."""
    plans = tuple(plans)
    used = [plan for plan in plans if plan.files and _has_milestones(plan)] or [plans[0]]
    if len(used) > 1:
        names = ", ".join(shown_path(plan.root, here) for plan in used)
        raise WrongUsageError(f"there are several plans: {names}; name the folder of one with --in")
    return used[0]


def _has_milestones(plan: PlanOnDisk) -> bool:
    return bool(load_project(plan.root, plan.files, plan.configuration).snapshot.plan.milestones)


def _changes(draft: Draft, snapshot: Snapshot, root: Path) -> Iterator[tuple[Path, Change]]:
    for file in draft.fix.edits:
        before = snapshot.documents[file.path].source.text
        yield root / file.path, Change(before, apply_edits(before, file.edits))


def _as_text(creates: Iterable[Path], changes: Iterable[Path], here: Path, *, written: bool) -> Iterator[str]:
    verbs = ("Wrote", "Changed") if written else ("Would write", "Would change")
    for verb, paths in zip(verbs, (creates, changes), strict=True):
        yield from (f"{verb} {shown_path(path, here)}\n" for path in sorted(paths))


def _as_json(draft: Draft, root: Path, here: Path, *, written: bool) -> str:
    def shown(path: str) -> str:
        return shown_path(root / path, here)

    data = {
        "version": VERSION,
        "id": draft.id,
        "path": shown(draft.path),
        "written": written,
        "fix": fix_as_data(moved_fix(draft.fix, shown)),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
