"""What keeps a file from being read, or from being read as what it is meant to be."""

from enum import Enum, auto

from milestone_ls.records import Record
from milestone_ls.text import Position, Span


class TroubleKind(Enum):
    UNREADABLE = auto()
    TOO_LARGE = auto()
    BAD_BYTES = auto()  # read, with signs that are not of its encoding replaced
    CONFIGURATION = auto()
    TEMPLATE = auto()


_START = Span(Position(0, 0), Position(0, 0))


class Trouble(Record):
    """One such thing, told at its place: *path* from the plan's root, *span* 0-based in code points."""

    path: str
    kind: TroubleKind
    message: str
    span: Span = _START
