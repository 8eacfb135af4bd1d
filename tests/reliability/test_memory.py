"""What hostile documents take of memory: no more than the limits leave them, and one after another no more than one."""

import sys
from pathlib import Path

import pytest

from milestone_ls.text import Encoding
from tests.reliability.editor import Editor
from tests.reliability.test_any_input import HEAD, OTHER, TEXTS, Text

MOST = 300 << 20
"""Bytes of memory for the whole of the server, whichever of the texts it has open. It was 155 MiB when this was set."""
LONG = 300.0
"""Seconds for all texts at once, on a machine that has others to serve."""


class Hoarder(Editor):
    """An editor that opens hostile texts one after another and looks at what the server holds."""

    def most_held(self) -> int:
        """The most bytes that the server has held at once."""
        status = Path(f"/proc/{self._server.process.pid}/status").read_text(encoding="ascii")
        return 1024 * int(status.partition("VmHWM:")[2].split()[0])

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
