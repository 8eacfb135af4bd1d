"""A process that reads documents for another one: texts at standard input, their facts at standard output.

It is told what holds for the plan, and given texts; it opens no file and ends when nobody is left to give it any.
What is said is a row of frames: the length in four bytes, most significant first, and MessagePack.
"""

import os
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, TypeAlias

import msgspec

from milestone_ls.config import Settings
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.project.packed import packed
from milestone_ls.project.project import Project
from milestone_ls.project.shelf import decoded
from milestone_ls.records import Record
from milestone_ls.template.reading import schema_of
from milestone_ls.template.schema import Schema

Lot: TypeAlias = list[tuple[str, bytes]]
"""Paths from the plan's root, with the texts in UTF-8 that stand there."""

_LENGTH = struct.Struct(">I")
_LOWER = 5
"""How much later than the editor's own this process may have its turn (nice)."""


class Order(Record):
    """What holds for all documents that follow."""

    settings: Settings
    template: str


def frame(body: bytes) -> bytes:
    return _LENGTH.pack(len(body)) + body


def read_frame(source: IO[bytes]) -> bytes:
    """The body of the next frame. Raises EOFError where there is none, whole."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = source.read(length)
    if len(body) < length:
        raise EOFError
    return body


def answers(source: IO[bytes]) -> Iterator[list[bytes]]:
    """For each lot of *source* the facts of its documents, packed; nothing for one that could not be read."""
    order = msgspec.msgpack.decode(read_frame(source), type=Order)
    schema = schema_of(chunks.read(order.template, MarkdownReader()), order.settings)
    assert isinstance(schema, Schema)  # noqa: S101 - whoever asks has one of this template
    project = Project(order.settings, schema)
    decoder = msgspec.msgpack.Decoder(Lot)
    while True:
        yield list(_facts(project, decoder.decode(read_frame(source))))


def _facts(project: Project, lot: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    for path, text in lot:
        try:
            yield packed(project.facts(path, decoded(text)).page)
        except Exception:  # noqa: BLE001 - who asked reads it then, and tells of what goes wrong
            yield b""


def main() -> None:
    """Answer until standard input ends."""
    if hasattr(os, "nice"):
        os.nice(_LOWER)
    with suppress(EOFError, OSError):  # whoever asked is gone
        for pages in answers(sys.stdin.buffer):
            sys.stdout.buffer.write(frame(msgspec.msgpack.encode(pages)))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
