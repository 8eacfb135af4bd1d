"""What the doctor tells: what runs, what it reads and from where, and why something is not read."""

import json

from milestone_ls import __version__
from tests.cli.shell import Shell
from tests.cli.test_schemas import problems, schema_of

PLAN = """\
//- docs/milestone-ls.toml
exclude = ["old.md"]
//- docs/M1.md
# Milestone: M1 Ground
//- docs/old.md
# Milestone: M2 Old
"""


def test_a_plan_that_is_read_is_told_with_what_it_is_read_by(shell: Shell) -> None:
    shell.write(PLAN)
    told = shell("doctor", "docs")
    assert told.code == 0
    for line in (
        f"milestone-ls    {__version__}",
        "plan            docs",
        "configuration   docs/milestone-ls.toml",
        "template        the built-in one",
        "documents       1, of which 1 are milestones",
        "left out        1 by the configuration or to another plan",
    ):
        assert line in told.out.splitlines()
    assert "pygls           2." in told.out
    assert "Problems" not in told.out


def test_what_programs_are_told_is_what_the_schema_says(shell: Shell) -> None:
    validator = schema_of(shell, "doctor")
    shell.write(PLAN)
    out = shell("doctor", "--json").out
    assert problems(validator, out) == []
    assert json.loads(out)["plans"][0]["milestones"] == 1


def test_a_folder_without_a_plan_is_told_with_what_to_do(shell: Shell) -> None:
    told = shell("doctor")
    assert told.code == 1
    assert "no milestone was found" in told.out


def test_what_is_not_read_is_told_with_the_reason(shell: Shell) -> None:
    shell.write(PLAN + "//- docs/M3.md\n# Milestone: M3 Large\n" + "x" * 3_000_000)
    (shell.here / "docs/out.md").symlink_to("/etc/passwd")
    (shell.here / "docs/milestone-ls.toml").write_text("heading = 3\n")
    told = shell("doctor", "--json")
    assert told.code == 1
    said = "\n".join(json.loads(told.out)["problems"])
    assert "docs/M3.md: " in said
    assert "docs/out.md: leads out of " in said
    assert "docs/milestone-ls.toml: " in said


def test_a_path_that_is_not_there_is_refused(shell: Shell) -> None:
    assert shell("doctor", "nowhere").code == 2


def test_what_git_ignores_is_counted(shell: Shell) -> None:
    shell.write(
        PLAN + "//- .gitignore\nbuild\n*.draft.md\n//- build/M4.md\n# x\n//- build/M5.md\n# x\n"
        "//- docs/M6.draft.md\n# x\n//- docs/x.draft.txt\nx\n"
    )
    assert "ignored         2 Markdown files and folders by .gitignore" in shell("doctor").out.splitlines()
    assert json.loads(shell("doctor", "--json").out)["ignored"] == 2
