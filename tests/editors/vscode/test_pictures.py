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


def test_the_milestones_of_the_example(vscode: Workbench, screenshots: Path) -> None:
    vscode.open_milestones()
    widen_side_bar(vscode)
    expect(vscode.milestones.filter(has_text="M7 Two-Shed Trial")).to_contain_text("blocked by M6", timeout=SOON)
    vscode.run("View: Focus Active Editor Group")
    take(vscode, screenshots / "vscode-milestones.png")


def test_the_plan_of_the_example(vscode: Workbench, screenshots: Path) -> None:
    vscode.run("View: Close Primary Side Bar")
    vscode.run("Milestones: Show Plan")
    plan = vscode.plan
    shown = plan.locator(".node").filter(has=plan.get_by_text("M6", exact=True))
    expect(shown).to_be_visible(timeout=SOON)
    plan.get_by_role("button", name="Whole").first.click()
    # What it hangs together with stands out.
    shown.hover()
    expect(plan.locator(".node.near").first).to_be_visible(timeout=SOON)
    vscode.page.screenshot(path=screenshots / "vscode-plan.png", animations="disabled")


def widen_side_bar(vscode: Workbench) -> None:
    """Make room for the longest line."""
    edge = vscode.page.locator(".part.sidebar").bounding_box()
    assert edge
    vscode.page.mouse.move(edge["x"] + edge["width"] + 1, 500)
    vscode.page.mouse.down()
    vscode.page.mouse.move(edge["x"] + edge["width"] + 90, 500, steps=5)
    vscode.page.mouse.up()


def take(window: Workbench, target: Path) -> None:
    # To where nothing answers the mouse.
    window.page.mouse.move(1000, 18)
    expect(window.notifications).to_have_count(0)
    window.page.screenshot(path=target, animations="disabled")
