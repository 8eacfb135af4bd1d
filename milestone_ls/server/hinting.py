"""What stands beside and above the text (LSP 3.17): inlay hints and code lenses.

A lens leads to places. An editor that can show several at once catches the command ``milestone-ls.showPlaces`` itself,
as the extension for VS Code and the files for Neovim do; for the others the server opens the first.
"""

from lsprotocol import types

from milestone_ls.features.hints import hints
from milestone_ls.features.lenses import Lens, finding_lenses
from milestone_ls.server.asking import shows_documents
from milestone_ls.server.convert import Json, position_out, range_out
from milestone_ls.server.offers import SHOW_PLACES
from milestone_ls.server.reading import when_read
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.session import Question
from milestone_ls.server.slicing import in_slices
from milestone_ls.server.switching import switched


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    @switched(server, "inlay-hints")
    @when_read(server)
    def on_inlay_hint(params: types.InlayHintParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        if question is None:
            return None
        first, end = params.range.start.line, params.range.end.line + 1
        return [
            {
                "position": position_out(question.lines, hint.place, server.encoding),
                "label": hint.text,
                "tooltip": hint.why,
                "paddingLeft": True,
            }
            for hint in hints(question.snapshot, question.path, first, end)
        ]

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    @switched(server, "code-lens")
    @when_read(server)
    async def on_code_lens(params: types.CodeLensParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri)
        if question is None:
            return None
        steps = finding_lenses(question.snapshot, question.path)
        found = await in_slices(server, "Counting references", steps, params.work_done_token)
        if found is None:
            return None
        heading = range_out(question.lines, found[0], server.encoding)
        uri = server.session.findings.name_of(question.place.path)
        return [
            {"range": heading, "command": _command(server, question, lens, [uri, heading["start"]])}
            for lens in found[1]
        ]


def _command(server: MilestoneServer, question: Question, lens: Lens, where: list[object]) -> Json:
    """The command of a lens; one that leads nowhere, or to where the client does not go, is words alone."""
    if not lens.places or not shows_documents(server.client_capabilities):
        return {"title": lens.text, "command": ""}
    name_of, encoding = server.session.findings.names_in(question.place.plan), server.encoding
    places = [
        {"uri": name_of(place.path), "range": range_out(place.lines, place.span, encoding)} for place in lens.places
    ]
    return {"title": lens.text, "command": SHOW_PLACES, "arguments": [*where, places]}
