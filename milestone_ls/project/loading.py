"""From disk to plans: which settings and which template hold for each, which files are its, and what those say.

What is open in an editor counts before the disk, through a function that is asked first. Which folders are looked
at, and when, is for the caller. Nothing here raises for what a user wrote or a disk refuses: it becomes a
:class:`Trouble`, and the rest goes on.
"""

import logging
import os
import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from milestone_ls.config import ClientSettings, Loaded, Problem, Settings, load, merge
from milestone_ls.config.locate import Locator
from milestone_ls.markdown import chunks
from milestone_ls.markdown.chunks import Source
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.project import reading
from milestone_ls.project.files import is_inside
from milestone_ls.project.reading import Codec, Text, TooLarge, Unreadable
from milestone_ls.project.roots import plan_folder
from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.records import Record, field, replace
from milestone_ls.template.reading import built_in_schema, built_in_source, schema_of
from milestone_ls.template.schema import Schema
from milestone_ls.text import Span

logger = logging.getLogger(__name__)

Buffers = Callable[[Path], str | None]
"""The text of a file as it stands in an editor; None if it is not open there."""

_MAX_CONFIGURATION = 1_000_000
_PYPROJECT = "pyproject.toml"
_LEADS_OUT = "it leads out of the folder that is looked at, and is not read"


def no_buffers(_path: Path) -> None:
    """Nothing is open: the disk alone counts."""


class Asked(Record):
    """What those who ask for configurations bring along, the same for every plan.

    client       fills what a project's file leaves open
    known_codes  the codes that a file may name; None: any
    """

    client: ClientSettings = field(default_factory=ClientSettings)
    known_codes: Collection[str] | None = None
    buffers: Buffers = no_buffers


class Configuration(Record):
    """What holds for one plan.

    settings   those of the file, where it leaves something open those of the client
    schema     the template's, under these settings
    troubles   what is wrong with the configuration file and the template; paths from the plan's root
    files      what was read or looked for, from the plan's root: a change of one of them changes this
    file       the configuration file, from the plan's root; None: there is none, and the defaults hold
    loaded     what the file gives, or gave when it was last right
    template   the template, or the last one that was right
    """

    settings: Settings
    schema: Schema
    troubles: tuple[Trouble, ...]
    files: tuple[str, ...]
    file: str | None
    loaded: Loaded
    template: Source

    @property
    def found(self) -> bool:
        return self.file is not None


def load_configurations(
    outer: Path,
    folders: Mapping[str, Iterable[str]],
    asked: Asked | None = None,
    previous: Mapping[str, Configuration] | None = None,
) -> Mapping[str, Configuration]:
    """The configuration of each plan below *outer*, by the plan's folder; the outer folder itself is always one.

    outer    absolute
    folders  folders that hold configuration files, and which (``configurations`` of a walk)

    A folder whose ``pyproject.toml`` says nothing to us is no plan.
    """
    before = previous or {}
    found = {
        folder: load_configuration(outer / folder, folders.get(folder, ()), asked, before.get(folder), outer=outer)
        for folder in sorted({"", *folders})
    }
    return {folder: configuration for folder, configuration in found.items() if configuration.found or not folder}


def load_configuration(
    root: Path,
    names: Iterable[str],
    asked: Asked | None = None,
    previous: Configuration | None = None,
    *,
    outer: Path | None = None,
) -> Configuration:
    """What holds for the plan at *root*, an absolute path.

    names     of configuration files, from the root or absolute, the one that wins first
    previous  what was right before goes on to hold where something is wrong now
    outer     the folder that a file named from the root must lie in, wherever links lead; None: the root
    """
    return _Reading(root, outer or root, asked or Asked(), previous).configuration(tuple(names))


def cut_into_plans(files: Iterable[str], folders: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Each plan's files, by the plan's folder: a file belongs to the nearest of *folders* at or above it.

    files    from the outer folder
    returns  paths from the plan's root, sorted; a plan without files has none
    """
    plans: dict[str, list[str]] = {folder: [] for folder in ("", *folders)}
    for file in sorted(files):
        folder = plan_folder(file, folders)
        plans[folder].append(file.removeprefix(f"{folder}/") if folder else file)
    return {folder: tuple(found) for folder, found in plans.items()}


def read_text(path: Path, limit: int, buffers: Buffers = no_buffers) -> Text | TooLarge | Unreadable:
    """What the file at *path* says, as it is open or on disk; *limit* in bytes, for the disk alone."""
    text = buffers(path)
    if text is not None:
        return Text(text)
    found = reading.read(path, limit)
    return (reading.too_crowded(found.text, limit) or found) if isinstance(found, Text) else found


def troubles_of(path: str, text: Text | TooLarge | Unreadable) -> tuple[Trouble, ...]:
    """What is wrong with the file of a document at *path*, from the plan's root; that it is gone is nothing wrong."""
    match text:
        case Text(bad_line=None) | Unreadable(gone=True):
            return ()
        case Text(codec=codec, bad_line=line):
            return (Trouble(path, TroubleKind.BAD_BYTES, _not_of(codec), Span.on_line(line or 0, 0, 0)),)
        case TooLarge() as large:
            return (Trouble(path, TroubleKind.TOO_LARGE, _too_large(large)),)
        case Unreadable(reason):
            return (Trouble(path, TroubleKind.UNREADABLE, _unreadable(reason)),)


class _Refused(NamedTuple):
    """Why a file gives no text, and on which 0-based line."""

    message: str
    line: int = 0


class _File(NamedTuple):
    """A configuration file: its name, what it says, and what holds by it."""

    name: str
    text: str
    loaded: Loaded


class _Reading:
    """One configuration while it is read."""

    def __init__(self, root: Path, outer: Path, asked: Asked, previous: Configuration | None) -> None:
        self._root = root
        self._outer = outer
        self._asked = asked
        self._previous = previous
        self._troubles: list[Trouble] = []
        self._files: list[str] = []

    def configuration(self, names: Iterable[str]) -> Configuration:
        file = next((file for name in names if (file := self._file(name))), None)
        settings = merge(file.loaded if file else None, self._asked.client)
        template = self._template(settings, file)
        schema = schema_of(template, settings)
        return Configuration(
            settings=settings,
            schema=schema if isinstance(schema, Schema) else built_in_schema(settings),
            troubles=tuple(self._troubles),
            files=tuple(self._files),
            file=file.name if file else None,
            loaded=file.loaded if file else Loaded(),
            template=template,
        )

    def _file(self, name: str) -> _File | None:
        """The configuration file of that name; None where there is none, or one that says nothing to us."""
        self._files.append(name)
        before = self._previous.loaded if self._previous else Loaded()
        # An absolute one was named by whoever asks, and by nothing that lies in the folder.
        inside = PurePath(name).is_absolute() or _holds(self._outer, self._root / name)
        text = self._text(self._root / name, _MAX_CONFIGURATION) if inside else _Refused(_LEADS_OUT)
        loaded: Loaded | None
        match text:
            case str():
                loaded = load(text, name, previous=before, known_codes=self._asked.known_codes)
            case _Refused() as refused:
                loaded = self._refused(name, before, refused)
            case None:
                return None
        if loaded is None:
            return None
        self._troubles += (
            Trouble(name, TroubleKind.CONFIGURATION, problem.message, problem.span) for problem in loaded.problems
        )
        return _File(name, text if isinstance(text, str) else "", loaded)

    def _refused(self, name: str, before: Loaded, refused: _Refused) -> Loaded | None:
        """What held before, with the problem; None for a ``pyproject.toml`` that has said nothing to us so far."""
        if PurePath(name).name == _PYPROJECT and not (self._previous and self._previous.found):
            return None
        return replace(before, problems=(Problem(Span.on_line(refused.line, 0, 0), refused.message),))

    def _template(self, settings: Settings, file: _File | None) -> Source:
        """The template that the settings name; the last good one where it cannot serve."""
        if settings.template is None:
            return built_in_source()
        name = posixpath.normpath(settings.template)
        self._files.append(name)
        inside = _holds(self._root, self._root / name)
        text = self._text(self._root / name, settings.max_size) if inside else None
        match text:
            case None:
                wrong = "is not there" if inside else "leads out of this folder"
                message = f'template: "{settings.template}" {wrong}; name a file below this folder'
                self._troubles.append(_at_template_key(file, message) or Trouble(name, TroubleKind.TEMPLATE, message))
            case _Refused(message, line):
                self._troubles.append(Trouble(name, TroubleKind.TEMPLATE, message, Span.on_line(line, 0, 0)))
            case str():
                source = chunks.read(text, MarkdownReader())
                problem = schema_of(source, settings)
                if isinstance(problem, Schema):
                    return source
                self._troubles.append(Trouble(name, TroubleKind.TEMPLATE, problem.message, problem.span))
        return self._previous.template if self._previous else built_in_source()

    def _text(self, path: Path, limit: int) -> str | _Refused | None:
        """What the file says; None if it is not there."""
        match read_text(path, limit, self._asked.buffers):
            case Text(text, bad_line=None):
                return text
            case Text(codec=codec, bad_line=line):
                return _Refused(_not_of(codec), line or 0)
            case TooLarge() as large:
                return _Refused(_too_large(large))
            case Unreadable(reason, gone):
                return None if gone else _Refused(_unreadable(reason))


def _holds(folder: Path, path: Path) -> bool:
    """Whether *path* lies in *folder*, wherever links lead."""
    return is_inside(os.path.realpath(path), os.path.realpath(folder))


def _at_template_key(file: _File | None, message: str) -> Trouble | None:
    """A trouble with the template, where the configuration file names it; None where a client does."""
    if file is None or file.loaded.problems or ("template",) not in file.loaded.explicit:
        return None
    above = ("tool", "milestone-ls") if PurePath(file.name).name == _PYPROJECT else ()
    return Trouble(file.name, TroubleKind.TEMPLATE, message, Locator(file.text).value((*above, "template")))


def fault_of(path: str) -> Trouble:
    """That a document at *path*, from the plan's root, could not be read for a fault of ours, which the log has."""
    return Trouble(path, TroubleKind.UNREADABLE, "cannot be read for a fault of milestone-ls")


def _not_of(codec: Codec) -> str:
    return f"holds bytes that are not {codec.upper()}; save it as UTF-8"


def _unreadable(reason: str) -> str:
    return f"cannot be read: {reason}"


def _too_large(large: TooLarge) -> str:
    if large.crowded:
        return f"{large.size:,} lines, digits and marks of Markdown, and nothing over {large.limit:,} is read"
    return f"{_size(large.size)}, and nothing over {_size(large.limit)} is read"


def _size(count: int) -> str:
    """Bytes in the unit that a person would use."""
    for unit, worth in (("MB", 1_000_000), ("KB", 1000)):
        if count >= worth:
            return f"{count / worth:.3g} {unit}"
    return f"{count} bytes"
