"""Show Plan: the picture of the plan in a panel that leads to its milestones and follows them."""

import re

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from tests.editors.vscode.plan import Plan
from tests.editors.vscode.workbench import SOON, Workbench

pytestmark = pytest.mark.xdist_group("vscode")


@pytest.fixture
def panel(vscode: Workbench) -> FrameLocator:
    """The page in its panel."""
    vscode.run("Milestones: Show Plan")
    return vscode.plan


def card(panel: FrameLocator, id_: str) -> Locator:
    """The milestone in the drawing."""
    return panel.locator(".node").filter(has=panel.get_by_text(id_, exact=True))


@pytest.mark.parametrize("key", ["click", "Enter"])
def test_a_milestone_in_the_picture_opens_its_document_beside_it(
    vscode: Workbench, panel: FrameLocator, key: str
) -> None:
    card(panel, "M6").wait_for(timeout=SOON)
    if key == "click":
        card(panel, "M6").click()
    else:
        card(panel, "M6").focus()
        vscode.press(key)
    opened = vscode.page.locator(".editor-group-container .tab[data-resource-name='M6-Offline_Sync.md']")
    expect(opened).to_be_visible(timeout=SOON)
    expect(card(panel, "M6")).to_be_visible(timeout=SOON)


def test_the_picture_follows_an_edit_that_is_not_saved_and_keeps_its_zoom(
    vscode: Workbench, panel: FrameLocator, plan: Plan
) -> None:
    expect(card(panel, "M5")).to_contain_text("ready", timeout=SOON)
    panel.get_by_role("button", name="Smaller").first.click()
    zoom = panel.locator(".zoom output").first
    before = zoom.text_content() or ""
    card(panel, "M5").click()
    vscode.wait_for_cursor(1, 1)
    vscode.press("Control+G")
    vscode.answer(":6:20")
    vscode.wait_for_cursor(6, 20)
    vscode.press(*["Backspace"] * len("pending"))
    vscode.write("completed")
    expect(card(panel, "M5")).to_contain_text("completed", timeout=SOON)
    expect(zoom).to_have_text(before, timeout=SOON)
    assert plan.document("M5-Shed_Kiosk").read_text(encoding="utf-8").split("\n")[5] == "**Status**: pending"


def test_what_is_in_a_title_is_text_and_nothing_is_asked_of_the_network(vscode: Workbench, plan: Plan) -> None:
    path = plan.document("M6-Offline_Sync")
    title = "<img src=https://example.org/x onerror=alert(1)><b>x</b>"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("M6 Offline Sync 🔌 [S]", f"M6 `{title}` [S]"), encoding="utf-8")
    asked: list[str] = []
    vscode.page.on("request", lambda request: asked.append(request.url))
    vscode.run("Milestones: Show Plan")
    panel = vscode.plan
    expect(panel.locator("table")).to_contain_text(title, timeout=SOON)
    expect(panel.locator("img")).to_have_count(0)
    assert not [url for url in asked if "example.org" in url]
    policy = panel.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert re.match(r"default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+';", policy)
