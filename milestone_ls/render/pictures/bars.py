"""A timeline as a drawing: a row for each open milestone, solid for the low ends and faded for the high ends."""

from collections.abc import Iterator

from milestone_ls.render.pictures import glyphs
from milestone_ls.render.pictures.fitting import fitted
from milestone_ls.render.pictures.graph import Drawing
from milestone_ls.render.pictures.markup import Element, Lettering, element, lettered
from milestone_ls.render.pictures.model import Item, Picture
from milestone_ls.render.pictures.palette import LIGHT
from milestone_ls.render.pictures.timeline import Bar, Row, Tick, Timeline
from milestone_ls.render.pictures.words import described, name_of, state_word
from milestone_ls.syntax.timewords import in_words

HEADER_HEIGHT = 34
_LABELS = 390
_CHART = 780
_AFTER = 130  # for the words behind the last bar
_ROW = 30
_GROUP = 34
_SIZE, _SMALL = 12, 11
_CAP = 4
_LEAST = 2.5  # what takes no time is still there


def draw_timeline(timeline: Timeline, picture: Picture) -> Drawing:
    """The drawing of *timeline*, which has rows; *picture* is what it was made of."""
    rows = sum(len(group.rows) for group in timeline.groups)
    height = rows * _ROW + len(timeline.groups) * _GROUP + 8
    return Drawing(
        header=element("g", {"class": "axis", "aria-hidden": "true"}, *_header(timeline)),
        header_height=HEADER_HEIGHT,
        body=element("g", {"class": "timeline", "aria-hidden": "true"}, *_body(timeline, picture, height)),
        width=_LABELS + _CHART + _AFTER,
        height=height,
    )


def _at(hours: float, timeline: Timeline) -> float:
    last = timeline.ticks[-1].hours
    return _LABELS + (_CHART * hours / last if last else 0.0)


def _header(timeline: Timeline) -> Iterator[Element]:
    yield lettered(f"Working {timeline.unit} from now", 10, 22, Lettering("unit", _SMALL, LIGHT.muted))
    yield from (
        lettered(tick.label, _at(tick.hours, timeline), 22, Lettering("tick", _SMALL, LIGHT.muted, "middle"))
        for tick in timeline.ticks
    )


def _body(timeline: Timeline, picture: Picture, height: float) -> Iterator[Element]:
    yield element("g", {"class": "grid"}, *(_line(tick, timeline, height) for tick in timeline.ticks))
    y = 0.0
    for group in timeline.groups:
        yield lettered(fitted(group.name, 13, _LABELS - 20), 10, y + 23, Lettering("group", 13, LIGHT.text))
        y += _GROUP
        for row in group.rows:
            names = ["row", str(row.item.state), *(["critical"] if row.item.is_critical else [])]
            drawn = _row(row, timeline, picture)
            title = element("title", {}, described(row.item, picture))
            attributes = {"class": " ".join(names), "data-key": row.item.key, "transform": f"translate(0 {y:g})"}
            yield element("g", attributes, title, *drawn)
            y += _ROW


def _line(tick: Tick, timeline: Timeline, height: float) -> Element:
    x = _at(tick.hours, timeline)
    return element(
        "path", {"class": "gridline", "d": f"M{x:.1f} 0V{height:g}", "stroke": LIGHT.line, "stroke-opacity": 0.35}
    )


def _row(row: Row, timeline: Timeline, picture: Picture) -> Iterator[Element]:
    yield element(
        "rect",
        {"class": "hit", "width": _LABELS + _CHART + _AFTER, "height": _ROW, "rx": 4, "fill": "none"},
    )
    yield from _label(row.item)
    if row.low is None or row.high is None:
        start = f"M{_LABELS:g} {_ROW / 2:g}h34"
        yield element("path", {"class": "open", "d": start, "stroke": LIGHT.unknown, "stroke-dasharray": "3 4"})
        words = fitted(f"unknown: {row.unknown}", _SMALL, _CHART)
        yield lettered(words, _LABELS + 42, 19, Lettering("why", _SMALL, LIGHT.muted))
        return
    exact = (row.low.start, row.low.finish) == (row.high.start, row.high.finish)
    if exact:
        yield from _bar("low", row.high, timeline, row.item, (9.0, 12.0))
    else:
        yield from _bar("low", row.low, timeline, row.item, (5.0, 9.0))
        yield from _bar("high", row.high, timeline, row.item, (16.0, 9.0))
    ends = (bar.finish + (bar.slack or 0.0) for bar in (row.low, row.high))
    if row.item.duration is not None:
        words = in_words(row.item.duration, picture.time)
        x = max(_at(end, timeline) for end in ends) + 9
        yield lettered(words, x, 19, Lettering("length", _SMALL, LIGHT.muted))


def _label(item: Item) -> Iterator[Element]:
    yield glyphs.glyph(item.state, 10, 7)
    mark = "◆ " if item.is_critical else "↻ " if item.cyclic else ""
    tasks = f"{item.done}/{item.total}" if item.total else ""
    room = _LABELS - 32 - 12 - (46 if tasks else 0) - 70
    yield lettered(fitted(mark + name_of(item), _SIZE, room + 16), 32, 19, Lettering("name", _SIZE, LIGHT.text))
    yield lettered(state_word(item.state), _LABELS - 62, 19, Lettering("state", _SMALL, LIGHT.of(item.state), "end"))
    yield lettered(tasks, _LABELS - 14, 19, Lettering("tasks", _SMALL, LIGHT.muted, "end")) if tasks else element("g")


def _bar(kind: str, bar: Bar, timeline: Timeline, item: Item, place: tuple[float, float]) -> Iterator[Element]:
    """A bar and what may follow it; *place*: its upper edge and its height."""
    top, height = place
    x, end = _at(bar.start, timeline), _at(bar.finish, timeline)
    yield element(
        "rect",
        {
            "class": f"bar {kind}",
            "x": x,
            "y": top,
            "width": max(_LEAST, end - x),
            "height": height,
            "rx": 2,
            "fill": LIGHT.of(item.state),
            "fill-opacity": 0.3 if kind == "high" else None,
            "stroke": LIGHT.critical if item.is_critical else LIGHT.of(item.state),
            "stroke-width": 1.6 if item.is_critical else 1,
        },
    )
    if bar.slack:
        late, middle = _at(bar.finish + bar.slack, timeline), top + height / 2
        path = f"M{end:.1f} {middle:g}H{late:.1f}M{late:.1f} {middle - _CAP:g}v{2 * _CAP}"
        yield element("path", {"class": "slack", "d": path, "fill": "none", "stroke": LIGHT.muted})
