"""Requests over a whole plan: parts as they come, and an answer of their own when they are withdrawn."""

from pathlib import Path

from lsprotocol import types

from tests.protocol.conditions import ASKED, PLAN
from tests.protocol.desk import desk
from tests.protocol.editor import write


def test_references_come_in_parts_where_the_client_takes_them(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    with desk(tmp_path, "utf-16") as session:
        session.asked = ASKED
        session.open(ASKED)
        context = {"includeDeclaration": True}
        whole = session.at("textDocument/references", "🐳 M", context=context)
        rest = session.at("textDocument/references", "🐳 M", context=context, partialResultToken="parts")
        parts = session.client.notified("$/progress")
        assert rest == []
        assert set(parts) == {"token", "value"}
        assert len(whole) > 3
        assert sorted(map(str, parts["value"])) == sorted(map(str, whole))


def test_a_request_that_is_withdrawn_is_answered_as_such(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    with desk(tmp_path, "utf-16") as session:
        session.asked = ASKED
        session.open(ASKED)
        place = {"textDocument": session.document, "position": session.text().spot("🐳 M")}
        asked = {
            "textDocument/references": {**place, "context": {"includeDeclaration": True}},
            "textDocument/rename": {**place, "newName": "M7"},
            "textDocument/codeLens": {"textDocument": session.document},
            "workspace/symbol": {"query": "x"},
        }
        for number, (method, params) in enumerate(asked.items()):
            session.client.send(
                {"jsonrpc": "2.0", "id": f"q{number}", "method": method, "params": params},
                {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": f"q{number}"}},
            )
            answer = session.client.answer(f"q{number}")
            # One that was answered before the server heard of it is answered once, too.
            assert "result" in answer or answer["error"]["code"] == types.LSPErrorCodes.RequestCancelled.value
        assert session.at("textDocument/definition", "🐳 M")
