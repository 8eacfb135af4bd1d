""":help and :checkhealth."""

import platform
import re
import shutil
import sys
from functools import partial
from pathlib import Path

from milestone_ls import __version__
from tests.editors.nvim import pages
from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import PLAN
from tests.editors.nvim.session import RUNTIME, Layout, Neovim

DOCUMENT = (RUNTIME / "doc" / "milestone_ls.txt").read_text(encoding="utf-8")


def health(editor: Neovim) -> str:
    editor.keys(":checkhealth milestone_ls<CR>")
    editor.until(lambda: editor.api.current.buffer.options["filetype"] == "checkhealth" and len(editor.lines) > 5)
    return "\n".join(editor.lines)


def test_the_help_page_opens_at_each_of_its_tags(start: Start, tmp_path: Path) -> None:
    # Where :helptags writes must not be the repository.
    copy = tmp_path / "runtime"
    shutil.copytree(RUNTIME, copy)
    editor = start({}, f"vim.opt.runtimepath:prepend('{copy}')")
    editor.keys(":helptags ALL<CR>")
    editor.until((copy / "doc" / "tags").exists)
    tags = re.findall(r"(?<!\S)\*([^\s*|]+)\*", DOCUMENT)
    assert {"milestone_ls", "milestone-ls", "milestone-ls-completion"} <= set(tags)
    for tag in tags:
        editor.keys(f":help {tag}<CR>")
        editor.until(partial(at_tag, editor, tag))
        editor.keys(":helpclose<CR>")


def at_tag(editor: Neovim, tag: str) -> bool:
    return editor.name == "milestone_ls.txt" and f"*{tag}*" in editor.line


def test_every_link_of_the_help_page_leads_somewhere(start: Start, tmp_path: Path) -> None:
    copy = tmp_path / "runtime"
    shutil.copytree(RUNTIME, copy)
    editor = start({}, f"vim.opt.runtimepath:prepend('{copy}')")
    editor.keys(":helptags ALL<CR>")
    editor.until((copy / "doc" / "tags").exists)
    for link in re.findall(r"\|([^\s|]+)\|", DOCUMENT):
        assert link in editor.api.funcs.getcompletion(link, "help"), link


def test_the_help_page_fits_a_narrow_window() -> None:
    assert [line for line in DOCUMENT.split("\n") if len(line) > 78] == []


def test_the_help_page_has_the_snippet_of_the_documentation() -> None:
    def shown(code: str) -> str:
        return " ".join(code.split()).replace(", }", " }")

    help_page = shown(DOCUMENT)
    assert shown(pages.ENABLED) in help_page
    assert shown(pages.POPUP) in help_page


def test_health_is_well_where_the_server_runs(start: Start) -> None:
    editor = start({**PLAN, "milestone-ls.toml": ""}, pages.ENABLED + pages.POPUP)
    editor.open("M2-Wheels.md")
    editor.until(lambda: editor.attached)
    told = health(editor)
    assert "ERROR" not in told
    assert "WARNING" not in told
    assert f"OK milestone-ls {__version__}" in told
    assert f"for {editor.layout.workspace}" in told
    assert f"configuration: `{editor.layout.workspace}/milestone-ls.toml`" in told
    assert "the popup opens by itself" in told


def test_health_tells_that_nothing_runs_yet_and_how_to_get_the_popup(start: Start) -> None:
    editor = start(PLAN)
    assert "it starts with the first Markdown file" in health(editor)
    editor.open("M2-Wheels.md")
    editor.until(lambda: editor.attached)
    told = health(editor)
    assert "no configuration at the top of it" in told
    assert "milestone-ls-completion" in told


def test_health_tells_the_python_of_an_installed_program(start: Start, layout: Layout) -> None:
    installed = layout.home / "bin" / "milestone-ls"
    installed.parent.mkdir()
    installed.write_text(f"#!{sys.executable}\nfrom milestone_ls.__main__ import main\nmain()\n", encoding="utf-8")
    installed.chmod(0o755)
    cmd = f"vim.lsp.config('milestone_ls', {{ cmd = {{ '{installed}', 'server' }} }})"
    told = health(start(PLAN, pages.ENABLED + cmd))
    assert f"Python {platform.python_version()}: `{sys.executable}`" in told


def test_health_tells_the_remedy_where_the_program_is_missing(start: Start) -> None:
    missing = "vim.lsp.config('milestone_ls', { cmd = { 'milestone-ls-that-is-not-here', 'server' } })"
    told = health(start(PLAN, pages.ENABLED + missing))
    assert "ERROR `milestone-ls-that-is-not-here` cannot be run" in told
    assert "cmd = { '/path/to/milestone-ls', 'server' }" in told


def test_health_tells_the_remedy_where_the_program_fails(start: Start) -> None:
    told = health(start(PLAN, pages.ENABLED + "vim.lsp.config('milestone_ls', { cmd = { 'false' } })"))
    assert "false --version` fails" in told


def test_health_tells_that_it_is_not_enabled(start: Start) -> None:
    told = health(start(PLAN, pages.ENABLED.replace("vim.lsp.enable('milestone_ls')", "")))
    assert "it is not enabled" in told
    assert "vim.lsp.enable('milestone_ls')" in told
