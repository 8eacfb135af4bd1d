"""What the server does when it is asked by ``:Milestone`` and by the keys that come with Neovim."""

import os
from pathlib import Path

import pytest

from tests.editors.nvim import pages
from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import BROKEN, GROUND, M7_UNKNOWN, PLAN, WHEELS
from tests.editors.nvim.session import Layout, Neovim
from tests.editors.nvim.test_older import SETUP

SEAT = WHEELS.replace("M2 Wheels", "M3 Seat").replace("**Dependencies**: M1", "**Dependencies**: M1, M2")
MANY = {**PLAN, "M3-Seat.md": SEAT}

SHOWS_NOTHING = """
vim.g.shown = 0
vim.lsp.handlers['window/showDocument'] = function()
  vim.g.shown = vim.g.shown + 1
  return { success = true }
end
"""


def opened(start: Start, files: dict[str, str], name: str, init: str = pages.ENABLED) -> Neovim:
    """Neovim with a document open, and the server at work on it."""
    editor = start(files, init)
    editor.open(name)
    editor.until(lambda: editor.attached)
    editor.until(lambda: editor.api.funcs.exists(":Milestone") == 2)
    return editor


def test_the_picker_shows_how_each_milestone_stands_and_opens_the_one_that_is_chosen(start: Start) -> None:
    editor = opened(start, MANY, "M1-Ground.md")
    editor.keys(":Milestone pick<CR>")
    shown = editor.answer("Milestones of work", "2<CR>")
    assert "1: M1  Ground  completed               1/1" in shown
    assert "2: M2  Wheels  pending, ready          0/1" in shown
    assert "3: M3  Seat    pending, blocked by M2  0/1" in shown
    editor.until(lambda: editor.name == "M2-Wheels.md")
    assert list(editor.api.current.window.cursor) == [1, len("# Milestone: ")]


def test_the_picker_works_from_any_buffer_and_can_be_left(start: Start) -> None:
    editor = opened(start, MANY, "M1-Ground.md")
    editor.keys(":new<CR>:Milestone pick<CR>")
    editor.answer("Milestones of work", "<Esc>")
    editor.until(lambda: not editor.prompts)
    assert editor.name in (editor.layout.workspace.name, "")
    editor.keys(":Milestone pick<CR>")
    editor.answer("Milestones of work", "3<CR>")
    editor.until(lambda: editor.name == "M3-Seat.md")


def test_upstream_and_downstream_go_to_the_one_or_ask_which(start: Start) -> None:
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.keys(":Milestone upstream<CR>")
    editor.until(lambda: editor.name == "M1-Ground.md")
    editor.keys(":Milestone downstream<CR>")
    shown = editor.answer("Depends on M1", "2<CR>")
    assert "1: M2  Wheels" in shown
    editor.until(lambda: editor.name == "M3-Seat.md")
    editor.keys(":Milestone upstream<CR>")
    editor.answer("M3 depends on", "2<CR>")
    editor.until(lambda: editor.name == "M2-Wheels.md")
    editor.keys(":Milestone downstream<CR>")
    editor.until(lambda: editor.name == "M3-Seat.md")
    editor.keys(":Milestone downstream<CR>")
    editor.until(lambda: "nothing depends on M3" in editor.messages)


def test_a_new_milestone_is_shown_and_asked_for_its_title(start: Start) -> None:
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.keys(":Milestone new The Brake<CR>")
    editor.until(lambda: editor.name == "M4-The-Brake.md")
    editor.until(lambda: editor.lines[0].startswith("# Milestone: M4 The Brake"))
    editor.keys(":write<CR>:Milestone new<CR>")
    editor.answer("Title of the new milestone:", "Lights<CR>")
    editor.until(lambda: editor.name == "M5-Lights.md")
    editor.until(lambda: editor.lines[0].startswith("# Milestone: M5 Lights"))


def test_the_cursor_goes_to_a_placeholder_once_and_is_not_taken_back(start: Start) -> None:
    files = {"M9-Bell.md": "# Milestone: M9 Bell\n\n**Parallel Track**: {Track Name if applicable}\n"}
    editor = opened(start, files, "M9-Bell.md", f"{pages.ENABLED}\n{SHOWS_NOTHING}")
    editor.keys(":Milestone next<CR>")
    editor.until(lambda: editor.lua("return vim.g.shown") == 1)
    editor.keys(":Milestone downstream<CR>")
    editor.until(lambda: "nothing depends on M9" in editor.messages)  # so what came before has been answered
    assert list(editor.api.current.window.cursor) == [1, 0]


def test_the_next_placeholder_of_a_new_milestone_is_gone_to(start: Start) -> None:
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.keys(":Milestone new The Brake<CR>")
    editor.until(lambda: editor.name == "M4-The-Brake.md" and len(editor.lines) > 5)
    before = [1, 0]

    def is_further() -> bool:
        return list(editor.api.current.window.cursor) > before

    for _ in range(2):
        editor.keys(":Milestone next<CR>")
        editor.until(is_further)
        before = list(editor.api.current.window.cursor)
        assert editor.lines[before[0] - 1][before[1]] in "[{"
    editor.open("M1-Ground.md")
    editor.keys(":Milestone next<CR>")
    editor.until(lambda: "nothing is left to be filled in" in editor.messages)


def test_a_task_is_ticked_and_a_status_set(start: Start) -> None:
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.go_to("It rolls")
    editor.keys(":Milestone toggle<CR>")
    editor.until(lambda: "- [x] It rolls" in editor.lines)
    editor.keys(":Milestone status in_progress<CR>")
    editor.until(lambda: "**Status**: in_progress" in "\n".join(editor.lines).replace("in progress", "in_progress"))
    editor.keys(":Milestone status<CR>")
    editor.answer("1: pending", "3<CR>")
    editor.until(lambda: "**Status**: completed" in editor.lines)
    editor.keys(":Milestone status done<CR>")
    editor.until(lambda: "'done' is no status" in editor.messages)
    editor.keys("gg:Milestone toggle<CR>")
    editor.until(lambda: "no task is on this line" in editor.messages)


@pytest.fixture
def browser(layout: Layout, tmp_path: Path) -> Path:
    """What stands for the desktop's way to open a page; the file that it notes the page in."""
    programs, noted = tmp_path / "desktop", tmp_path / "noted"
    programs.mkdir()
    program = programs / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {noted}.new && mv {noted}.new {noted}\n', encoding="utf-8")
    program.chmod(0o755)
    layout.environment["PATH"] = os.pathsep.join([str(programs), layout.environment["PATH"]])
    return noted


def test_the_plan_is_shown_in_a_browser(start: Start, browser: Path) -> None:
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.keys(":Milestone plan<CR>")
    editor.until(browser.exists)
    page = Path(browser.read_text(encoding="utf-8").removeprefix("file://"))
    assert "Wheels" in page.read_text(encoding="utf-8")


def test_a_browser_that_stays_open_is_no_failure(start: Start, browser: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    os.mkfifo(closed)
    program = tmp_path / "desktop" / "xdg-open"
    program.write_text(f"{program.read_text(encoding='utf-8')}read _ < {closed}\n", encoding="utf-8")
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.keys(":Milestone plan<CR>")
    editor.until(browser.exists)
    editor.keys(":Milestone upstream<CR>")
    editor.until(lambda: editor.name == "M1-Ground.md")
    assert "no browser" not in editor.messages
    closed.write_text("\n", encoding="utf-8")


def test_the_graph_comes_in_a_window_of_its_own(start: Start) -> None:
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.keys(":Milestone graph<CR>")
    editor.until(lambda: editor.lines[0].startswith("flowchart"))
    assert editor.api.current.buffer.options["filetype"] == "mermaid"
    editor.keys(":Milestone graph dot<CR>")
    editor.until(lambda: editor.lines[0].startswith("digraph"))
    editor.keys(":Milestone graph png<CR>")
    editor.until(lambda: "'png' is no format" in editor.messages)


def test_one_who_starts_servers_himself_has_the_command_too(start: Start) -> None:
    editor = opened(start, MANY, "M2-Wheels.md", SETUP)
    editor.keys(":Milestone upstream<CR>")
    editor.until(lambda: editor.name == "M1-Ground.md")


def test_k_shows_the_card(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    editor.go_to("M1: something")
    editor.keys("K")
    editor.until(lambda: "M1 Ground" in editor.drawn and "completed" in editor.drawn)


def test_grn_renames_in_both_buffers_moves_the_file_and_tells_what_was_left_alone(start: Start) -> None:
    mentioned = WHEELS.replace("Two in front, one behind.", "Two in front, one behind, on M1.")
    editor = opened(start, {"M1-Ground.md": GROUND, "M2-Wheels.md": mentioned}, "M1-Ground.md")
    editor.open("M2-Wheels.md")
    editor.until(lambda: editor.findings)
    editor.go_to("M1: something")
    editor.keys("grn")
    editor.answer("New Name: M1", "<C-u>M11<CR>")
    editor.answer("1 mention of M1 in prose was left alone", "<CR>")
    editor.until(lambda: "- M11: something to roll on" in editor.lines)
    assert "**Dependencies**: M11" in editor.lines
    assert "Two in front, one behind, on M1." in editor.lines
    editor.until((editor.layout.workspace / "M11-Ground.md").exists)
    assert not (editor.layout.workspace / "M1-Ground.md").exists()
    editor.open("M11-Ground.md")
    assert editor.lines[0] == "# Milestone: M11 Ground [B]"


def test_a_lens_is_run_from_the_line_of_the_heading(start: Start) -> None:
    editor = opened(start, MANY, "M1-Ground.md")
    refresh = "vim.lsp.codelens.refresh({ bufnr = 0 }) return #vim.lsp.codelens.get(0)"
    editor.until(lambda: editor.lua(refresh))
    editor.keys("gg:lua vim.lsp.codelens.run()<CR>")
    editor.until(lambda: editor.api.current.buffer.options["filetype"] == "qf")
    assert [line.split("|")[0] for line in editor.lines] == ["M2-Wheels.md", "M2-Wheels.md", "M3-Seat.md", "M3-Seat.md"]
