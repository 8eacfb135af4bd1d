"""Frames of the base protocol: bytes to message bodies and back (LSP 3.17, Base Protocol, Header Part).

A stream that pygls would never read again (a lower-case header name, a length that is no number) must come
back to its senses here, since everything behind it waits. What a body says is not known here.
"""

import re

# Not tied to the start of the line: after a body of unknown length the next header follows on the same line.
# Inside JSON no line can end behind the digits, so that a body cannot be taken for a header.
_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*([0-9]{1,10})[ \t]*\Z", re.IGNORECASE)

LARGEST_BODY = 1 << 28
"""Bytes; a longer announcement is a mistake, and waiting for its end would be waiting for ever."""


def frame(body: bytes) -> bytes:
    """*body* with its header, as it goes over the wire."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


class Unframer:
    """The bodies in a stream of bytes that comes in pieces of any size.

    Header fields may stand in any case and order, and lines may end with CRLF or LF. A header block without a
    usable length is passed over, together with whatever follows up to the next one.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0
        self._announced: int | None = None
        self._in_body = False

    def feed(self, data: bytes) -> list[bytes]:
        """The bodies that *data* completes, in order."""
        self._buffer += data
        bodies: list[bytes] = []
        while True:
            if self._in_body:
                body = self._body()
                if body is None:
                    return bodies
                bodies.append(body)
            else:
                line = self._line()
                if line is None:
                    return bodies
                self._read_header(line)

    def _body(self) -> bytes | None:
        length = self._announced or 0
        if len(self._buffer) < length:
            return None
        self._in_body, self._announced = False, None
        return self._take(length)

    def _line(self) -> bytes | None:
        end = self._buffer.find(b"\n", self._searched)
        if end < 0:
            self._searched = len(self._buffer)
            return None
        self._searched = 0
        return self._take(end + 1).rstrip()

    def _take(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _read_header(self, line: bytes) -> None:
        if not line:
            self._in_body = self._announced is not None
        elif (found := _LENGTH.search(line)) and (length := int(found[1])) <= LARGEST_BODY:
            self._announced = length
