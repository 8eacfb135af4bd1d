"""A server for the tests of the layer below features: each handler is one way in which a handler can be."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, TypeAlias

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from milestone_ls.server import logs
from milestone_ls.server.base import BaseServer
from milestone_ls.server.lifetime import end_process
from milestone_ls.server.transport import run_stdio

Json: TypeAlias = Any

server = BaseServer("toy", "1", max_workers=2)


def wait_for(path: str) -> None:
    """Keeps its thread busy until there is a file *path*."""
    while not Path(path).exists():
        threading.Event().wait(0.005)


@server.feature("toy/echo")
def echo(params: Json) -> Json:
    return params


@server.feature("toy/later")
async def later(params: Json) -> Json:
    await asyncio.sleep(0)
    return params


@server.feature("toy/never")
async def never(ls: BaseServer, _: Json) -> None:
    ls.send_notification("toy/begun", {})
    await asyncio.Event().wait()


@server.feature("toy/block")
def block(ls: BaseServer, params: Json) -> str:
    ls.send_notification("toy/begun", {})
    wait_for(params["until"])
    return "released"


@server.feature("toy/thread")
@server.thread()
def in_thread(ls: BaseServer, params: Json) -> str:
    ls.send_notification("toy/begun", {})
    wait_for(params["until"])
    return threading.current_thread().name


@server.feature("toy/shout")
@server.thread()
def shout(ls: BaseServer, _: Json) -> None:
    for _ in range(20):
        ls.send_notification("toy/shouted", ["x" * 100_000])


@server.feature("toy/fail")
def fail(_: Json) -> None:
    raise ValueError("out of luck")


@server.feature("toy/failLater")
async def fail_later(_: Json) -> None:
    await asyncio.sleep(0)
    raise ValueError("out of luck later")


@server.feature("toy/refuse")
def refuse(_: Json) -> None:
    raise JsonRpcException("not today", code=types.LSPErrorCodes.RequestFailed, data={"why": object()})


@server.feature("toy/noJson")
def no_json(_: Json) -> Json:
    return {"deep": [object()]}


@server.feature("toy/noNumber")
def no_number(_: Json) -> float:
    return float("nan")


@server.feature("toy/print")
def stray_prints(_: Json) -> str:
    print("stray print")  # noqa: T201 - what this handler is for
    print("stray __stdout__", file=sys.__stdout__, flush=True)
    os.write(1, b"stray descriptor\n")
    subprocess.run([sys.executable, "-c", "print('stray child')"], check=True)
    return sys.stdin.read()


@server.feature("toy/say")
def say(ls: BaseServer, _: Json) -> None:
    ls.send_notification("toy/plain", {"list": [1, "\ud83d"]})
    ls.send_notification("toy/bytes", b'{"made": "elsewhere"}')
    ls.send_notification("toy/nothing")
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri="file:///a.md", diagnostics=[]))


@server.feature("toy/ask")
async def ask(ls: BaseServer, params: Json) -> Json:
    asked = types.ConfigurationParams(items=[types.ConfigurationItem(section=params["section"])])
    try:
        return {"answer": await ls.workspace_configuration_async(asked)}
    except JsonRpcException as error:
        return {"refused": error.code}


@server.feature("toy/state")
def state(ls: BaseServer, _: Json) -> Json:
    return {
        "encoding": ls.encoding,
        "documents": list(ls.workspace.text_documents),
        "capabilities": ls.client_capabilities,
        "folders": list(ls.workspace.folders),
        "collects garbage": gc.isenabled(),
        "modules": list(sys.modules),
    }


@server.command("toy.add")
async def add(first: int, second: int) -> int:
    await asyncio.sleep(0)
    return first + second


@server.feature(types.TEXT_DOCUMENT_HOVER)
def hover(params: types.HoverParams) -> types.Hover:
    place = params.position
    return types.Hover(f"{params.text_document.uri} {place.line}:{place.character}")


@server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
def code_actions(params: types.CodeActionParams) -> list[types.CodeAction]:
    return [types.CodeAction(diagnostic.message) for diagnostic in params.context.diagnostics]


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: BaseServer, params: types.DidOpenTextDocumentParams) -> None:
    ls.send_notification("toy/saw", ["open", params.text_document.text])


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls: BaseServer, params: types.DidChangeTextDocumentParams) -> None:
    ls.send_notification("toy/saw", ["change", *(type(change).__name__ for change in params.content_changes)])


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def did_close(ls: BaseServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.send_notification("toy/saw", ["close", params.text_document.uri])


if __name__ == "__main__":
    logs.begin(None, logs.Level.WARNING)
    end_process(run_stdio(server, disable_gc=True))
