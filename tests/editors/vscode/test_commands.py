"""Commands of the palette that create milestones, go through the plan and fill documents in."""

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import SOON, Workbench
from tests.editors.waiting import until

pytestmark = pytest.mark.xdist_group("vscode")


def test_a_new_milestone_is_asked_for_step_by_step_and_created_with_what_it_depends_on(
    vscode: Workbench, plan: Plan
) -> None:
    vscode.open(plan.document("M7-Two_Shed_Trial"))
    vscode.begin("Milestones: New Milestone…", "New Milestone (1/3)")
    box = vscode.quick_input
    vscode.answer("Key Box")
    expect(box).to_contain_text("New Milestone (2/3)", timeout=SOON)
    vscode.answer("m7")
    expect(box).to_contain_text("This ID is taken: M7 Two-Shed Trial.", timeout=SOON)
    vscode.answer("")
    expect(box).to_contain_text("New Milestone (3/3)", timeout=SOON)
    vscode.page.locator(".quick-input-filter input").last.fill("Two-Shed")
    vscode.picks.filter(has_text="M7 Two-Shed Trial").click()
    expect(box).to_contain_text("1 Selected", timeout=SOON)
    vscode.press("Enter")
    expect(vscode.tab).to_have_attribute("data-resource-name", "M12-Key_Box.md", timeout=SOON)
    expect(vscode.page.locator(".tab.active.dirty")).to_have_count(1, timeout=SOON)
    vscode.save_all()
    new = plan.document("M12-Key_Box")
    until(lambda: new.exists() and new.read_bytes(), "the document is written")
    lines = new.read_text(encoding="utf-8").split("\n")
    assert lines[0].startswith("# Milestone: M12 Key Box")
    assert any(line.startswith("**Dependencies**: M7") for line in lines)


def test_what_the_server_refuses_is_said_in_its_words(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M7-Two_Shed_Trial"))
    vscode.begin("Milestones: New Milestone…", "New Milestone (1/3)")
    vscode.answer("Key Box")
    expect(vscode.quick_input).to_contain_text("(2/3)", timeout=SOON)
    vscode.answer("?!")
    expect(vscode.quick_input).to_contain_text("(3/3)", timeout=SOON)
    vscode.press("Enter")
    expect(vscode.notifications.filter(has_text="?!")).to_be_visible(timeout=SOON)
    vscode.run("Notifications: Clear All Notifications")


def test_upstream_is_one_step_and_downstream_a_choice(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M5-Shed_Kiosk"))
    vscode.run("Milestones: Go to Upstream…")
    expect(vscode.tab).to_have_attribute("data-resource-name", "M2-Loan_Desk.md", timeout=SOON)
    vscode.begin("Milestones: Go to Downstream…", "M2 Loan Desk")
    ready = vscode.picks.filter(has_text="M5 Shed Kiosk")
    expect(ready).to_contain_text("ready", timeout=SOON)
    vscode.answer("Shed Kiosk")
    expect(vscode.tab).to_have_attribute("data-resource-name", "M5-Shed_Kiosk.md", timeout=SOON)


def test_a_task_is_ticked_and_the_next_placeholder_selected(vscode: Workbench, plan: Plan) -> None:
    path = plan.document("M7-Two_Shed_Trial")
    task = "- [ ] Report for the meeting"
    lines = path.read_text(encoding="utf-8").split("\n")
    number = lines.index(task)
    vscode.open(path, number + 1, 1)
    vscode.run("Milestones: Toggle Task")
    expect(vscode.page.locator(".tab.active.dirty")).to_have_count(1, timeout=SOON)
    assert vscode.save(path)[number] == task.replace("[ ]", "[x]")
    vscode.press("Alt+N")
    until(lambda: "selected" in (vscode.cursor.text_content() or ""), "the placeholder is selected")
    vscode.write("Yusuf")
    (unfilled,) = (at for at, line in enumerate(lines) if "{Team/Person}" in line)
    assert vscode.save(path)[unfilled] == lines[unfilled].replace("{Team/Person}", "Yusuf")


def test_commands_for_milestones_are_not_offered_in_other_documents(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.folder / "README.md")
    vscode.press("F1")
    box = vscode.quick_input.locator(".quick-input-filter input")
    expect(box).to_be_focused(timeout=SOON)
    box.fill(">Milestones: ")
    expect(vscode.picks.filter(has_text="New Milestone…")).to_be_visible(timeout=SOON)
    expect(vscode.picks.filter(has_text="Toggle Task")).to_have_count(0)
    expect(vscode.picks.filter(has_text="Set Status")).to_have_count(0)
