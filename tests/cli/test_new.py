"""What ``new`` writes: a document, and the entries that others have of it; or nothing, with what would be right."""

import json
import subprocess

import pytest

from tests.cli.shell import Shell

PLAN = """
//- docs/M1-Open_Ground.md
# Milestone: M1 Open Ground 🐳 [B]
**Status**: pending
**Dependencies**: None
**Can Run In Parallel With**: None

## Dependencies
### Downstream Impact
- M2: rolls on it
//- docs/M2-Round_Wheels.md
# Milestone: M2 Round Wheels 🐳 [P]
**Status**: pending
**Dependencies**: M1
**Can Run In Parallel With**: None
//- README.md
# All
1. [ ] [M1 Open Ground](docs/M1-Open_Ground.md) - PENDING
2. [ ] [M2 Round Wheels](docs/M2-Round_Wheels.md) - PENDING

- M1 → M2: it rolls
"""
NEW = "docs/M3-Flat_Roof.md"


def text(shell: Shell, path: str) -> str:
    return (shell.here / path).read_bytes().decode()


def files(shell: Shell) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in shell.here.rglob("*.md")}


def test_a_milestone_is_written_with_all_that_belongs_to_it(shell: Shell) -> None:
    shell.write(PLAN)
    outcome = shell("new", "M3", "Flat Roof", "--depends-on", "M1", "--parallel-with", "M2")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        f"Wrote {NEW}\nChanged README.md\nChanged docs/M1-Open_Ground.md\nChanged docs/M2-Round_Wheels.md\n"
    )
    new = text(shell, NEW)
    assert new.startswith("# Milestone: M3 Flat Roof\n")
    assert "**Dependencies**: M1  \n**Can Run In Parallel With**: M2  \n**Status**: pending\n" in new
    assert new.endswith("\n")
    assert text(shell, "docs/M1-Open_Ground.md").endswith("- M2: rolls on it\n- M3\n")
    assert text(shell, "docs/M2-Round_Wheels.md").endswith("**Can Run In Parallel With**: M3\n")
    listed = "2. [ ] [M2 Round Wheels](docs/M2-Round_Wheels.md) - PENDING\n3. [ ] [M3 Flat Roof](docs/M3-Flat_Roof.md)"
    assert f"{listed}\n\n- M1 → M2: it rolls\n" in text(shell, "README.md")


def test_it_brings_up_nothing_but_what_is_left_to_fill_in(shell: Shell) -> None:
    shell.write(PLAN)
    before = json.loads(shell("check", "--severity", "hint", "--json").out)["findings"]
    shell("new", "next", "Flat Roof", "--depends-on", "M1", "--parallel-with", "M2")
    after = json.loads(shell("check", "--severity", "hint", "--json").out)["findings"]
    assert {(found["path"], found["code"]) for found in after} - {
        (found["path"], found["code"]) for found in before
    } == {(NEW, "unfilled-placeholder")}


@pytest.mark.parametrize(("asked", "path"), [("next", "docs/M3.md"), ("m7", "docs/M7.md"), ("M07", "docs/M07.md")])
def test_the_id_is_written_as_those_of_the_plan(shell: Shell, asked: str, path: str) -> None:
    shell.write(PLAN)
    assert shell("new", asked).out.startswith(f"Wrote {path}\n")


def test_a_dry_run_and_a_patch_write_nothing_and_tell_the_same(shell: Shell) -> None:
    shell.write(PLAN)
    before = files(shell)
    told = shell("new", "M3", "Flat Roof", "--depends-on", "M1", "--dry-run").out
    assert told == f"Would write {NEW}\nWould change README.md\nWould change docs/M1-Open_Ground.md\n"
    patch = shell("new", "M3", "Flat Roof", "--depends-on", "M1", "--diff").out
    assert files(shell) == before
    subprocess.run(["git", "apply"], input=patch.encode(), cwd=shell.here, check=True)
    applied = files(shell)
    (shell.here / NEW).unlink()
    for path, data in before.items():
        (shell.here / path).write_bytes(data)
    shell("new", "M3", "Flat Roof", "--depends-on", "M1")
    assert files(shell) == applied


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("M2",), "M2 is taken by docs/M2-Round_Wheels.md; M3 is free"),
        (("roof",), "roof is no ID of this plan: letters and a number, or what id-pattern says; M3 is free"),
        (("M3", "--depends-on", "M22"), "depends-on names M22, but no milestone has that ID; did you mean M2?"),
        (("M3", "--parallel-with", "X"), "parallel-with names X, but no milestone has that ID"),
        (
            ("M3", "--depends-on", "M2", "--parallel-with", "M1"),
            "M3 cannot run in parallel with M1: M3 → M2 → M1; leave M1 out",
        ),
        (("M3", "--in", "nowhere"), "no such folder: nowhere"),
        (("M3", "--diff", "--json"), "--diff prints a patch in the place of JSON; leave one of them out"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_right(
    shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    shell.write(PLAN)
    before = files(shell)
    outcome = shell("new", *arguments)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"milestone-ls new: {said}\n")
    assert files(shell) == before


def test_what_others_depend_on_cannot_depend_on_them(shell: Shell) -> None:
    shell.write(PLAN.replace("**Dependencies**: None", "**Dependencies**: M9"))
    outcome = shell("new", "M9", "--depends-on", "M2")
    assert outcome.code == 2
    assert "M9 would depend on itself: M9 → M2 → M1 → M9; leave M2 out" in outcome.err


def test_what_is_said_to_run_beside_it_cannot_be_waited_for(shell: Shell) -> None:
    shell.write(PLAN.replace("M1\n**Can Run In Parallel With**: None", "M1\n**Can Run In Parallel With**: M9"))
    before = files(shell)
    outcome = shell("new", "M9", "--depends-on", "M2")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "milestone-ls new: docs/M2-Round_Wheels.md says that M2 runs in parallel with M9, which cannot be if one waits "
        "for the other: M9 → M2; mend that first, or leave M2 out\n"
    )
    assert files(shell) == before


def test_a_milestone_that_only_an_order_of_the_index_names_is_listed_too(shell: Shell) -> None:
    shell.write(f"{PLAN}- M2 → M3: it keeps dry\n")
    assert shell("new", "M3", "Flat Roof", "--depends-on", "M2").code == 0
    assert "3. [ ] [M3 Flat Roof](docs/M3-Flat_Roof.md)" in text(shell, "README.md")


def test_a_file_that_no_plan_reads_is_not_written_over(shell: Shell) -> None:
    shell.write(PLAN + f"//- .gitignore\n{NEW}\n")
    subprocess.run(["git", "init", "-q"], cwd=shell.here, check=True)
    (shell.here / NEW).write_text("mine", encoding="utf-8")
    before = files(shell)
    outcome = shell("new", "M3", "Flat Roof")
    assert outcome.code == 2
    assert f"there already, so not written: {NEW}" in outcome.err
    assert files(shell) == before


def test_of_several_plans_one_is_to_be_named(shell: Shell) -> None:
    shell.write(PLAN)
    shell.write("//- other/milestone-ls.toml\n//- other/M1.md\n# Milestone: M1 Other\n")
    outcome = shell("new", "next")
    assert outcome.code == 2
    assert outcome.err.endswith("there are several plans: ., other; name the folder of one with --in\n")
    assert shell("new", "next", "--in", "other").out == "Wrote other/M2.md\n"
    assert shell("new", "next", "--in", "docs").out.startswith("Wrote docs/M3.md\n")


def test_a_plan_may_begin_with_it(shell: Shell) -> None:
    assert shell("new", "next", "Open Ground").out == "Wrote M1-Open_Ground.md\n"
    assert "unfilled-placeholder" in shell("check").out


def test_a_planned_milestone_is_written_where_the_index_links_to(shell: Shell) -> None:
    shell.write(PLAN + "3. [ ] [M7](later/M7-Bell.md) - PENDING\n")
    assert shell("new", "M7", "Loud Bell").out == "Wrote later/M7-Bell.md\n"
    assert text(shell, "later/M7-Bell.md").startswith("# Milestone: M7 Loud Bell\n")
