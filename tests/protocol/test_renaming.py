"""Renames as editors ask for them, of milestones and of files."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import converters, types

from tests.protocol.editor import NEOVIM, VSCODE, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: dnoe\n**Dependencies**: None\n",
    "M2-Wheels.md": "# Milestone: M2 🐳 Wheels [S]\n**Dependencies**: 🐳 M1\n## Notes\nAs M1 has it.\n",
}


def plain(edit: types.WorkspaceEdit | None) -> dict[str, Any]:
    assert edit is not None
    data: dict[str, Any] = converters.get_converter().unstructure(edit)
    return data


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_an_id_is_renamed_in_open_and_closed_documents(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    ground, wheels = tmp_path / "M1-Ground.md", tmp_path / "M2-Wheels.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(wheels)
        await user.until(lambda: "unknown-status" in user.codes(ground))
        place = user.place(wheels, "**Dependencies**: 🐳 M")
        prepared = await user.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(place.text_document, place.position)
        )
        assert isinstance(prepared, types.PrepareRenamePlaceholder)
        assert prepared.placeholder == "M1"
        edit = plain(
            await user.client.text_document_rename_async(
                types.RenameParams(place.text_document, place.position, new_name="M7")
            )
        )
        changes = edit["documentChanges"]
        named = [change["textDocument"]["uri"] for change in changes[:-1]]
        assert len(set(named)) == len(named), "a client makes the edits of one document at once"
        assert changes[0]["textDocument"] == {"uri": ground.as_uri(), "version": None}
        assert changes[1]["textDocument"] == {"uri": wheels.as_uri(), "version": 1}
        assert changes[-1]["oldUri"] == ground.as_uri()
        assert changes[-1]["newUri"] == (tmp_path / "M7-Ground.md").as_uri()
        confirmed = [e for change in changes for e in change.get("edits", []) if "annotationId" in e]
        # Neovim cannot ask: what may not be meant is then left alone.
        assert len(confirmed) == (1 if name == VSCODE else 0)
        lines = [e["range"]["start"]["line"] for change in changes[1:-1] for e in change["edits"]]
        assert lines == ([1, 3] if name == VSCODE else [1])
        if name == NEOVIM:
            left_alone = ["1 mention of M1 in prose was left alone"]
            await user.until(
                lambda: [shown.message for shown in user.client.messages] == left_alone, types.WINDOW_SHOW_MESSAGE
            )
        else:
            assert not user.client.messages


async def test_what_follows_a_move_of_our_own_edit_is_not_made_twice(tmp_path: Path) -> None:
    write(tmp_path, {**PLAN, "README.md": "See [the ground](M1-Ground.md).\n"})
    ground = tmp_path / "M1-Ground.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(ground)
        await user.until(lambda: "unknown-status" in user.codes(ground))
        place = user.place(ground, "# Milestone: M")
        edit = plain(
            await user.client.text_document_rename_async(
                types.RenameParams(place.text_document, place.position, new_name="M7")
            )
        )
        (move,) = [change for change in edit["documentChanges"] if change.get("kind") == "rename"]
        # VS Code asks while it makes the edit, before it has told of the changed texts.
        asked = types.RenameFilesParams([types.FileRename(move["oldUri"], move["newUri"])])
        assert await user.client.workspace_will_rename_files_async(asked) is None
        # Asked once more, somebody moves it by hand.
        followed = plain(await user.client.workspace_will_rename_files_async(asked))
        assert [e["newText"] for change in followed["documentChanges"] for e in change["edits"]] == ["M7-Ground.md"]


async def test_a_rename_to_a_taken_id_is_refused_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / "M2-Wheels.md"
    async with editor(recorded(NEOVIM, tmp_path)) as user:
        user.open(path)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / "M1-Ground.md"))
        place = user.place(path, "**Dependencies**: 🐳 M")
        params = types.RenameParams(place.text_document, place.position, new_name="M2")
        with pytest.raises(Exception, match="M2 is taken"):
            await user.client.text_document_rename_async(params)


async def test_links_follow_a_file_and_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {f"plan/{name}": text for name, text in PLAN.items()})
    write(tmp_path, {"README.md": "See [the ground](plan/M1-Ground.md).\n"})
    readme = tmp_path / "README.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(readme)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / "plan" / "M1-Ground.md"))
        for old, new, link in [
            ("plan/M1-Ground.md", "plan/M1-Earth.md", "plan/M1-Earth.md"),
            ("plan", "old/plan", "old/plan/M1-Ground.md"),
        ]:
            moved = types.FileRename((tmp_path / old).as_uri(), (tmp_path / new).as_uri())
            edit = plain(await user.client.workspace_will_rename_files_async(types.RenameFilesParams([moved])))
            (change,) = edit["documentChanges"]
            assert change["textDocument"] == {"uri": readme.as_uri(), "version": 1}
            assert [e["newText"] for e in change["edits"]] == [link]


async def test_all_follows_a_file_that_moves_right_after_the_start(tmp_path: Path) -> None:
    others = {f"M{number}.md": f"# Milestone: M{number} Step\n[ground](M1-Ground.md)\n" for number in range(2, 300)}
    write(tmp_path, {"M1-Ground.md": "# Milestone: M1 Ground\n", **others})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        moved = types.FileRename((tmp_path / "M1-Ground.md").as_uri(), (tmp_path / "docs" / "M1-Ground.md").as_uri())
        edit = await user.client.workspace_will_rename_files_async(types.RenameFilesParams([moved]))
        assert edit is not None
        assert len(edit.document_changes or ()) == len(others)


async def test_who_moves_a_file_out_of_its_plan_is_told_that_links_stay(tmp_path: Path) -> None:
    write(tmp_path / "plan", {**PLAN, "README.md": "See [the ground](M1-Ground.md).\n"})
    ground = tmp_path / "plan" / "M1-Ground.md"
    async with editor(recorded(VSCODE, tmp_path / "plan")) as user:
        user.open(ground)
        await user.until(lambda: "unknown-status" in user.codes(ground))
        for new in ("plan/M1-Earth.md", "M1-Ground.md"):
            file = types.FileRename(ground.as_uri(), (tmp_path / new).as_uri())
            edit = await user.client.workspace_will_rename_files_async(types.RenameFilesParams([file]))
            assert (edit is not None) == (new == "plan/M1-Earth.md")
        told = ["M1-Ground.md leaves its plan: what leads there from the plan was left alone"]
        await user.until(lambda: [shown.message for shown in user.client.messages] == told, types.WINDOW_SHOW_MESSAGE)
