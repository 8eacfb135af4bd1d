"""What the tests of an editor are worth: how they end over a server whose findings and answers are taken away."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tests.editors.desk import REPOSITORY


class Outcome(NamedTuple):
    """How a test ended: ``FAILED`` and the like, and its name within its file."""

    file: str
    test: str
    ended: str


def outcomes_over_a_muted_server(
    tests: Iterable[str], seconds: int, environment: Mapping[str, str], processes: int
) -> list[Outcome]:
    """How each of *tests* ends when what it waits for, at most *seconds*, never comes (:mod:`tests.editors.muted`)."""
    muted = {**os.environ, **environment, "EDITOR_TEST_MUTED": "1", "EDITOR_TEST_LIMIT": str(seconds)}
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=no", "-p", "no:cacheprovider", "-n", str(processes)]
    done = subprocess.run(
        [*command, *tests],
        env={name: value for name, value in muted.items() if not name.startswith("PYTEST_")},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    found = re.findall(r"^(PASSED|FAILED|ERROR|SKIPPED) (?:\S*/)?(\w+\.py)::(\S+)", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    return [Outcome(file, test, ended) for ended, file, test in found]
