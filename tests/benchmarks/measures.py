"""What is measured of a server: how long it takes to start, to follow a keystroke, to know a plan, to answer."""

import asyncio
import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from tests.benchmarks.client import LIMIT, Client, Document, now
from tests.benchmarks.plans import HUB, WIDE, Plan, id_of, large
from tests.benchmarks.servers import BARE, OURS, Server, as_installed

KEYS = 50
RATE = 30
"""Keys a second of a burst."""

REQUESTS = 20
"""Of a kind, at least: the first of them often finds out what the others then know."""

Times: TypeAlias = dict[str, list[float]]
"""Rows of the table to what was measured, in milliseconds; in MB for memory."""

_NAMED = "**Dependencies**: M"
_PROSE = "is for. "


async def measured(server: Server, plan: Plan, rounds: int) -> Times:
    """All rows of one server on one plan."""
    times: Times = {}
    with tempfile.TemporaryDirectory() as cache:
        await _index(server, plan, Path(cache), "cold", times)
        await _index(server, plan, Path(cache), "warm", times)
        for _ in range(rounds):
            client = Client(plan.root, pulls=server.pulls)
            _add(times, "spawn to initialize", await _started(client, server, Path(cache)))
            await client.stop()
        if server.name == OURS:
            await _burst_while_indexing(server, plan, times)
        await _keys(server, plan, Path(cache), rounds, times)
    return times


def _add(times: Times, row: str, seconds: float | None) -> None:
    if seconds is not None:
        times.setdefault(row, []).append(1_000 * seconds)


async def _started(client: Client, server: Server, cache: Path) -> float:
    assert server.command is not None
    return await client.start(server.command, server.environment_in(cache))


async def _index(server: Server, plan: Plan, cache: Path, kind: str, times: Times) -> None:
    """The first findings of a document that is opened at once, when all references are known, and all findings."""
    client = Client(plan.root, pulls=server.pulls)
    await _started(client, server, cache)
    began = client.initialized()
    document = Document(client, plan.path(HUB))
    first = await document.findings(document.opened)
    _add(times, f"first findings, {kind}", first)
    if server.name != BARE:
        _add(times, f"complete index, {kind}", await _complete(client, document, server, plan, began))
        if server.name == OURS:
            await client.quiet(1)
            _add(times, f"findings of closed documents, {kind}", client.last_told() - began)
        times[f"peak memory in MB, {kind}"] = [client.peak_memory()]
    await client.stop()


async def _complete(client: Client, document: Document, server: Server, plan: Plan, began: float) -> float | None:
    """Seconds until the references of the hub are all known; None if they never are."""
    while now() - began < 2 * LIMIT:
        with contextlib.suppress(RuntimeError, TimeoutError):
            _, found = await client.ask("textDocument/references", _references(document, server))
            if len(found or ()) >= plan.hub:
                return now() - began
        await asyncio.sleep(0.01)
    return None


def _references(document: Document, server: Server) -> dict[str, Any]:
    return {**document.place(server.hub, 1), "context": {"includeDeclaration": True}}


async def _burst_while_indexing(server: Server, plan: Plan, times: Times) -> None:
    """Fifty keys at thirty a second from the first moment on, with nothing in the cache."""
    with tempfile.TemporaryDirectory() as cache:
        client = Client(plan.root, pulls=server.pulls)
        await _started(client, server, Path(cache))
        client.initialized()
        document = Document(client, plan.path(plan.size))
        await document.findings(document.opened)
        sent = [await _key_in_time(document, number) for number in range(KEYS)]
        await document.findings(sent[-1][0])
        for at, version in sent:
            told = document.told_since(at, version)
            _add(times, "key of a burst while indexing", told.at - at if told else None)
        await client.stop()


async def _key_in_time(document: Document, number: int) -> tuple[float, int]:
    sent = _type(document, number)
    await asyncio.sleep(1 / RATE)
    return sent, document.version


def _type(document: Document, number: int, words: str = _PROSE) -> float:
    """Type a letter in prose; when it was sent."""
    line = document.line_of(words)
    at = document.lines[line].index(words) + len(words)
    return document.change(line, at, at, "x" if number % 6 else " ")


async def _keys(server: Server, plan: Plan, cache: Path, rounds: int, times: Times) -> None:
    """Keystrokes and requests, once all is known."""
    client = Client(plan.root, pulls=server.pulls)
    with _large(plan) as files:
        await _started(client, server, cache)
        began = client.initialized()
        hub = Document(client, plan.path(HUB))
        await hub.findings(hub.opened)
        if server.name != BARE:
            await _complete(client, hub, server, plan, began)
        await client.quiet(1)
        document = Document(client, _last_with_a_name(plan))
        await document.findings(document.opened)
        await _typed(document, "key, 4 KB", 4 * rounds, times)
        await _typed(document, "key in a task, 4 KB", 4 * rounds, times, "- [ ] ")
        for kilobytes, path in files.items():
            other = Document(client, path)
            await other.findings(other.opened)
            await client.quiet()
            await _typed(other, f"key, {kilobytes} KB", 2 * rounds, times)
            other.close()
            await client.quiet()
        if server.name != BARE:
            await _requests(client, server, hub, document, rounds, times)
        if server.name == OURS:
            await _wide_edit(client, plan, document, times)
    await client.stop()


def _last_with_a_name(plan: Plan) -> Path:
    """The last document whose dependencies begin with a name that stands in no link."""
    paths = map(plan.path, range(plan.size, 0, -1))
    return next(path for path in paths if _NAMED in path.read_text(encoding="utf-8"))


@contextlib.contextmanager
def _large(plan: Plan) -> Iterator[Mapping[int, Path]]:
    """Two large documents beside those of the plan."""
    files = {kilobytes: large(plan.root, kilobytes) for kilobytes in (40, 400)}
    try:
        yield files
    finally:
        for path in files.values():
            path.unlink()


async def _typed(document: Document, row: str, keys: int, times: Times, words: str = _PROSE) -> None:
    for number in range(keys):
        await asyncio.sleep(0.02)
        _add(times, row, await document.findings(_type(document, number, words)))


def _in_dependencies(document: Document) -> dict[str, Any]:
    """The place behind the first letter of the first dependency."""
    return document.place(_NAMED, len(_NAMED))


async def _requests(
    client: Client, server: Server, hub: Document, document: Document, rounds: int, times: Times
) -> None:
    link = document.place("](M0", 2)
    whole = {"textDocument": {"uri": document.uri}}
    rename = {**hub.place(server.hub, 1), "newName": "M99999" if server.name == OURS else "Delivered"}
    # Others complete the file that a link leads to, this server the milestones of a list.
    named = _in_dependencies(document) if server.name == OURS else link
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "completion of an ID": ("textDocument/completion", named),
        "definition": ("textDocument/definition", link),
        "hover": ("textDocument/hover", link),
        "references of the hub": ("textDocument/references", _references(hub, server)),
        "rename of the hub": ("textDocument/rename", rename),
        "workspace/symbol": ("workspace/symbol", {"query": id_of(7)}),
        "document symbols": ("textDocument/documentSymbol", whole),
        "code actions": (
            "textDocument/codeAction",
            {**whole, "range": _range(link["position"]), "context": {"diagnostics": []}},
        ),
        "code lenses of the hub": ("textDocument/codeLens", {"textDocument": {"uri": hub.uri}}),
    }
    for row, (method, params) in asked.items():
        try:
            for number in range(max(rounds, REQUESTS)):
                await asyncio.sleep(0.005)
                took, result = await client.ask(method, params)
                if number == 0 and result is None:
                    sys.stderr.write(f"{server.name}, {row}: no answer\n")
                    break
                _add(times, row, took)
        except (RuntimeError, TimeoutError) as error:
            sys.stderr.write(f"{server.name}, {row}: {error!r}\n")


def _range(position: object) -> dict[str, object]:
    return {"start": position, "end": position}


async def _wide_edit(client: Client, plan: Plan, other: Document, times: Times) -> None:
    """The ID of a milestone that 1,000 others name is edited: its own findings, theirs, and how long a hover waits."""
    document = Document(client, plan.path(WIDE))
    await document.findings(document.opened)
    await client.quiet()
    at = document.lines[0].index(id_of(WIDE)) + 1
    for number in range(6):
        known = {uri: len(told) for uri, told in client.told.items()}
        sent = document.change(0, at, at, "9") if number % 2 == 0 else document.change(0, at, at + 1, "")
        waiting: list[float] = []
        enough = asyncio.Event()
        hovers = asyncio.create_task(_hovers(client, other, waiting, enough))
        _add(times, "hub's ID edited: its own findings", await document.findings(sent))
        await client.quiet(0.6)
        enough.set()
        await hovers
        others = [told for uri, told in client.told.items() if len(told) > known.get(uri, 0) and uri != document.uri]
        last = max((told[-1].at for told in others), default=None)
        _add(times, "hub's ID edited: the findings of those that name it", last and last - sent)
        for took in waiting:
            _add(times, "hub's ID edited: a hover meanwhile", took)


async def _hovers(client: Client, document: Document, waiting: list[float], enough: asyncio.Event) -> None:
    """Ask until it is *enough*, and note how long each answer takes."""
    while not enough.is_set():
        took, _ = await client.ask("textDocument/hover", document.place("](M0", 2))
        waiting.append(took)
        await asyncio.sleep(0.005)


def checks(command: tuple[str, ...], plan: Plan, rounds: int) -> list[float]:
    """Milliseconds of a check of a plan on the command line, the first with nothing in the cache."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {**as_installed(), "XDG_CACHE_HOME": cache}
        times = []
        for _ in range(rounds):
            began = now()
            subprocess.run(
                command,
                cwd=plan.root,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
            times.append(1_000 * (now() - began))
        return times
