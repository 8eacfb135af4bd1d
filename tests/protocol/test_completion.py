"""Completion as editors ask for it and get it."""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, Editor, editor, recorded, write

PLAN = {
    "M1-Ground.md": (
        "# Milestone: M1 Ground [B]\n**Parallel Track**: Field\n**Status**: dnoe\n\n## Overview\nLevel it. Twice.\n"
    ),
    "M2-Wheels.md": "# Milestone: M2 Wheels 🐳 [S]\n**Dependencies**: \n**Status**: pending\n",
}


async def complete(user: Editor, path: Path, behind: str) -> list[types.CompletionItem]:
    place = user.place(path, behind)
    answer = await user.client.text_document_completion_async(
        types.CompletionParams(place.text_document, place.position)
    )
    if answer is None:
        return []
    assert isinstance(answer, types.CompletionList)
    return list(answer.items)


def accepted(user: Editor, text: str, item: types.CompletionItem) -> str:
    """The text after an item without further tab stops was accepted."""
    edit = item.text_edit
    assert isinstance(edit, types.TextEdit), "explicit ranges"
    lines = text.split("\n")
    start, end = edit.range.start, edit.range.end
    assert start.line == end.line
    line = lines[start.line]
    counted = line.encode("utf-8" if user.encoding == "utf-8" else "utf-16-le")
    width = 1 if user.encoding == "utf-8" else 2
    codec = "utf-8" if width == 1 else "utf-16-le"
    head, tail = counted[: start.character * width], counted[end.character * width :]
    lines[start.line] = head.decode(codec) + edit.new_text + tail.decode(codec)
    return "\n".join(lines)


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_an_id_is_offered_accepted_and_explained(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / "M2-Wheels.md"
    async with editor(recorded(name, tmp_path)) as user:
        assert user.capabilities.completion_provider is not None
        assert set(" :,([|#*") <= set(user.capabilities.completion_provider.trigger_characters or [])
        user.open(path)
        # M1 has a status that nobody knows: told when the plan has been read.
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / "M1-Ground.md"))
        text = PLAN["M2-Wheels.md"]
        items = await complete(user, path, "**Dependencies**: ")
        (ground,) = (item for item in items if item.label.startswith("M1"))
        assert "**Dependencies**: M1\n" in accepted(user, text, ground)
        assert "Ground" in f"{ground.label} {ground.detail}"
        resolved = await user.client.completion_item_resolve_async(ground)
        assert isinstance(resolved.documentation, types.MarkupContent)
        assert "Level it." in resolved.documentation.value

        user.replace(path, "**Status**: pending", "**Status**: in")
        words = await complete(user, path, "**Status**: in")
        (word,) = (item for item in words if item.label == "in_progress")
        after = accepted(user, text.replace("**Status**: pending", "**Status**: in"), word)
        assert "**Status**: in_progress\n" in after


@pytest.mark.parametrize("snippets", [True, False])
async def test_a_section_is_a_snippet_only_for_clients_that_know_snippets(snippets: bool, tmp_path: Path) -> None:
    write(tmp_path, {**PLAN, "M3.md": "# Milestone: M3 Roof [S]\n**Dependencies**: None\n\n## Ob\n"})
    params = recorded(VSCODE, tmp_path)
    assert params.capabilities.text_document is not None
    completion = params.capabilities.text_document.completion
    assert completion is not None
    assert completion.completion_item is not None
    completion.completion_item.snippet_support = snippets
    async with editor(params) as user:
        path = tmp_path / "M3.md"
        user.open(path)
        (section,) = (item for item in await complete(user, path, "## Ob") if "Objectives" in item.label)
        assert isinstance(section.text_edit, types.TextEdit)
        assert (section.insert_text_format == types.InsertTextFormat.Snippet) is snippets
        assert ("${1" in section.text_edit.new_text) is snippets
        assert "- [ ] " in section.text_edit.new_text


async def test_where_there_is_nothing_to_say_nothing_is_said(tmp_path: Path) -> None:
    write(tmp_path, {**PLAN, "notes.md": "# Notes\nsee M1 \n"})
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(tmp_path / "M1-Ground.md")
        user.open(tmp_path / "notes.md")
        assert await complete(user, tmp_path / "M1-Ground.md", "Level it. ") == []
        assert await complete(user, tmp_path / "notes.md", "see M1 ") == []
