"""``milestone-ls diff``: what the working tree has made of the plans of a revision."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

from milestone_ls.cli import output
from milestone_ls.cli.asked import refuse_troubles
from milestone_ls.cli.failure import ConfigurationError
from milestone_ls.cli.judged import shown_path
from milestone_ls.cli.plans import PlanOnDisk, find_plans, plans_of
from milestone_ls.cli.revision import Revision, read_revision
from milestone_ls.cli.selection import Wanted, wanted
from milestone_ls.features.comparing import compare
from milestone_ls.project.filling import load_project
from milestone_ls.project.loading import Asked, Buffers, no_buffers
from milestone_ls.project.plan import Plan
from milestone_ls.records import replace
from milestone_ls.render.changes import PlanChanges, changes_as_json, changes_as_text
from milestone_ls.render.text import TextStyle
from milestone_ls.rules.catalogue import CODES


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "revision",
        metavar="REV",
        help="branch, tag or commit; `REV...` is the commit at which the current branch left it",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, for programs")


def run(options: Namespace) -> int:
    """Exit code 0, whatever is different. Raises what ends in exit code 2."""
    here = Path.cwd()
    (everything,) = wanted((), here)
    revision = read_revision(options.revision, everything.outer)
    found = find_plans((everything,), Asked(known_codes=CODES))
    for note in found.notes:
        output.complain(note)
    refuse_troubles(found.plans, here, TextStyle())
    after = {shown_path(plan.root, everything.outer): _plan(plan) for plan in found.plans}
    before = dict(_plans_of(revision))
    names = sorted(before.keys() | after.keys())
    changes = [PlanChanges(name, compare(before.get(name, Plan()), after.get(name, Plan()))) for name in names]
    if options.json:
        output.write(changes_as_json(options.revision, revision.commit, changes), encoding="utf-8")
    else:
        output.write(changes_as_text(options.revision, changes))
    return output.EXIT_FINE


def _plans_of(revision: Revision) -> Iterable[tuple[str, Plan]]:
    """The plans of a revision, each by its folder under the configuration that it had then."""
    asked = Asked(buffers=revision.text_at)
    for folder, plan in plans_of(Wanted(revision.outer), revision.listing, asked):
        if wrong := plan.configuration.troubles:
            at = f"{folder}/{wrong[0].path}" if folder else wrong[0].path
            raise ConfigurationError(f"{revision.commit}:{at}:{wrong[0].span.start.line + 1}: {wrong[0].message}")
        limit = plan.configuration.settings.max_size
        small = [path for path in plan.files if revision.sizes[f"{folder}/{path}" if folder else path] <= limit]
        yield folder or ".", _plan(replace(plan, files=small), revision.text_at)


def _plan(plan: PlanOnDisk, buffers: Buffers = no_buffers) -> Plan:
    return load_project(plan.root, plan.files, plan.configuration, buffers).snapshot.plan
