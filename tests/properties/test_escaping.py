"""What documents say is text in the pages and pictures made of them: no title makes an element or an attribute.

The output is read by parsers, and what it consists of is held against that of a plan with harmless words.
"""

import re
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from milestone_ls.project.uris import to_uri
from milestone_ls.render.pictures.page import page, page_without_graph
from milestone_ls.render.pictures.standalone import standalone_svg
from tests.render.pictures.plans import lasting, milestone, picture

_EVIL = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "</title></style></svg>",
    '" onload="alert(1)',
    "' onclick='alert(1)",
    "javascript:alert(1)",
    "<!-- --> ]]> <![CDATA[ <?xml ?>",
    "&lt;b&gt; &#60;i&#62; &quot;",
    "{{x}} ${x} %3Cscript%3E",
    "<a xlink:href=//x>",
)
_TITLES = st.one_of(
    st.sampled_from(_EVIL),
    st.lists(st.sampled_from([*_EVIL, *"<>\"'&;=/-![]{}`\\ ", "x", "🐳", "\u202e", "\x0b", "\ufffe"]), max_size=8).map(
        "".join
    ),
    st.text(max_size=40),
).filter(lambda title: not re.search(r"[«»$]|//-", title))  # the marks of the fixtures' own language
_HARMLESS = ("Some Work", "", "Words " * 40)


class Element(NamedTuple):
    """A kind of element in a page, and the names of the attributes that it has."""

    name: str
    attributes: frozenset[str]


class Elements(HTMLParser):
    """What a page consists of, as a browser would have it, and all that it would follow or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.kinds: set[Element] = set()
        self.addresses: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.add(Element(tag, frozenset(name for name, _ in attrs)))
        self.addresses |= {
            value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href", "data")
        }

    def handle_decl(self, decl: str) -> None:
        assert decl.lower() == "doctype html"

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def link(path: str) -> str:
    return to_uri(PurePosixPath("/plan") / path)


def plan(*titles: str) -> list[str]:
    """Milestones with those titles, written so that Markdown takes none of it for its own where that can be done."""
    words = [" ".join(title.split()) for title in titles]
    escaped = [re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", title) for title in words]
    return [
        milestone(f"M{at + 1}", escaped[at], "M1" if at else "None", more=lasting("1-2 days", 1, 3, track=words[at]))
        for at in range(len(words))
    ]


@pytest.fixture(scope="module")
def harmless() -> set[Element]:
    """Of what pages without anything odd consist: of all kinds of words, and with and without the drawing."""
    found: set[Element] = set()
    for titles in ((word, other) for word in _HARMLESS for other in _HARMLESS):
        drawn = picture(*plan(*titles))
        for text in (page(drawn, link), page_without_graph(drawn, link, "why")):
            found |= Elements(text).kinds
    return found


@settings(max_examples=60)
@given(_TITLES, _TITLES)
@example(_EVIL[0], _EVIL[1])
@example(_EVIL[3], _EVIL[4])
def test_no_title_or_track_makes_an_element_or_an_attribute_of_a_page(
    harmless: set[Element], one: str, other: str
) -> None:
    drawn = picture(*plan(one, other))
    for text in (page(drawn, link), page_without_graph(drawn, link, other)):
        seen = Elements(text)
        assert seen.kinds <= harmless
        assert {address for address in seen.addresses if not address.startswith(("#", "file:///plan/M"))} == set()


@pytest.fixture(scope="module")
def harmless_svg() -> set[Element]:
    return {
        Element(found.tag, frozenset(found.attrib))
        for titles in ((word, other) for word in _HARMLESS for other in _HARMLESS)
        for found in ET.fromstring(standalone_svg(picture(*plan(*titles)), link)).iter()  # noqa: S314 - we made it
    }


@settings(max_examples=60)
@given(_TITLES, _TITLES)
@example(_EVIL[2], _EVIL[6])
def test_a_picture_is_well_formed_and_consists_of_what_others_do(
    harmless_svg: set[Element], one: str, other: str
) -> None:
    root = ET.fromstring(standalone_svg(picture(*plan(one, other)), link))  # noqa: S314 - as above
    assert {Element(found.tag, frozenset(found.attrib)) for found in root.iter()} <= harmless_svg
