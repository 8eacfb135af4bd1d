"""Formatting as the protocol has it (LSP 3.17, textDocument/formatting and rangeFormatting): tables alone."""

from collections.abc import Iterable

from lsprotocol import types

from milestone_ls.features.formatting import table_edits
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.text import Edit


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def on_formatting(params: types.DocumentFormattingParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        return _answer(server, question, table_edits(question.document)) if question else None

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    def on_range_formatting(params: types.DocumentRangeFormattingParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        if question is None:
            return None
        start, end = params.range.start, params.range.end
        # A selection of whole lines ends at the beginning of the line behind them.
        behind = end.line + (end.character > 0 or end == start)
        edits = table_edits(question.document, start.line, behind)
        return _answer(server, question, edits)


def _answer(server: MilestoneServer, question: Question, edits: Iterable[Edit]) -> list[Json]:
    return [{"range": range_out(question.lines, edit.span, server.encoding), "newText": edit.text} for edit in edits]
