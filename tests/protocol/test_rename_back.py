"""A milestone of a plan of a thousand documents is renamed and named back as an editor does it, to the byte."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.protocol.desk import Desk, desk
from tests.protocol.seen import Json, Text

COUNT = 1000
NAMED = re.compile(r"\bM500\b")
OLD, NEW = "M500", "M4711"

FORMS = (
    "**Dependencies**: 🐳 M500\n",
    "**Dependencies**: ✅ M500-Part_500 (soon), M3\n",
    (
        "**Dependencies**: [🐳 the 500th](M500-Part_500.md)\n"
        "## Dependencies\n### Upstream Dependencies\n- 🐳 M500: its base\n"
    ),
    "**Dependencies**: None\n## Notes\nAs 🐳 M500 has it, not `M500` nor M5000 nor M50.\n",
    (
        "## Resource Allocation\n"
        "| Team/Resource | Tasks | Capacity | Conflicts |\n|-|-|-|-|\n| 🐳 crew | dig | 3 | M2, M500 |\n"
    ),
    "**Can Run In Parallel With**: M3, 🐳 M500\n",
    "## Notes\nSee [🐳 M500](./M500-Part_500.md#notes), <b>🐳</b> [it](<M500-Part_500.md>).\n",
    "**Dependencies**: M1\n",
)
"""How documents name the milestone; in code, and where other IDs begin so, it is not named."""


def documents() -> Iterator[tuple[str, str]]:
    """Path and text of each document; every third has CRLF, every fifth no line end at its end."""
    for number in range(1, COUNT + 1):
        text = f"# Milestone: M{number} Part 🐳 {number} [P]\n**Status**: pending\n{FORMS[number % len(FORMS)]}"
        text = text.removesuffix("\n") if number % 5 == 0 else text
        yield f"plan/M{number}-Part_{number}.md", text.replace("\n", "\r\n") if number % 3 == 0 else text
    yield "MILESTONE_MANAGER.md", "# All\n" + "".join(f"- [ ] 🐳 M{n} - part\n" for n in range(490, 510))
    yield "notes/README.md", "🐳 [the 500th](../plan/M500-Part_500.md)\r\n"


def renamed(session: Desk, old: str, new: str) -> set[str]:
    """Rename at the heading of *old*, make the edits on disk as a client does, and tell; the files that changed."""
    path = f"plan/{old}-Part_500.md"
    session.asked = path
    while not isinstance(session.at("textDocument/prepareRename", "# Milestone: M"), dict):
        session.client.asked("workspace/diagnostic/refresh")
    edit = session.at("textDocument/rename", "# Milestone: M", newName=new)
    touched = {session.name(uri) for change in edit["documentChanges"] for uri in _made(session, change)}
    session.client.notify(
        "workspace/didChangeWatchedFiles",
        {"changes": [{"uri": session.uri(name), "type": 2} for name in sorted(touched)]},
    )
    return touched


def _made(session: Desk, change: Json) -> Iterator[str]:
    """The URIs of the files that one change of an edit touches, which is made first."""
    if "kind" in change:
        assert change["kind"] == "rename"
        old, new = (session.root / session.name(change[key]) for key in ("oldUri", "newUri"))
        assert not new.exists()
        old.rename(new)
        yield from (change["oldUri"], change["newUri"])
        return
    uri = change["textDocument"]["uri"]
    file = session.root / session.name(uri)
    text = Text(file.read_bytes().decode(), session.encoding).edited(change["edits"])
    file.write_bytes(text.text.encode())
    yield uri


def test_a_rename_over_a_thousand_documents_and_back_gives_the_same_bytes(tmp_path: Path) -> None:
    before = {name: text.encode() for name, text in documents()}
    for name, data in before.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    with desk(tmp_path, "utf-16") as session:
        touched = renamed(session, OLD, NEW)
        there = {name: (tmp_path / name).read_bytes().decode() for name in _files(tmp_path)}
        assert f"plan/{NEW}-Part_500.md" in there
        left = [line for text in there.values() for line in text.splitlines() if NAMED.search(line)]
        assert set(left) == {f"As 🐳 {NEW} has it, not `M500` nor M5000 nor M50."}
        naming = {name for name, data in before.items() if NAMED.search(data.decode())}
        assert touched == {*naming, f"plan/{NEW}-Part_500.md"}
        assert len(touched) > COUNT * 3 / 4

        assert len(renamed(session, NEW, OLD)) == len(touched)
    assert {name: (tmp_path / name).read_bytes() for name in _files(tmp_path)} == before


def _files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*.md")]
