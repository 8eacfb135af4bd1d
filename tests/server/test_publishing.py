"""When the findings of documents that nobody types in are told."""

import asyncio
import gc
from pathlib import Path

from lsprotocol import types

from milestone_ls.project import files
from milestone_ls.project.workspace import Place, Workspace
from milestone_ls.rules.catalogue import CODES
from milestone_ls.server.collecting import Collector
from milestone_ls.server.convert import Json
from milestone_ls.server.findings import Findings
from milestone_ls.server.idle import Idle
from milestone_ls.server.publishing import Publisher
from milestone_ls.steps import finished
from milestone_ls.text import Encoding

LIMIT = 30.0
UNKNOWN = "# Milestone: M{number} Step [B]\n\n**Dependencies**: M99\n**Status**: pending\n"


class Told:
    """A plan of two documents with a finding each, and what is published of it.

    collects   whether the garbage collector could run, each time something was
    """

    def __init__(self, folder: Path) -> None:
        for number in (1, 2):
            (folder / f"M{number}.md").write_text(UNKNOWN.format(number=number), "utf-8")
        self.workspace = Workspace(CODES)
        self.workspace.folders = [folder]
        self.workspace.serve(folder, finished(self.workspace.build(folder, files.discover(folder))))
        self.idle = Idle()
        findings = Findings(self.workspace, lambda _: None, lambda: Encoding.UTF16)
        self.publisher = Publisher(self._notify, self.workspace, findings, self.idle, Collector())
        self.collects: list[bool] = []
        self._names: asyncio.Queue[str] = asyncio.Queue()

    def place(self, name: str) -> Place:
        (plan,) = self.workspace.plans()
        return Place(plan, name)

    def _notify(self, method: str, params: Json) -> None:
        assert method == types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        assert params["diagnostics"]
        self.collects.append(gc.isenabled())
        self._names.put_nowait(params["uri"].rpartition("/")[2])

    async def two(self) -> list[str]:
        """The two documents in the order that they were told."""
        async with asyncio.timeout(LIMIT):
            return [await self._names.get(), await self._names.get()]


def test_all_of_a_plan_that_was_read_is_told(tmp_path: Path) -> None:
    async def run() -> list[str]:
        told = Told(tmp_path)
        told.publisher.rebuilt(tmp_path)
        return await told.two()

    assert asyncio.run(run()) == ["M1.md", "M2.md"]


def test_what_an_edit_touches_is_told_before_the_rest_of_a_plan_that_was_read(tmp_path: Path) -> None:
    async def run() -> list[str]:
        told = Told(tmp_path)
        told.publisher.rebuilt(tmp_path)
        place = told.place("M2.md")
        told.publisher.later({place.plan: frozenset({place.relative})}, pause=0)
        return await told.two()

    assert asyncio.run(run()) == ["M2.md", "M1.md"]
