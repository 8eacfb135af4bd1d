"""One version in all that is released together, as docs/release.md promises."""

import json
import re

from packaging.version import Version

from milestone_ls import __version__
from tests.packaging.conftest import REPOSITORY

EXTENSION = json.loads((REPOSITORY / "editors/vscode/package.json").read_text(encoding="utf-8"))
PLUGIN = json.loads((REPOSITORY / "editors/agents/claude-code/.claude-plugin/plugin.json").read_text(encoding="utf-8"))


def test_the_extensions_bear_the_version_of_the_package() -> None:
    assert EXTENSION["version"] == __version__
    assert PLUGIN["version"] == __version__


def test_the_extension_takes_the_server_that_it_brings() -> None:
    assert Version(EXTENSION["minimumServerVersion"]) <= Version(__version__)


def test_the_changelog_begins_with_this_version() -> None:
    text = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[([^]]+)\]", text, re.MULTILINE)
    assert newest is not None
    assert newest[1] in {__version__, "Unreleased"}
