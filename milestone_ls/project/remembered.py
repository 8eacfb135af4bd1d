"""The facts of documents as an earlier run found them, which hold as long as the text, the program and the settings do.

They are kept as MessagePack and read by the types of the facts: whatever does not fit them is not remembered.
"""

import os
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import milestone_ls
from milestone_ls.config import Settings
from milestone_ls.project.facts import Page
from milestone_ls.project.packed import unpacked
from milestone_ls.project.store import Store, digest
from milestone_ls.template.schema import Schema

_SHARDS = 16
"""Files in which the facts of one plan are kept, so that none takes long to read or to write."""

_Shard = dict[str, tuple[bytes, msgspec.Raw]]
_SHARD = msgspec.msgpack.Decoder(_Shard)
_ENCODER = msgspec.msgpack.Encoder()
_ORDERED = msgspec.msgpack.Encoder(order="deterministic")


class Remembered:
    """What is remembered of the documents of the plan at *root*, and what is to be."""

    def __init__(self, store: Store, root: Path, settings: Settings, schema: Schema) -> None:
        self._key = _key_of(root, settings, schema)
        self._store = store
        self._shards: dict[int, _Shard] = {}
        self._seen: dict[int, _Shard] = {}
        self._new: set[int] = set()

    def page(self, path: str, text: bytes) -> Page | None:
        """The facts of *text*, which stands at *path*; None if they are not remembered."""
        number = _number(path)
        shard = self._shards.get(number)
        if shard is None:
            shard = self._shards[number] = self._read(number)
        found = shard.get(path)
        sum_ = digest(text)
        if found is None or found[0] != sum_:
            return None
        page = unpacked(found[1])
        if page is not None:
            self._seen.setdefault(number, {})[path] = found
        return page

    def remember(self, path: str, text: bytes, facts: bytes) -> None:
        """The *facts* of *text*, packed, for the next run."""
        number = _number(path)
        self._new.add(number)
        self._seen.setdefault(number, {})[path] = digest(text), msgspec.Raw(facts)

    def state(self) -> bytes:
        """By what the texts of the plan, all together, are known."""
        sums = sorted((path, found[0]) for shard in self._seen.values() for path, found in shard.items())
        return digest(_ENCODER.encode(sums))

    def save(self) -> None:
        """Keep what has come; may be called from any thread, when nobody asks any longer."""
        for number in self._new:
            self._store.write(self._name(number), _ENCODER.encode(self._seen[number]))
        if self._new:
            self._store.clear_away()

    def read(self, name: str) -> bytes | None:
        """What is kept under *name* beside the facts of the plan."""
        return self._store.read(f"{self._key}.{name}")

    def write(self, name: str, body: bytes) -> None:
        """Keep *body* under *name* beside the facts of the plan."""
        self._store.write(f"{self._key}.{name}", body)

    def _read(self, number: int) -> _Shard:
        data = self._store.read(self._name(number))
        try:
            return _SHARD.decode(data) if data is not None else {}
        except msgspec.DecodeError:
            return {}

    def _name(self, number: int) -> str:
        return f"{self._key}.{number:x}"


def _number(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % _SHARDS


def _key_of(root: Path, settings: Settings, schema: Schema) -> str:
    """What facts go by apart from texts: the place, the program, the settings and the template."""
    said: dict[str, Any] = {
        "root": os.fsencode(root),
        "program": _program(),
        "settings": settings,
        "template": schema.text,
    }
    return digest(_ORDERED.encode(said)).hex()


@cache
def _program() -> bytes:
    """By what this program is known: its version and what its files look like."""
    from markdown_it import __version__ as markdown_it  # noqa: PLC0415 - what has been read needs no parser

    root = os.path.dirname(milestone_ls.__file__)  # noqa: PTH120 - os.walk gives strings
    files = sorted(
        (os.path.join(folder, name), os.stat(os.path.join(folder, name)))  # noqa: PTH116, PTH118 - as above
        for folder, _, names in os.walk(root)
        for name in names
        if name.endswith((".py", ".md"))
    )
    seen = [(name, found.st_size, found.st_mtime_ns) for name, found in files]
    return digest(_ENCODER.encode((milestone_ls.__version__, markdown_it, msgspec.__version__, seen)))
