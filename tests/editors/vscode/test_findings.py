"""Findings in VS Code: squiggles while typing, the Problems panel over the whole plan, the status bar."""

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import SOON, Workbench

pytestmark = pytest.mark.xdist_group("vscode")

UNKNOWN = "depends on M77, but no milestone has that ID"


def test_an_unknown_id_is_underlined_while_typing_and_no_more_when_it_is_mended(vscode: Workbench, plan: Plan) -> None:
    line = "**Dependencies**: M0"
    vscode.open(plan.document("M1-Catalogue"), 4, len(line) + 1)
    vscode.write(", M77")
    expect(vscode.errors).to_have_count(1, timeout=SOON)
    vscode.filter_problems(UNKNOWN)
    expect(vscode.problems.filter(has_text=UNKNOWN)).to_be_visible(timeout=SOON)
    vscode.run("View: Focus Active Editor Group")
    vscode.press(*["Backspace"] * len(", M77"))
    expect(vscode.errors).to_have_count(0, timeout=SOON)
    expect(vscode.problems.filter(has_text=UNKNOWN)).to_have_count(0, timeout=SOON)


def test_the_problems_panel_leads_to_a_finding_in_a_file_that_is_closed(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M0-Inventory_Import"))
    vscode.filter_problems("no milestone has that ID")
    problem = vscode.problems.filter(has_text="depends on M22, but no milestone has that ID")
    expect(problem).to_contain_text("milestone-ls", timeout=SOON)
    expect(problem).to_contain_text("unknown-dependency")
    problem.dblclick()
    expect(vscode.tab).to_have_attribute("data-resource-name", "M6-Offline_Sync.md", timeout=SOON)
    vscode.wait_for_cursor(4, 26)  # behind what is selected: "M22"
    expect(vscode.errors).to_have_count(1, timeout=SOON)


def test_a_finding_of_a_closed_file_follows_what_another_program_writes(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M0-Inventory_Import"))
    vscode.filter_problems("no milestone has that ID")
    expect(vscode.problems.filter(has_text="depends on M22")).to_be_visible(timeout=SOON)
    path = plan.document("M6-Offline_Sync")
    path.write_text(path.read_text(encoding="utf-8").replace("M22", "M33"), encoding="utf-8")
    expect(vscode.problems.filter(has_text="depends on M33")).to_be_visible(timeout=SOON)
    expect(vscode.problems.filter(has_text="depends on M22")).to_have_count(0, timeout=SOON)


def test_a_new_file_outside_resolves_what_named_it(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M6-Offline_Sync"))
    expect(vscode.errors).to_have_count(1, timeout=SOON)
    new = plan.document("M22-Second_Tablet")
    new.write_text("# Milestone: M22 Second Tablet [S]\n", encoding="utf-8")
    expect(vscode.errors).to_have_count(0, timeout=SOON)


def test_the_status_bar_counts_what_check_counts_and_offers_what_can_be_done(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M0-Inventory_Import"))
    vscode.wait_for_status(plan.counted)
    path = plan.document("M6-Offline_Sync")
    path.write_text(path.read_text(encoding="utf-8").replace("M22", "M2"), encoding="utf-8")
    vscode.wait_for_status(plan.counted)
    vscode.status.click()
    for action in ("Restart Server", "Show Log", "Set Up Server"):
        expect(vscode.page.locator(".quick-input-list").get_by_text(action)).to_be_visible(timeout=SOON)
