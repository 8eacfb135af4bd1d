"""The dependencies of a plan as a drawing: a card for each milestone, a column for each wave, arrows in between."""

from collections.abc import Callable, Iterable, Iterator

from milestone_ls.records import Record
from milestone_ls.render.pictures.arrangement import Arrangement, arrange
from milestone_ls.render.pictures.cards import CARD_HEIGHT, CARD_WIDTH, card
from milestone_ls.render.pictures.columns import Columns, columns_of
from milestone_ls.render.pictures.markup import Element, element
from milestone_ls.render.pictures.model import Arrow, Item, Picture
from milestone_ls.render.pictures.palette import LIGHT

HEADER_HEIGHT = 34
_GAP = 84
_MARGIN = 22
_ROW = CARD_HEIGHT + 16
_BULGE = 56

LinkTo = Callable[[str], str]
"""The address under which a reader of the picture finds a document, for its path from the plan's root."""


class Drawing(Record):
    """A drawing in two parts of the same width, the upper of which may stay in sight while the lower one moves.

    Heights and widths in pixels; each part begins at (0, 0).
    """

    header: Element
    header_height: float
    body: Element
    width: float
    height: float


def draw_graph(picture: Picture, link_to: LinkTo) -> Drawing:
    """The drawing of *picture*."""
    columns = columns_of(picture)
    arrangement = arrange(picture, columns)
    width = 2 * _MARGIN + len(columns.waves) * (CARD_WIDTH + _GAP) - _GAP
    height = 2 * _MARGIN + arrangement.height * _ROW - (_ROW - CARD_HEIGHT)
    return Drawing(
        header=element("g", {"class": "waves", "aria-hidden": "true"}, *_header(columns)),
        header_height=HEADER_HEIGHT,
        body=element("g", {"class": "graph"}, *_body(picture, columns, arrangement, link_to, height)),
        width=width,
        height=height,
    )


def _left(column: int) -> float:
    return _MARGIN + column * (CARD_WIDTH + _GAP)


def _middle(row: float) -> float:
    return _MARGIN + row * _ROW - (_ROW - CARD_HEIGHT) / 2


def _header(columns: Columns) -> Iterator[Element]:
    for column, wave in enumerate(columns.waves):
        middle = _left(column) + CARD_WIDTH / 2
        words = f"Wave {wave}" if wave else "No wave"
        yield element(
            "text",
            {"class": "wave", "x": middle, "y": 22, "text-anchor": "middle", "fill": LIGHT.text, "font-size": 13},
            words,
        )


def _body(
    picture: Picture, columns: Columns, arrangement: Arrangement, link_to: LinkTo, height: float
) -> Iterator[Element]:
    yield _tips()
    yield element("g", {"class": "bands", "aria-hidden": "true"}, *_bands(len(columns.waves), height))
    arrows = sorted(picture.arrows, key=lambda arrow: (arrow.critical, arrow.cyclic))  # the striking ones on top
    drawn = (_arrow(arrow, columns, arrangement) for arrow in arrows)
    yield element("g", {"class": "arrows", "aria-hidden": "true"}, *drawn)
    downstream: dict[str, list[str]] = {}
    for arrow in picture.arrows:
        downstream.setdefault(arrow.source, []).append(arrow.target)

    def place(item: Item) -> tuple[int, float]:
        return columns.of[item.key], arrangement.rows[item.key]

    for item in sorted(picture.items, key=place):
        column, row = place(item)
        at = _left(column), _middle(row) - CARD_HEIGHT / 2
        yield card(item, picture, at, link_to(item.path), column, downstream.get(item.key, ()))


def _bands(count: int, height: float) -> Iterator[Element]:
    for column in range(0, count, 2):
        yield element(
            "rect",
            {
                "class": "band",
                "x": _left(column) - _GAP / 4,
                "y": 0,
                "width": CARD_WIDTH + _GAP / 2,
                "height": height,
                "fill": LIGHT.band,
            },
        )


def _tips() -> Element:
    """The heads of arrows, one for each colour: not all that show SVG take an arrow's colour over."""
    kinds = (("arrow", LIGHT.arrow), ("critical", LIGHT.critical), ("cycle", LIGHT.cycle))
    return element("defs", {}, *(_tip(kind, colour) for kind, colour in kinds))


def _tip(kind: str, colour: str) -> Element:
    return element(
        "marker",
        {
            "id": f"tip-{kind}",
            "viewBox": "0 0 8 8",
            "refX": 7,
            "refY": 4,
            "markerWidth": 8,
            "markerHeight": 8,
            "markerUnits": "userSpaceOnUse",
            "orient": "auto",
        },
        element("path", {"class": f"tip {kind}", "d": "M0 0.6L8 4L0 7.4z", "fill": colour}),
    )


def _arrow(arrow: Arrow, columns: Columns, arrangement: Arrangement) -> Element:
    kind = "cycle" if arrow.cyclic else "critical" if arrow.critical else "arrow"
    names = [name for name, holds in _marks(arrow) if holds]
    return element(
        "path",
        {
            "class": " ".join(["arrow", *names]),
            "d": _way(arrow, columns, arrangement),
            "data-source": arrow.source,
            "data-target": arrow.target,
            "marker-end": f"url(#tip-{kind})",
            "fill": "none",
            "stroke": LIGHT.of(kind),
            "stroke-width": 2.4 if arrow.critical else 1.3,
            "stroke-dasharray": "6 4" if arrow.cyclic else "2 4" if arrow.idle else None,
        },
    )


def _marks(arrow: Arrow) -> Iterable[tuple[str, bool]]:
    return ("critical", arrow.critical), ("cyclic", arrow.cyclic), ("idle", arrow.idle)


def _way(arrow: Arrow, columns: Columns, arrangement: Arrangement) -> str:
    """The path of an arrow: through the bends, back to the left, or round to the same side."""
    first, last = columns.of[arrow.source], columns.of[arrow.target]
    start, end = _middle(arrangement.rows[arrow.source]), _middle(arrangement.rows[arrow.target])
    if first == last:
        side = _left(first) + CARD_WIDTH
        return f"M{side:g} {start:g}C{side + _BULGE:g} {start:g} {side + _BULGE:g} {end:g} {side:g} {end:g}"
    if first > last:
        return f"M{_left(first):g} {start:g}{_curve(_left(first), start, _left(last) + CARD_WIDTH, end)}"
    x, y = _left(first) + CARD_WIDTH, start
    path = f"M{x:g} {y:g}"
    for column, row in enumerate(arrangement.bends.get((arrow.source, arrow.target), ()), first + 1):
        at = _middle(row)
        path += f"{_curve(x, y, _left(column), at)}H{_left(column) + CARD_WIDTH:g}"
        x, y = _left(column) + CARD_WIDTH, at
    return path + _curve(x, y, _left(last), end)


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    if round(y, 1) == round(to_y, 1):
        return f"L{to_x:g} {round(to_y, 1):g}"
    middle = (x + to_x) / 2
    return f"C{middle:g} {round(y, 1):g} {middle:g} {round(to_y, 1):g} {to_x:g} {round(to_y, 1):g}"
