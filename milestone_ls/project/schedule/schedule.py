"""The schedule of a plan, to be asked: waves, earliest times, slack, critical path, and what is ready.

One computation for every door. It speaks in paths and working hours; words, dates and colours are for others. What a
figure means, and when it is unknown, is told in ``docs/schedule.md``.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

from milestone_ls.project.names import order_of
from milestone_ls.project.schedule.advancing import Worked
from milestone_ls.project.schedule.nodes import Node
from milestone_ls.project.schedule.unknown import Because, Unknown
from milestone_ls.records import Record, field
from milestone_ls.syntax.intervals import Interval
from milestone_ls.template.vocabulary import Status

_NEGLIGIBLE = 1e-6
"""Working hours: sums of fractions differ in their last digits, depending on the order."""


class Critical(StrEnum):
    """Whether a delay of the milestone delays the end, in the schedule of the low ends and in that of the high ends."""

    YES = "critical"  # on the low and on the high ends
    LOW = "on low ends"
    HIGH = "on high ends"
    NO = "not critical"


class State(StrEnum):
    """How a milestone stands, by its own status and those of what it depends on."""

    READY = "ready"
    WAITING = "waiting"  # pending, and something that it depends on is open
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"  # by its own status
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


_OWN = {
    Status.COMPLETED: State.COMPLETED,
    Status.CANCELLED: State.CANCELLED,
    Status.IN_PROGRESS: State.IN_PROGRESS,
    Status.BLOCKED: State.BLOCKED,
}


class Readiness(Record):
    """Whether work on a milestone can begin.

    chain      paths of the shortest chain of unfinished milestones, each of which the one before it depends on: from
               one that it depends on itself to one that depends on nothing unfinished, or is in a cycle
    unwritten  the ID at the end of the chain that nobody has written yet, empty if there is none
    unknown    why it is not known
    outside    milestones of other projects that it depends on, which nobody has looked up
    """

    state: State
    chain: tuple[str, ...] = ()
    unwritten: str = ""
    unknown: Unknown | None = None
    outside: tuple[str, ...] = ()


class Schedule(Record, dict=True):  # some answers are worked out when somebody asks for them
    """The figures of a plan. All methods take the path of one of its milestones. Times are working hours from now."""

    worked: Worked = field(default_factory=Worked)

    @property
    def paths(self) -> Iterator[str]:
        """The milestones in the order of their IDs."""
        return iter(self._ordered)

    @cached_property
    def _ordered(self) -> tuple[str, ...]:
        return tuple(sorted(self.worked.nodes, key=self._order))

    def _order(self, path: str) -> tuple[object, str]:
        return order_of(self.worked.nodes[path].id), path

    def node(self, path: str) -> Node:
        return self.worked.nodes[path]

    # Waves

    def wave(self, path: str) -> int | Unknown | None:
        """Which wave it belongs to, counted from 1; None for a cancelled one."""
        return self.worked.ahead[path].wave

    @cached_property
    def waves(self) -> tuple[tuple[str, ...], ...]:
        """The milestones of each wave, in the order of their IDs."""
        found: dict[int, list[str]] = {}
        for path in self._ordered:
            wave = self.wave(path)
            if isinstance(wave, int):
                found.setdefault(wave, []).append(path)
        return tuple(tuple(found[wave]) for wave in sorted(found))

    # Times

    @cached_property
    def length(self) -> Interval | Unknown:
        """The working hours until everything is finished, if as much runs at one time as dependencies allow."""
        low = high = 0.0
        causes = []
        for ahead in self.worked.ahead.values():
            finish = ahead.finish
            if isinstance(finish, Unknown):
                causes.append(finish)
            else:
                low, high = max(low, finish.low), max(high, finish.high)
        if causes:
            return min(causes, key=lambda cause: (order_of(cause.id), cause.path, cause.because, cause.other))
        return Interval(low, high)

    @cached_property
    def least_length(self) -> Interval:
        """As :attr:`length`, by what is known: it takes at least as long."""
        known = [ahead.finish for ahead in self.worked.ahead.values() if not isinstance(ahead.finish, Unknown)]
        return Interval(max((it.low for it in known), default=0.0), max((it.high for it in known), default=0.0))

    def start(self, path: str) -> Interval | Unknown:
        """When it can begin at the earliest."""
        return self.worked.ahead[path].start

    def finish(self, path: str) -> Interval | Unknown:
        """When it can be finished at the earliest."""
        return self.worked.ahead[path].finish

    def slack(self, path: str) -> Interval | Unknown | None:
        """How much later it may be finished without delaying the end: the smaller of both schedules to the larger.

        None for what is finished. Unknown as long as anything of the plan is: the longest way could lie there.
        """
        both = self._slacks(path)
        return both if both is None or isinstance(both, Unknown) else Interval.of(*both)

    def slack_of_each(self, path: str) -> tuple[float, float] | Unknown | None:
        """As :meth:`slack`, in the schedule of the low ends and in that of the high ends."""
        return self._slacks(path)

    def critical(self, path: str) -> Critical | Unknown | None:
        """Whether it has no slack, in which of both schedules; None for what is finished."""
        both = self._slacks(path)
        if both is None or isinstance(both, Unknown):
            return both
        low, high = (slack == 0 for slack in both)
        if low and high:
            return Critical.YES
        return Critical.LOW if low else Critical.HIGH if high else Critical.NO

    def _slacks(self, path: str) -> tuple[float, float] | Unknown | None:
        """The slack on the low ends and that on the high ends."""
        if self.worked.nodes[path].is_finished:
            return None
        finish, length = self.finish(path), self.length
        if isinstance(finish, Unknown):
            return finish
        if isinstance(length, Unknown):
            return length
        behind = self.worked.behind[path]
        slacks = length.low - finish.low - behind.low, length.high - finish.high - behind.high
        return _exact(slacks[0]), _exact(slacks[1])

    def latest_finish(self, path: str) -> Interval | Unknown | None:
        """When it has to be finished, in each of both schedules, so that the end is not delayed."""
        slacks, finish = self._slacks(path), self.finish(path)
        if slacks is None or isinstance(slacks, Unknown):
            return slacks
        if isinstance(finish, Unknown):
            return finish
        return Interval.of(finish.low + slacks[0], finish.high + slacks[1])

    def critical_path(self, *, high: bool = True) -> tuple[str, ...] | Unknown:
        """The chain of milestones that sets the length, from the first to the last; of equal ones the first by ID.

        high   with all durations at their high ends, else at their low ones
        """
        if isinstance(self.length, Unknown):
            return self.length
        last = (found for found in self._ordered if self._ends_last(found, high=high))
        # What takes no time may follow the last hour: the end is behind that, too.
        path = max(last, key=self.worked.depth.__getitem__, default=None)
        chain: list[str] = []
        while path is not None:
            chain.append(path)
            path = self._before(path, high=high)
        return tuple(reversed(chain))

    def _ends_last(self, path: str, *, high: bool) -> bool:
        slacks, behind = self._slacks(path), self.worked.behind[path]
        if slacks is None or isinstance(slacks, Unknown):
            return False
        return not (slacks[high] or (behind.high if high else behind.low))

    def _before(self, path: str, *, high: bool) -> str | None:
        """The one that *path* waits for the longest, if it waits for one at all."""
        start = _end(self.start(path), high=high)
        for other in self.worked.nodes[path].upstream:
            if not self.worked.nodes[other].is_finished and _end(self.finish(other), high=high) == start:
                return other
        return None

    # Readiness

    def readiness(self, path: str) -> Readiness:
        """Whether work on it can begin, and what holds it up."""
        node = self.worked.nodes[path]
        if node.status in (Status.COMPLETED, Status.CANCELLED):
            return Readiness(_OWN[node.status], outside=node.outside)
        chain, unwritten = self._chain(path)
        if node.status in _OWN:
            return Readiness(_OWN[node.status], chain, unwritten, outside=node.outside)
        unknown = self._why_unknown(node)
        if unknown is not None:
            return Readiness(State.UNKNOWN, chain, unwritten, unknown, node.outside)
        return Readiness(State.WAITING if chain or unwritten else State.READY, chain, unwritten, outside=node.outside)

    def _why_unknown(self, node: Node) -> Unknown | None:
        """Why nobody can tell whether a pending milestone, or one without a known status, is ready."""
        if node.status is Status.UNKNOWN:
            return node.because(Because.STATUS)
        if node.path in self.worked.cyclic:
            return node.because(Because.CYCLE)
        upstream = [self.worked.nodes[other] for other in node.upstream]
        if node.doubtful is not None and node.doubtful.because is Because.DUPLICATE and not node.doubtful.other:
            return node.doubtful
        if node.unwritten or any(other.status.is_open for other in upstream):
            return None
        unclear = (other.because(Because.STATUS) for other in upstream if other.status is Status.UNKNOWN)
        return node.doubtful or next(unclear, None)

    def _chain(self, path: str) -> tuple[tuple[str, ...], str]:
        chain: list[str] = []
        while (via := self.worked.ahead[path].via) is not None:
            chain.append(via)
            path = via
        return tuple(chain), next(iter(self.worked.nodes[path].unwritten), "")


def _end(times: Interval | Unknown, *, high: bool) -> float:
    if isinstance(times, Unknown):
        return 0.0
    return times.high if high else times.low


def _exact(slack: float) -> float:
    return 0.0 if slack < _NEGLIGIBLE else slack
