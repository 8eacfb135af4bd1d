"""What one body is: a request, a notification, a response or none of these (JSON-RPC 2.0; LSP 3.17, Base Protocol).

Judges the outer shape alone and never raises. Which methods exist, what their params look like and in which
state the server is are not known here.
"""

import json
from typing import Any, NamedTuple, NoReturn, TypeAlias, TypeGuard

from lsprotocol.types import ErrorCodes

MessageId: TypeAlias = int | str


class Request(NamedTuple):
    """*params* is what JSON gives, unjudged; None where there are none."""

    id: MessageId
    method: str
    params: Any


class Notification(NamedTuple):
    """*params* as in a :class:`Request`."""

    method: str
    params: Any


class Response(NamedTuple):
    """An answer to a request of ours; *error* is None on success.

    bare    neither result nor error was there: what some clients make of an undefined result
    """

    id: MessageId | None
    result: Any
    error: Any
    bare: bool


class Malformed(NamedTuple):
    """No message, and the error to answer with; *id* is None where the sender's cannot be told."""

    id: MessageId | None
    code: int
    reason: str


Message: TypeAlias = Request | Notification | Response | Malformed


def _no_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


_decode = json.JSONDecoder(parse_constant=_no_json).decode


def parse(body: bytes) -> Message:
    """The message in *body*, which should be a JSON object in UTF-8."""
    try:
        raw = _decode(body.decode())
    except (ValueError, RecursionError) as error:
        return Malformed(None, ErrorCodes.ParseError, f"not JSON: {error}")
    if not isinstance(raw, dict):
        return Malformed(None, ErrorCodes.InvalidRequest, "a message is one JSON object; there are no batches")
    return _classify(raw)


def _classify(raw: dict[str, Any]) -> Message:
    given = raw.get("id")
    identity = given if is_id(given) else None
    if "method" not in raw and ("result" in raw or "error" in raw):
        # Before any other check: an error in answer to an answer could go back and forth for ever.
        return Response(identity, raw.get("result"), raw.get("error"), bare=False)
    if raw.get("jsonrpc") != "2.0":
        return Malformed(identity, ErrorCodes.InvalidRequest, 'jsonrpc must be "2.0"')
    if "id" in raw and identity is None:
        return Malformed(None, ErrorCodes.InvalidRequest, "an id is an integer or a string")
    if "method" not in raw and identity is not None:
        return Response(identity, None, None, bare=True)
    method, params = raw.get("method"), raw.get("params")
    if not isinstance(method, str):
        return Malformed(identity, ErrorCodes.InvalidRequest, "method must be a string")
    if identity is None:
        return Notification(method, params)
    return Request(identity, method, params)


def is_id(value: object) -> TypeGuard[MessageId]:
    """Whether *value* can be the id of a request: true and false are integers to Python alone."""
    return isinstance(value, (int, str)) and not isinstance(value, bool)
