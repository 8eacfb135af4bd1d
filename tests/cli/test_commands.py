"""The commands beside ``check``, and how the program is asked."""

import json
from argparse import Namespace
from pathlib import Path

import pytest

from milestone_ls import __version__
from milestone_ls.cli import schema
from milestone_ls.rules.catalogue import RULES
from tests.cli.shell import REPOSITORY, Shell


def test_without_a_command_the_program_helps(shell: Shell) -> None:
    outcome = shell()
    assert outcome.code == 0
    assert outcome.out.startswith("usage: milestone-ls [--help] [--version] COMMAND ...\n")
    for command in ("check", "rule", "init", "schema", "server"):
        assert f"\n  {command} " in outcome.out
    assert shell("--help") == outcome
    assert shell("-h") == outcome


def test_the_version_is_told(shell: Shell) -> None:
    assert shell("--version").out == f"milestone-ls {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("chekc",), "milestone-ls: no command is called chekc; did you mean check? see `milestone-ls --help`\n"),
        (("zzz", "x"), "milestone-ls: no command is called zzz; see `milestone-ls --help`\n"),
        (("--fast",), "milestone-ls: error: unrecognized arguments: --fast\n"),
        (("check", "--fast"), "milestone-ls check: error: unrecognized arguments: --fast\n"),
        (("schema", "check", "x"), "milestone-ls schema: error: unrecognized arguments: x\n"),
    ],
)
def test_what_is_no_command_or_option_is_refused(shell: Shell, arguments: tuple[str, ...], expected: str) -> None:
    outcome = shell(*arguments)
    assert outcome.err.endswith(expected)
    assert (outcome.code, outcome.out) == (2, "")


@pytest.mark.parametrize("command", ["check", "rule", "schema"])
def test_each_command_tells_its_arguments(shell: Shell, command: str) -> None:
    outcome = shell(command, "--help")
    assert outcome.code == 0
    assert outcome.out.startswith(f"usage: milestone-ls {command} ")


def test_the_schema_knows_the_keys_of_the_configuration_and_the_codes(shell: Shell) -> None:
    told = json.loads(shell("schema").out)
    assert "id-pattern" in told["properties"]
    assert told["properties"]["severity"]["propertyNames"]["enum"] == sorted(rule.code for rule in RULES)


def test_a_rules_page_says_what_is_wrong_and_what_is_right(shell: Shell) -> None:
    outcome = shell("rule", "completed-before-upstream")
    assert outcome.code == 0
    assert outcome.out.startswith(
        "# completed-before-upstream\n\nA milestone is completed while one that it depends on is not.\n\n"
        "Severity: warning, a gate.\n\n"
    )
    assert "**Wrong**:\n\n```text\n//- M1-Ground.md\n# Milestone: M1 Ground [B]\n" in outcome.out


def test_an_unknown_rule_is_refused_with_the_nearest_one(shell: Shell) -> None:
    outcome = shell("rule", "completed-before-upstraem")
    assert outcome.err == (
        "milestone-ls rule: no rule has the code completed-before-upstraem; did you mean completed-before-upstream?"
        " `milestone-ls rule` lists them\n"
    )
    assert (outcome.code, outcome.out) == (2, "")


def test_all_rules_are_listed_with_their_severity(shell: Shell) -> None:
    lines = shell("rule").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(rule.code for rule in RULES)
    (line,) = (line for line in lines if line.startswith("completed-before-upstream "))
    assert line.split(maxsplit=3)[1:] == [
        "warning",
        "gate",
        "A milestone is completed while one that it depends on is not.",
    ]


def test_the_documentation_of_the_rules_is_up_to_date(shell: Shell) -> None:
    """Mend it with ``milestone-ls rule --write docs/rules``, and delete the pages of rules that are no more."""
    shell("rule", "--write", "pages")
    assert _texts(REPOSITORY / "docs/rules") == _texts(shell.here / "pages")


def test_a_defect_is_no_verdict(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_options: Namespace) -> int:
        raise ZeroDivisionError("told")

    monkeypatch.setattr(schema, "run", run)
    outcome = shell("schema")
    assert (outcome.code, outcome.out) == (2, "")
    assert "ZeroDivisionError: told\n" in outcome.err
    assert outcome.err.endswith(
        "milestone-ls: this is a defect of the program; please report it with the lines above\n"
    )


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
