"""Requests that lead from one place to another."""

from lsprotocol import types

from milestone_ls.features.definition import Definition, definition
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def on_definition(params: types.DefinitionParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri, params.position)
        found = definition(question.snapshot, question.path, question.position) if question else None
        return _targets(server, question, found) if question and found else None


def _targets(server: MilestoneServer, question: Question, found: Definition) -> list[Json]:
    """LocationLinks where the client knows them, else Locations."""
    capabilities = server.client_capabilities.text_document
    links = bool(capabilities and capabilities.definition and capabilities.definition.link_support)
    origin = range_out(question.lines, found.origin, server.encoding)
    answer = []
    for target in found.targets:
        file = server.session.file(question.place.plan, target.path)
        selection = range_out(file.lines, target.selection, server.encoding)
        answer.append(
            {
                "originSelectionRange": origin,
                "targetUri": file.uri,
                "targetRange": range_out(file.lines, target.span, server.encoding),
                "targetSelectionRange": selection,
            }
            if links
            else {"uri": file.uri, "range": selection}
        )
    return answer
