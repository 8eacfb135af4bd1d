"""What VS Code shows when it is asked of a milestone: its card, the places that name it, and its rename over files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.plan import EXAMPLE, Plan, counted_in_example, files
from tests.editors.vscode.workbench import SOON, Workbench
from tests.editors.waiting import until

pytestmark = pytest.mark.xdist_group("vscode")

LINE = "**Dependencies**: M6-Offline_Sync"


def test_a_dependency_shows_the_card_of_its_milestone(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M7-Two_Shed_Trial"), 4, LINE.index("M6") + 2)
    vscode.press("Control+K", "Control+I")
    card = vscode.page.locator(".monaco-hover:not(.hidden) .hover-contents")
    expect(card.filter(has_text="M6 Offline Sync [S]")).to_contain_text("blocked by M5", timeout=SOON)


def test_a_click_on_the_lens_shows_the_places_that_name_the_milestone(vscode: Workbench, plan: Plan) -> None:
    vscode.open(plan.document("M6-Offline_Sync"))
    lens = vscode.page.locator(".codelens-decoration a").filter(has_text=re.compile(r"\d+ references"))
    expect(lens).to_be_visible(timeout=SOON)
    count = int((lens.text_content() or "").split()[0])
    lens.click()
    peek = vscode.page.locator(".peekview-widget")
    expect(peek.locator(".peekview-title")).to_contain_text(f"({count})", timeout=SOON)
    expect(peek.locator(".ref-tree .monaco-list-row").filter(has_text="M7-Two_Shed_Trial.md")).to_be_visible(
        timeout=SOON
    )


def test_f2_renames_a_milestone_in_all_files_with_its_own_and_changes_nothing_twice(
    vscode: Workbench, plan: Plan
) -> None:
    # What the README quotes, as code, is no name of a milestone.
    before = {path: names(path, "M6") for path in files(plan.folder) if path.name != "README.md"}
    assert sum(1 for count in before.values() if count) > 3
    old, new = plan.document("M6-Offline_Sync"), plan.document("M66-Offline_Sync")
    depending = plan.document("M7-Two_Shed_Trial")
    vscode.open(depending, 4, LINE.index("M6") + 2)
    rename(vscode, "M6", "M66")
    saved_until(vscode, lambda: new.exists() and names(new, "M66") == before[old], f"{new.name} names itself")
    others = {path: count for path, count in before.items() if path != old}
    saved_until(vscode, lambda: {path: names(path, "M66") for path in others} == others, "all name it anew")
    assert not old.exists()
    assert depending.read_text(encoding="utf-8").split("\n")[3] == "**Dependencies**: M66-Offline_Sync  "
    assert not any(names(path, "M6") for path in others)
    # All that named it still does.
    vscode.wait_for_status(counted_in_example())
    rename(vscode, "M66", "M6")
    example = {plan.folder / path.relative_to(EXAMPLE): path.read_bytes() for path in files(EXAMPLE)}
    saved_until(vscode, lambda: old.exists() and not new.exists(), "the file has its old name")
    saved_until(vscode, lambda: contents(plan.folder) == example, "all is as it was")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in files(folder)}


def names(path: Path, id_: str) -> int:
    """How often the file names a milestone."""
    return len(re.findall(rf"\b{id_}\b", path.read_text(encoding="utf-8")))


def rename(vscode: Workbench, old: str, new: str) -> None:
    vscode.press("F2")
    box = vscode.page.locator(".rename-box input")
    expect(box).to_have_value(old, timeout=SOON)
    box.fill(new)
    vscode.press("Enter")


def saved_until(vscode: Workbench, condition: Callable[[], bool], what: str) -> None:
    """Save until *condition* holds: what VS Code edits after it was told to save stays unsaved."""

    def holds() -> bool:
        vscode.save_all()
        return condition()

    until(holds, what)
