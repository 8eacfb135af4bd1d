"""``milestone-ls check``: judge plans, mend what is certain if asked to, write the findings down, fail if one fails."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from milestone_ls.cli import accepting, output
from milestone_ls.cli.asked import codes, configuration_file, refuse_troubles, style_for
from milestone_ls.cli.examine import Whole, mended, report_of, shown_identities
from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.formats import FORMATS, JSON, SARIF, TEXT, base_of, written
from milestone_ls.cli.judged import JudgedPlan, Question, judge_plans
from milestone_ls.cli.mending import Change
from milestone_ls.cli.patches import as_patch, write_changes
from milestone_ls.cli.plans import PlanOnDisk, find_plans
from milestone_ls.cli.selection import wanted
from milestone_ls.project.loading import Asked
from milestone_ls.project.store import NO_STORE, user_store
from milestone_ls.records import replace
from milestone_ls.render.report import Report
from milestone_ls.render.text import counted, report_as_text
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Severity
from milestone_ls.rules.rule import Rule

_LEVELS = tuple(str(severity) for severity in Severity if severity is not Severity.OFF)
_NO_MILESTONE = (
    "no milestone was found: a document is one if its first heading fits `# Milestone: {ID} {Title}`, the template's or"
    " another one that the configuration names (heading = [...]); `milestone-ls init` proposes what fits"
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="file or folder to report on; the whole plan is read all the same (default: everything)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--format", choices=FORMATS, default=TEXT, help="how to write it (default: text)")
    form.add_argument("--json", dest="format", action="store_const", const=JSON, help="the same as --format json")
    parser.add_argument("--select", action="append", metavar="CODES", help="only these codes, separated by commas")
    parser.add_argument("--ignore", action="append", metavar="CODES", help="all but these codes")
    parser.add_argument(
        "--severity",
        choices=_LEVELS,
        default=str(Severity.INFORMATION),
        metavar="LEVEL",
        help=f"the lowest severity to show: {', '.join(_LEVELS)} (default: information)",
    )
    parser.add_argument("--fix", action="store_true", help="first make the fixes that are certain")
    parser.add_argument("--diff", action="store_true", help="with --fix: write no file, print what would change")
    accepted = parser.add_mutually_exclusive_group()
    accepted.add_argument("--baseline", metavar="FILE", help="accept the findings that stand in FILE")
    accepted.add_argument("--write-baseline", metavar="FILE", help="have FILE accept the findings of now")
    parser.add_argument("--config", metavar="FILE", help="configuration in the place of each plan's own")
    parser.add_argument(
        "--no-cache", action="store_true", help="read everything anew, and keep nothing for the next time"
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")


def run(options: Namespace, rules: Sequence[Rule] = RULES) -> int:
    """Exit code 1 if something fails, would be fixed, or no plan is there, else 0. Raises what ends in exit code 2."""
    here = Path.cwd()
    _refuse_contradictions(options)
    select, ignore = codes(options.select, rules), codes(options.ignore, rules)
    baseline = accepting.given_baseline(options.baseline, here)
    plans = _find(options, rules, here)
    asked = tuple(rule for rule in rules if (not select or rule.code in select) and rule.code not in ignore)
    store = NO_STORE if options.no_cache else user_store()
    judged = judge_plans(plans, Question(asked, bool(select), options.fix), baseline, store)
    changes = {plan.plan.root / path: change for plan in judged for path, change in plan.changes.items()}
    if options.diff:
        return _show_changes(judged, changes, here)
    write_changes(changes, here)
    _tell_changes(judged, changes, "fixed")
    looked = accepting.Looked(judged, frozenset(rule.code for rule in rules if rule not in asked), not options.paths)
    least = Severity(options.severity)
    if options.write_baseline is not None:
        folder = (here / options.write_baseline).resolve().parent
        found = shown_identities(judged, folder, least)
        baseline = accepting.write_baseline(options.write_baseline, found, looked, here)
    elif baseline is not None:
        for sentence in accepting.stale(baseline, options.baseline, looked):
            output.complain(sentence)
    base = base_of(options.format, here, os.environ)
    report = report_of(judged, base, least, baseline, _completion(options.format))
    if options.fix:
        report = replace(report, mended=mended(judged, base))
    _print(report, options, asked)
    # Hooks name the files that changed, and those need not be milestones. Whole folders without any are a mistake.
    if not report.milestones and not any((here / path).is_file() for path in options.paths):
        output.complain(_NO_MILESTONE)
        return output.EXIT_FOUND
    return output.EXIT_FOUND if report.fails else output.EXIT_FINE


def _refuse_contradictions(options: Namespace) -> None:
    if options.diff and not options.fix:
        raise WrongUsageError("--diff shows what --fix would change; give both")
    if options.diff and options.format != TEXT:
        raise WrongUsageError("--diff prints a patch in the place of a report; leave --format out")
    if options.diff and options.write_baseline:
        raise WrongUsageError("--diff writes nothing; leave --write-baseline out")


def _find(options: Namespace, rules: Sequence[Rule], here: Path) -> tuple[PlanOnDisk, ...]:
    """The plans that were asked for; what else the user should know goes to standard error."""
    file = configuration_file(options.config, here)
    found = find_plans(wanted(options.paths, here), Asked(known_codes=frozenset(rule.code for rule in rules)), file)
    for note in found.notes:
        output.complain(note)
    refuse_troubles(found.plans, here, style_for(options, sys.stderr))
    return found.plans


def _completion(name: str) -> Whole | None:
    """What makes fixes whole for the format called *name*; None where it tells of none."""
    if name not in (JSON, SARIF):
        return None
    from milestone_ls.features.consequences import with_all_consequences  # noqa: PLC0415 - most formats do without it

    return with_all_consequences


def _print(report: Report, options: Namespace, rules: Sequence[Rule]) -> None:
    if options.format == TEXT:
        output.write(report_as_text(report, style_for(options, sys.stdout)))
    else:
        # These are UTF-8 whatever the terminal is (RFC 8259, 8.1; the declaration of XML).
        output.write(written(report, options.format, rules), encoding="utf-8")


def _show_changes(judged: Iterable[JudgedPlan], changes: Mapping[Path, Change], here: Path) -> int:
    """Print the patch alone, so that it can be applied."""
    output.write(as_patch(changes, here), encoding="utf-8", newline="\n")
    _tell_changes(judged, changes, "would be fixed")
    return output.EXIT_FOUND if changes else output.EXIT_FINE


def _tell_changes(judged: Iterable[JudgedPlan], changes: Mapping[Path, Change], done: str) -> None:
    if changes:
        count = sum(len(plan.fixes) for plan in judged)
        output.complain(f"{counted(count, 'finding')} {done} in {counted(len(changes), 'file')}")
