"""What changes documents, and what leads on from a heading, in Neovim's own hands."""

from tests.editors.documented import code
from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import BROKEN, M7_UNKNOWN
from tests.editors.nvim.session import Neovim

ACT = """
local wanted = ...
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find(wanted, 1, true) end })
"""


def act(editor: Neovim, text: str, title: str) -> None:
    """Take the action with *title* that is offered at *text*."""
    editor.go_to(text)
    editor.lua(ACT, title)


def test_a_fix_creates_the_milestone_that_is_missing(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    act(editor, "M7", "Create M7")
    editor.until(lambda: M7_UNKNOWN not in editor.findings)
    created = [
        name for name in editor.lua("return vim.tbl_map(vim.fn.bufname, vim.api.nvim_list_bufs())") if "M7" in name
    ]
    assert len(created) == 1


def test_a_rename_reaches_other_documents_and_moves_the_file(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    editor.go_to("M1: something")
    editor.lua("vim.lsp.buf.rename('M11')")
    editor.until(lambda: "- M11: something to roll on" in editor.lines)
    editor.until(lambda: "M11-Ground.md" in "".join(editor.lua("return vim.fn.readdir(vim.fn.getcwd())")))


def test_k_shows_the_card_of_a_milestone(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    editor.go_to("M1: something")
    editor.keys("K")
    editor.until(lambda: "M1 Ground" in editor.screen and "completed" in editor.screen)


def test_the_documented_key_ticks_the_task_under_the_cursor(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    editor.lua(code("../features.md", "Commands", "lua"))
    editor.go_to("It rolls")
    editor.keys("\\x")
    editor.until(lambda: "- [x] It rolls" in editor.lines)


INDEX = "# Plan\n\n- [x] M1: Ground\n- [ ] M2: Wheels\n"


def test_a_fix_that_creates_a_milestone_lists_it_in_the_index_too(start: Start) -> None:
    editor = start({**BROKEN, "MILESTONE_MANAGER.md": INDEX})
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    act(editor, "M7", "Create M7")
    editor.until(lambda: M7_UNKNOWN not in editor.findings)
    editor.open("MILESTONE_MANAGER.md")
    editor.until(lambda: "- [ ] M7" in "\n".join(editor.lines))


def test_a_click_above_the_heading_lists_the_references(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M1-Ground.md")
    titles = """
        vim.lsp.codelens.refresh({ bufnr = 0 })
        return vim.tbl_map(function(lens) return lens.command.title end, vim.lsp.codelens.get(0))"""
    editor.until(lambda: "2 references" in editor.lua(titles))
    editor.lua(
        """
        local client = vim.lsp.get_clients({ bufnr = 0 })[1]
        for _, lens in ipairs(vim.lsp.codelens.get(0)) do
            if lens.command.title == '2 references' then client:exec_cmd(lens.command, { bufnr = 0 }) end
        end"""
    )
    places = "return vim.tbl_map(function(item) return item.lnum .. ':' .. item.col end, vim.fn.getqflist())"
    editor.until(lambda: editor.lua(places) == ["4:19", "19:3"])


def test_hints_stand_beside_the_text(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M1-Ground.md")
    editor.lua("vim.lsp.inlay_hint.enable(true)")
    editor.until(lambda: "wave 1" in editor.screen)
    editor.until(lambda: "Objectives 1/1" in editor.screen)
