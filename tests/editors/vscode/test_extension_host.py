"""What other extensions would see: the product through the interfaces of VS Code, in a workspace of two folders."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest
from playwright.sync_api import TimeoutError, expect  # noqa: A004  # it is Playwright's that is waited with

from milestone_ls.text import Encoding, units
from tests.editors.vscode.codeserver import CodeServer
from tests.editors.vscode.conftest import MakeServer, Opening
from tests.editors.vscode.host import Host
from tests.editors.vscode.plan import EXAMPLE, check
from tests.editors.vscode.workbench import FIRST, SOON, Workbench
from tests.editors.waiting import until

pytestmark = pytest.mark.xdist_group("vscode")

Finding: TypeAlias = list[Any]
SEVERITIES = ["error", "warning", "information", "hint"]
"""As vscode.DiagnosticSeverity counts them."""
M1 = "# Milestone: M1 Well [B]\n\n**Dependencies**: M404\n**Status**: pending\n"
M2 = "# Milestone: M2 Pump [S]\n\n**Dependencies**: M1\n**Status**: pending\n"


class Workspace:
    """Two folders with a plan each, opened together."""

    def __init__(self, folder: Path) -> None:
        self.example = folder / "first"
        self.other = folder / "second"
        self._folder = folder
        self.other.mkdir()
        self.restore()

    def restore(self) -> None:
        shutil.copytree(EXAMPLE, self.example, dirs_exist_ok=True)
        for path in (self.other / "milestones").glob("*"):
            path.unlink()
        (self.other / "milestones").mkdir(exist_ok=True)
        for name, text in (("M1-Well", M1), ("M2-Pump", M2)):
            (self.other / "milestones" / f"{name}.md").write_text(text, encoding="utf-8")

    def file(self, name: str) -> Path:
        """A workspace file of that name with both folders."""
        file = self._folder / f"{name}.code-workspace"
        file.write_text(json.dumps({"folders": [{"path": "first"}, {"path": "second"}]}), encoding="utf-8")
        return file

    def document(self, name: str) -> Path:
        return self.example / "milestones" / f"{name}.md"


@pytest.fixture(scope="module")
def code_server(make_server: MakeServer) -> Iterator[CodeServer]:
    """One of its own: VS Code may keep what runs for a window that was closed, for hours."""
    server = make_server("folders")
    with server.running():
        yield server


@pytest.fixture(scope="module")
def workspace(code_server: CodeServer) -> Workspace:
    return Workspace(code_server.desk.folder)


class Opened(NamedTuple):
    """A window, and the name of the workspace that it shows."""

    window: Workbench
    name: str


@pytest.fixture(scope="module")
def opened(code_server: CodeServer, workspace: Workspace, open_window: Opening) -> Iterator[Opened]:
    # On a busy machine VS Code may give up reading the workspace file, and goes on to show a workspace without folders.
    for name in ("two", "another", "last"):
        window = open_window(code_server, workspace.file(name), workspace.document("M0-Inventory_Import"))
        window.status.wait_for(timeout=FIRST)
        roots = window.page.locator(".explorer-folders-view .monaco-list-row[aria-level='1']")
        try:
            roots.first.wait_for(timeout=SOON)
        except TimeoutError:
            window.page.close()
            continue
        yield Opened(window, name)
        window.page.close()
        return
    pytest.fail("VS Code shows none of the workspace's folders")


@pytest.fixture(scope="module")
def window(opened: Opened) -> Workbench:
    return opened.window


@pytest.fixture(scope="module")
def connected(code_server: CodeServer, opened: Opened) -> Iterator[Host]:
    host = Host(Path(code_server.environment["PROBE"]), opened.name)
    yield host
    host.close()


@pytest.fixture
def host(connected: Host, workspace: Workspace) -> Iterator[Host]:
    """The extension host, with no editor open and both plans as they were."""
    connected("discard")
    yield connected
    connected("discard")
    workspace.restore()


def expected(folder: Path, opened: Path | None = None) -> list[Finding]:
    """What ``milestone-ls check`` finds, as VS Code has it: of files that are not open only errors and warnings."""
    found = []
    for finding in check(folder, "--severity", "hint"):
        path = folder / finding["path"]
        severity = SEVERITIES.index(finding["severity"])
        if severity > SEVERITIES.index("warning") and path != opened:
            continue
        lines = path.read_text(encoding="utf-8").split("\n")
        place = []
        for end in ("start", "end"):
            line, column = finding["range"][end]["line"] - 1, finding["range"][end]["column"] - 1
            place += [line, units(lines[line], column, Encoding.UTF16)]
        found.append([str(path), place, finding["code"], severity])
    return sorted(found)


def seen(host: Host, folder: Path) -> list[Finding]:
    found: list[Finding] = host("findings")
    return sorted(finding for finding in found if Path(finding[0]).is_relative_to(folder))


def agrees(host: Host, folder: Path, opened: Path | None = None) -> Callable[[], bool]:
    right = expected(folder, opened)
    return lambda: seen(host, folder) == right


def unknown(host: Host, path: Path) -> int:
    """How many IDs in the file are unknown."""
    return [code for _, _, code, _ in seen(host, path)].count("unknown-dependency")


def listed(host: Host, path: Path) -> list[str]:
    """The IDs of the milestones of the file's plan."""
    answer = host("run", "milestone-ls.listMilestones", path.as_uri())
    return [milestone["id"] for milestone in answer["milestones"]]


def test_findings_of_closed_files_are_those_of_check_in_each_folder(host: Host, workspace: Workspace) -> None:
    assert len(expected(workspace.example)) > 10
    assert [finding[2] for finding in expected(workspace.other) if finding[3] == 0] == ["unknown-dependency"]
    until(agrees(host, workspace.example), "the first folder's findings are those of check")
    until(agrees(host, workspace.other), "the second folder's findings are those of check")


def test_an_open_file_has_what_check_calls_information_and_hints_too(host: Host, workspace: Workspace) -> None:
    path = workspace.document("M1-Catalogue")
    assert {finding[3] for finding in expected(workspace.example, path) if finding[0] == str(path)} & {2, 3}
    host("open", path)
    until(agrees(host, workspace.example, path), "its findings are those of check")


def test_an_edit_that_is_not_saved_counts(host: Host, workspace: Workspace) -> None:
    path = workspace.document("M6-Offline_Sync")
    host("open", path)
    until(lambda: unknown(host, path) == 1, "M22 is unknown")
    assert host("insert", path, 3, len("**Dependencies**: M5, M22"), ", M33")
    until(lambda: unknown(host, path) == 2, "M33 is unknown, too")


def test_a_dependency_leads_to_its_milestone_of_the_same_folder(host: Host, workspace: Workspace) -> None:
    path = workspace.document("M3-Member_Accounts")
    line = path.read_text(encoding="utf-8").split("\n")[3]
    name = re.search(r"M1\b", line)
    assert name
    target = [str(workspace.document("M1-Catalogue")), [0, 13, 0, 15]]
    until(lambda: host("definition", path, 3, name.start()) == [target], "M1 of the first folder is found")


def test_milestones_are_offered_that_the_folder_has(host: Host, workspace: Workspace) -> None:
    path = workspace.other / "milestones" / "M2-Pump.md"
    until(lambda: host("milestones", path, 2, len("**Dependencies**: "), " ") == ["M1"], "M1 is offered, and no other")


def test_findings_follow_files_that_come_move_and_go(host: Host, workspace: Workspace) -> None:
    well = workspace.other / "milestones" / "M1-Well.md"
    spring, moved = well.with_name("M404-Spring.md"), well.with_name("M404-Source.md")
    until(lambda: unknown(host, well) == 1, "M404 is unknown")
    host("create", spring, "# Milestone: M404 Spring [S]\n\n**Dependencies**: M405\n")
    until(lambda: (unknown(host, well), unknown(host, spring)) == (0, 1), "M404 is known, M405 not")
    assert host("rename", spring, moved)
    until(lambda: (unknown(host, spring), unknown(host, moved)) == (0, 1), "findings have moved")
    assert unknown(host, well) == 0
    host("remove", moved)
    until(lambda: (unknown(host, well), unknown(host, moved)) == (1, 0), "M404 is unknown again")


def test_a_setting_applies_at_once_to_the_server_that_runs(
    host: Host, workspace: Workspace, code_server: CodeServer
) -> None:
    path = workspace.document("M6-Offline_Sync")
    until(lambda: unknown(host, path) == 1, "M22 is unknown")
    servers = {server.pid for server in code_server.language_servers()}
    host("configure", "milestone-ls.severity", {"unknown-dependency": "off"})
    try:
        until(lambda: unknown(host, path) == 0, "the finding is switched off")
    finally:
        host("configure", "milestone-ls.severity", None)
    until(lambda: unknown(host, path) == 1, "the finding is back")
    assert {server.pid for server in code_server.language_servers()} == servers


def test_the_view_has_each_plan_by_itself(host: Host, window: Workbench, workspace: Workspace) -> None:
    window.open_milestones()
    plans = window.page.locator(".pane-body [role=treeitem][aria-level='1']")
    expect(plans).to_have_text([re.compile("first"), re.compile("second")], timeout=SOON)
    pump = window.milestones.filter(has_text="M2 Pump")
    expect(pump).to_have_count(1, timeout=SOON)
    host("create", workspace.other / "milestones" / "M3-Tank.md", "# Milestone: M3 Tank [S]\n\n**Dependencies**: M2\n")
    expect(window.milestones.filter(has_text="M3 Tank")).to_have_count(1, timeout=SOON)


def test_commands_go_to_what_they_are_given_and_answer_what_the_server_does(host: Host, workspace: Workspace) -> None:
    path = workspace.other / "milestones" / "M2-Pump.md"
    until(lambda: listed(host, path) == ["M1", "M2"], "its milestones are listed")
    host("open", path)
    assert host("run", "milestone-ls.setStatus", path.as_uri(), "completed") is True
    until(lambda: "**Status**: completed" in host("text", path), "the status is written")


def test_the_extension_is_active_and_its_commands_are_there(host: Host) -> None:
    assert host("isActive", "milestone-ls.milestone-ls") is True
    assert {"milestone-ls.restart", "milestone-ls.showLog", "milestone-ls.setUp"} <= set(host("commands"))
