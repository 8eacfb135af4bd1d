"""Requests that lead from one place to another."""

from collections.abc import Callable, Iterable

from lsprotocol import types

from milestone_ls.features.definition import Definition, definition
from milestone_ls.features.links import NameLink, linking
from milestone_ls.features.references import finding_references, highlights
from milestone_ls.project.occurrences import Occurrence, OccurrenceKind
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.reading import when_read
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.server.slicing import Lots, in_slices
from milestone_ls.server.switching import switched
from milestone_ls.text import Encoding


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    @when_read(server)
    def on_definition(params: types.DefinitionParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri, params.position)
        found = definition(question.snapshot, question.path, question.position) if question else None
        return _targets(server, question, found) if question and found else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    @when_read(server)
    async def on_references(params: types.ReferenceParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri, params.position)
        if question is None:
            return None
        with_declaration = params.context.include_declaration
        steps = finding_references(
            question.snapshot, question.path, question.position, with_declaration=with_declaration
        )
        lots = Lots(server, params.partial_result_token)
        name_of, encoding = server.session.findings.names_in(question.place.plan), server.encoding

        def tell(places: Iterable[Occurrence]) -> None:
            if lots.is_wanted:
                lots.add(_locations(places, name_of, encoding))

        found = await in_slices(server, "Finding references", steps, params.work_done_token, tell)
        lots.send()
        if found is None:
            return None
        return [] if lots.is_wanted else _locations(found, name_of, encoding)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    @switched(server, "highlight")
    @when_read(server)
    def on_highlight(params: types.DocumentHighlightParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri, params.position)
        if question is None:
            return None
        found = highlights(question.snapshot, question.path, question.position)
        return [
            {"range": range_out(question.lines, place.span, server.encoding), "kind": _HIGHLIGHTS[place.kind]}
            for place in found
        ] or None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    @switched(server, "links")
    @when_read(server)
    async def on_document_link(params: types.DocumentLinkParams) -> list[Json] | None:
        return await _links(server, params)


_HIGHLIGHTS = {
    OccurrenceKind.DECLARATION: types.DocumentHighlightKind.Write.value,
    OccurrenceKind.ITEM: types.DocumentHighlightKind.Read.value,
    OccurrenceKind.LINK: types.DocumentHighlightKind.Read.value,
    OccurrenceKind.MENTION: types.DocumentHighlightKind.Text.value,
}


async def _links(server: MilestoneServer, params: types.DocumentLinkParams) -> list[Json] | None:
    question = server.session.look(params.text_document.uri)
    if question is None:
        return None
    steps = linking(question.snapshot, question.path)
    found = await in_slices(server, "Finding names", steps, params.work_done_token)
    name_of = server.session.findings.names_in(question.place.plan)
    return [_link(server, question, link, name_of(link.milestone.path)) for link in found]


def _link(server: MilestoneServer, question: Question, link: NameLink, uri: str) -> Json:
    line = link.milestone.heading_span.start.line
    return {
        "range": range_out(question.lines, link.span, server.encoding),
        "target": f"{uri}#L{line + 1}" if line else uri,
        "tooltip": link.milestone.display_name,
    }


def _locations(places: Iterable[Occurrence], name_of: Callable[[str], str], encoding: Encoding) -> list[Json]:
    """In the text that the question was asked of: others may have changed while it was answered."""
    return [{"uri": name_of(place.path), "range": range_out(place.lines, place.span, encoding)} for place in places]


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
