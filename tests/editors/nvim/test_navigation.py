"""Going to a milestone and back with Neovim's own keys."""

from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import BROKEN, M7_UNKNOWN
from tests.editors.nvim.session import Neovim


def to_m1(editor: Neovim, keys: str) -> None:
    """Type *keys* on the name of M1 once the plan has been read; then its document is shown."""
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    editor.go_to("M1: something")
    editor.keys(keys)
    editor.until(lambda: editor.name == "M1-Ground.md")


def test_ctrl_bracket_goes_to_the_upstream_milestone_and_ctrl_t_back(start: Start) -> None:
    editor = start(BROKEN)
    to_m1(editor, "<C-]>")
    assert editor.line == "# Milestone: M1 Ground [B]"
    editor.keys("<C-t>")
    editor.until(lambda: editor.name == "M2-Wheels.md")
    assert editor.line == "- M1: something to roll on"


def test_ctrl_w_bracket_goes_there_in_a_new_window(start: Start) -> None:
    editor = start(BROKEN)
    to_m1(editor, "<C-w>]")
    assert len(editor.api.current.tabpage.windows) == 2
