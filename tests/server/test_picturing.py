"""Pages for the browser lie in a folder of their own, which goes with the server."""

import tempfile
from pathlib import Path

import pytest

from milestone_ls.text import Encoding
from tests.reliability.inprocess import InProcess


async def test_the_page_is_gone_when_the_server_is_told_to_shut_down_however_it_ends_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, own = tmp_path / "plan", tmp_path / "own"
    plan.mkdir()
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    (plan / "M1.md").write_text("# Milestone: M1 Ground\n", encoding="utf-8")
    server = InProcess()
    await server.begin(plan, Encoding.UTF16)
    asked = {"command": "milestone-ls.showPlan", "arguments": [plan.as_uri()]}
    await server.ask("workspace/executeCommand", asked)
    assert [page.name for page in own.glob("*/*.html")] == ["plan-1.html"]
    await server.end()
    assert list(own.iterdir()) == []
