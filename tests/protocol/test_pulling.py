"""Findings for a client that asks for them itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types

from tests.protocol.editor import LIMIT, NEOVIM, VSCODE, Editor, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: dnoe\n**Dependencies**: None\n",
    "M2-Wheels.md": "# Milestone: M2 Wheels [S]\n**Status**: pending\n**Dependencies**: M1\n",
}
ASKS = {"initializationOptions": {"diagnostics": {"mode": "pull"}}}


@asynccontextmanager
async def pulling(folder: Path) -> AsyncIterator[Editor]:
    write(folder, PLAN)
    async with editor(recorded(VSCODE, folder, **ASKS)) as user:
        yield user
        assert user.versions == {}, "nothing is published to who asks"


async def of_document(user: Editor, path: Path, previous: str | None = None) -> Any:  # noqa: ANN401 - a union of reports
    document = types.TextDocumentIdentifier(path.as_uri())
    params = types.DocumentDiagnosticParams(document, previous_result_id=previous)
    return await asyncio.wait_for(user.client.text_document_diagnostic_async(params), LIMIT)


async def of_workspace(user: Editor, previous: dict[str, str] | None = None) -> dict[str, Any]:
    """The reports by URI."""
    known = [types.PreviousResultId(uri, value) for uri, value in (previous or {}).items()]
    params = types.WorkspaceDiagnosticParams(known)
    answer = await asyncio.wait_for(user.client.workspace_diagnostic_async(params), LIMIT)
    return {report.uri: report for report in answer.items}


def codes(report: Any) -> set[str]:  # noqa: ANN401 - a union of reports
    return {str(item.code) for item in report.items}


async def until(user: Editor, uri: str, code: str) -> Any:  # noqa: ANN401 - a union of reports
    """The first report of that file with that code; each question waits until there is something new."""
    known: dict[str, str] = {}
    while True:
        found = await of_workspace(user, known)
        known.update({name: report.result_id for name, report in found.items()})
        if uri in found and code in codes(found[uri]):
            return found[uri]


async def test_only_a_client_that_asks_for_it_is_offered_to_pull(tmp_path: Path) -> None:
    async with editor(recorded(NEOVIM, tmp_path)) as user:
        assert user.capabilities.diagnostic_provider is None
    async with editor(recorded(NEOVIM, tmp_path, **ASKS)) as user:
        offered = user.capabilities.diagnostic_provider
        assert isinstance(offered, types.DiagnosticOptions)
        assert offered.workspace_diagnostics


async def test_an_open_document_is_asked_for_and_unchanged_as_long_as_nothing_changes(tmp_path: Path) -> None:
    async with pulling(tmp_path) as user:
        path = tmp_path / "M1-Ground.md"
        user.open(path)
        first = await of_document(user, path)
        assert first.kind == "full"
        assert "unknown-status" in codes(first)
        again = await of_document(user, path, first.result_id)
        assert (again.kind, again.result_id) == ("unchanged", first.result_id)
        user.replace(path, "dnoe", "done")
        mended = await of_document(user, path, first.result_id)
        assert "unknown-status" not in codes(mended)


async def test_closed_documents_come_with_the_workspace(tmp_path: Path) -> None:
    async with pulling(tmp_path) as user:
        ground, wheels = (tmp_path / name for name in PLAN)
        report = await until(user, ground.as_uri(), "unknown-status")
        assert report.version is None
        user.open(wheels)
        user.replace(wheels, "M1", "M9")
        broken = await until(user, wheels.as_uri(), "unknown-dependency")
        assert broken.version == 2


async def test_partial_results_bring_every_report_and_leave_nothing_for_the_answer(tmp_path: Path) -> None:
    write(tmp_path, {f"M{number}.md": f"# Milestone: M{number} X [B]\n**Status**: dnoe\n" for number in range(10, 130)})
    wanted = {(tmp_path / f"M{number}.md").as_uri() for number in range(10, 130)}
    async with pulling(tmp_path) as user:
        lots: list[list[dict[str, str]]] = []

        def note(params: Any) -> None:  # noqa: ANN401 - the value of a progress may be anything
            if params.token == 7:
                lots.append(params.value["items"])

        user.client.protocol.fm.features[types.PROGRESS] = note
        known: dict[str, str] = {}
        while not wanted <= known.keys():
            previous = [types.PreviousResultId(uri, value) for uri, value in known.items()]
            params = types.WorkspaceDiagnosticParams(previous, partial_result_token=7)
            answer = await asyncio.wait_for(user.client.workspace_diagnostic_async(params), LIMIT)
            assert not answer.items
            known |= {item["uri"]: item["resultId"] for lot in lots for item in lot}
        assert max(map(len, lots)) == 100


async def test_a_question_waits_until_something_has_changed(tmp_path: Path) -> None:
    async with pulling(tmp_path) as user:
        ground = tmp_path / "M1-Ground.md"
        report = await until(user, ground.as_uri(), "unknown-status")
        known = {uri: one.result_id for uri, one in (await of_workspace(user)).items()}
        assert known[ground.as_uri()] == report.result_id
        waiting = asyncio.ensure_future(of_workspace(user, known))
        await of_document(user, ground)
        assert not waiting.done()
        ground.unlink()
        user.watched(ground, types.FileChangeType.Deleted)
        found = await waiting
        assert not found[ground.as_uri()].items
