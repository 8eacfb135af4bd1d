"""`require('milestone_ls')`, for Neovim before 0.11 and for those who start servers themselves."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.editors.nvim import pages
from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import BROKEN, M7_UNKNOWN
from tests.editors.nvim.session import Layout, Neovim
from tests.editors.programs import program

PATH = pages.ENABLED.splitlines()[0] + "\n"
SETUP = PATH + pages.snippet("Neovim 0.7 to 0.10", "lua")


def uses(editor: Neovim) -> None:
    """Findings, going to a milestone and completion."""
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    assert editor.attached == [str(editor.layout.workspace)]
    editor.go_to("M1: something")
    editor.keys("<C-]>")
    editor.until(lambda: editor.name == "M1-Ground.md")
    editor.keys("<C-t>")
    editor.until(lambda: editor.name == "M2-Wheels.md")
    editor.go_to(", M7")
    editor.keys("lC M<C-x><C-o>")
    editor.until(lambda: editor.line.startswith("**Dependencies**: M1, M"))
    editor.keys("<Esc>")
    assert len(editor.servers) == 1


def asks_by_name(editor: Neovim) -> None:
    """The command of the plugin: to what a milestone depends on, over the list, and to the next thing to fill in."""
    editor.keys(":edit! M2-Wheels.md<CR>:Milestone upstream<CR>")
    editor.until(lambda: editor.name == "M1-Ground.md")
    editor.keys(":Milestone pick<CR>")
    editor.answer("Milestones of work", "2<CR>")
    editor.until(lambda: editor.name == "M2-Wheels.md")
    editor.keys(":Milestone new Brake<CR>")
    editor.until(lambda: editor.name == "M3-Brake.md" and len(editor.lines) > 5)
    editor.keys(":Milestone next<CR>")
    editor.until(lambda: list(editor.api.current.window.cursor) > [1, 0])
    editor.keys(":Milestone graph dot<CR>")
    editor.until(lambda: editor.lines[0].startswith("digraph"))
    editor.keys(":close!<CR>")


def test_setup_enables_the_server_on_the_newest_neovim(start: Start) -> None:
    editor = start(BROKEN, SETUP)
    uses(editor)
    assert editor.lua("return vim.lsp.is_enabled('milestone_ls')")


def test_start_runs_one_server_for_the_files_of_a_workspace(start: Start) -> None:
    starts = "vim.api.nvim_create_autocmd('FileType', { callback = function() require('milestone_ls').start() end })"
    editor = start(BROKEN, PATH + starts)
    uses(editor)
    assert not editor.lua("return vim.lsp.is_enabled('milestone_ls')")


def test_a_buffer_without_a_file_starts_nothing(start: Start) -> None:
    editor = start(BROKEN, PATH)
    assert editor.lua("return require('milestone_ls').start() == nil")


def test_on_an_older_neovim(layout: Layout, old_nvim: Path) -> None:
    layout.write(BROKEN)
    (layout.workspace / ".git").mkdir()
    with Neovim(old_nvim, layout, SETUP) as editor:
        uses(editor)
        asks_by_name(editor)
        editor.keys(":checkhealth milestone_ls<CR>")
        editor.until(lambda: "milestone_ls: server" in "\n".join(editor.lines))
        told = "\n".join(editor.lines)
        assert "ERROR" not in told, told
        assert f"for {layout.workspace}" in told, told


@pytest.fixture
def old_nvim() -> Path:
    """A Neovim that has no ``vim.lsp.enable``: $OLD_NVIM, or the one on PATH if it is old."""
    found = program(
        "nvim before 0.11", places=filter(None, [os.environ.get("OLD_NVIM"), "/usr/bin/nvim"]), needed=False
    )
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"NVIM v0\.(\d+)", told)
    if version is None or int(version[1]) > 10:
        pytest.skip("Neovim before 0.11 is missing: $OLD_NVIM names none")
    return found
