"""Answers that the user can switch off (``features`` in an editor's settings), looked at with each request."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from milestone_ls.config import Feature
from milestone_ls.server.server import MilestoneServer

Params = TypeVar("Params")
Answer = TypeVar("Answer")


def switched(
    server: MilestoneServer, feature: Feature
) -> Callable[[Callable[[Params], Answer]], Callable[[Params], Answer | None]]:
    """A handler that answers nothing while *feature* is off."""

    def decorate(handler: Callable[[Params], Answer]) -> Callable[[Params], Answer | None]:
        @wraps(handler)
        def answer(params: Params) -> Answer | None:
            return handler(params) if server.session.workspace.client.enabled(feature) else None

        return answer

    return decorate
