"""The documents of a plan, read from disk into its project.

Steps, so that whoever takes them can answer between two of them: the command line takes all at once, a server in a
thread beside its messages, with other processes if they are many.
"""

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from milestone_ls.project.loading import Buffers, Configuration, fault_of, no_buffers, read_text, troubles_of
from milestone_ls.project.packed import packed, unpacked
from milestone_ls.project.project import Facts, Paths, Project
from milestone_ls.project.reading import Text
from milestone_ls.project.shelf import RECENT, decoded, encoded
from milestone_ls.project.store import Store
from milestone_ls.project.trouble import Trouble
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document

if TYPE_CHECKING:
    from milestone_ls.project.crew import Crew
    from milestone_ls.project.remembered import Remembered

logger = logging.getLogger(__name__)

_MOMENT = 0.02
"""Seconds for which a step waits for what others read."""


def load_project(
    root: Path,
    files: Iterable[str],
    configuration: Configuration,
    buffers: Buffers = no_buffers,
    remembered: "Remembered | None" = None,
    crew: "Crew | None" = None,
) -> Project:
    """The plan at *root* with its *files* (paths from there), read to its end; all that was read here stays read."""
    project = Project(configuration.settings, configuration.schema)
    how = Filling(buffers, remembered, keeps_read=True, crew=crew)
    for _ in filling(project, root, files, configuration.troubles, how):
        pass
    return project


def remembered_of(store: Store, root: Path, configuration: Configuration) -> "Remembered | None":
    """What *store* has of the plan at *root*; None where nothing is kept."""
    if not store.keeps:
        return None
    from milestone_ls.project.remembered import Remembered  # noqa: PLC0415 - it is not needed at start

    return Remembered(store, root, configuration.settings, configuration.schema)


class Filling(Record):
    """How documents are read.

    remembered   facts that need not be found out again
    keeps_read   documents stay as they were read; else only their texts are kept, and read when somebody asks
    crew         others who read; of what they read only the text is kept
    """

    buffers: Buffers = no_buffers
    remembered: "Remembered | None" = None
    keeps_read: bool = False
    crew: "Crew | None" = None


def filling(
    project: Project, root: Path, files: Iterable[str], troubles: Iterable[Trouble] = (), how: Filling | None = None
) -> Iterator[Paths]:
    """Read *files* into *project*, one with each step, and complete it with the last.

    Each step yields the paths whose findings may differ: none before the last, which takes all facts in at once, since
    going from a plan to the next takes time with its size. Changes on disk that come to light meanwhile wait until
    this has ended, lest what was read before them goes over them; editors may open, edit and close at any time.
    """
    reader = _Reader(project, root, how or Filling())
    paths = [path for path in files if project.is_read(path)]
    for path in paths:
        reader.look_at(path)
        yield Paths()
    for _ in reader.rest():
        yield Paths()
    known = {**reader.found, **dict(reader.recent)}
    found = {path: known[path] for path in paths if path in known}
    changed = project.take(found, [*troubles, *reader.troubles])
    changed |= project.know_files(there(root, project.unknown_targets()))
    yield changed | project.complete()


def there(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Those of *paths*, from *root*, at which there is a file or folder."""
    # Not Path.exists: it raises for names that are too long.
    return (path for path in paths if os.path.exists(root / path))  # noqa: PTH110


class _Reader:
    """What has been read of one plan.

    found      documents by path, in whatever order they came
    recent     the last of them that were read here, as they were read
    troubles   what was wrong with others
    """

    def __init__(self, project: Project, root: Path, how: Filling) -> None:
        self.found: dict[str, Facts] = {}
        self.recent: deque[tuple[str, Facts]] = deque(maxlen=RECENT)
        self.troubles: list[Trouble] = []
        self._project = project
        self._root = root
        self._how = how

    def look_at(self, path: str) -> None:
        """Read the document at *path*, or have it read; and take in what others have read meanwhile."""
        text = read_text(self._root / path, self._project.settings.max_size, self._how.buffers)
        self.troubles += troubles_of(path, text)
        if isinstance(text, Text):
            data = encoded(text.text)
            page = self._how.remembered.page(path, data) if self._how.remembered is not None else None
            if page is not None:
                self.found[path] = Facts(data, page)
            elif self._how.crew is None or not self._how.crew.takes(path, data):
                self._read(path, data)
        self._take_in()

    def rest(self) -> Iterator[None]:
        """Wait, a moment each step, for all that others still have."""
        crew = self._how.crew
        if crew is not None:
            crew.send()
            while crew.is_busy:
                self._take_in(_MOMENT)
                yield

    def _take_in(self, wait: float = 0) -> None:
        for path, data, facts in self._how.crew.come(wait) if self._how.crew is not None else ():
            page = unpacked(facts) if facts is not None else None
            if page is None or facts is None:
                self._read(path, data)
            else:
                self.found[path] = Facts(data, page)
                if self._how.remembered is not None:
                    self._how.remembered.remember(path, data, facts)

    def _read(self, path: str, data: bytes) -> None:
        try:
            facts = self._project.facts(path, decoded(data))
        except Exception:
            # The others must not suffer for it.
            logger.exception("%s could not be read", self._root / path)
            self.troubles.append(fault_of(path))
            return
        if self._how.keeps_read or not isinstance(facts.document, Document):
            self.found[path] = facts
        else:
            self.found[path] = Facts(data, facts.page)
            self.recent.append((path, Facts(data, facts.page, facts.document)))
        if self._how.remembered is not None:
            with suppress(UnicodeEncodeError):  # what is no Unicode is not worth more
                self._how.remembered.remember(path, data, packed(facts.page))
