"""The plan as a whole, by name (LSP 3.17, workspace/executeCommand): its milestones as a list, and a new one."""

import asyncio
import shlex
from pathlib import Path
from typing import Any

from pygls import exceptions

from milestone_ls.features.drafting import NEXT, CannotCreateError, Wanted, drafted
from milestone_ls.features.milestones import Listed, milestones
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.uris import to_path, to_uri
from milestone_ls.project.workspace import PlanFolder
from milestone_ls.server.asking import applies_edits, apply, edits_for, refused, show
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.offers import LIST_MILESTONES, NEW_MILESTONE
from milestone_ls.server.server import MilestoneServer


def register(server: MilestoneServer) -> None:
    """Offer what this module answers. Arguments come as JSON of the client's."""

    @server.command(LIST_MILESTONES)
    async def on_list_milestones(uri: Any) -> Json:  # noqa: ANN401
        """The milestones of the plan that a document or folder belongs to, with how each stands."""
        plan = await plan_read(server, uri)
        snapshot = plan.project.snapshot
        # The schedule of a large plan takes longer than a keystroke may wait.
        listed = await asyncio.to_thread(milestones, snapshot)
        return {
            "root": to_uri(plan.root),
            "name": plan.root.name,
            "complete": snapshot.plan.complete,
            "milestones": [_entry(server, plan, snapshot, found) for found in listed],
        }

    @server.command(NEW_MILESTONE)
    async def on_new_milestone(uri: Any, wanted: Any) -> str | None:  # noqa: ANN401
        """Create a milestone as ``milestone-ls new`` does, and show it; its URI, None where the client did not."""
        asked = _wanted(wanted)
        plan = await plan_read(server, uri)
        if to_path(uri, Path) is None:
            raise refused("save the document first: a new milestone goes beside it")
        if not plan.project.snapshot.plan.complete:
            raise refused("the plan is still being read; ask again in a moment")
        if plan.configuration.troubles:
            trouble = plan.configuration.troubles[0]
            raise refused(f"{trouble.path} is wrong: {trouble.message}")
        try:
            draft = drafted(plan.project.snapshot, asked)
        except CannotCreateError as error:
            raise exceptions.JsonRpcInvalidParams(str(error)) from error
        if not (applies_edits(server.client_capabilities) and edits_for(server, plan).can(draft.fix)):
            raise refused(
                f"this editor creates no files when asked to; on the command line: {_command(draft.id, asked)}"
            )
        if not await apply(server, plan, draft.fix):
            return None
        created = server.session.findings.name_of(plan.root / draft.path)
        await show(server, created)
        return created


async def plan_read(server: MilestoneServer, uri: object) -> PlanFolder:
    """The plan of a document or folder, when it has been read. Raises JsonRpcInvalidParams where there is none."""
    if isinstance(uri, str):
        await server.session.reading(uri)
        plan = server.session.plan(uri)
        if plan is not None:
            return plan
    raise exceptions.JsonRpcInvalidParams(f"{uri!r} is no document of a plan, nor a folder that holds one plan")


def _entry(server: MilestoneServer, plan: PlanFolder, snapshot: Snapshot, found: Listed) -> Json:
    """In the text of *snapshot*: another one may be there since it was listed."""
    findings = server.session.findings

    def uri(path: str) -> str:
        return findings.name_of(plan.root / path)

    return {
        "id": found.id,
        "title": found.title,
        "uri": uri(found.path),
        "range": range_out(snapshot.documents[found.path].source, found.span, server.encoding),
        "status": found.status.value,
        "state": found.standing.value,
        "wave": found.wave,
        "track": found.track,
        "progress": {"done": found.done, "total": found.total} if found.total else None,
        "blockedBy": list(found.blocked_by),
        "upstream": [uri(path) for path in found.upstream],
        "downstream": [uri(path) for path in found.downstream],
        "critical": found.critical,
    }


def _wanted(raw: object) -> Wanted:
    """What a client wants a new milestone to be; without an ID the next one that is free."""
    match raw:
        case {"title": str(title), **rest}:
            id_, needs = rest.get("id") or NEXT, rest.get("dependsOn") or []
            if isinstance(id_, str) and isinstance(needs, list) and all(isinstance(name, str) for name in needs):
                return Wanted(id_, " ".join(title.split()), tuple(needs))
    raise exceptions.JsonRpcInvalidParams(
        f"{raw!r} is no milestone: title and id are texts, dependsOn is a list of IDs"
    )


def _command(id_: str, wanted: Wanted) -> str:
    words = ["milestone-ls", "new", id_, *([wanted.title] if wanted.title else [])]
    return shlex.join([*words, *(["--depends-on", ",".join(wanted.depends_on)] if wanted.depends_on else [])])
