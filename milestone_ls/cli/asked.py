"""What the options of a command ask for, turned into what the plans are asked, or refused with what would be right."""

import os
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from milestone_ls.cli import terminal
from milestone_ls.cli.failure import ConfigurationError, WrongUsageError
from milestone_ls.cli.judged import shown_path
from milestone_ls.cli.nearest import offer
from milestone_ls.cli.plans import PlanOnDisk
from milestone_ls.project import reading
from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.render.report import Reported
from milestone_ls.render.text import TextStyle, finding_as_text
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import Rule
from milestone_ls.text import split_lines, without_eol

_MAX_SHOWN = 1_000_000


def codes(lists: Iterable[str] | None, rules: Iterable[Rule]) -> frozenset[str]:
    """The codes of an option that may stand several times, each with several codes."""
    known = frozenset(rule.code for rule in rules)
    codes = [code.strip() for given in lists or () for code in given.split(",") if code.strip()]
    for code in codes:
        if code not in known:
            raise WrongUsageError(f"no rule has the code {code}{offer(code, known)} `milestone-ls rule` lists them")
    return frozenset(codes)


def configuration_file(argument: str | None, here: Path) -> Path | None:
    if argument is None:
        return None
    file = here / argument
    if not file.is_file():
        raise WrongUsageError(f"no such configuration file: {argument}")
    return file


def style_for(options: Namespace, stream: TextIO | None) -> TextStyle:
    return TextStyle(terminal.is_coloured(options.color, stream, os.environ), terminal.width_of(stream, os.environ))


def refuse_troubles(plans: Iterable[PlanOnDisk], here: Path, style: TextStyle) -> None:
    """Raises ConfigurationError if a configuration or template is wrong: the plan would be judged by other rules."""
    told = dict.fromkeys(
        (plan.root / trouble.path, trouble) for plan in plans for trouble in plan.configuration.troubles
    )
    if told:
        raise ConfigurationError(
            "\n\n".join(finding_as_text(_as_reported(path, trouble, here), style) for path, trouble in told)
        )


def _as_reported(path: Path, trouble: Trouble, here: Path) -> Reported:
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
