"""A keystroke is as much work in a large plan as in a small one, and in a large document as in a small one.

Work is counted in calls, of Python's functions and of those in C, from the change to the diagnostics: seconds would
say more of the machine than of the program. Headings are for the whole document to see, as links are for the whole
plan: a letter typed in a heading has all headings compared, and one that changes the plan has all links looked up.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from lsprotocol import types

from milestone_ls.project.workspace import Place, Workspace
from milestone_ls.rules.catalogue import CODES
from milestone_ls.server.collecting import Collector
from milestone_ls.server.convert import Json, edits_in
from milestone_ls.server.findings import Findings, OpenDocument
from milestone_ls.server.idle import Idle
from milestone_ls.server.publishing import Publisher
from milestone_ls.text import Encoding

HEAD = """# Milestone: M1 Ground [B]

**Dependencies**: M2
**Status**: dnoe
**Can Run In Parallel With**: None

## Overview

What it is. And more of it, with [a link](M2.md).

## Objectives

- [ ] dig
- [ ] pour

## Risk Factors

| Risk | Impact | Likelihood | Mitigation Strategy | Owner |
|---|---|---|---|---|
| rain | H | L | a tent | Ann |

## Notes

Words of a section that the template does not know.

"""
TAIL = "## Further notes {number}\n\nWords and `code`.\n\n- [ ] a box\n\n### Deeper {number}\n\nMore.\n\n"
OTHER = "# Milestone: M{number} Step [B]\n\n**Dependencies**: None\n**Status**: pending\n\n## Overview\n\nWords.\n"
ALLOWED = 12
"""Calls more in the larger case: a search among more things takes a step more."""

EDITS = {
    "a letter of a paragraph": ("Words of a section", "x"),
    "a letter of the Overview": ("What it is", "x"),
    "a letter of a task": ("dig", "x"),
    "a letter of a table": ("rain", "x"),
    "a letter of a status": ("dnoe", "x"),
    "a new line": ("Words of a section", "\n"),
}


class Typing:
    """A plan with one open document, whose diagnostics are published after each change."""

    def __init__(self, folder: Path, *, files: int, sections: int) -> None:
        self._workspace = Workspace(CODES)
        self._workspace.folders = [folder]
        text = HEAD + "".join(TAIL.format(number=number) for number in range(sections))
        place, _ = self._workspace.open(folder / "M1.md", text)
        assert place is not None
        self._place: Place = place
        project = place.plan.project
        project.put({f"M{number}.md": project.read(OTHER.format(number=number)) for number in range(2, files + 2)})
        project.complete()
        findings = Findings(self._workspace, self._opened, lambda: Encoding.UTF16)
        self._publisher = Publisher(self._notify, self._workspace, findings, Idle(), Collector())
        self.published: list[Json] = []

    def _opened(self, path: Path) -> OpenDocument | None:
        return OpenDocument(path.as_uri(), 1) if path == self._place.path else None

    def _notify(self, method: str, params: Json) -> None:
        del method
        self.published.append(params)

    def prepare(self, behind: str, text: str) -> None:
        """Type *text* next behind the first words that read *behind*."""
        document = self._workspace.document(self._place.path)
        assert document is not None
        lines = document.source.text.split("\n")
        line = next(number for number, found in enumerate(lines) if behind in found)
        at = types.Position(line, lines[line].index(behind) + len(behind))
        change = types.TextDocumentContentChangePartial(types.Range(at, at), text)
        self._change = change

    def _keystroke(self) -> None:
        document = self._workspace.document(self._place.path)
        assert document is not None
        self._workspace.edit(self._place.path, edits_in(document.source, [self._change], Encoding.UTF16))
        self._publisher.now(self._place)

    def calls(self, behind: str, text: str) -> int:
        """How many calls a keystroke takes once the one before it has warmed all caches."""
        for _ in range(2):
            self.prepare(behind, text)
            self._keystroke()
        self.prepare(behind, text)
        return counted(self._keystroke)


def counted(work: Callable[[], object]) -> int:
    """The calls that *work* makes, its own included."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        del frame, argument
        nonlocal calls
        calls += event in ("call", "c_call")

    gc.disable()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
        gc.enable()
    return calls


@pytest.mark.parametrize(
    ("behind", "text"), [*EDITS.values(), ("## Notes", "x")], ids=[*EDITS, "a letter of a heading"]
)
def test_a_keystroke_costs_no_more_among_many_files_than_among_few(tmp_path: Path, behind: str, text: str) -> None:
    few, many = (Typing(tmp_path, files=files, sections=3).calls(behind, text) for files in (5, 60))
    assert many <= few + ALLOWED


@pytest.mark.parametrize(("behind", "text"), EDITS.values(), ids=list(EDITS))
def test_a_keystroke_costs_no_more_in_a_long_document_than_in_a_short_one(
    tmp_path: Path, behind: str, text: str
) -> None:
    short, long = (Typing(tmp_path, files=5, sections=sections).calls(behind, text) for sections in (3, 90))
    assert long <= short + ALLOWED


def test_the_count_notices_work_that_grows() -> None:
    few, many = (counted(lambda size=size: [repr(number) for number in range(size)]) for size in (10, 500))  # type: ignore[misc]  # the lambda binds the loop's
    assert many >= few + 490


def test_what_is_typed_is_published_each_time(tmp_path: Path) -> None:
    typing = Typing(tmp_path, files=5, sections=3)
    typing.calls("Words of a section", "x")
    assert len(typing.published) == 3
    assert "unknown-status" in {found["code"] for found in typing.published[-1]["diagnostics"]}
