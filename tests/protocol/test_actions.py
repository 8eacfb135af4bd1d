"""Code actions as editors ask for them, and what they get to apply."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import converters, types

from tests.protocol.editor import NEOVIM, VSCODE, Editor, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: pending\n**Dependencies**: None\n",
    "M2-Wheels.md": "# Milestone: M2 🐳 Wheels [S]\n**Status**: 🐳 dnoe\n**Dependencies**: M1, M9\n",
}
WHEELS = "M2-Wheels.md"


async def asked(user: Editor, path: Path, behind: str, *only: str) -> list[types.CodeAction]:
    place = user.place(path, behind)
    context = types.CodeActionContext([], only=list(map(types.CodeActionKind, only)) or None)
    params = types.CodeActionParams(place.text_document, types.Range(place.position, place.position), context)
    answer = await user.client.text_document_code_action_async(params)
    assert answer is not None
    return [action for action in answer if isinstance(action, types.CodeAction)]


async def edit_of(user: Editor, action: types.CodeAction) -> dict[str, Any]:
    assert action.edit is None, "both editors resolve edits"
    resolved = await user.client.code_action_resolve_async(action)
    assert resolved.edit is not None
    plain: dict[str, Any] = converters.get_converter().unstructure(resolved.edit)
    return plain


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_finding_is_mended_by_its_fix(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / WHEELS
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        await user.until(lambda: "unknown-dependency" in user.codes(path))
        (action,) = (a for a in await asked(user, path, "🐳 dn") if a.title == 'Change to "done"')
        assert action.kind == types.CodeActionKind.QuickFix
        assert action.diagnostics is not None
        assert action.diagnostics[0] in user.findings(path)
        (change,) = (await edit_of(user, action))["documentChanges"]
        assert change["textDocument"] == {"uri": path.as_uri(), "version": 1}
        (edit,) = change["edits"]
        assert "annotationId" not in edit
        assert edit["newText"] == "done"
        whale = 4 if user.encoding == "utf-8" else 2
        start = len("**Status**: ") + whale + 1
        assert edit["range"]["start"] == {"line": 1, "character": start}
        assert edit["range"]["end"] == {"line": 1, "character": start + 4}


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_milestone_that_is_missing_is_created(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / WHEELS
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        await user.until(lambda: "unknown-dependency" in user.codes(path))
        (action,) = (a for a in await asked(user, path, "M1, M9") if a.title == "Create M9.md")
        create, fill = (await edit_of(user, action))["documentChanges"]
        new = (tmp_path / "M9.md").as_uri()
        assert create["kind"] == "create"
        assert create["uri"] == new
        assert fill["textDocument"] == {"uri": new, "version": None}
        assert fill["edits"][0]["newText"].startswith("# Milestone: M9\n")


async def test_what_changes_in_other_documents_is_confirmed_where_the_editor_can(tmp_path: Path) -> None:
    write(tmp_path, {**PLAN, "milestone-ls.toml": '[severity]\ndead-link = "off"\n'})
    path = tmp_path / WHEELS
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(path)
        user.replace(path, "M1, M9", "M1, XYZ-9")
        await user.until(lambda: "XYZ-9" in "".join(found.message for found in user.findings(path)))
        (action,) = (a for a in await asked(user, path, "XYZ") if a.title == "Add XYZ to external-prefixes")
        edit = await edit_of(user, action)
        (change,) = edit["documentChanges"]
        assert change["textDocument"] == {"uri": (tmp_path / "milestone-ls.toml").as_uri(), "version": None}
        (text_edit,) = change["edits"]
        assert text_edit["newText"] == 'external-prefixes = ["XYZ"]\n\n'
        assert edit["changeAnnotations"][text_edit["annotationId"]]["needsConfirmation"] is True


async def test_an_action_of_a_text_that_has_changed_is_refused(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / WHEELS
    async with editor(recorded(NEOVIM, tmp_path)) as user:
        user.open(path)
        (action,) = (a for a in await asked(user, path, "🐳 dn") if a.title == 'Change to "done"')
        user.replace(path, "🐳 dnoe", "pending")
        with pytest.raises(Exception, match="changed"):
            await user.client.code_action_resolve_async(action)


async def test_only_the_kinds_that_are_asked_for_come(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / WHEELS
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(path)
        kinds = {action.kind for action in await asked(user, path, "# Milestone", "refactor")}
        assert kinds == {types.CodeActionKind.RefactorRewrite}


async def test_a_client_that_resolves_nothing_gets_the_edit_at_once(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / WHEELS
    params = recorded(VSCODE, tmp_path)
    assert params.capabilities.text_document is not None
    assert params.capabilities.text_document.code_action is not None
    assert params.capabilities.workspace is not None
    params.capabilities.text_document.code_action.resolve_support = None
    params.capabilities.workspace.workspace_edit = None
    async with editor(params) as user:
        user.open(path)
        await user.until(lambda: "unknown-dependency" in user.codes(path))
        (action,) = (a for a in await asked(user, path, "🐳 dn") if a.title == 'Change to "done"')
        assert action.edit is not None
        assert list(action.edit.changes or ()) == [path.as_uri()]
        assert not [a for a in await asked(user, path, "M1, M9") if a.title.startswith("Create")]


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_an_index_is_brought_up_to_date_by_one_edit_of_it(name: str, tmp_path: Path) -> None:
    index = "# All 🐳\n- [M1](M1-Ground.md) - DONE\n- [M2](M2-Wheels.md) - DONE\n"
    write(tmp_path, {**PLAN, "M3-Roof.md": "# Milestone: M3 Roof\n**Status**: pending\n", "README.md": index})
    path = tmp_path / "README.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        await user.until(lambda: "index-status-drift" in user.codes(path))
        (action,) = (a for a in await asked(user, path, "# A", "source") if a.title == "Bring this index up to date")
        assert action.kind == "source.index.milestone-ls"
        (change,) = (await edit_of(user, action))["documentChanges"]
        assert change["textDocument"] == {"uri": path.as_uri(), "version": 1}
        assert [edit["newText"] for edit in change["edits"]] == ["PENDING", "\n- [M3](M3-Roof.md) - PENDING"]


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_milestone_that_is_created_is_listed_and_named_in_turn(name: str, tmp_path: Path) -> None:
    index = "# All\n- M1 - TODO\n- M2 - TODO\n"
    ground = PLAN["M1-Ground.md"] + "## Dependencies\n### Downstream Impact\n- M2: rolls on it\n"
    write(tmp_path, {**PLAN, "M1-Ground.md": ground, "README.md": index})
    path = tmp_path / WHEELS
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        await user.until(lambda: "unknown-dependency" in user.codes(path))
        (action,) = (a for a in await asked(user, path, "s**: M1") if a.title == "Insert M3 between M2 and M1")
        edit = await edit_of(user, action)
        changes = {
            change["textDocument"]["uri"]: change["edits"] for change in edit["documentChanges"] if "kind" not in change
        }
        assert [found["newText"] for found in changes[(tmp_path / "M1-Ground.md").as_uri()]] == ["\n- M3"]
        assert [found["newText"] for found in changes[(tmp_path / "README.md").as_uri()]] == ["\n- M3 - TODO"]
        confirmed = [found.get("annotationId") for edits in changes.values() for found in edits]
        assert ("Other documents" in confirmed) is (name == VSCODE)
