"""The findings of a plan as an earlier check had them, which hold as long as all texts and all that was asked do.

Findings go by the whole plan: where one document has changed, all are judged anew.
"""

from collections.abc import Iterable

import msgspec

from milestone_ls.project.remembered import Remembered
from milestone_ls.project.store import digest
from milestone_ls.rules.judging import Judged

Findings = list[tuple[str, Judged]]
"""Findings with the paths of their documents."""

_DECODER = msgspec.msgpack.Decoder(tuple[bytes, Findings])
_PACKED = msgspec.msgpack.Decoder(Findings)
_ENCODER = msgspec.msgpack.Encoder()
_ORDERED = msgspec.msgpack.Encoder(order="deterministic")


def packed(found: Findings) -> bytes:
    return _ENCODER.encode(found)


def unpacked(data: bytes) -> Findings:
    """The findings that :func:`packed` made *data* of."""
    return _PACKED.decode(data)


class Recalled:
    """The findings of a plan whose documents are *remembered*; *asked* is what they go by beside those."""

    def __init__(self, remembered: Remembered, asked: object) -> None:
        self._remembered = remembered
        self._state = digest(remembered.state() + _ORDERED.encode(asked))

    def findings(self) -> Findings | None:
        """The findings with the paths of their documents; None if they are not known for this state."""
        data = self._remembered.read(_NAME)
        try:
            state, found = _DECODER.decode(data) if data is not None else (b"", [])
        except msgspec.DecodeError:
            return None
        return found if state == self._state else None

    def keep(self, found: Iterable[tuple[str, Judged]]) -> None:
        """These are the findings, for the next run."""
        self._remembered.write(_NAME, _ENCODER.encode((self._state, list(found))))


_NAME = "findings"
