"""Working time in words: the other direction of :mod:`durations`, short enough for a column or a hint."""

from milestone_ls.syntax.durations import WorkingTime
from milestone_ls.syntax.intervals import Interval


def in_words(hours: Interval, time: WorkingTime) -> str:
    """*hours* as ``0``, ``45 min``, ``6 h``, ``3 d`` or ``2-2.5 d``, by the larger end; ``3 d and more``."""
    largest = hours.high if hours.is_bounded else hours.low
    if not largest:
        return "0" if hours.is_bounded else "any"
    if largest < 1:
        size, unit = 1 / 60, "min"
    else:
        size, unit = (1.0, "h") if largest < time.hours_per_day else (time.hours_per_day, "d")
    low, high = (_short(end / size) if end != float("inf") else "" for end in (hours.low, hours.high))
    if not high:
        return f"{low} {unit} and more"
    return f"{high} {unit}" if low == high else f"{low}-{high} {unit}"


def _short(count: float) -> str:
    return f"{round(count, 1):g}" if count < 100_000 else f"{count:.0f}"
