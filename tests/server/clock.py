"""A clock for timers that the test moves on."""

from collections.abc import Callable
from types import SimpleNamespace


class Clock:
    """As much of an event loop as timers and work beside it take.

    held   work that has been begun and is to end when the test says so; None where it ends at once
    """

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[tuple[float, Callable[[], None]]] = []
        self.held: list[Callable[[], None]] | None = None

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

    def run_in_executor(self, _pool: None, work: Callable[..., object], *arguments: object) -> SimpleNamespace:
        result = work(*arguments)
        done = SimpleNamespace(result=lambda: result, cancelled=lambda: False)

        def add_done_callback(call: Callable[[object], None]) -> None:
            if self.held is None:
                call(done)
            else:
                self.held.append(lambda: call(done))

        return SimpleNamespace(add_done_callback=add_done_callback)
