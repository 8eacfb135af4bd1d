"""The settings that docs/editors/neovim.md shows."""

from functools import partial

from tests.editors.documented import code

CLONE = "milestone-ls"
"""The folder below the home that the page has the repository in."""

snippet = partial(code, "neovim.md")

ENABLED = snippet("Without a plugin manager", "lua")
POPUP = snippet("Completion", "lua")
