"""The example plan on a user's desk: what stands in it, what is wrong with it, and how it is put back.

What is wrong is asked of ``milestone-ls check``, so that an editor and the command line are held against each other.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.editors.desk import REPOSITORY, Desk

EXAMPLE = REPOSITORY / "docs" / "example"


class Plan:
    def __init__(self, desk: Desk) -> None:
        self.folder = desk.plan
        self.document = desk.document

    @property
    def counted(self) -> str:
        """How many errors and warnings the plan has, in the words of the status bar."""
        return _counted(self.folder)

    def restore(self) -> None:
        """Make every file what it is in the documentation; only those that differ are written."""
        for path in files(self.folder):
            original = EXAMPLE / path.relative_to(self.folder)
            if not original.exists():
                path.unlink()
        for original in files(EXAMPLE):
            path = self.folder / original.relative_to(EXAMPLE)
            if not path.exists() or path.read_bytes() != original.read_bytes():
                shutil.copyfile(original, path)


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


@lru_cache
def counted_in_example() -> str:
    """How many errors and warnings the plan of the documentation has, in the words of the status bar."""
    return _counted(EXAMPLE)


def _counted(folder: Path) -> str:
    severities = [finding["severity"] for finding in check(folder)]
    return f"{severities.count('error')} errors, {severities.count('warning')} warnings"


def check(folder: Path, *options: str) -> list[dict[str, Any]]:
    """The findings of ``milestone-ls check --format json``; their paths count from *folder*."""
    command = [sys.executable, "-P", "-m", "milestone_ls", "check", "--format", "json", *options, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return findings
