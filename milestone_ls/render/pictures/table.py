"""The figures of a picture as a table: what those get who see no drawing, and all of the plan where no script runs."""

from collections.abc import Callable, Iterable, Iterator

from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.render.excerpt import plain
from milestone_ls.render.pictures import glyphs
from milestone_ls.render.pictures.markup import Element, element
from milestone_ls.render.pictures.model import Item, Picture
from milestone_ls.render.pictures.words import state_word
from milestone_ls.syntax.durations import WorkingTime
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.timewords import in_words

_UNKNOWN = "unknown"
_HEADINGS = (
    "Milestone",
    "State",
    "Wave",
    "Depends on",
    "Tasks",
    "Duration",
    "Earliest start",
    "Earliest finish",
    "Slack",
    "Critical",
    "Unknown because",
)


def table_of(picture: Picture, link_to: Callable[[str], str]) -> Element:
    """All milestones of *picture*, each with a link to its document."""
    head = (element("th", {"scope": "col"}, heading) for heading in _HEADINGS)
    return element(
        "table",
        {},
        element(
            "caption", {}, "All milestones. Times are working time from now, ranges go from low to high estimates."
        ),
        element("thead", {}, element("tr", {}, *head)),
        element("tbody", {}, *(_row(item, picture, link_to) for item in picture.items)),
    )


def _row(item: Item, picture: Picture, link_to: Callable[[str], str]) -> Element:
    name = element(
        "a",
        {"href": link_to(item.path), "data-path": item.path},
        element("b", {}, plain(item.id)),
        " ",
        element("bdi", {}, plain(item.title)),
    )
    cells = (element("td", {}, *children) for children in _cells(item, picture))
    return element("tr", {"data-key": item.key}, element("th", {"scope": "row"}, name, *_notes(item)), *cells)


def _notes(item: Item) -> Iterator[Element]:
    if item.cyclic:
        yield element("span", {"class": "note"}, " ↻ in a cycle")
    if item.doubled:
        yield element("span", {"class": "note"}, " another document has the same ID")


def _cells(item: Item, picture: Picture) -> Iterator[Iterable[Element | str]]:
    time, by_key = picture.time, picture.by_key
    shape = element("svg", {"width": 16, "height": 16, "aria-hidden": "true"}, glyphs.glyph(item.state, 0, 0))
    yield [element("span", {"class": f"state {item.state}"}, shape, f" {state_word(item.state)}")]
    figures = (
        item.wave,
        None if item.is_finished else item.start,
        None if item.is_finished else item.finish,
        item.slack,
    )
    reasons = dict.fromkeys(str(figure) for figure in (*figures, item.critical) if isinstance(figure, Unknown))
    wave, start, finish, slack = (_figure(figure, time) for figure in figures)
    yield [wave]
    yield [", ".join(plain(by_key[key].id) for key in item.upstream)]
    yield [f"{item.done} of {item.total}" if item.total else ""]
    yield [in_words(item.duration, time) if item.duration else ""]
    yield [start]
    yield [finish]
    yield [slack]
    yield [_UNKNOWN if isinstance(item.critical, Unknown) else str(item.critical or "")]
    yield [plain("; ".join(reasons))]


def _figure(figure: Interval | Unknown | int | None, time: WorkingTime) -> str:
    if figure is None:
        return ""
    if isinstance(figure, int):
        return str(figure)
    return _UNKNOWN if isinstance(figure, Unknown) else in_words(figure, time)
