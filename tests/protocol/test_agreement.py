"""The editor and the command line say the same of every plan."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.real import CORPUS, HEADINGS
from tests.protocol.editor import NEOVIM, Editor, editor, recorded

ROOT = Path(__file__).parents[2]
PLANS = {
    "example": (ROOT / "docs" / "example", None),
    **{
        name: (CORPUS / name, f"heading = {json.dumps(forms)}\n" if forms else None) for name, forms in HEADINGS.items()
    },
}

Seen = set[tuple[str, str, str, str, int, int, int, int]]
"""Path, code, severity, message; the range with 0-based lines and columns in code points."""


@pytest.mark.parametrize("name", PLANS)
async def test_the_editor_shows_what_check_prints(name: str, tmp_path: Path) -> None:
    source, configuration = PLANS[name]
    if not source.is_dir():
        pytest.skip(f"{source} is not there")
    plan = tmp_path / name
    shutil.copytree(source, plan, copy_function=shutil.copyfile)
    if configuration is not None:
        (plan / "milestone-ls.toml").write_text(configuration)
    printed = check(plan)
    assert printed, "a plan without findings shows nothing"

    params = recorded(NEOVIM, plan)
    assert params.capabilities.general is not None
    params.capabilities.general.position_encodings = ["utf-32"]
    async with editor(params, settings={"diagnostics": {"closed": "all"}}) as user:
        await user.until(lambda: shown(user, plan) == printed)
        for path in sorted(plan.rglob("*.md")):
            user.open(path)
        await user.until(lambda: shown(user, plan) == printed)


def check(plan: Path) -> Seen:
    command = [sys.executable, "-m", "milestone_ls", "check", str(plan), "--format", "json", "--severity", "hint"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode in (0, 1), done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return {
        (
            str((ROOT / one["path"]).resolve().relative_to(plan.resolve())),
            one["code"],
            one["severity"],
            one["message"],
            one["range"]["start"]["line"] - 1,
            one["range"]["start"]["column"] - 1,
            one["range"]["end"]["line"] - 1,
            one["range"]["end"]["column"] - 1,
        )
        for one in found
    }


def shown(user: Editor, plan: Path) -> Seen:
    severities = {1: "error", 2: "warning", 3: "information", 4: "hint"}
    return {
        (
            str(path.relative_to(plan)),
            str(found.code),
            severities[int(found.severity or 0)],
            found.message,
            found.range.start.line,
            found.range.start.character,
            found.range.end.line,
            found.range.end.character,
        )
        for path in plan.rglob("*")
        for found in user.findings(path)
    }
