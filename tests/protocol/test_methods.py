"""docs/protocol.md tells of every method of the protocol, and what it calls offered is what the server announces."""

import ast
import enum
import re
import types as python
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from lsprotocol import converters, types

import milestone_ls.server
from tests.protocol.page import TO_CLIENT, TO_SERVER
from tests.server.rawclient import Json, RawClient


def methods(*directions: str) -> set[str]:
    return {method for method in types.METHOD_TO_TYPES if types.message_direction(method) in directions}


# What a server announces by which capability (LSP 3.17 and 3.18, ServerCapabilities). What stands below another one is
# announced if both are.
ANNOUNCED_BY = {
    "textDocumentSync.openClose": ("textDocument/didOpen", "textDocument/didClose"),
    "textDocumentSync.change": ("textDocument/didChange",),
    "textDocumentSync.save": ("textDocument/didSave",),
    "textDocumentSync.willSave": ("textDocument/willSave",),
    "textDocumentSync.willSaveWaitUntil": ("textDocument/willSaveWaitUntil",),
    "notebookDocumentSync": (
        "notebookDocument/didOpen",
        "notebookDocument/didChange",
        "notebookDocument/didSave",
        "notebookDocument/didClose",
    ),
    "completionProvider": ("textDocument/completion",),
    "completionProvider.resolveProvider": ("completionItem/resolve",),
    "inlineCompletionProvider": ("textDocument/inlineCompletion",),
    "hoverProvider": ("textDocument/hover",),
    "signatureHelpProvider": ("textDocument/signatureHelp",),
    "declarationProvider": ("textDocument/declaration",),
    "definitionProvider": ("textDocument/definition",),
    "typeDefinitionProvider": ("textDocument/typeDefinition",),
    "implementationProvider": ("textDocument/implementation",),
    "referencesProvider": ("textDocument/references",),
    "documentHighlightProvider": ("textDocument/documentHighlight",),
    "documentSymbolProvider": ("textDocument/documentSymbol",),
    "documentLinkProvider": ("textDocument/documentLink",),
    "documentLinkProvider.resolveProvider": ("documentLink/resolve",),
    "colorProvider": ("textDocument/documentColor", "textDocument/colorPresentation"),
    "codeActionProvider": ("textDocument/codeAction",),
    "codeActionProvider.resolveProvider": ("codeAction/resolve",),
    "codeLensProvider": ("textDocument/codeLens",),
    "codeLensProvider.resolveProvider": ("codeLens/resolve",),
    "inlayHintProvider": ("textDocument/inlayHint",),
    "inlayHintProvider.resolveProvider": ("inlayHint/resolve",),
    "inlineValueProvider": ("textDocument/inlineValue",),
    "foldingRangeProvider": ("textDocument/foldingRange",),
    "selectionRangeProvider": ("textDocument/selectionRange",),
    "linkedEditingRangeProvider": ("textDocument/linkedEditingRange",),
    "semanticTokensProvider.full": ("textDocument/semanticTokens/full",),
    "semanticTokensProvider.full.delta": ("textDocument/semanticTokens/full/delta",),
    "semanticTokensProvider.range": ("textDocument/semanticTokens/range",),
    "documentFormattingProvider": ("textDocument/formatting",),
    "documentRangeFormattingProvider": ("textDocument/rangeFormatting",),
    "documentRangeFormattingProvider.rangesSupport": ("textDocument/rangesFormatting",),
    "documentOnTypeFormattingProvider": ("textDocument/onTypeFormatting",),
    "renameProvider": ("textDocument/rename",),
    "renameProvider.prepareProvider": ("textDocument/prepareRename",),
    "callHierarchyProvider": (
        "textDocument/prepareCallHierarchy",
        "callHierarchy/incomingCalls",
        "callHierarchy/outgoingCalls",
    ),
    "typeHierarchyProvider": (
        "textDocument/prepareTypeHierarchy",
        "typeHierarchy/supertypes",
        "typeHierarchy/subtypes",
    ),
    "monikerProvider": ("textDocument/moniker",),
    "diagnosticProvider": ("textDocument/diagnostic",),
    "diagnosticProvider.workspaceDiagnostics": ("workspace/diagnostic",),
    "workspaceSymbolProvider": ("workspace/symbol",),
    "workspaceSymbolProvider.resolveProvider": ("workspaceSymbol/resolve",),
    "executeCommandProvider": ("workspace/executeCommand",),
    "workspace.workspaceFolders.changeNotifications": ("workspace/didChangeWorkspaceFolders",),
    "workspace.fileOperations.willCreate": ("workspace/willCreateFiles",),
    "workspace.fileOperations.didCreate": ("workspace/didCreateFiles",),
    "workspace.fileOperations.willRename": ("workspace/willRenameFiles",),
    "workspace.fileOperations.didRename": ("workspace/didRenameFiles",),
    "workspace.fileOperations.willDelete": ("workspace/willDeleteFiles",),
    "workspace.fileOperations.didDelete": ("workspace/didDeleteFiles",),
    "workspace.textDocumentContent": ("workspace/textDocumentContent",),
}

# Every server takes these; there is no capability for them.
UNANNOUNCED = {
    "initialize",
    "initialized",
    "shutdown",
    "exit",
    "$/setTrace",
    "$/cancelRequest",
    "$/progress",
    "window/workDoneProgress/cancel",
    "workspace/didChangeConfiguration",
}
REGISTERED = "workspace/didChangeWatchedFiles"
NO_METHODS = {"positionEncoding", "experimental"}


def everything(kind: Any) -> Any:  # noqa: ANN401 - whatever the protocol has
    """A value of *kind* that says yes to all that can be asked: every flag, every list with all its words."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, python.UnionType):
        return everything(next(arg for arg in args if arg is not type(None)))
    if origin is Literal:
        return args[0]
    if isinstance(kind, type) and attrs.has(kind):
        hints = get_type_hints(kind, vars(types))
        return kind(**{field.name: everything(hints[field.name]) for field in attrs.fields(kind)})
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return next(iter(kind))
    if kind is bool:
        return True
    if origin is not None and isinstance(origin, type) and not issubclass(origin, Mapping):
        inner = args[0]
        return list(inner) if isinstance(inner, type) and issubclass(inner, enum.Enum) else [everything(inner)]
    return {str: "location.range", int: 5}.get(kind)


def able(folder: Path, mode: str) -> Json:
    """What a client says at ``initialize`` that can do all that the protocol has."""
    return {
        "processId": None,
        "rootUri": folder.as_uri(),
        "capabilities": converters.get_converter().unstructure(everything(types.ClientCapabilities)),
        "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
        "initializationOptions": {"diagnostics": {"mode": mode}},
    }


def announced(capabilities: Json) -> Iterator[str]:
    """The methods that *capabilities* stand for, which have to be known here."""
    for capability, named in ANNOUNCED_BY.items():
        value = capabilities
        for key in capability.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value not in (None, False, 0):
            yield from named
    tops = {capability.partition(".")[0] for capability in ANNOUNCED_BY} | NO_METHODS
    assert set(capabilities) <= tops


def test_each_method_of_the_protocol_is_in_the_table() -> None:
    assert set(TO_SERVER) == methods("clientToServer", "both")
    assert set(TO_CLIENT) == methods("serverToClient", "both")


def test_what_is_announced_by_a_capability_is_all_that_a_client_can_ask() -> None:
    known = {method for named in ANNOUNCED_BY.values() for method in named}
    assert known | UNANNOUNCED | {REGISTERED} == methods("clientToServer", "both")
    model = get_type_hints(types.ServerCapabilities, vars(types))
    tops = {re.sub("_(.)", lambda found: found[1].upper(), name) for name in model}
    assert {capability.partition(".")[0] for capability in ANNOUNCED_BY} | NO_METHODS == tops


def test_what_the_table_calls_offered_is_what_the_server_announces(tmp_path: Path) -> None:
    offered = {method for method, entry in TO_SERVER.items() if entry.offered}
    requests = methods("clientToServer") - {"initialize", "shutdown"}
    requests = {method for method in requests if types.METHOD_TO_TYPES[method][1] is not None}
    found, answered = set(UNANNOUNCED), set[str]()
    for mode in ("push", "pull"):
        with RawClient(["-m", "milestone_ls", "server", "--stdio"]) as client:
            found |= set(announced(client.call("initialize", able(tmp_path, mode))["capabilities"]))
            client.notify("initialized", {})
            found |= {one["method"] for one in client.notified("client/registerCapability")["registrations"]}
            # Whatever the server says to a request without params, it knows it.
            answered |= {one for one in requests if client.call(one) != types.ErrorCodes.MethodNotFound.value}
    assert found == offered
    assert answered == offered & requests


# A cancellation has one name in both directions: nothing tells a sender from a receiver.
@pytest.mark.parametrize("method", sorted({*TO_CLIENT} - {types.CANCEL_REQUEST}))
def test_what_the_table_calls_sent_is_what_the_server_sends(method: str) -> None:
    sources = Path(milestone_ls.server.__file__).parent.glob("*.py")
    named = {
        node.attr
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    constants = {name for name, value in vars(types).items() if name.isupper() and value == method}
    calls = {f"{re.sub('[/A-Z]', lambda at: '_' + at[0].strip('/').lower(), method.lstrip('$/'))}_async"}
    assert bool(named & (constants | calls)) == TO_CLIENT[method].offered
