"""Why a figure is not known: a plan that cannot be worked out says so, and never guesses."""

from enum import StrEnum

from milestone_ls.records import Record


class Because(StrEnum):
    """What keeps a figure from being known."""

    NO_DURATION = "no-duration"
    NO_UPPER_END = "no-upper-end"  # `3+ days`
    CYCLE = "cycle"
    DUPLICATE = "duplicate-id"  # two documents claim the ID: which of them counts?
    MISSING = "missing"  # depends on an ID that no document bears
    UNREAD = "unread"  # depends on one whose file could not be read
    UNWRITTEN = "unwritten"  # depends on one that the index file lists and nobody has written
    STATUS = "status"


class Unknown(Record):
    """A figure that is not known because of the milestone at *path*, whose ID is *id*.

    other   the ID that it names, where the cause is a dependency
    """

    because: Because
    path: str
    id: str
    other: str = ""

    def __str__(self) -> str:
        """The cause in words, without a full stop: ``M3 has no duration``."""
        match self.because:
            case Because.NO_DURATION:
                return f"{self.id} has no duration"
            case Because.NO_UPPER_END:
                return f"the duration of {self.id} has no upper end"
            case Because.CYCLE:
                return f"cycle: {self.id} depends on itself through others"
            case Because.DUPLICATE if self.other:
                return f"{self.id} depends on {self.other}, which is the ID of several documents"
            case Because.DUPLICATE:
                return f"{self.id} is the ID of several documents"
            case Because.MISSING:
                return f"{self.id} depends on {self.other}, which no document bears"
            case Because.UNREAD:
                return f"{self.id} depends on {self.other}, whose document could not be read"
            case Because.UNWRITTEN:
                return f"{self.id} depends on {self.other}, which nobody has written yet"
            case Because.STATUS:
                return f"the status of {self.id} is not known"
