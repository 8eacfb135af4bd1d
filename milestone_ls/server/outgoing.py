"""Our side of the conversation: answers, notifications and questions as JSON (JSON-RPC 2.0).

Plain data goes straight to the JSON encoder, and only what is lsprotocol's passes its converter, which costs a
multiple. When to send what, and to whom the bytes go, is not known here.
"""

import itertools
import json
import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import attrs
import cattrs
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from milestone_ls.server.framing import frame
from milestone_ls.server.messages import MessageId, Response

logger = logging.getLogger(__name__)

_HEAD = {"jsonrpc": "2.0"}


class Outgoing:
    """Encodes and sends one message at a call, from any thread.

    write        takes a whole message with its header
    converter    turns lsprotocol's objects into plain data

    What is no JSON raises TypeError, ValueError or what the converter raises, and nothing is sent.
    """

    def __init__(self, write: Callable[[bytes], None], converter: cattrs.Converter) -> None:
        self._write = write
        self._converter = converter
        # ASCII alone, so that half a surrogate pair in a document can be sent back to where it came from.
        self._encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False, default=self._plain).encode

    def result(self, identity: MessageId, result: object) -> None:
        """Answer a request."""
        self._send({**_HEAD, "id": identity, "result": result})

    def error(self, identity: MessageId | None, code: int, reason: str, data: object = None) -> None:
        """Refuse a request; *data* that is no JSON is left out."""
        error = {"code": int(code), "message": reason}
        if data is not None:
            try:
                self._encode(data)
            except Exception:
                logger.exception("The data of an error is no JSON")
            else:
                error["data"] = data
        self._send({**_HEAD, "id": identity, "error": error})

    def notification(self, method: str, params: object = None) -> None:
        """Tell the client something; *params* as bytes are JSON already."""
        message: dict[str, object] = {**_HEAD, "method": method}
        if isinstance(params, bytes):
            unfinished = self._encode(message)[:-1].encode()
            self._write(frame(b'%b,"params":%b}' % (unfinished, params)))
        else:
            self._send(_with_params(message, params))

    def request(self, identity: MessageId, method: str, params: object = None) -> None:
        """Ask the client something."""
        self._send(_with_params({**_HEAD, "id": identity, "method": method}, params))

    def _send(self, message: dict[str, object]) -> None:
        self._write(frame(self._encode(message).encode()))

    def _plain(self, value: object) -> object:
        if attrs.has(type(value)):
            return self._converter.unstructure(value)
        raise TypeError(f"{type(value).__name__} is no JSON")


def _with_params(message: dict[str, object], params: object) -> dict[str, object]:
    return message if params is None else {**message, "params": params}


Answer: TypeAlias = Future[Any]


class _Open(NamedTuple):
    answer: Answer
    response_type: Any


class Questions:
    """Our requests that the client has not answered yet."""

    def __init__(self, outgoing: Outgoing, converter: cattrs.Converter) -> None:
        self._outgoing = outgoing
        self._converter = converter
        self._ids = itertools.count(1)
        self._open: dict[MessageId, _Open] = {}

    def ask(
        self,
        method: str,
        params: object = None,
        callback: Callable[[Any], object] | None = None,
        identity: MessageId | None = None,
    ) -> Answer:
        """The answer to come, as lsprotocol types it, or a JsonRpcException; *callback* hears of success alone."""
        if identity is None:
            identity = next(self._ids)
        asked = _Open(Future(), types.METHOD_TO_TYPES.get(method, (None, None))[1])
        if callback:
            asked.answer.add_done_callback(partial(_pass_on, callback, method))
        self._open[identity] = asked  # before the client can have it
        try:
            self._outgoing.request(identity, method, params)
        except BaseException:
            del self._open[identity]
            raise
        return asked.answer

    def settle(self, response: Response) -> bool:
        """Give *response* to who waits for it; False if it answers nothing that was asked."""
        asked = self._open.pop(response.id, None) if response.id is not None else None
        if asked is None:
            return False
        answer, response_type = asked
        if not answer.set_running_or_notify_cancel():
            return True
        if response.error is not None:
            answer.set_exception(_error_of(response.error))
            return True
        try:
            result = self._result(response, response_type)
        except Exception as error:  # noqa: BLE001 - who waits must hear of it, whatever it is
            answer.set_exception(error)
        else:
            answer.set_result(result)
        return True

    def give_up(self) -> None:
        """Cancel all of them: no answers will come."""
        asked, self._open = self._open, {}
        for answer, _ in asked.values():
            answer.cancel()

    def _result(self, response: Response, response_type: Any) -> Any:  # noqa: ANN401 - lsprotocol's, at run time
        if response_type is None or response.result is None:
            return response.result
        whole = {**_HEAD, "id": response.id, "result": response.result}
        return self._converter.structure(whole, response_type).result


def _error_of(raw: object) -> JsonRpcException:
    given: dict[Any, Any] = raw if isinstance(raw, dict) else {}
    code, reason = given.get("code"), given.get("message")
    error = types.ResponseError(
        code if isinstance(code, int) and abs(code) < 2**31 else int(types.ErrorCodes.UnknownErrorCode),
        reason if isinstance(reason, str) else f"{raw!r:.200}",
        given.get("data"),
    )
    exception: JsonRpcException = JsonRpcException.from_error(error)
    return exception


def _pass_on(callback: Callable[[Any], object], method: str, answer: Answer) -> None:
    if answer.cancelled():
        return
    if error := answer.exception():
        logger.warning("The client refused %s: %s", method, error)
    else:
        callback(answer.result())
