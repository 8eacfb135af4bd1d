"""Elements of SVG and HTML, put together by the standard library so that any text is only text.

Libraries for SVG (drawsvg, svg.py) write attributes down as they are given; titles come from strangers and hold quotes.
"""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from milestone_ls.records import Record

Element = ET.Element
SVG_NAMESPACE = "http://www.w3.org/2000/svg"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2) cannot hold, not even escaped."""

Value = str | float | None


def element(tag: str, attributes: Mapping[str, Value] | None = None, *children: Element | str | None) -> Element:
    """An element; attributes and children that are None are left out, and numbers written short."""
    made = Element(tag, {name: _written(value) for name, value in (attributes or {}).items() if value is not None})
    last: Element | None = None
    for child in children:
        if isinstance(child, str):
            text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", child)
            if last is None:
                made.text = (made.text or "") + text
            else:
                last.tail = (last.tail or "") + text
        elif child is not None:
            made.append(child)
            last = child
    return made


class Lettering(Record):
    """How a line of text looks; *kind* names it to the style sheet, the rest holds where none is read."""

    kind: str
    size: float
    colour: str
    anchor: str | None = None


def lettered(text: str, x: float, y: float, how: Lettering) -> Element:
    """A line of text whose base line begins, or with another anchor ends, at (*x*, *y*)."""
    attributes: dict[str, Value] = {
        "class": how.kind,
        "x": x,
        "y": y,
        "font-size": how.size,
        "fill": how.colour,
        "text-anchor": how.anchor,
    }
    return element("text", attributes, text)


def as_html(root: Element) -> str:
    """A whole document of HTML. What stands in ``script`` and ``style`` is not escaped: it must be our own."""
    return f"<!DOCTYPE html>\n{ET.tostring(root, encoding='unicode', method='html')}\n"


def as_xml(root: Element) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _written(value: str | float) -> str:
    if isinstance(value, str):
        return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value)
    return f"{round(value, 1):g}" if abs(value) < 100_000 else f"{value:.0f}"
