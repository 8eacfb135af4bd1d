"""What a document is made of (LSP 3.17): documentSymbol, foldingRange, selectionRange."""

from collections.abc import Iterable

from lsprotocol import types

from milestone_ls.features.folding import folds
from milestone_ls.features.outline import Symbol, SymbolKind, outline
from milestone_ls.features.selection import selections
from milestone_ls.server.convert import Json, Lines, range_out
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.switching import switched
from milestone_ls.text import Encoding

_KINDS = {
    SymbolKind.MILESTONE: types.SymbolKind.Package.value,
    SymbolKind.SECTION: types.SymbolKind.Namespace.value,
    SymbolKind.TASK: types.SymbolKind.Event.value,
    SymbolKind.TABLE: types.SymbolKind.Array.value,
}


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    @switched(server, "outline")
    def on_document_symbol(params: types.DocumentSymbolParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        trees = outline(question.snapshot, question.path) if question else ()
        if question is None or not trees:
            return None
        capabilities = server.client_capabilities.text_document
        declared = capabilities.document_symbol if capabilities else None
        if declared is not None and declared.hierarchical_document_symbol_support:
            return [_symbol(tree, question.lines, server.encoding) for tree in trees]
        uri = server.session.findings.name_of(question.place.path)
        return [one for tree in trees for one in _flat(tree, "", uri, question.lines, server.encoding)]

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def on_folding_range(params: types.FoldingRangeParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        if question is None:
            return None
        document = question.document
        return [
            {
                "startLine": fold.first,
                "endLine": fold.last,
                **({"kind": types.FoldingRangeKind.Comment.value} if fold.is_comment else {}),
            }
            for fold in folds(document)
        ]

    @server.feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
    def on_selection_range(params: types.SelectionRangeParams) -> list[Json] | None:
        answers: list[Json] = []
        for position in params.positions:
            question = server.session.look(params.text_document.uri, position)
            if question is None:
                return None
            document = question.document
            spans = selections(document, question.position)
            answers.append(_nested([range_out(question.lines, span, server.encoding) for span in spans]))
        return answers


def _nested(ranges: list[Json]) -> Json:
    """A SelectionRange in ever wider ones; the narrowest comes first."""
    inner, *outer = ranges
    return {"range": inner, "parent": _nested(outer)} if outer else {"range": inner}


def _symbol(symbol: Symbol, lines: Lines, encoding: Encoding) -> Json:
    return {
        "name": symbol.name,
        "detail": symbol.detail,
        "kind": _KINDS[symbol.kind],
        "range": range_out(lines, symbol.span, encoding),
        "selectionRange": range_out(lines, symbol.selection, encoding),
        "children": [_symbol(child, lines, encoding) for child in symbol.children],
    }


def _flat(symbol: Symbol, container: str, uri: str, lines: Lines, encoding: Encoding) -> Iterable[Json]:
    """SymbolInformation, for clients that know no tree."""
    location = {"uri": uri, "range": range_out(lines, symbol.selection, encoding)}
    yield {"name": symbol.name, "kind": _KINDS[symbol.kind], "location": location, "containerName": container}
    for child in symbol.children:
        yield from _flat(child, symbol.name, uri, lines, encoding)
