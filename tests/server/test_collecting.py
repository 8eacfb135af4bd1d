"""The garbage collector does not stop the server while a plan is read and judged, nor looks at it afterwards."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from milestone_ls.server.collecting import Collector
from milestone_ls.text import Encoding
from tests.reliability.inprocess import InProcess
from tests.server.test_publishing import Told

TEXT = "# Milestone: M1 Part [S]\n\n**Dependencies**: M900\n"


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """The collector as it was; what is frozen stays so."""
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


def test_what_is_there_at_the_end_is_not_looked_at_again() -> None:
    collector = Collector()
    with collector.held():
        with collector.held():
            stays: list[list[int]] = [[]]
        assert not gc.isenabled()
    assert gc.isenabled()
    assert not any(one is stays for one in gc.get_objects())


async def test_it_rests_while_all_of_a_plan_is_judged(tmp_path: Path) -> None:
    told = Told(tmp_path)
    gc.enable()
    told.publisher.rebuilt(tmp_path)
    await told.two()
    assert told.collects == [False, False]
    assert gc.isenabled()


async def test_it_runs_when_a_plan_was_read(tmp_path: Path) -> None:
    (tmp_path / "M1.md").write_text(TEXT, encoding="utf-8")
    gc.disable()
    server = InProcess()
    await server.begin(tmp_path, Encoding.UTF16)
    await server.until(lambda: server.published)
    await server.until(gc.isenabled)
    await server.end()
