"""The server's life in Neovim: it ends with it, and starts anew after a crash."""

import psutil

from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import BROKEN, M7_UNKNOWN
from tests.editors.waiting import until


def test_no_server_is_left_when_neovim_has_ended(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    (server,) = editor.servers
    editor.quit()
    until(lambda: not psutil.pid_exists(server), "the server is still there")


def test_a_killed_server_is_told_of_and_starts_anew_when_enabled_again(start: Start) -> None:
    editor = start(BROKEN)
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    (server,) = editor.servers
    psutil.Process(server).kill()
    # The message is longer than a line.
    until(lambda: editor.prompts, "no message")
    editor.keys("<CR>")
    editor.until(lambda: not editor.attached)
    editor.until(lambda: "Client milestone_ls quit with exit code" in editor.messages)
    assert not editor.findings, "nobody keeps them up to date"
    editor.keys(":lua vim.lsp.enable('milestone_ls', false)<CR>:lua vim.lsp.enable('milestone_ls')<CR>")
    editor.until(lambda: M7_UNKNOWN in editor.findings)
    assert server not in editor.servers
