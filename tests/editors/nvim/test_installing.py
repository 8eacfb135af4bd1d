"""Each way of the documentation to put the plugin on the runtime path."""

import subprocess
from pathlib import Path

import pytest

from tests.editors.nvim import pages
from tests.editors.nvim.conftest import Start
from tests.editors.nvim.plans import BROKEN, M7_UNKNOWN
from tests.editors.nvim.session import REPOSITORY, Layout, Neovim

MANAGED = "With a plugin manager"
ENABLE = "vim.lsp.enable('milestone_ls')\n"


def works(editor: Neovim) -> None:
    editor.open("M2-Wheels.md")
    editor.until(lambda: M7_UNKNOWN in editor.findings)


def test_without_a_plugin_manager(start: Start) -> None:
    works(start(BROKEN))


def test_the_front_page_shows_the_same() -> None:
    assert f"```lua\n{pages.ENABLED}```" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_as_a_package(start: Start, layout: Layout) -> None:
    commands = pages.snippet("Without a plugin manager", "sh")
    # In a real home the data of Neovim is where the page has it.
    commands = commands.replace("~/.local/share", str(layout.data.parent))
    subprocess.run(["/bin/sh", "-e", "-c", commands], env=layout.environment, check=True)
    works(start(BROKEN, ENABLE))


def test_with_a_manager_that_adds_the_top_of_the_repository(start: Start, layout: Layout) -> None:
    added = layout.data / "site/pack/deps/opt/milestone-ls"
    added.parent.mkdir(parents=True)
    added.symlink_to(REPOSITORY)
    works(start(BROKEN, "vim.cmd.packadd('milestone-ls')\n" + pages.snippet(MANAGED, "lua", "vim.opt.runtimepath")))


def test_with_pathogen(start: Start, layout: Layout) -> None:
    pathogen = Path("/usr/share/vim-pathogen/autoload/pathogen.vim")
    if not pathogen.exists():
        pytest.skip("pathogen is missing: Debian's package vim-pathogen")
    sourced = layout.config / "autoload" / pathogen.name
    sourced.parent.mkdir()
    sourced.symlink_to(pathogen)
    snippet = pages.snippet(MANAGED, "vim", "execute")
    works(start(BROKEN, f"vim.cmd([[{snippet}]])\n{ENABLE}"))


def test_the_lazy_specification_adds_the_folder_and_writes_the_help_tags(start: Start, layout: Layout) -> None:
    clone = layout.home / "clone"
    (clone / "editors").mkdir(parents=True)
    subprocess.run(["cp", "-R", str(REPOSITORY / "editors/nvim"), str(clone / "editors/nvim")], check=True)
    spec = pages.snippet(MANAGED, "lua", "{")
    # What lazy.nvim calls a specification's functions with has the folder of the clone in `dir`.
    init = f"local spec = {spec}\nspec.dir = '{clone}'\nspec.build(spec)\nspec.config(spec)\n"
    editor = start(BROKEN, init)
    works(editor)
    assert "milestone_ls.txt" in editor.api.funcs.globpath(editor.api.options["runtimepath"], "doc/milestone_ls.txt")
    assert (clone / "editors/nvim/doc/tags").exists()


def test_a_full_path_to_the_program_and_settings_of_the_editor(start: Start, layout: Layout) -> None:
    configured = pages.snippet("Configuration", "lua")
    placed = "~/milestone-ls/.venv/bin/milestone-ls"
    assert placed in configured
    configured = configured.replace(placed, str(Path(layout.environment["PATH"].split(":")[0]) / "milestone-ls"))
    layout.environment["PATH"] = "/usr/bin:/bin"
    editor = start(BROKEN, pages.ENABLED + configured)
    works(editor)
    # The strict profile raises a hint to an information.
    assert editor.lua("return vim.lsp.get_clients()[1].settings['milestone-ls'].profile") == "strict"
