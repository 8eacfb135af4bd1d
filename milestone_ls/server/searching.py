"""Milestones of all plans by a few letters (LSP 3.17, workspace/symbol and workspaceSymbol/resolve)."""

from collections.abc import Generator, Iterable
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from milestone_ls.features.search import MOST, Found, order, searching
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.uris import to_path
from milestone_ls.project.workspace import PlanFolder
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.slicing import in_slices

_KIND = types.SymbolKind.Package.value


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.WORKSPACE_SYMBOL)
    async def on_workspace_symbol(params: types.WorkspaceSymbolParams) -> list[Json]:
        await server.session.reading_all()
        steps = _searching(server.session.workspace.plans(), params.query)
        hits = await in_slices(server, "Searching milestones", steps, params.work_done_token)
        later = _resolves_ranges(server)
        best = nsmallest(MOST, hits, key=lambda hit: order(hit.found))
        return [_symbol(server, hit, later=later) for hit in best]

    @server.feature(types.WORKSPACE_SYMBOL_RESOLVE)
    def on_resolve(symbol: types.WorkspaceSymbol) -> types.WorkspaceSymbol:
        path = to_path(symbol.location.uri, Path)
        place = server.session.workspace.locate(path) if path else None
        milestone = place.plan.project.snapshot.plan.milestone(place.relative) if place else None
        # Another milestone may stand in the file by now.
        if place is not None and milestone is not None and symbol.data in (None, milestone.id):
            span = milestone.name_span
            lines = server.session.findings.lines(place)
            range_ = range_out(lines, span, server.encoding)
            start, end = (types.Position(**range_[key]) for key in ("start", "end"))
            symbol.location = types.Location(symbol.location.uri, types.Range(start, end))
        return symbol


class _Hit(NamedTuple):
    """A milestone that was found, its plan, and the state of that in which it was found."""

    found: Found
    plan: PlanFolder
    snapshot: Snapshot


def _searching(plans: Iterable[PlanFolder], query: str) -> Generator[None, None, list[_Hit]]:
    hits = []
    for plan in plans:
        snapshot = plan.project.snapshot
        hits += [_Hit(found, plan, snapshot) for found in (yield from searching(snapshot, query))]
    return hits


def _symbol(server: MilestoneServer, hit: _Hit, *, later: bool) -> Json:
    """*later*: where in the file it is comes when the client resolves it."""
    found = hit.found
    milestone = hit.snapshot.plan.milestone(found.path)
    location: Json = {"uri": server.session.findings.name_of(hit.plan.root / found.path)}
    if not later:
        location["range"] = range_out(hit.snapshot.documents.lines(found.path), found.span, server.encoding)
    symbol = {"name": found.name, "kind": _KIND, "containerName": found.container, "location": location}
    return {**symbol, "data": milestone.id if milestone is not None else ""} if later else symbol


def _resolves_ranges(server: MilestoneServer) -> bool:
    workspace = server.client_capabilities.workspace
    declared = workspace.symbol.resolve_support if workspace and workspace.symbol else None
    return declared is not None and "location.range" in declared.properties
