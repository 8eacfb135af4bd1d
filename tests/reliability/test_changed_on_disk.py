"""What is changed on disk beside documents, of which whoever watches tells by one path, counts at once."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from milestone_ls.project import files
from milestone_ls.server.findings import Findings
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.text import Encoding
from tests.reliability.inprocess import InProcess
from tests.reliability.test_folders import ALL, ROOF, UNKNOWN, WAITING, store
from tests.reliability.test_nothing_stale import codes

CHANGED, GONE = 2, 3


def tell(server: InProcess, *paths: Path, kind: int = CHANGED) -> None:
    changes = [{"uri": path.as_uri(), "type": kind} for path in paths]
    server.tell("workspace/didChangeWatchedFiles", {"changes": changes})


async def begun(folder: Path) -> InProcess:
    server = InProcess(ALL)
    await server.begin(folder, Encoding.UTF16)
    return server


def with_template(root: Path) -> Path:
    """A plan whose template lies in a hidden folder and asks for no dependencies."""
    store(root / "milestone-ls.toml", 'template = ".plan/template.md"\n')
    store(root / "M1.md", "# Milestone: M1 Ground\n\n**Owner**: Ada\n")
    return store(root / ".plan" / "template.md", "# Milestone: {ID} {Title}\n\n**Owner**: {Name}\n")


async def test_a_template_in_a_hidden_folder_counts_when_it_is_changed(tmp_path: Path) -> None:
    template = with_template(tmp_path)
    server = await begun(tmp_path)
    store(template, "# Milestone: {ID} {Title}\n\n**Owner**: {Name}\n**Reviewer**: {Name}\n")
    tell(server, template)
    await server.until(lambda: "missing-field" in codes(server, tmp_path / "M1.md"))
    await server.end()


async def test_a_folder_that_goes_takes_the_template_in_it_along(tmp_path: Path) -> None:
    template = with_template(tmp_path)
    server = await begun(tmp_path)
    template.unlink()
    template.parent.rmdir()
    tell(server, template.parent, kind=GONE)
    await server.until(lambda: codes(server, tmp_path / "milestone-ls.toml"))
    await server.end()


async def test_a_folder_that_goes_takes_its_configuration_along(tmp_path: Path) -> None:
    store(tmp_path / "M1.md", WAITING)
    roof = store(tmp_path / "apart" / "deep" / "M7.md", ROOF)
    configuration = store(tmp_path / "apart" / "milestone-ls.toml", "")
    server = await begun(tmp_path)
    await server.until(lambda: UNKNOWN in codes(server, tmp_path / "M1.md"))
    configuration.unlink()
    roof.rename(tmp_path / "M7.md")
    roof.parent.rmdir()
    configuration.parent.rmdir()
    tell(server, configuration.parent, kind=GONE)
    await server.until(lambda: UNKNOWN not in codes(server, tmp_path / "M1.md"))
    await server.end()


async def test_a_link_into_a_folder_that_is_not_read_is_dead_once_that_is_gone(tmp_path: Path) -> None:
    linked = store(tmp_path / "node_modules" / "notes.md", "")
    linking = store(tmp_path / "M1.md", "# Milestone: M1 Ground\n\nSee [the notes](node_modules/notes.md).\n")
    server = await begun(tmp_path)
    await server.until(lambda: codes(server, linking))
    assert "dead-link" not in codes(server, linking)
    linked.unlink()
    linked.parent.rmdir()
    tell(server, linked.parent, kind=GONE)
    await server.until(lambda: "dead-link" in codes(server, linking))
    store(linked, "")
    tell(server, linked)
    await server.until(lambda: "dead-link" not in codes(server, linking))
    await server.end()


async def test_a_folder_with_the_name_of_a_document_is_a_folder(tmp_path: Path) -> None:
    """In the place of a document, and with a document in it."""
    waiting, place = store(tmp_path / "M1.md", WAITING), store(tmp_path / "M7.md", ROOF)
    server = await begun(tmp_path)
    place.unlink()
    place.mkdir()
    tell(server, place)
    await server.until(lambda: UNKNOWN in codes(server, waiting))
    assert not codes(server, place)
    store(place / "M7.md", ROOF)
    tell(server, place)
    await server.until(lambda: UNKNOWN not in codes(server, waiting))
    (place / "M7.md").unlink()
    place.rmdir()
    tell(server, place, kind=GONE)
    await server.until(lambda: UNKNOWN in codes(server, waiting))
    await server.end()


def failing(fault: str) -> Callable[[DocumentReader, str], Document]:
    read = DocumentReader.read

    def fail(reader: DocumentReader, text: str) -> Document:
        if fault in text:
            raise ValueError
        return read(reader, text)

    return fail


async def test_a_changed_file_that_cannot_be_read_for_a_fault_of_ours_leaves_the_others_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = store(tmp_path / "M1.md", WAITING), store(tmp_path / "M2.md", "# Milestone: M2 Wall\n")
    store(tmp_path / "M7.md", ROOF)
    server = await begun(tmp_path)
    monkeypatch.setattr(DocumentReader, "read", failing("fault"))
    store(first, "# fault\n")
    store(second, "# Milestone: M2 Wall\n\n**Dependencies**: M77\n")
    tell(server, first, second)
    await server.until(lambda: UNKNOWN in codes(server, second))
    await server.until(lambda: codes(server, first) == {"unreadable-file"})
    await server.end()


async def test_a_document_that_is_closed_over_such_a_file_is_what_the_file_becomes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(tmp_path / "M7.md", ROOF)
    path = store(tmp_path / "M1.md", "# fault\n")
    with monkeypatch.context() as patched:
        patched.setattr(DocumentReader, "read", failing("fault"))
        server = await begun(tmp_path)
        server.open(path.as_uri(), WAITING.replace("M7", "M88"), 1)
        await server.until(lambda: UNKNOWN in codes(server, path))
        server.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
        await server.until(lambda: codes(server, path) == {"unreadable-file"})
    store(path, WAITING)
    tell(server, path)
    await server.until(lambda: "missing-section" in codes(server, path))
    assert UNKNOWN not in codes(server, path)
    await server.end()


async def test_findings_that_cannot_be_told_for_a_fault_of_ours_leave_the_others_to_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [store(tmp_path / f"M{number}.md", WAITING.replace("M1", f"M{number}")) for number in range(10, 20)]
    told = Findings.diagnostic

    def fail(self: Findings, place: Any, judged: Any) -> Any:  # noqa: ANN401 - whatever it is called with
        if place.relative == "M12.md":
            raise ValueError
        return told(self, place, judged)

    monkeypatch.setattr(Findings, "diagnostic", fail)
    server = await begun(tmp_path)
    await server.until(lambda: all(codes(server, path) for path in paths if path.name != "M12.md"))
    await server.end()


async def test_what_changes_while_a_reading_fails_is_looked_at_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, settings = store(tmp_path / "M1.md", WAITING), store(tmp_path / "milestone-ls.toml", "")
    roof = store(tmp_path / "M7.md", ROOF)
    server = await begun(tmp_path)
    await server.until(lambda: codes(server, waiting))
    discover, loop = files.discover, asyncio.get_running_loop()

    def fail(outer: Path, *limits: Any) -> files.Listing:  # noqa: ANN401 - whatever it is called with
        if (tmp_path / "M7.md").exists():
            roof.unlink()
            loop.call_soon_threadsafe(tell, server, roof)
            raise OSError
        return discover(outer, *limits)

    monkeypatch.setattr(files, "discover", fail)
    tell(server, settings)
    await server.until(lambda: UNKNOWN in codes(server, waiting))
    await server.end()
