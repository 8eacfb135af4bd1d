"""The schedule against the plainest method there is: enumerating every path of a small plan and adding up its hours.

What is enumerated here shares nothing with the passes: it knows no waves, no order and no earlier result.
"""

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings

from milestone_ls.project.schedule.nodes import Node
from milestone_ls.project.schedule.schedule import Critical, State
from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.syntax.intervals import Interval
from milestone_ls.template.vocabulary import Status
from tests.project.schedule.small import Draw, Nodes, plans, schedule_of

FINISHED = (Status.COMPLETED, Status.CANCELLED)
Path = tuple[Node, ...]


def paths_to(node: Node, plan: Nodes) -> Iterator[Path]:
    """Every chain of unfinished milestones that ends in *node*, from one that nothing unfinished stands before."""
    before = [plan[other] for other in node.upstream if plan[other].status not in FINISHED]
    if not before:
        yield (node,)
    for other in before:
        for path in paths_to(other, plan):
            yield (*path, node)


def all_paths(plan: Nodes) -> list[Path]:
    """Every chain through unfinished milestones that nothing unfinished stands before or behind."""
    unfinished = [node for node in plan.values() if node.status not in FINISHED]
    followed = {other for node in unfinished for other in node.upstream}
    return [path for node in unfinished if node.path not in followed for path in paths_to(node, plan)]


def hours(path: Path, end: str) -> float | None:
    """The sum of one end of all durations; None where one is missing."""
    known = [node.duration for node in path]
    return None if None in known else sum(getattr(duration, end) for duration in known if duration)


def longest(paths: list[Path], end: str) -> float | None:
    sums = [hours(path, end) for path in paths]
    return None if None in sums else max((found for found in sums if found is not None), default=0)


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(Draw()))
def test_every_figure_is_that_of_all_paths_enumerated(plan: Nodes) -> None:
    schedule = schedule_of(plan)
    whole = all_paths(plan)
    for path, node in plan.items():
        if node.status in FINISHED:
            assert schedule.slack(path) is None
            assert schedule.finish(path) == Interval(0, 0)
            continue
        ways = list(paths_to(node, plan))
        finish = schedule.finish(path)
        if longest(ways, "low") is None:
            assert isinstance(finish, Unknown)
            assert plan[finish.path].duration is None
        else:
            assert finish == Interval(longest(ways, "low") or 0, longest(ways, "high") or 0)
            without = [way[:-1] for way in ways]
            assert schedule.start(path) == Interval(longest(without, "low") or 0, longest(without, "high") or 0)
        through = [way for way in whole if node in way]
        slacks = []
        for end in ("low", "high"):
            total, own = longest(whole, end), longest(through, end)
            slacks.append(None if total is None or own is None else total - own)
        low, high = slacks
        if low is None or high is None:
            assert isinstance(schedule.slack(path), Unknown)
            assert isinstance(schedule.critical(path), Unknown)
        else:
            assert schedule.slack(path) == Interval(min(low, high), max(low, high))
            expected = {(True, True): Critical.YES, (True, False): Critical.LOW, (False, True): Critical.HIGH}
            assert schedule.critical(path) is expected.get((low == 0, high == 0), Critical.NO)


@settings(max_examples=300, deadline=None)
@given(plans(Draw(unknown=False)))
def test_the_critical_path_is_a_longest_one(plan: Nodes) -> None:
    schedule = schedule_of(plan)
    whole = all_paths(plan)
    for end in ("low", "high"):
        found = schedule.critical_path(high=end == "high")
        assert not isinstance(found, Unknown)
        chain = tuple(plan[path] for path in found)
        assert chain in whole or not (chain or whole)
        assert hours(chain, end) == longest(whole, end)
        assert isinstance(schedule.length, Interval)
        assert hours(chain, end) == getattr(schedule.length, end)


@settings(max_examples=300, deadline=None)
@given(plans(Draw()))
def test_waves_and_chains_are_those_of_all_paths(plan: Nodes) -> None:
    schedule = schedule_of(plan)
    for path, node in plan.items():
        wave = schedule.wave(path)
        if node.status is Status.CANCELLED:
            assert wave is None
        else:
            assert wave == longest_chain(node, plan)
        readiness = schedule.readiness(path)
        if node.status not in FINISHED:
            assert len(readiness.chain) == min(len(way) for way in paths_to(node, plan)) - 1
        held_up = [other for other in node.upstream if plan[other].status not in FINISHED]
        unclear = [other for other in held_up if plan[other].status is Status.UNKNOWN]
        if node.status is Status.PENDING:
            if len(held_up) > len(unclear):
                assert readiness.state is State.WAITING
            else:
                assert readiness.state is (State.UNKNOWN if unclear else State.READY)


def longest_chain(node: Node, plan: Nodes) -> int:
    """How many milestones the longest chain up from *node* has; what was cancelled is no part of a chain."""
    above = [plan[other] for other in node.upstream if plan[other].status is not Status.CANCELLED]
    return 1 + max((longest_chain(other, plan) for other in above), default=0)
