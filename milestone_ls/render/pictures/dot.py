"""A picture in the DOT language of Graphviz: a cluster for each wave."""

from collections.abc import Callable, Iterator

from milestone_ls.render.excerpt import plain
from milestone_ls.render.pictures.mermaid import TEXT, fill_of, in_blocks, remarks, shortened
from milestone_ls.render.pictures.model import Arrow, Item, Picture
from milestone_ls.render.pictures.palette import LIGHT
from milestone_ls.render.pictures.words import name_of


def as_dot(picture: Picture, link_to: Callable[[str], str]) -> str:
    """The graph, with a line end."""
    return "\n".join(_lines(picture, link_to)) + "\n"


def _lines(picture: Picture, link_to: Callable[[str], str]) -> Iterator[str]:
    yield f"digraph {_quoted(plain(picture.title))} {{"
    yield "  rankdir=LR;"
    yield f'  node [shape=box, style="rounded,filled", fontname="sans-serif", fontcolor="{TEXT}"];'
    for number, (name, members) in enumerate(in_blocks(picture.items).items(), 1):
        yield f"  subgraph cluster_{number} {{"
        yield f'    label="{name}"; color="{LIGHT.line}"; fontname="sans-serif";'
        for item in members:
            yield f"    {_node(item, link_to(item.path))}"
        yield "  }"
    for arrow in picture.arrows:
        yield f"  {_arrow(arrow)}"
    yield "}"


def _node(item: Item, link: str) -> str:
    label = f"{_escaped(shortened(name_of(item)))}\\n{remarks(item)}"
    colour = LIGHT.cycle if item.cyclic else LIGHT.critical if item.is_critical else LIGHT.of(item.state)
    width = 3 if item.is_critical else 1
    return (
        f'{item.key} [label="{label}", tooltip={_quoted(name_of(item))}, URL={_quoted(link)},'
        f' fillcolor="{fill_of(item.state)}", color="{colour}", penwidth={width}];'
    )


def _arrow(arrow: Arrow) -> str:
    if arrow.cyclic:
        how = f' [style=dashed, color="{LIGHT.cycle}", label="cycle", constraint=false]'
    elif arrow.critical:
        how = f' [penwidth=3, color="{LIGHT.critical}"]'
    else:
        how = " [style=dotted]" if arrow.idle else ""
    return f"{arrow.source} -> {arrow.target}{how};"


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """*text* for a quoted string; a backslash would begin an escape there (DOT, escString)."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
