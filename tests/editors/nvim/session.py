"""A Neovim of one's own, with a folder for each of the things it writes, driven by keys.

What the server is expected to say is not known here.
"""

import contextlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self, TypeVar

import psutil
import pynvim  # type: ignore[import-untyped]  # has no types

from tests.editors.nvim.grid import Grid
from tests.editors.waiting import LIMIT, until

T = TypeVar("T")

REPOSITORY = Path(__file__).parents[3]
RUNTIME = REPOSITORY / "editors" / "nvim"
COLUMNS, ROWS = 100, 32


class Layout:
    """The folders and the environment of one Neovim, all below *folder*."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.workspace = folder / "work"
        self.home = folder / "home"
        self.config = self.home / "config" / "nvim"
        self.data = self.home / "data" / "nvim"
        self.state = self.home / "state" / "nvim"
        self.environment = {
            # The server's own Python is in the first line of its script; env and sh come with the system.
            "PATH": os.pathsep.join([str(programs), "/usr/bin", "/bin"]),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "XDG_CONFIG_DIRS": str(self.home / "none"),
            "XDG_DATA_DIRS": str(self.home / "none"),
        }
        for made in (self.workspace, self.config, self.data, self.state, self.home / "run"):
            made.mkdir(parents=True)

    def write(self, files: Mapping[str, str]) -> None:
        """Files of the workspace, by their paths in it."""
        for name, text in files.items():
            path = self.workspace / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


class Neovim:
    """A running Neovim; leaving the context ends it."""

    def __init__(self, program: Path, layout: Layout, init: str, *, extra: Mapping[str, str] | None = None) -> None:
        (layout.config / "init.lua").write_text(init, encoding="utf-8")
        self.layout = layout
        environment = {**layout.environment, **(extra or {})}
        settings = [f"{name}={value}" for name, value in environment.items()]
        arguments = [str(program), "--embed", "--headless", "-n", "-i", "NONE"]
        self.api = pynvim.attach(
            "child", argv=["/usr/bin/env", "-i", "-C", str(layout.workspace), *settings, *arguments]
        )
        self._grid = Grid(COLUMNS, ROWS)
        self.api.ui_attach(COLUMNS, ROWS, rgb=True)
        self.pid = int(self.api.funcs.getpid())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.quit()
        self.api.close()

    def quit(self) -> None:
        # pynvim says EOFError where the other end goes away.
        with contextlib.suppress(OSError, EOFError):
            self.api.command("qall!")

    # What one does.

    def open(self, name: str) -> None:
        self.api.command(f"edit {name}")

    def keys(self, keys: str) -> None:
        """Type *keys*, written as in ``:help key-notation``."""
        self.api.input(keys)

    def go_to(self, text: str) -> None:
        """The cursor on the first *text* of the buffer, by searching for it."""
        searched = text.replace("/", r"\/").replace("<", "<lt>")
        self.keys(rf"gg0/\V\C{searched}<CR>")

    def lua(self, code: str, *arguments: object) -> Any:  # noqa: ANN401 - what Lua gives
        return self.api.exec_lua(code, *arguments)

    # What one sees.

    @property
    def name(self) -> str:
        """The name of the file in the current window, without its folder."""
        return Path(self.api.current.buffer.name).name

    @property
    def line(self) -> str:
        return str(self.api.current.line)

    @property
    def lines(self) -> list[str]:
        return list(self.api.current.buffer[:])

    @property
    def findings(self) -> list[str]:
        """What the lists of findings say for the current buffer, as ``line:column message``, both from 1 and in
        bytes, as Neovim counts."""
        code = """
            return vim.tbl_map(function(found)
                return ('%d:%d %s'):format(found.lnum + 1, found.col + 1, found.message)
            end, vim.diagnostic.get(0))"""
        return sorted(self.lua(code))

    @property
    def popup(self) -> list[str]:
        """The words in the popup menu; none where it is closed."""
        if not self.api.funcs.pumvisible():
            return []
        return [item["abbr"] or item["word"] for item in self.api.funcs.complete_info(["matches"])["matches"]]

    @property
    def screen(self) -> str:
        self.api.command("redraw")
        code = """
            local rows = {}
            for row = 1, vim.o.lines do
                local cells = {}
                for column = 1, vim.o.columns do cells[column] = vim.fn.screenstring(row, column) end
                rows[row] = table.concat(cells):gsub('%s+$', '')
            end
            return table.concat(rows, '\\n')"""
        return str(self.lua(code))

    @property
    def drawn(self) -> str:
        """What it has drawn on its screen, also while it waits for a key."""
        self.api.api.get_mode()  # what was drawn before comes before its answer
        session = self.api._session  # pynvim has no question whether a message is there
        while session._pending_messages:
            _, name, events = session.next_message()
            if name == "redraw":
                self._grid.draw(events)
        return self._grid.text

    @property
    def messages(self) -> str:
        return str(self.api.funcs.execute("messages"))

    @property
    def log(self) -> str:
        """What the language client and the server wrote."""
        return "\n".join(path.read_text(encoding="utf-8") for path in self.layout.state.glob("*lsp*.log"))

    @property
    def servers(self) -> list[int]:
        """The process IDs of the servers that this Neovim started."""
        children = psutil.Process(self.pid).children()
        return [child.pid for child in children if "milestone_ls" in " ".join(child.cmdline())]

    @property
    def attached(self) -> list[str]:
        """The workspace of each client at the current buffer that is ready."""
        code = """
            local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)({ bufnr = 0 })
            local ready = vim.tbl_filter(function(client) return client.initialized end, all)
            return vim.tbl_map(function(client) return client.config.root_dir or '' end, ready)"""
        return list(self.lua(code))

    @property
    def mode(self) -> str:
        """The mode in the letters of ``:help mode()``."""
        return str(self.api.api.get_mode()["mode"])

    @property
    def selected(self) -> str:
        """What is selected in select mode, as a stop of a snippet is."""
        if self.mode != "s":
            return ""
        return str(self.lua("return table.concat(vim.fn.getregion(vim.fn.getpos('v'), vim.fn.getpos('.')), '\\n')"))

    @property
    def prompts(self) -> bool:
        """Whether it waits for a key before it goes on, as behind a long message; until then it answers nothing."""
        return bool(self.api.api.get_mode()["blocking"])

    def answer(self, question: str, keys: str) -> str:
        """Type *keys* when it asks *question* and waits for them; what it showed then."""
        __tracebackhide__ = True
        until(lambda: question in self.drawn, f"asks {question!r}")
        shown = self.drawn
        self.keys(keys)
        return shown

    def answer_prompt(self) -> None:
        if self.prompts:
            self.keys("<CR>")

    def evidence(self) -> list[tuple[str, str]]:
        """What it shows and what it and the server wrote, under names, as far as it can be had."""
        found = []
        with contextlib.suppress(OSError, EOFError):  # it has ended, which what follows will tell
            self.answer_prompt()
        for name in ("screen", "messages", "log"):
            try:
                found.append((f"Neovim's {name}", str(getattr(self, name))))
            except Exception as error:  # noqa: BLE001 - evidence of a failure must not hide the failure
                found.append((f"Neovim's {name}", repr(error)))
        return found

    def until(self, condition: Callable[[], T], what: str = "") -> T:
        """Wait until *condition* holds and give what it gave."""
        __tracebackhide__ = True

        def holds() -> T | None:
            assert not self.prompts, "waits for a key"
            # Asked in the very moment in which it begins to wait for a key, it answers behind that key alone.
            release = Timer(LIMIT, self.api.async_call, [self.api.input, "<CR>"])
            release.start()
            try:
                return condition()
            finally:
                release.cancel()

        return until(holds, what or "this did not come true")
