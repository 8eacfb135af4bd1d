"""What the documentation of the command line shows is what the program prints."""

import re

import pytest

from tests.cli.shell import REPOSITORY, Shell

_SESSION = re.compile(
    r"^```text\n\$ milestone-ls (?P<arguments>[^\n]+)\n(?P<output>.*?)^```$", re.MULTILINE | re.DOTALL
)
_COMMAND = re.compile(r"^milestone-ls (?P<command>\w+)", re.MULTILINE)
TEXT = (REPOSITORY / "docs/cli.md").read_text(encoding="utf-8")
SESSIONS = [(found["arguments"], found["output"]) for found in _SESSION.finditer(TEXT)]


def test_there_is_something_to_compare() -> None:
    assert SESSIONS


@pytest.mark.parametrize(("arguments", "output"), SESSIONS)
def test_a_shown_session_ends_as_shown(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, arguments: str, output: str
) -> None:
    monkeypatch.chdir(REPOSITORY)
    shown = shell(*arguments.split()).out
    # How many hints there are besides is not what the page is about.
    assert re.sub(r"^\d+ hints? not shown.*\n", "", shown, flags=re.MULTILINE) == output


@pytest.mark.parametrize("command", sorted({found["command"] for found in _COMMAND.finditer(TEXT)}))
def test_every_command_that_is_shown_exists(shell: Shell, command: str) -> None:
    assert f"\n  {command} " in shell().out


def test_every_option_of_the_check_is_explained(shell: Shell) -> None:
    options = set(re.findall(r"--[a-z-]+", shell("check", "--help").out)) - {"--help"}
    assert options == {option for option in options if f"`{option}" in TEXT or f"[{option}" in TEXT}
