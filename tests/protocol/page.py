"""What docs/protocol.md says of each method of the protocol."""

import re
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "protocol.md"
_ROW = re.compile(r"^\| `(?P<method>[^`]+)` \| (?P<offered>yes|no) \| (?P<why>.+?) \|$", re.MULTILINE)


class Entry(NamedTuple):
    offered: bool
    why: str


def table(title: str) -> dict[str, Entry]:
    """The rows below one heading of the page; each method once."""
    body = PAGE.read_text(encoding="utf-8").split(f"## {title}\n")[1].partition("\n## ")[0]
    rows = _ROW.findall(body)
    lines = [line for line in body.splitlines() if line.startswith("| `")]
    assert len(rows) == len(lines) == len({method for method, *_ in rows})
    return {method: Entry(offered == "yes", why) for method, offered, why in rows}


TO_SERVER, TO_CLIENT = table("From client to server"), table("From server to client")
