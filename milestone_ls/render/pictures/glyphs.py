"""A shape for each state, so that no colour is needed to tell them apart. All fit into a square of 16 pixels."""

from milestone_ls.project.schedule.schedule import State
from milestone_ls.render.pictures.markup import Element, element
from milestone_ls.render.pictures.palette import LIGHT

SIZE = 16
_RING = "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0 -13z"
_SHAPES: dict[State, tuple[tuple[str, str], ...]] = {
    State.READY: (("line", _RING), ("fill", "M6 4.6L11.6 8L6 11.4z")),
    State.WAITING: (("line", _RING), ("line", "M8 4.4V8.3L10.7 9.9")),
    State.IN_PROGRESS: (("line", _RING), ("fill", "M8 1.5a6.5 6.5 0 0 1 0 13z")),
    State.BLOCKED: (("fill", "M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4 -4V5.2z"), ("cut", "M4.4 8h7.2")),
    State.COMPLETED: (("fill", _RING), ("cut", "M4.8 8.3L7.1 10.6L11.4 5.8")),
    State.CANCELLED: (("line", _RING), ("line", "M5.4 5.4L10.6 10.6M10.6 5.4L5.4 10.6")),
    State.UNKNOWN: (("dash", _RING), ("line", "M6.3 6.3a1.8 1.8 0 1 1 2.6 1.6q-0.9 0.5 -0.9 1.4M8 11.2v0.6")),
}


def glyph(state: State, x: float, y: float) -> Element:
    """The shape of *state*, its upper left corner at (*x*, *y*)."""
    colour = LIGHT.of(state)
    drawn = (element("path", {"class": kind, "d": path, **_plain_paint(kind, colour)}) for kind, path in _SHAPES[state])
    place = f"translate({x:g} {y:g})" if x or y else None
    return element("g", {"class": f"glyph {state}", "transform": place, "aria-hidden": "true"}, *drawn)


def _plain_paint(kind: str, colour: str) -> dict[str, str]:
    """What shows the shape where no style sheet is read."""
    if kind == "fill":
        return {"fill": colour}
    return {"fill": "none", "stroke": LIGHT.card if kind == "cut" else colour, "stroke-width": "1.6"}
