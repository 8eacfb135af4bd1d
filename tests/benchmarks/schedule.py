"""How long a plan's schedule takes, anew and after one edit. Run it as ``python -m tests.benchmarks.schedule``.

The plan is made here: every milestone depends on up to three of the 50 before it, so that long chains and wide waves
exist. Times are of the schedule alone, in milliseconds, without reading the document; the last column tells them with
all of the edit, from the text to the new schedule.
"""

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from milestone_ls.config import Settings
from milestone_ls.project.project import Project
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Edit, Position, Span

SIZES = (100, 1_000, 10_000)
NEAR = 50
_DURATIONS = ("2 days", "1-2 weeks", "3 hours", "5 days", "4-6 days")
_DEPENDENCIES, _STATUS, _DURATION = 2, 3, 6
"""The lines of a document on which these stand."""


class Case(NamedTuple):
    """What is edited: a line of the milestone at *position* (0: the first, 1: the last); *texts* come in turn."""

    name: str
    position: float
    line: int
    texts: tuple[str, ...]


DAYS = tuple(f"- **Duration**: {days} days" for days in range(2, 40))
CASES = (
    Case("a note below", 0.5, 7, ("more", "words", "that", "nobody schedules")),
    Case("duration of the last", 1, _DURATION, DAYS),
    Case("duration in the middle", 0.5, _DURATION, DAYS),
    Case("duration of the first", 0, _DURATION, DAYS),
    Case("status in the middle", 0.5, _STATUS, ("**Status**: completed", "**Status**: pending")),
    Case("dependency in the middle", 0.5, _DEPENDENCIES, ("**Dependencies**: M1", "**Dependencies**: M2, M3")),
)


def text_of(number: int, chance: random.Random) -> str:
    near = range(max(1, number - NEAR), number)
    upstream = ", ".join(f"M{other}" for other in chance.sample(near, min(3, len(near)))) or "None"
    return (
        f"# Milestone: M{number} Title\n\n**Dependencies**: {upstream}\n**Status**: pending\n\n## Timeline\n"
        f"- **Duration**: {chance.choice(_DURATIONS)}\n\n"
    )


def project_of(size: int) -> Project:
    chance = random.Random(size)  # noqa: S311 - the same plan in every run
    settings = Settings()
    project = Project(settings, built_in_schema(settings))
    project.put({f"M{number}.md": project.read(text_of(number, chance)) for number in range(1, size + 1)})
    project.complete()
    return project


def timed(action: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    action()
    return 1_000 * (time.perf_counter() - start)


def edited(project: Project, case: Case, rounds: int) -> Iterator[tuple[float, float]]:
    """For each edit the milliseconds of the schedule, and of everything."""
    size = len(project.snapshot.plan.pages)
    path = f"M{1 + round(case.position * (size - 1))}.md"
    project.open(path, project.snapshot.documents[path])
    for number in range(rounds):
        old = project.snapshot.documents[path].source.line(case.line).rstrip("\n")
        span = Span(Position(case.line, 0), Position(case.line, len(old)))
        edit = Edit(span, case.texts[number % len(case.texts)])
        whole = timed(lambda edit=edit: project.edit(path, [edit]))  # type: ignore[misc]  # the lambda binds the loop's
        schedule = timed(lambda: project.snapshot.plan.schedule.length)
        yield schedule, whole + schedule
    project.close(path)


def spread(times: list[float]) -> str:
    return f"{statistics.median(times):8.2f} /{statistics.quantiles(times, n=20)[-1]:8.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the schedule; p50 / p95 in milliseconds.")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    options = parser.parse_args()
    import networkx as nx  # noqa: F401, PLC0415 - its import is no part of what is timed

    for size in options.sizes:
        project = project_of(size)
        gc.collect()
        gc.freeze()  # as the server does when it has read a plan
        fresh = []
        for _ in range(5):
            anew = project_of(size) if size < SIZES[-1] else project
            fresh.append(timed(lambda plan=anew.snapshot.plan: plan.schedule.length))  # type: ignore[misc]  # as above
            if anew is project:
                break
        sys.stdout.write(f"\n{size} milestones{'':22} schedule p50 / p95     whole edit p50 / p95\n")
        sys.stdout.write(f"  {'anew':28} {statistics.median(fresh):11.2f}\n")
        for case in CASES:
            schedules, wholes = zip(*edited(project, case, options.rounds), strict=True)
            sys.stdout.write(f"  {case.name:28}   {spread(list(schedules))}    {spread(list(wholes))}\n")
        gc.unfreeze()


if __name__ == "__main__":
    main()
