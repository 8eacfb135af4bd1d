"""A schedule that is worked out in steps before anybody asks is the one that who asks would get."""

import pytest

from milestone_ls.project.project import Project
from milestone_ls.text import Edit, Position, Span
from tests.plans import project_of


def plan() -> Project:
    """M9 depends on M8, and so on; M5 is open in an editor."""
    head = "# Milestone: M{number} Step\n**Dependencies**: {needs}\n**Status**: pending\n\n## Overview\nWords.\n"
    files = {
        f"M{number}.md": head.format(number=number, needs=f"M{number - 1}" if number > 1 else "None")
        for number in range(1, 10)
    }
    project = project_of(files)
    project.open("M5.md", project.snapshot.documents["M5.md"])
    return project


def write(project: Project, line: int, text: str) -> None:
    project.edit("M5.md", [Edit(Span(Position(line, 0), Position(line, 0)), text)])


def test_who_asks_behind_the_steps_waits_for_none() -> None:
    project = plan()
    assert len(list(project.schedule())) > 9
    assert list(project.schedule()) == []
    assert project.snapshot.plan.schedule.worked == plan().snapshot.plan.schedule.worked


@pytest.mark.parametrize("at", [0, 4, 12, 20])
@pytest.mark.parametrize(("line", "text"), [(5, "More "), (1, "**Status**: completed\n"), (1, "x")])
def test_what_is_typed_between_two_steps_counts(at: int, line: int, text: str) -> None:
    project, fresh = plan(), plan()
    steps = project.schedule()
    for _ in range(at):
        next(steps)
    write(project, line, text)
    write(fresh, line, text)
    list(steps)
    assert list(project.schedule()) == []
    assert project.snapshot.plan.schedule.worked == fresh.snapshot.plan.schedule.worked


def test_prose_that_is_typed_between_two_steps_begins_nothing_anew() -> None:
    whole = len(list(plan().schedule()))
    project = plan()
    taken = 0
    for _ in project.schedule():
        taken += 1
        write(project, 5, "x")
    assert taken == whole
    write(project, 5, "x")
    assert list(project.schedule()) == []
