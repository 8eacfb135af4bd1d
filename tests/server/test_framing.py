"""Bytes to bodies, without a server: what the stream may look like and where it comes back to its senses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.server.framing import LARGEST_BODY, Unframer, frame

BODIES = st.lists(st.binary(max_size=20).filter(lambda body: b"\n" not in body), max_size=5)


def unframed(data: bytes) -> list[bytes]:
    return Unframer().feed(data)


def test_what_was_framed_comes_out_again() -> None:
    assert unframed(frame(b"{}") + frame(b"") + frame("é".encode())) == [b"{}", b"", "é".encode()]


@pytest.mark.parametrize(
    "header",
    [
        b"content-length: 2\r\n\r\n",
        b"CONTENT-LENGTH:2\r\n\r\n",
        b"Content-Length \t: \t2 \r\n\r\n",
        b"Content-Length: 2\n\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
        b"\r\n\r\nContent-Length: 2\r\n\r\n",
        b"\xef\xbb\xbfContent-Length: 2\r\n\r\n",
        b"Content-Length: 3\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_headers_are_read_in_any_case_order_and_line_end(header: bytes) -> None:
    assert unframed(header + b"{}" + frame(b"next")) == [b"{}", b"next"]


@pytest.mark.parametrize(
    "broken",
    [
        b'Content-Length: abc\r\n\r\n{"a": 1}',
        b'Content-Length: -5\r\n\r\n{"a": 1}',
        b'Content-Length:\r\n\r\n{"a": 1}',
        b'Content-Length: %d\r\n\r\n{"a": 1}' % (LARGEST_BODY + 1),
        b'Content-Length: 99999999999999999999\r\n\r\n{"a": 1}',
        b'Content-Type: x\r\n\r\n{"a": 1}',
        b'{"a": 1}',
        b'{\n"a": "Content-Length: 5"\n}\r\n\r\n',
        b"\x00\xff\n\n\n",
    ],
)
def test_what_has_no_usable_length_is_passed_over(broken: bytes) -> None:
    assert unframed(broken + frame(b"next") + frame(b"last")) == [b"next", b"last"]


def test_after_a_length_that_is_too_short_the_next_message_is_found() -> None:
    assert unframed(b"Content-Length: 3\r\n\r\n{'a': 1}" + frame(b"next")) == [b"{'a", b"next"]


def test_after_a_length_that_is_too_long_the_message_after_the_next_is_found() -> None:
    first, *others = unframed(b"Content-Length: 12\r\n\r\n{'a': 1}" + frame(b"lost") + frame(b"next"))
    assert len(first) == 12
    assert others == [b"next"]


def test_a_body_that_is_not_all_there_is_no_body_yet() -> None:
    unframer = Unframer()
    assert unframer.feed(frame(b"abc")[:-1]) == []
    assert unframer.feed(b"c") == [b"abc"]


@settings(deadline=None)
@given(BODIES, st.data())
def test_it_does_not_matter_where_the_stream_is_cut(bodies: list[bytes], data: st.DataObject) -> None:
    junk = st.sampled_from([b"", b"Content-Length: x\r\n\r\n{}", b"junk\n", b"\r\n"])
    stream = b"".join(data.draw(junk) + frame(body) for body in bodies)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    unframer = Unframer()
    pieces = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert [body for piece in pieces for body in unframer.feed(piece)] == bodies
