"""The repository as a clean checkout has it, and the distributions that are built from it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Checkout:
    """A copy of what git tracks, as it stands in the work tree, and of nothing else."""

    root: Path
    files: frozenset[str]
    """From the root, with ``/`` between names."""


@dataclass(frozen=True, slots=True)
class Distributions:
    wheel: Path
    sdist: Path


def build(source: Path, folder: Path) -> Distributions:
    """The distributions of the project at *source*, made with the build backend that is installed here."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(command, cwd=source, env=clean_environment(), capture_output=True, check=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Distributions(wheel, sdist)


def clean_environment(**more: str) -> dict[str, str]:
    """The environment, but for what would let Python find this repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))} | more


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    git = shutil.which("git")
    if git is None or not (REPOSITORY / ".git").exists():
        pytest.skip("this is no checkout by git")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    root = tmp_path_factory.mktemp("checkout")
    names = [name for name in listed.decode().split("\0") if name and (REPOSITORY / name).is_file()]
    for name in names:
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(REPOSITORY / name, target)
    return Checkout(root, frozenset(names))


@pytest.fixture(scope="session")
def distributions(checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    return build(checkout.root, tmp_path_factory.mktemp("dist"))
