"""A clock for timers that the test moves on."""

from collections.abc import Callable
from types import SimpleNamespace


class Clock:
    """As much of an event loop as timers take."""

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[tuple[float, Callable[[], None]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, wait: float, call: Callable[[], None]) -> SimpleNamespace:
        timer = (self.now + wait, call)
        self._timers.append(timer)
        return SimpleNamespace(cancel=lambda: self._timers.remove(timer))

    def move(self, seconds: float) -> None:
        self.now += seconds
        due = [timer for timer in self._timers if timer[0] <= self.now]
        self._timers = [timer for timer in self._timers if timer not in due]
        for _, call in due:
            call()
