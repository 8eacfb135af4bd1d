"""The language server that the product fills with features: pygls' with our protocol and converter.

What any feature does is not known here.
"""

from typing import Any

from pygls.lsp.server import LanguageServer

from milestone_ls.server.converter import make_converter
from milestone_ls.server.idle import Idle
from milestone_ls.server.protocol import Protocol
from milestone_ls.text import Encoding


class BaseServer(LanguageServer):
    """Features are registered as with pygls, ``@server.feature(...)`` and ``@server.command(...)``.

    Differences: didOpen, didChange and didClose reach their handlers without pygls keeping the text, so that
    ``workspace.text_documents`` stays empty; the params of a method that LSP does not know are plain JSON data;
    errors go to ``logging``; and ``transport.run_stdio`` serves it, which tells the user of each place that failed.

    max_workers    threads for handlers marked with ``@server.thread()``; None is Python's choice
    """

    protocol: Protocol

    def __init__(self, name: str, version: str, *, max_workers: int | None = None) -> None:
        super().__init__(
            name, version, protocol_cls=Protocol, converter_factory=make_converter, max_workers=max_workers
        )
        self.idle = Idle()

    @property
    def encoding(self) -> Encoding:
        """The unit of the client's columns; UTF-16 until ``initialize`` said otherwise."""
        return self.protocol.encoding

    def send_notification(self, method: str, params: dict[str, Any] | list[Any] | bytes | None = None) -> None:
        """Send plain data, or its JSON as bytes, past lsprotocol's types. From any thread.

        Raises TypeError or ValueError if *params* are no JSON; bytes are not checked.
        """
        self.protocol.notify(method, params)
