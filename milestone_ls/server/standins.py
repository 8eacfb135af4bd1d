"""What is registered for a handler whose module has not been imported yet.

Where that module is and what it does is not known here.
"""

from collections.abc import Callable, Mapping
from typing import Any


class StandIn:
    """A handler that has another one registered in its place when it is first called, and calls that.

    registered    where it stands, and the other one will
    load          has the other one registered; whatever it raises is the answer to the request, and the next one
                  tries again
    """

    def __init__(self, registered: Mapping[str, Any], name: str, load: Callable[[], object]) -> None:
        self._registered = registered
        self._name = name
        self._load = load

    def handler(self) -> Callable[..., Any]:
        """The other one. Raises what *load* does, and LookupError where that registered nothing."""
        self._load()
        found: Callable[..., Any] = self._registered[self._name]
        if found is self:
            raise LookupError(f"nothing was registered for {self._name}")
        return found

    def __call__(self, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 - a handler's
        return self.handler()(*args, **kwargs)
