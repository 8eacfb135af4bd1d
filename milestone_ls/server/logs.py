"""Where the log of a server goes, what of it may be told, and who hears of a failure.

A log is passed on to strangers when something is wrong, so it names files and places in our code, and holds no words of
a document: those stand in the messages of exceptions, and only the level ``debug`` shows them. Whatever is logged with
an exception, by whichever part, is told to the user, too, once for each place in the code. What the parts of a server
do is not known here.
"""

import contextlib
import hashlib
import logging
import os
import stat
import sys
import traceback
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

LARGEST_FILE = 5_000_000
"""Bytes after which a log file is put aside as ``FILE.1``, in the place of the one that was put aside before."""

MOST_TOLD = 5
"""Failures of which a user hears in one session; who has seen so many reads the log."""

_SHORTEST = 8
"""Hexadecimal digits of a reference."""

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class UnusableLogError(Exception):
    """No log can be written to the file that was named; the text says why."""


class Level(StrEnum):
    """From what on something is logged."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    DEBUG = "debug"

    @property
    def number(self) -> int:
        return logging.getLevelNamesMapping()[self.name]


def reference_to(error: BaseException) -> str:
    """A short name for the place in the code where *error* was raised: the same for each failure there."""
    steps = traceback.extract_tb(error.__traceback__)
    where = f"{Path(steps[-1].filename).name}:{steps[-1].name}:{steps[-1].lineno}" if steps else ""
    return hashlib.sha256(f"{type(error).__name__} {where}".encode()).hexdigest()[:_SHORTEST]


def begin(file: str | None, level: Level) -> None:
    """Log to *file*, else to standard error, from *level* on. Once for each process, before anything is served.

    Raises UnusableLogError.
    """
    try:
        handler = logging.StreamHandler(sys.stderr) if file is None else opened(file)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise UnusableLogError(f"cannot write the log to {file}: {reason}") from error
    handler.setFormatter(Form(with_words=level is Level.DEBUG))
    logging.basicConfig(handlers=[handler], level=max(level.number, logging.WARNING))
    logging.getLogger(__name__.partition(".")[0]).setLevel(level.number)


def opened(file: str) -> logging.Handler:
    """What writes to *file*. Raises OSError if it cannot be written, ValueError if it is none that a log can go to."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - most servers log to standard error

    class File(RotatingFileHandler):
        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
            """A full disk must not keep a server from serving."""

    with contextlib.suppress(FileNotFoundError):
        status = Path(file).stat()
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("not a regular file")
        if _is_stdout(status):
            raise ValueError("this is the standard output, which belongs to the editor")
    return File(file, maxBytes=LARGEST_FILE, backupCount=1, encoding="utf-8", errors="backslashreplace")


def _is_stdout(status: os.stat_result) -> bool:
    try:
        return os.path.samestat(status, os.fstat(1))
    except OSError:
        return False


class Form(logging.Formatter):
    """Lines for people. Failures bear their reference; *with_words* shows what the exceptions say."""

    def __init__(self, *, with_words: bool) -> None:
        super().__init__(_FORMAT)
        self._with_words = with_words

    def format(self, record: logging.LogRecord) -> str:
        error = error_in(record)
        if error is None:
            return super().format(record)
        # Built anew, since logging keeps the text of an exception for the next handler.
        head = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None})
        head.msg, head.args = f"[{reference_to(error)}] {what_failed(record)}", ()
        told = traceback.format_exception(error) if self._with_words else _without_words(error)
        return f"{super().format(head)}\n{''.join(told).rstrip()}"


def _without_words(error: BaseException) -> Iterator[str]:
    """The places in the code that *error* went through, and its kind."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _without_words(cause)
        yield "\nfrom which came\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__} (its words are in the log at the level debug)\n"


def error_in(record: logging.LogRecord) -> BaseException | None:
    """The exception that *record* was logged with."""
    return record.exc_info[1] if record.exc_info else None


def what_failed(record: logging.LogRecord) -> str:
    """What *record* says, if it is ours: other libraries put objects into it, and words of documents with them."""
    return record.getMessage() if record.name.startswith("milestone_ls") else f"something in {record.name} failed"


@contextlib.contextmanager
def told(tell: Callable[[str], object]) -> Iterator[None]:
    """Have *tell* called, in any thread, with a sentence on each failure that is logged, unless it was told before."""
    teller = _Teller(tell)
    logging.getLogger().addHandler(teller)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(teller)


class _Teller(logging.Handler):
    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__(logging.ERROR)
        self._tell = tell
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        error = error_in(record)
        if error is None or len(self._told) >= MOST_TOLD:
            return
        reference = reference_to(error)
        if reference not in self._told:
            self._told.add(reference)
            self._tell(
                f"milestone-ls: {what_failed(record)}. This is a defect; all else goes on."
                f" The log of the server has more under {reference}."
            )
