"""The extension host of a window, asked through the extension in probe/.

Lines and characters count from 0, characters in UTF-16, as VS Code has them.
"""

import json
import socket
import zipfile
from pathlib import Path
from typing import Any

from tests.editors.waiting import until

PROBE = Path(__file__).parent / "probe"
ANSWER = 60.0
"""Seconds that an answer may take."""


def pack(target: Path) -> Path:
    """The probe as *target*, a .vsix file."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in PROBE.iterdir():
            archive.write(path, f"extension/{path.name}")
    return target


class Host:
    def __init__(self, folder: Path, workspace: str) -> None:
        """*folder* is PROBE in the environment of VS Code, *workspace* the name of what the window is on."""
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.settimeout(ANSWER)
        address = folder / workspace
        until(address.exists, "the probe listens", 60)
        self._connection.connect(str(address))
        self._answers = self._connection.makefile("r", encoding="utf-8")

    def __call__(self, ask: str, *of: object) -> Any:  # noqa: ANN401  # each question has its own kind of answer
        """The answer to one of the questions in probe/extension.js."""
        told = [str(each) if isinstance(each, Path) else each for each in of]
        self._connection.sendall(json.dumps({"ask": ask, "of": told}).encode() + b"\n")
        answer = json.loads(self._answers.readline())
        assert "error" not in answer, answer
        return answer["answer"]

    def close(self) -> None:
        self._answers.close()
        self._connection.close()
