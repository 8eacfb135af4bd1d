"""Telling a client that shows a plan as a whole that it is another one now: such a view asks nothing by itself.

The notification is no part of LSP; it goes to clients alone that say so of themselves at ``initialize``.
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from milestone_ls.features.milestones import Listed, milestones
from milestone_ls.project.plan import Plan
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.uris import to_uri
from milestone_ls.project.workspace import Workspace
from milestone_ls.server.base import BaseServer
from milestone_ls.server.bursts import Burst

PLAN_CHANGED = "milestone-ls/planChanged"
ABILITY = "milestonePlanChanged"
"""What a client sets to true among its experimental capabilities (LSP 3.17, ClientCapabilities.experimental)."""


class _Told(NamedTuple):
    """What a client can know of a plan: the plan itself, and what would be listed of it.

    is_known   the client knew it before
    """

    plan: Plan
    listed: tuple[Listed, ...]
    is_known: bool


class PlanNews:
    """Looks at the plans when a burst of changes is over, and tells of those whose list of milestones differs."""

    def __init__(self, server: BaseServer, workspace: Workspace) -> None:
        self._server = server
        self._workspace = workspace
        self._burst = Burst(self._tell)
        self._told: dict[Path, _Told] = {}
        self._is_looking = False
        self._is_late = False

    def ask(self) -> None:
        """Something may differ."""
        if knows_plan_changes(self._server.client_capabilities):
            self._burst.ask()

    def _tell(self) -> None:
        if self._is_looking:
            self._is_late = True
            return
        self._is_looking = True
        plans = [
            (folder.root, folder.project.snapshot, self._told.get(folder.root)) for folder in self._workspace.plans()
        ]
        # The schedule of a large plan, and the list made of it, take longer than a keystroke may wait.
        looked = asyncio.get_running_loop().run_in_executor(None, _look, plans)
        looked.add_done_callback(self._looked)

    def _looked(self, looked: "asyncio.Future[dict[Path, _Told]]") -> None:
        self._is_looking = False
        if self._is_late:
            self._is_late = False
            self._burst.ask()
        if looked.cancelled():
            return
        before, self._told = self._told, looked.result()
        for root, now in self._told.items():
            if not now.is_known:
                self._notify(root)
        for root in before.keys() - self._told.keys():
            self._notify(root)

    def _notify(self, root: Path) -> None:
        self._server.send_notification(PLAN_CHANGED, {"root": to_uri(root)})


def _look(plans: Iterable[tuple[Path, Snapshot, _Told | None]]) -> dict[Path, _Told]:
    """What the client is to know of each plan, by its root and with what it knew before."""
    return {root: _compared(snapshot, known) for root, snapshot, known in plans}


def _compared(snapshot: Snapshot, known: _Told | None) -> _Told:
    plan = snapshot.plan
    if known is not None and known.plan is plan:
        return known._replace(is_known=True)
    listed = milestones(snapshot)
    is_known = known is not None and (known.plan.complete, known.listed) == (plan.complete, listed)
    return _Told(plan, listed, is_known)


def knows_plan_changes(capabilities: types.ClientCapabilities) -> bool:
    """Whether a client wants to be told."""
    experimental = capabilities.experimental
    return isinstance(experimental, dict) and experimental.get(ABILITY) is True
