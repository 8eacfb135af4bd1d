"""Going through a plan in VS Code."""

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import SOON, Workbench

pytestmark = pytest.mark.xdist_group("vscode")

LINE = "**Dependencies**: M6-Offline_Sync"


def test_f12_on_a_dependency_goes_to_its_milestone_and_back(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M7-Two_Shed_Trial"), 4, LINE.index("M6") + 2)
    vscode.press("F12")
    expect(vscode.tab).to_have_attribute("data-resource-name", "M6-Offline_Sync.md", timeout=SOON)
    vscode.wait_for_cursor(1, len("# Milestone: ") + 1)
    vscode.press("Control+Alt+Minus")
    expect(vscode.tab).to_have_attribute("data-resource-name", "M7-Two_Shed_Trial.md", timeout=SOON)
    vscode.wait_for_cursor(4, LINE.index("M6") + 2)
