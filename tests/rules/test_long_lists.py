"""What it takes to judge a document grows as the lists in it do, and no faster: counted in calls, not in seconds."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge
from tests.plans import project_of

FEW, MANY = 400, 1_600
TWICE = 1.25
"""What is counted may grow faster than the list by that."""

LISTS: dict[str, Callable[[int], str]] = {
    "one name": lambda count: "M2, " * count,
    "one name, with words between": lambda count: "M1 and " * count + "M2",
    "unknown names": lambda count: ", ".join(f"M{number}" for number in range(3, count)),
    "ranges": lambda count: ", ".join(f"M1\N{EN DASH}M{number}" for number in range(3, count)),
    "names in brackets": lambda count: "M2 (" * count,
    "the same unknown name": lambda count: "M9, " * count,
}


def judged(items: str) -> Callable[[], object]:
    """What judges a document with such dependencies, in its field and in its section."""
    text = f"# Milestone: M1 Ground [B]\n\n**Dependencies**: {items}\n"
    project = project_of({"M1.md": text, "M2.md": "# Milestone: M2 Walls [B]\n"})
    judge, snapshot = Judge(RULES, project.settings), project.snapshot
    return lambda: judge.everything(snapshot, "M1.md")


def cost(work: Callable[[], object]) -> int:
    """How many calls *work* makes, and lines it runs: a loop in one expression calls nobody."""
    count = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return note

    sys.settrace(note)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("kind", LISTS)
def test_judging_takes_as_many_steps_as_there_are_names(kind: str) -> None:
    few, many = (cost(judged(LISTS[kind](count))) for count in (FEW, MANY))
    assert many < TWICE * MANY / FEW * few
