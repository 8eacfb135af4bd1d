"""Python's own record of what a process does: imported by every Python that finds this folder first on its path.

Written are the events that reach for a file, a program or the network, one JSON array a line. An event that a hook sees
cannot be hidden from it (PEP 578); what compiled code does by itself shows none.
"""

import json
import os
import sys

_LOG = os.open(os.environ["MILESTONE_LS_AUDIT"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_STARTS = ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn")
_CHANGES = (
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "os.utime",
    "shutil.move",
    "shutil.rmtree",
    "tempfile.mkdtemp",
    "tempfile.mkstemp",
)
_KEPT = frozenset({"open", "os.listdir", "os.scandir", "subprocess.Popen", "ctypes.dlopen", *_STARTS, *_CHANGES})


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if event in _KEPT or event.startswith("socket."):
        line = json.dumps([event, *map(_written, arguments)])
        os.write(_LOG, f"{line}\n".encode())


def _written(argument: object) -> str | int | None:
    if isinstance(argument, int | None):
        return argument
    if isinstance(argument, str | bytes | os.PathLike):
        return os.fsdecode(argument)
    if isinstance(argument, list):
        return " ".join(str(_written(part)) for part in argument)
    return type(argument).__name__


sys.addaudithook(_record)
