"""One plan as it changes: texts come in, snapshots and the paths whose findings may differ go out.

It is given texts and never reads a file, so that the disk, the editor's buffers and a test's strings are all the
same to it; :mod:`milestone_ls.project.workspace` feeds it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from milestone_ls.config import Settings
from milestone_ls.project.facts import Page, id_of_path, page_after, page_of
from milestone_ls.project.globs import Globs, Kind
from milestone_ls.project.kept import Kept
from milestone_ls.project.names import EVERY_NAME, file_key, name_key
from milestone_ls.project.plan import Plan
from milestone_ls.project.shelf import Shelf
from milestone_ls.project.snapshot import Documents, Snapshot
from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.project.updating import updated
from milestone_ls.project.wording import Wording
from milestone_ls.syntax.change import Change
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.syntax.names import fold, unpad
from milestone_ls.template.schema import Schema
from milestone_ls.text import Edit

Paths = frozenset[str]


class Facts(NamedTuple):
    """A document, or its text in UTF-8, and all that the plan needs to know of it.

    read   what the text has just been read as, if it has
    """

    document: Document | bytes
    page: Page
    read: Document | None = None


_UNREAD = (TroubleKind.TOO_LARGE, TroubleKind.UNREADABLE)


class Project:
    """The documents of one plan under one template and one configuration.

    Paths go from the plan's root, with ``/`` between names. Every change returns the paths whose findings may
    differ from before, the changed ones included.
    """

    def __init__(self, settings: Settings, schema: Schema) -> None:
        self.settings = settings
        self.schema = schema
        self._reader = DocumentReader(schema, settings.external_prefixes)
        self._globs = Globs(settings.include, settings.exclude, settings.companions)
        self._plan = Plan(index=settings.index)
        # Not of this object, which would keep itself: a plan that is no longer served goes at once.
        self._closed = Shelf(self._reader.read)
        self._open: Mapping[str, Document] = {}
        self._troubles: Mapping[str, tuple[Trouble, ...]] = {}
        self._held: dict[str, Page] = {}
        self._wording = Wording()
        self._kept = Kept()
        # Of open documents: the facts that were read last, and the text that they were read of.
        self._facts: dict[str, tuple[Document, Page]] = {}

    @property
    def snapshot(self) -> Snapshot:
        """The plan as it stands now."""
        documents = Documents(self._open, self._closed)
        held = frozenset(self._held)
        return Snapshot(
            self._plan, documents, self.settings, self.schema, self._troubles, held, self._wording, self._kept
        )

    def is_current(self, snapshot: Snapshot) -> bool:
        """Whether nothing has changed since *snapshot*: edits worked out from it fit the texts as they are."""
        return snapshot.plan is self._plan and snapshot.documents.are_of(self._open, self._closed)

    def is_read(self, path: str) -> bool:
        """Whether the globs of the plan let a document in at all."""
        return self._globs.kind(path) is not Kind.EXCLUDED

    def read(self, text: str) -> Document:
        """*text* as a document of this plan; may be long work and changes nothing."""
        return self._reader.read(text)

    def facts(self, path: str, text: str) -> Facts:
        """*text* as the document at *path*; may be long work and changes nothing."""
        document = self.read(text)
        return Facts(document, page_of(document, path, self._globs.kind(path), self.settings))

    def take(self, facts: Mapping[str, Facts], troubles: Iterable[Trouble] = ()) -> Paths:
        """As :meth:`put`, of documents whose facts are known; texts are read when somebody asks for more."""
        read = {path: found.read for path, found in facts.items() if found.read is not None}
        self._closed = self._closed.after({path: found.document for path, found in facts.items()}, read=read)
        self._wording.changed(facts)
        told = self._tell(facts, troubles)
        return self._updated({path: found.page for path, found in facts.items() if path not in self._open}) | told

    def put(self, documents: Mapping[str, Document], troubles: Iterable[Trouble] = ()) -> Paths:
        """Documents as they are on disk; those that are open stay as their editors have them."""
        self._closed = self._closed.after(documents)
        self._wording.changed(documents)
        told = self._tell(documents, troubles)
        # The facts of a document may be as before while what it says has changed.
        return self._changed({path: read for path, read in documents.items() if path not in self._open}) | told

    def remove(self, paths: Iterable[str], troubles: Iterable[Trouble] = ()) -> Paths:
        """Documents that are no longer on disk, or can no longer be read."""
        gone = frozenset(paths)
        self._closed = self._closed.after({}, gone)
        self._wording.changed(gone)
        told = self._tell(gone, troubles)
        return self._changed(dict.fromkeys(path for path in gone if path not in self._open)) | told

    def open(self, path: str, document: Document) -> Paths:
        """The editor's buffer is the truth from now on."""
        self._open = {**self._open, path: document}
        self._wording.changed([path])
        # That the file on disk cannot be read is nobody's matter now.
        told = self._tell([path], [known for known in self._troubles.get(path, ()) if known.kind not in _UNREAD])
        return self._let_go(path) | self._changed({path: document}) | told

    def edit(self, path: str, edits: Iterable[Edit]) -> Paths:
        """Edits of an open document, each of which speaks of the text that the one before it left.

        A code fence that an edit opens turns all that follows into code until somebody types its end. Meanwhile the
        other documents are judged by what this one said before; :meth:`release` ends that.
        """
        before = self._open[path]
        after = self._reader.update(before, edits)
        self._open = {**self._open, path: after}
        self._wording.changed([path])
        if after.open_fences and (path in self._held or not before.open_fences):
            if path not in self._plan.pages or path in self._held:
                return frozenset({path})
            self._held[path] = self._plan.pages[path]
            return self._mended_in(path) | {path}
        return self._let_go(path) | self._changed({path: after}) | {path}

    def catch_up(self) -> Iterator[None]:
        """Do in steps what else the first would wait for who asks where a milestone is named, or how it stands."""
        yield from self._wording.catch_up(self.snapshot.documents)
        yield from self.schedule()

    def schedule(self) -> Iterator[None]:
        """Work out the schedule in steps; begun anew where what it goes by changes meanwhile."""
        while True:
            plan = self._plan
            for _ in plan.schedule_in_steps():
                yield
                if self._plan.basis is not plan.basis:
                    break
            else:
                self._plan.take_schedule(plan)
                return

    def is_open(self, path: str) -> bool:
        """Whether an editor's buffer is the truth."""
        return path in self._open

    def is_held(self, path: str) -> bool:
        """Whether others are judged by what the document said before its last fence was opened."""
        return path in self._held

    def release(self, path: str) -> Paths:
        """The document counts as it stands, open fence or not."""
        if path not in self._held or path not in self._open:
            return frozenset()
        return self._let_go(path) | self._changed({path: self._open[path]}) | {path}

    def close(self, path: str) -> Paths:
        """The file on disk, if there is one, is the truth again."""
        self._open = {known: document for known, document in self._open.items() if known != path}
        self._facts.pop(path, None)
        self._wording.changed([path])
        return self._let_go(path) | self._changed({path: self._closed.get(path)}) | {path}

    def _let_go(self, path: str) -> Paths:
        """The document is no longer held; returns those whose findings may be mended in it again."""
        return self._mended_in(path) if self._held.pop(path, None) is not None else Paths()

    def _mended_in(self, path: str) -> Paths:
        """The documents whose findings may have a fix that edits the one at *path*: none does while that is held."""
        unlisted = self._plan.indexed.unlisted if path in self._plan.indexed.files else Paths()
        return self._plan.watchers.get(file_key(path), Paths()) | unlisted

    def complete(self) -> Paths:
        """Every file has been read: from now on rules judge across documents."""
        self._plan = replace(self._plan, complete=True, forecast=self._plan.forecast_after(Paths()))
        return frozenset(self._plan.pages) | frozenset(self._troubles)

    def know_files(self, paths: Iterable[str]) -> Paths:
        """Those of the :meth:`unknown_targets` at which there is something: links may lead to them."""
        others, looked_for = frozenset(paths), self.unknown_targets()
        changed = (others ^ self._plan.others) | (looked_for ^ self._plan.looked_for)
        forecast = self._plan.forecast_after(Paths())
        self._plan = replace(self._plan, others=others, looked_for=looked_for, forecast=forecast)
        if not changed:
            return Paths()
        linking = frozenset(path for path, page in self._plan.pages.items() if changed & page.linked)
        return linking | self._plan.watchers.get(EVERY_NAME, Paths())

    def unknown_targets(self) -> Paths:
        """Where milestones and index files link to, apart from documents of the plan."""
        return self._plan.linked - self._plan.pages.keys()

    def _tell(self, paths: Iterable[str], troubles: Iterable[Trouble]) -> Paths:
        """Put *troubles* in the place of what was wrong with *paths*; returns where something changed."""
        paths = frozenset(paths)
        told = {path: found for path, found in self._troubles.items() if path not in paths}
        for trouble in troubles:
            told[trouble.path] = (*told.get(trouble.path, ()), trouble)
            paths |= {trouble.path}
        self._troubles = told
        return paths | self._tell_unread()

    def _tell_unread(self) -> Paths:
        """What a file that cannot be read seems to bear is not unknown; returns where that makes a difference."""
        unread = frozenset(
            unpad(fold(id_))
            for path, found in self._troubles.items()
            if any(trouble.kind in _UNREAD for trouble in found) and (id_ := id_of_path(path, self.schema))
        )
        changed = unread ^ self._plan.unread
        if not changed:
            return Paths()
        waiting = Paths().union(*(self._plan.watchers.get(name_key(id_), Paths()) for id_ in changed))
        self._plan = replace(self._plan, unread=unread, forecast=self._plan.forecast_after(waiting))
        return waiting

    def _changed(self, documents: Mapping[str, Document | None]) -> Paths:
        pages = {path: self._page(path, document) if document else None for path, document in documents.items()}
        return self._updated(pages)

    def _updated(self, pages: Mapping[str, Page | None]) -> Paths:
        self._plan, affected = updated(self._plan, pages)
        return affected

    def _page(self, path: str, document: Document) -> Page:
        kind, known = self._globs.kind(path), self._facts.get(path)
        if known is not None:
            page = page_after(known[1], Change.between(known[0], document), kind, self.settings)
        else:
            page = page_of(document, path, kind, self.settings)
        if path in self._open:
            self._facts[path] = document, page
        return page
