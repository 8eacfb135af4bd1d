"""Every request that has a handler is answered once and never with a fault of ours, whatever it is asked.

And what was worked out for a text that is no more is refused with ContentModified (LSP 3.17).
"""

import asyncio
import random
from pathlib import Path

import pytest
from lsprotocol import types

from milestone_ls.server import slicing
from milestone_ls.server.server import MilestoneServer
from milestone_ls.text import Encoding
from tests.reliability.inprocess import LIMIT, InProcess
from tests.server.rawclient import Json

CONTENT_MODIFIED = -32801
TEXT = "# Milestone: M1 Ground\n\n**Dependencies**: M2, M2\n**Status**: unheard\n\n## Scope\n\n- [ ] Dig M2\n"
URIS = (
    *("", "%", "untitled:x", "http://x/y", "file:///nowhere/M1.md", "file://host/share/M1.md", "file:///c%3A/M1.md"),
    *("\ud800", "file:///%00", "file:///" + "x" * 5000),
)
NUMBERS = (0, 2, 7, 10_000, 2**31 - 1, 2**40, -1)
_AT_NAME = {"position": {"line": 0, "character": 14}}
_AT: Json = {
    "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 9}},
    "selectionRange": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 9}},
}
_FULL: Json = {
    "textDocument": {"uri": ""},
    "position": {"line": 2, "character": 18},
    "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 9}},
    "ranges": [{"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 9}}],
    "positions": [{"line": 2, "character": 18}],
    "context": {"includeDeclaration": True, "diagnostics": [], "triggerKind": 1},
    "options": {"tabSize": 4, "insertSpaces": True},
    "newName": "M7",
    "query": "Ground",
    "ch": "\n",
    "previousResultId": "1",
    "previousResultIds": [],
    "identifier": None,
    "command": "milestone-ls.unknown",
    "arguments": [],
    "item": {},
    "data": {"uri": "", "range": [0, 0, 2**40, -1], "key": ["quickfix"]},
    "label": "x",
    "title": "x",
    "kind": "quickfix",
    "files": [{"oldUri": "", "newUri": "", "uri": ""}],
}


def requests() -> list[str]:
    """Every method with a handler that is answered; those that LSP does not know are ours, and are requests."""
    known: dict[str, Json] = dict(types.METHOD_TO_TYPES)
    server = MilestoneServer()
    server.thread_pool.shutdown()
    return sorted(
        method for method in server.protocol.fm.features if method not in known or known[method][1] is not None
    )


def shaken(value: Json, chance: random.Random) -> Json:
    """*value* with some of what is in it made strange."""
    if chance.random() < 0.04:
        return chance.choice([None, [], {}, "", 5, True, -1.5, [None], {"uri": None}])
    if isinstance(value, dict):
        return {key: shaken(one, chance) for key, one in value.items() if chance.random() > 0.02}
    if isinstance(value, list):
        return [shaken(one, chance) for one in value]
    if isinstance(value, int) and chance.random() < 0.3:
        return chance.choice(NUMBERS)
    if isinstance(value, str) and chance.random() < 0.3:
        return chance.choice([*URIS, "M2", "\0", "x" * 1000])
    return value


async def begun(root: Path) -> tuple[InProcess, str]:
    path = root / "M1.md"
    (root / "M2.md").write_text("# Milestone: M2 Roof\n", encoding="utf-8")
    path.write_text(TEXT, encoding="utf-8")
    server = InProcess()
    await server.begin(root, Encoding.UTF16)
    server.open(path.as_uri(), TEXT, 1)
    return server, path.as_uri()


@pytest.mark.parametrize("method", requests())
async def test_a_request_of_any_params_is_answered_once_and_with_no_fault(tmp_path: Path, method: str) -> None:
    chance = random.Random(method)  # noqa: S311 - nothing is kept secret with it
    server, uri = await begun(tmp_path)
    full = {**_FULL, "textDocument": {"uri": uri}, "item": {"uri": uri, "name": "M1", "kind": 1, **_AT, "data": [1]}}
    for params in (None, [], {}, full, *(shaken(full, chance) for _ in range(60))):
        # An internal error, or a second answer, fails here.
        identity = server.send(method, params)
        if chance.random() < 0.2:
            server.tell("$/cancelRequest", {"id": identity})
        if chance.random() < 0.5:
            await asyncio.sleep(0)
    await server.until(lambda: not server.asked)
    assert "M1" in str(await server.ask("textDocument/hover", {"textDocument": {"uri": uri}, **_AT_NAME}))
    await server.end()


async def test_an_action_of_a_text_that_is_no_more_is_refused_as_such(tmp_path: Path) -> None:
    server, uri = await begun(tmp_path)
    asked = {"textDocument": {"uri": uri}, "range": _AT["range"], "context": {"diagnostics": []}}
    actions = await server.ask("textDocument/codeAction", asked)
    mending = next(action for action in actions if action.get("diagnostics"))
    assert "edit" in await server.ask("codeAction/resolve", mending)
    server.change(uri, 2, [{"text": "# Nothing\n"}])
    assert await server.ask("codeAction/resolve", mending) == CONTENT_MODIFIED
    await server.end()


async def test_a_rename_during_which_the_text_changes_is_refused_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slicing, "SLICE", 0.0)
    for number in range(10, 50):
        (tmp_path / f"M{number}.md").write_text(f"# Milestone: M{number} Roof\n\n**Dependencies**: M1\n")
    server, uri = await begun(tmp_path)
    references = {"textDocument": {"uri": uri}, **_AT_NAME, "context": {"includeDeclaration": False}}
    async with asyncio.timeout(LIMIT):
        while len(await server.ask("textDocument/references", references)) < 40:
            pass  # a question waits for a while until the plan has been read, and is answered then
    identity = server.send("textDocument/rename", {"textDocument": {"uri": uri}, **_AT_NAME, "newName": "M7"})
    for _ in range(10):
        await asyncio.sleep(0)
    assert identity in server.asked
    server.change(uri, 2, [{"text": TEXT + "more\n"}])
    await server.until(lambda: identity in server.answers)
    assert server.answers[identity] == CONTENT_MODIFIED
    await server.end()
