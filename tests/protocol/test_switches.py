"""What the user switches off is no longer shown, at once, and comes back."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from lsprotocol import types

from milestone_ls.config import Feature
from tests.protocol.editor import VSCODE, Editor, editor, recorded, write

PLAN = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Status**: pending\n",
    "M2-Wheels.md": (
        "# Milestone: M2 Wheels [S]\n**Status**: pending\n**Dependencies**: M1\n\n| a | b |\n|-|-|\n| wide | c |\n"
    ),
    "M9-Closed.md": "# Milestone: M9 Closed\n**Status**: dnoe\n",
}
SHOWN_BESIDE = {
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
    types.WORKSPACE_CODE_LENS_REFRESH,
    types.WORKSPACE_INLAY_HINT_REFRESH,
}


def _place(document: str) -> dict[str, Any]:
    return {"textDocument": {"uri": document}, "position": {"line": 2, "character": 19}}


def _whole(document: str) -> dict[str, Any]:
    ends = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    return {"textDocument": {"uri": document}, "range": ends}


def _formatted(document: str) -> dict[str, Any]:
    return {"textDocument": {"uri": document}, "options": {"tabSize": 4, "insertSpaces": True}}


ASKED: dict[Feature, tuple[str, Callable[[str], dict[str, Any]], type]] = {
    "code-lens": (types.TEXT_DOCUMENT_CODE_LENS, _whole, types.CodeLensParams),
    "completion": (types.TEXT_DOCUMENT_COMPLETION, _place, types.CompletionParams),
    "formatting": (types.TEXT_DOCUMENT_FORMATTING, _formatted, types.DocumentFormattingParams),
    "highlight": (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, _place, types.DocumentHighlightParams),
    "hover": (types.TEXT_DOCUMENT_HOVER, _place, types.HoverParams),
    "inlay-hints": (types.TEXT_DOCUMENT_INLAY_HINT, _whole, types.InlayHintParams),
    "links": (types.TEXT_DOCUMENT_DOCUMENT_LINK, _whole, types.DocumentLinkParams),
    "outline": (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _whole, types.DocumentSymbolParams),
    "semantic-tokens": (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _whole, types.SemanticTokensParams),
}
"""The question of each family, but for snippets, which are a way of completion."""


async def is_shown(user: Editor, feature: Feature, path: Path) -> bool:
    """Whether the client is given anything to show."""
    method, params, kind = ASKED[feature]
    typed: object = user.client.protocol._converter.structure(params(path.as_uri()), kind)
    answer = await asyncio.wrap_future(user.client.protocol.send_request(method, typed))
    return bool(answer.data if isinstance(answer, types.SemanticTokens) else answer)


async def becomes(user: Editor, feature: Feature, path: Path, *, shown: bool) -> None:
    """Ask as a client does, again whenever it is told to: what is read meanwhile makes the server say so, too."""
    while await is_shown(user, feature, path) is not shown:
        await user.next_refresh()


async def set_features(user: Editor, features: dict[str, bool]) -> None:
    """The user changes settings, and whatever may look different is asked for again."""
    user.refreshed.clear()
    user.client.set_configuration({"milestone-ls": {"features": features}})
    user.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    await user.refreshes(SHOWN_BESIDE)


def test_every_switch_is_tried() -> None:
    assert {*ASKED, "snippets"} == set(get_args(Feature))


async def test_each_family_is_switched_off_and_on_while_one_works(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / "M2-Wheels.md"
    async with editor(recorded(VSCODE, tmp_path)) as user:
        user.open(path)
        await user.until(lambda: "unknown-status" in user.codes(tmp_path / "M9-Closed.md"))
        for feature in ASKED:
            assert await is_shown(user, feature, path), feature
            await set_features(user, {feature: False})
            await becomes(user, feature, path, shown=False)
            others = [other for other in ASKED if other != feature]
            assert all([await is_shown(user, other, path) for other in others]), feature
            await set_features(user, {feature: True})
            await becomes(user, feature, path, shown=True)


@pytest.mark.parametrize("on", [True, False])
async def test_without_snippets_proposals_are_plain_text(on: bool, tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    path = tmp_path / "M5-New.md"
    off = {"initializationOptions": {"features": {"snippets": on}}}
    async with editor(recorded(VSCODE, tmp_path, **off)) as user:
        user.client.set_configuration({"milestone-ls": off["initializationOptions"]})
        user.open(path, "")
        place = user.place(path, "")
        found = await user.client.text_document_completion_async(
            types.CompletionParams(place.text_document, place.position)
        )
        assert isinstance(found, types.CompletionList)
        formats = {item.insert_text_format for item in found.items}
        assert formats == ({types.InsertTextFormat.Snippet} if on else {None})
        assert all(("${" in item.text_edit.new_text) is on for item in found.items if item.text_edit)


async def test_a_name_that_is_no_switch_is_told_with_the_nearest(tmp_path: Path) -> None:
    wrong = {"initializationOptions": {"features": {"inlayHint": False}}}
    async with editor(recorded(VSCODE, tmp_path, **wrong)) as user:
        await user.until(lambda: user.client.messages, types.WINDOW_SHOW_MESSAGE)
        assert 'unknown key "inlayHint"; did you mean "inlay-hints"?' in user.client.messages[0].message
