"""The forms in which a plan is drawn, by their names. Who asked, and where it goes, is not known here."""

from collections.abc import Callable

from milestone_ls.render.pictures.dot import as_dot
from milestone_ls.render.pictures.graph import LinkTo
from milestone_ls.render.pictures.mermaid import as_mermaid
from milestone_ls.render.pictures.model import Picture
from milestone_ls.render.pictures.page import page, page_without_graph
from milestone_ls.render.pictures.standalone import standalone_svg

MERMAID = "mermaid"
HTML = "html"

_WRITERS: dict[str, Callable[[Picture, LinkTo], str]] = {
    MERMAID: lambda picture, _: as_mermaid(picture),
    "dot": as_dot,
    "json": lambda picture, _: _json(picture),
    "svg": standalone_svg,
    HTML: page,
}
FORMATS = tuple(_WRITERS)


_NEEDED = "fast-sugiyama, which arranges the milestones; install milestone-ls with its extra, milestone-ls[pictures]"


class CannotArrangeError(Exception):
    """What arranges the milestones of a drawing is not installed; the text says what to do."""


def drawn(picture: Picture, form: str, link_to: LinkTo) -> str:
    """*picture* in one of the FORMATS. Raises CannotArrangeError where the extra ``pictures`` is needed and missing."""
    try:
        return _WRITERS[form](picture, link_to)
    except ModuleNotFoundError as error:
        if error.name != "fast_sugiyama":
            raise
        raise CannotArrangeError(f"{form} needs {_NEEDED}, or ask for {MERMAID} or dot") from error


def shown(picture: Picture, link_to: LinkTo) -> str:
    """The page of *picture*: without the drawing, and with the reason, where nothing can arrange the milestones."""
    try:
        return drawn(picture, HTML, link_to)
    except CannotArrangeError:
        return page_without_graph(picture, link_to, f"The drawing needs {_NEEDED}.")


def _json(picture: Picture) -> str:
    from milestone_ls.render.pictures.json import as_json  # noqa: PLC0415 - loads pydantic

    return as_json(picture)
