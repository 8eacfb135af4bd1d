"""The settings that the pages of docs/editors show for programs that cannot be run here, as far as they can be checked.

That the programs read them so is what their manuals say.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from milestone_ls import __version__
from milestone_ls.config.client import read_client
from milestone_ls.rules.catalogue import CODES
from tests.editors.desk import REPOSITORY
from tests.editors.documented import FOLDER

Json: TypeAlias = Any

OPTIONS = {"config", "initialization", "initialization_options", "initializationOptions", "init_options"}
"""What editors and agents call what they send as initializationOptions."""

AGENTS = REPOSITORY / "editors" / "agents"
PLUGIN = AGENTS / "claude-code"

_FENCE = re.compile(r"^```(json|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# Shown in these pages as they are written: an object of settings, and nothing around it.
BARE = ("README.md", "jetbrains.md")


def shown(page: Path) -> list[Json]:
    """The values of the JSON and TOML of a page."""
    read = {"json": json.loads, "toml": tomllib.loads}
    return [read[language](text) for language, text in _FENCE.findall(page.read_text(encoding="utf-8"))]


def below(value: Json) -> Iterator[tuple[str, Json]]:
    """All keys in *value*, at any depth, with what stands there."""
    if isinstance(value, list):
        for entry in value:
            yield from below(entry)
    elif isinstance(value, dict):
        yield from value.items()
        for entry in value.values():
            yield from below(entry)


@pytest.mark.parametrize("page", sorted(FOLDER.glob("*.md")), ids=lambda page: page.stem)
def test_the_server_takes_the_settings_that_a_page_shows(page: Path) -> None:
    for value in shown(page):
        sent = [entry for key, entry in below(value) if key in OPTIONS]
        for options in [value] if page.name in BARE else sent:
            assert read_client(options, known_codes=CODES).messages == ()


@pytest.mark.parametrize("page", ["helix", "zed", "sublime", "kate", "agents"])
def test_a_page_starts_the_program_with_what_it_expects(page: str) -> None:
    commands = []
    for value in shown(FOLDER / f"{page}.md"):
        for _, entry in below(value):
            if isinstance(entry, dict) and "command" in entry:
                command = entry["command"]
                commands.append([command, *entry["args"]] if isinstance(command, str) else command)
            elif isinstance(entry, dict) and "path" in entry:
                commands.append([Path(entry["path"]).name, *entry["arguments"]])
    assert commands
    assert all(command == ["milestone-ls", "server"] for command in commands)
    helped = subprocess.run(
        [sys.executable, "-m", "milestone_ls", *commands[0][1:], "--help"], capture_output=True, check=False, timeout=60
    )
    assert helped.returncode == 0


def test_the_files_for_agents_are_those_of_the_page() -> None:
    names = ["claude-code/.lsp.json", "opencode.json", "crush.json", "copilot/lsp.json"]
    assert [json.loads((AGENTS / name).read_text(encoding="utf-8")) for name in names] == shown(FOLDER / "agents.md")
    plugin = json.loads((PLUGIN / ".claude-plugin" / "plugin.json").read_text(encoding="utf-8"))
    assert (plugin["name"], plugin["version"]) == ("milestone-ls", __version__)
