"""``milestone-ls index``: tell where index files and documents differ, or bring the index files up to date."""

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
from milestone_ls.cli.plans import PlanOnDisk, find_plans
from milestone_ls.cli.selection import wanted
from milestone_ls.features.indexing import TITLE, differences, up_to_date
from milestone_ls.project.filling import load_project
from milestone_ls.project.loading import Asked
from milestone_ls.project.project import Project
from milestone_ls.project.trouble import TroubleKind
from milestone_ls.records import Record
from milestone_ls.render.json import report_as_json
from milestone_ls.render.report import Mended, Report, Reported
from milestone_ls.render.text import counted, report_as_text
from milestone_ls.rules.catalogue import CODES
from milestone_ls.rules.judging import Judged, fails
from milestone_ls.rules.moved import moved
from milestone_ls.text import apply_edits, without_eol

_NO_INDEX = (
    "no index file: a list of two milestones or more in a README, ROADMAP or MILESTONE_MANAGER, or in the file that"
    ' the configuration names (index = ["docs/PLAN.md"])'
)


class _Indexed(Record):
    """A plan with the index files that were asked for, by paths from its root."""

    root: Path
    project: Project
    files: tuple[str, ...]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="an index file, or a folder that holds some (default: all)"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="tell what differs, and write nothing (the default)")
    what.add_argument(
        "--write", action="store_true", help="rewrite marks and add missing entries, then tell what is left"
    )
    what.add_argument("--diff", action="store_true", help="print what --write would change, as a patch")
    parser.add_argument("--json", action="store_true", help="write it for programs, as JSON")
    parser.add_argument("--config", metavar="FILE", help="configuration in the place of each plan's own")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")


def run(options: Namespace) -> int:
    """Exit code 1 if an index differs, after ``--write`` in what only a person can decide. Raises for exit code 2."""
    if options.diff and options.json:
        raise WrongUsageError("--diff prints a patch in the place of a report; leave --json out")
    here = Path.cwd()
    plans = tuple(_plans(options, here))
    if not plans:
        raise WrongUsageError(_NO_INDEX)
    changes = _changes(plans) if options.write or options.diff else {}
    if options.diff:
        output.write(as_patch(changes, here), encoding="utf-8", newline="\n")
        return output.EXIT_FOUND if changes else output.EXIT_FINE
    write_changes(changes, here)
    for plan in plans:
        after = {path: changes[plan.root / path].after for path in plan.files if plan.root / path in changes}
        plan.project.put({path: plan.project.read(text) for path, text in after.items()})
    found = sorted(
        (item for plan in plans for item in _reported(plan, here)),
        key=lambda item: (item.path, item.finding.span, item.code),
    )
    report = Report(
        milestones=sum(len(plan.project.snapshot.plan.milestones) for plan in plans),
        findings=tuple(found),
        mended=tuple(Mended(shown_path(path, here), TITLE) for path in sorted(changes)) if options.write else None,
    )
    if options.json:
        output.write(report_as_json(report), encoding="utf-8")
    else:
        output.write(report_as_text(report, style_for(options, sys.stdout)))
    if changes:
        output.complain(f"{counted(len(changes), 'index file')} brought up to date")
    return output.EXIT_FOUND if report.findings else output.EXIT_FINE


def _plans(options: Namespace, here: Path) -> Iterator[_Indexed]:
    """The plans that have an index file among what was asked for."""
    file = configuration_file(options.config, here)
    found = find_plans(wanted(options.paths, here), Asked(known_codes=CODES), file)
    for note in found.notes:
        output.complain(note)
    refuse_troubles(found.plans, here, style_for(options, sys.stderr))
    for plan in found.plans:
        project = load_project(plan.root, plan.files, plan.configuration)
        files = tuple(path for path in project.snapshot.plan.indexed.files if path in plan.wanted)
        if files:
            _refuse_bad_bytes(plan, project, files, here)
            yield _Indexed(plan.root, project, files)


def _refuse_bad_bytes(plan: PlanOnDisk, project: Project, files: Iterable[str], here: Path) -> None:
    """Other bytes would be lost in writing, and what was not read to the letter is not compared either."""
    for path in files:
        for trouble in project.snapshot.troubles.get(path, ()):
            if trouble.kind is TroubleKind.BAD_BYTES:
                raise WrongUsageError(f"{shown_path(plan.root / path, here)} {trouble.message}")


def _changes(plans: Iterable[_Indexed]) -> dict[Path, Change]:
    changes: dict[Path, Change] = {}
    for plan in plans:
        snapshot = plan.project.snapshot
        for path in plan.files:
            fix = up_to_date(snapshot, path)
            for file in fix.edits if fix is not None else ():
                before = snapshot.documents[file.path].source.text
                changes[plan.root / file.path] = Change(before, apply_edits(before, file.edits))
    return changes


def _reported(plan: _Indexed, here: Path) -> Iterator[Reported]:
    for index in plan.files:
        for path, judged in differences(plan.project.snapshot, index):
            yield _as_reported(plan, path, judged, here)


def _as_reported(plan: _Indexed, path: str, judged: Judged, here: Path) -> Reported:
    snapshot = plan.project.snapshot
    milestone = snapshot.plan.milestone(path)
    finding = judged.finding
    return Reported(
        code=judged.code,
        severity=judged.severity,
        fails=fails(judged, snapshot.settings),
        path=shown_path(plan.root / path, here),
        milestone=milestone.id if milestone else None,
        finding=moved(finding, lambda name: shown_path(plan.root / name, here)),
        line=without_eol(snapshot.documents[path].source.line(finding.span.start.line)),
    )
