"""A session in which everything is asked of every document that is named, and everything told of it, by one client.

The answers are not looked at but for one thing: each request has one. It is for tests of what a session does elsewhere.
"""

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from tests.server.rawclient import Json, RawClient

SERVER = ("-m", "milestone_ls", "server")
COMMANDS = (
    "milestone-ls.toggleTask",
    "milestone-ls.setStatus",
    "milestone-ls.nextPlaceholder",
    "milestone-ls.showPlaces",
    "milestone-ls.listMilestones",
    "milestone-ls.newMilestone",
    "milestone-ls.exportGraph",
    "milestone-ls.showPlan",
)
METHODS = tuple(
    method
    for method in types.METHOD_TO_TYPES
    if types.message_direction(method) in ("clientToServer", "both")
    and method.startswith(("textDocument/", "workspace/", "callHierarchy/"))
    and types.METHOD_TO_TYPES[method][1] is not None
    and method != types.WORKSPACE_EXECUTE_COMMAND
)
"""Every request that a client may send of documents and of the workspace."""
_ABILITIES: Json = {
    "window": {"showDocument": {"support": True}, "workDoneProgress": True},
    "workspace": {
        "applyEdit": True,
        "configuration": False,
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "textDocument": {"publishDiagnostics": {"relatedInformation": True}},
}


def begin(client: RawClient, *folders: Path, settings: Json = None, watches: bool = True) -> Json:
    """The result of ``initialize`` with *folders* as workspace folders; the client listens from here on."""
    abilities = dict(_ABILITIES)
    if not watches:
        abilities["workspace"] = {**abilities["workspace"], "didChangeWatchedFiles": {"dynamicRegistration": False}}
    result = client.call(
        "initialize",
        {
            "processId": None,
            "rootUri": folders[0].as_uri() if folders else None,
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name} for folder in folders],
            "capabilities": abilities,
            "initializationOptions": settings,
        },
    )
    client.notify("initialized", {})
    return result


def tour(client: RawClient, uris: Iterable[str], positions: Iterable[tuple[int, int]]) -> int:
    """Ask everything of documents, at each of *positions* (0-based line and column); how much was asked."""
    asked = 0
    places = tuple(positions)
    for uri in uris:
        for line, column in places:
            for method in METHODS:
                client.call(method, _params(uri, line, column))
                asked += 1
            for command in COMMANDS:
                for arguments in _arguments(command, uri, line):
                    _command(client, command, arguments)
                    asked += 1
    return asked


def tell(client: RawClient, uri: str) -> None:
    """Tell that a document, which is not open, was changed, saved, watched, moved, deleted and closed."""
    document = {"uri": uri, "version": 7}
    client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": "x"}]})
    client.notify("textDocument/didSave", {"textDocument": document})
    client.notify("textDocument/didClose", {"textDocument": document})
    changes = [{"uri": uri, "type": kind} for kind in (1, 2, 3)]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    client.notify("workspace/didCreateFiles", {"files": [{"uri": uri}]})
    client.notify("workspace/didRenameFiles", {"files": [{"oldUri": uri, "newUri": f"{uri}.md"}]})
    client.notify("workspace/didDeleteFiles", {"files": [{"uri": uri}]})


def end(client: RawClient) -> None:
    """Ends the session in order."""
    client.call("shutdown")
    client.notify("exit")
    assert client.exit_code() == 0, client.errors()


def _params(uri: str, line: int, column: int) -> Json:
    """What fits the params of any request: a server leaves alone what it does not know."""
    place = {"line": line, "character": column}
    range_ = {"start": place, "end": place}
    item = {"name": "M1", "kind": 5, "uri": uri, "range": range_, "selectionRange": range_}
    return {
        "textDocument": {"uri": uri},
        "position": place,
        "positions": [place],
        "range": range_,
        "ranges": [range_],
        "context": {"diagnostics": [], "includeDeclaration": True, "triggerKind": 1},
        "options": {"tabSize": 2, "insertSpaces": True},
        "newName": "M77",
        "query": "M",
        "item": item,
        "ch": "\n",
        "previousResultIds": [{"uri": uri, "value": "1"}],
        "previousResultId": "1",
        "files": [{"uri": uri, "oldUri": uri, "newUri": f"{uri.removesuffix('.md')}x.md"}],
    }


def _arguments(command: str, uri: str, line: int) -> Iterable[list[Json]]:
    match command.removeprefix("milestone-ls."):
        case "toggleTask":
            yield [uri, line]
        case "setStatus":
            yield [uri, "completed"]
        case "newMilestone":
            yield [uri, {"title": "Roof", "dependsOn": ["M1"]}]
        case "exportGraph":
            for form in ("mermaid", "dot", "json", "svg", "html"):
                yield [uri, form]
        case "nextPlaceholder" | "showPlaces":
            yield [uri, {"line": line, "character": 0}]
        case _:
            yield [uri]


def _command(client: RawClient, command: str, arguments: list[Json]) -> None:
    """Has a command executed, and does what the server asks for meanwhile: it says so, and does nothing."""
    asked = client.request("workspace/executeCommand", {"command": command, "arguments": arguments})
    while True:
        message = client.receive()
        assert message is not None, client.errors()
        if "method" not in message and message["id"] == asked:
            return
        if "method" in message and "id" in message:
            result = {"applied": True, "success": True}
            client.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
