"""What clients say of themselves, newer and sloppier than the protocol's types."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import converters, types

from milestone_ls.server.agreeing import choose_encoding
from milestone_ls.server.converter import LARGEST_UINTEGER, make_converter, what_fits
from milestone_ls.text import Encoding

from .conftest import Start, initialize
from .rawclient import Json, RawClient

CONVERTER = make_converter()

EDITOR: dict[str, Json] = {
    "processId": None,
    "clientInfo": {"name": "an editor", "version": "1"},
    "locale": "de",
    "rootUri": "file:///plans",
    "trace": "verbose",
    "initializationOptions": {"any": ["thing", None]},
    "workspaceFolders": [{"uri": "file:///plans", "name": "plans"}],
    "capabilities": {
        "general": {
            "positionEncodings": ["utf-8", "utf-16"],
            "staleRequestSupport": {"cancel": True, "retryOnContentModified": ["a/b"]},
            "markdown": {"parser": "marked", "version": "1"},
        },
        "workspace": {
            "applyEdit": True,
            "workspaceEdit": {"resourceOperations": ["create", "rename"], "failureHandling": "undo"},
            "symbol": {"symbolKind": {"valueSet": [1, 26]}, "tagSupport": {"valueSet": [1]}},
        },
        "textDocument": {
            "completion": {
                "completionItem": {
                    "snippetSupport": True,
                    "documentationFormat": ["markdown", "plaintext"],
                    "insertTextModeSupport": {"valueSet": [1, 2]},
                    "resolveSupport": {"properties": ["detail"]},
                },
                "completionItemKind": {"valueSet": [1, 25]},
            },
            "hover": {"dynamicRegistration": True, "contentFormat": ["markdown"]},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix"]}}},
            "publishDiagnostics": {"tagSupport": {"valueSet": [1, 2]}},
            "foldingRange": {"rangeLimit": 5000, "foldingRangeKind": {"valueSet": ["comment"]}},
            "semanticTokens": {
                "requests": {"range": {}, "full": {"delta": True}},
                "tokenTypes": ["type"],
                "tokenModifiers": [],
                "formats": ["relative"],
            },
        },
        "window": {"workDoneProgress": True, "showDocument": {"support": True}},
        "experimental": {"own": 1},
    },
}


def read(params: Json) -> types.InitializeParams:
    return CONVERTER.structure(params, types.InitializeParams)


def changed(path: str, value: Json) -> dict[str, Json]:
    """EDITOR with *value* at the dotted *path* of its capabilities."""
    params = copy.deepcopy(EDITOR)
    *parents, last = path.split(".")
    place = params["capabilities"]
    for parent in parents:
        place = place[parent]
    place[last] = value
    return params


def places(value: Json, path: tuple[Json, ...] = ()) -> list[tuple[Json, ...]]:
    """The path to everything inside *value*."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, member in inside for place in ((*path, key), *places(member, (*path, key)))]


def test_what_conforms_is_read_as_the_strict_converter_reads_it() -> None:
    assert read(copy.deepcopy(EDITOR)) == converters.get_converter().structure(EDITOR, types.InitializeParams)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("textDocument.completion.completionItemKind.valueSet", [1, 26]),
        ("textDocument.completion.completionItem.insertTextModeSupport.valueSet", [1, 3]),
        ("textDocument.completion.completionItem.documentationFormat", ["html"]),
        ("textDocument.publishDiagnostics.tagSupport.valueSet", [1, 99]),
        ("textDocument.codeAction.codeActionLiteralSupport.codeActionKind.valueSet", ["own.kind"]),
        ("textDocument.semanticTokens.formats", ["absolute"]),
        ("textDocument.foldingRange.foldingRangeKind.valueSet", ["own"]),
        ("workspace.symbol.symbolKind.valueSet", [27]),
        ("workspace.workspaceEdit.resourceOperations", ["copy"]),
        ("workspace.workspaceEdit.failureHandling", "hope"),
        ("general.positionEncodings", ["utf-7", "utf-8"]),
    ],
)
def test_an_unknown_enum_value_is_kept_as_it_is(path: str, value: Json) -> None:
    found: Json = read(changed(path, value)).capabilities
    for name in path.split("."):
        snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
        found = getattr(found, snake)
    assert (list(found) if isinstance(value, list) else found) == value


def test_enum_values_are_unknown_in_other_params_too() -> None:
    context = {"triggerKind": 99, "diagnostics": []}
    params = {"textDocument": {"uri": "u"}, "range": ZERO, "context": context}
    assert CONVERTER.structure(params, types.CodeActionParams).context.trigger_kind == 99
    completion = {"textDocument": {"uri": "u"}, "position": ZERO["start"], "context": {"triggerKind": 9}}
    read_context = CONVERTER.structure(completion, types.CompletionParams).context
    assert read_context
    assert read_context.trigger_kind == 9


def test_unknown_fields_are_passed_over() -> None:
    params = changed("textDocument.telepathy", {"valueSet": [1]})
    assert read({**params, "brandNew": True}) == read(EDITOR)


@settings(deadline=None)
@given(st.sampled_from(places(EDITOR)), st.sampled_from([None, "text", -1, 1.5, True, [], {}, [None], {"a": 1}, [[1]]]))
def test_no_single_wrong_value_keeps_a_client_out(place: tuple[Json, ...], value: Json) -> None:
    params = copy.deepcopy(EDITOR)
    parent: Json = params
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = value
    known = read(params).capabilities
    if place[:2] != ("capabilities", "window") and place != ("capabilities",):
        assert known.window == read(EDITOR).capabilities.window


@pytest.mark.parametrize("capabilities", [None, [], "all", 5])
def test_capabilities_that_are_no_object_are_none_at_all(capabilities: Json) -> None:
    assert read({**EDITOR, "capabilities": capabilities}).capabilities == types.ClientCapabilities()


def test_what_is_required_and_missing_takes_its_object_along() -> None:
    params = changed("textDocument.completion.completionItem.resolveSupport", {"properties": None})
    text_document = read(params).capabilities.text_document
    assert text_document
    assert text_document.completion
    assert text_document.completion.completion_item
    assert text_document.completion.completion_item.resolve_support is None
    assert text_document.completion.completion_item.snippet_support is True


ZERO = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}


def test_diagnostics_of_other_shapes_are_left_out_of_a_code_action_request() -> None:
    ours = {"range": ZERO, "message": "ours", "data": {"own": [1]}, "code": "a-code"}
    newer = {"range": ZERO, "message": {"kind": "markdown", "value": "theirs"}}
    context = what_fits(types.CodeActionContext, {"diagnostics": [newer, ours, None, {}], "only": ["quickfix", 5]})
    assert [(diagnostic.message, diagnostic.data) for diagnostic in context.diagnostics] == [("ours", {"own": [1]})]
    assert context.only == ("quickfix",)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"uri": None}, types.TextDocumentIdentifier),
        ({"line": None, "character": 0}, types.Position),
        ({"line": -1, "character": 0}, types.Position),
        ({"line": 0.5, "character": 0}, types.Position),
        ({"includeDeclaration": "yes"}, types.ReferenceContext),
        ({"settings": 1, "uri": 1}, types.WorkspaceFolder),
        ([], types.InitializeParams),
    ],
)
def test_what_a_request_asks_is_read_strictly(raw: Json, kind: Json) -> None:
    with pytest.raises((TypeError, KeyError, ValueError)):
        CONVERTER.structure(raw, kind)


def test_columns_beyond_all_lines_are_still_columns() -> None:
    position = CONVERTER.structure({"line": 0, "character": 2**53}, types.Position)
    assert position.character == LARGEST_UINTEGER


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, Encoding.UTF16),
        ([], Encoding.UTF16),
        (["utf-7"], Encoding.UTF16),
        (["utf-7", "utf-32", "utf-8"], Encoding.UTF32),
        ([types.PositionEncodingKind.Utf8, "utf-16"], Encoding.UTF8),
        ([None, 8, "utf-16", "utf-8"], Encoding.UTF16),
    ],
)
def test_the_first_known_encoding_that_a_client_offers_is_chosen(offered: Json, chosen: Encoding) -> None:
    assert choose_encoding(offered) is chosen


def test_a_newer_and_sloppy_client_is_let_in_and_understood(start: Start) -> None:
    client = start(initialized=False)
    params = copy.deepcopy(EDITOR)
    params["capabilities"]["general"]["positionEncodings"] = [None, "utf-7", "utf-8"]
    params["capabilities"]["textDocument"]["hover"] = None
    params["capabilities"]["textDocument"]["completion"]["completionItemKind"] = {"valueSet": [1, 99, None]}
    params["capabilities"]["workspace"]["applyEdit"] = "yes"
    sloppy = {"processId": "12", "rootUri": "file://[bad", "trace": "compact", "workspaceFolders": [None]}
    answer = initialize(client, **{**params, **sloppy})
    assert answer["result"]["capabilities"]["positionEncoding"] == "utf-8"
    state = client.call("toy/state")
    assert state["encoding"] == "utf-8"
    assert state["folders"] == []
    assert state["capabilities"]["textDocument"]["completion"]["completionItemKind"] == {"valueSet": [1, 99]}


def test_a_client_that_offers_no_encoding_counts_in_utf_16(toy: RawClient) -> None:
    assert toy.call("toy/state")["encoding"] == "utf-16"
