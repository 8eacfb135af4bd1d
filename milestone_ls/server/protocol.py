"""What becomes of a message: state, handler, params, answer (LSP 3.17, Base Protocol and Lifecycle Messages).

One promise: each request is answered exactly once, whatever it or its handler is like. pygls 2.1 breaks it for
params that do not fit, for results that are no JSON and for a shutdown that finds requests running, and it keeps
the future of every asynchronous notification for ever; so the way from message to answer is this module's own.
From pygls come the registered features, the capabilities inferred from them, and its built-in handlers.

How messages get here and how bytes leave is not known here, nor is the text of any document: pygls' copies of
the documents are taken out, and didOpen, didChange and didClose go to the registered handlers as they are.
"""

import asyncio
import enum
import inspect
import logging
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeAlias
from typing import Protocol as Interface

import cattrs
from lsprotocol import types
from pygls import exceptions
from pygls.feature_manager import is_thread_function
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from milestone_ls.server.agreeing import announce, choose_encoding, is_parsable
from milestone_ls.server.messages import Malformed, Message, MessageId, Notification, Request, Response, is_id
from milestone_ls.server.outgoing import Answer, Outgoing, Questions
from milestone_ls.server.standins import StandIn
from milestone_ls.server.tracing import Tracer
from milestone_ls.text import Encoding

logger = logging.getLogger(__name__)

COMMAND_TOKEN: ContextVar[types.ProgressToken | None] = ContextVar("COMMAND_TOKEN", default=None)
"""Under which the client wants to be told how far a command is; pygls hands on its arguments alone."""

Handler: TypeAlias = Callable[..., Any]

_OWN_TEXT = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
)


class Writer(Interface):
    def write(self, data: bytes) -> None: ...

    def close(self) -> None: ...


class Ending(Interface):
    """What a conversation says of the server's lifetime."""

    def end(self, code: int | None = None) -> None: ...

    def bind_to(self, pid: int) -> None: ...

    def held(self) -> AbstractContextManager[None]: ...


class State(enum.Enum):
    """Where the conversation stands (LSP 3.17, Server lifecycle)."""

    NEW = enum.auto()
    INITIALIZING = enum.auto()
    RUNNING = enum.auto()
    SHUT_DOWN = enum.auto()


class Protocol(LanguageServerProtocol):
    """A conversation with one client.

    encoding    the unit of the client's columns; UTF-16 until ``initialize`` said otherwise
    """

    def __init__(self, server: LanguageServer, converter: cattrs.Converter) -> None:
        super().__init__(server, converter)
        self.encoding = Encoding.UTF16
        self._state = State.NEW
        self._ending: Ending | None = None
        self._outgoing = Outgoing(self._write, converter)
        self._questions = Questions(self._outgoing, converter)
        self._tracer = Tracer(self._outgoing.notification)
        self._requests: dict[MessageId, asyncio.Future[Any]] = {}
        self._notifications: set[asyncio.Future[Any]] = set()
        for method in _OWN_TEXT:
            self.fm.builtin_features.pop(method, None)

    def attach(self, writer: Writer, ending: Ending) -> None:
        """Answer to *writer*, from any thread, and tell *ending* of the end and of the client's process."""
        self.set_writer(writer)
        self._ending = ending

    def unhurried(self) -> AbstractContextManager[None]:
        """A context from which the end of the conversation does not take the process before what waits is answered."""
        return self._ending.held() if self._ending else nullcontext()

    def exit_code(self) -> int:
        """What the process should end with now: 0 after a shutdown request, else 1."""
        return 0 if self._state is State.SHUT_DOWN else 1

    def receive(self, message: Message, *, cancelled: bool = False) -> None:
        """Handle *message* in the running loop; *cancelled* if the client has withdrawn it meanwhile.

        What goes wrong is answered or logged, not raised.
        """
        logger.debug("received %.2000s", message)
        match message:
            case Request():
                self._on_request(message, cancelled=cancelled)
            case Notification():
                self._on_notification(message)
            case Response():
                self._on_response(message)
            case Malformed(identity, code, reason):
                logger.warning("No message: %s", reason)
                self._outgoing.error(identity, code, reason)

    async def abandon(self) -> None:
        """Cancel whatever is running and wait until that is answered."""
        await asyncio.sleep(0)  # what was made in this turn begins, for Python complains of coroutines that never do
        self._questions.give_up()
        running = [*self._requests.values(), *self._notifications]
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)

    # Requests

    def _on_request(self, request: Request, *, cancelled: bool) -> None:
        self._tracer.begun(request)
        try:
            self._admit(request, cancelled=cancelled)
            outcome = self._call(self._handler(request.method), (self._params(request),))
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - whatever it is, it is the answer
            self._refuse(request, error)
            return
        if inspect.isawaitable(outcome):
            task = self._requests[request.id] = asyncio.ensure_future(outcome)
            task.add_done_callback(partial(self._on_request_done, request))
        else:
            self._answer(request, outcome)

    def _admit(self, request: Request, *, cancelled: bool) -> None:
        initializing = request.method == types.INITIALIZE
        if self._state is State.SHUT_DOWN:
            raise exceptions.JsonRpcInvalidRequest("the server is shut down")
        if initializing and self._state is not State.NEW:
            raise exceptions.JsonRpcInvalidRequest("initialize comes once")
        if not initializing and self._state is not State.RUNNING:
            raise exceptions.JsonRpcServerNotInitialized("initialize comes first")
        if request.id in self._requests:
            raise exceptions.JsonRpcInvalidRequest(f"another request {request.id!r} is running")
        if cancelled:
            raise exceptions.JsonRpcRequestCancelled("cancelled before it was begun")

    def _on_request_done(self, request: Request, task: asyncio.Future[Any]) -> None:
        del self._requests[request.id]
        if task.cancelled():
            self._refuse(request, asyncio.CancelledError())
        elif error := task.exception():
            self._refuse(request, error)
        else:
            self._answer(request, task.result())

    def _answer(self, request: Request, result: object) -> None:
        try:
            self._outgoing.result(request.id, result)
        except Exception as error:  # noqa: BLE001 - objects may raise anything when they are made JSON
            self._refuse(request, error)
        else:
            self._tracer.answered(request, "answered")

    def _refuse(self, request: Request, error: BaseException) -> None:
        if isinstance(error, asyncio.CancelledError):
            self._outgoing.error(request.id, types.LSPErrorCodes.RequestCancelled, "cancelled")
            self._tracer.answered(request, "cancelled")
        elif isinstance(error, exceptions.JsonRpcException):
            logger.info("%s refused: %s", request.method, error.code)
            logger.debug("%s refused: %s", request.method, error.message)
            self._outgoing.error(request.id, error.code, error.message, error.data)
            self._tracer.answered(request, "refused")
        else:
            self._outgoing.error(request.id, types.ErrorCodes.InternalError, f"{type(error).__name__}: {error}")
            self._tracer.answered(request, "failed")
            logger.error("%s failed", request.method, exc_info=error)

    def _cancel(self, params: object) -> None:
        identity = params.get("id") if isinstance(params, dict) else None
        if is_id(identity) and (task := self._requests.get(identity)):
            task.cancel()

    # Notifications and responses

    def _on_notification(self, notification: Notification) -> None:
        method = notification.method
        if method == types.CANCEL_REQUEST:
            self._cancel(notification.params)
            return
        if method != types.EXIT and self._state is not State.RUNNING:
            logger.debug("%s ignored: %s", method, self._state)
            return
        self._tracer.handled(notification)
        try:
            outcome = self._call(self._handler(method), (self._params(notification),))
        except exceptions.JsonRpcMethodNotFound:
            logger.debug("%s ignored: no handler", method)
        except exceptions.JsonRpcInvalidParams as error:
            logger.warning("%s ignored: its params are not as LSP has them", method)
            logger.debug("%s: %s", method, error.message)
        except Exception:
            logger.exception("%s failed", method)
        else:
            if inspect.isawaitable(outcome):
                task = asyncio.ensure_future(outcome)
                self._notifications.add(task)
                task.add_done_callback(partial(self._on_notification_done, method))

    def _on_notification_done(self, method: str, task: asyncio.Future[Any]) -> None:
        self._notifications.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("%s failed", method, exc_info=error)

    def _on_response(self, response: Response) -> None:
        if self._questions.settle(response):
            return
        if response.bare:
            self._outgoing.error(response.id, types.ErrorCodes.InvalidRequest, "a request has a method")
        else:
            logger.info("An answer to nothing that was asked: %s", response.id)

    # Handlers

    def _handler(self, method: str) -> Handler:
        handler: Handler | None = self.fm.builtin_features.get(method) or self.fm.features.get(method)
        if handler is None:
            raise exceptions.JsonRpcMethodNotFound.of(method)
        return handler

    def _params(self, message: Request | Notification) -> Any:  # noqa: ANN401 - lsprotocol's, at run time
        """The params as lsprotocol types them, or as JSON gives them for a method that it does not know."""
        if message.method not in types.METHOD_TO_TYPES:
            return message.params
        kind: Any = types.METHOD_TO_TYPES[message.method][2]
        if kind is None:
            return None
        raw = {} if message.params is None else message.params
        if not isinstance(raw, dict):
            raise exceptions.JsonRpcInvalidParams(f"no {kind.__name__}: no object")
        try:
            return self._converter.structure(raw, kind)
        except Exception as error:
            reason = f"no {kind.__name__}: {type(error).__name__}: {error}"
            raise exceptions.JsonRpcInvalidParams(reason) from error

    def _call(self, handler: Handler, args: tuple[Any, ...], kwargs: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - a handler's
        """The handler's result, or an awaitable for it if that is not there at once."""
        call = partial(handler, *args, **(kwargs or {}))
        if is_thread_function(handler):  # type: ignore[no-untyped-call]  # pygls has no types there
            return asyncio.get_running_loop().run_in_executor(self._server.thread_pool, call)
        outcome = call()
        return self._follow(outcome) if isinstance(outcome, Generator) else outcome

    def _follow(self, steps: Generator[Any, Any, Any], result: object = None) -> Any:  # noqa: ANN401 - a handler's
        """What a generator returns that yields the handlers to call meanwhile, as pygls' built-in ones are."""
        try:
            while True:
                try:
                    handler, args, kwargs = steps.send(result)
                except StopIteration as end:
                    return end.value
                result = self._call(handler, args, kwargs)
                if inspect.isawaitable(result):
                    return self._follow_later(steps, result)
        except BaseException:
            steps.close()
            raise

    async def _follow_later(self, steps: Generator[Any, Any, Any], awaited: Awaitable[object]) -> Any:  # noqa: ANN401
        try:
            result = await awaited
        except BaseException:
            steps.close()
            raise
        outcome = self._follow(steps, result)
        return await outcome if inspect.isawaitable(outcome) else outcome

    # Life cycle

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """The registered handler is called, then come pygls' capabilities with our encoding and synchronisation."""
        self._state = State.INITIALIZING
        try:
            general = params.capabilities.general
            self.encoding = choose_encoding(general.position_encodings if general else None)
            if params.root_uri is not None and not is_parsable(params.root_uri):
                params.root_uri = None
            result: types.InitializeResult = yield from super().lsp_initialize(params)
            announce(result.capabilities, self.encoding)
            self._state = State.RUNNING
            self._tracer.set(params.trace)
        finally:
            if self._state is State.INITIALIZING:
                self._state = State.NEW
        if self._ending and params.process_id is not None:
            self._ending.bind_to(params.process_id)
        return result

    @lsp_method(types.SET_TRACE)
    def lsp_set_trace(self, params: types.SetTraceParams) -> Generator[Any, Any, None]:
        """The client says how much it wants to be told of what is done."""
        self._tracer.set(params.value)
        return super().lsp_set_trace(params)

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    def lsp_workspace__execute_command(self, params: types.ExecuteCommandParams) -> Generator[Any, Any, Any]:
        """Without arguments pygls calls the command as it is, whatever that wants; an empty list is counted."""
        params.arguments = params.arguments or []
        COMMAND_TOKEN.set(params.work_done_token)
        command = self.fm.commands.get(params.command)
        if isinstance(command, StandIn):
            command.handler()  # pygls counts the arguments by it
        return (yield from super().lsp_workspace__execute_command(params))

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *args: object) -> Generator[Any, Any, None]:
        """Whatever else is running is cancelled and the registered handler called."""
        self._state = State.SHUT_DOWN
        for task in self._requests.values():
            task.cancel()
        if handler := self.fm.features.get(types.SHUTDOWN):
            yield handler, args, None

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: object) -> Generator[Any, Any, None]:
        """The registered handler is called, and come of it what may, the server ends."""
        try:
            if handler := self.fm.features.get(types.EXIT):
                yield handler, args, None
        finally:
            if self._ending:
                self._ending.end(self.exit_code())

    # Our messages

    def tell_failure(self, text: str) -> None:
        """Have the client show *text*, if it can be told anything now. From any thread."""
        if self._state in (State.INITIALIZING, State.RUNNING):
            self.notify(types.WINDOW_SHOW_MESSAGE, {"type": types.MessageType.Error.value, "message": text})

    def notify(self, method: str, params: Any | None = None) -> None:  # noqa: ANN401 - pygls' signature
        """Send a notification. From any thread.

        params    lsprotocol's types, plain dicts and lists (which cost much less) or, as bytes, their JSON

        Raises TypeError or ValueError if they are no JSON.
        """
        self._outgoing.notification(method, params)

    def send_request(
        self,
        method: str,
        params: Any | None = None,  # noqa: ANN401 - pygls' signature
        callback: Callable[[Any], None] | None = None,
        msg_id: MessageId | None = None,
    ) -> Answer:
        """Ask the client; the future holds its answer, as lsprotocol types it, or a JsonRpcException.

        callback    called with the answer in the loop's thread; not called on an error

        Raises TypeError or ValueError if *params* are no JSON.
        """
        return self._questions.ask(method, params, callback, msg_id)

    def _write(self, data: bytes) -> None:
        if self.writer:
            self.writer.write(data)
