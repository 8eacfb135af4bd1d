"""A day of work in two minutes: 200 documents open, 50 edits a second, questions between.

Nothing stays unanswered, the findings are told for the version that is there, and at the end they are those of a fresh
server. The times are printed, not judged: they are those of a machine that may have others to serve.

A run lasts MILESTONE_LS_LOAD seconds (default 3) from MILESTONE_LS_SEED; the whole of it:

    MILESTONE_LS_LOAD=120 pytest -n0 tests/reliability/test_load.py
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

import psutil
import pytest

from milestone_ls.text import Encoding
from tests.properties.documents import BLOCKS, FIELDS, HEADINGS, Change, Place
from tests.reliability.editor import LIMIT, Editor
from tests.reliability.test_differential import hold_against
from tests.server.rawclient import Json

DOCUMENTS = 200
RATE = 50
"""Edits a second."""
EVERY = 5
"""Edits between two questions."""
SECONDS = float(os.environ.get("MILESTONE_LS_LOAD", "3"))
SEED = int(os.environ.get("MILESTONE_LS_SEED", random.SystemRandom().randrange(2**32)))
METHODS = ("hover", "definition", "references", "completion", "documentSymbol", "codeLens", "documentHighlight")
LONG = 10 * LIMIT
"""Seconds for all documents at once, on a machine that has others to serve."""
WORDS = ("x", "y ", "M1", "M17", "DONE", "\n", "\n- [ ] Dig\n", "- M3: what it gives\n", "😀")


def plan(root: Path, chance: random.Random) -> list[tuple[str, str]]:
    """The documents, each of which depends on some before it, by URI."""
    found = []
    for number in range(1, DOCUMENTS + 1):
        before = ", ".join(f"M{chance.randrange(1, number)}" for _ in range(min(number - 1, 3))) or "None"
        blocks = (chance.choice((*HEADINGS, *BLOCKS, *FIELDS)) for _ in range(8))
        text = "\n\n".join((f"# Milestone: M{number} Part {number}", f"**Dependencies**: {before}", *blocks)) + "\n"
        path = root / f"M{number}.md"
        path.write_text(text, encoding="utf-8")
        found.append((path.as_uri(), text))
    return found


class Worker(Editor):
    """An editor that notes how long answers take and which version findings are told for."""

    def __init__(self, root: Path) -> None:
        self.began: dict[int, float] = {}
        self.times: list[float] = []
        self.told: dict[str, int] = {}
        super().__init__([root], Encoding.UTF16, {})

    def send(self, method: str, params: Json = None) -> int:
        identity = super().send(method, params)
        self.began[identity] = time.monotonic()
        return identity

    def _received(self, message: Json) -> None:
        if "method" not in message and message["id"] in self.began:
            self.times.append(time.monotonic() - self.began.pop(message["id"]))
        elif message.get("method") == "textDocument/publishDiagnostics" and "version" in message["params"]:
            uri, version = message["params"]["uri"], message["params"]["version"]
            assert self.told.get(uri, 0) <= version <= self.versions[uri], f"{uri} told for {version}"
            self.told[uri] = version

    def work(self, seconds: float, chance: random.Random) -> int:
        """Types at RATE in documents at random; how many edits that were."""
        edits, end, due = 0, time.monotonic() + seconds, time.monotonic()
        while time.monotonic() < end:
            uri = chance.choice(list(self.buffers))
            place = Place(chance.randrange(1 << 16), chance.randrange(1 << 16))
            self.edit(uri, [Change(place, 0, place.column, chance.choice(WORDS))])
            edits += 1
            if edits % EVERY == 0:
                self.send(f"textDocument/{chance.choice(METHODS)}", _at(uri, place))
            due += 1 / RATE
            # What has come is taken also when the next edit is late: the time of an answer is that of its coming.
            while self._pump(due - time.monotonic()) or time.monotonic() < due:
                pass
        return edits

    def memory(self) -> int:
        """The most bytes that the server has held at once."""
        process = psutil.Process(self._server.process.pid)
        status = Path(f"/proc/{process.pid}/status")
        if not status.exists():
            return process.memory_info().rss
        return 1024 * int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0])


def _at(uri: str, place: Place) -> Json:
    position = {"line": place.line % 8, "character": 16}
    return {"textDocument": {"uri": uri}, "position": position, "context": {"includeDeclaration": True}}


def test_many_documents_under_much_typing_are_answered_and_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - nothing is kept secret with it
    worker = Worker(tmp_path)
    try:
        for uri, text in plan(tmp_path, chance):
            worker.open(uri, text)
        worker.send("workspace/symbol", {"query": ""})  # which is answered when all of them are read
        worker.settle(LONG)
        worker.times.clear()
        edits = worker.work(SECONDS, chance)
        typed = len(worker.times) + len(worker.began)
        worker.settle(LONG)
        _until_told(worker)
        memory, times = worker.memory(), sorted(worker.times)
        _hold_against_fresh(worker, tmp_path)
        worker.end()
    except BaseException as error:
        error.add_note(f"MILESTONE_LS_SEED={SEED}")
        raise
    finally:
        worker.kill()
    with capsys.disabled():
        p99 = statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
        sys.stdout.write(
            f"\nMILESTONE_LS_SEED={SEED}: {DOCUMENTS} documents, {edits} edits in {SECONDS:.0f} s, {typed} questions, "
            f"p50 {statistics.median(times) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, {memory >> 20} MiB "
        )


def _until_told(worker: Worker) -> None:
    """Of a machine that is busy with others a quiet moment does not say that nothing more comes."""
    end = time.monotonic() + LONG
    while worker.told != worker.versions and time.monotonic() < end:
        worker.settle(LONG)
    assert worker.told == worker.versions


def _hold_against_fresh(worker: Worker, root: Path) -> None:
    fresh = Editor([root], Encoding.UTF16, {})
    try:
        for uri, buffer in worker.buffers.items():
            fresh.open(uri, buffer.text, worker.versions[uri])
        end = time.monotonic() + LONG
        while worker.findings() != fresh.findings() and time.monotonic() < end:
            fresh.settle(LONG)
            worker.settle(LONG)
        hold_against(fresh.findings(), worker.findings(), "findings")
        fresh.end()
    finally:
        fresh.kill()
