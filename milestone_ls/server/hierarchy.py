"""Upstream and downstream as the protocol has them (LSP 3.17, callHierarchy and textDocument/implementation).

Who calls a milestone are those that depend on it; whom it calls is what it depends on.
"""

from pathlib import Path

from lsprotocol import types

from milestone_ls.features.card import status_words
from milestone_ls.features.hierarchy import Neighbour, dependents, upstream
from milestone_ls.features.references import named_at
from milestone_ls.project.facts import Milestone
from milestone_ls.project.uris import to_path
from milestone_ls.project.workspace import Place, PlanFolder
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.reading import when_read
from milestone_ls.server.server import MilestoneServer

_KIND = types.SymbolKind.Package.value


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    @when_read(server)
    def on_prepare(params: types.CallHierarchyPrepareParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri, params.position)
        if question is None:
            return None
        named = named_at(question.snapshot, question.path, question.position)
        own = question.snapshot.plan.milestone(question.path)
        # Anywhere else in a milestone's document the question is about that milestone.
        milestones = named or ((own,) if own is not None else ())
        return [_item(server, question.place.plan, milestone) for milestone in milestones] or None

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    def on_incoming(params: types.CallHierarchyIncomingCallsParams) -> list[Json] | None:
        place = _place(server, params.item.uri)
        if place is None:
            return None
        return [
            {
                "from": _item(server, place.plan, found.milestone),
                "fromRanges": _ranges(server, place.plan, found, found.milestone.path),
            }
            for found in dependents(place.plan.project.snapshot, place.relative)
        ]

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    def on_outgoing(params: types.CallHierarchyOutgoingCallsParams) -> list[Json] | None:
        place = _place(server, params.item.uri)
        if place is None:
            return None
        return [
            {
                "to": _item(server, place.plan, found.milestone),
                "fromRanges": _ranges(server, place.plan, found, place.relative),
            }
            for found in upstream(place.plan.project.snapshot, place.relative)
        ]

    @server.feature(types.TEXT_DOCUMENT_IMPLEMENTATION)
    @when_read(server)
    def on_implementation(params: types.ImplementationParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri, params.position)
        if question is None:
            return None
        plan = question.place.plan
        named = named_at(question.snapshot, question.path, question.position)
        found = [other.milestone for one in named for other in dependents(question.snapshot, one.path)]
        return [
            {"uri": item["uri"], "range": item["selectionRange"]}
            for milestone in dict.fromkeys(found)
            for item in [_item(server, plan, milestone)]
        ] or None


def _place(server: MilestoneServer, uri: str) -> Place | None:
    path = to_path(uri, Path)
    return server.session.workspace.locate(path) if path is not None else None


def _item(server: MilestoneServer, plan: PlanFolder, milestone: Milestone) -> Json:
    file = server.session.file(plan, milestone.path)
    heading = range_out(file.lines, milestone.heading_span, server.encoding)
    selection = range_out(file.lines, milestone.id_span or milestone.heading_span, server.encoding)
    return {
        "name": f"{milestone.id} {milestone.title}".strip() or milestone.stem,
        "kind": _KIND,
        "detail": status_words(milestone),
        "uri": file.uri,
        "range": heading,
        "selectionRange": selection,
    }


def _ranges(server: MilestoneServer, plan: PlanFolder, found: Neighbour, path: str) -> list[Json]:
    """Where the document at *path* states what makes the two neighbours."""
    lines = server.session.file(plan, path).lines
    return [range_out(lines, span, server.encoding) for span in found.stated]
