"""What the server asks its client to do: make an edit, show a document. What it is about is not known here."""

import asyncio
import logging

from lsprotocol import types
from pygls import exceptions

from milestone_ls.project.workspace import PlanFolder
from milestone_ls.rules.finding import Fix
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.workspaceedits import WorkspaceEdits, abilities_of

logger = logging.getLogger(__name__)


def applies_edits(capabilities: types.ClientCapabilities) -> bool:
    """Whether a client makes an edit when it is asked to."""
    return bool(capabilities.workspace and capabilities.workspace.apply_edit)


async def apply(server: MilestoneServer, plan: PlanFolder, fix: Fix) -> bool:
    """Whether the client made the edit."""
    if not applies_edits(server.client_capabilities):
        logger.info("the client applies no edits")
        return False
    edit = edits_for(server, plan).edit(fix)
    if edit is None:
        return False
    return await _asked(server, types.WORKSPACE_APPLY_EDIT, {"label": fix.title, "edit": edit}, "applied")


async def apply_or_refuse(server: MilestoneServer, plan: PlanFolder, fix: Fix) -> None:
    """Have the client make the edit. Raises the error that tells its user why nothing was done."""
    if not applies_edits(server.client_capabilities):
        raise refused("this editor makes no edits when asked to")
    if not await apply(server, plan, fix):
        raise refused("the editor did not make the edit")


def edits_for(server: MilestoneServer, plan: PlanFolder) -> WorkspaceEdits:
    """What makes the edits of a plan for the client."""
    return WorkspaceEdits(server.session, plan, abilities_of(server.client_capabilities), server.encoding)


def shows_documents(capabilities: types.ClientCapabilities) -> bool:
    """Whether a client opens a document when it is asked to."""
    declared = capabilities.window.show_document if capabilities.window else None
    return declared is not None and declared.support


def refused(reason: str) -> exceptions.JsonRpcException:
    """The error that tells a user why nothing was done, though nothing is wrong with what was asked."""
    return exceptions.JsonRpcException(reason, types.LSPErrorCodes.RequestFailed.value)


def outdated(remedy: str) -> exceptions.JsonRpcException:
    """The error for a request whose answer would be about texts that are no more (LSP 3.17, ContentModified)."""
    return exceptions.JsonRpcException(
        f"the documents have changed, {remedy}", types.LSPErrorCodes.ContentModified.value
    )


async def show(server: MilestoneServer, uri: str, selection: types.Range | None = None) -> bool:
    """Whether the client opened the document, and selected what is to be."""
    return await _shown(server, types.ShowDocumentParams(uri, take_focus=True, selection=selection))


async def show_outside(server: MilestoneServer, uri: str) -> bool:
    """Whether the client had *uri* opened by another program, as a browser is."""
    return await _shown(server, types.ShowDocumentParams(uri, external=True))


async def _shown(server: MilestoneServer, params: types.ShowDocumentParams) -> bool:
    if not shows_documents(server.client_capabilities):
        return False
    return await _asked(server, types.WINDOW_SHOW_DOCUMENT, params, "success")


async def _asked(server: MilestoneServer, method: str, params: object, done: str) -> bool:
    """Whether the client says that it is *done*; an error is a no."""
    try:
        answer = await asyncio.wrap_future(server.protocol.send_request(method, params))
    except exceptions.JsonRpcException as error:
        logger.info("%s failed at the client: %s", method, error.message)
        return False
    return bool(getattr(answer, done, False))
