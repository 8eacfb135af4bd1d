"""What the server takes of memory: for hostile documents what the limits leave them, for edits nothing that stays.

A run makes MILESTONE_LS_EDITS edits (default 4,000); what is held is printed.
"""

import os
import sys
from pathlib import Path

import pytest

from milestone_ls.text import Encoding
from tests.properties.documents import Change, Place
from tests.reliability.editor import Editor
from tests.reliability.test_any_input import HEAD, OTHER, TEXTS, Text

MOST = 300 << 20
"""Bytes of memory for the whole of the server, whichever of the texts it has open. It was 155 MiB when this was set."""
LONG = 300.0
"""Seconds for all texts at once, on a machine that has others to serve."""

EDITS = int(os.environ.get("MILESTONE_LS_EDITS", "4000"))
GROWTH = 12 << 20
"""Bytes by which a server may grow in the second half of the edits."""

PART = """# Milestone: M{number} Part [S]

**Dependencies**: M{before}

## Objectives

- [ ] Stand
- [ ] Do not fall, see [the one before](M{before}.md)
"""


class Hoarder(Editor):
    """An editor that opens hostile texts one after another and looks at what the server holds."""

    def most_held(self) -> int:
        """The most bytes that the server has held at once."""
        return self._memory("VmHWM")

    def held(self) -> int:
        """The bytes that the server holds now."""
        return self._memory("VmRSS")

    def _memory(self, name: str) -> int:
        status = Path(f"/proc/{self._server.process.pid}/status").read_text(encoding="ascii")
        return 1024 * int(status.partition(f"{name}:")[2].split()[0])

    def show(self, uri: str, text: Text) -> None:
        self.open(uri, text.make())
        self.settle(LONG)
        self.close(uri)
        self.settle(LONG)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the most that a process has held")
def test_hostile_documents_take_bounded_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, other = tmp_path / "M1.md", tmp_path / "M2.md"
    path.write_text(HEAD, encoding="utf-8")
    other.write_text(OTHER, encoding="utf-8")
    editor = Hoarder([tmp_path], Encoding.UTF16, {})
    held = {}
    try:
        editor.settle()
        held["nothing"] = editor.most_held()
        for kind, text in TEXTS.items():
            if kind != "lone surrogates":  # no JSON of a client that writes UTF-8 has them
                editor.show(path.as_uri(), text)
                held[kind] = editor.most_held()
        editor.end()
    finally:
        editor.kill()
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(f"{size >> 20} MiB after {kind}" for kind, size in held.items()) + "\n")
    assert held[next(reversed(held))] < MOST, held


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process holds")
def test_edits_take_no_memory_that_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a heading, a task and a dependency of twenty open documents; a configuration is saved now and then."""
    texts = {number: PART.format(number=number, before=number - 1) for number in range(1, 201)}
    for number, text in texts.items():
        (tmp_path / f"M{number}.md").write_text(text, encoding="utf-8")
    configuration = tmp_path / "milestone-ls.toml"
    editor, held = Hoarder([tmp_path], Encoding.UTF16, {}), []
    try:
        for number in range(1, 21):
            editor.open((tmp_path / f"M{number}.md").as_uri(), texts[number])
        for number in range(EDITS):
            uri = (tmp_path / f"M{number % 20 + 1}.md").as_uri()
            line, column = ((4, 5), (6, 7), (2, 19))[number // 20 % 3]
            editor.edit(uri, [Change(Place(line, column), 0, column + 1, str(number % 10))])
            if number % (EDITS // 20) == 0:
                configuration.write_text(f"# {number}\n", encoding="utf-8")
                editor.tell(
                    "workspace/didChangeWatchedFiles", {"changes": [{"uri": configuration.as_uri(), "type": 2}]}
                )
                editor.settle(LONG)
                held.append(editor.held())
        editor.settle(LONG)
        held.append(editor.held())
        editor.end()
    finally:
        editor.kill()
    with capsys.disabled():
        sys.stdout.write(f"\n{EDITS} edits: {', '.join(str(size >> 20) for size in held[::4])} MiB\n")
    assert held[-1] - held[len(held) // 2] < GROWTH, held
