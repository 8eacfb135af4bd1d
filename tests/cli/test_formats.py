"""What continuous integration gets of a check: paths from the top of the repository, and findings known again."""

import json
import os
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.cli.shell import Shell, program, write
from tests.render.test_sarif import schema

LINK = "[x](gone.md)\n"
PLAN = f"""
    //- docs/M1-Ground.md
    # Milestone: M1 Ground 🐳 [B]
    **Status**: pending

    {LINK}
    {LINK}
    //- docs/M2-Wheels.md
    # Milestone: M2 Wheels [S]

    {LINK}
"""
TWICE = """
    //- M1-Done.md
    # Milestone: M1 Ground [S]
    **Status**: completed
    //- M1-Open.md
    # Milestone: M1 Ground [S]
    **Status**: pending
"""
ASK = ("check", "--select", "dead-link", "--format")


def results(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["runs"][0]["results"]
    return found


def fingerprints(shell: Shell) -> list[str]:
    return [found["partialFingerprints"]["milestoneFinding/v1"] for found in results(shell(*ASK, "sarif").out)]


def test_fingerprints_tell_equal_findings_apart_and_stay_when_lines_and_files_move(shell: Shell) -> None:
    shell.write(PLAN)
    before = fingerprints(shell)
    assert len(set(before)) == len(before) == 3
    assert [name.partition(":")[2] for name in before] == ["1", "2", "1"]
    moved = shell.here / "docs/M1.md"
    (shell.here / "docs/M1-Ground.md").rename(moved)
    moved.write_text("\n\nNew words.\n\n" + moved.read_text(encoding="utf-8"), encoding="utf-8")
    assert fingerprints(shell) == before
    moved.write_text(moved.read_text(encoding="utf-8").replace("gone.md", "away.md", 1), encoding="utf-8")
    assert before[0] in fingerprints(shell)
    assert len(set(fingerprints(shell)) - set(before)) == 1


def test_a_fingerprint_does_not_depend_on_what_else_is_shown(shell: Shell) -> None:
    """Findings that are alike, of which the first is but a hint, since its milestone is finished."""
    shell.write(TWICE)
    ask = ("check", "--select", "missing-field", "--format", "sarif", "--severity")
    all_, shown = (
        [found["partialFingerprints"]["milestoneFinding/v1"] for found in results(shell(*ask, level).out)]
        for level in ("hint", "warning")
    )
    assert [name.partition(":")[2] for name in all_] == ["1", "1", "1", "2", "2", "2"]
    assert len(shown) == 1
    assert shown[0] in all_[3:]


def test_plans_of_the_same_ids_have_fingerprints_of_their_own(shell: Shell) -> None:
    shell.write(PLAN)
    shell.write(PLAN.replace("docs/", "other/"))
    shell.write("//- other/milestone-ls.toml\n")
    assert len(set(fingerprints(shell))) == 6


@pytest.mark.parametrize("format_", ["sarif", "github", "junit"])
def test_paths_go_from_the_top_of_the_repository(shell: Shell, monkeypatch: pytest.MonkeyPatch, format_: str) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    shell.write(PLAN)
    (shell.here / ".git").mkdir()
    monkeypatch.chdir(shell.here / "docs")
    outcome = shell(*ASK, format_)
    assert outcome.code == 0
    assert "docs/M1-Ground.md" in outcome.out
    assert "../M" not in outcome.out
    # A repository that was checked out into a folder of the workspace.
    monkeypatch.setenv("GITHUB_WORKSPACE", str(shell.here.parent))
    assert f"{shell.here.name}/docs/M1-Ground.md" in shell(*ASK, format_).out
    monkeypatch.setenv("GITHUB_WORKSPACE", str(shell.here / "elsewhere"))
    assert shell(*ASK, format_).out == outcome.out


@pytest.mark.skipif(os.name == "nt", reason="there are no such names there")
def test_names_and_words_of_strangers_break_no_format(tmp_path: Path) -> None:
    name = "M1 \"a'<b>&:,%0A\n::error::\x01]]>🐳.md"
    words = "[<x> \x1b[31m ::error::](%20<\"'&.md)"
    write(tmp_path, "//- M2.md\n# Milestone: M2 Wheels [S]\n")
    (tmp_path / os.fsdecode(name.encode() + b"\xff")).with_suffix(".md").write_text(
        f"# Milestone: M1 Ground [B]\n\n{words}\n[y](gone.md)\n", encoding="utf-8"
    )
    ask = ("check", "--severity", "hint", "--format")
    out = {format_: program(*ask, format_, here=tmp_path) for format_ in ("sarif", "github", "junit", "json")}
    assert {outcome.err for outcome in out.values()} == {""}
    assert [error.message for error in schema().iter_errors(json.loads(out["sarif"].out))] == []
    count = len(json.loads(out["json"].out)["findings"])
    assert count == len(results(out["sarif"].out))
    assert sum(line.startswith("::") for line in out["github"].out.splitlines()) == count
    assert "\x1b" not in out["github"].out
    root = ET.fromstring(out["junit"].out.encode())  # noqa: S314 - it is our own
    assert root.get("tests") == "2"
