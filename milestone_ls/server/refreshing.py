"""Asking the client to ask again for what it shows beside a text, when that follows from other documents."""

import asyncio
import logging
from typing import Any

from lsprotocol import types

from milestone_ls.server.base import BaseServer

logger = logging.getLogger(__name__)

PAUSE = 0.2
"""Seconds without a change after which the requests go out: a burst of changes makes one of each kind."""

CEILING = 1.0
"""Seconds from a first change after which they go out though changes go on."""

_FEATURES = {
    types.WORKSPACE_SEMANTIC_TOKENS_REFRESH: ("semantic_tokens", types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL),
    types.WORKSPACE_CODE_LENS_REFRESH: ("code_lens", types.TEXT_DOCUMENT_CODE_LENS),
    types.WORKSPACE_INLAY_HINT_REFRESH: ("inlay_hint", types.TEXT_DOCUMENT_INLAY_HINT),
    types.WORKSPACE_DIAGNOSTIC_REFRESH: ("diagnostics", types.TEXT_DOCUMENT_DIAGNOSTIC),
}
"""What asks to ask again, by the capability that says whether the client can, and the request that is meant."""


class Refresher:
    """Sends each refresh request that the client knows and that has to do with what the server offers."""

    def __init__(self, server: BaseServer) -> None:
        self._server = server
        self._timer: asyncio.TimerHandle | None = None
        self._latest = 0.0

    def ask(self) -> None:
        """What open documents show may differ from what the client was told."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if self._timer is None:
            self._latest = now + CEILING
        else:
            self._timer.cancel()
        wait = min(PAUSE, max(0.0, self._latest - now))
        self._timer = loop.call_later(wait, self._send)

    def _send(self) -> None:
        self._timer = None
        workspace = self._server.client_capabilities.workspace
        for method, (capability, request) in _FEATURES.items():
            declared: Any = getattr(workspace, capability, None)
            if getattr(declared, "refresh_support", False) and request in self._server.protocol.fm.features:
                self._server.protocol.send_request(method)
