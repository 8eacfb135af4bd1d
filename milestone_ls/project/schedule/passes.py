"""The two passes of the critical path method over one milestone, given what the passes found beside it.

The low ends of all durations make one schedule and the high ends another; both go through here at once, as the ends of
intervals. Which milestones are to be worked out, and in what order, is for :mod:`.advancing`.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from milestone_ls.project.schedule.nodes import Node
from milestone_ls.project.schedule.unknown import Because, Unknown
from milestone_ls.syntax.intervals import ZERO, Interval
from milestone_ls.template.vocabulary import Status


class Ahead(NamedTuple):
    """What the way to a milestone says of it.

    wave            1 for those that depend on nothing; None for a cancelled one
    start, finish   working hours from now, at the earliest
    steps, via      how many unfinished milestones lie on the shortest chain to one that nothing holds up, itself left
                    out, and the next of them
    """

    wave: int | Unknown | None
    start: Interval | Unknown
    finish: Interval | Unknown
    steps: int = 0
    via: str | None = None


def look_ahead(node: Node, upstream: Sequence[tuple[Node, Ahead]], *, in_cycle: bool) -> Ahead:
    """The forward pass at *node*; *upstream* are those that it depends on, in the order in which it states them."""
    trouble = node.because(Because.CYCLE) if in_cycle else node.doubtful
    wave = _wave(node, upstream, trouble)
    if node.is_finished:
        return Ahead(wave, ZERO, ZERO)
    held_up_by = [(other, ahead) for other, ahead in upstream if not other.is_finished]
    start = trouble or _latest(ahead.finish for _, ahead in held_up_by)
    finish = start if isinstance(start, Unknown) else _after(start, node.remaining)
    if in_cycle or node.unwritten or not held_up_by:
        return Ahead(wave, start, finish)
    via, nearest = min(held_up_by, key=_steps)
    return Ahead(wave, start, finish, nearest.steps + 1, via.path)


def look_behind(downstream: Iterable[tuple[Node, Interval]]) -> Interval:
    """The backward pass: the working hours that follow a milestone at the least, on the longest chain behind it.

    downstream   those that depend on it, with what follows them

    Where a duration is not known, nothing is added: whoever asks for slack is refused before this counts.
    """
    low = high = 0.0
    for node, behind in downstream:
        if not node.is_finished:
            remaining = node.remaining
            own = ZERO if isinstance(remaining, Unknown) else remaining
            low, high = max(low, own.low + behind.low), max(high, own.high + behind.high)
    return Interval(low, high) if high else ZERO


def _steps(found: tuple[Node, Ahead]) -> int:
    return found[1].steps


def _wave(node: Node, upstream: Iterable[tuple[Node, Ahead]], trouble: Unknown | None) -> int | Unknown | None:
    if node.status is Status.CANCELLED:
        return None
    if trouble is not None:
        return trouble
    wave = 1
    for _, ahead in upstream:
        if isinstance(ahead.wave, Unknown):
            return ahead.wave
        if ahead.wave is not None:
            wave = max(wave, ahead.wave + 1)
    return wave


def _latest(finishes: Iterable[Interval | Unknown]) -> Interval | Unknown:
    low = high = 0.0
    for finish in finishes:
        if isinstance(finish, Unknown):
            return finish
        low, high = max(low, finish.low), max(high, finish.high)
    return Interval(low, high) if high else ZERO


def _after(start: Interval, duration: Interval | Unknown) -> Interval | Unknown:
    return duration if isinstance(duration, Unknown) else start + duration
