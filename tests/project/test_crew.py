"""Processes that read beside this one: what they give is what this one would have read, and none is relied on."""

import io
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from milestone_ls.config import Settings
from milestone_ls.project import crew as module
from milestone_ls.project.crew import Crew, spare_cores
from milestone_ls.project.facts import Page
from milestone_ls.project.filling import Filling, filling
from milestone_ls.project.packed import unpacked
from milestone_ls.project.project import Facts, Project
from milestone_ls.project.shelf import encoded
from milestone_ls.project.worker import Order, answers, frame
from milestone_ls.template.reading import built_in_schema

SETTINGS = Settings(external_prefixes=("JIRA-",), status={"completed": ("shipped",)}, hours_per_day=6)
SCHEMA = built_in_schema(SETTINGS)
ORDER = Order(SETTINGS, SCHEMA.text)
DOCUMENT = """# Milestone: M{number} Walls [S]

**Status**: shipped
**Dependencies**: M{before}, JIRA-7
**Estimated Duration**: 2 days

See [the one before](M{before}.md), gr\N{LATIN SMALL LETTER U WITH DIAERESIS}n \N{ROCKET}.
"""
ODD = {
    "README.md": "- M1\n- M2\n",
    "empty.md": "",
    "nul.md": "# Milestone: M900 \0\n",
    "odd.md": "<div>\n\n# no `heading\n",
}


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few documents are many."""
    monkeypatch.setattr(module, "PAYS", 3)
    monkeypatch.setattr(module, "LOT", 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {f"M{number}.md": DOCUMENT.format(number=number, before=number - 1) for number in range(1, 61)} | ODD
    for path, text in texts.items():
        (tmp_path / path).write_bytes(encoded(text))
    return tmp_path


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """What is started in the place of Python."""
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(path))


class Counting(Project):
    """Counts the documents that are read in this process."""

    here = 0

    def facts(self, path: str, text: str) -> Facts:
        self.here += 1
        return super().facts(path, text)


def pages(folder: Path, size: int) -> tuple[Mapping[str, Page], int]:
    """The facts of the plan in *folder* as it is read by so many others, and how many documents were read here."""
    project = Counting(SETTINGS, SCHEMA)
    paths = sorted(path.name for path in folder.glob("*.md"))
    with Crew(ORDER, size) as crew:
        for _ in filling(project, folder, paths, how=Filling(crew=crew)):
            pass
    return project.snapshot.plan.pages, project.here


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("size", [1, 2])
def test_what_others_read_is_what_would_have_been_read_here(folder: Path, size: int) -> None:
    alone, all_of_them = pages(folder, 0)
    together, here = pages(folder, size)
    assert together == alone
    assert list(together) == list(alone)
    assert here < all_of_them == len(alone)


def test_few_documents_are_read_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    found, here = pages(folder, 2)
    assert here == len(found)


@pytest.mark.usefixtures("at_once")
@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for Python")
@pytest.mark.parametrize(
    "script",
    [
        pytest.param("exit 3", id="ends"),
        pytest.param("printf 'none'; exec cat >/dev/null", id="says something else"),
        pytest.param("printf '\\000\\000\\000\\001x'; exec cat >/dev/null", id="says what is no answer"),
        pytest.param("printf '\\000\\000\\000\\001\\220'; exec cat >/dev/null", id="answers nothing"),
        pytest.param("head -c 3 >/dev/null; exit 0", id="ends while it is spoken to"),
    ],
)
def test_a_process_that_fails_is_done_without(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, caplog: pytest.LogCaptureFixture
) -> None:
    alone, _ = pages(folder, 0)
    program(tmp_path, monkeypatch, script)
    with caplog.at_level(logging.WARNING):
        found, here = pages(folder, 1)
    assert found == alone
    assert here == len(alone)
    assert len(caplog.records) <= 1


@pytest.mark.usefixtures("at_once")
def test_where_no_process_can_be_started_all_is_read_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    alone, _ = pages(folder, 0)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    found, here = pages(folder, 2)
    assert found == alone
    assert here == len(alone)
    assert "FileNotFoundError" in caplog.text


@pytest.mark.usefixtures("at_once")
@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for Python")
@pytest.mark.parametrize("patience", [0, 0.2])
def test_a_process_that_says_nothing_is_not_waited_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    alone, _ = pages(folder, 0)
    program(tmp_path, monkeypatch, "exec cat >/dev/null")
    monkeypatch.setattr(module, "PATIENCE", patience)
    found, here = pages(folder, 2)
    assert found == alone
    assert here == len(alone)


def test_a_document_that_cannot_be_read_there_comes_back_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Project.facts

    def facts(self: Project, path: str, text: str) -> Facts:
        if path == "M2.md":
            raise RecursionError
        return read(self, path, text)

    monkeypatch.setattr(Project, "facts", facts)
    lot = [(f"M{number}.md", encoded(DOCUMENT.format(number=number, before=1))) for number in (1, 2, 3)]
    surrogate = [("M4.md", encoded("# Milestone: M4 \ud800\n"))]
    source = io.BytesIO(b"".join(map(frame, map(msgspec.msgpack.encode, (ORDER, lot, surrogate)))))
    first, second = until_the_end(answers(source))
    project = Project(SETTINGS, SCHEMA)
    assert [unpacked(facts) if facts else None for facts in first] == [
        read(project, path, text.decode()).page if path != "M2.md" else None for path, text in lot
    ]
    assert second == [b""]


def until_the_end(given: Iterator[list[bytes]]) -> list[list[bytes]]:
    found = []
    with suppress(EOFError):
        while True:
            found.append(next(given))
    return found


def test_one_core_is_left_for_this_process() -> None:
    assert 0 <= spare_cores() <= module.MOST
