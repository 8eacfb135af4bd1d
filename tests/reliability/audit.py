"""What the real server does to the system that it runs on, as Python's audit events have it."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.server.rawclient import ROOT

_HOOK = Path(__file__).with_name("audited")
_VARIABLE = "MILESTONE_LS_AUDIT"
_NO_FOLDER = ("open", "os.listdir", "os.scandir")


class Event(NamedTuple):
    """One audit event of Python, with its arguments; those that are neither text nor number by their type."""

    name: str
    arguments: tuple[str | int | None, ...]

    @property
    def path(self) -> Path | None:
        """The file or folder that it is about; None where it names none, as for what is open already."""
        first = self.arguments[0] if self.arguments else None
        if self.name in ("os.remove", "os.rmdir") and self.arguments[-1] != -1:
            return None  # named from a folder that is open: what takes that away has an event of its own
        return Path(os.path.realpath(first)) if isinstance(first, str) else None

    @property
    def writes(self) -> bool:
        """Whether it changes something on disk, or opens a file so that it could."""
        if self.name == "open":
            flags = self.arguments[2]
            return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))
        return self.name.startswith(("os.", "shutil.", "tempfile.")) and self.name not in _NO_FOLDER

    @property
    def reads(self) -> bool:
        return self.name in _NO_FOLDER

    @property
    def is_network(self) -> bool:
        # A loop wakes itself by a pair of sockets that are bound to nothing.
        return self.name.startswith("socket.") and self.name not in ("socket.__new__", "socket.gethostname")

    @property
    def starts_a_program(self) -> bool:
        starts = (
            "subprocess.",
            "os.exec",
            "os.fork",
            "os.posix_spawn",
            "os.spawn",
            "os.startfile",
            "os.system",
            "pty.",
        )
        return self.name.startswith(starts)


class Audit:
    """The record of the servers that are started while it is kept.

    own    the folder for temporary files, with that for the cache in it
    """

    def __init__(self, log: Path, own: Path) -> None:
        self._log = log
        self.own = own

    def events(self) -> Iterator[Event]:
        for line in self._log.read_text(encoding="utf-8").splitlines():
            name, *arguments = json.loads(line)
            yield Event(name, tuple(arguments))


@contextmanager
def audited(log: Path) -> Iterator[Audit]:
    """Servers that are started meanwhile keep a record of what they do in *log*, and their own files beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(_HOOK))
        patch.setenv(_VARIABLE, str(log))
        # Compiled modules are none of the server's own writing.
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        own = Path(os.path.realpath(log.parent / "own"))
        own.mkdir(exist_ok=True)
        patch.setenv("TMPDIR", str(own))
        patch.setenv("MILESTONE_LS_CACHE", str(own / "cache"))
        yield Audit(log, own)


def is_programs_own(event: Event) -> bool:
    """Whether it concerns what Python and the server consist of: what a process opens to be a process."""
    path = event.path
    if path is None or path == Path(os.devnull) or (event.name == "os.listdir" and path == ROOT):
        return True
    pythons = map(Path, (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix))
    return any(path.is_relative_to(folder.resolve()) for folder in (*pythons, ROOT / "milestone_ls", _HOOK))
