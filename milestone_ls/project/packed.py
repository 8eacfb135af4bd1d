"""The facts of a document as bytes, for the cache and other processes: MessagePack, read by the types of the facts."""

import msgspec

from milestone_ls.project.facts import Page

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Page)


def packed(page: Page) -> bytes:
    """*page* as bytes. Raises UnicodeEncodeError where it holds a surrogate, which no bytes stand for."""
    return _ENCODER.encode(page)


def unpacked(data: bytes | msgspec.Raw) -> Page | None:
    """The facts that *data* stands for; None if it stands for none."""
    try:
        return _DECODER.decode(data)
    except msgspec.DecodeError:
        return None
