"""A plan that nobody needs is gone at once: the server's collector does not look for what is kept in circles."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge
from tests.plans import parse, project_of

PLAN = """//- M1.md
# Milestone: M1 Ground

**Dependencies**: None
//- M2.md
# Milestone: M2 Walls

**Dependencies**: M1
"""


@pytest.fixture(autouse=True)
def uncollected() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    yield
    if was_on:
        gc.enable()


def test_nothing_of_a_plan_stays_when_nobody_has_it() -> None:
    project = project_of(parse(PLAN).files)
    project.open("M1.md", project.read("# Milestone: M1 Floor\n"))
    snapshot = project.snapshot
    assert Judge(RULES, project.settings).everything(snapshot, "M2.md")
    assert snapshot.documents["M2.md"].title
    kept = [weakref.ref(one) for one in (project, snapshot.plan)]
    del project, snapshot
    assert [reference() for reference in kept] == [None, None]
