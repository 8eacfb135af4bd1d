"""The plan as a list for views and pickers, and milestones that come into being from there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.protocol.editor import NEOVIM, VSCODE, Editor, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: completed\n**Parallel Track**: Field\n",
    "M2-Wheels.md": "# Milestone: M2 Wheels [S]\n**Status**: pending\n**Dependencies**: M1\n## Objectives\n- [ ] a\n",
    "M3-Seat.md": "# Milestone: M3 Seat [S]\n**Status**: pending\n**Dependencies**: M2\n",
}
LIST, NEW = "milestone-ls.listMilestones", "milestone-ls.newMilestone"
CHANGED = "milestone-ls/planChanged"
INVALID = types.ErrorCodes.InvalidParams.value
FAILED = types.LSPErrorCodes.RequestFailed.value


def states(answer: dict[str, Any]) -> dict[str, str]:
    return {Path(found["uri"]).name: found["state"] for found in answer["milestones"]}


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_the_list_tells_how_each_milestone_stands(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    uris = {path: (tmp_path / path).as_uri() for path in PLAN}
    async with editor(recorded(name, tmp_path)) as user:
        answer = await user.run(LIST, uris["M2-Wheels.md"])
        assert {key: answer[key] for key in ("root", "name", "complete")} == {
            "root": tmp_path.as_uri(),
            "name": tmp_path.name,
            "complete": True,
        }
        _, wheels, seat = answer["milestones"]
        column = len("# Milestone: ")
        assert wheels == {
            "id": "M2",
            "title": "Wheels",
            "uri": uris["M2-Wheels.md"],
            "range": {"start": {"line": 0, "character": column}, "end": {"line": 0, "character": column + 2}},
            "status": "pending",
            "state": "ready",
            "wave": 2,
            "track": None,
            "progress": {"done": 0, "total": 1},
            "blockedBy": [],
            "upstream": [uris["M1-Ground.md"]],
            "downstream": [uris["M3-Seat.md"]],
            "critical": False,
        }
        assert (seat["state"], seat["blockedBy"], seat["progress"]) == ("blocked", ["M2"], None)


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_milestone_whose_file_bears_the_id_is_listed_with_its_heading(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M4-Tail.md": "<!-- 🐳 -->\r\n\r\n# Milestone: The 🐳 Tail\r\n**Status**: pending\r\n"})
    async with editor(recorded(name, tmp_path)) as user:
        (tail,) = (await user.run(LIST, tmp_path.as_uri()))["milestones"]
        end = len("# Milestone: The ") + (4 if user.encoding == "utf-8" else 2) + len(" Tail")
        assert (tail["id"], tail["title"]) == ("M4", "The 🐳 Tail")
        assert tail["range"] == {"start": {"line": 2, "character": 2}, "end": {"line": 2, "character": end}}


async def test_the_list_is_that_of_the_buffers_and_each_bearer_of_an_id_is_in_it(tmp_path: Path) -> None:
    write(tmp_path, {**PLAN, "M3-Other.md": "# Milestone: M3 Other [S]\n**Status**: cancelled\n"})
    wheels = tmp_path / "M2-Wheels.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(wheels)
        user.replace(wheels, "pending", "in_progress")
        answer = await user.run(LIST, wheels.as_uri())
        assert [found["id"] for found in answer["milestones"]] == ["M1", "M2", "M3", "M3"]
        assert states(answer) == {
            "M1-Ground.md": "done",
            "M2-Wheels.md": "active",
            "M3-Other.md": "cancelled",
            "M3-Seat.md": "unknown",
        }


async def test_the_list_waits_for_a_plan_that_is_being_read(tmp_path: Path) -> None:
    write(tmp_path, {f"M{number}.md": f"# Milestone: M{number} X [S]\n" + "x\n" * 50 for number in range(200)})
    async with editor(recorded(NEOVIM, tmp_path)) as user:
        answer = await user.run(LIST, tmp_path.as_uri())
        assert answer["complete"]
        assert len(answer["milestones"]) == 200


async def test_a_folder_stands_for_the_only_plan_in_it(tmp_path: Path) -> None:
    inner = {"a/milestone-ls.toml": "", **{f"a/{path}": text for path, text in PLAN.items()}}
    write(tmp_path, inner)
    async with editor(recorded(VSCODE, tmp_path)) as user:
        answer = await user.run(LIST, tmp_path.as_uri())
        assert answer["root"] == (tmp_path / "a").as_uri()
        write(tmp_path, {"b/milestone-ls.toml": "", "b/M1.md": "# Milestone: M1 X\n"})
        user.watched(tmp_path / "b/milestone-ls.toml", types.FileChangeType.Created)
        await user.until(lambda: (tmp_path / "b/M1.md").as_uri() in user.client.diagnostics)
        with pytest.raises(JsonRpcException, match="nor a folder that holds one plan") as refusal:
            await user.run(LIST, tmp_path.as_uri())
        assert refusal.value.code == INVALID
        assert (await user.run(LIST, (tmp_path / "b").as_uri()))["root"] == (tmp_path / "b").as_uri()


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_new_milestone_is_created_by_an_edit_and_shown(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / "M2-Wheels.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        user.replace(path, "M2 Wheels", "M8 Wheels")
        uri = await user.run(NEW, path.as_uri(), {"title": "The\nBrake", "dependsOn": ["M8", "M1-Ground"]})
        assert uri == (tmp_path / "M9-The-Brake.md").as_uri()
        (params,) = user.applied
        create, text, *_ = params.edit.document_changes or ()
        assert isinstance(create, types.CreateFile)
        assert create.uri == uri
        assert isinstance(text, types.TextDocumentEdit)
        (written,) = text.edits
        assert isinstance(written, types.TextEdit)
        assert written.new_text.startswith("# Milestone: M9 The Brake")
        assert "**Dependencies**: M8, M1" in written.new_text
        assert [shown.uri for shown in user.client.shown_documents] == [uri]
        asked = await user.run(NEW, path.as_uri(), {"id": "M21", "title": ""})
        assert asked == (tmp_path / "M21.md").as_uri()


async def test_a_new_milestone_that_the_editor_does_not_make_is_not_shown(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    async with editor(recorded(VSCODE, tmp_path)) as user:
        features = user.client.protocol.fm.features
        features[types.WORKSPACE_APPLY_EDIT] = lambda _: types.ApplyWorkspaceEditResult(applied=False)
        assert await user.run(NEW, tmp_path.as_uri(), {"title": "Brake"}) is None
        assert not user.client.shown_documents


def without_operations(params: types.InitializeParams) -> None:
    assert params.capabilities.workspace is not None
    assert params.capabilities.workspace.workspace_edit is not None
    params.capabilities.workspace.workspace_edit.resource_operations = None


def without_edits(params: types.InitializeParams) -> None:
    assert params.capabilities.workspace is not None
    params.capabilities.workspace.apply_edit = None


@pytest.mark.parametrize("less", [without_operations, without_edits])
async def test_an_editor_that_creates_no_files_is_told_the_command(
    less: Callable[[types.InitializeParams], None], tmp_path: Path
) -> None:
    write(tmp_path, PLAN)
    params = recorded(VSCODE, tmp_path)
    less(params)
    async with editor(params) as user:
        with pytest.raises(JsonRpcException, match=r"milestone-ls new M4 'The Brake' --depends-on M1,M2$") as refusal:
            await user.run(NEW, tmp_path.as_uri(), {"title": "The Brake", "dependsOn": ["M1", "M2"]})
        assert refusal.value.code == FAILED
        assert not user.applied


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        (LIST, ["file:///nowhere.md"], "'file:///nowhere.md' is no document of a plan"),
        (LIST, ["no uri"], "'no uri' is no document of a plan"),
        (LIST, [{"uri": "PLAN"}], "is no document of a plan"),
        (LIST, [], "Expected 1 arguments, got 0"),
        (NEW, ["PLAN", {"id": "M2", "title": "X"}], "M2 is taken by M2-Wheels.md; M4 is free"),
        (NEW, ["PLAN", {"id": "../x", "title": "X"}], r"../x is no ID of this plan: .*; M4 is free"),
        (NEW, ["PLAN", {"title": "X", "dependsOn": ["M7"]}], "names M7, but no milestone has that ID"),
        (NEW, ["PLAN", {"title": 7}], "is no milestone: title and id are texts"),
        (NEW, ["PLAN", {"title": "X", "id": 7}], "is no milestone: title and id are texts"),
        (NEW, ["PLAN", {"title": "X", "dependsOn": "M1"}], "is no milestone: title and id are texts"),
        (NEW, ["PLAN", None], "None is no milestone"),
        (NEW, ["file:///nowhere.md", {"title": "X"}], "is no document of a plan"),
    ],
)
async def test_bad_arguments_are_refused(command: str, arguments: list[object], said: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    async with editor(recorded(VSCODE, tmp_path)) as user:
        with pytest.raises(JsonRpcException, match=said) as refusal:
            await user.run(command, *(tmp_path.as_uri() if value == "PLAN" else value for value in arguments))
        assert refusal.value.code == INVALID
        assert not user.applied


async def test_a_plan_with_a_wrong_configuration_gets_no_new_milestone(tmp_path: Path) -> None:
    write(tmp_path, {**PLAN, "milestone-ls.toml": "include = 7\n"})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        with pytest.raises(JsonRpcException, match=r"milestone-ls\.toml is wrong: ") as refusal:
            await user.run(NEW, tmp_path.as_uri(), {"title": "Brake"})
        assert refusal.value.code == FAILED


def told(user: Editor) -> list[str]:
    """The roots of the plans of which the client has been told that they changed."""
    roots: list[str] = []
    user.client.protocol.fm.features[CHANGED] = lambda params: roots.append(params.root)
    return roots


def interested(folder: Path) -> types.InitializeParams:
    params = recorded(VSCODE, folder)
    params.capabilities.experimental = {"milestonePlanChanged": True}
    return params


async def test_a_client_that_wants_it_is_told_when_the_list_differs(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    wheels, seat = tmp_path / "M2-Wheels.md", tmp_path / "M3-Seat.md"
    async with editor(interested(tmp_path)) as user:
        roots = told(user)
        user.open(wheels)
        user.replace(wheels, "- [ ] a", "- [x] a")
        await user.until(lambda: roots == [tmp_path.as_uri()] * len(roots) != [], CHANGED)
        assert (await user.run(LIST, wheels.as_uri()))["milestones"][1]["progress"] == {"done": 1, "total": 1}
        seat.unlink()
        user.watched(seat, types.FileChangeType.Deleted)
        known = len(roots)

        def told_since() -> bool:
            return len(roots) > known

        while len((await user.run(LIST, wheels.as_uri()))["milestones"]) == 3:
            await user.until(told_since, CHANGED)
            known += 1
