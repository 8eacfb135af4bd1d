"""Formatting as the protocol has it (LSP 3.18, formatting, rangeFormatting and rangesFormatting): tables alone."""

from collections.abc import Iterable

from lsprotocol import types

from milestone_ls.features.formatting import table_edits
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.server.switching import switched
from milestone_ls.text import Edit


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    @switched(server, "formatting")
    def on_formatting(params: types.DocumentFormattingParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        return _answer(server, question, table_edits(question.document)) if question else None

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    @switched(server, "formatting")
    def on_range_formatting(params: types.DocumentRangeFormattingParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        return _answer(server, question, _in_range(question, params.range)) if question else None

    @server.feature(types.TEXT_DOCUMENT_RANGES_FORMATTING)
    @switched(server, "formatting")
    def on_ranges_formatting(params: types.DocumentRangesFormattingParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        if question is None:
            return None
        # Two ranges may touch one table, which is aligned as a whole.
        edits = dict.fromkeys(edit for range_ in params.ranges for edit in _in_range(question, range_))
        return _answer(server, question, sorted(edits))


def _in_range(question: Question, range_: types.Range) -> Iterable[Edit]:
    start, end = range_.start, range_.end
    # A selection of whole lines ends at the beginning of the line behind them.
    behind = end.line + (end.character > 0 or end == start)
    return table_edits(question.document, start.line, behind)


def _answer(server: MilestoneServer, question: Question, edits: Iterable[Edit]) -> list[Json]:
    return [{"range": range_out(question.lines, edit.span, server.encoding), "newText": edit.text} for edit in edits]
