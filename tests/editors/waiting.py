"""Waiting for what an editor does in its own time: for a condition, with a limit."""

import os
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LIMIT = float(os.environ.get("EDITOR_TEST_LIMIT", "60"))
"""Seconds after which what did not come is taken never to come; a crowded machine has kept an answer waiting for 20."""


def until(condition: Callable[[], T | None], what: str, limit: float = LIMIT) -> T:
    """Wait until *condition* holds and give what it gave; AssertionError with *what* after *limit* seconds."""
    __tracebackhide__ = True
    end = time.monotonic() + limit
    while not (given := condition()):
        assert time.monotonic() < end, f"within {limit:g} s this did not come true: {what}"
        time.sleep(0.02)  # nothing to wait on: the condition is looked at again
    return given
