"""What one client has opened, changed and configured, brought to its plans, and what follows told to it."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from milestone_ls.config import SECTION, read_client
from milestone_ls.project.concern import Concern, Concerns
from milestone_ls.project.crew import spare_cores
from milestone_ls.project.project import Project
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.store import user_store
from milestone_ls.project.workspace import Affected, Place, PlanFolder, Workspace
from milestone_ls.rules.catalogue import CODES
from milestone_ls.server import pulling
from milestone_ls.server.addresses import Addresses, folders_of, paths_of
from milestone_ls.server.base import BaseServer
from milestone_ls.server.collecting import Collector
from milestone_ls.server.convert import Lines, PlainLines, edits_in, position_in
from milestone_ls.server.findings import Findings, OpenDocument
from milestone_ls.server.indexing import Indexer
from milestone_ls.server.ownmoves import OwnMoves
from milestone_ls.server.plannews import PlanNews
from milestone_ls.server.publishing import PAUSE, SLICE, Publisher
from milestone_ls.server.pulling import Puller
from milestone_ls.server.refreshing import Refresher
from milestone_ls.server.slicing import pacing
from milestone_ls.server.watching import Watcher
from milestone_ls.syntax.document import Document
from milestone_ls.text import NumberedLines, Position

if TYPE_CHECKING:
    from milestone_ls.server.telling import Teller

logger = logging.getLogger(__name__)

HOLD = 2.0
"""Seconds for which an unclosed fence keeps what a document says from the others (rules.md, noise)."""

SETTLE = 0.15
"""Seconds of quiet after which changed settings are read, and after which many changed files are looked at."""

_TOP = types.Position(0, 0)

READING = 5.0
"""Seconds for which an answer that needs the whole plan waits until that has been read."""

PATIENCE = 2.0
"""Seconds for which the client's settings are waited for before its workspace is read."""

MANY = 200
"""Changed files from which on reading everything once is the shorter way."""


class Question(NamedTuple):
    """A client's question to one document: the state it is asked of, where, and the text's lines.

    position   the beginning of the text where the question is to the whole of it
    """

    snapshot: Snapshot
    path: str
    position: Position
    place: Place
    lines: Lines

    @property
    def document(self) -> Document:
        return self.snapshot.documents[self.path]


class File(NamedTuple):
    """A file of a plan as the client knows it: its name, its version where it is open, its lines."""

    uri: str
    version: int | None
    lines: NumberedLines


class Session:
    """The conversation's state; its methods are called on the event loop."""

    def __init__(self, server: BaseServer) -> None:
        self._server = server
        self.workspace = Workspace(CODES, user_store(), spare_cores())
        self._concerns = Concerns(self.workspace)
        self.findings = Findings(self.workspace, self._opened, lambda: server.encoding)
        self.own_moves = OwnMoves()
        self._refresher = Refresher(server)
        self._news = PlanNews(server, self.workspace)
        self._collector = Collector()
        self._teller: Teller = Publisher(
            server.send_notification, self.workspace, self.findings, server.idle, self._collector
        )
        self._indexer = Indexer(server, self.workspace, self._collector, self._indexed, self._look_at_waiting)
        self._watcher = Watcher(server, self.files_changed, self._indexer.limits)
        self._documents: dict[Path, OpenDocument] = {}
        self._addresses = Addresses()
        self._releases: dict[Path, asyncio.TimerHandle] = {}
        self._changed: set[Path] = set()
        self._waiting: dict[Path, set[Path]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._initial: object = {}
        self._is_begun = False
        self._came = asyncio.Event()
        self._preparing: asyncio.Task[None] | None = None
        self._asks = self._answered = 0
        self._settings: set[asyncio.Future[None]] = set()

    # Lifecycle

    def initialize(self, params: types.InitializeParams) -> None:
        """Take over the client's folders and settings; nothing is read yet."""
        self.workspace.folders = list(folders_of(params))
        published = params.capabilities.text_document and params.capabilities.text_document.publish_diagnostics
        self.findings.tells_related = bool(published and published.related_information)
        self._initial = params.initialization_options or {}
        self._configure(self._initial)
        if self.workspace.client.diagnostics_mode == "pull":
            puller = Puller(self.workspace, self.findings, self._refresher.ask)
            pulling.register(self._server, puller, self._addresses.path)
            self._teller = puller

    async def initialized(self) -> None:
        """The client listens: read the workspace, watch it, ask for settings."""
        self._watcher.start()
        await self.pull_settings()
        for folder in self.workspace.folders:
            self._indexer.start(folder)
        self._is_begun = True
        self._watch()

    def folders_changed(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Workspace folders came or went, by URI."""
        gone = [path for path in paths_of(removed) if path in self.workspace.folders]
        come = [path for path in paths_of(added) if path not in self.workspace.folders]
        self.workspace.folders = [folder for folder in self.workspace.folders if folder not in gone] + come
        # Of what lies around lone documents, too, a folder that came may have taken the place.
        needless = (plan.outer for plan in self.workspace.plans() if not self.workspace.is_needed(plan.outer))
        for outer in {*gone, *needless}:
            self._forget(outer)
        moved = {*gone, *come}
        around = {folder for folder in self.workspace.folders if any(path.is_relative_to(folder) for path in moved)}
        for outer in {*around, *(self.workspace.outer_of(path) for path in self._documents)}:
            self._build(outer)
        self._watch()

    def _forget(self, outer: Path) -> None:
        """Nobody needs the plans of a folder any longer; what it holds belongs to those around it again."""
        self._indexer.stop(outer)
        self._waiting.pop(outer, None)
        self.workspace.forget(outer)
        self._rebuilt(outer)
        for around in {plan.outer for plan in self.workspace.plans() if outer.is_relative_to(plan.outer)}:
            self._build(around)

    # Settings

    async def pull_settings(self) -> None:
        """Ask the client for the section ``milestone-ls``, if it can be asked."""
        workspace = self._server.client_capabilities.workspace
        if workspace is None or not workspace.configuration:
            return
        asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        self._asks += 1
        answer = asyncio.ensure_future(self._take_settings(asked, self._asks))
        self._settings.add(answer)
        answer.add_done_callback(self._settings.discard)
        # A client that is slow to answer is not waited for, but its answer counts when it comes.
        await asyncio.wait([answer], timeout=PATIENCE)
        if answer.done():
            answer.result()

    async def _take_settings(self, asked: types.ConfigurationParams, number: int) -> None:
        """Ask for settings; an answer that an answer to a later question has overtaken says what was."""
        try:
            answer = await self._server.workspace_configuration_async(asked)
        except Exception as error:  # noqa: BLE001 - a client that does not answer has no settings
            logger.warning("no settings from the client: %s", error)
            return
        if answer and number > self._answered:
            self._answered = number
            self._configure(self._initial if answer[0] is None else answer[0])

    async def settings_changed(self, settings: object) -> None:
        """The client's settings changed; *settings* are those that came with the news, if any."""
        workspace = self._server.client_capabilities.workspace
        if workspace is not None and workspace.configuration:
            await self.pull_settings()
        elif isinstance(settings, dict):
            self._configure(settings.get(SECTION, settings))

    def _configure(self, options: object) -> None:
        if options is None:
            return
        given = read_client(options, known_codes=CODES)
        for problem in given.messages:
            self._server.send_notification(
                types.WINDOW_SHOW_MESSAGE,
                {"type": types.MessageType.Warning.value, "message": f"milestone-ls settings: {problem}"},
            )
        before, self.workspace.client = self.workspace.client, given.settings
        if before == given.settings:
            return
        outers = {plan.outer for plan in self.workspace.plans()} | self._indexer.running()
        if (before.project, before.explicit) != (given.settings.project, given.settings.explicit):
            for outer in outers:
                self._build(outer)
            return
        # The plans stay what they are: only what the client sees of them differs.
        for outer in outers:
            self._teller.rebuilt(outer)
        self._refresher.ask()

    # Documents

    def opened(self, document: types.TextDocumentItem) -> None:
        path = self._addresses.path(document.uri)
        self._documents[path] = OpenDocument(document.uri, document.version)
        place, affected = self.workspace.open(path, document.text)
        if place is not None:
            self._take_in(path, place, affected)
        self._set_by(path)

    def _take_in(self, path: Path, place: Place, affected: Affected) -> None:
        """A document was opened; if nobody has read what lies around it, that is to be read."""
        self._teller.now(place)
        self._tell({plan: paths - {place.relative} for plan, paths in affected.items()})
        outer = place.plan.outer
        if (
            outer not in self.workspace.folders
            and not self._indexer.is_running(outer)
            and not self._is_read(outer)
            and self._addresses.is_file(path)
        ):
            self._indexer.start(outer)
            self._watch()

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        path = self._addresses.path(params.text_document.uri)
        known = self._documents.get(path)
        if known is None:
            logger.warning("a change of %s, which is not open", params.text_document.uri)
            return
        document = self.workspace.document(path)
        lines: Lines = document.source if document else PlainLines(self.workspace.text_of(path) or "")
        affected = self.workspace.edit(path, edits_in(lines, params.content_changes, self._server.encoding))
        self._documents[path] = known._replace(version=params.text_document.version)
        place = self.workspace.place_of_open(path)
        if place is not None:
            self._teller.now(place)
            self._tell({place.plan: affected - {place.relative}})
            self._hold(path, place)
        self._set_by(path)

    def saved(self, uri: str) -> None:
        path = self._addresses.path(uri)
        self._release(path)
        self.files_changed([path])

    def closed(self, uri: str) -> None:
        path = self._addresses.path(uri)
        if self._documents.pop(path, None) is None:
            logger.warning("a document was closed that is not open")
            return
        self._cancel_release(path)
        affected = self.workspace.close(path)
        self._tell(affected, pause=0)
        if not affected:
            self._teller.clear(path)
        for outer in {plan.outer for plan in affected if not self.workspace.is_needed(plan.outer)}:
            self._forget(outer)
            self._watch()
        self._set_by(path)

    def _set_by(self, path: Path) -> None:
        """Have the plans read anew that the file at *path* is a setting of."""
        outer = self.workspace.outer_of(path)
        if self.workspace.is_ours(outer) and self.workspace.is_setting(path):
            self._indexer.start(outer, after=SETTLE)

    def look(self, uri: str, position: types.Position = _TOP) -> Question | None:
        """The question that a client asks at a place of a document; None where it is no document of a plan."""
        place = self.workspace.locate(self._addresses.path(uri))
        if place is None:
            return None
        snapshot = place.plan.project.snapshot
        document = snapshot.documents.get(place.relative)
        if document is None:
            return None
        where = position_in(document.source, position, self._server.encoding)
        return Question(snapshot, place.relative, where, place, document.source)

    def is_being_read(self, uri: str) -> bool:
        """Whether the plan of a document or folder has yet to be read for the first time, and will soon be."""
        plan = self.plan(uri)
        return plan is not None and not plan.project.snapshot.plan.complete and self._is_to_be_read(plan.outer)

    def _is_to_be_read(self, outer: Path) -> bool:
        return self._indexer.is_running(outer) or (not self._is_begun and outer in self.workspace.folders)

    def _is_read(self, outer: Path) -> bool:
        return any(plan.project.snapshot.plan.complete for plan in self.workspace.plans(outer))

    def _is_any_being_read(self) -> bool:
        """Likewise of the plans of the workspace folders, whichever they will be."""
        return any(self._is_to_be_read(outer) and not self._is_read(outer) for outer in self.workspace.folders)

    def version(self, uri: str) -> int | None:
        """That of a document as the client last told it; None where it is not open."""
        opened = self._opened(self._addresses.path(uri))
        return opened.version if opened is not None else None

    async def reading(self, uri: str) -> None:
        """Wait until the plan of a document has been read, READING seconds at most."""
        await self._wait_while(lambda: self.is_being_read(uri))

    async def reading_all(self) -> None:
        """Wait likewise until the workspace folders have been read."""
        await self._wait_while(self._is_any_being_read)

    async def _wait_while(self, is_being_read: Callable[[], bool]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(READING):
                while is_being_read():
                    await self._came.wait()

    def plan(self, uri: str) -> PlanFolder | None:
        """The plan of a document or of a folder."""
        return self.workspace.plan_of(self._addresses.path(uri))

    def snapshot(self, uri: str) -> Snapshot | None:
        """The plan of a document, as it stands now."""
        place = self.workspace.locate(self._addresses.path(uri))
        return place.plan.project.snapshot if place else None

    def file(self, plan: PlanFolder, path: str) -> File:
        """A file of a plan, by its path from the plan's root; it need not be there."""
        return self.files(plan)(path)

    def files(self, plan: PlanFolder) -> Callable[[str], File]:
        """As :meth:`file`, for many files of one plan, as they are now."""
        name_of, opened = self.findings.names_in(plan), self.findings.opened_in(plan)
        documents = plan.project.snapshot.documents

        def file(path: str) -> File:
            lines = documents.lines(path) if path in documents else self.findings.lines(Place(plan, path))
            return File(name_of(path), opened[path].version if path in opened else None, lines)

        return file

    def _hold(self, path: Path, place: Place) -> None:
        if not place.plan.project.is_held(place.relative):
            self._cancel_release(path)
        elif path not in self._releases:
            self._releases[path] = asyncio.get_running_loop().call_later(HOLD, self._release, path)

    def _release(self, path: Path) -> None:
        self._cancel_release(path)
        place = self.workspace.locate(path) if self.workspace.is_open(path) else None
        if place is not None:
            affected = place.plan.project.release(place.relative)
            if affected:
                self._teller.now(place)
                self._tell({place.plan: affected - {place.relative}}, pause=0)

    def _cancel_release(self, path: Path) -> None:
        timer = self._releases.pop(path, None)
        if timer is not None:
            timer.cancel()

    # Files

    def files_changed(self, paths: Iterable[Path]) -> None:
        """Files or folders were created, changed or deleted; they are looked at when it is quiet."""
        self._changed.update(paths)
        if self._changed and self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        """Look at what was changed, in slices: many may have been at once."""
        await asyncio.sleep(0.02)
        try:
            while self._changed:
                changed, self._changed = self._changed, set()
                await self._look_at(sorted(changed))
        finally:
            self._looking = None

    async def _look_at(self, changed: Iterable[Path]) -> None:
        by_outer: dict[Path, set[Path]] = {}
        whole: set[Path] = set()
        async for path in pacing(changed):
            outer = self.workspace.outer_of(path)
            if outer in whole:
                continue
            concern = self._concerns.of(path)
            paths = by_outer.setdefault(outer, set())
            if concern is Concern.FILE:
                paths.add(path)
            elif concern is Concern.NOTHING and self._indexer.is_running(outer):
                # What is nothing to the plans that are there may be something to those that are being built.
                self._waiting.setdefault(outer, set()).add(path)
            if concern is Concern.PLAN or len(paths) > MANY:
                whole.add(outer)
        for outer in whole:
            self._indexer.start(outer, after=SETTLE)
        async for path in pacing([path for outer, paths in by_outer.items() if outer not in whole for path in paths]):
            outer = self.workspace.outer_of(path)
            if self._indexer.is_running(outer):
                # What is being read must not go over what is newer: they are looked at when it has been read.
                self._waiting.setdefault(outer, set()).add(path)
            else:
                self._tell(self.workspace.refresh([path]), pause=0)

    def _build(self, outer: Path) -> None:
        """Have the plans of a folder read anew; of a document that is no file there is nothing to read."""
        if not self._addresses.is_folder(outer):
            self.workspace.forget(outer)
            self._rebuilt(outer)
        else:
            self._indexer.start(outer)

    # What follows

    def _tell(self, affected: Affected, *, pause: float = PAUSE) -> None:
        """The findings of documents may differ, and so may what an editor shows of them if it has them open."""
        self._teller.later(affected, pause=pause)
        if any(affected.values()):
            self._prepare(Project.schedule)
        if any(plan.root / path in self._documents for plan, paths in affected.items() for path in paths):
            self._refresher.ask()
        self._news.ask()

    def _rebuilt(self, outer: Path) -> None:
        """The plans of a folder are new ones, or gone."""
        self.findings.forget_plans()
        self._teller.rebuilt(outer)
        self._refresher.ask()
        self._news.ask()
        self._came.set()
        self._came = asyncio.Event()

    def _indexed(self, outer: Path) -> None:
        self._rebuilt(outer)
        self._look_at_waiting(outer)
        self._prepare(_ahead)

    def _look_at_waiting(self, outer: Path) -> None:
        """Nothing is being read that could go over what was changed meanwhile."""
        self.files_changed(self._waiting.pop(outer, ()))

    def _prepare(self, steps: Callable[[Project], Iterable[None]]) -> None:
        """Do in slices what else the first who asks would wait for."""
        if self._preparing is None or self._preparing.done():
            self._preparing = asyncio.get_running_loop().create_task(self._go_through(steps))

    async def _go_through(self, steps: Callable[[Project], Iterable[None]]) -> None:
        await self._server.idle.turn()
        with self._collector.held():
            for plan in self.workspace.plans():
                end = time.monotonic() + SLICE
                for _ in steps(plan.project):
                    if time.monotonic() >= end:
                        await self._server.idle.turn()
                        end = time.monotonic() + SLICE

    def _watch(self) -> None:
        lone = {plan.outer for plan in self.workspace.plans()} - set(self.workspace.folders)
        self._watcher.watch(lone if self._watcher.client_watches else lone | set(self.workspace.folders))

    def _opened(self, path: Path) -> OpenDocument | None:
        return self._documents.get(path)


def _ahead(project: Project) -> Iterator[None]:
    """All that is worked out of a plan before anybody asks."""
    from milestone_ls.features.ahead import prepare  # noqa: PLC0415 - the first findings would wait for it

    yield from project.catch_up()
    yield from prepare(project.snapshot)
