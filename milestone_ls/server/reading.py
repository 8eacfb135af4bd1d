"""Answers that need the whole plan, and wait for it at the start: half an answer would be taken for a whole one."""

import inspect
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Protocol, TypeVar

from lsprotocol import types

from milestone_ls.server.asking import outdated
from milestone_ls.server.server import MilestoneServer


class OfDocument(Protocol):
    """The params of a request about one document."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier: ...


Params = TypeVar("Params", bound=OfDocument)
Answer = TypeVar("Answer")


def when_read(
    server: MilestoneServer,
) -> Callable[[Callable[[Params], Answer]], Callable[[Params], Answer | Awaitable[Any]]]:
    """A handler that is called at once when the plan of its document has been read, else when it has.

    The places of its params are those of the text that it was called for: it is refused if that has changed meanwhile.
    """

    def decorate(handler: Callable[[Params], Answer]) -> Callable[[Params], Answer | Awaitable[Any]]:
        async def later(params: Params) -> object:
            uri = params.text_document.uri
            version = server.session.version(uri)
            await server.session.reading(uri)
            if server.session.version(uri) != version:
                raise outdated("ask again")
            answer = handler(params)
            return await answer if inspect.isawaitable(answer) else answer

        @wraps(handler)
        def answer(params: Params) -> Answer | Awaitable[Any]:
            return later(params) if server.session.is_being_read(params.text_document.uri) else handler(params)

        return answer

    return decorate
