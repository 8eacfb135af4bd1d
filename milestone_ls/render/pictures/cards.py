"""A milestone as a card: its state as shape and word, ID and title, progress, and whether it is critical."""

from collections.abc import Iterable, Iterator

from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.render.excerpt import plain
from milestone_ls.render.pictures import glyphs
from milestone_ls.render.pictures.fitting import fitted, width_of
from milestone_ls.render.pictures.markup import Element, Lettering, Value, element, lettered
from milestone_ls.render.pictures.model import Item, Picture
from milestone_ls.render.pictures.palette import LIGHT
from milestone_ls.render.pictures.words import described, state_word

CARD_WIDTH = 224
CARD_HEIGHT = 60
_PAD = 10
_BAR = 66
_ID_SIZE, _TITLE_SIZE, _SMALL = 13, 12, 11
_CORNER = 7

At = tuple[float, float]


def card(item: Item, picture: Picture, at: At, link: str, column: int, downstream: Iterable[str]) -> Element:
    """The card of *item*, its upper left corner at *at*: a link to the document, with words for who cannot see it."""
    x, y = at
    names = ["node", str(item.state), *(name for name, holds in _marks(item) if holds)]
    return element(
        "a",
        {
            "id": item.key,
            "class": " ".join(names),
            "href": link,
            "transform": f"translate({x:g} {y:g})",
            "data-path": item.path,
            "data-column": column,
            "data-up": " ".join(item.upstream),
            "data-down": " ".join(downstream),
        },
        element("title", {}, described(item, picture)),
        element("g", {"aria-hidden": "true"}, *_face(item)),
    )


def _marks(item: Item) -> Iterable[tuple[str, bool]]:
    return ("critical", item.is_critical), ("cyclic", item.cyclic), ("doubled", item.doubled)


def _face(item: Item) -> Iterator[Element]:
    striking = LIGHT.cycle if item.cyclic or item.doubled else LIGHT.critical if item.is_critical else LIGHT.line
    yield element(
        "rect",
        {
            "class": "card",
            "width": CARD_WIDTH,
            "height": CARD_HEIGHT,
            "rx": _CORNER,
            "fill": LIGHT.card,
            "stroke": striking,
            "stroke-width": 2.4 if item.is_critical else 1,
            "stroke-dasharray": "6 4" if item.cyclic else None,
        },
    )
    yield glyphs.glyph(item.state, _PAD, 7)
    word = state_word(item.state)
    room = CARD_WIDTH - 3 * _PAD - glyphs.SIZE - width_of(word, _SMALL)
    yield lettered(
        fitted(_line(item.id), _ID_SIZE, room - 6), _PAD + glyphs.SIZE + 6, 20, Lettering("id", _ID_SIZE, LIGHT.text)
    )
    yield lettered(word, CARD_WIDTH - _PAD, 20, Lettering("state", _SMALL, LIGHT.of(item.state), "end"))
    title = fitted(_line(item.title), _TITLE_SIZE, CARD_WIDTH - 2 * _PAD)
    yield lettered(title, _PAD, 37, Lettering("title", _TITLE_SIZE, LIGHT.text))
    yield from _progress(item)
    if flag := _flag(item):
        yield lettered(
            flag,
            CARD_WIDTH - _PAD,
            53,
            Lettering("flag", _SMALL, striking if striking != LIGHT.line else LIGHT.muted, "end"),
        )


def _progress(item: Item) -> Iterator[Element]:
    if not item.total:
        return
    bar: dict[str, Value] = {"x": _PAD, "y": 47, "height": 5, "rx": 2.5}
    yield element(
        "rect", {"class": "bar", **bar, "width": _BAR, "fill": "none", "stroke": LIGHT.line, "stroke-width": 0.8}
    )
    if item.done:
        done = {"class": "done", **bar, "width": _BAR * item.done / item.total, "fill": LIGHT.of(item.state)}
        yield element("rect", done)
    yield lettered(f"{item.done}/{item.total}", _PAD + _BAR + 6, 53, Lettering("tasks", _SMALL, LIGHT.muted))


def _flag(item: Item) -> str:
    """The one thing that matters most about a milestone beside its state."""
    if item.doubled:
        return "ID twice"
    if item.cyclic:
        return "↻ in a cycle"
    if item.is_critical:
        return "◆ critical" if item.critical == "critical" else f"◆ {item.critical}"
    return "wave unknown" if isinstance(item.wave, Unknown) else ""


def _line(text: str) -> str:
    return " ".join(plain(text).split())
