"""What server and client settle in ``initialize`` beyond what pygls does (LSP 3.17)."""

import logging
from collections.abc import Iterable

from lsprotocol import types
from pygls.uris import to_fs_path

from milestone_ls.text import Encoding

logger = logging.getLogger(__name__)


def choose_encoding(offered: Iterable[object] | None) -> Encoding:
    """The unit of columns: the first offer that is known, else UTF-16 (LSP 3.17, PositionEncodingKind)."""
    known = {encoding.value: encoding for encoding in Encoding}
    return next((known[name] for name in offered or () if isinstance(name, str) and name in known), Encoding.UTF16)


def is_parsable(uri: str) -> bool:
    """Whether pygls makes a path of the URI of a root folder."""
    try:
        to_fs_path(uri)
    except ValueError:
        logger.warning("Not the URI of a folder: %r", uri)
        return False
    return True


def announce(capabilities: types.ServerCapabilities, encoding: Encoding) -> None:
    """Set right what pygls infers for each server alike."""
    capabilities.position_encoding = types.PositionEncodingKind(encoding.value)
    inferred = capabilities.text_document_sync
    sync = inferred if isinstance(inferred, types.TextDocumentSyncOptions) else types.TextDocumentSyncOptions()
    sync.open_close = True
    sync.change = types.TextDocumentSyncKind.Incremental
    sync.save = sync.save or True
    capabilities.text_document_sync = sync
    if isinstance(capabilities.rename_provider, types.RenameOptions):
        # pygls makes these anew, whatever the handler was registered with.
        capabilities.rename_provider.work_done_progress = True
    if capabilities.execute_command_provider is not None:
        capabilities.execute_command_provider.work_done_progress = True
