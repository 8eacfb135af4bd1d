"""``milestone-ls rule``: what a finding means, with examples, or which findings there are."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path

from milestone_ls.cli import output
from milestone_ls.cli.failure import WrongUsageError
from milestone_ls.cli.nearest import offer
from milestone_ls.cli.writing import replace_file
from milestone_ls.render.pages import first_sentence, folder, page
from milestone_ls.rules.catalogue import CODES, RULES, rule_named


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="CODE", help="the rule to explain (default: list all)")
    # For those who change a rule: the documentation is written from the rules.
    parser.add_argument("--write", metavar="FOLDER", type=Path, help=SUPPRESS)


def run(options: Namespace) -> int:
    if options.write is not None:
        _write(options.write)
        return output.EXIT_FINE
    if options.code is None:
        output.write(_list())
        return output.EXIT_FINE
    rule = rule_named(options.code.strip())
    if rule is None:
        raise WrongUsageError(
            f"no rule has the code {options.code}{offer(options.code, CODES)} `milestone-ls rule` lists them"
        )
    output.write(page(rule))
    return output.EXIT_FINE


def _list() -> str:
    rules = sorted(RULES, key=lambda rule: rule.code)
    code_width = max(len(rule.code) for rule in rules)
    level_width = max(len(rule.severity) for rule in rules)
    return "".join(
        f"{rule.code:<{code_width}}  {rule.severity:<{level_width}}  {'gate' if rule.gate else '    '}  "
        f"{first_sentence(rule)}\n"
        for rule in rules
    )


def _write(target: Path) -> None:
    """Write every page; those of rules that are no more stay, for the folder may hold anything."""
    target.mkdir(parents=True, exist_ok=True)
    for name, text in folder(RULES).items():
        replace_file(target / name, text.encode())
