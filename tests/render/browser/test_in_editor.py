"""The page in a webview of VS Code, whose part is played by a few lines: what is asked of it, and what it keeps."""

import pytest
from playwright.sync_api import Page, expect

from milestone_ls.render.pictures.model import Picture
from milestone_ls.render.pictures.page import page as as_page
from milestone_ls.render.pictures.page import page_without_graph
from tests.render.browser.conftest import Open
from tests.render.pictures.plans import lasting, many, milestone, picture

pytestmark = pytest.mark.xdist_group("browser")

# What VS Code gives to pages; a state is kept as JSON, over pages that come one after the other.
EDITOR = """window.messages = [];
window.acquireVsCodeApi = () => ({
    postMessage: message => window.messages.push(message),
    getState: () => JSON.parse(localStorage.getItem("state")),
    setState: state => localStorage.setItem("state", JSON.stringify(state)),
});"""


@pytest.fixture
def shed() -> Picture:
    return picture(
        milestone("M1", "Ground", status="done", more=lasting("2 days")),
        milestone("M2", "Walls", after="M1", more=lasting("2-4 days", 1, 4)),
    )


def state(page: Page) -> str:
    return str(page.evaluate("localStorage.getItem('state')"))


def settled(page: Page, words: str) -> None:
    """Wait until the state that is kept has *words* in it."""
    page.wait_for_function("words => (localStorage.getItem('state') || '').includes(words)", arg=words)


@pytest.mark.parametrize("link", [".node[data-path='M2.md']", "table a[data-path='M2.md']"])
def test_a_click_and_enter_ask_the_editor_to_open_the_document(opened: Open, shed: Picture, link: str) -> None:
    page = opened(shed, EDITOR)
    address = page.url
    page.locator(link).click()
    page.locator(link).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("window.messages") == [{"open": "docs/M2.md"}] * 2
    assert page.url == address


def test_what_was_set_is_there_again_on_the_page_of_a_changed_plan(opened: Open) -> None:
    page = opened(picture(*many(60)), EDITOR)
    scroll = page.locator(".scroll").first
    page.get_by_role("button", name="Larger").first.click()
    scroll.evaluate("region => region.scrollTo(70, 50)")
    page.get_by_text("How to read it").click()
    page.get_by_role("searchbox").fill("M1")
    page.evaluate("scrollTo(0, 150)")
    settled(page, '"page":[0,150]')
    count = page.locator(".tools [role=status]").text_content()
    page.reload()
    expect(page.locator(".zoom output").first).to_have_text("125 %")
    assert scroll.evaluate("region => [region.scrollLeft, region.scrollTop]") == [70, 50]
    expect(page.locator("details")).to_have_attribute("open", "")
    expect(page.get_by_role("searchbox")).to_have_value("M1")
    expect(page.locator(".tools [role=status]")).to_have_text(count or "")
    assert page.evaluate("scrollY") == 150


def test_the_focus_stays_on_its_milestone_and_is_not_taken_from_elsewhere(opened: Open, shed: Picture) -> None:
    page = opened(shed, EDITOR)
    page.locator("table a[data-path='M2.md']").focus()
    settled(page, '"focus":["M2.md",1]')
    page.reload()
    assert page.evaluate("document.activeElement.closest('table') && document.activeElement.dataset.path") == "M2.md"
    page.evaluate("document.hasFocus = () => false; dispatchEvent(new Event('blur'))")
    settled(page, '"focus":["",-1]')
    page.reload()
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_outside_an_editor_links_are_links(opened: Open, shed: Picture) -> None:
    page = opened(shed)
    page.evaluate(
        "document.addEventListener('click', event => { window.stopped = event.defaultPrevented; "
        "event.preventDefault(); })"
    )
    page.locator(".node").first.click()
    assert page.evaluate("window.stopped") is False


def test_without_the_drawing_there_is_the_reason_the_timeline_and_the_table(opened: Open, shed: Picture) -> None:
    page = opened(page_without_graph(shed, lambda path: f"docs/{path}", "It needs <b>something</b>."), EDITOR)
    expect(page.get_by_text("It needs <b>something</b>.")).to_be_visible()
    expect(page.locator(".node")).to_have_count(0)
    expect(page.get_by_role("img", name="Timeline")).to_be_visible()
    page.get_by_role("link", name="Walls").click()
    assert page.evaluate("window.messages") == [{"open": "docs/M2.md"}]
    assert page_without_graph(shed, str, "why") != as_page(shed, str)
