"""Writing to the standard streams: readers that leave, and encodings that are too small. Imports next to nothing."""

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

EXIT_FINE = 0
EXIT_FOUND = 1
EXIT_WRONG = 2


def write(text: str, *, encoding: str | None = None, newline: str | None = None) -> None:
    """Write *text* to standard output; a reader that has left (``| head``) has seen enough.

    encoding  that of the stream if there is one to be kept whatever the terminal says
    newline   what a line feed becomes if that is to be kept whatever the system is
    """
    stream: TextIO | None = sys.stdout
    if stream is None:  # closed by whoever started us
        return
    if isinstance(stream, io.TextIOWrapper):
        # A sign that the terminal cannot show is no reason to show nothing.
        stream.reconfigure(encoding=encoding, errors="backslashreplace", newline=newline)
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        # Python would try again, and complain, when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        # On Windows a closed pipe is just invalid.
        if not isinstance(error, BrokenPipeError) and os.name != "nt":
            complain(f"cannot write the output: {error.strerror}")
            raise SystemExit(EXIT_WRONG) from None


def complain(text: str, program: str = "milestone-ls") -> None:
    """Say on standard error what is wrong."""
    note(f"{program}: {text}")


def note(text: str) -> None:
    """Write a line to standard error, which never fails what is done."""
    stream: TextIO | None = sys.stderr
    if stream is None:
        return
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except OSError:
        return
