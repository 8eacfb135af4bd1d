"""A picture as a Mermaid flowchart, for whatever draws those: a block for each wave, a class for each state.

State and cycle are written out, too: colours alone say nothing to many. Titles are entities where Mermaid could take
them for its own language.
"""

import re
from collections.abc import Iterable, Iterator

from milestone_ls.project.schedule.schedule import State
from milestone_ls.render.pictures.model import Arrow, Item, Picture
from milestone_ls.render.pictures.palette import LIGHT, STATES
from milestone_ls.render.pictures.words import name_of, state_word

_ROOM = 60
_SPECIAL = re.compile("[^\\w .,:()/+'!?…–—-]|_{2,}")
_FILLS = {
    State.READY: "#dcebfb",
    State.WAITING: "#f1f3f5",
    State.IN_PROGRESS: "#ebe2fb",
    State.BLOCKED: "#fde7d3",
    State.COMPLETED: "#dcf3e1",
    State.CANCELLED: "#f1f3f5",
    State.UNKNOWN: "#fdf1d0",
}
TEXT = LIGHT.text
"""What stands on the fills, whatever the theme around them is."""


def as_mermaid(picture: Picture) -> str:
    """The flowchart, with a line end."""
    lines = ["flowchart LR", *_blocks(picture.items), *map(_arrow, picture.arrows), *_classes(picture.items)]
    return "\n".join(lines) + "\n"


def fill_of(state: State) -> str:
    return _FILLS[state]


def in_blocks(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by the name of their wave, in the order of waves; what is in none comes last."""
    found: dict[int, list[Item]] = {}
    for item in items:
        found.setdefault(item.wave if isinstance(item.wave, int) else 0, []).append(item)
    order = sorted(found, key=lambda wave: (wave == 0, wave))
    return {f"Wave {wave}" if wave else "No wave": found[wave] for wave in order}


def shortened(text: str, room: int = _ROOM) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def remarks(item: Item) -> str:
    """What is said of a milestone beside its name."""
    words = [state_word(item.state)]
    if item.is_critical:
        words.append("critical" if item.critical == "critical" else f"critical {item.critical}")
    if item.cyclic:
        words.append("in a cycle")
    if item.doubled:
        words.append("ID twice")
    return ", ".join(words)


def _blocks(items: Iterable[Item]) -> Iterator[str]:
    for number, (name, members) in enumerate(in_blocks(items).items(), 1):
        yield f'  subgraph wave{number}["{name}"]'
        for item in members:
            yield f'    {item.key}["{_escaped(shortened(name_of(item)))}<br/>{remarks(item)}"]'
        yield "  end"


def _escaped(text: str) -> str:
    """*text* with everything that Mermaid, or the HTML that it makes, could read as its own as numbered entities."""
    return _SPECIAL.sub(lambda found: "".join(f"#{ord(sign)};" for sign in found.group()), text)


def _arrow(arrow: Arrow) -> str:
    link = "-. cycle .->" if arrow.cyclic else "-.->" if arrow.idle else "==>" if arrow.critical else "-->"
    return f"  {arrow.source} {link} {arrow.target}"


def _classes(items: Iterable[Item]) -> Iterator[str]:
    members: dict[State, list[str]] = {}
    for item in items:
        members.setdefault(item.state, []).append(item.key)
    for state in STATES:
        if state in members:
            yield f"  classDef {state} fill:{_FILLS[state]},stroke:{LIGHT.of(state)},color:{TEXT}"
            yield f"  class {','.join(members[state])} {state}"
    critical = [item.key for item in items if item.is_critical]
    if critical:
        yield f"  classDef critical stroke:{LIGHT.critical},stroke-width:3px"
        yield f"  class {','.join(critical)} critical"
