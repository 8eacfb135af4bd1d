"""A quantity that people give as a range: from at least this much to at most that much. It knows no unit."""

import math

from milestone_ls.records import Record


class Interval(Record):
    """From *low* to *high*, both included; an infinite *high* has no upper end."""

    low: float
    high: float

    @classmethod
    def of(cls, *values: float) -> "Interval":
        """The smallest interval that holds all of *values*."""
        return cls(min(values), max(values))

    @property
    def is_bounded(self) -> bool:
        return not math.isinf(self.high)

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, factor: float) -> "Interval":
        return Interval(self.low * factor, self.high * factor)

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high


ZERO = Interval(0, 0)
