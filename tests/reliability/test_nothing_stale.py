"""What once left a server with a text, a finding or a setting that was no longer true."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from milestone_ls.project import filling, workspace
from milestone_ls.project.reading import BYTES_A_MARK
from milestone_ls.server import session
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.text import Edit, Encoding
from tests.reliability.inprocess import LIMIT, InProcess

TEXT = "# Milestone: M1 Ground\n\n**Dependencies**: M7\n"
SIZE = 400_000
LIMITED = f"max-size = {SIZE}\n"
MARKS = SIZE // BYTES_A_MARK


def codes(server: InProcess, path: Path) -> set[str]:
    _, found = server.published.get(path.as_uri(), (None, []))
    return {one["code"] for one in found}


def typed(line: int, column: int, text: str, *, over: int = 0) -> dict[str, object]:
    start, end = {"line": line, "character": column}, {"line": line, "character": column + over}
    return {"range": {"start": start, "end": end}, "text": text}


async def hovered(server: InProcess, path: Path) -> str:
    """What is told of the dependency in line 3."""
    at = {"textDocument": {"uri": path.as_uri()}, "position": {"line": 2, "character": 19}}
    return str(await server.ask("textDocument/hover", at))


async def begun(root: Path) -> InProcess:
    (root / "M7.md").write_text("# Milestone: M7 Roof\n", encoding="utf-8")
    server = InProcess()
    await server.begin(root, Encoding.UTF16)
    return server


@pytest.mark.parametrize("fault", [ValueError, RecursionError, MemoryError])
async def test_an_edit_that_cannot_be_read_is_kept_and_told_and_the_next_one_reads_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    path = tmp_path / "M1.md"
    server = await begun(tmp_path)
    server.open(path.as_uri(), TEXT, 1)
    assert "M7 Roof" in await hovered(server, path)
    with monkeypatch.context() as patched:

        def fail(_reader: DocumentReader, _before: Document, _edits: list[Edit]) -> Document:
            raise fault

        patched.setattr(DocumentReader, "update", fail)
        server.change(path.as_uri(), 2, [typed(0, 0, "\n"), typed(1, 13, "M8", over=2)])
        await server.until(lambda: "unreadable-file" in codes(server, path))
        assert await hovered(server, path) == "None"
    # Of the text as the editor has it: the dependency stands a line below.
    server.change(path.as_uri(), 3, [typed(0, 0, "", over=0), typed(3, 18, "M7", over=2)])
    await server.until(lambda: "unreadable-file" not in codes(server, path))
    at = {"textDocument": {"uri": path.as_uri()}, "position": {"line": 3, "character": 19}}
    assert "M7 Roof" in str(await server.ask("textDocument/hover", at))
    symbols = str(await server.ask("textDocument/documentSymbol", {"textDocument": {"uri": path.as_uri()}}))
    assert "M8 Ground" in symbols
    await server.end()


async def test_a_file_that_cannot_be_read_for_a_fault_of_ours_leaves_the_others_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "M1.md").write_text("# fault\n", encoding="utf-8")
    read = DocumentReader.read

    def fail(reader: DocumentReader, text: str) -> Document:
        if "fault" in text:
            raise ValueError
        return read(reader, text)

    monkeypatch.setattr(DocumentReader, "read", fail)
    server = InProcess({"diagnostics": {"closed": "all"}})
    (tmp_path / "M7.md").write_text("# Milestone: M7 Roof\n", encoding="utf-8")
    await server.begin(tmp_path, Encoding.UTF16)
    await server.until(lambda: codes(server, tmp_path / "M1.md") == {"unreadable-file"})
    assert "M7" in str(await server.ask("workspace/symbol", {"query": "Roof"}))
    await server.end()


@pytest.mark.parametrize("growth", ["x" * SIZE, "- [ ] *a*\n" * (MARKS // 4)])
async def test_a_document_that_grows_over_the_limit_is_let_go_and_read_again_when_it_has_shrunk(
    tmp_path: Path, growth: str
) -> None:
    (tmp_path / "milestone-ls.toml").write_text(LIMITED, encoding="utf-8")
    path = tmp_path / "M1.md"
    path.write_text(TEXT, encoding="utf-8")
    server = await begun(tmp_path)
    server.open(path.as_uri(), TEXT, 1)
    assert "M7 Roof" in await hovered(server, path)
    server.change(path.as_uri(), 2, [typed(3, 0, growth)])
    await server.until(lambda: codes(server, path) == {"document-too-large"})
    assert await hovered(server, path) == "None"
    # What the disk says is not asked while it is open, however large.
    watched = {"changes": [{"uri": path.as_uri(), "type": 2}]}
    server.tell("workspace/didChangeWatchedFiles", watched)
    server.change(path.as_uri(), 3, [typed(0, 22, "!")])
    await server.ask("workspace/symbol", {"query": ""})
    assert codes(server, path) == {"document-too-large"}
    server.change(path.as_uri(), 4, [{"text": TEXT}])
    await server.until(lambda: "document-too-large" not in codes(server, path))
    assert "M7 Roof" in await hovered(server, path)
    await server.end()


async def test_a_document_whose_file_is_too_large_is_as_the_editor_has_it(tmp_path: Path) -> None:
    (tmp_path / "milestone-ls.toml").write_text(LIMITED, encoding="utf-8")
    path = tmp_path / "M1.md"
    path.write_text(TEXT + "x" * SIZE, encoding="utf-8")
    server = await begun(tmp_path)
    await server.until(lambda: codes(server, path) == {"document-too-large"})
    server.open(path.as_uri(), TEXT, 1)
    await server.until(lambda: "document-too-large" not in codes(server, path))
    server.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
    await server.until(lambda: codes(server, path) == {"document-too-large"})
    await server.end()


async def test_settings_that_a_client_is_slow_to_tell_hold_when_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PATIENCE", 0.01)
    (tmp_path / "M1.md").write_text(TEXT, encoding="utf-8")
    server = await begun(tmp_path)
    server.delay = 0.2
    server.settings = {"diagnostics": {"closed": "all"}}
    server.tell("workspace/didChangeConfiguration", {"settings": None})
    await server.until(lambda: codes(server, tmp_path / "M1.md"))
    await server.end()


async def test_settings_that_change_while_the_plan_is_read_for_the_first_time_hold_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is open, so that no plan is known yet, and what was configured has been read before the news."""
    for number in range(40):
        (tmp_path / f"M{number}.md").write_text(f"# Milestone: M{number} Ground\n", encoding="utf-8")
    server = InProcess({"severity": {"missing-section": "off"}, "diagnostics": {"closed": "all"}})
    load, configure = filling.filling, session.Session._configure
    loop, taken = asyncio.get_running_loop(), threading.Event()

    def configure_and_tell(of: session.Session, options: object) -> None:
        configure(of, options)
        if options == server.settings:
            taken.set()

    def change() -> None:
        server.settings = {"diagnostics": {"closed": "all"}}
        taken.clear()
        server.tell("workspace/didChangeConfiguration", {"settings": None})

    def loading_while_settings_change(*arguments: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever it is called with
        monkeypatch.setattr(workspace, "filling", load)
        taken.clear()
        loop.call_soon_threadsafe(change)
        assert taken.wait(LIMIT)
        yield from load(*arguments)

    monkeypatch.setattr(session.Session, "_configure", configure_and_tell)
    monkeypatch.setattr(workspace, "filling", loading_while_settings_change)
    await server.begin(tmp_path, Encoding.UTF16)
    await server.until(lambda: "missing-section" in codes(server, tmp_path / "M1.md"))
    await server.end()


async def test_a_configuration_counts_as_the_editor_has_it_from_when_it_is_opened(tmp_path: Path) -> None:
    """An editor that begins again brings back what was not saved."""
    path = tmp_path / "milestone-ls.toml"
    path.write_text("", encoding="utf-8")
    server = await begun(tmp_path)
    document = tmp_path / "M1.md"
    server.open(document.as_uri(), TEXT, 1)
    await server.until(lambda: "missing-section" in codes(server, document))
    server.open(path.as_uri(), '[severity]\nmissing-section = "off"\n', 1)
    await server.until(lambda: "missing-section" not in codes(server, document), 10)
    await server.end()


async def test_a_document_that_is_opened_with_a_text_of_its_own_changes_what_is_told_of_others(tmp_path: Path) -> None:
    """An editor that begins again brings back what was not saved."""
    path, other = tmp_path / "M1.md", tmp_path / "Roof.md"
    path.write_text(TEXT.replace("M7", "M8"), encoding="utf-8")
    other.write_text("# Milestone: M8 Roof\n", encoding="utf-8")
    server = await begun(tmp_path)
    await server.until(lambda: path.as_uri() in server.published)
    assert "unknown-dependency" not in codes(server, path)
    server.open(other.as_uri(), "# Milestone: M9 Roof\n", 1)
    await server.until(lambda: "unknown-dependency" in codes(server, path))
    await server.end()
