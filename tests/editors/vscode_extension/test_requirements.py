"""The packages that the extension installs for the server: the tested ones, all of them, each with its hashes."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.editors.desk import REPOSITORY
from tests.editors.vscode_extension.conftest import script

Pin = tuple[str, str]


@pytest.fixture(scope="module")
def requirements() -> str:
    done = subprocess.run([sys.executable, script("requirements.py")], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def pictures() -> str:
    command = [sys.executable, str(script("requirements.py")), "pictures"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def pins(text: str) -> dict[Pin, set[str]]:
    """The hashes of each package by its name and version."""
    found: dict[Pin, set[str]] = {}
    pin: Pin = ("", "")
    for line in text.splitlines():
        if head := re.match(r"([\w.-]+)==(\S+)", line):
            pin = (canonicalize_name(head[1]), head[2])
            found[pin] = set()
        found.setdefault(pin, set()).update(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    found.pop(("", ""), None)
    return found


def needed(asked: Iterable[str], seen: set[str]) -> Iterator[str]:
    """The packages that are *asked* for on this machine, and what those need."""
    for line in asked:
        requirement = Requirement(line)
        other = canonicalize_name(requirement.name)
        if other in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(other)
        yield other
        yield from needed(importlib.metadata.requires(other) or [], seen)


def test_they_are_all_that_the_server_needs(requirements: str) -> None:
    names = {name for name, _ in pins(requirements)}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    closure = set(needed(project["dependencies"], set()))
    assert closure
    assert closure <= names


def test_they_are_those_of_the_lock_and_none_that_only_developers_need(requirements: str) -> None:
    locked = pins((REPOSITORY / "requirements-dev.lock").read_text(encoding="utf-8"))
    chosen = pins(requirements)
    assert all(locked[pin] == hashes for pin, hashes in chosen.items())
    names = {name for name, _ in chosen}
    assert names.isdisjoint({"pytest", "mypy", "ruff", "hypothesis", "hatchling", "uv"})


def test_each_is_known_by_its_content_and_fetched_from_where_pip_is_set_to(requirements: str) -> None:
    assert all(pins(requirements).values())
    assert "://" not in requirements
    for line in requirements.splitlines():
        assert re.match(r"[\w.-]+==\S|    --hash=sha256:", line), line


def test_a_package_with_several_versions_has_them_all(requirements: str) -> None:
    lock = (REPOSITORY / "requirements-dev.lock").read_text(encoding="utf-8")
    names = {name for name, _ in pins(requirements)}
    assert {pin for pin in pins(lock) if pin[0] in names} == set(pins(requirements))


def test_what_draws_is_a_list_of_its_own_with_all_that_its_extra_needs_beside_the_server(
    requirements: str, pictures: str
) -> None:
    locked = pins((REPOSITORY / "requirements-dev.lock").read_text(encoding="utf-8"))
    chosen = pins(pictures)
    assert all(hashes and locked[pin] == hashes for pin, hashes in chosen.items())
    names = {name for name, _ in chosen}
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    closure = set(needed(project["optional-dependencies"]["pictures"], set()))
    assert closure <= names | {name for name, _ in pins(requirements)}
    assert names.isdisjoint(name for name, _ in pins(requirements))
