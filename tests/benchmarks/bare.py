"""A server that does nothing with pygls as it comes: it answers each change with ten diagnostics. The floor."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer

SERVER = LanguageServer("bare", "1")


def _publish(uri: str, version: int) -> None:
    found = [
        types.Diagnostic(
            types.Range(types.Position(line, 0), types.Position(line, 9)),
            "Words such as a finding has",
            severity=types.DiagnosticSeverity.Warning,
            code="a-code",
            source="bare",
        )
        for line in range(10)
    ]
    SERVER.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))


@SERVER.feature(types.TEXT_DOCUMENT_DID_OPEN)
def on_open(params: types.DidOpenTextDocumentParams) -> None:
    _publish(params.text_document.uri, params.text_document.version)


@SERVER.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def on_change(params: types.DidChangeTextDocumentParams) -> None:
    _publish(params.text_document.uri, params.text_document.version)


if __name__ == "__main__":
    SERVER.start_io()
