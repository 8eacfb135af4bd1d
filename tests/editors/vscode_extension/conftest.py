"""The extension as it stands in the repository, and its file as it is built."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editors.desk import REPOSITORY
from tests.editors.programs import missing, program

EXTENSION = REPOSITORY / "editors" / "vscode"


@pytest.fixture(scope="session")
def package() -> dict[str, Any]:
    """What package.json says."""
    content: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    return content


def npm(script: str) -> "subprocess.CompletedProcess[str]":
    """One of the extension's npm scripts, run to its end."""
    command = [str(program("npm")), "run", script]
    if not (EXTENSION / "node_modules").is_dir():
        missing("node_modules of editors/vscode (npm ci)")
    environment = {**os.environ, "PYTHON": sys.executable}
    return subprocess.run(
        command, cwd=EXTENSION, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="session")
def vsix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The file that users install, built now."""
    built = npm("package")
    assert built.returncode == 0, built.stdout + built.stderr
    copy = tmp_path_factory.mktemp("vsix") / "milestone-ls.vsix"
    shutil.copy(EXTENSION / "dist" / "milestone-ls.vsix", copy)
    with zipfile.ZipFile(copy) as archive:
        yield archive


def script(name: str) -> Path:
    """One of the extension's own programs in Python."""
    return EXTENSION / "scripts" / name
