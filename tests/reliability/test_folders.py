"""Workspace folders that come and go around documents that are open, and around one another."""

from pathlib import Path

from milestone_ls.text import Encoding
from tests.reliability.inprocess import InProcess
from tests.reliability.test_nothing_stale import codes

ALL: dict[str, object] = {"diagnostics": {"closed": "all"}}
WAITING = "# Milestone: M1 Ground\n\n**Dependencies**: M7\n"
ROOF = "# Milestone: M7 Roof\n"
UNKNOWN = "unknown-dependency"


def store(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def change_folders(server: InProcess, *, come: tuple[Path, ...] = (), gone: tuple[Path, ...] = ()) -> None:
    added, removed = ([{"uri": path.as_uri(), "name": path.name} for path in paths] for paths in (come, gone))
    server.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": added, "removed": removed}})


async def begun(folder: Path) -> InProcess:
    server = InProcess(ALL)
    await server.begin(folder, Encoding.UTF16)
    return server


async def test_a_folder_that_comes_around_a_lone_document_has_it_in_its_own_plan(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    outer = tmp_path / "other"
    lone = store(outer / "docs" / "M1.md", WAITING)
    store(outer / "M7.md", ROOF)
    server = await begun(tmp_path / "work")
    server.open(lone.as_uri(), WAITING, 1)
    await server.until(lambda: UNKNOWN in codes(server, lone))
    change_folders(server, come=(outer,))
    await server.until(lambda: lone.as_uri() in server.published and UNKNOWN not in codes(server, lone))
    found = await server.ask("workspace/symbol", {"query": "Ground"})
    assert [symbol["name"] for symbol in found] == ["M1 Ground"]
    await server.end()


async def test_what_a_folder_within_a_folder_holds_is_its_own_while_it_is_there(tmp_path: Path) -> None:
    """No document is open: no plan is read anew for one."""
    waiting, inner = store(tmp_path / "M1.md", WAITING), tmp_path / "inner"
    roof = store(inner / "M7.md", ROOF)
    server = await begun(tmp_path)
    await server.until(lambda: codes(server, roof))
    assert UNKNOWN not in codes(server, waiting)
    change_folders(server, come=(inner,))
    await server.until(lambda: UNKNOWN in codes(server, waiting))
    assert len(await server.ask("workspace/symbol", {"query": "Roof"})) == 1
    change_folders(server, gone=(inner,))
    await server.until(lambda: UNKNOWN not in codes(server, waiting))
    await server.until(lambda: codes(server, roof))
    await server.end()


async def test_what_lies_around_a_lone_document_is_read_once_and_takes_back_what_is_closed_in_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "work").mkdir()
    roof = store(tmp_path / "other" / "docs" / "M7.md", ROOF)
    waiting = store(tmp_path / "other" / "M1.md", WAITING)
    more = store(tmp_path / "other" / "M2.md", "# Milestone: M2 Wall\n")
    server = await begun(tmp_path / "work")
    server.open(roof.as_uri(), ROOF, 1)
    server.open(waiting.as_uri(), WAITING, 1)
    await server.until(lambda: UNKNOWN in codes(server, waiting))
    readings = begun_readings(server)
    server.open(more.as_uri(), "# Milestone: M2 Wall\n", 1)
    assert await server.ask("workspace/symbol", {"query": "Wall"})
    assert begun_readings(server) == readings
    server.tell("textDocument/didClose", {"textDocument": {"uri": roof.as_uri()}})
    await server.until(lambda: UNKNOWN not in codes(server, waiting))
    await server.end()


def begun_readings(server: InProcess) -> int:
    return [told["value"]["kind"] for told in server.progress].count("begin")
