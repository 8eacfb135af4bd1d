"""A body's outer shape, without a server."""

import pytest

from milestone_ls.server.messages import Malformed, Notification, Request, Response, parse


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1}}', Request(1, "m", {"a": 1})),
        (b'{"jsonrpc":"2.0","id":"x","method":"m"}', Request("x", "m", None)),
        (b'{"jsonrpc":"2.0","method":"m","params":[1],"new":1}', Notification("m", [1])),
        (b'{"jsonrpc":"2.0","id":1,"result":null}', Response(1, None, None, bare=False)),
        (b'{"jsonrpc":"2.0","id":null,"error":{"code":1}}', Response(None, None, {"code": 1}, bare=False)),
        (b'{"jsonrpc":"2.0","id":1}', Response(1, None, None, bare=True)),
        (b'{"id":1,"result":2}', Response(1, 2, None, bare=False)),
    ],
)
def test_well_formed_messages_are_told_apart(body: bytes, message: object) -> None:
    assert parse(body) == message


@pytest.mark.parametrize(
    ("body", "identity", "code"),
    [
        (b"", None, -32700),
        (b"{", None, -32700),
        (b"\xff", None, -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":NaN}}', None, -32700),
        (b"[" * 100_000, None, -32700),
        (b"1" * 5000, None, -32700),
        (b"[]", None, -32600),
        (b'[{"jsonrpc":"2.0","id":1,"method":"m"}]', None, -32600),
        (b"null", None, -32600),
        (b'"initialize"', None, -32600),
        (b"{}", None, -32600),
        (b'{"id":1,"method":"m"}', 1, -32600),
        (b'{"jsonrpc":2.0,"id":"a","method":"m"}', "a", -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":null}', 1, -32600),
        (b'{"jsonrpc":"2.0","id":null,"method":"m"}', None, -32600),
        (b'{"jsonrpc":"2.0","id":1.5,"method":"m"}', None, -32600),
        (b'{"jsonrpc":"2.0","id":true,"method":"m"}', None, -32600),
        (b'{"jsonrpc":"2.0","id":{},"method":"m"}', None, -32600),
    ],
)
def test_what_is_no_message_says_how_to_refuse_it(body: bytes, identity: object, code: int) -> None:
    message = parse(body)
    assert isinstance(message, Malformed)
    assert (message.id, message.code) == (identity, code)
