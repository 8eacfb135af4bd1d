"""A folder that nobody trusts: nothing in it is run, and it is read all the same."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.codeserver import EXTENSION, CodeServer
from tests.editors.vscode.conftest import MakeDesk, Opening
from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import FIRST, SOON
from tests.editors.waiting import until

pytestmark = pytest.mark.xdist_group("vscode")


class Traps:
    """What a hostile plan may bring; each leaves *marker* when it is run."""

    def __init__(self, plan: Path, marker: Path) -> None:
        self.marker = marker
        self.modules = [plan / "milestone_ls.py", plan / "sitecustomize.py", plan / "pygls" / "__init__.py"]
        self.modules += [plan / "milestones" / "milestone_ls.py"]
        self.scripts = plan / ".venv" / "bin"
        self.programs = [self.scripts / name for name in ("python", "python3", "milestone-ls")]
        self.programs += [plan / "milestone-ls", plan / "python3"]
        for module in self.modules:
            module.parent.mkdir(exist_ok=True)
            module.write_text(f"open({str(marker)!r}, 'a').write(__file__)\n", encoding="utf-8")
        self.scripts.mkdir(parents=True)
        (self.scripts.parent / "pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
        for program in self.programs:
            program.write_text(f"#!/bin/sh\necho $0 >>{marker}\necho milestone-ls 9.9.9\n", encoding="utf-8")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings = {
            "milestone-ls.server.path": str(self.scripts / "milestone-ls"),
            "milestone-ls.server.interpreter": str(self.scripts / "python"),
            "python.defaultInterpreterPath": str(self.scripts / "python"),
        }
        (plan / ".vscode").mkdir()
        (plan / ".vscode" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")

    def try_out(self) -> None:
        """See that each works, and set it again."""
        commands = [[sys.executable, str(module)] for module in self.modules]
        for command in [*commands, *([str(program)] for program in self.programs)]:
            subprocess.run(command, capture_output=True, check=True, timeout=20)
            self.marker.unlink()


@pytest.fixture
def wary(make_desk: MakeDesk) -> Iterator[tuple[CodeServer, Traps]]:
    """VS Code that asks whom to trust, with the plan's own environment first on PATH, as if it were active."""
    desk = make_desk("wary")
    traps = Traps(desk.plan, desk.folder / "marker")
    traps.try_out()
    desk.environment["PATH"] = os.pathsep.join([str(traps.scripts), desk.environment["PATH"]])
    trusting = {"security.workspace.trust.enabled": True}
    elsewhere = {"VIRTUAL_ENV": str(traps.scripts.parent), "PYTHONPATH": str(desk.plan)}
    server = CodeServer(desk, EXTENSION, user=trusting, environment=elsewhere)
    with server.running():
        yield server, traps


def test_nothing_in_a_folder_that_is_not_trusted_is_run_and_findings_come_all_the_same(
    wary: tuple[CodeServer, Traps], open_window: Opening
) -> None:
    server, traps = wary
    window = open_window(server, server.desk.plan, server.desk.document("M6-Offline_Sync"))
    expect(window.page.locator("[id='status.workspaceTrust']")).to_contain_text("Restricted Mode", timeout=FIRST)
    window.wait_for_status(Plan(server.desk).counted, FIRST)
    expect(window.errors).to_have_count(1, timeout=SOON)
    window.run("Milestones: Restart Server")
    until(server.language_servers, "the server runs again")
    window.wait_for_status(Plan(server.desk).counted)
    assert not traps.marker.exists(), traps.marker.read_text(encoding="utf-8")
    # To see that they were in reach: who trusts the folder has its environment used.
    window.run("Workspaces: Manage Workspace Trust")
    window.page.get_by_role("button", name="Trust", exact=True).click()
    until(traps.marker.exists, "the environment of the folder is used once it is trusted")
    window.page.close()
