"""Answers that need the whole plan, and wait for it at the start: half an answer would be taken for a whole one."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Protocol, TypeVar

from lsprotocol import types

from milestone_ls.server.server import MilestoneServer


class OfDocument(Protocol):
    """The params of a request about one document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier: ...


Params = TypeVar("Params", bound=OfDocument)
Answer = TypeVar("Answer")


def when_read(
    server: MilestoneServer,
) -> Callable[[Callable[[Params], Answer]], Callable[[Params], Answer | Awaitable[Answer]]]:
    """A handler that is called at once when the plan of its document has been read, else when it has."""

    def decorate(handler: Callable[[Params], Answer]) -> Callable[[Params], Answer | Awaitable[Answer]]:
        async def later(params: Params) -> Answer:
            await server.session.reading(params.text_document.uri)
            return handler(params)

        @wraps(handler)
        def answer(params: Params) -> Answer | Awaitable[Answer]:
            return later(params) if server.session.is_being_read(params.text_document.uri) else handler(params)

        return answer

    return decorate
