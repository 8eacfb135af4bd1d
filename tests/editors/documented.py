"""The code that the pages of docs/editors show, as a reader would copy it."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "editors"

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def code(page: str, heading: str, language: str, start: str = "") -> str:
    """The only code in *language* that begins with *start* below the heading *heading* of the page *page*."""
    _, _, section = (FOLDER / page).read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    found = [
        text
        for name, text in _FENCE.findall(section.partition("\n## ")[0])
        if name == language and text.startswith(start)
    ]
    assert len(found) == 1, f"{page}, {heading}: {len(found)} pieces of {language}"
    return str(found[0])
