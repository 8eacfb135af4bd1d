"""The list of a plan that changes while it is made."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from milestone_ls.features.milestones import Listed, milestones
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.project.workspace import Workspace
from milestone_ls.server import planning
from milestone_ls.server.offers import LIST_MILESTONES
from milestone_ls.text import Edit, Encoding, Span


async def test_places_are_of_the_text_that_was_listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    workspace, path = Workspace(), tmp_path / "M1.md"
    workspace.open(path, "# 🐳 Milestone: M1 Ground\n")
    commands: dict[str, Any] = {}

    async def reading(_: str) -> None:
        return None

    def typed_meanwhile(snapshot: Snapshot) -> tuple[Listed, ...]:
        found = milestones(snapshot)
        workspace.edit(path, [Edit(Span.on_line(0, 2, 3), "a")])
        return found

    findings = SimpleNamespace(name_of=Path.as_uri)
    server: Any = SimpleNamespace(
        command=lambda name: lambda handler: commands.setdefault(name, handler),
        session=SimpleNamespace(reading=reading, plan=lambda _: workspace.plan_of(path), findings=findings),
        encoding=Encoding("utf-16"),
    )
    planning.register(server)
    monkeypatch.setattr(planning, "milestones", typed_meanwhile)
    (found,) = (await commands[LIST_MILESTONES](path.as_uri()))["milestones"]
    assert found["range"]["start"] == {"line": 0, "character": len("# .. Milestone: ")}
