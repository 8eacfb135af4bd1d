"""Fixes taken in VS Code: over several files, seen before they are made."""

import pytest
from playwright.sync_api import Locator, TimeoutError, expect  # noqa: A004 - Playwright's own

from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import SOON, Workbench
from tests.editors.waiting import until

pytestmark = pytest.mark.xdist_group("vscode")

LINE = "**Dependencies**: M5, M22"


def test_a_fix_creates_a_milestone_and_lists_it_in_the_index_once_its_preview_is_applied(
    vscode: Workbench, plan: Plan
) -> None:
    vscode.open(plan.document("M6-Offline_Sync"), 4, len(LINE))
    expect(vscode.errors).to_have_count(1, timeout=SOON)
    action = vscode.page.get_by_role("option", name="Create milestones/M22")
    until(lambda: _is_offered(vscode, action), "the action is offered")
    action.click()
    # What changes in other documents is shown, and made if the user says so.
    # Of two files the index comes first, and is not ticked.
    vscode.page.get_by_role("checkbox", checked=False).first.click()
    vscode.press("Space")
    vscode.page.get_by_role("button", name="Apply", exact=True).click()
    vscode.run("File: Save All Files")
    index = plan.folder / "MILESTONE_MANAGER.md"
    until(lambda: list(plan.folder.glob("milestones/M22*.md")), "the document is there")
    until(lambda: "M22" in index.read_text(encoding="utf-8"), "the index lists it")
    expect(vscode.errors).to_have_count(0, timeout=SOON)


def _is_offered(vscode: Workbench, action: Locator) -> bool:
    """Whether the menu of actions has *action*; as long as none is known, the key opens no menu."""
    vscode.press("Control+.")
    try:
        action.wait_for(timeout=3000)
    except TimeoutError:
        vscode.press("Escape")
        return False
    return True
