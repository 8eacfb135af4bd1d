"""Vim with the settings that docs/editors/vim.md shows, on the example plan."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editors.desk import MUTED, Desk, left_over, processes
from tests.editors.documented import code
from tests.editors.programs import missing, program
from tests.editors.vim.session import Vim

VIMRC = code("vim.md", "Settings", "vim")
PLUGIN = Path("/usr/share/vim/vimfiles/pack/dist-bundle/opt/ale")
"""Where Debian's vim-ale puts it."""
WRONG = "4:23 unknown-dependency: depends on M22, but no milestone has that ID; name one that exists or create it"


@pytest.fixture
def vim(tmp_path: Path) -> Iterator[Vim]:
    found = program("vim", needed=False)
    if not PLUGIN.exists():
        missing("vim-ale", needed=False)
    wrapper = MUTED if os.environ.get("EDITOR_TEST_MUTED") == "1" else []
    with Vim(found, Desk(tmp_path, wrapper), VIMRC) as editor:
        editor.open(editor.desk.document("M6-Offline_Sync"))
        yield editor


def test_findings_show_and_go_with_what_was_wrong(vim: Vim) -> None:
    vim.until(lambda: WRONG in vim.findings)
    vim.keys(":4\rf2x")
    vim.until(lambda: "M5, M2 " in vim("getline", 4))
    vim.until(lambda: WRONG not in vim.findings)


def test_one_goes_to_the_milestone_that_a_name_stands_for_and_back(vim: Vim) -> None:
    vim.until(lambda: vim.findings)
    vim.keys(":4\rfM\x1d")
    vim.until(lambda: vim.name == "M5-Shed_Kiosk.md")
    vim.keys("\x14")
    vim.until(lambda: vim.name == "M6-Offline_Sync.md")


def test_completion_offers_the_milestones_of_the_plan(vim: Vim) -> None:
    vim.until(lambda: vim.findings)
    vim.keys(":4\rA, \x18\x0f")
    vim.until(lambda: "M3" in vim.popup)


def test_the_server_ends_with_vim(vim: Vim) -> None:
    vim.until(lambda: vim.findings)
    assert len(processes(vim.desk)) > 1
    vim.keys(":qall!\r")
    assert left_over(vim.desk) == []
