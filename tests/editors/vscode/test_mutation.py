"""What the tests in VS Code are worth: without findings of the server they fail.

All of them: EDITOR_TEST_MUTED=1 EDITOR_TEST_LIMIT=5 pytest tests/editors/vscode. What passes then is about no finding
and no answer: that commands are there, and that a server is set up, which is none that could be muted.
"""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser

from tests.editors.desk import REPOSITORY

pytestmark = pytest.mark.xdist_group("vscode")

WATCHED = (
    "tests/editors/vscode/test_findings.py::test_an_unknown_id_is_underlined_while_typing_and_no_more_when_it_is_mended"
)


def test_it_fails_over_a_server_whose_findings_are_taken_away(browser: Browser) -> None:  # noqa: ARG001  # skips with it
    environment = {**os.environ, "EDITOR_TEST_MUTED": "1", "EDITOR_TEST_LIMIT": "5"}
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=no", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, WATCHED],
        env={name: value for name, value in environment.items() if not name.startswith("PYTEST_")},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    outcomes = re.findall(r"^(PASSED|FAILED|ERROR|SKIPPED)\b", done.stdout, re.MULTILINE)
    assert outcomes == ["FAILED"], done.stdout + done.stderr
