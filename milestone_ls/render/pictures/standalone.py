"""Both drawings of a plan in one SVG file, light or dark as its reader prefers, readable where no style sheet is."""

from milestone_ls.render.excerpt import plain
from milestone_ls.render.pictures.bars import draw_timeline
from milestone_ls.render.pictures.fitting import fitted
from milestone_ls.render.pictures.graph import Drawing, LinkTo, draw_graph
from milestone_ls.render.pictures.markup import SVG_NAMESPACE, Element, Lettering, as_xml, element, lettered
from milestone_ls.render.pictures.model import Picture
from milestone_ls.render.pictures.page import asset
from milestone_ls.render.pictures.palette import LIGHT, variables
from milestone_ls.render.pictures.timeline import timeline_of
from milestone_ls.render.pictures.words import TIMELINE_WORDS, summary_words

_LEAST_WIDTH = 840
_MARGIN = 16
_HEADING = 80


def standalone_svg(picture: Picture, link_to: LinkTo) -> str:
    """The file as text, to be encoded in UTF-8."""
    timeline = timeline_of(picture)
    drawings = [draw_graph(picture, link_to)] if picture.items else []
    said = [summary_words(picture), *([timeline.refused or TIMELINE_WORDS] if picture.items else [])]
    if not timeline.refused:
        drawings.append(draw_timeline(timeline, picture))
    width = max([_LEAST_WIDTH, *(drawing.width for drawing in drawings)]) + 2 * _MARGIN
    parts, height = [], float(_HEADING)
    for drawing in drawings:
        parts.append(_placed(drawing, height))
        height += drawing.header_height + drawing.height + 28
    title = f"Plan: {plain(picture.title)}"
    root = element(
        "svg",
        {
            "xmlns": SVG_NAMESPACE,
            "width": width,
            "height": height,
            "viewBox": f"0 0 {width:g} {height:g}",
            "role": "group",
            "aria-label": title,
        },
        element("title", {}, title),
        element("style", {}, variables("svg") + asset("drawing.css")),
        element("rect", {"class": "paper", "width": width, "height": height, "fill": LIGHT.page}),
        lettered(fitted(title, 18, width - 2 * _MARGIN), _MARGIN, 28, Lettering("heading", 18, LIGHT.text)),
        *(
            lettered(fitted(line, 12, width - 2 * _MARGIN), _MARGIN, y, Lettering("said", 12, LIGHT.muted))
            for line, y in zip(said, (50, 67), strict=False)
        ),
        *parts,
    )
    root.set("font-family", "sans-serif")
    return as_xml(root)


def _placed(drawing: Drawing, y: float) -> Element:
    below = element("g", {"transform": f"translate(0 {drawing.header_height:g})"}, drawing.body)
    return element("g", {"transform": f"translate({_MARGIN} {y:g})"}, drawing.header, below)
