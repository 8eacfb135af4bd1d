"""Asking the client to ask again for what it shows beside a text, when that follows from other documents."""

from typing import Any

from lsprotocol import types

from milestone_ls.server.base import BaseServer
from milestone_ls.server.bursts import Burst

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
        self._burst = Burst(self._send)

    def ask(self) -> None:
        """What open documents show may differ from what the client was told."""
        self._burst.ask()

    def _send(self) -> None:
        workspace = self._server.client_capabilities.workspace
        for method, (capability, request) in _FEATURES.items():
            declared: Any = getattr(workspace, capability, None)
            if getattr(declared, "refresh_support", False) and request in self._server.protocol.fm.features:
                self._server.protocol.send_request(method)
