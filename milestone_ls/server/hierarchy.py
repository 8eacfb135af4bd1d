"""Upstream and downstream as the protocol has them (LSP 3.17, callHierarchy and textDocument/implementation).

Who calls a milestone are those that depend on it; whom it calls is what it depends on. Thousands may depend on one, so
their places are looked up in slices.
"""

from collections.abc import Generator, Iterable
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from milestone_ls.features.card import status_words
from milestone_ls.features.hierarchy import Neighbour, finding_dependents, finding_upstream
from milestone_ls.features.references import named_at
from milestone_ls.project.facts import Milestone
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.uris import to_path
from milestone_ls.project.workspace import PlanFolder
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.reading import when_read
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.slicing import in_slices

_KIND = types.SymbolKind.Package.value


class _Asked(NamedTuple):
    """A milestone that an item of the client's stands for, in the state of its plan that the answer is about."""

    plan: PlanFolder
    snapshot: Snapshot
    path: str


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
        return [_item(server, question.place.plan, question.snapshot, milestone) for milestone in milestones] or None

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    async def on_incoming(params: types.CallHierarchyIncomingCallsParams) -> list[Json] | None:
        asked = _asked(server, params.item)
        if asked is None:
            return None
        return await in_slices(server, "Finding dependents", _incoming(server, asked), params.work_done_token)

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    async def on_outgoing(params: types.CallHierarchyOutgoingCallsParams) -> list[Json] | None:
        asked = _asked(server, params.item)
        if asked is None:
            return None
        return await in_slices(server, "Finding dependencies", _outgoing(server, asked), params.work_done_token)

    @server.feature(types.TEXT_DOCUMENT_IMPLEMENTATION)
    @when_read(server)
    async def on_implementation(params: types.ImplementationParams) -> list[Json] | None:
        question = server.session.look(params.text_document.uri, params.position)
        if question is None:
            return None
        named = named_at(question.snapshot, question.path, question.position)
        steps = _dependents(server, question.place.plan, question.snapshot, named)
        return await in_slices(server, "Finding dependents", steps, params.work_done_token) or None


def _incoming(server: MilestoneServer, asked: _Asked) -> Generator[None, None, list[Json]]:
    plan, snapshot, path = asked
    calls = []
    for found in (yield from finding_dependents(snapshot, path)):
        ranges = _ranges(server, snapshot, found, found.milestone.path)
        calls.append({"from": _item(server, plan, snapshot, found.milestone), "fromRanges": ranges})
        yield
    return calls


def _outgoing(server: MilestoneServer, asked: _Asked) -> Generator[None, None, list[Json]]:
    plan, snapshot, path = asked
    calls = []
    for found in (yield from finding_upstream(snapshot, path)):
        ranges = _ranges(server, snapshot, found, path)
        calls.append({"to": _item(server, plan, snapshot, found.milestone), "fromRanges": ranges})
        yield
    return calls


def _dependents(
    server: MilestoneServer, plan: PlanFolder, snapshot: Snapshot, named: Iterable[Milestone]
) -> Generator[None, None, list[Json]]:
    places: dict[str, Json] = {}
    for one in named:
        for found in (yield from finding_dependents(snapshot, one.path)):
            item = _item(server, plan, snapshot, found.milestone)
            places[found.milestone.path] = {"uri": item["uri"], "range": item["selectionRange"]}
            yield
    return list(places.values())


def _asked(server: MilestoneServer, item: types.CallHierarchyItem) -> _Asked | None:
    """None where the item's milestone is no more: another one may stand in its file by now."""
    path = to_path(item.uri, Path)
    place = server.session.workspace.locate(path) if path is not None else None
    if place is None:
        return None
    snapshot = place.plan.project.snapshot
    milestone = snapshot.plan.milestone(place.relative)
    if milestone is None or (item.data is not None and item.data != milestone.id):
        return None
    return _Asked(place.plan, snapshot, place.relative)


def _item(server: MilestoneServer, plan: PlanFolder, snapshot: Snapshot, milestone: Milestone) -> Json:
    """A milestone for the client, which brings it back with *data*: the ID by which it was found."""
    lines = snapshot.documents[milestone.path].source
    heading = range_out(lines, milestone.heading_span, server.encoding)
    selection = range_out(lines, milestone.name_span, server.encoding)
    return {
        "name": milestone.display_name,
        "kind": _KIND,
        "detail": status_words(milestone),
        "uri": server.session.findings.name_of(plan.root / milestone.path),
        "range": heading,
        "selectionRange": selection,
        "data": milestone.id,
    }


def _ranges(server: MilestoneServer, snapshot: Snapshot, found: Neighbour, path: str) -> list[Json]:
    """Where the document at *path* states what makes the two neighbours."""
    lines = snapshot.documents[path].source
    return [range_out(lines, span, server.encoding) for span in found.stated]
