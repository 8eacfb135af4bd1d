"""An editor over pytest-lsp: the real server process, under what real editors say at ``initialize``.

Waiting is always for a condition, looked at after each message of the server, with a limit.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import converters, types
from pytest_lsp import ClientServerConfig, LanguageClient

from milestone_ls.text import Encoding, units

LIMIT = 20.0
"""Seconds after which what did not come is taken never to come."""

REFRESHES = (
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
    types.WORKSPACE_CODE_LENS_REFRESH,
    types.WORKSPACE_INLAY_HINT_REFRESH,
    types.WORKSPACE_DIAGNOSTIC_REFRESH,
)

PROGRAM = (sys.executable, "-m", "milestone_ls")

CLIENTS = Path(__file__).parent / "clients"
NEOVIM = "neovim-0.11.json"
VSCODE = "vscode-1.139.json"


def recorded(name: str, *folders: Path, **more: object) -> types.InitializeParams:
    """What the editor said at ``initialize``, of other folders."""
    params: dict[str, Any] = json.loads((CLIENTS / name).read_text(encoding="utf-8"))
    params["processId"] = os.getpid()
    params["rootUri"] = folders[0].as_uri() if folders else None
    params["rootPath"] = str(folders[0]) if folders else None
    params["workspaceFolders"] = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders] or None
    params.update(more)
    return converters.get_converter().structure(params, types.InitializeParams)


class Editor:
    """A client with open buffers that counts columns as the server agreed to."""

    def __init__(self, client: LanguageClient, result: types.InitializeResult) -> None:
        self.client = client
        self.capabilities = result.capabilities
        self.encoding = Encoding(result.capabilities.position_encoding or "utf-16")
        self.versions: dict[str, list[int | None]] = {}
        """The versions of the findings that came, by URI."""
        features = client.protocol.fm.features
        self._keep = features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS]
        features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = self._note
        self.applied: list[types.ApplyWorkspaceEditParams] = []
        """The edits that the server asked for; they are noted and not made."""
        features[types.WORKSPACE_APPLY_EDIT] = self._apply
        self._refreshes: asyncio.Queue[str] = asyncio.Queue()
        self.refreshed: list[str] = []
        """What the server asked to be asked for again."""
        for method in REFRESHES:
            features[method] = partial(self._refresh, method)
        self._buffers: dict[Path, tuple[int, str]] = {}

    def _refresh(self, method: str, _params: None) -> None:
        self.refreshed.append(method)
        self._refreshes.put_nowait(method)

    def _apply(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        self.applied.append(params)
        return types.ApplyWorkspaceEditResult(applied=True)

    def _note(self, params: types.PublishDiagnosticsParams) -> None:
        self.versions.setdefault(params.uri, []).append(params.version)
        self._keep(params)

    # What the user does

    def open(self, path: Path, text: str | None = None, uri: str | None = None) -> None:
        text = path.read_text(encoding="utf-8") if text is None else text
        self._buffers[path] = (1, text)
        item = types.TextDocumentItem(uri or path.as_uri(), types.LanguageKind.Markdown, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def replace(self, path: Path, old: str, new: str) -> int:
        """Replace the first *old* in the buffer by *new*, as one change; the buffer's version after it."""
        version, text = self._buffers[path]
        at = text.index(old)
        change = types.TextDocumentContentChangePartial(self.range(text, at, at + len(old)), new)
        self._buffers[path] = (version + 1, text[:at] + new + text[at + len(old) :])
        document = types.VersionedTextDocumentIdentifier(version + 1, path.as_uri())
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        return version + 1

    async def run(self, command: str, *arguments: object) -> Any:  # noqa: ANN401 - what the command gives
        """Have a command executed by its name."""
        return await self.client.workspace_execute_command_async(types.ExecuteCommandParams(command, list(arguments)))

    def insert(self, path: Path, new: str) -> int:
        """Type *new* at the beginning of the buffer; the buffer's version after it."""
        return self.replace(path, "", new)

    def close(self, path: Path, uri: str | None = None) -> None:
        del self._buffers[path]
        identifier = types.TextDocumentIdentifier(uri or path.as_uri())
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))

    def save(self, path: Path) -> None:
        path.write_text(self._buffers[path][1], encoding="utf-8")
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(path.as_uri())))

    def watched(self, path: Path, kind: types.FileChangeType) -> None:
        """Tell of a change on disk, as an editor does that watches files."""
        event = types.FileEvent(path.as_uri(), kind)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    def place(self, path: Path, before: str) -> types.TextDocumentPositionParams:
        """The place in the buffer right behind the first *before*."""
        text = self._buffers[path][1]
        at = text.index(before) + len(before)
        position = self.range(text, at, at).start
        return types.TextDocumentPositionParams(types.TextDocumentIdentifier(path.as_uri()), position)

    def range(self, text: str, start: int, end: int) -> types.Range:
        return types.Range(self._position(text, start), self._position(text, end))

    def _position(self, text: str, offset: int) -> types.Position:
        head = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        line = head.rpartition("\n")[2]
        return types.Position(head.count("\n"), units(line, len(line), self.encoding))

    # What the user sees

    def findings(self, path: Path) -> list[types.Diagnostic]:
        return list(self.client.diagnostics.get(path.as_uri(), []))

    def codes(self, path: Path) -> list[str]:
        return [str(diagnostic.code) for diagnostic in self.findings(path)]

    async def refreshes(self, methods: set[str]) -> None:
        """Wait until the server has asked for all of *methods*, and for no others."""
        async with asyncio.timeout(LIMIT):
            while not methods <= set(self.refreshed):
                await self._refreshes.get()
        assert set(self.refreshed) == methods

    async def next_refresh(self) -> None:
        """Wait until the server asks for anything to be asked for again."""
        await asyncio.wait_for(self._refreshes.get(), LIMIT)

    async def until(self, condition: Callable[[], object], method: str = "textDocument/publishDiagnostics") -> None:
        """Wait until *condition* holds, looking after each notification of *method*."""

        async def look() -> None:
            while not condition():
                await self.client.wait_for_notification(method)

        try:
            await asyncio.wait_for(look(), LIMIT)
        except TimeoutError:
            seen = {uri: [d.code for d in found] for uri, found in self.client.diagnostics.items()}
            raise AssertionError(f"within {LIMIT} s this did not come true; published: {seen}") from None


@asynccontextmanager
async def editor(
    params: types.InitializeParams, settings: dict[str, object] | None = None, program: Sequence[str] = PROGRAM
) -> AsyncIterator[Editor]:
    """A session with the server that *program* starts, from ``initialize`` to its exit code 0."""
    config = ClientServerConfig(server_command=[*program, "server", "--stdio"])
    client = await config.start()
    assert isinstance(client, LanguageClient)
    client.set_configuration({"milestone-ls": settings})
    try:
        result = await asyncio.wait_for(client.initialize_session(params), LIMIT)
        yield Editor(client, result)
        await asyncio.wait_for(client.shutdown_session(), LIMIT)
        assert client._server is not None
        assert client._server.returncode == 0
    finally:
        if client._server is not None and client._server.returncode is None:
            client._server.kill()
        await client.stop()  # type: ignore[no-untyped-call]  # pytest-lsp has no types there


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
