"""The reading of a folder that nobody waits for any longer."""

import threading
from functools import partial
from pathlib import Path

import pytest

from milestone_ls.project import files
from milestone_ls.project.files import Listing
from milestone_ls.project.workspace import Plans, Workspace
from milestone_ls.text import Encoding
from tests.reliability.inprocess import InProcess


async def test_a_newer_reading_takes_the_place_of_one_that_has_not_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "M1.md").write_text("# Milestone: M1 Ground\n", encoding="utf-8")
    settings = tmp_path / "milestone-ls.toml"
    server = InProcess()
    await server.begin(tmp_path, Encoding.UTF16)
    looks: list[Path] = []
    go_on, served = threading.Event(), list[Plans]()
    discover, serve = files.discover, Workspace.serve

    def look(outer: Path, *limits: float) -> Listing:
        looks.append(outer)
        if len(looks) == 1:
            go_on.wait()
        return discover(outer, *limits)  # type: ignore[arg-type]  # as they came

    def note(workspace: Workspace, outer: Path, built: Plans) -> None:
        served.append(built)
        serve(workspace, outer, built)

    monkeypatch.setattr(files, "discover", look)
    monkeypatch.setattr(Workspace, "serve", note)
    try:
        for readings, text in enumerate(("", "# the same\n"), 2):
            settings.write_text(text, encoding="utf-8")
            server.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": settings.as_uri(), "type": 1}]})
            await server.until(partial(told, server, "begin", readings))
        # The older one still looks at its folder, and has been told to be over.
        await server.until(partial(told, server, "end", readings))
        assert len(served) == 1
    finally:
        go_on.set()
    await server.end()
    assert len(served) == 1


def told(server: InProcess, kind: str, times: int) -> bool:
    """Whether the beginning, or the end, of a reading has been told so many times."""
    return [one["value"]["kind"] for one in server.progress].count(kind) >= times
