"""After any number of edits, the server says what one says that was opened on the texts as they are now.

Random edits in random places of documents that refer to each other, several at once, with questions in between.
Every few hundred edits findings and answers are compared with those of a fresh server.
The server is in this process: its pipes are not what is tried here.

A run makes MILESTONE_LS_EDITS edits (default 4,000) from MILESTONE_LS_SEED (default: a new one each time); both are
printed. More, once in a while:

    MILESTONE_LS_EDITS=1000000 pytest -n0 tests/reliability/test_many_edits.py
"""

import asyncio
import os
import random
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from milestone_ls.text import Encoding
from tests.properties.documents import BLOCKS, FIELDS, HEADINGS, OPENERS, SNIPPETS, TITLES, Change, Place, fitted
from tests.properties.test_incremental import Client as Buffer
from tests.reliability.inprocess import InProcess
from tests.server.rawclient import Json

EDITS = int(os.environ.get("MILESTONE_LS_EDITS", "4000"))
SEED = int(os.environ.get("MILESTONE_LS_SEED", random.SystemRandom().randrange(2**32)))
COMPARED = max(500, EDITS // 500)
"""Edits between two comparisons."""
LONGEST = 4_000
"""Characters beyond which a document begins anew: what is tried is many edits, not long texts."""
NAMES = ("M1-Ground.md", "M2.md", "m9.md", "M3 Roof 😀.md", "README.md")
OF_A_DOCUMENT = ("documentSymbol", "foldingRange", "documentLink", "codeLens", "semanticTokens/full")
AT_A_PLACE = ("hover", "definition", "references", "completion", "prepareRename")
STRANGE = ("\u2028", "\x0b", "\x85", "\u202e", "\u200b", "\ufeff", "\0", "👩\u200d🔧", "M1", "M9", "[WIP]", "DONE")
PIECES = (*SNIPPETS * 3, *HEADINGS, *BLOCKS, *FIELDS, *TITLES, *STRANGE)


class Document(NamedTuple):
    """An open document; its buffer changes in place."""

    uri: str
    buffer: Buffer


class Plan:
    """Documents under random edits, and the server that hears of them."""

    def __init__(self, chance: random.Random, root: Path, encoding: Encoding) -> None:
        self.edits = self.notifications = self.questions = self.comparisons = 0
        self._chance = chance
        self._root = root
        self._encoding = encoding
        self._version = 1
        self._server = InProcess()
        self._documents = [Document((root / name).as_uri(), Buffer(self._text(), encoding)) for name in NAMES]

    async def begin(self) -> None:
        await self._open(self._server)

    async def end(self) -> None:
        await self._server.end()

    def edit(self) -> None:
        """One notification with some edits, each of the text that the one before it left."""
        document = self._chance.choice(self._documents)
        told: list[Json] = []
        for _ in range(self._chance.choice((1, 2, 5, 20, 50))):
            if len(document.buffer.text) > LONGEST or self._chance.random() < 0.002:
                document.buffer.text = self._text()
                told.append({"text": document.buffer.text})
            else:
                told.append(self._typed(document.buffer))
        self._version += 1
        self.edits += len(told)
        self.notifications += 1
        self._server.change(document.uri, self._version, told)

    def question(self) -> None:
        document = self._chance.choice(self._documents)
        line = self._chance.randrange(40)
        self._server.send(f"textDocument/{self._chance.choice(AT_A_PLACE)}", _at(document.uri, line, "references"))
        self.questions += 1

    async def compare(self) -> None:
        """Holds the server against a fresh one."""
        for document in self._documents:
            # What a fence that is open holds back comes when the document is saved.
            self._server.tell("textDocument/didSave", {"textDocument": {"uri": document.uri}})
        fresh = InProcess()
        await self._open(fresh)
        try:
            await self._server.until(lambda: not self._server.asked)
            await self._agree(fresh)
            for document in self._documents:
                assert await self._answers(self._server, document) == await self._answers(fresh, document)
        finally:
            await fresh.end()
        self._server.answers.clear()
        self.comparisons += 1

    async def _agree(self, fresh: InProcess) -> None:
        """Findings come when they come; what is wrong stays wrong."""
        try:
            await self._server.agree(fresh)
        except TimeoutError:
            assert self._server.findings() == fresh.findings()
            raise

    async def _open(self, server: InProcess) -> None:
        await server.begin(self._root, self._encoding)
        for document in self._documents:
            server.open(document.uri, document.buffer.text, self._version)

    async def _answers(self, server: InProcess, document: Document) -> list[Json]:
        uri, found = document.uri, []
        for method in OF_A_DOCUMENT:
            answer = await server.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}})
            found.append(answer["data"] if method.startswith("semantic") else answer)
        lines = range(0, min(document.buffer.text.count("\n"), 12), 3)
        for line in lines:
            found += [await server.ask(f"textDocument/{method}", _at(uri, line, method)) for method in AT_A_PLACE]
        return found

    def _typed(self, buffer: Buffer) -> Json:
        chance = self._chance
        place = Place(chance.randrange(1 << 16), chance.randrange(1 << 16))
        lines = chance.choice((0, 0, 0, 0, 1, 3))
        change = Change(place, lines, chance.randrange(1 << 16), self._piece())
        start, end = fitted(change, buffer.text)
        if not lines and chance.random() < 0.7:
            end = start
        spoken = [{"line": at.line, "character": buffer.column_of(at)} for at in (start, end)]
        buffer.replace(start, end, change.text)
        return {"range": {"start": spoken[0], "end": spoken[1]}, "text": change.text}

    def _piece(self) -> str:
        chance = self._chance
        if chance.random() < 0.01:
            return chance.choice(OPENERS)
        return chance.choice(("", "", "\n", "\n\n")) + chance.choice(PIECES) + chance.choice(("", "", "\n", "\r\n"))

    def _text(self) -> str:
        chance = self._chance
        blocks = (chance.choice((*HEADINGS, *BLOCKS)) for _ in range(chance.randrange(12)))
        return "\n\n".join((chance.choice(TITLES), chance.choice(FIELDS), *blocks)) + "\n"


def _at(uri: str, line: int, method: str) -> Json:
    more = {"context": {"includeDeclaration": True}} if method == "references" else {}
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": 16}, **more}


async def test_edits_leave_what_a_fresh_server_finds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(SEED)  # noqa: S311 - nothing is kept secret with it
    encoding = chance.choice(list(Encoding))
    plan = Plan(chance, tmp_path, encoding)
    began = time.monotonic()
    try:
        await plan.begin()
        compared = 0
        while plan.edits < EDITS:
            plan.edit()
            if chance.random() < 0.1:
                plan.question()
            if chance.random() < 0.3:
                await asyncio.sleep(0)  # what the server does by itself gets its turn
            if plan.edits - compared >= COMPARED:
                compared = plan.edits
                await plan.compare()
        await plan.compare()
        await plan.end()
    except BaseException as error:
        error.add_note(f"MILESTONE_LS_SEED={SEED}, after {plan.edits} edits")
        raise
    with capsys.disabled():
        sys.stdout.write(
            f"\n{encoding}, MILESTONE_LS_SEED={SEED}: {plan.edits} edits in {plan.notifications} notifications, "
            f"{plan.questions} questions between, {plan.comparisons} comparisons, {time.monotonic() - began:.0f} s "
        )
    assert plan.edits >= EDITS
