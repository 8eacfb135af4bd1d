"""The page and the SVG file, read by a parser: what stands in them for whoever opens them."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from time import perf_counter
from xml.etree import ElementTree as ET

import pytest

from milestone_ls.render.pictures.fitting import fitted, width_of
from milestone_ls.render.pictures.page import page
from milestone_ls.render.pictures.standalone import standalone_svg
from tests.render.pictures.plans import HOSTILE, lasting, many, milestone, picture
from tests.render.pictures.plans import hostile as hostile_milestones

SVG = "{http://www.w3.org/2000/svg}"


class Read(HTMLParser):
    """The elements of a page with their attributes, and the text inside each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.texts[tag][-1] += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.elements if name == tag and attributes.items() <= found.items()]


def link(path: str) -> str:
    return f"docs/{path}"


@pytest.fixture(scope="module")
def hostile() -> str:
    return page(picture(*hostile_milestones()), link)


def test_the_page_runs_its_own_script_and_style_and_nothing_else(hostile: str) -> None:
    read = Read(hostile)
    (policy,) = (found["content"] for found in read.all("meta") if found.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    for tag in ("script", "style"):
        (text,) = read.texts[tag]
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy
    names = {name for _, attributes in read.elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src", "srcset")}


def test_the_page_asks_nothing_of_the_network(hostile: str) -> None:
    read = Read(hostile)
    addresses = [found.get("href") for _, found in read.elements if found.get("href")]
    assert {address for address in addresses if address and not address.startswith(("docs/", "#"))} == set()
    assert not re.search(r"@import|url\((?!#)|fetch\(|XMLHttp|eval\(|(?<!editor\.)postMessage", hostile)


def test_titles_are_only_text(hostile: str) -> None:
    read = Read(hostile)
    assert len(read.all("script")) == 1
    shown = " ".join(read.texts["bdi"])
    assert HOSTILE[0] in shown
    assert HOSTILE[1] in shown
    assert "W" * 500 in shown
    assert "\x07" not in hostile
    assert "\u202e" not in hostile


def test_the_page_has_language_title_landmarks_and_headings_in_order(hostile: str) -> None:
    read = Read(hostile)
    assert read.all("html", lang="en")
    assert read.texts["title"][0] == "Plan: shed"
    assert [len(read.all(tag)) for tag in ("header", "main", "h1")] == [1, 1, 1]
    assert read.texts["h2"] == ["Dependencies by wave", "Timeline", "Milestones"]
    ids = [found["id"] for _, found in read.elements if "id" in found]
    assert len(ids) == len(set(ids))


def test_the_table_holds_all_figures() -> None:
    read = Read(
        page(
            picture(
                milestone("M1", "Ground", more=lasting("2-3 days", 1, 4)),
                milestone("M2", after="M1", more=lasting("1 day")),
            ),
            link,
        )
    )
    assert read.texts["th"][:11] == [
        "Milestone", "State", "Wave", "Depends on", "Tasks", "Duration", "Earliest start", "Earliest finish", "Slack",
        "Critical",
        "Unknown because",
    ]  # fmt: skip
    cells = [text.strip() for text in read.texts["td"]]
    assert cells == [
        *("ready", "1", "", "1 of 4", "2-3 d", "0", "2-3 d", "0", "critical", ""),
        *("waiting", "2", "M1", "", "1 d", "2-3 d", "3-4 d", "0", "critical", ""),
    ]
    assert read.texts["th"][11].strip() == "M1 Ground"


def test_each_card_is_a_link_with_words_for_who_cannot_see_it() -> None:
    text = page(picture(milestone("M1", "Ground", status="done"), milestone("M2", "Walls", after="M1")), link)
    read = Read(text)
    cards = [found for found in read.all("a") if "node" in str(found.get("class"))]
    assert [(card["href"], card["data-up"], card["data-down"]) for card in cards] == [
        ("docs/M1.md", "", "n2"),
        ("docs/M2.md", "n1", ""),
    ]
    assert "M2 Walls; ready; wave 2; depends on M1" in text


def test_a_plan_without_durations_says_why_there_is_no_timeline() -> None:
    for text in (page(picture(milestone("M1")), link), standalone_svg(picture(milestone("M1")), link)):
        assert "no open milestone says how long it takes" in text


def test_an_empty_plan_says_that_it_is_empty() -> None:
    for text in (page(picture(), link), standalone_svg(picture(), link)):
        assert "There are no milestones." in text


def test_the_svg_file_is_xml_with_both_drawings_for_light_and_dark() -> None:
    text = standalone_svg(picture(*hostile_milestones(lasting("1 day"))), link)
    root = ET.fromstring(text)  # noqa: S314 - we have just made it
    assert len(root.findall(f".//{SVG}a")) == len(HOSTILE)
    assert len(root.findall(f".//{SVG}g[@class='timeline']/{SVG}g[@data-key]")) == len(HOSTILE)
    assert root.find(f"./{SVG}title") is not None
    assert not root.findall(f".//{SVG}script")
    assert "prefers-color-scheme: dark" in text


def test_the_svg_file_shows_without_a_style_sheet() -> None:
    root = ET.fromstring(standalone_svg(picture(*many(10)), link))  # noqa: S314 - as above
    filled = [found.attrib for tag in ("rect", "text") for found in root.iter(f"{SVG}{tag}")]
    drawn = [found.attrib for found in root.iter(f"{SVG}path")]
    assert [found for found in filled if "fill" not in found] == []
    assert [found for found in drawn if not {"fill", "stroke"} & set(found)] == []


def test_the_critical_path_and_its_length_stand_at_the_top() -> None:
    text = page(
        picture(milestone("M1", more=lasting("2 days")), milestone("M2", after="M1", more=lasting("1 day"))), link
    )
    assert "2 milestones. 3 d of work left." in text
    assert "<b>Critical path: </b>M1 → M2" in text
    assert "The length is unknown: M1 has no duration." in page(picture(milestone("M1")), link)


@pytest.mark.parametrize("room", [0, 5, 40, 90])
@pytest.mark.parametrize("text", [*HOSTILE, "", "i"])
def test_what_is_cut_fits(text: str, room: float) -> None:
    cut = fitted(text, 12, room)
    assert cut == text or cut.endswith("…")
    assert cut in ("…", text) or width_of(cut, 12) <= room


def test_three_thousand_milestones_are_drawn_in_bounded_time() -> None:
    found = picture(*many(3000))
    began = perf_counter()
    text = page(found, link)
    assert text.count('class="card"') == 3000
    assert perf_counter() - began < 60
