"""The page in a real browser: what is seen, heard and pressed."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from milestone_ls.render.pictures.model import Picture
from tests.render.browser.conftest import Open
from tests.render.pictures.plans import hostile, lasting, many, milestone, picture

# The rectangles of all texts in a drawing that are in sight, by their place on the screen.
_TEXTS = """selector => [...document.querySelectorAll(selector)].map(text => {
    const {left, top, right, bottom} = text.getBoundingClientRect();
    return [left, top, right, bottom, text.textContent];
}).filter(([left, , right]) => right > left)"""

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def shed() -> Picture:
    return picture(
        milestone("M1", "Ground", status="done", more=lasting("2 days")),
        milestone("M2", "Walls", after="M1", more=lasting("2-4 days", 1, 4)),
        milestone("M3", "Fence", after="M1", more=lasting("1 day")),
        milestone("M4", "Roof", after="M2", more=lasting("1 day")),
    )


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.querySelector('.id')?.textContent ?? document.activeElement.tagName")
    )


def overlaps(boxes: list[Any]) -> list[tuple[str, str]]:
    """The texts that lie on each other."""
    found = []
    boxes = sorted(boxes, key=lambda box: box[1])
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if other[1] >= one[3] - 1.5:
                break
            if one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5:
                found.append((one[4], other[4]))
    return found


def test_arrow_keys_go_along_dependencies_and_enter_opens_the_document(opened: Open, shed: Picture) -> None:
    page = opened(shed)
    page.locator(".node").first.focus()
    walk = [focused(page)]
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        walk.append(focused(page))
    assert walk[0] == walk[-1] == "M1"
    assert set(walk[1:2]) <= {"M2", "M3"}
    assert len(set(walk)) >= 3
    page.evaluate("""() => document.addEventListener('click', event => {
        event.preventDefault();
        document.title = event.target.closest('a').getAttribute('href');
    })""")
    page.keyboard.press("Enter")
    assert page.title() == "docs/M1.md"


def test_tab_reaches_the_graph_once_and_then_goes_on(opened: Open, shed: Picture) -> None:
    page = opened(shed)
    page.locator("body").press("Tab")
    stops = [page.evaluate("document.activeElement.getAttribute('class')")]
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.id"))
    assert stops[0] == "skip"
    assert {stop for stop in stops if stop in ("n1", "n2", "n3", "n4")} == {"n1"}


def test_the_focus_is_seen(opened: Open, shed: Picture) -> None:
    page = opened(shed)
    card = page.locator("#n1 .card")
    before = card.evaluate("card => getComputedStyle(card).strokeWidth")
    page.locator(".node").first.focus()
    page.keyboard.press("Home")
    assert (before, card.evaluate("card => getComputedStyle(card).strokeWidth")) == ("1px", "4px")


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_a_milestone_shows_what_it_hangs_together_with(opened: Open, shed: Picture, how: str) -> None:
    page = opened(shed)
    getattr(page.locator("#n2"), how)()
    near = page.locator(".node.near .id").all_text_contents()
    assert sorted(near) == ["M1", "M2", "M4"]
    assert page.locator(".arrow.near").count() == 2
    assert (
        page.locator("#n3").evaluate("node => getComputedStyle(node).opacity") != "1"
        or page.locator(".graph.tracing").count()
    )


def test_the_filter_narrows_the_drawings_and_the_table(opened: Open, shed: Picture) -> None:
    page = opened(shed)
    expect(page.get_by_role("status").first).to_have_text("4 of 4 shown")
    page.get_by_label("Filter").fill("roof")
    expect(page.get_by_role("status").first).to_have_text("1 of 4 shown")
    assert page.locator("tbody tr:visible").count() == 1
    page.get_by_label("Filter").fill("")
    page.get_by_label("completed").uncheck()
    expect(page.get_by_role("status").first).to_have_text("3 of 4 shown")
    page.get_by_label("critical only").check()
    expect(page.get_by_role("status").first).to_have_text("2 of 4 shown")


def test_keys_and_buttons_zoom(opened: Open, shed: Picture) -> None:
    page = opened(shed)
    region = page.get_by_role("region", name="Dependencies by wave")
    before = region.locator("> svg").bounding_box()
    region.focus()
    page.keyboard.press("+")
    after = region.locator("> svg").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == pytest.approx(before["width"] * 1.25, rel=0.01)
    page.get_by_role("button", name="Real size").first.click()
    expect(page.locator("output").first).to_have_text("100 %")
    page.get_by_role("button", name="Whole").first.click()


def test_three_hundred_milestones_have_room_for_their_words(opened: Open) -> None:
    page = opened(picture(*many(300)))
    page.get_by_role("button", name="Real size").first.click()
    cards = page.evaluate(_TEXTS, ".graph text")
    rows = page.evaluate(_TEXTS, ".timeline text, .axis text")
    assert len(cards) > 900
    assert overlaps(cards) == []
    assert overlaps(rows) == []
    inside = page.evaluate(
        """() => [...document.querySelectorAll('.node')].filter(node => {
            const card = node.querySelector('.card').getBoundingClientRect();
            return [...node.querySelectorAll('text')].some(text => {
                const box = text.getBoundingClientRect();
                return box.left < card.left || box.right > card.right || box.top < card.top || box.bottom > card.bottom;
            });
        }).map(node => node.id)"""
    )
    assert inside == []


def test_the_headings_of_waves_stay_in_sight(opened: Open) -> None:
    page = opened(picture(*many(300)))
    region = page.get_by_role("region", name="Dependencies by wave")
    region.evaluate("region => region.scrollTo(0, 1500)")
    heading, frame = page.locator(".waves").bounding_box(), region.bounding_box()
    assert heading is not None
    assert frame is not None
    assert frame["y"] <= heading["y"] < frame["y"] + 34
    page.get_by_role("button", name="Whole").first.click()
    sizes = page.evaluate(_TEXTS, ".waves text")
    assert min(box[3] - box[1] for box in sizes) > 7
    assert all(one[2] <= other[0] for one, other in pairwise(sorted(sizes)))


def test_a_large_drawing_opens_where_its_first_milestone_stands(opened: Open) -> None:
    hub = [milestone(f"M{number}", "Step", after=f"M1, M{number - 1}") for number in range(2, 150)]
    page = opened(picture(milestone("M1", "Hub"), *hub))
    first, room = (page.locator(selector).first.bounding_box() for selector in (".node", ".scroll"))
    assert first is not None
    assert room is not None
    assert room["y"] <= first["y"]
    assert first["y"] + first["height"] <= room["y"] + room["height"]


def test_hostile_titles_stay_inside_their_cards(opened: Open) -> None:
    page = opened(picture(*hostile(lasting("1 day"))))
    assert page.title() == "Plan: shed"
    assert overlaps(page.evaluate(_TEXTS, ".graph text")) == []
    assert page.evaluate("document.scripts.length") == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_what_its_reader_prefers(opened: Open, shed: Picture, scheme: str) -> None:
    page = opened(shed, color_scheme=scheme)
    colour = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert colour == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 28)"}[scheme]


def test_the_page_takes_the_colours_of_a_theme(opened: Open, shed: Picture) -> None:
    page = opened(shed, color_scheme="light")
    page.evaluate(
        """() => {
            document.documentElement.style.setProperty('--vscode-editor-background', 'rgb(1, 2, 3)');
            document.body.className = 'vscode-dark';
        }"""
    )
    shown = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    ready = page.locator("#n2 text.state").evaluate("text => getComputedStyle(text).fill")
    assert (shown, ready) == ("rgb(1, 2, 3)", "rgb(108, 182, 255)")


def test_without_motion_nothing_fades(opened: Open, shed: Picture) -> None:
    page = opened(shed, reduced_motion="reduce")
    assert page.locator("#n1").evaluate("node => getComputedStyle(node).transitionDuration") == "0s"


def test_without_scripts_everything_is_there(opened: Open, shed: Picture) -> None:
    page = opened(shed, java_script_enabled=False)
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()
    assert page.get_by_role("link", name="M2 Walls; ready").count() == 1


def test_a_screen_reader_hears_names_and_landmarks(opened: Open, shed: Picture) -> None:
    page = opened(shed)
    for role, name in (
        ("heading", "Plan: shed"),
        ("heading", "Dependencies by wave"),
        ("region", "Timeline"),
        ("searchbox", "Filter"),
        ("img", "Timeline; the table below holds the same figures"),
        ("rowheader", "M2 Walls"),
        ("columnheader", "Slack"),
        ("link", "M2 Walls; ready; wave 2; 1 of 4 tasks done; depends on M1; takes 2-4 d; critical"),
    ):
        assert page.get_by_role(role, name=name, exact=True).count() >= 1, name  # type: ignore[arg-type]  # a role


@pytest.mark.parametrize(
    "milestones", [[], [milestone("M1")], [milestone("M1", after="M2"), milestone("M2", after="M1")]]
)
def test_small_and_cyclic_plans_open(opened: Open, milestones: list[str]) -> None:
    page = opened(picture(*milestones))
    assert page.locator(".node").count() == len(milestones)
