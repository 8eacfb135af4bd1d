"""What is told of a Neovim in which a test failed."""

import psutil

from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import BROKEN


def test_a_neovim_that_has_died_hides_no_failure(start: Start) -> None:
    editor = start(BROKEN)
    psutil.Process(editor.pid).kill()
    assert "EOF" in dict(editor.evidence())["Neovim's messages"]
