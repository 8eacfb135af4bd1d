"""Commands as keys and menus of editors give them."""

from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.protocol.editor import NEOVIM, VSCODE, editor, recorded, write

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


def position(line: int, character: int = 0) -> dict[str, int]:
    return {"line": line, "character": character}


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_task_is_toggled_and_a_status_set_by_edits_of_the_client(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": TEXT})
    path = tmp_path / "M1.md"
    uri = path.as_uri()
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        assert await user.run("milestone-ls.toggleTask", uri, position(5)) is True
        assert await user.run("milestone-ls.toggleTask", uri, position(0)) is None
        assert await user.run("milestone-ls.setStatus", uri, "in_progress") is True
        task, status = (edits(params.edit) for params in user.applied)
        assert task == [("[ ]", 5, 2)]
        assert [text for text, _, _ in status] == ["[IN PROGRESS]", "🚧"]


async def test_a_status_that_stands_there_already_is_nothing_to_do_and_none_at_all_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": "# Milestone: M1 X\n**Status**: Done\n", "M2.md": "# Milestone: M2 Y\n"})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        for name in ("M1.md", "M2.md"):
            user.open(tmp_path / name)
        assert await user.run("milestone-ls.setStatus", (tmp_path / "M1.md").as_uri(), "completed") is None
        with pytest.raises(JsonRpcException, match="this document has no status to set"):
            await user.run("milestone-ls.setStatus", (tmp_path / "M2.md").as_uri(), "completed")
        assert not user.applied


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_the_next_placeholder_is_selected(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": TEXT})
    path = tmp_path / "M1.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        found = await user.run("milestone-ls.nextPlaceholder", path.as_uri(), position(0))
        whale = 4 if user.encoding == "utf-8" else 2
        assert found is not None
        (shown,) = user.client.shown_documents
        assert shown.selection is not None
        assert shown.selection.start == types.Position(3, whale + 1)


async def test_what_the_editor_did_not_do_is_not_told_as_done(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": TEXT})
    path = tmp_path / "M1.md"
    here = types.Location(path.as_uri(), types.Range(types.Position(0, 0), types.Position(0, 1)))
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(path)
        assert await user.run("milestone-ls.showPlaces", path.as_uri(), position(0), [here]) is True
        features = user.client.protocol.fm.features
        features[types.WORKSPACE_APPLY_EDIT] = lambda _: types.ApplyWorkspaceEditResult(applied=False)
        features[types.WINDOW_SHOW_DOCUMENT] = lambda _: types.ShowDocumentResult(success=False)
        for command, argument in (("toggleTask", position(5)), ("setStatus", "in_progress")):
            with pytest.raises(JsonRpcException, match="the editor did not make the edit") as refusal:
                await user.run(f"milestone-ls.{command}", path.as_uri(), argument)
            assert refusal.value.code == types.LSPErrorCodes.RequestFailed.value
        assert await user.run("milestone-ls.showPlaces", path.as_uri(), position(0), [here]) is False


async def test_an_editor_is_asked_only_for_what_it_can_do(tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": TEXT, "M2.md": "# Milestone: M2 Y [S]\n**Status**: pending\n**Dependencies**: M1\n"})
    path = tmp_path / "M1.md"
    params = recorded(VSCODE, tmp_path)
    assert params.capabilities.window is not None
    assert params.capabilities.workspace is not None
    params.capabilities.window.show_document = None
    params.capabilities.workspace.apply_edit = None
    async with editor(params) as user:
        user.open(path)
        with pytest.raises(JsonRpcException, match="this editor makes no edits when asked to"):
            await user.run("milestone-ls.toggleTask", path.as_uri(), position(5))
        assert await user.run("milestone-ls.nextPlaceholder", path.as_uri(), position(0)) is not None
        document = types.TextDocumentIdentifier(path.as_uri())
        lenses = await user.client.text_document_code_lens_async(types.CodeLensParams(document))
        commands = [lens.command for lens in lenses or () if lens.command]
        assert "1 reference" in [command.title for command in commands]
        assert {command.command for command in commands} == {""}
        assert not user.applied
        assert not user.client.shown_documents


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        (
            "milestone-ls.toggleTask",
            ["file:///nowhere.md", position(0)],
            "'file:///nowhere.md' is no document of a plan",
        ),
        ("milestone-ls.toggleTask", [None, position(0)], "None is no document of a plan"),
        ("milestone-ls.toggleTask", ["OPEN", None], "None is no position"),
        (
            "milestone-ls.setStatus",
            ["file:///nowhere.md", "completed"],
            "'file:///nowhere.md' is no document of a plan",
        ),
        ("milestone-ls.setStatus", ["OPEN", "done"], "'done' is no status: pending, in_progress"),
        ("milestone-ls.nextPlaceholder", ["OPEN", {"line": -1, "character": 0}], "{'line': -1, .* is no position"),
        ("milestone-ls.showPlaces", [None, None, []], "no places"),
        ("milestone-ls.toggleTask", [], "Expected 2 arguments, got 0"),
        ("milestone-ls.setStatus", ["OPEN", "pending", 1], "Expected 2 arguments, got 3"),
        ("milestone-ls.unheardOf", [], "unheardOf.* is not defined"),
    ],
)
async def test_bad_arguments_are_refused(command: str, arguments: list[object], said: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": TEXT})
    path = tmp_path / "M1.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(path)
        with pytest.raises(Exception, match=said):
            await user.run(command, *(path.as_uri() if value == "OPEN" else value for value in arguments))
        assert not user.applied
