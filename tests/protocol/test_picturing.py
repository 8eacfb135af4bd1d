"""Pictures of a plan that an editor asks for by name."""

import asyncio
import json
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from milestone_ls.project.uris import to_path
from milestone_ls.render.pictures.formats import FORMATS
from tests.protocol.editor import NEOVIM, VSCODE, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: completed\n",
    "M2 🐳.md": "# Milestone: M2 Wheels & Axles [S]\n**Status**: pending\n**Dependencies**: M1\n",
}
EXPORT, SHOW = "milestone-ls.exportGraph", "milestone-ls.showPlan"

WITHOUT_PICTURES = "import sys; sys.modules['fast_sugiyama'] = None; from milestone_ls.__main__ import main; main()"


@pytest.mark.parametrize("form", FORMATS)
async def test_the_plan_is_drawn_with_links_to_its_documents(form: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    async with editor(recorded(VSCODE, tmp_path)) as user:
        text = await user.run(EXPORT, tmp_path.as_uri(), form)
        assert "Wheels" in text
        if form in ("dot", "svg", "html"):
            assert f"{tmp_path.as_uri()}/{quote('M2 🐳.md')}" in text
        if form == "json":
            assert [found["id"] for found in json.loads(text)["milestones"]] == ["M1", "M2"]


async def test_a_picture_shows_the_buffers_and_calls_them_as_the_editor_does(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    ground = tmp_path / "M1-Ground.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(ground, uri=f"{tmp_path.as_uri()}/M1%2DGround.md")
        text = await user.run(EXPORT, tmp_path.as_uri(), "dot")
        assert "/M1%2DGround.md" in text
        assert "/M1-Ground.md" not in text


async def test_other_questions_are_answered_while_a_large_plan_is_drawn(tmp_path: Path) -> None:
    names = range(1, 301)
    write(
        tmp_path,
        {f"M{n}.md": f"# Milestone: M{n} X\n**Dependencies**: M{max(1, n - 7)}\n" for n in names},
    )
    async with editor(recorded(VSCODE, tmp_path)) as user:
        await user.run("milestone-ls.listMilestones", tmp_path.as_uri())
        drawing = asyncio.ensure_future(user.run(EXPORT, tmp_path.as_uri(), "html"))
        await user.run("milestone-ls.listMilestones", tmp_path.as_uri())
        assert not drawing.done()
        assert "M300" in await drawing


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_the_page_is_opened_outside_the_editor_and_goes_with_the_server(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    async with editor(recorded(name, tmp_path)) as user:
        assert await user.run(SHOW, tmp_path.as_uri()) is True
        assert await user.run(SHOW, (tmp_path / "M1-Ground.md").as_uri()) is True
        first, second = user.client.shown_documents
        assert first.uri == second.uri
        assert first.external
        page = to_path(first.uri, Path)
        assert page is not None
        assert "Wheels &amp; Axles" in page.read_text(encoding="utf-8")
        assert page.parent.stat().st_mode & 0o077 == 0
    assert not page.parent.exists()


async def test_an_editor_that_opens_no_page_is_told_so(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    params = recorded(VSCODE, tmp_path)
    assert params.capabilities.window is not None
    params.capabilities.window.show_document = None
    async with editor(params) as user:
        assert await user.run(SHOW, tmp_path.as_uri()) is False
    async with editor(recorded(VSCODE, tmp_path)) as user:
        features = user.client.protocol.fm.features
        features[types.WINDOW_SHOW_DOCUMENT] = lambda _: types.ShowDocumentResult(success=False)
        assert await user.run(SHOW, tmp_path.as_uri()) is False


async def test_without_what_arranges_pictures_the_error_or_the_page_says_how_to_get_it(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    program = (sys.executable, "-c", WITHOUT_PICTURES)
    async with editor(recorded(VSCODE, tmp_path), program=program) as user:
        with pytest.raises(JsonRpcException, match=r"milestone-ls\[pictures\], or ask for mermaid") as refusal:
            await user.run(EXPORT, tmp_path.as_uri(), "svg")
        assert refusal.value.code == types.LSPErrorCodes.RequestFailed.value
        page = await user.run(EXPORT, tmp_path.as_uri(), "html")
        assert "install milestone-ls with its extra, milestone-ls[pictures]." in page
        assert "<table>" in page
        assert "flowchart" in await user.run(EXPORT, tmp_path.as_uri(), "mermaid")


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        (EXPORT, ["PLAN", "png"], "'png' is no format: mermaid, dot, json, svg, html"),
        (EXPORT, ["PLAN", None], "None is no format"),
        (EXPORT, ["PLAN", ["svg"]], r"\['svg'\] is no format"),
        (EXPORT, ["file:///nowhere.md", "svg"], "is no document of a plan"),
        (EXPORT, ["PLAN"], "Expected 2 arguments, got 1"),
        (SHOW, [7], "7 is no document of a plan"),
    ],
)
async def test_bad_arguments_are_refused(command: str, arguments: list[object], said: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    async with editor(recorded(VSCODE, tmp_path)) as user:
        with pytest.raises(JsonRpcException, match=said) as refusal:
            await user.run(command, *(tmp_path.as_uri() if value == "PLAN" else value for value in arguments))
        assert refusal.value.code == types.ErrorCodes.InvalidParams.value
        assert not user.client.shown_documents
