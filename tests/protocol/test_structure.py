"""What a document is made of, and milestones by a few letters, as editors ask for them."""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, editor, recorded, write

PLAN = {
    "M1-Ground.md": (
        "# Milestone: M1 Ground [B]\n**Status**: dnoe\n## Overview\nA hole.\n## Deliverables\n- [x] 😀 dig\n"
    ),
    "README.md": "# Readme\n## Use\n",
}


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_document_has_an_outline_folds_and_growing_selections(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path, other = tmp_path / "M1-Ground.md", tmp_path / "README.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        user.open(other)
        document = types.TextDocumentIdentifier(path.as_uri())
        tree = await user.client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert tree is not None
        (root,) = tree
        assert isinstance(root, types.DocumentSymbol)
        assert root.name == "M1 Ground"
        assert [child.name for child in root.children or ()] == ["Overview", "Deliverables"]
        nothing = types.DocumentSymbolParams(types.TextDocumentIdentifier(other.as_uri()))
        assert await user.client.text_document_document_symbol_async(nothing) is None

        found = await user.client.text_document_folding_range_async(types.FoldingRangeParams(document))
        assert [(fold.start_line, fold.end_line) for fold in found or ()] == [(2, 3), (4, 5)]

        place = user.place(path, "😀 di")
        selected = await user.client.text_document_selection_range_async(
            types.SelectionRangeParams(document, [place.position, types.Position(0, 0)])
        )
        assert selected is not None
        assert len(selected) == 2
        face = 4 if user.encoding == "utf-8" else 2
        assert selected[0].range.start == types.Position(5, len("- [x] ") + face + 1)
        assert selected[0].parent is not None
        assert selected[0].parent.range.start == types.Position(5, 0)


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_a_milestone_is_found_by_a_few_letters(name: str, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / "M1-Ground.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        await user.until(lambda: "unknown-status" in user.codes(path))
        found = await user.client.workspace_symbol_async(types.WorkspaceSymbolParams("grnd"))
        assert found is not None
        (symbol,) = found
        assert symbol.name == "M1 Ground"
        assert symbol.location.uri == path.as_uri()
        if not isinstance(symbol.location, types.Location):
            assert isinstance(symbol, types.WorkspaceSymbol)
            symbol = await user.client.workspace_symbol_resolve_async(symbol)
        assert isinstance(symbol.location, types.Location)
        assert symbol.location.range.start == types.Position(0, len("# Milestone: "))


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_tables_are_aligned_in_the_document_or_in_a_selection(name: str, tmp_path: Path) -> None:
    text = "# Milestone: M1 X\n\n|😀|b|\n|-|-|\n\n|c|d|\n|-|-|\n"
    write(tmp_path, {"M1.md": text})
    path = tmp_path / "M1.md"
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        document = types.TextDocumentIdentifier(path.as_uri())
        edits = await user.client.text_document_formatting_async(types.DocumentFormattingParams(document, options))
        assert [edit.new_text for edit in edits or ()] == [
            "| 😀  | b   |",
            "| --- | --- |",
            "| c   | d   |",
            "| --- | --- |",
        ]
        assert edits is not None
        face = 4 if user.encoding == "utf-8" else 2
        assert edits[0].range == types.Range(types.Position(2, 0), types.Position(2, face + 4))
        selection = types.Range(types.Position(2, 0), types.Position(5, 0))
        some = await user.client.text_document_range_formatting_async(
            types.DocumentRangeFormattingParams(document, selection, options)
        )
        assert [edit.range.start.line for edit in some or ()] == [2, 3]
