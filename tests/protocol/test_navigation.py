"""Places that editors ask for and show."""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: pending\n**Dependencies**: None\n",
    "M2-Wheels.md": "# Milestone: M2 🐳 Wheels [S]\n**Status**: dnoe\n**Dependencies**: 🐳 M1\n## Notes\n😀 M1!\n",
}


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_references_are_those_of_the_buffer_and_not_of_the_disk(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    ground, wheels = tmp_path / "M1-Ground.md", tmp_path / "M2-Wheels.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(ground)
        user.open(wheels)
        await user.until(lambda: "unknown-status" in user.codes(wheels))
        user.replace(wheels, "😀 M1!", "😀😀 of M1!")
        place = user.place(ground, "# Milestone: M")
        found = await user.client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(include_declaration=True), place.text_document, place.position)
        )
        assert found is not None
        whale, faces = (4, 8) if user.encoding == "utf-8" else (2, 4)
        assert [(location.uri, location.range.start.line, location.range.start.character) for location in found] == [
            (ground.as_uri(), 0, len("# Milestone: ")),
            (wheels.as_uri(), 2, len("**Dependencies**: ") + whale + 1),
            (wheels.as_uri(), 4, faces + len(" of ")),
        ]
        place = user.place(wheels, "**Dependencies**: 🐳 M")
        shown = await user.client.text_document_document_highlight_async(
            types.DocumentHighlightParams(place.text_document, place.position)
        )
        assert [highlight.range.start.line for highlight in shown or ()] == [2, 4]
