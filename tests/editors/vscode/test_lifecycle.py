"""The server in VS Code ends, and another takes its place."""

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.codeserver import CodeServer
from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import SOON, Workbench
from tests.editors.waiting import until

pytestmark = pytest.mark.xdist_group("vscode")


def test_findings_come_back_after_the_server_was_killed(vscode: Workbench, plan: Plan, code_server: CodeServer) -> None:
    line = "**Dependencies**: M5, M22"
    vscode.open(plan.document("M6-Offline_Sync"), 4, len(line) + 1)
    expect(vscode.errors).to_have_count(1, timeout=SOON)
    (killed,) = code_server.language_servers()
    killed.kill()
    until(lambda: _other(code_server, killed.pid), "another server takes its place")
    vscode.wait_for_status(plan.counted)
    vscode.write(", M33")
    expect(vscode.errors).to_have_count(2, timeout=SOON)


def test_the_server_is_restarted_by_its_command(vscode: Workbench, plan: Plan, code_server: CodeServer) -> None:
    vscode.open(plan.document("M6-Offline_Sync"))
    expect(vscode.errors).to_have_count(1, timeout=SOON)
    (before,) = code_server.language_servers()
    vscode.run("Milestones: Restart Server")
    until(lambda: _other(code_server, before.pid), "another server runs, and it alone")
    vscode.wait_for_status(plan.counted)
    expect(vscode.errors).to_have_count(1, timeout=SOON)


def _other(code_server: CodeServer, pid: int) -> bool:
    return [server.pid != pid for server in code_server.language_servers()] == [True]
