"""``milestone-ls check``: judge plans, write the findings down, and fail where something fails."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from milestone_ls.cli import output, terminal
from milestone_ls.cli.examine import Question, examine, shown_path
from milestone_ls.cli.failure import ConfigurationError, WrongUsageError
from milestone_ls.cli.nearest import offer
from milestone_ls.cli.plans import PlanOnDisk, find_plans
from milestone_ls.cli.selection import wanted
from milestone_ls.project import reading
from milestone_ls.project.loading import Asked
from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.render.json import report_as_json
from milestone_ls.render.report import Reported
from milestone_ls.render.text import TextStyle, finding_as_text, report_as_text
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import Rule
from milestone_ls.text import split_lines, without_eol

_LEVELS = tuple(str(severity) for severity in Severity if severity is not Severity.OFF)
_MAX_SHOWN = 1_000_000
_NO_MILESTONE = (
    "no milestone was found: a document is one if its first heading fits `# Milestone: {ID} {Title}`, the template's or"
    " another one that the configuration names (heading = [...])"
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="file or folder to report on; the whole plan is read all the same (default: everything)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to write it (default: text)")
    parser.add_argument("--select", action="append", metavar="CODES", help="only these codes, separated by commas")
    parser.add_argument("--ignore", action="append", metavar="CODES", help="all but these codes")
    parser.add_argument(
        "--severity",
        choices=_LEVELS,
        default=str(Severity.INFORMATION),
        metavar="LEVEL",
        help=f"the lowest severity to show: {', '.join(_LEVELS)} (default: information)",
    )
    parser.add_argument("--config", metavar="FILE", help="configuration in the place of each plan's own")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: auto")


def run(options: Namespace, rules: Sequence[Rule] = RULES) -> int:
    """Exit code 1 if something fails, else 0. Raises what ends in exit code 2."""
    here = Path.cwd()
    select, ignore = _codes(options.select, rules), _codes(options.ignore, rules)
    file = _configuration_file(options.config, here)
    known = frozenset(rule.code for rule in rules)
    found = find_plans(wanted(options.paths, here), Asked(known_codes=known), file)
    for note in found.notes:
        output.complain(note)
    _refuse_troubles(found.plans, here, _style(options, sys.stderr))
    asked = tuple(rule for rule in rules if (not select or rule.code in select) and rule.code not in ignore)
    report = examine(found.plans, Question(asked, bool(select), Severity(options.severity)), here)
    if not (report.milestones or report.findings or any((here / path).is_file() for path in options.paths)):
        output.complain(_NO_MILESTONE)
    match options.format:
        case "json":
            # JSON is UTF-8 whatever the terminal is (RFC 8259, 8.1).
            output.write(report_as_json(report), encoding="utf-8")
        case _:
            output.write(report_as_text(report, _style(options, sys.stdout)))
    return output.EXIT_FOUND if report.fails else output.EXIT_FINE


def _codes(lists: Iterable[str] | None, rules: Iterable[Rule]) -> frozenset[str]:
    """The codes of an option that may stand several times, each with several codes."""
    known = frozenset(rule.code for rule in rules)
    codes = [code.strip() for given in lists or () for code in given.split(",") if code.strip()]
    for code in codes:
        if code not in known:
            raise WrongUsageError(f"no rule has the code {code}{offer(code, known)} `milestone-ls rule` lists them")
    return frozenset(codes)


def _configuration_file(argument: str | None, here: Path) -> Path | None:
    if argument is None:
        return None
    file = here / argument
    if not file.is_file():
        raise WrongUsageError(f"no such configuration file: {argument}")
    return file


def _style(options: Namespace, stream: TextIO | None) -> TextStyle:
    return TextStyle(terminal.is_coloured(options.color, stream, os.environ), terminal.width_of(stream, os.environ))


def _refuse_troubles(plans: Iterable[PlanOnDisk], here: Path, style: TextStyle) -> None:
    """Raises ConfigurationError if a configuration or template is wrong: the plan would be judged by other rules."""
    told = dict.fromkeys(
        (plan.root / trouble.path, trouble) for plan in plans for trouble in plan.configuration.troubles
    )
    if told:
        raise ConfigurationError(
            "\n\n".join(finding_as_text(_reported(path, trouble, here), style) for path, trouble in told)
        )


def _reported(path: Path, trouble: Trouble, here: Path) -> Reported:
    said = reading.read(path, _MAX_SHOWN)
    lines = split_lines(said.text) if isinstance(said, reading.Text) else []
    line = trouble.span.start.line
    return Reported(
        code="bad-template" if trouble.kind is TroubleKind.TEMPLATE else "bad-configuration",
        severity=Severity.ERROR,
        fails=False,  # it is no finding that a configuration could let pass
        path=shown_path(path, here),
        milestone=None,
        finding=Finding(trouble.span, trouble.message),
        line=without_eol(lines[line]) if line < len(lines) else None,
    )
