"""What the tests in Neovim are worth: without findings and answers of the server each of them fails."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.editors.nvim.session import REPOSITORY

HERE = Path(__file__).parent
WATCHED = ["test_findings.py", "test_completion.py", "test_navigation.py", "test_lifecycle.py", "test_commands.py"]


def test_each_fails_over_a_server_whose_findings_and_answers_are_taken_away(nvim: Path) -> None:
    environment = {**os.environ, "NVIM_BIN": str(nvim), "EDITOR_TEST_MUTED": "1", "EDITOR_TEST_LIMIT": "3"}
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=no", "-p", "no:cacheprovider", "-n", "2"]
    done = subprocess.run(
        [*command, *(str(HERE / name) for name in WATCHED)],
        env={name: value for name, value in environment.items() if not name.startswith("PYTEST_")},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    outcomes = re.findall(r"^(PASSED|FAILED|ERROR|SKIPPED) (?:\S+::)?(\S+)", done.stdout, re.MULTILINE)
    assert len(outcomes) >= 26, done.stdout + done.stderr
    assert [name for outcome, name in outcomes if outcome != "FAILED"] == []
