"""What a user has before an editor starts: a home, ``milestone-ls`` on PATH, and a plan that is a repository.

Which editor starts is not known here.
"""

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).parents[2]
MUTED = [sys.executable, str(Path(__file__).with_name("muted.py"))]
"""Before a server's command: takes its answers away, to see that the tests notice."""


class Desk:
    """The folders and the environment of one editor, all below *folder*.

    wrapper    a command that starts the server, which is added to it
    """

    def __init__(self, folder: Path, wrapper: Sequence[str] = ()) -> None:
        self.folder = folder
        self.plan = folder / "plan"
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        shutil.copytree(REPOSITORY / "docs" / "example", self.plan)
        (self.plan / ".git").mkdir()
        server = folder / "programs" / "milestone-ls"
        server.parent.mkdir()
        command = shlex.join([*wrapper, sys.executable, "-m", "milestone_ls"])
        server.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        server.chmod(0o755)
        self.environment = {
            "PATH": os.pathsep.join([str(server.parent), "/usr/bin", "/bin"]),
            "PYTHONPATH": str(REPOSITORY),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
        }

    def document(self, name: str) -> Path:
        return self.plan / "milestones" / f"{name}.md"


def processes(desk: Desk) -> list[psutil.Process]:
    """The processes that have the desk's home."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("HOME") == str(desk.home):
                found.append(process)
        except psutil.Error:  # it ended meanwhile, or belongs to somebody else
            continue
    return found


def left_over(desk: Desk, limit: float = 10) -> list[int]:
    """The process IDs of what has not ended within *limit* seconds, and is killed."""
    _, alive = psutil.wait_procs(processes(desk), limit)
    for process in alive:
        process.kill()
    return [process.pid for process in alive]
