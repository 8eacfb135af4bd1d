"""Bytes kept from one run to the next in the user's cache folder: to have them saves work, and no more.

Nothing here fails or is relied on. A file that is damaged, of another time or cannot be read is not there; one that
cannot be written is not kept. Whoever runs at the same time sees a file whole or not at all. What the bytes mean is for
others, and none of it is ever executed.
"""

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

VARIABLE = "MILESTONE_LS_CACHE"
"""The variable of the environment that names another folder, or says *off*."""

_DAY = 86_400
_KEPT_DAYS = 30
_DIGEST = 16


class Store:
    """Files by name in *folder*; None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def keeps(self) -> bool:
        return self._folder is not None

    def read(self, name: str) -> bytes | None:
        """What was last written under *name*; None if that is not there as it was written."""
        if self._folder is None:
            return None
        path = self._folder / name
        try:
            data = path.read_bytes()
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)  # it is of use, and so is not cleared away
        except OSError:
            return None
        body = data[_DIGEST:]
        return body if digest(body) == data[:_DIGEST] else None

    def write(self, name: str, body: bytes) -> None:
        """Keep *body* under *name*, if that can be done."""
        if self._folder is None:
            return
        with suppress(OSError):
            if not self._folder.is_dir():
                self._folder.mkdir(mode=0o700, parents=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(digest(body) + body)
                Path(temporary).replace(self._folder / name)
            except OSError:
                Path(temporary).unlink()

    def clear_away(self) -> None:
        """Delete what has not been of use for a month."""
        if self._folder is None:
            return
        oldest = time.time() - _KEPT_DAYS * _DAY
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < oldest:
                    Path(entry.path).unlink()


NO_STORE = Store(None)


def user_store() -> Store:
    """That of the user who runs this, unless the environment says otherwise."""
    said = os.environ.get(VARIABLE, "")
    if said.casefold() == "off":
        return NO_STORE
    if said:
        return Store(Path(said).absolute())
    from platformdirs import user_cache_path  # noqa: PLC0415 - nobody who keeps nothing waits for it

    return Store(user_cache_path("milestone-ls", appauthor=False))


def digest(data: bytes) -> bytes:
    """By what equal bytes are known."""
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
