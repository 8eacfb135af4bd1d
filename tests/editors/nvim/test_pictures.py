"""The pictures of the documentation: Neovim in a terminal over the example plan."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ansi2html import Ansi2HTMLConverter
from playwright.sync_api import sync_playwright

from tests.editors.nvim import pages
from tests.editors.nvim.session import REPOSITORY, Layout
from tests.editors.programs import program
from tests.editors.waiting import until

COLUMNS, ROWS = 124, 28

LOOKS = """
vim.o.termguicolors = true
vim.cmd.colorscheme('habamax')
vim.o.number = true
vim.o.signcolumn = 'yes'
vim.o.linebreak = true
vim.o.scrolloff = 0
vim.o.fillchars = 'eob: '
vim.o.shortmess = vim.o.shortmess .. 'IFWc'
vim.o.ruler, vim.o.showcmd, vim.o.showmode = false, false, false
vim.o.laststatus = 2
vim.o.statusline = ' %f'
vim.o.pumheight = 8
vim.diagnostic.config({ severity_sort = true })
"""

PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: {background} }}
pre {{ display: inline-block; margin: 0; padding: 14px 16px; background: {background}; color: #bcbcbc;
       font: 14px/19px "DejaVu Sans Mono", "Noto Color Emoji", monospace }}
pre span {{ padding: 1.5px 0 }}
</style><pre>{screen}</pre>"""


class Terminal:
    """A program in a terminal of its own, seen as tmux sees it."""

    def __init__(self, tmux: Path, socket: Path) -> None:
        self._command = [str(tmux), "-S", str(socket), "-u", "-f", "/dev/null"]

    def tell(self, *arguments: str) -> str:
        done = subprocess.run([*self._command, *arguments], capture_output=True, text=True, check=True, timeout=20)
        return done.stdout

    def keys(self, *keys: str) -> None:
        self.tell("send-keys", *keys)

    @property
    def text(self) -> str:
        return self.tell("capture-pane", "-p")

    @property
    def coloured(self) -> str:
        return self.tell("capture-pane", "-p", "-e", "-N")


@contextmanager
def terminal(layout: Layout, nvim: Path, *arguments: str) -> Iterator[Terminal]:
    """Neovim with *arguments* in a terminal of the size of the pictures and with all colours."""
    screen = Terminal(program("tmux", needed=False), layout.home / "tmux")
    settings = [f"{name}={value}" for name, value in layout.environment.items()]
    size = ["-x", str(COLUMNS), "-y", str(ROWS)]
    command = ["/usr/bin/env", "-i", *settings, "TERM=tmux-256color", str(nvim), "-n", "-i", "NONE", *arguments]
    screen.tell(
        *("start-server", ";", "set", "-g", "status", "off", ";", "set", "-as", "terminal-features", ",*:RGB", ";"),
        *("new-session", "-d", *size, "-c", str(layout.workspace), "--", *command),
    )
    try:
        yield screen
    finally:
        screen.tell("kill-server")


def picture(screen: str, to: Path) -> None:
    """A PNG of a *screen* with the escape sequences of its colours."""
    converter = Ansi2HTMLConverter(inline=True, dark_bg=True, scheme="xterm")
    html = PAGE.format(background="#1c1c1c", screen=converter.convert(screen.rstrip("\n"), full=False))
    with sync_playwright() as playwright:
        chromium = program("chromium", needed=False)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900}, device_scale_factor=1.5)
        page.set_content(html)
        page.locator("pre").screenshot(path=to)
        browser.close()


@pytest.fixture
def example(layout: Layout) -> Layout:
    shutil.copytree(REPOSITORY / "docs/example", layout.workspace, dirs_exist_ok=True)
    (layout.workspace / ".git").mkdir()
    (layout.config / "init.lua").write_text(pages.ENABLED + pages.POPUP + LOOKS, encoding="utf-8")
    return layout


def test_findings_in_the_example(example: Layout, nvim: Path, screenshots: Path) -> None:
    both = ["milestones/M6-Offline_Sync.md", "milestones/M7-Two_Shed_Trial.md"]
    with terminal(example, nvim, "-o", *both) as screen:
        until(lambda: "depends on M22" in screen.text and "runs in parallel with M5" in screen.text, screen.text)
        picture(screen.coloured, screenshots / "neovim.png")


def test_completion_in_the_example(example: Layout, nvim: Path, screenshots: Path) -> None:
    with terminal(example, nvim, "milestones/M6-Offline_Sync.md") as screen:
        until(lambda: "depends on M22" in screen.text, screen.text)
        screen.keys("4G$bC", "M2, ")
        until(lambda: "Member Accounts" in screen.text, screen.text)
        picture(screen.coloured, screenshots / "neovim-completion.png")
