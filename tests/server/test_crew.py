"""The processes that read beside the server: there while there is much to read, gone with it, and seen by nobody."""

import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from milestone_ls.project.crew import spare_cores

from .rawclient import LIMIT, RawClient

pytestmark = pytest.mark.skipif(spare_cores() < 1, reason="one core reads alone")

SOON = 3.0
"""A second, and what a busy machine adds."""

TASKS = "".join(f"- [ ] Lay stone {number} of **twelve**, see [M1](M1.md)\n" for number in range(60))


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[RawClient, psutil.Process]]:
    """A server that has begun to read a large plan, and a process that reads beside it."""
    monkeypatch.setenv("MILESTONE_LS_CACHE", "off")
    for number in range(1_500):
        text = f"# Milestone: M{number} Wall\n\n**Dependencies**: M{number + 1}\n\n## Objectives\n\n{TASKS}"
        (tmp_path / f"M{number}.md").write_text(text, encoding="utf-8")
    with RawClient(["-m", "milestone_ls", "server"]) as client:
        client.call("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}})
        client.notify("initialized", {})
        yield client, first_child(psutil.Process(client.process.pid))


def first_child(server: psutil.Process) -> psutil.Process:
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        for child in server.children():
            return child
        time.sleep(0.005)  # no event tells of another's child
    raise AssertionError("nobody reads beside the server")


def is_soon_gone(worker: psutil.Process) -> bool:
    gone, _ = psutil.wait_procs([worker], SOON)
    return worker in gone


def until_read(client: RawClient) -> None:
    """Wait until the whole plan has been read; each question waits a while for that."""
    end = time.monotonic() + 2 * LIMIT
    while not client.call("workspace/symbol", {"query": "M1499"}):
        assert time.monotonic() < end


def test_they_end_with_a_server_that_is_killed(reading: tuple[RawClient, psutil.Process]) -> None:
    client, worker = reading
    client.process.kill()
    assert is_soon_gone(worker)


def test_they_end_with_a_server_that_ends(reading: tuple[RawClient, psutil.Process]) -> None:
    client, worker = reading
    client.call("shutdown")
    began = time.monotonic()
    client.notify("exit")
    assert client.exit_code() == 0
    assert time.monotonic() - began <= SOON
    assert is_soon_gone(worker)
    assert client.errors() == ""


def test_they_end_when_all_is_read(reading: tuple[RawClient, psutil.Process]) -> None:
    client, worker = reading
    until_read(client)
    assert is_soon_gone(worker)
    assert psutil.Process(client.process.pid).children() == []


def test_one_that_is_killed_is_done_without(reading: tuple[RawClient, psutil.Process]) -> None:
    client, worker = reading
    worker.kill()
    until_read(client)
