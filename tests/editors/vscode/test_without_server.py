"""VS Code where milestone-ls is not installed, is too old, or is not where the settings say."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.desk import Desk
from tests.editors.programs import missing
from tests.editors.vscode.codeserver import EXTENSION, CodeServer
from tests.editors.vscode.conftest import MakeDesk, Opening
from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import FIRST, SOON, Workbench

pytestmark = pytest.mark.xdist_group("vscode")

SETTING = "milestone-ls.server.path"
DOWNLOADING = 240_000
"""Milliseconds for pip, which downloads some 15 MB."""


def as_pip_is_here() -> dict[str, str]:
    """How pip finds packages on this machine."""
    about_pip = re.compile(r"PIP_|(https?|no)_proxy$", re.IGNORECASE)
    return {name: value for name, value in os.environ.items() if about_pip.match(name)}


@pytest.fixture(scope="module")
def bare(make_desk: MakeDesk) -> Iterator[CodeServer]:
    """VS Code with the extension, a Python, and no milestone-ls."""
    desk = make_desk("bare")
    (desk.folder / "programs" / "milestone-ls").rename(desk.folder / "milestone-ls")
    python = Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}")
    (desk.folder / "programs" / "python3").symlink_to(python)
    assert shutil.which("milestone-ls", path=desk.environment["PATH"]) is None
    server = CodeServer(desk, EXTENSION, environment=as_pip_is_here())
    with server.running():
        yield server


def opened(server: CodeServer, open_window: Opening) -> Workbench:
    return open_window(server, server.desk.plan, server.desk.document("M6-Offline_Sync"))


def described(window: Workbench, words: str) -> None:
    """Wait until the status bar says *words* to those who hear it."""
    expect(window.status).to_have_attribute("aria-label", re.compile(re.escape(words)), timeout=FIRST)


def require_packages(desk: Desk) -> None:
    """Skip, or fail where CI=true, if pip cannot download."""
    command = [str(desk.folder / "programs" / "python3"), "-m", "pip", "download", "--quiet", "--no-deps"]
    done = subprocess.run(
        [*command, "--dest", str(desk.folder / "tmp"), "lsprotocol==2025.0.0"],
        env={**desk.environment, **as_pip_is_here()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        missing("a package index for pip")


def test_one_button_sets_the_server_up_and_findings_come(bare: CodeServer, open_window: Opening) -> None:
    require_packages(bare.desk)
    window = opened(bare, open_window)
    # A message goes by itself after some seconds, so nothing is waited for before its button is pressed.
    message = window.notifications.filter(has_text="The server milestone-ls was not found.")
    message.get_by_role("button", name="Set Up").click(timeout=FIRST)
    expect(window.dialog).to_contain_text("pip install", timeout=FIRST)
    described(window, "Milestones: no server. The server milestone-ls was not found.")
    window.dialog.get_by_role("button", name="Set Up").click()
    window.wait_for_status(Plan(bare.desk).counted, DOWNLOADING)
    expect(window.errors).to_have_count(1, timeout=SOON)
    window.open_milestones()
    expect(window.milestones.filter(has_text="M6 Offline Sync")).to_be_visible(timeout=SOON)
    # What draws comes with it.
    window.run("Milestones: Show Plan")
    expect(window.plan.locator(".node").first).to_be_visible(timeout=SOON)
    window.page.close()


def test_the_status_bar_says_what_is_wrong_with_the_server_that_is_named_and_takes_a_better_one(
    bare: CodeServer, open_window: Opening
) -> None:
    nowhere, old = bare.desk.folder / "nowhere" / "milestone-ls", bare.desk.folder / "old" / "milestone-ls"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho milestone-ls 0.0.1\n", encoding="utf-8")
    old.chmod(0o755)
    bare.set("Machine", {SETTING: str(nowhere)})
    window = opened(bare, open_window)
    described(window, f"Milestones: no server. The settings name a server that does not work: there is no {nowhere}.")
    bare.set("Machine", {SETTING: str(old)})
    described(window, f"Milestones: server too old. {old} is version 0.0.1; ")
    expect(window.errors).to_have_count(0)
    bare.set("Machine", {SETTING: str(bare.desk.folder / "milestone-ls")})
    window.wait_for_status(Plan(bare.desk).counted)
    expect(window.errors).to_have_count(1, timeout=SOON)
    window.page.close()
    bare.set("Machine", {})
