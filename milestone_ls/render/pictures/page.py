"""A plan as one page that needs nothing else: both drawings, the table, and a script for tracing, filtering and zoom.

It loads nothing and runs only its own script: its policy names the hashes of that and of its style sheet. Without the
script it shows all there is. Its links lead where *link_to* says; who shows it elsewhere finds each document's path in
``data-path``. In a webview of VS Code it asks the extension to open them, and keeps what its reader has set.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources

from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.render.excerpt import plain
from milestone_ls.render.pictures import glyphs
from milestone_ls.render.pictures.bars import draw_timeline
from milestone_ls.render.pictures.graph import Drawing, LinkTo, draw_graph
from milestone_ls.render.pictures.markup import Element, Value, as_html, element
from milestone_ls.render.pictures.model import Picture
from milestone_ls.render.pictures.palette import STATES, theme_variables, variables
from milestone_ls.render.pictures.table import table_of
from milestone_ls.render.pictures.timeline import timeline_of
from milestone_ls.render.pictures.words import STATE_MEANINGS, TIMELINE_WORDS, state_word, summary_words

_LEGEND = (
    ("◆", "critical: a delay delays the end; with the low or the high ends of all durations, or both"),
    ("↻", "part of a cycle: no order exists, so neither wave nor times"),
    ("→", "what an arrow leads to depends on what it comes from; dotted: that was cancelled"),
    ("▬", "timeline: solid by the low ends of durations, faded by the high ends"),
    ("⊣", "timeline: how much later it may end without delaying the plan"),
)


def page(picture: Picture, link_to: LinkTo) -> str:
    """The page as HTML, to be encoded in UTF-8."""
    return _page(picture, link_to, [_tools(picture), _legend(), _graph(picture, link_to)] if picture.items else [])


def page_without_graph(picture: Picture, link_to: LinkTo, reason: str) -> str:
    """The page with words in the place of the drawing of dependencies, which could not be made for a *reason*."""
    # What is filtered and explained are the cards.
    return _page(picture, link_to, [_missing("dependencies", "Dependencies by wave", reason)])


def _page(picture: Picture, link_to: LinkTo, graph: Sequence[Element]) -> str:
    style = variables(":root") + theme_variables() + asset("drawing.css") + asset("page.css")
    script = asset("page.js")
    own = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        {},
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("title", {}, f"Plan: {plain(picture.title)}"),
        element("style", {}, style),
    )
    skip = element("a", {"class": "skip", "href": "#milestones"}, "Skip to the table")
    body = element("body", {}, skip, _header(picture), _main(picture, link_to, graph), element("script", {}, script))
    return as_html(element("html", {"lang": "en"}, head, body))


def asset(name: str) -> str:
    """The text of a file beside this module."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _header(picture: Picture) -> Element:
    counts = Counter(item.state for item in picture.items)
    states = [(state, counts[state]) for state in STATES if counts[state]]
    return element(
        "header",
        {},
        element("h1", {}, f"Plan: {plain(picture.title)}"),
        element("p", {}, summary_words(picture)),
        *_critical_paths(picture),
        element(
            "ul",
            {"class": "counts", "aria-label": "How many are in which state"},
            *(
                element(
                    "li",
                    {},
                    element(
                        "span",
                        {"class": f"state {state}"},
                        _small(glyphs.glyph(state, 0, 0)),
                        f" {number} {state_word(state)}",
                    ),
                )
                for state, number in states
            ),
        )
        if states
        else None,
    )


def _critical_paths(picture: Picture) -> Iterator[Element]:
    low, high = picture.critical_low, picture.critical_high
    if isinstance(picture.length, Unknown) or not high:
        return
    names = {item.key: plain(item.id) for item in picture.items}
    ways = [("Critical path", high)] if low == high else [("Critical path, low ends", low), ("high ends", high)]
    for label, way in ways:
        yield element("p", {}, element("b", {}, f"{label}: "), " → ".join(names.get(key, "…") for key in way))


def _small(shape: Element) -> Element:
    return element("svg", {"width": glyphs.SIZE, "height": glyphs.SIZE, "aria-hidden": "true"}, shape)


def _main(picture: Picture, link_to: LinkTo, graph: Sequence[Element]) -> Element:
    if not picture.items:
        return element("main", {}, element("p", {}, "There are no milestones."))
    return element(
        "main",
        {},
        *graph,
        _timeline(picture),
        element(
            "section",
            {},
            element("h2", {"id": "milestones", "tabindex": "-1"}, "Milestones"),
            element("div", _region("milestones"), table_of(picture, link_to)),
        ),
    )


def _tools(picture: Picture) -> Element:
    present = {item.state for item in picture.items}
    boxes = (
        element(
            "label",
            {},
            element("input", {"type": "checkbox", "name": "state", "value": str(state), "checked": ""}),
            f" {state_word(state)}",
        )
        for state in STATES
        if state in present
    )
    return element(
        "div",
        {"class": "tools", "hidden": "", "role": "group", "aria-label": "What is shown"},
        element("label", {}, "Filter ", element("input", {"type": "search", "autocomplete": "off"})),
        element("fieldset", {}, element("legend", {}, "State"), *boxes),
        element("label", {}, element("input", {"type": "checkbox", "name": "critical"}), " critical only"),
        element("span", {"role": "status"}),
    )


def _legend() -> Element:
    states = (
        element(
            "li",
            {},
            element("span", {"class": f"state {state}"}, _small(glyphs.glyph(state, 0, 0)), f" {state_word(state)}"),
            f": {meaning}",
        )
        for state, meaning in STATE_MEANINGS.items()
    )
    marks = (element("li", {}, element("b", {"aria-hidden": "true"}, mark), f" {words}") for mark, words in _LEGEND)
    summary = element("summary", {}, "How to read it")
    return element("details", {}, summary, element("ul", {"class": "legend"}, *states, *marks))


def _graph(picture: Picture, link_to: LinkTo) -> Element:
    return _section(
        "dependencies",
        "Dependencies by wave",
        "Enter opens a milestone's document. Right and left go along the arrows, up and down within a wave.",
        draw_graph(picture, link_to),
        {"role": "group", "aria-label": "Dependencies by wave; the table below holds the same figures"},
    )


def _timeline(picture: Picture) -> Element:
    timeline = timeline_of(picture)
    if timeline.refused:
        return _missing("timeline", "Timeline", timeline.refused)
    left_out = f" What is finished or cancelled ({timeline.finished}) has no row." if timeline.finished else ""
    return _section(
        "timeline",
        "Timeline",
        f"{TIMELINE_WORDS}{left_out}",
        draw_timeline(timeline, picture),
        {"role": "img", "aria-label": "Timeline; the table below holds the same figures"},
    )


def _missing(name: str, title: str, reason: str) -> Element:
    return element("section", {}, element("h2", {"id": name}, title), element("p", {}, reason))


def _section(name: str, title: str, hint: str, drawing: Drawing, described: dict[str, str]) -> Element:
    acts = (("out", "Smaller"), ("in", "Larger"), ("one", "Real size"), ("fit", "Whole"))
    buttons = (element("button", {"type": "button", "data-act": act}, words) for act, words in acts)
    group = {"class": "zoom", "hidden": "", "role": "group", "aria-label": f"Zoom: {title}"}
    zoom = element("div", group, *buttons, element("output", {}, "100 %"))
    return element(
        "section",
        {"data-zoom": ""},
        element("h2", {"id": name}, title),
        element("p", {"class": "hint"}, hint),
        zoom,
        element(
            "div",
            _region(name),
            element(
                "div",
                {"class": "sticky"},
                sheet(drawing.header, drawing.width, drawing.header_height, {"aria-hidden": "true"}),
            ),
            sheet(drawing.body, drawing.width, drawing.height, described),
        ),
    )


def _region(name: str) -> dict[str, str]:
    return {"class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": name}


def sheet(drawn: Element, width: float, height: float, described: dict[str, str]) -> Element:
    """A drawing in a page."""
    size: dict[str, Value] = {"width": width, "height": height, "viewBox": f"0 0 {width:g} {height:g}"}
    return element("svg", {**size, **described}, drawn)
