"""The snippets of docs/editors/neovim.md, as a reader would copy them."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "editors" / "neovim.md"
CLONE = "~/milestone-ls"
"""Where the page has the repository."""

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def snippet(heading: str, words: str = "", language: str = "lua") -> str:
    """The first code in *language* with *words* in it below the heading *heading*."""
    _, _, section = PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    section = section.partition("\n## ")[0]
    fitting = [code for name, code in _FENCE.findall(section) if name == language and words in code]
    assert fitting, f"{PAGE.name}, {heading}: no {language} with {words!r}"
    return str(fitting[0])


ENABLED = snippet("Without a plugin manager")
POPUP = snippet("Completion")
