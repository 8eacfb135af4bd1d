"""The Milestones view: what stands in it, where it leads, and that it follows the plan."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import SOON, Workbench

pytestmark = pytest.mark.xdist_group("vscode")


def row(vscode: Workbench, start: str) -> Locator:
    """The row whose label, as it is spoken, begins so."""
    return vscode.page.locator(f".pane-body [role=treeitem][aria-label^='{start}']")


def choose(vscode: Workbench, on: Locator, action: str) -> None:
    """Take the *action* from the menu of a row."""
    on.click(button="right")
    item = vscode.page.get_by_role("menuitem", name=action)
    # A menu that has just been opened takes no clicks.
    item.hover()
    expect(item).to_be_focused(timeout=SOON)
    vscode.press("Enter")


def test_each_milestone_stands_in_its_wave_with_progress_and_what_holds_it_up(vscode: Workbench) -> None:
    vscode.open_milestones()
    expect(row(vscode, "Wave 4, 1 of 3 milestones completed")).to_be_visible(timeout=SOON)
    kiosk = row(vscode, "M5 Shed Kiosk, Ready, 1 of")
    expect(kiosk).to_contain_text(re.compile(r"M5 Shed Kiosk.*1/7 · ready"), timeout=SOON)
    waiting = row(vscode, "M7 Two-Shed Trial, Blocked")
    expect(waiting).to_contain_text("blocked by M6 → M5", timeout=SOON)
    # What is over is there and closed.
    expect(row(vscode, "Cancelled")).to_have_attribute("aria-expanded", "false")
    expect(row(vscode, "M11")).to_have_count(0)


def test_a_click_opens_the_document_at_its_heading(vscode: Workbench) -> None:
    vscode.open_milestones()
    row(vscode, "M5 Shed Kiosk").click()
    expect(vscode.tab).to_have_attribute("data-resource-name", "M5-Shed_Kiosk.md", timeout=SOON)
    vscode.wait_for_cursor(1, len("# Milestone: M5") + 1)


def test_the_view_follows_an_edit_that_is_not_saved(vscode: Workbench, plan: Plan) -> None:
    vscode.open_milestones()
    line = "**Status**: pending"
    vscode.open(plan.document("M5-Shed_Kiosk"), 6, len(line) + 1)
    expect(row(vscode, "M5 Shed Kiosk, Ready")).to_be_visible(timeout=SOON)
    vscode.press(*["Backspace"] * len("pending"))
    vscode.write("completed")
    expect(row(vscode, "M5 Shed Kiosk, Completed")).to_be_visible(timeout=SOON)
    expect(row(vscode, "Wave 4, 2 of 3 milestones completed")).to_be_visible(timeout=SOON)


def test_groups_are_chosen_in_the_title_and_stay_so(vscode: Workbench) -> None:
    vscode.open_milestones()
    expect(row(vscode, "Wave 1")).to_be_visible(timeout=SOON)
    vscode.page.get_by_role("button", name="Group By").click()
    vscode.page.get_by_role("menuitem", name="Group by Track").click()
    expect(row(vscode, "Lending")).to_be_visible(timeout=SOON)
    expect(row(vscode, "Wave 1")).to_have_count(0)
    vscode.run("Milestones: Group by Status")
    expect(row(vscode, "Ready")).to_be_visible(timeout=SOON)
    vscode.run("Milestones: Group by Wave")
    expect(row(vscode, "Wave 1")).to_be_visible(timeout=SOON)


def test_the_menu_of_a_milestone_sets_its_status_in_its_document_and_in_the_index(
    vscode: Workbench, plan: Plan
) -> None:
    vscode.open_milestones()
    choose(vscode, row(vscode, "M5 Shed Kiosk"), "Set Status…")
    vscode.answer("In Progress")
    expect(row(vscode, "M5 Shed Kiosk, In Progress")).to_be_visible(timeout=SOON)
    expect(vscode.tab).to_have_attribute("data-resource-name", "M5-Shed_Kiosk.md", timeout=SOON)
    vscode.save_all()
    assert "**Status**: in_progress" in plan.document("M5-Shed_Kiosk").read_text("utf-8").split("\n")
    assert "M5-Shed_Kiosk.md) - [WIP]" in (plan.folder / "MILESTONE_MANAGER.md").read_text("utf-8")


def test_the_menu_of_a_milestone_leads_downstream(vscode: Workbench) -> None:
    vscode.open_milestones()
    choose(vscode, row(vscode, "M5 Shed Kiosk"), "Go to Downstream…")
    expect(vscode.tab).to_have_attribute("data-resource-name", "M6-Offline_Sync.md", timeout=SOON)


def test_a_title_that_would_be_more_than_text_is_text(vscode: Workbench, plan: Plan) -> None:
    path = plan.document("M6-Offline_Sync")
    title = "<img src=x onerror=alert(1)> ![x](https://example.org/x) **b** $(trash)"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("M6 Offline Sync 🔌 [S]", f"M6 `{title}` [S]"), encoding="utf-8")
    vscode.open_milestones()
    hostile = vscode.page.locator(".pane-body [role=treeitem]").filter(has_text=title)
    expect(hostile).to_be_visible(timeout=SOON)
    hostile.hover()
    card = vscode.page.locator(".workbench-hover-container")
    expect(card).to_contain_text(title, timeout=SOON)
    expect(card.locator("img")).to_have_count(0)
