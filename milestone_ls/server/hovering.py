"""Hover as the protocol has it (LSP 3.17, textDocument/hover)."""

from lsprotocol import types

from milestone_ls.features.hover import hover
from milestone_ls.rules.catalogue import RULES
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.reading import when_read
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.server.switching import switched

_RULES = {rule.code: rule for rule in RULES}


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    @switched(server, "hover")
    @when_read(server)
    def on_hover(params: types.HoverParams) -> Json | None:
        question = server.session.look(params.text_document.uri, params.position)
        if question is None:
            return None
        judged = server.session.findings.told_or_none(question.place) or ()
        found = hover(
            question.snapshot,
            question.path,
            question.position,
            [(found, _RULES[found.code]) for found in judged],
            lambda path: _address(server, question, path),
        )
        if found is None:
            return None
        kind = types.MarkupKind.Markdown if _takes_markdown(server) else types.MarkupKind.PlainText
        return {
            "contents": {"kind": kind.value, "value": found.text},
            "range": range_out(question.lines, found.span, server.encoding),
        }


def _address(server: MilestoneServer, question: Question, path: str) -> str:
    """A link's destination: parentheses would end it."""
    uri = server.session.findings.name_of(question.place.plan.root / path)
    return uri.replace("(", "%28").replace(")", "%29")


def _takes_markdown(server: MilestoneServer) -> bool:
    """Whether the client shows Markdown; one that does not say takes it."""
    document = server.client_capabilities.text_document
    formats = document.hover.content_format if document and document.hover else None
    return formats is None or types.MarkupKind.Markdown in formats
