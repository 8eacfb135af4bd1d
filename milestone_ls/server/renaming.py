"""Names that change, of milestones and of their files (LSP 3.17, rename, prepareRename, willRenameFiles)."""

import asyncio
from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path

from lsprotocol import types

from milestone_ls.features.moving import finding_followers
from milestone_ls.features.renaming import RefusedError, renamable, renaming, without_mentions
from milestone_ls.project.uris import to_path
from milestone_ls.project.workspace import PlanFolder
from milestone_ls.rules.finding import FileEdit, Fix
from milestone_ls.server.asking import edits_for, outdated, refused
from milestone_ls.server.convert import Json, range_out
from milestone_ls.server.reading import when_read
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.slicing import in_slices
from milestone_ls.server.workspaceedits import abilities_of


def register(server: MilestoneServer) -> None:
    """Offer what this module answers."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    @when_read(server)
    def on_prepare_rename(params: types.PrepareRenameParams) -> Json | None:
        question = server.session.look(params.text_document.uri, params.position)
        if question is None:
            return None
        try:
            found = renamable(question.snapshot, question.path, question.position)
        except RefusedError as refusal:
            raise refused(str(refusal)) from refusal
        return {
            "range": range_out(question.lines, found.span, server.encoding),
            "placeholder": found.milestone.id,
        }

    @server.feature(types.TEXT_DOCUMENT_RENAME)
    @when_read(server)
    async def on_rename(params: types.RenameParams) -> Json | None:
        return await _rename(server, params)

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES)
    async def on_will_rename_files(params: types.RenameFilesParams) -> Json | None:
        await asyncio.gather(*(server.session.reading(file.old_uri) for file in params.files))
        return await _following(server, params.files)


async def _rename(server: MilestoneServer, params: types.RenameParams) -> Json | None:
    question = server.session.look(params.text_document.uri, params.position)
    if question is None:
        return None
    abilities = abilities_of(server.client_capabilities)
    try:
        found = renamable(question.snapshot, question.path, question.position)
        steps = renaming(
            question.snapshot,
            found.milestone,
            params.new_name,
            moves="rename" in abilities.operations,
        )
        fix = await in_slices(server, f"Renaming {found.milestone.id}", steps, params.work_done_token)
    except RefusedError as refusal:
        raise refused(str(refusal)) from refusal
    if not question.place.plan.project.is_current(question.snapshot):
        # The edit is for texts that are no more: made now, it would damage those that are.
        raise outdated("rename again")
    if not abilities.annotations:
        fix, left = without_mentions(fix)
        if left:
            _tell_of_mentions(server, left, found.milestone.id)
    return edits_for(server, question.place.plan).edit(fix)


def _tell_of_mentions(server: MilestoneServer, left: int, id_: str) -> None:
    """Who renames is told of what stays as it is, behind the answer to the request."""
    said = f"1 mention of {id_} in prose was" if left == 1 else f"{left} mentions of {id_} in prose were"
    _tell(server, types.MessageType.Info, f"{said} left alone")


def _tell_of_leaving(server: MilestoneServer, files: Iterable[types.FileRename]) -> None:
    """Who moves files out of their plan is told that what leads to them stays as it is."""
    leaving = [path for file in files for path in _leaving(server, file)]
    if leaving:
        first, more = leaving[0], len(leaving) - 1
        said = f"{first} leaves its plan" if not more else f"{first} and {more} more leave their plan"
        _tell(server, types.MessageType.Warning, f"{said}: what leads there from the plan was left alone")


def _tell(server: MilestoneServer, kind: types.MessageType, words: str) -> None:
    """Say *words* to the user, behind the answer to the request."""
    message = {"type": kind.value, "message": words}
    loop = asyncio.get_running_loop()
    # One turn of the loop sends the answer; the message goes with the next.
    loop.call_soon(loop.call_soon, server.send_notification, types.WINDOW_SHOW_MESSAGE, message)


async def _following(server: MilestoneServer, files: Iterable[types.FileRename]) -> Json | None:
    """The edit by which all that leads to the files goes on to lead there; it is made before they move."""
    files = list(files)
    _tell_of_leaving(server, files)
    moves: dict[PlanFolder, dict[str, str]] = {}
    for file in files:
        if server.session.own_moves.take(file.old_uri, file.new_uri):
            continue
        for plan, old, new in _moves(server, file):
            moves.setdefault(plan, {})[old] = new
    answer: Json = {}
    for plan, followers in (await in_slices(server, "Following files", _followers(moves))).items():
        fix = Fix("Follow the files", tuple(followers))
        edit = edits_for(server, plan).edit(fix) or {}
        if "documentChanges" in edit:
            answer.setdefault("documentChanges", []).extend(edit["documentChanges"])
        for uri, edits in edit.get("changes", {}).items():
            answer.setdefault("changes", {})[uri] = edits
    return answer if any(answer.values()) else None


def _followers(
    moves: Mapping[PlanFolder, Mapping[str, str]],
) -> Generator[None, None, dict[PlanFolder, list[FileEdit]]]:
    """The steps to the edits that follow, gone again from the start if the documents of any plan change meanwhile."""
    while True:
        snapshots = {plan: plan.project.snapshot for plan in moves}
        found = {}
        for plan, moved in moves.items():
            found[plan] = yield from finding_followers(snapshots[plan], moved)
        if all(plan.project.is_current(snapshot) for plan, snapshot in snapshots.items()):
            return found


def _moves(server: MilestoneServer, file: types.FileRename) -> Iterator[tuple[PlanFolder, str, str]]:
    """A file or folder and the documents of plans that go with it, with old and new paths; none out of its plan."""
    old, new = to_path(file.old_uri, Path), to_path(file.new_uri, Path)
    for plan, before, path in _moving(server, old):
        if new is not None and new.is_relative_to(plan.root):
            after = new.relative_to(plan.root).as_posix()
            yield plan, before, after
            yield plan, path, after + path[len(before) :]


def _leaving(server: MilestoneServer, file: types.FileRename) -> Iterator[str]:
    """The documents of plans that go with a file or a folder to where their plan is not, by their paths in it."""
    old, new = to_path(file.old_uri, Path), to_path(file.new_uri, Path)
    for plan, _, path in _moving(server, old):
        if new is None or not new.is_relative_to(plan.root):
            yield path


def _moving(server: MilestoneServer, old: Path | None) -> Iterator[tuple[PlanFolder, str, str]]:
    """The documents of plans at or below *old*: each with its plan, and the path of *old* and its own in that."""
    for plan in server.session.workspace.plans() if old is not None else ():
        if old is None or not old.is_relative_to(plan.root):
            continue
        before = old.relative_to(plan.root).as_posix()
        for path in plan.project.snapshot.documents:
            if path == before or path.startswith(f"{before}/"):
                yield plan, before, path
