"""Findings for a client that asks for them itself (LSP 3.17, Pull Diagnostics); nothing is published to it then.

A client asks for them by ``diagnostics.mode = "pull"`` in its initializationOptions: many announce that they can pull
and do not ask for closed documents.
"""

import asyncio
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from milestone_ls.project.uris import to_path, uri_key
from milestone_ls.project.workspace import Affected, Place, Workspace
from milestone_ls.server.base import BaseServer
from milestone_ls.server.convert import Json
from milestone_ls.server.findings import Findings, paths_of
from milestone_ls.server.publishing import PAUSE
from milestone_ls.server.slicing import PATIENCE, Lots, in_slices


class _Report(NamedTuple):
    id: str
    items: list[Json]


class Puller:
    """Answers with findings, and remembers the last answer for each file, so as to say that nothing has changed.

    refresh   asks the client to ask again
    """

    def __init__(self, workspace: Workspace, findings: Findings, refresh: Callable[[], None]) -> None:
        self._workspace = workspace
        self._findings = findings
        self._refresh = refresh
        self._reports: dict[Path, _Report] = {}
        self._numbers = count(1)
        self._moved = asyncio.Event()
        self._not_before = 0.0

    # What the session tells

    def now(self, place: Place) -> None:
        """The client asks for the document under the cursor by itself."""
        del place
        self._move(PAUSE)

    def later(self, affected: Affected, *, pause: float = PAUSE) -> None:
        """Findings of other documents may differ."""
        if any(affected.values()):
            self._move(pause)
            self._refresh()

    def rebuilt(self, outer: Path) -> None:
        """The plans of a folder are new ones."""
        del outer
        self._move()
        self._refresh()

    def clear(self, path: Path) -> None:
        """The file is no document of a plan any longer."""
        del path
        self._move()

    def _move(self, pause: float = 0) -> None:
        self._not_before = time.monotonic() + pause
        self._moved.set()
        self._moved = asyncio.Event()

    # What the client asks

    def document(self, path: Path, previous: str | None) -> Json:
        """A report on one document."""
        place = self._workspace.locate(path)
        report, is_new = self._report(path, self._shown(place) if place else [], previous)
        return {"kind": "full", "resultId": report.id, "items": report.items} if is_new else _unchanged(report)

    def workspace(self, previous: Mapping[str, str]) -> Generator[Json | None, None, None]:
        """A report on each file that has findings, or had some by what the client knows; None for each other file.

        previous   the ids of the client's last reports, by its URIs; of what has not changed since is no report
        """
        known = {uri_key(uri): result for uri, result in previous.items()}
        names = {uri_key(uri): uri for uri in previous}
        for plan in self._workspace.plans():
            for relative in sorted(paths_of(plan)):
                place = Place(plan, relative)
                uri = self._findings.name_of(place.path)
                names.pop(uri_key(uri), None)
                before = known.get(uri_key(uri))
                report, is_new = self._report(place.path, self._shown(place), before)
                opened = self._findings.opened(place.path)
                is_news = is_new and (report.items or before is not None)
                yield _full(uri, opened.version if opened else None, report) if is_news else None
        for uri in names.values():
            yield from self._gone(uri, known[uri_key(uri)])

    def _gone(self, uri: str, before: str) -> Iterator[Json]:
        """A report on a file that is no document any longer, if the client knows of findings there."""
        path = to_path(uri, Path)
        if path is not None:
            report, is_new = self._report(path, [], before)
            if is_new:
                yield _full(uri, None, report)

    def news(self) -> asyncio.Event:
        """What is set once any finding may differ from what it was when this was called."""
        return self._moved

    async def quiet(self) -> None:
        """Wait until typing pauses: nobody wants all documents judged between two keystrokes."""
        while (wait := self._not_before - time.monotonic()) > 0:  # noqa: ASYNC110 - until typing pauses
            await asyncio.sleep(wait)

    def _shown(self, place: Place) -> list[Json]:
        """What is found in a document; what was found last where it cannot be judged."""
        found = self._findings.shown(place)
        if found is None:
            last = self._reports.get(place.path)
            return last.items if last is not None else []
        return found

    def _report(self, path: Path, items: list[Json], previous: str | None) -> tuple[_Report, bool]:
        """The report on a file, and whether it says anything that the client's last one did not."""
        last = self._reports.get(path)
        if last is not None and last.items == items:
            return last, last.id != previous
        report = self._reports[path] = _Report(str(next(self._numbers)), items)
        return report, True


def register(server: BaseServer, puller: Puller, path_of: Callable[[str], Path]) -> None:
    """Answer a client that was offered this, since it asked for it.

    path_of   where the document of a URI lies
    """

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC)
    def on_diagnostic(params: types.DocumentDiagnosticParams) -> Json:
        return puller.document(path_of(params.text_document.uri), params.previous_result_id)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def on_workspace_diagnostic(params: types.WorkspaceDiagnosticParams) -> Json:
        previous = {known.uri: known.value for known in params.previous_result_ids}
        token = params.work_done_token
        while True:
            news, began = puller.news(), time.monotonic()
            found = await _in_lots(server, puller.workspace(previous), params.partial_result_token, token)
            if found is not None:
                return {"items": found}
            if time.monotonic() - began > PATIENCE:
                token = None  # the client may have been told of it, and what has ended does not begin again
            # Nothing is new: the answer may wait until something is (LSP 3.17, Workspace Diagnostics).
            await news.wait()
            await puller.quiet()


async def _in_lots(
    server: BaseServer,
    reports: Generator[Json | None, None, None],
    parts: types.ProgressToken | None,
    token: types.ProgressToken | None,
) -> list[Json] | None:
    """All reports; none of them where the client takes partial results (LSP 3.17). None if there are none at all."""
    found: list[Json] = []
    lots = Lots(server, parts, lambda items: {"items": items})

    def tell(report: Json | None) -> None:
        if report is not None:
            found.append(report)
            if lots.is_wanted:
                lots.add([report])

    await in_slices(server, "Judging the plan", reports, token, tell)
    lots.send()
    if not found:
        return None
    return [] if lots.is_wanted else found


def _full(uri: str, version: int | None, report: _Report) -> Json:
    return {"kind": "full", "uri": uri, "version": version, "resultId": report.id, "items": report.items}


def _unchanged(report: _Report) -> Json:
    return {"kind": "unchanged", "resultId": report.id}
