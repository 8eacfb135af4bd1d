"""Plans on disk and the program that is asked about them, in this process or as a user starts it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from milestone_ls.cli import parser
from tests import plans

REPOSITORY = Path(__file__).parents[2]


def write(root: Path, text: str) -> Path:
    """The files of a marked text (see :mod:`tests.plans`) below *root*."""
    for name, content in plans.parse(text).files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    return root


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


class Shell:
    """Runs commands in this process, in the folder *here*."""

    def __init__(self, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.here = here
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Outcome:
        try:
            code = parser.run(arguments)
        except SystemExit as end:  # argparse helped or refused
            code = end.code if isinstance(end.code, int) else 0
        captured = self._capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    def write(self, text: str) -> Path:
        return write(self.here, text)


def environment(**more: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "PYTHONWARNINGS": "error", **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "milestone_ls", *arguments]


def program(*arguments: str, here: Path, **more: str) -> Outcome:
    """Runs the program as a process of its own."""
    ended = subprocess.run(
        command(*arguments),
        cwd=here,
        env=environment(**more),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Outcome(ended.returncode, ended.stdout, ended.stderr)
