"""What helps while writing in VS Code, with its own settings: suggestions come by typing, brackets close themselves."""

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import SOON, Workbench

pytestmark = pytest.mark.xdist_group("vscode")


def end_of(line: str) -> int:
    return len(line) + 1


def test_a_suggestion_comes_behind_a_comma_and_enter_takes_it(vscode: Workbench, plan: Plan) -> None:
    path = plan.document("M4-Reminders")
    vscode.open(path, 4, end_of("**Dependencies**: M2, M3"))
    vscode.write(", ")
    expect(vscode.suggestions.filter(has_text="Shed Kiosk")).to_be_visible(timeout=SOON)
    vscode.write("kiosk")
    expect(vscode.suggestions.first).to_contain_text("Shed Kiosk", timeout=SOON)
    vscode.press("Enter")
    expect(vscode.suggestions).to_have_count(0, timeout=SOON)
    assert vscode.save(path)[3].rstrip() == "**Dependencies**: M2, M3, M5"


def test_a_status_is_suggested_behind_its_colon(vscode: Workbench, plan: Plan) -> None:
    path = plan.document("M7-Two_Shed_Trial")
    vscode.open(path, 6, end_of("**Status**: pending"))
    vscode.press("Shift+Home", "Delete")
    vscode.write("**Status**: ")
    expect(vscode.suggestions.filter(has_text="blocked")).to_be_visible(timeout=SOON)
    vscode.write("blo")
    expect(vscode.suggestions.first).to_contain_text("blocked", timeout=SOON)
    vscode.press("Enter")
    expect(vscode.suggestions).to_have_count(0, timeout=SOON)
    assert vscode.save(path)[5] == "**Status**: blocked"


def test_a_section_of_the_template_is_written_and_tab_goes_through_what_is_to_be_filled_in(
    vscode: Workbench, plan: Plan
) -> None:
    path = plan.document("M9-Damage_Reports")
    before = len(path.read_text(encoding="utf-8").split("\n"))
    vscode.open(path, before)
    vscode.write("\n## Succ")
    expect(vscode.suggestions.first).to_contain_text("Success Criteria", timeout=SOON)
    vscode.press("Enter")
    expect(vscode.suggestions).to_have_count(0, timeout=SOON)
    vscode.write("returns are tried by a test")
    vscode.press("Tab")
    vscode.write("Yusuf breaks a drill")
    assert vscode.save(path)[before : before + 3] == [
        "## Success Criteria",
        "- **Automated tests**: returns are tried by a test",
        "- **Manual validation**: Yusuf breaks a drill",
    ]


def test_a_type_is_taken_between_brackets_that_have_closed_themselves(vscode: Workbench, plan: Plan) -> None:
    path = plan.document("M6-Offline_Sync")
    line = path.read_text(encoding="utf-8").split("\n")[0]
    vscode.open(path, 1)
    vscode.press("End", *["Backspace"] * len("[S]"))
    vscode.write("[")
    expect(vscode.suggestions.first).to_be_visible(timeout=SOON)
    vscode.write("P")
    expect(vscode.suggestions.first).to_contain_text("P", timeout=SOON)
    vscode.press("Enter")
    expect(vscode.suggestions).to_have_count(0, timeout=SOON)
    assert vscode.save(path)[0] == line.replace("[S]", "[P]")


def test_a_task_is_begun_between_brackets_that_have_closed_themselves(vscode: Workbench, plan: Plan) -> None:
    path = plan.document("M7-Two_Shed_Trial")
    last = "- [ ] Report for the meeting"
    number = path.read_text(encoding="utf-8").split("\n").index(last)
    vscode.open(path, number + 1, end_of(last))
    vscode.write("\n- [")
    expect(vscode.suggestions.filter(has_text="[ ]")).to_be_visible(timeout=SOON)
    vscode.press("Enter")
    expect(vscode.suggestions).to_have_count(0, timeout=SOON)
    vscode.write("Keys for Hanna")
    assert vscode.save(path)[number + 1] == "- [ ] Keys for Hanna"
