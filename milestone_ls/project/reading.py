"""Bytes on disk as text: which encoding, what is not of it, and when a file is not read at all.

Line ends, NUL characters and everything else in the text stay as they are. A byte order mark is not part of the text,
since editors take it off, too, and columns must agree. What the text means is for others.
"""

import codecs
import stat
from enum import StrEnum
from pathlib import Path

from milestone_ls.records import Record
from milestone_ls.text import split_lines


class Codec(StrEnum):
    """The encodings that a document may have; UTF-16 only where a byte order mark says so."""

    UTF8 = "utf-8"
    UTF16_LE = "utf-16-le"
    UTF16_BE = "utf-16-be"


_MARKS = {
    Codec.UTF8: codecs.BOM_UTF8,
    Codec.UTF16_LE: codecs.BOM_UTF16_LE,
    Codec.UTF16_BE: codecs.BOM_UTF16_BE,
}

_SIGNS = "\n\r#|[*_`<&\\>0123456789"
"""What costs time: each line, each character that Markdown goes by inside of one, and digits, which names have."""

BYTES_A_MARK = 40
"""Of the size limit: what people write has one mark in ten characters, but is far smaller than that limit."""

FEWEST_MARKS = 5_000
"""That many are read under any size limit."""


class Text(Record):
    """What a file says."""

    text: str
    """Without a byte order mark; U+FFFD where bytes were not of the encoding, as many as an editor shows."""
    codec: Codec = Codec.UTF8
    bom: bool = False
    """Whether the file starts with a byte order mark."""
    bad_line: int | None = None
    """0-based line of the first byte that is not of the encoding; such a text must not be written back."""

    def encoded(self, text: str) -> bytes:
        """*text* as the bytes of this file: same encoding, same mark.

        Raises ValueError if that would lose bytes, here or in *text*.
        """
        if self.bad_line is not None:
            raise ValueError(f"line {self.bad_line + 1} holds bytes that are not {self.codec}")
        return (_MARKS[self.codec] if self.bom else b"") + text.encode(self.codec)


class TooLarge(Record):
    """A file that was not read, by its size in bytes or, *crowded*, by its lines and marks."""

    size: int
    limit: int
    crowded: bool = False


class Unreadable(Record):
    """A file that could not be read, and why, in the system's words."""

    reason: str
    gone: bool = False
    """Whether there is no such file, at least no longer."""


def read(path: Path, max_size: int) -> Text | TooLarge | Unreadable:
    """The text of the file at *path* if it has no more than *max_size* bytes. Never raises."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Opening a named pipe would wait for its other end.
            return Unreadable("not a regular file", gone=True)
        if status.st_size > max_size:
            return TooLarge(status.st_size, max_size)
        with path.open("rb") as file:
            # One byte more tells whether it grew meanwhile; a buffer of max_size for each file would take its time.
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:
                data += file.read(max_size + 1 - len(data))
    except (FileNotFoundError, NotADirectoryError) as error:
        return Unreadable(_reason(error), gone=True)
    except (OSError, ValueError) as error:
        return Unreadable(_reason(error))
    return decode(data) if len(data) <= max_size else TooLarge(len(data), max_size)


def too_large(text: str, max_size: int) -> TooLarge | None:
    """Why *text* is not read: over *max_size* in bytes of UTF-8, or more lines and marks than go with that limit."""
    if len(text) <= min(max_size // 4, _most_marks(max_size)):
        return None  # not even if it were marks alone, of four bytes each
    size = len(text.encode("utf-8", "surrogatepass"))
    return TooLarge(size, max_size) if size > max_size else too_crowded(text, max_size)


def room(text: str, max_size: int) -> int:
    """How many characters *text*, which is not too large, can be given before it may be."""
    size = len(text.encode("utf-8", "surrogatepass"))
    return min((max_size - size) // 4, _most_marks(max_size) - _marks(text))


def too_crowded(text: str, max_size: int) -> TooLarge | None:
    """As :func:`too_large`, of a text whose size is right."""
    marks = _marks(text)
    most = _most_marks(max_size)
    return TooLarge(marks, most, crowded=True) if marks > most else None


def _most_marks(max_size: int) -> int:
    return max(FEWEST_MARKS, max_size // BYTES_A_MARK)


def _marks(text: str) -> int:
    return sum(map(text.count, _SIGNS)) - text.count("\r\n")


def decode(data: bytes) -> Text:
    """The text that *data* holds: UTF-16 by its byte order mark, else UTF-8."""
    marked = next((codec for codec, mark in _MARKS.items() if data.startswith(mark)), None)
    codec = marked or Codec.UTF8
    body = data[len(_MARKS[codec]) :] if marked else data
    try:
        return Text(body.decode(codec), codec, bom=bool(marked))
    except UnicodeDecodeError as error:
        bad_line = len(split_lines(body[: error.start].decode(codec))) - 1
        return Text(body.decode(codec, "replace"), codec, bom=bool(marked), bad_line=bad_line)


def _reason(error: OSError | ValueError) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
