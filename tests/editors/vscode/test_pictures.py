"""The pictures of the documentation: VS Code over the example plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.desk import Desk
from tests.editors.vscode.codeserver import EXTENSION, CodeServer
from tests.editors.vscode.conftest import MakeDesk, Opening
from tests.editors.vscode.plan import counted_in_example
from tests.editors.vscode.workbench import FIRST, SOON, Workbench

pytestmark = pytest.mark.xdist_group("vscode")


@pytest.fixture
def desk(screenshots: Path, make_desk: MakeDesk) -> Desk:  # noqa: ARG001  # nothing is started where nobody asked for it
    return make_desk("pictures")


@pytest.fixture
def vscode(desk: Desk, open_window: Opening) -> Iterator[Workbench]:
    """A window with a milestone open, and no more of VS Code than a picture needs."""
    server = CodeServer(desk, EXTENSION, user={"editor.minimap.enabled": False})
    with server.running():
        window = open_window(server, desk.plan, desk.document("M6-Offline_Sync"))
        window.wait_for_status(counted_in_example(), FIRST)
        expect(window.errors).to_have_count(1, timeout=SOON)
        expect(window.page.get_by_text("0 of 7 tasks done")).to_be_visible(timeout=SOON)
        yield window
        window.page.close()


def test_findings_in_the_example(vscode: Workbench, screenshots: Path) -> None:
    vscode.run("View: Focus Problems (Errors, Warnings, Infos)")
    expect(vscode.problems.filter(has_text="M10 is also the ID").first).to_be_visible(timeout=SOON)
    vscode.run("View: Focus Active Editor Group")
    take(vscode, screenshots / "vscode.png")


def test_completion_in_the_example(vscode: Workbench, desk: Desk, screenshots: Path) -> None:
    vscode.open(desk.document("M6-Offline_Sync"), 4, len("**Dependencies**: M5, M22") + 1)
    vscode.write(", ")
    expect(vscode.suggestions.filter(has_text="Loan Desk")).to_be_visible(timeout=SOON)
    take(vscode, screenshots / "vscode-completion.png")


def take(window: Workbench, target: Path) -> None:
    # To where nothing answers the mouse.
    window.page.mouse.move(1000, 18)
    expect(window.notifications).to_have_count(0)
    window.page.screenshot(path=target, animations="disabled")
