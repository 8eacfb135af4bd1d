"""Telling a client that shows a plan as a whole that it is another one now: such a view asks nothing by itself.

The notification is no part of LSP; it goes to clients alone that say so of themselves at ``initialize``.
"""

from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from milestone_ls.features.milestones import Listed, milestones
from milestone_ls.project.plan import Plan
from milestone_ls.project.uris import to_uri
from milestone_ls.project.workspace import Workspace
from milestone_ls.server.base import BaseServer
from milestone_ls.server.bursts import Burst

PLAN_CHANGED = "milestone-ls/planChanged"
ABILITY = "milestonePlanChanged"
"""What a client sets to true among its experimental capabilities (LSP 3.17, ClientCapabilities.experimental)."""


class _Told(NamedTuple):
    """What a client can know of a plan: the plan itself, and what would be listed of it."""

    plan: Plan
    listed: tuple[Listed, ...]

    def is_same(self, other: "_Told") -> bool:
        return self.plan.complete == other.plan.complete and self.listed == other.listed


class PlanNews:
    """Looks at the plans when a burst of changes is over, and tells of those whose list of milestones differs."""

    def __init__(self, server: BaseServer, workspace: Workspace) -> None:
        self._server = server
        self._workspace = workspace
        self._burst = Burst(self._tell)
        self._told: dict[Path, _Told] = {}

    def ask(self) -> None:
        """Something may differ."""
        if knows_plan_changes(self._server.client_capabilities):
            self._burst.ask()

    def _tell(self) -> None:
        before, self._told = self._told, {}
        for folder in self._workspace.plans():
            snapshot, known = folder.project.snapshot, before.pop(folder.root, None)
            if known is not None and known.plan is snapshot.plan:
                self._told[folder.root] = known
                continue
            now = self._told[folder.root] = _Told(snapshot.plan, milestones(snapshot))
            if known is None or not known.is_same(now):
                self._notify(folder.root)
        for root in before:
            self._notify(root)

    def _notify(self, root: Path) -> None:
        self._server.send_notification(PLAN_CHANGED, {"root": to_uri(root)})


def knows_plan_changes(capabilities: types.ClientCapabilities) -> bool:
    """Whether a client wants to be told."""
    experimental = capabilities.experimental
    return isinstance(experimental, dict) and experimental.get(ABILITY) is True
