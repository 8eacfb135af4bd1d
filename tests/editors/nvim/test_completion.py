"""Completion in Neovim: the popup that opens while one types, CTRL-X CTRL-O, and sections filled in by Tab."""

from functools import partial

from tests.editors.nvim import pages
from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import PLAN
from tests.editors.nvim.session import Neovim

ROOF = "# Milestone: M3 Roof [S]\n\n**Dependencies**:\n**Can Run In Parallel With**: M7\n**Status**: pending\n\n"
NEW = {**PLAN, "M3-Roof.md": ROOF}
WITH_POPUP = pages.ENABLED + pages.POPUP


def open_roof(editor: Neovim) -> None:
    """Open M3 and wait until the plan has been read: then it is known that there is no M7."""
    editor.open("M3-Roof.md")
    editor.until(lambda: [found for found in editor.findings if "M7" in found])


def test_a_dependency_is_offered_while_one_types_and_accepted(start: Start) -> None:
    editor = start(NEW, WITH_POPUP)
    open_roof(editor)
    editor.go_to("Dependencies**:")
    editor.keys("A ")
    editor.until(lambda: [word for word in editor.popup if word.startswith("M1")])
    chosen = next(number for number, word in enumerate(editor.popup) if word.startswith("M2"))
    editor.keys("<C-n>" * chosen + "<C-y>")
    editor.until(lambda: editor.line == "**Dependencies**: M2")
    editor.keys(",")
    editor.until(lambda: [word for word in editor.popup if word.startswith("M1")])
    editor.keys("<C-y>")
    editor.until(lambda: editor.line == "**Dependencies**: M2, M1")


def test_what_is_typed_on_narrows_the_popup_down(start: Start) -> None:
    editor = start(NEW, WITH_POPUP)
    open_roof(editor)
    editor.go_to(": pending")
    editor.keys("lC in")
    editor.until(lambda: "in_progress" in editor.popup)
    editor.keys("_p")
    editor.until(lambda: editor.popup == ["in_progress"])
    editor.keys("<C-y><Esc>")
    editor.until(lambda: editor.line == "**Status**: in_progress")


def test_ctrl_x_ctrl_o_completes_a_word_without_anything_configured(start: Start) -> None:
    editor = start(NEW)
    open_roof(editor)
    editor.go_to("Dependencies**:")
    editor.keys("A <C-x><C-o>")
    editor.until(lambda: [word for word in editor.popup if word.startswith("M2")])
    # 'completeopt' as it is inserts the first one at once.
    editor.keys("<C-n><C-y><Esc>")
    editor.until(lambda: editor.line == "**Dependencies**: M1")


def test_ctrl_x_ctrl_o_gives_the_heading_of_a_section_without_anything_configured(start: Start) -> None:
    editor = start(NEW)
    open_roof(editor)
    editor.keys("Go## Risk<C-x><C-o>")
    editor.until(lambda: editor.lines[-1] == "## Risk Factors")
    editor.keys("<C-y><Esc>")
    editor.until(lambda: editor.mode == "n")
    assert editor.lines[-1] == "## Risk Factors"


def test_a_section_is_filled_in_by_tab(start: Start) -> None:
    editor = start(NEW, WITH_POPUP)
    open_roof(editor)
    editor.keys("Go## Ris")
    editor.keys("<C-x><C-o>")
    editor.until(lambda: [word for word in editor.popup if "Risk" in word])
    editor.keys("<C-y>")
    editor.until(lambda: "## Risk Factors" in editor.lines and editor.lua("return vim.snippet.active()"))
    row = "| {} | {} | {} | {{Specific mitigation}} | {{Team/Person}} |"
    # A stop is reached when its text is selected: what is typed replaces it.
    for stop, typed, cells in (
        ("{Risk description}", "It rains", ("It rains", "H/M/L", "H/M/L")),
        ("H/M/L", "M", ("It rains", "M", "H/M/L")),
        ("H/M/L", "H", ("It rains", "M", "H")),
    ):
        editor.until(partial(selects, editor, stop))
        editor.keys(typed)
        editor.until(partial(shows, editor, row.format(*cells)))
        editor.keys("<Tab>")
    editor.until(partial(selects, editor, "{Specific mitigation}"))
    editor.keys("<S-Tab>")
    editor.until(partial(selects, editor, "H"))
    editor.keys("L")
    editor.until(partial(shows, editor, row.format("It rains", "M", "L")))


def shows(editor: Neovim, line: str) -> bool:
    return line in editor.lines


def selects(editor: Neovim, text: str) -> bool:
    return editor.selected == text


def test_a_field_of_several_words_is_completed_whole(start: Start) -> None:
    editor = start({**NEW, "M3-Roof.md": ROOF.replace("**Dependencies**:\n", "")}, WITH_POPUP)
    open_roof(editor)
    editor.keys("ggo<CR>*")
    editor.until(lambda: "Parallel Track" in editor.popup)
    editor.keys("*Par")
    editor.until(lambda: editor.popup == ["Parallel Track"])
    editor.keys("<C-y>")
    editor.until(lambda: editor.selected == "{Track Name if applicable}")
    editor.keys("Field")
    editor.until(lambda: editor.line == "**Parallel Track**: Field")
