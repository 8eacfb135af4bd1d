"""Figures and states in the words that all pictures share."""

from milestone_ls.project.schedule.schedule import State
from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.render.excerpt import plain
from milestone_ls.render.pictures.model import Item, Picture
from milestone_ls.render.text import counted
from milestone_ls.syntax.timewords import in_words

STATE_MEANINGS = {
    State.READY: "nothing holds it up",
    State.WAITING: "something that it depends on is open",
    State.IN_PROGRESS: "work is under way",
    State.BLOCKED: "its own status says so",
    State.COMPLETED: "done",
    State.CANCELLED: "it holds nobody up",
    State.UNKNOWN: "its status, or what it depends on, is not clear",
}


TIMELINE_WORDS = (
    "The earliest that dependencies allow: solid by low estimates, faded by high ones, a thin line for slack."
)


def state_word(state: State) -> str:
    return state.replace("_", " ")


def name_of(item: Item) -> str:
    """ID and title, with nothing in it that steers what shows it."""
    return " ".join(plain(f"{item.id} {item.title}").split())


def wave_words(item: Item) -> str:
    if item.wave is None:
        return "in no wave"
    return f"wave unknown: {plain(str(item.wave))}" if isinstance(item.wave, Unknown) else f"wave {item.wave}"


def summary_words(picture: Picture) -> str:
    """How many milestones are shown, and how much work is left as far as it is known; a sentence each."""
    count = counted(len(picture.items), "milestone")
    shown = f"{len(picture.items)} of {picture.part_of} milestones" if picture.part_of else count
    length = picture.length
    if isinstance(length, Unknown):
        left = f"The length is unknown: {plain(str(length))}."
    else:
        left = f"{in_words(length, picture.time)} of work left." if length.high else "Nothing is left to do."
    return f"{shown[0].upper()}{shown[1:]}. {left}" if picture.items else "There are no milestones."


def described(item: Item, picture: Picture) -> str:
    """Everything that a picture shows of a milestone, as one sentence for who cannot see it."""
    by_key = picture.by_key
    parts = [name_of(item), state_word(item.state), wave_words(item)]
    if item.total:
        parts.append(f"{item.done} of {item.total} tasks done")
    if item.upstream:
        parts.append("depends on " + ", ".join(plain(by_key[key].id) for key in item.upstream))
    if item.duration is not None and not item.is_finished:
        parts.append(f"takes {in_words(item.duration, picture.time)}")
    if item.is_critical:
        parts.append("critical" if item.critical == "critical" else f"critical {item.critical}")
    if item.cyclic:
        parts.append("part of a cycle")
    if item.doubled:
        parts.append("another document has the same ID")
    return "; ".join(parts)
