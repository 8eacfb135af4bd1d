"""Milestones of all plans by a few letters (LSP 3.17, workspace/symbol and workspaceSymbol/resolve)."""

from pathlib import Path

from lsprotocol import types

from milestone_ls.features.search import MOST, Found, order, search
from milestone_ls.project.uris import to_path
from milestone_ls.project.workspace import PlanFolder
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.server import MilestoneServer

_KIND = types.SymbolKind.Package.value


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolOptions(resolve_provider=True))
    def on_workspace_symbol(params: types.WorkspaceSymbolParams) -> list[Json]:
        plans = server.session.workspace.plans()
        hits = [(found, plan) for plan in plans for found in search(plan.project.snapshot, params.query)]
        hits.sort(key=lambda hit: order(hit[0]))
        later = _resolves_ranges(server)
        return [_symbol(server, plan, found, later=later) for found, plan in hits[:MOST]]

    @server.feature(types.WORKSPACE_SYMBOL_RESOLVE)
    def on_resolve(symbol: types.WorkspaceSymbol) -> types.WorkspaceSymbol:
        path = to_path(symbol.location.uri, Path)
        place = server.session.workspace.locate(path) if path else None
        milestone = place.plan.project.snapshot.plan.milestone(place.relative) if place else None
        if place is not None and milestone is not None:
            span = milestone.id_span or milestone.heading_span
            lines = server.session.findings.lines(place)
            range_ = range_out(lines, span, server.encoding)
            start, end = (types.Position(**range_[key]) for key in ("start", "end"))
            symbol.location = types.Location(symbol.location.uri, types.Range(start, end))
        return symbol


def _symbol(server: MilestoneServer, plan: PlanFolder, found: Found, *, later: bool) -> Json:
    """*later*: where in the file it is comes when the client resolves it."""
    file = server.session.file(plan, found.path)
    location: Json = {"uri": file.uri}
    if not later:
        location["range"] = range_out(file.lines, found.span, server.encoding)
    return {"name": found.name, "kind": _KIND, "containerName": found.container, "location": location}


def _resolves_ranges(server: MilestoneServer) -> bool:
    workspace = server.client_capabilities.workspace
    declared = workspace.symbol.resolve_support if workspace and workspace.symbol else None
    return declared is not None and "location.range" in declared.properties
