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
            "textDocument/implementation": place,
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


MANY = {
    f"M{n}.md": f"# Milestone: M{n} Part [P]\n**Status**: odd\n**Dependencies**: {f'M{n - 1}' if n else 'None'}\n"
    for n in range(400)
}


def test_who_gives_a_token_is_told_how_far_judging_and_drawing_are(tmp_path: Path) -> None:
    """The lists of findings are made anew and the picture is arranged: both take longer than nobody would notice."""
    write(tmp_path, MANY)
    uri = tmp_path.as_uri()
    command = {"command": "milestone-ls.exportGraph", "arguments": [uri, "html"]}
    with desk(tmp_path, "utf-16") as session:
        for method, params in (
            ("workspace/diagnostic", {"previousResultIds": []}),
            ("workspace/executeCommand", command),
        ):
            asked = session.client.request(method, {**params, "workDoneToken": method})
            kinds: list[str] = []
            while "method" in (message := session.client.receive()) or message["id"] != asked:
                if message.get("method") == "$/progress" and message["params"]["token"] == method:
                    kinds.append(message["params"]["value"]["kind"])
            assert message["result"]
            assert kinds[:1] == ["begin"]
            assert kinds[-1:] == ["end"]
            assert set(kinds[1:-1]) <= {"report"}


def test_an_item_whose_milestone_is_gone_or_another_one_has_no_neighbours(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    with desk(tmp_path, "utf-16") as session:
        session.asked = ASKED
        session.open(ASKED)
        session.open("M1-Ground.md")
        (item,) = session.at("textDocument/prepareCallHierarchy", "🐳 M")
        assert session.ask("callHierarchy/incomingCalls", item=item)
        text = session.on_disk("M1-Ground.md")
        for other in (text.replace("M1 Ground", "M8 Ground"), "# Ground\n"):
            session.rewrite("M1-Ground.md", other)
            assert session.ask("callHierarchy/incomingCalls", item=item) is None
            assert session.ask("callHierarchy/outgoingCalls", item=item) is None
        session.rewrite("M1-Ground.md", text)
        assert session.ask("callHierarchy/incomingCalls", item=item)


def test_a_symbol_or_a_proposal_whose_milestone_is_another_one_says_nothing_of_that(tmp_path: Path) -> None:
    write(tmp_path, PLAN)
    with desk(tmp_path, "utf-16") as session:
        session.asked = ASKED
        session.open(ASKED)
        session.open("M1-Ground.md")
        uri = session.uri("M1-Ground.md")
        symbol = {"name": "M1 Ground", "kind": 4, "location": {"uri": uri}, "data": "M1"}
        items = session.at("textDocument/completion", "🐳 M")["items"]
        (proposal,) = (one for one in items if one["label"] == "M1")
        assert "range" in session.client.call("workspaceSymbol/resolve", symbol)["location"]
        assert "documentation" in session.client.call("completionItem/resolve", proposal)
        text = session.on_disk("M1-Ground.md")
        for other in (text.replace("M1 Ground", "M8 Ground"), "# Ground\n"):
            session.rewrite("M1-Ground.md", other)
            assert "range" not in session.client.call("workspaceSymbol/resolve", symbol)["location"]
            assert "documentation" not in session.client.call("completionItem/resolve", proposal)
