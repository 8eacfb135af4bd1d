"""When milestones can begin and end at the earliest, as rows of bars: the numbers of a timeline, in working hours.

Two schedules stand in each row, that of the low ends of all durations and that of the high ends. What has no known time
gets the reason in the place of a bar; nothing is invented.
"""

import math
from collections.abc import Iterable, Mapping

from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.records import Record
from milestone_ls.render.excerpt import plain
from milestone_ls.render.pictures.model import Item, Picture
from milestone_ls.syntax.durations import WorkingTime

_MOST_TICKS = 24
_NO_DURATION = (
    "There is no timeline: no open milestone says how long it takes. Write a Duration into the section Timeline."
)
_STEPS = (1, 2, 5, 10, 20, 25, 50)


class Bar(Record):
    """One schedule of one milestone: from *start* to *finish*, and how much later it may end (None: nobody knows)."""

    start: float
    finish: float
    slack: float | None


class Row(Record):
    """A milestone on the timeline: both bars, or *unknown* with why there are none.

    low, high   equal where the durations are exact
    """

    item: Item
    low: Bar | None = None
    high: Bar | None = None
    unknown: str = ""


class Group(Record):
    name: str
    rows: tuple[Row, ...]


class Tick(Record):
    hours: float
    label: str


class Timeline(Record):
    """The open milestones in groups.

    hours      how far the axis reaches
    unit       what the labels of the ticks count: ``hours``, ``days`` or ``weeks``
    finished   how many milestones take no more time and have no row
    refused    why there is no timeline; empty if there is one
    """

    groups: tuple[Group, ...]
    hours: float
    unit: str
    ticks: tuple[Tick, ...]
    finished: int
    refused: str = ""


def timeline_of(picture: Picture) -> Timeline:
    """The timeline of what is open, by track where tracks are named, else by wave."""
    open_items = [item for item in picture.items if not item.is_finished]
    finished = len(picture.items) - len(open_items)
    rows = [_row(item) for item in open_items]
    hours = max((_end(row) for row in rows), default=0.0)
    if not open_items:
        refused = "Nothing is left to do, so there is no timeline." if picture.items else "There are no milestones."
        return Timeline((), 0, "days", (), finished, refused)
    if not any(item.duration for item in open_items):
        return Timeline((), 0, "days", (), finished, _NO_DURATION)
    unit, size = _unit(hours, picture.time)
    return Timeline(_groups(rows), hours, unit, _ticks(hours, size), finished)


def _row(item: Item) -> Row:
    if isinstance(item.finish, Unknown) or isinstance(item.start, Unknown):
        reason = item.finish if isinstance(item.finish, Unknown) else item.start
        return Row(item, unknown=plain(str(reason)))
    low, high = item.slacks or (None, None)
    return Row(item, Bar(item.start.low, item.finish.low, low), Bar(item.start.high, item.finish.high, high))


def _end(row: Row) -> float:
    return max((bar.finish + (bar.slack or 0.0) for bar in (row.low, row.high) if bar), default=0.0)


def _groups(rows: Iterable[Row]) -> tuple[Group, ...]:
    rows = list(rows)
    by_track = any(row.item.track for row in rows)
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_begin):
        name = (row.item.track or "No track") if by_track else _wave(row.item)
        found.setdefault(" ".join(plain(name).split()), []).append(row)
    return tuple(Group(name, tuple(members)) for name, members in found.items())


def _begin(row: Row) -> tuple[float, float, float]:
    """By wave, then by start; what has no wave comes last."""
    wave = row.item.wave if isinstance(row.item.wave, int) else math.inf
    return wave, row.high.start if row.high else math.inf, row.low.start if row.low else math.inf


def _wave(item: Item) -> str:
    return f"Wave {item.wave}" if isinstance(item.wave, int) else "No wave"


def _unit(hours: float, time: WorkingTime) -> tuple[str, float]:
    units: Mapping[str, float] = {
        "hours": 1.0,
        "days": time.hours_per_day,
        "weeks": time.hours_per_day * time.days_per_week,
    }
    if hours < 3 * units["days"]:
        return "hours", units["hours"]
    return ("days", units["days"]) if hours < 8 * units["weeks"] else ("weeks", units["weeks"])


def _ticks(hours: float, size: float) -> tuple[Tick, ...]:
    """Marks from 0 to the end in round numbers, not more than can be read."""
    most = hours / size
    scale = 1
    while True:
        step = next((step * scale for step in _STEPS if most / (step * scale) <= _MOST_TICKS), None)
        if step is not None:
            return tuple(Tick(number * step * size, str(number * step)) for number in range(math.ceil(most / step) + 1))
        scale *= 100
