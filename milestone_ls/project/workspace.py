"""Every plan of a session: workspace folders, the plans in them, documents without a folder.

It knows which plan a path belongs to and builds plans from disk in steps, so that whoever runs it can answer
between two of them. What an editor has open goes before the disk. It publishes nothing and waits for nothing.
"""

import logging
from collections.abc import Collection, Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from milestone_ls.config import FILE_NAMES, ClientSettings
from milestone_ls.project import files, membership
from milestone_ls.project.crew import Crew
from milestone_ls.project.files import Listing
from milestone_ls.project.filling import Filling, filling, remembered_of
from milestone_ls.project.ignore import IGNORE_FILE
from milestone_ls.project.loading import (
    Asked,
    Configuration,
    cut_into_plans,
    fault_of,
    load_configuration,
    load_configurations,
    read_text,
    troubles_of,
)
from milestone_ls.project.project import Project
from milestone_ls.project.reading import Text, room, too_large
from milestone_ls.project.roots import document_folder
from milestone_ls.project.store import NO_STORE, Store
from milestone_ls.project.trouble import Trouble
from milestone_ls.project.worker import Order
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.text import Edit, apply_edits

if TYPE_CHECKING:
    from milestone_ls.project.remembered import Remembered

logger = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class PlanFolder:
    """A plan and where it lies. *outer* and *root* are absolute; the paths of its project go from the root."""

    outer: Path
    root: Path
    configuration: Configuration
    project: Project


class Place(Record):
    """A document of a plan."""

    plan: PlanFolder
    relative: str

    @property
    def path(self) -> Path:
        return self.plan.root / self.relative


class Progress(Record):
    """How far the building of the plans of an outer folder has come, in files."""

    done: int
    total: int


Affected = Mapping[PlanFolder, frozenset[str]]
"""Plans with the paths in them whose findings may differ."""


Plans = Mapping[Path, PlanFolder]
"""The plans below an outer folder, by their roots."""


class Workspace:
    """All plans, by the outer folders that bound them.

    folders      absolute
    client       settings that fill what configuration files leave unset
    known_codes  the codes that a configuration may name
    store        where facts are kept from one session to the next
    crew_size    how many processes may read beside this one where there is much to read
    """

    def __init__(self, known_codes: Collection[str] = (), store: Store = NO_STORE, crew_size: int = 0) -> None:
        self.folders: list[Path] = []
        self.client = ClientSettings()
        self._known_codes = known_codes
        self._store = store
        self._crew_size = crew_size
        self._unsaved: list[Remembered] = []
        self._plans: dict[Path, dict[Path, PlanFolder]] = {}
        self._open: dict[Path, Place | None] = {}
        # Open files that are no document of a plan: configurations, templates, what is ignored.
        self._buffers: dict[Path, str] = {}
        # Of these, what would be a document could it be read.
        self._unread: dict[Path, Place] = {}
        # Of open documents: how many characters may come before it is looked again whether they are too large.
        self._room: dict[Path, int] = {}

    # Which plan

    def outer_of(self, path: Path) -> Path:
        """The folder that bounds the plan of the document at *path*.

        Outside the workspace folders it is its own folder, or one above it that a document without a workspace folder
        has brought in before.
        """
        outer = document_folder(path, self.folders)
        if outer in self.folders:
            return outer
        return next((known for known in self._plans if path.is_relative_to(known)), outer)

    def plans(self, outer: Path | None = None) -> tuple[PlanFolder, ...]:
        """The plans below *outer*, or all there are."""
        groups = self._plans.values() if outer is None else [self._plans.get(outer, {})]
        return tuple(plan for group in groups for plan in group.values())

    def is_ours(self, outer: Path) -> bool:
        """Whether *outer* may be read: it is a workspace folder, or holds a document that an editor has opened."""
        return outer in self.folders or outer in self._plans

    def locate(self, path: Path) -> Place | None:
        """Where the Markdown file at *path* belongs to a plan; None where it belongs to none.

        A file that is only named, neither open nor in a folder that is ours, is not looked at.
        """
        if path in self._open:
            return self._open[path]
        return self._find(path) if self.is_ours(self.outer_of(path)) else None

    def _find(self, path: Path) -> Place | None:
        outer = self.outer_of(path)
        if not files.is_markdown(path.name) or not membership.select(outer, [path]):
            return None
        plan = self._plan_at(path, outer)
        relative = path.relative_to(plan.root).as_posix()
        return Place(plan, relative) if plan.project.is_read(relative) else None

    def plan_of(self, path: Path) -> PlanFolder | None:
        """The plan of a file that is known, or of a folder; None where there is none, or where a folder holds several.

        A folder without a milestone of its own stands for the only plan below it that has some.
        """
        place = self.locate(path)
        if place is not None:
            return place.plan
        if path in self.folders and path not in self._plans:
            return self._plan_at(path / "README.md", path)
        plans = self.plans()
        around = [plan for plan in plans if path.is_relative_to(plan.root)]
        below = [plan for plan in plans if plan.root.is_relative_to(path) and _has_milestones(plan)]
        nearest = max(around, key=lambda plan: len(plan.root.parts), default=None)
        if nearest is not None and (_has_milestones(nearest) or not below):
            return nearest
        return below[0] if len(below) == 1 else None

    def is_setting(self, path: Path) -> bool:
        """Whether a change of the file at *path* may change what the plans around it are."""
        return path.name in FILE_NAMES or path.name == IGNORE_FILE or self.is_used_as_setting(path)

    def is_used_as_setting(self, path: Path) -> bool:
        """Whether a plan that is there goes by the file at *path*, be it there or not."""
        return any(path == plan.root / name for plan in self.plans() for name in plan.configuration.files)

    def _plan_at(self, path: Path, outer: Path) -> PlanFolder:
        """The plan of the nearest configured folder; made on the spot where the disk has not been walked yet."""
        known = self._plans.setdefault(outer, {})
        for folder in path.relative_to(outer).parents:
            root = outer / folder
            if root in known:
                return known[root]
            configuration = self._configuration(root, outer)
            if configuration.found or root == outer:
                known[root] = self._plan(outer, root, configuration)
                return known[root]
        raise AssertionError("the outer folder is a parent of all that is in it")

    def _configuration(self, root: Path, outer: Path) -> Configuration:
        names = [name for name in FILE_NAMES if self.text_of(root / name) is not None or (root / name).is_file()]
        return load_configuration(root, names, self._asked(), outer=outer)

    def _plan(self, outer: Path, root: Path, configuration: Configuration) -> PlanFolder:
        return PlanFolder(outer, root, configuration, Project(configuration.settings, configuration.schema))

    def _asked(self) -> Asked:
        return Asked(self.client, self._known_codes, self.text_of)

    # Reading the disk

    def build(self, outer: Path, listing: Listing) -> Generator[Progress, None, Plans]:
        """Build the plans of *outer* anew from a walk of it, a file a step, and return them for :meth:`serve`.

        The steps may be taken in another thread. The plans that were there go on serving meanwhile.
        """
        own, folders = list(listing.files), dict(listing.configurations)
        if outer not in self.folders or any(other != outer and other.is_relative_to(outer) for other in self.folders):
            # A workspace folder within this one has plans of its own.
            own = [file for file in own if self.outer_of(outer / file) == outer]
            folders = {
                folder: names
                for folder, names in folders.items()
                if not folder or self.outer_of(outer / folder / names[0]) == outer
            }
        before = {plan.root.relative_to(outer).as_posix(): plan.configuration for plan in self.plans(outer)}
        previous = {"" if folder == "." else folder: known for folder, known in before.items()}
        return self._building(outer, own, folders, previous)

    def _building(
        self,
        outer: Path,
        own: Collection[str],
        folders: Mapping[str, Iterable[str]],
        previous: Mapping[str, Configuration],
    ) -> Generator[Progress, None, Plans]:
        configurations = load_configurations(outer, folders, self._asked(), previous)
        cut = cut_into_plans(own, configurations.keys())
        total, done = len(own), 0
        built: dict[Path, PlanFolder] = {}
        for folder, configuration in configurations.items():
            root = outer / folder
            built[root] = plan = self._plan(outer, root, configuration)
            remembered = remembered_of(self._store, root, configuration)
            order = Order(configuration.settings, configuration.schema.text)
            with Crew(order, self._crew_size) as crew:
                how = Filling(remembered=remembered, crew=crew)
                for _ in filling(plan.project, root, cut[folder], configuration.troubles, how):
                    done = min(done + 1, total)
                    yield Progress(done, total)
            if remembered is not None:
                self._unsaved.append(remembered)
        return built

    def save(self) -> None:
        """Keep the facts that have been read for the next session; may be called from any thread."""
        while self._unsaved:
            self._unsaved.pop().save()

    def serve(self, outer: Path, built: Plans) -> None:
        """Put newly built plans in the place of the old ones, with what is open in editors as it stands there."""
        texts = {
            path: text
            for path in self._open
            if self.outer_of(path) == outer and (text := self.text_of(path)) is not None
        }
        self._plans[outer] = dict(built)
        for path, text in texts.items():
            self.open(path, text)

    def is_needed(self, outer: Path) -> bool:
        """Whether *outer* is a workspace folder, or holds a document that is open."""
        return outer in self.folders or any(self.outer_of(path) == outer for path in self._open)

    def forget(self, outer: Path) -> tuple[PlanFolder, ...]:
        """Drop the plans of a folder that is no workspace folder any longer; what is open is placed anew."""
        gone = tuple(self._plans.pop(outer, {}).values())
        lost = [path for path in self._open if (place := self.place_of_open(path)) and place.plan in gone]
        texts = {path: self.text_of(path) for path in lost}
        for path, text in texts.items():
            self.open(path, text or "")
        return gone

    def refresh(self, paths: Iterable[Path]) -> Affected:
        """Look at files again that were created, changed or deleted on disk; none of them is a setting."""
        affected: dict[PlanFolder, frozenset[str]] = {}
        for path in paths:
            outer = self.outer_of(path)
            if outer not in self._plans:
                continue
            place = self._open.get(path) or self.locate(path) or self.former(path)
            if place is not None and path not in self._unread:
                found = self._refresh(place)
                affected[place.plan] = affected.get(place.plan, frozenset()) | found
            for plan in self.plans(outer):
                changed = self._others_changed(plan, path)
                affected[plan] = affected.get(plan, frozenset()) | changed
        return affected

    def former(self, path: Path) -> Place | None:
        """The place of a file that a plan speaks of though it is ignored, gone or not read."""
        for plan in self.plans():
            if path.is_relative_to(plan.root):
                relative, snapshot = path.relative_to(plan.root).as_posix(), plan.project.snapshot
                if relative in snapshot.plan.pages or relative in snapshot.troubles:
                    return Place(plan, relative)
        return None

    def _refresh(self, place: Place) -> frozenset[str]:
        project = place.plan.project
        if not self.is_open(place.path) and not membership.select(place.plan.outer, [place.path]):
            return project.remove([place.relative])
        text = read_text(place.path, project.settings.max_size)
        troubles = troubles_of(place.relative, text)
        if not isinstance(text, Text) and self.is_open(place.path):
            return project.remove([place.relative])  # from disk alone, and of that nobody need be told
        if not isinstance(text, Text):
            return project.remove([place.relative], troubles)
        try:
            return project.put({place.relative: _document(place, text.text)}, troubles)
        except Exception:
            # The others must not suffer for it.
            logger.exception("%s could not be read", place.path)
            return project.remove([place.relative], (fault_of(place.relative),))

    def _others_changed(self, plan: PlanFolder, path: Path) -> frozenset[str]:
        """The documents that link to a file that came or went without being one of the plan."""
        if not path.is_relative_to(plan.root):
            return frozenset()
        relative, project = path.relative_to(plan.root).as_posix(), plan.project
        known = project.snapshot.plan
        if relative not in known.linked or relative in known.pages:
            return frozenset()
        others = known.others - {relative}
        return project.know_files(others | {relative} if files.is_file(path) else others)

    # What an editor has open

    def open(self, path: Path, text: str) -> tuple[Place | None, Affected]:
        """The editor's text is the truth from now on; no place where the file is no document of a plan.

        A text over the size limit is kept, but not read: the plan is told.
        """
        self._forget_text(path)
        place = self._find(path)
        if place is None:
            self._open[path] = None
            self._buffers[path] = text
            return None, {}
        return place, {place.plan: self._take(path, place, text)}

    def _forget_text(self, path: Path) -> Place | None:
        """What is kept of an open file goes; returns its place if it is a document that is read."""
        for kept in (self._buffers, self._unread, self._room):
            kept.pop(path, None)
        return self._open.pop(path, None)

    def _take(self, path: Path, place: Place, text: str, edits: Iterable[Edit] | None = None) -> frozenset[str]:
        """A document that is open says *text*, which *edits* have made of what it said; read if it can be."""
        self._forget_text(path)
        project = place.plan.project
        large = too_large(text, project.settings.max_size)
        if large is not None:
            return self._keep_unread(path, place, text, troubles_of(place.relative, large))
        try:
            if edits is None:
                affected = project.open(place.relative, _document(place, text))
            else:
                affected = project.edit(place.relative, edits)
        except Exception:
            # What comes next must not go by a text that is no longer the editor's.
            logger.exception("%s could not be read", path)
            return self._keep_unread(path, place, text, (fault_of(place.relative),))
        self._open[path] = place
        self._room[path] = room(text, project.settings.max_size)
        return affected

    def _keep_unread(self, path: Path, place: Place, text: str, troubles: tuple[Trouble, ...]) -> frozenset[str]:
        self._open[path] = None
        self._buffers[path] = text
        self._unread[path] = place
        project = place.plan.project
        closed = project.close(place.relative) if project.is_open(place.relative) else frozenset()
        return closed | project.remove([place.relative], troubles)

    def is_open(self, path: Path) -> bool:
        return path in self._open

    def opened(self) -> Iterable[Path]:
        """The files that are open."""
        return self._open.keys()

    def edit(self, path: Path, edits: Iterable[Edit]) -> frozenset[str]:
        """Edits of an open file, each of which speaks of the text that the one before it left.

        Returns the paths in the plan of that file whose findings may differ.
        """
        edits = list(edits)
        place = self._open[path]
        if place is None:
            text = self._edited(path, edits)
            place = self._unread.get(path)
            if place is not None:
                return self._take(path, place, text)
            self._buffers[path] = text
            return frozenset()
        self._room[path] -= sum(len(edit.text) for edit in edits)
        if self._room[path] < 0:
            return self._take(path, place, self._edited(path, edits), edits)
        before = place.plan.project.snapshot.documents[place.relative]
        try:
            return place.plan.project.edit(place.relative, edits)
        except Exception:
            logger.exception("%s could not be read", path)
            text = _after(before.source.text, edits)
            self._forget_text(path)
            return self._keep_unread(path, place, text, (fault_of(place.relative),))

    def place_of_open(self, path: Path) -> Place | None:
        """The place of an open document, be it read or not."""
        return self._open.get(path) or self._unread.get(path)

    def _edited(self, path: Path, edits: Iterable[Edit]) -> str:
        return _after(self.text_of(path) or "", edits)

    def close(self, path: Path) -> Affected:
        """The file on disk, if there is one, is the truth again."""
        place = self._forget_text(path)
        if place is not None:
            # It may have changed unseen while the editor's text went before it.
            return {place.plan: self._refresh(place) | place.plan.project.close(place.relative)}
        place = self.locate(path) or self.former(path)
        return {place.plan: self._refresh(place)} if place is not None else {}

    def document(self, path: Path) -> Document | None:
        """The document that is open at *path*."""
        place = self._open.get(path)
        return place.plan.project.snapshot.documents[place.relative] if place else None

    def text_of(self, path: Path) -> str | None:
        """The text of an open file; None where the disk counts."""
        document = self.document(path)
        return document.source.text if document is not None else self._buffers.get(path)


def _document(place: Place, text: str) -> Document:
    """*text* as a document of the plan; the one that is there if it says the same."""
    known = place.plan.project.snapshot.documents
    is_same = place.relative in known and known.text(place.relative) == text
    return known[place.relative] if is_same else place.plan.project.read(text)


def _after(text: str, edits: Iterable[Edit]) -> str:
    for edit in edits:
        text = apply_edits(text, [edit])
    return text


def _has_milestones(plan: PlanFolder) -> bool:
    return bool(plan.project.snapshot.plan.milestones)
