"""What stands beside and above the text, as editors ask for it."""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, Editor, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: pending\n**Dependencies**: None\n- [ ] x\n",
    "M2-Wheels.md": "# Milestone: M2 Wheels [S]\n**Status**: pending\n**Dependencies**: 🐳 M1\n## Work\n- [x] y\n",
    "M9-Closed.md": "# Milestone: M9 Closed\n**Status**: dnoe\n",
}


async def shown(user: Editor, path: Path) -> tuple[list[str], list[types.CodeLens]]:
    """The hints, each with its line, and the lenses."""
    document = types.TextDocumentIdentifier(path.as_uri())
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    found = await user.client.text_document_inlay_hint_async(types.InlayHintParams(document, whole))
    above = await user.client.text_document_code_lens_async(types.CodeLensParams(document))
    return [f"{hint.position.line}: {hint.label}" for hint in found or ()], list(above or ())


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_hints_and_lenses_come_and_a_click_leads_on(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    ground, wheels = tmp_path / "M1-Ground.md", tmp_path / "M2-Wheels.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(wheels)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / "M9-Closed.md"))
        hints, lenses = await shown(user, wheels)
        assert hints == ["0: wave 2", "3: 1/1"]
        assert [lens.command.title for lens in lenses if lens.command] == ["0 references", "blocked by M1"]
        command = lenses[1].command
        assert command is not None
        await user.client.workspace_execute_command_async(
            types.ExecuteCommandParams(command.command, command.arguments)
        )
        (params,) = user.client.shown_documents
        assert params.uri == ground.as_uri()
        assert params.selection is not None
        assert params.selection.start == types.Position(0, len("# Milestone: "))


async def test_hints_and_lenses_can_be_switched_off(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    wheels = tmp_path / "M2-Wheels.md"
    off = {"initializationOptions": {"features": {"inlayHints": False, "codeLens": False}}}
    async with editor(recorded(VSCODE, tmp_path, **off)) as user:
        user.open(wheels)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / "M9-Closed.md"))
        assert await shown(user, wheels) == ([], [])


async def test_what_is_shown_is_asked_for_again_when_another_document_has_changed(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    ground, wheels = tmp_path / "M1-Ground.md", tmp_path / "M2-Wheels.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(ground)
        user.open(wheels)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / "M9-Closed.md"))
        _, lenses = await shown(user, wheels)
        assert lenses[1].command is not None
        assert lenses[1].command.title == "blocked by M1"
        user.refreshed.clear()
        user.replace(ground, "pending", "completed")
        # VS Code pulls nothing here, so it is not asked to pull again.
        wanted = {types.WORKSPACE_SEMANTIC_TOKENS_REFRESH, types.WORKSPACE_CODE_LENS_REFRESH}
        wanted.add(types.WORKSPACE_INLAY_HINT_REFRESH)
        _, lenses = await shown(user, wheels)
        assert lenses[1].command is not None
        assert lenses[1].command.title == "ready"
        await user.refreshes(wanted)
