"""Semantic tokens as editors ask for them."""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, editor, recorded, write


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
async def test_colours_come_whole_and_as_changes(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1.md": "# Milestone: M1 X [B]\n**Status**: done\n- [x] dig\n"})
    path = tmp_path / "M1.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(path)
        document = types.TextDocumentIdentifier(path.as_uri())
        whole = await user.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        assert whole is not None
        assert whole.result_id is not None
        assert [whole.data[at] for at in range(0, len(whole.data), 5)] == [0, 0, 1, 1]
        user.replace(path, "[x]", "[ ]")
        delta = await user.client.text_document_semantic_tokens_full_delta_async(
            types.SemanticTokensDeltaParams(document, whole.result_id)
        )
        assert isinstance(delta, types.SemanticTokensDelta)
        (edit,) = delta.edits
        assert (edit.start, edit.delete_count) == (15, 5)
        line = types.Range(types.Position(1, 0), types.Position(1, 5))
        some = await user.client.text_document_semantic_tokens_range_async(
            types.SemanticTokensRangeParams(document, line)
        )
        assert some is not None
        assert list(some.data)[:3] == [1, len("**Status**: "), 4]
