"""Work over all of a plan in steps, so that whoever asked can do other things in between, and stop asking.

A generator that yields after each step and returns what it was for. Snapshots do not change, so neither does the
answer, however long it takes.
"""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")


def finished(steps: Generator[object, None, T]) -> T:
    """What *steps* are for, done at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
