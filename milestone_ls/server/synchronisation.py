"""Notifications about documents, files, folders and settings: each handed to the session as it comes."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from milestone_ls.project.uris import to_path
from milestone_ls.server.server import MilestoneServer

AGAIN = 2.0
"""Seconds after which files are looked at once more of which the client said that it created, moved or deleted them."""


def register(server: MilestoneServer) -> None:
    """Listen to what this module hands on."""
    _documents(server)
    _files(server)
    _workspace(server)


def _documents(server: MilestoneServer) -> None:
    session = server.session

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def on_open(params: types.DidOpenTextDocumentParams) -> None:
        session.opened(params.text_document)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def on_change(params: types.DidChangeTextDocumentParams) -> None:
        session.changed(params)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def on_save(params: types.DidSaveTextDocumentParams) -> None:
        session.saved(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(params: types.DidCloseTextDocumentParams) -> None:
        session.closed(params.text_document.uri)


def _files(server: MilestoneServer) -> None:
    """A client that watches files tells of what it did itself, too; one and the same news twice does no harm."""

    def moved(uris: Iterable[str]) -> None:
        paths = [path for uri in uris if (path := to_path(uri, Path)) is not None]
        server.session.files_changed(paths)

    def moved_by_client(uris: Iterable[str]) -> None:
        """Looked at once more: of a file that came and went at once the client's own watching tells nothing."""
        paths = list(uris)
        moved(paths)
        asyncio.get_running_loop().call_later(AGAIN, moved, paths)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def on_watched(params: types.DidChangeWatchedFilesParams) -> None:
        moved(change.uri for change in params.changes)

    @server.feature(types.WORKSPACE_DID_CREATE_FILES)
    def on_created(params: types.CreateFilesParams) -> None:
        moved_by_client(file.uri for file in params.files)

    @server.feature(types.WORKSPACE_DID_RENAME_FILES)
    def on_renamed(params: types.RenameFilesParams) -> None:
        moved_by_client(uri for file in params.files for uri in (file.old_uri, file.new_uri))

    @server.feature(types.WORKSPACE_DID_DELETE_FILES)
    def on_deleted(params: types.DeleteFilesParams) -> None:
        moved_by_client(file.uri for file in params.files)


def _workspace(server: MilestoneServer) -> None:
    session = server.session

    @server.feature(types.INITIALIZED)
    async def on_initialized(_: types.InitializedParams) -> None:
        await session.initialized()
        await server.load_rest()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def on_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        session.folders_changed(
            [folder.uri for folder in params.event.added], [folder.uri for folder in params.event.removed]
        )

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def on_settings(params: types.DidChangeConfigurationParams) -> None:
        await session.settings_changed(params.settings)
