"""A milestone that an edit has just created is shown like any other, in whatever order an editor tells of it."""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol.editor import NEOVIM, VSCODE, Editor, editor, recorded, write

GROUND = "# Milestone: M1 Ground [B]\n**Status**: dnoe\n**Dependencies**: M22\n"
NEW = "# Milestone: M22\n\n**Status**: pending\n**Dependencies**: None\n"

Step = Callable[[Editor, Path], None]


def _on_disk(_: Editor, path: Path) -> None:
    path.write_text(NEW, encoding="utf-8")


def _told(user: Editor, path: Path) -> None:
    user.watched(path, types.FileChangeType.Created)


def _created(user: Editor, path: Path) -> None:
    file = types.FileCreate(path.as_uri())
    user.client.workspace_did_create_files(types.CreateFilesParams([file]))


def _opened(user: Editor, path: Path) -> None:
    """As an empty document that is then filled, as editors make an edit that creates a file."""
    user.open(path, "")
    user.insert(path, NEW)


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
@pytest.mark.parametrize(
    "steps", list(permutations([_on_disk, _told, _opened])), ids=lambda steps: " ".join(one.__name__ for one in steps)
)
async def test_hints_and_information_come_with_it(steps: tuple[Step, ...], name: str, tmp_path: Path) -> None:
    write(tmp_path, {"M1-Ground.md": GROUND})
    ground, path = tmp_path / "M1-Ground.md", tmp_path / "M22.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(ground)
        await user.until(lambda: "unknown-dependency" in user.codes(ground))
        for step in (*steps, _created):
            step(user, path)
        await user.until(lambda: "missing-field" in user.codes(path))
        assert {found.severity for found in user.findings(path)} >= {types.DiagnosticSeverity.Information}
        await user.until(lambda: "unknown-dependency" not in user.codes(ground))


@pytest.mark.parametrize("name", [NEOVIM, VSCODE])
@pytest.mark.parametrize("steps", list(permutations([_told, _created])), ids=["told first", "created first"])
async def test_they_come_when_the_editor_had_it_open_for_the_edit_alone(
    steps: tuple[Step, ...], name: str, tmp_path: Path
) -> None:
    """VS Code opens what an edit creates, saves and closes it, and opens it again when its user wants to see it."""
    write(tmp_path, {"M1-Ground.md": GROUND})
    ground, path = tmp_path / "M1-Ground.md", tmp_path / "M22.md"
    async with editor(recorded(name, tmp_path)) as user:
        user.open(ground)
        await user.until(lambda: "unknown-dependency" in user.codes(ground))
        _opened(user, path)
        user.save(path)
        steps[0](user, path)
        user.close(path)
        steps[1](user, path)
        await user.until(lambda: "unknown-dependency" not in user.codes(ground))
        # What is told of it while it is closed may come last.
        await user.until(lambda: types.DiagnosticSeverity.Information not in severities(user, path))
        user.open(path)
        await user.until(lambda: types.DiagnosticSeverity.Information in severities(user, path))


def severities(user: Editor, path: Path) -> set[types.DiagnosticSeverity | None]:
    return {found.severity for found in user.findings(path)}
