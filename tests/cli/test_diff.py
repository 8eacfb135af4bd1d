"""What ``milestone-ls diff`` tells of a revision, and that it leaves the repository as it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from milestone_ls.cli.revision import read_revision
from milestone_ls.project.files import discover
from tests.cli.shell import Shell

PLAN = """
    //- docs/M1-Ground.md
    # Milestone: M1 Ground [B]
    **Duration**: 2 days
    **Status**: pending
    //- docs/M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Duration**: 1 day
    **Dependencies**: M1
    **Status**: pending
    //- docs/M3-Paint.md
    # Milestone: M3 Paint [P]
    **Duration**: 1 day
    **Dependencies**: M1
    **Status**: pending
"""


def git(shell: Shell, *arguments: str) -> str:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    ended = subprocess.run(
        ["git", *names, *arguments], cwd=shell.here, check=True, capture_output=True, encoding="utf-8", timeout=60
    )
    return ended.stdout


def commit(shell: Shell, text: str = PLAN) -> None:
    shell.write(text)
    if not (shell.here / ".git").exists():
        git(shell, "init", "-q")
    git(shell, "add", "--all")
    git(shell, "commit", "-q", "--allow-empty", "-m", "x")


def edit(shell: Shell, path: str, before: str, after: str) -> None:
    file = shell.here / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_it_tells_what_the_working_tree_has_made_of_the_plan(shell: Shell) -> None:
    commit(shell)
    edit(shell, "docs/M1-Ground.md", "pending", "in progress")
    edit(shell, "docs/M3-Paint.md", "**Dependencies**: M1", "**Dependencies**: M2")
    (shell.here / "docs/M2-Wheels.md").rename(shell.here / "docs/M2-Big_Wheels.md")
    edit(shell, "docs/M2-Big_Wheels.md", "M2 Wheels", "M2 Big Wheels")
    shell.write("//- docs/M4.md\n# Milestone: M4 Bell [S]\n**Duration**: 0 days\n**Status**: done\n")
    outcome = shell("diff", "HEAD")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "Milestones\n"
        "  + M4 Bell (docs/M4.md)\n"
        "  ~ M2 Wheels → M2 Big Wheels (docs/M2-Wheels.md → docs/M2-Big_Wheels.md)\n"
        "Statuses\n"
        "  M1 Ground: pending → in_progress\n"
        "Dependencies\n"
        "  + M3 depends on M2\n"
        "  - M3 depends on M1\n"
        "Waves\n"
        "  M3: 2 → 3\n"
        "Working hours to the end\n"
        "  - 24\n"
        "  + 32\n"
        "Critical path\n"
        "  - M1 → M2\n"
        "  + M1 → M2 → M3\n"
    )


def test_json_has_one_shape_whatever_changed(shell: Shell) -> None:
    commit(shell)
    head = git(shell, "rev-parse", "HEAD").strip()
    edit(shell, "docs/M3-Paint.md", "M1", "M2")
    (shell.here / "docs/M1-Ground.md").unlink()
    same = {"hours": None, "critical_path": None, "unknown": "M2 depends on M1, which no document bears"}
    assert json.loads(shell("diff", "main", "--json").out) == {
        "version": 1,
        "revision": "main",
        "commit": head,
        "plans": [
            {
                "path": ".",
                "added": [],
                "removed": [{"id": "M1", "title": "Ground", "path": "docs/M1-Ground.md"}],
                "renamed": [],
                "statuses": [],
                "dependencies": {
                    "added": [{"source": "M3", "target": "M2"}],
                    "removed": [{"source": "M2", "target": "M1"}, {"source": "M3", "target": "M1"}],
                },
                "waves": [{"id": "M2", "before": 2, "after": None}, {"id": "M3", "before": 2, "after": None}],
                "schedule": {
                    "before": {"hours": {"low": 24.0, "high": 24.0}, "critical_path": ["M1", "M2"], "unknown": None},
                    "after": same,
                },
            }
        ],
    }
    commit(shell, "")
    assert json.loads(shell("diff", "HEAD", "--json").out)["plans"][0]["waves"] == []


def test_a_plan_that_is_the_same_is_told_so_and_nothing_of_the_repository_is_touched(shell: Shell) -> None:
    commit(shell)
    git(shell, "tag", "v1")
    edit(shell, "docs/M1-Ground.md", "Ground", "Soil")
    before = {path: path.stat().st_mtime_ns for path in shell.here.rglob("*")}
    shell("diff", "HEAD")
    assert {path: path.stat().st_mtime_ns for path in shell.here.rglob("*")} == before
    edit(shell, "docs/M1-Ground.md", "Soil", "Ground")
    for name in ("HEAD", "v1", "main", "main^{}", git(shell, "rev-parse", "HEAD").strip()[:10]):
        assert shell("diff", name).out == f"The plan is as it is in {name}.\n"


def test_what_others_did_since_the_branch_began_is_not_the_branchs(shell: Shell) -> None:
    commit(shell)
    git(shell, "checkout", "-q", "-b", "topic")
    edit(shell, "docs/M1-Ground.md", "pending", "done")
    commit(shell, "")
    git(shell, "checkout", "-q", "main")
    edit(shell, "docs/M3-Paint.md", "pending", "done")
    commit(shell, "")
    git(shell, "checkout", "-q", "topic")
    assert "M3 Paint: completed → pending" in shell("diff", "main").out
    mine = shell("diff", "main...").out
    assert "M1 Ground: pending → completed" in mine
    assert "M3" not in mine.partition("Working hours")[0]


def test_each_side_is_read_under_its_own_configuration_and_template(shell: Shell) -> None:
    commit(
        shell,
        '//- plan/milestone-ls.toml\nheading = ["# Stage {ID}: {Title}"]\ntemplate = "t.md"\n'
        "//- plan/t.md\n# Milestone: {ID} {Title}\n**State**: {Status}\n"
        "//- plan/S1.md\n# Stage S1: Ground\n**Status**: pending\n",
    )
    (shell.here / "plan/t.md").unlink()
    shell.write("//- plan/milestone-ls.toml\n//- plan/S1.md\n# Milestone: S1 Ground [B]\n**Status**: done\n")
    (plan,) = (one for one in json.loads(shell("diff", "HEAD", "--json").out)["plans"] if one["path"] == "plan")
    assert (plan["added"], plan["removed"]) == ([], [])
    assert [one["after"] for one in plan["statuses"]] == ["completed"]


def test_a_configuration_that_was_wrong_then_is_told_with_its_place(shell: Shell) -> None:
    commit(shell)
    commit(shell, "//- docs/milestone-ls.toml\n\nbroken =\n")
    (shell.here / "docs/milestone-ls.toml").unlink()
    outcome = shell("diff", "HEAD")
    assert (outcome.code, outcome.out) == (2, "")
    assert ":docs/milestone-ls.toml:2: not TOML" in outcome.err


def test_a_revision_is_walked_as_a_folder_is(shell: Shell) -> None:
    commit(shell)
    files = """
        //- .gitignore
        /ignored/
        *.draft.md
        //- ignored/M5.md
        x
        //- docs/a.draft.md
        x
        //- docs/.gitignore
        !a.draft.md
        //- docs/node_modules/M6.md
        x
        //- docs/.hidden/M7.md
        x
        //- docs/.M8.md
        x
        //- docs/deep/er/M9.MARKDOWN
        x
        //- docs/deep/.milestone-ls.toml
        profile = "strict"
        //- docs/deep/pyproject.toml
        [project]
    """
    shell.write(files)
    if sys.platform == "linux":
        (shell.here / "docs" / os.fsdecode(b'M10 "\xff\n.md')).write_text("x", encoding="utf-8")
    git(shell, "add", "--all", "--force")
    git(shell, "commit", "-q", "-m", "x")
    found = read_revision("HEAD", shell.here)
    assert found.listing == discover(shell.here)
    assert len(found.listing.files) == (6 if sys.platform == "linux" else 5)
    inside = read_revision("HEAD", shell.here / "docs/deep")
    assert inside.listing.files == ("er/M9.MARKDOWN",)
    assert not inside.outer.exists()
    assert read_revision("HEAD", shell.here / "ignored/new").listing.files == ()


def test_from_a_folder_inside_the_repository_all_of_it_counts(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(shell)
    edit(shell, "docs/M1-Ground.md", "pending", "done")
    (shell.here / "src").mkdir()
    monkeypatch.chdir(shell.here / "src")
    assert "M1 Ground: pending → completed" in shell("diff", "HEAD").out


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gone", "git knows no revision gone; name a branch, a tag or a commit"),
        ("gone...", "git knows no revision gone; name a branch, a tag or a commit"),
        ("HEAD:docs", "git knows no revision HEAD:docs; name"),
        ("", "git knows no revision ; name"),
        ("a\nb", "git knows no revision a\nb; name"),
    ],
)
def test_a_revision_that_is_none_is_told(shell: Shell, name: str, expected: str) -> None:
    commit(shell)
    outcome = shell("diff", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"milestone-ls diff: {expected}" in outcome.err


def test_where_there_is_no_repository_or_no_git_it_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write(PLAN)
    assert "is in no git work tree, so there is no revision" in shell("diff", "HEAD").err
    commit(shell)
    monkeypatch.setenv("PATH", str(Path("nowhere")))
    outcome = shell("diff", "HEAD")
    assert (outcome.code, outcome.out) == (2, "")
    assert "git cannot be started: " in outcome.err


def test_an_option_is_no_revision(shell: Shell) -> None:
    commit(shell)
    outcome = shell("diff", "--", "--output=x")
    assert (outcome.code, "git knows no revision --output=x" in outcome.err) == (2, True)
    assert not (shell.here / "x").exists()
