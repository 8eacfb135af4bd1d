"""What ``:Milestone`` says by itself: words to complete, what it cannot do, and that its pages have all of it."""

import os
import re
from pathlib import Path

import pytest

from milestone_ls.render.pictures.formats import FORMATS
from milestone_ls.template.vocabulary import Status
from tests.editors.nvim.conftest import Start
from tests.editors.nvim.session import RUNTIME, Layout
from tests.editors.nvim.test_commands import MANY, opened


def test_a_plan_that_no_program_opens_is_told_of(start: Start, layout: Layout, programs: Path) -> None:
    layout.environment["PATH"] = str(programs)  # what a machine opens pages with may do so
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.keys(":Milestone plan<CR>")
    editor.answer("no browser was opened", "<CR>")


def test_a_browser_that_fails_is_told_of(start: Start, layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "xdg-open").symlink_to("/bin/false")
    layout.environment["PATH"] = os.pathsep.join([str(tmp_path), layout.environment["PATH"]])
    editor = opened(start, MANY, "M2-Wheels.md")
    editor.keys(":Milestone plan<CR>")
    editor.answer("no browser was opened", "<CR>")


def test_what_can_follow_is_completed(start: Start) -> None:
    editor = opened(start, MANY, "M2-Wheels.md")

    def offered(line: str) -> list[str]:
        return list(editor.api.funcs.getcompletion(line, "cmdline"))

    words = ["downstream", "graph", "new", "next", "pick", "plan", "status", "toggle", "upstream"]
    assert offered("Milestone ") == words
    assert offered("Milestone p") == ["pick", "plan"]
    assert offered("Milestone graph ") == list(FORMATS)
    assert offered("Milestone status ") == [status.value for status in Status if status is not Status.UNKNOWN]
    assert offered("Milestone status in") == ["in_progress"]
    assert offered("Milestone pick ") == offered("Milestone graph svg ") == offered("Milestone unheard of") == []
    editor.keys(":Milestone unheard<CR>")
    editor.answer(":Milestone knows downstream, graph, new", "<CR>")


@pytest.mark.parametrize("page", [RUNTIME / "doc" / "milestone_ls.txt", RUNTIME.parents[1] / "docs/editors/neovim.md"])
def test_each_word_is_in_the_pages(start: Start, page: Path) -> None:
    editor = opened(start, MANY, "M2-Wheels.md")
    told = set(re.findall(r":Milestone (\w+)", page.read_text(encoding="utf-8")))
    assert told == set(editor.api.funcs.getcompletion("Milestone ", "cmdline"))


def test_without_a_server_there_is_no_such_command_and_when_it_ended_that_is_told(start: Start) -> None:
    editor = start(MANY)
    assert editor.api.funcs.exists(":Milestone") == 0
    editor.open("M2-Wheels.md")
    editor.until(lambda: editor.attached)
    editor.keys(":lua vim.lsp.enable('milestone_ls', false)<CR>")
    editor.until(lambda: not editor.attached)
    editor.until(lambda: not editor.servers)
    editor.keys(":Milestone pick<CR>")
    editor.until(lambda: "no server runs; see :checkhealth milestone_ls" in editor.messages)
