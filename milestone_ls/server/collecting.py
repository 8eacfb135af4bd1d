"""When the cyclic garbage collector runs: not while much is made that stays, and over that never again.

In a plan of 10,000 documents one look at all there is takes most of a second, in which nothing is answered.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


class Collector:
    """The collector of this process, which is off until something has been held."""

    def __init__(self) -> None:
        self._holders = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """It does not run meanwhile, and does not look afterwards at what is there at the end.

        What keeps itself by then stays for good: a plan that others have taken the place of must go without it.
        """
        self._holders += 1
        gc.disable()
        try:
            yield
        finally:
            self._holders -= 1
            if not self._holders:
                gc.freeze()
                gc.enable()
