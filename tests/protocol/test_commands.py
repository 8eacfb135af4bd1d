"""Commands as keys and menus of editors give them."""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, Editor, editor, recorded, write

TEXT = (
    "# Milestone: M1 🐳 X [B]\n**Status**: [DONE] ✅\n## Overview\n🐳 {Track Name if applicable}\n## Work\n- [x] dig\n"
)


def edits(edit: types.WorkspaceEdit) -> list[tuple[str, int, int]]:
    """Text, line and column of each."""
    (change,) = edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    return [
        (one.new_text, one.range.start.line, one.range.start.character)
        for one in change.edits
        if isinstance(one, types.TextEdit)
    ]


async def run(user: Editor, command: str, *arguments: object) -> object:
    params = types.ExecuteCommandParams(command, list(arguments))
    return await user.client.workspace_execute_command_async(params)


def position(line: int, character: int = 0) -> dict[str, int]:
    return {"line": line, "character": character}


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_task_is_toggled_and_a_status_set_by_edits_of_the_client(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": TEXT})
    path = tmp_path / "M1.md"
    uri = path.as_uri()
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        assert await run(user, "milestone-ls.toggleTask", uri, position(5)) is True
        assert await run(user, "milestone-ls.toggleTask", uri, position(0)) is False
        assert await run(user, "milestone-ls.setStatus", uri, "in_progress") is True
        task, status = (edits(params.edit) for params in user.applied)
        assert task == [("[ ]", 5, 2)]
        assert [text for text, _, _ in status] == ["[IN PROGRESS]", "🚧"]


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_the_next_placeholder_is_selected(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": TEXT})
    path = tmp_path / "M1.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        found = await run(user, "milestone-ls.nextPlaceholder", path.as_uri(), position(0))
        whale = 4 if user.encoding == "utf-8" else 2
        assert found is not None
        (shown,) = user.client.shown_documents
        assert shown.selection is not None
        assert shown.selection.start == types.Position(3, whale + 1)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("milestone-ls.toggleTask", ["file:///nowhere.md", {"line": 0, "character": 0}]),
        ("milestone-ls.toggleTask", [None, None]),
        ("milestone-ls.setStatus", ["file:///nowhere.md", "done"]),
        ("milestone-ls.nextPlaceholder", ["file:///nowhere.md", {"line": -1, "character": 0}]),
        ("milestone-ls.showPlaces", [None, None, []]),
        ("milestone-ls.unheardOf", []),
    ],
)
async def test_bad_arguments_are_refused(command: str, arguments: list[object], tmp_path: Path) -> None:
    async with editor(recorded(VSCODE, tmp_path)) as user:
        with pytest.raises(Exception, match=r"-32602|no position|no open document|no places|not defined"):
            await run(user, command, *arguments)
