"""Files on disk replaced whole or not at all, their mode and owner kept. Knows nothing of what is in them."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Have *data* stand at *path*, or what stood there before: nothing in between is ever seen.

    Where *path* is a link, the file that it leads to is replaced. A file that is there keeps its mode, and its owner
    where the system lets us. Raises OSError, also for a file that must not be written.
    """
    target = Path(os.path.realpath(path))
    there = target.exists()
    if there and not os.access(target, os.W_OK):
        # Its folder would let us replace it all the same.
        raise PermissionError(13, "it is write-protected")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if there:
            _take_on(beside, target)
        else:
            beside.chmod(0o666 & ~_umask())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _take_on(beside: Path, target: Path) -> None:
    """Give *beside* the owner and the mode of *target*."""
    status = target.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(beside, status.st_uid, status.st_gid)
    shutil.copymode(target, beside)


def _umask() -> int:
    """The bits that a new file of this process does not get; asking is setting, so it is set back at once."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
