"""``milestone-ls init``: what it shows, what it writes, and what ``check`` says of a plan with it."""

import os
import re
from pathlib import Path

import pytest

from tests.cli.shell import REPOSITORY, Shell, program

FIELDS_IN_A_TABLE = """
    //- M1-ground.md
    # M1: Ground

    | Field | Value |
    |-------|-------|
    | **Risk** | HIGH |
    | **Dependencies** | None |
    | **Blocks** | M2, M3 |

    ---

    ## Objective

    Dig the ground until it is deep enough.

    ## Scope

    **In scope:**
    - the garden

    **Out of scope:**
    - the street

    ## Deliverables

    ```
    hole/
    ```

    ## Test Cases

    ### T1.1: Depth
    **Type**: by hand

    ## Acceptance Criteria

    - [ ] three metres deep
    //- M2-wheels.md
    # M2: Wheels

    | Field | Value |
    |-------|-------|
    | **Risk** | LOW |
    | **Dependencies** | M1 (the hole) |
    | **Blocks** | M3 |

    ---

    ## Objective

    Have wheels that roll.

    ## Why This Is Low Risk

    - wheels are old

    ## Scope

    **In scope:**
    - four wheels

    **Out of scope:**
    - a fifth one

    ## Deliverables

    ```
    wheels/
    ```

    ## Test Cases

    ### T2.1: Rolling
    **Type**: by hand

    ## Acceptance Criteria

    - [x] they roll
    - [ ] uphill, too
    //- M3-roof.md
    # M3: Roof

    | Field | Value |
    |-------|-------|
    | **Risk** | HIGH |
    | **Dependencies** | M1 (the hole), M2 (wheels — for the way) |
    | **Blocks** | None |

    ---

    ## Objective

    Stay dry.

    ## Scope

    **In scope:**
    - rain

    **Out of scope:**
    - floods

    ## Deliverables

    ```
    roof/
    ```

    ## Test Cases

    ### T3.1: Rain
    **Type**: by hand

    ## Acceptance Criteria

    - [ ] dry after an hour
    //- README.md
    # Milestones of the house

    | # | Milestone | Dependencies |
    |---|-----------|--------------|
    | M1 | [Ground](./M1-ground.md) | None |
    | M2 | [Wheels](./M2-wheels.md) | M1 |
    | M3 | [Roof](./M3-roof.md) | M1, M2 |
    //- lessons.md
    # What we learned

    **Status**: open
"""

PHASES_AND_BOLD_FIELDS = """
    //- M01-ground.md
    # M1: Ground

    > Dig.

    **Prerequisites:** None
    **Estimated complexity:** Low
    **Exit criteria:** It is deep.

    ---

    ## Phase 1.1: Dig

    **Goal:** A hole.

    ### Tasks

    1. dig

    ### Acceptance Criteria
    - [ ] deep

    ## Summary

    After M1 there is a hole.
    //- M02-wheels.md
    # M2: Wheels

    > Roll.

    **Prerequisites:** M1 (Ground)
    **Estimated complexity:** High
    **Can run in parallel with:** M4 (Garden)
    **Exit criteria:** They roll.

    ---

    ## Phase 2.1: Turn

    **Goal:** Round ones.

    ### Tasks

    1. turn

    ### Acceptance Criteria
    - [ ] round

    ## Phase 2.2: Mount

    **Goal:** Four of them.

    ### Tasks

    1. mount

    ### Acceptance Criteria
    - [ ] tight
    //- M03-roof.md
    # M3: Roof

    > Cover.

    **Prerequisites:** M1 (Ground), M2 (Wheels — for the way)
    **Estimated complexity:** High
    **Exit criteria:** It is dry.

    ---

    ## Phase 3.1: Cut

    **Goal:** Boards.

    ### Tasks

    1. cut

    ### Acceptance Criteria
    - [ ] straight
    //- README.md
    # Milestone Plans

    | Doc | Milestone | Status |
    |-----|-----------|--------|
    | [M01-ground.md](M01-ground.md) | Ground | Next up |
    | [M02-wheels.md](M02-wheels.md) | Wheels | Planned |
    | [M03-roof.md](M03-roof.md) | Roof | Planned |
    | [M04-garden.md](M04-garden.md) | Garden | Planned |
"""

SMALL = """
    //- docs/M1.md
    # M1: Ground
    **Waits for**: None
    //- docs/M2.md
    # M2: Wheels
    **Waits for**: M1
    //- docs/M3.md
    # M3: Roof
    **Waits for**: M1, M2, M9
"""


class TestWhatIsShown:
    def test_the_files_and_what_they_would_make_of_the_folder(self, shell: Shell) -> None:
        shell.write(FIELDS_IN_A_TABLE)
        outcome = shell("init")
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.startswith("Read 5 Markdown files.\n\nmilestone-ls.toml:\n\n    # ")
        assert '\n    template = "milestone-template.md"\n' in outcome.out
        assert '\n    progress = ["Acceptance Criteria"]\n' in outcome.out
        assert '\n    overview = ["Objective"]\n' in outcome.out
        assert "\nmilestone-template.md:\n\n    # {ID}: {Title}\n" in outcome.out
        assert "\n    | **Risk** | {HIGH/LOW} |\n" in outcome.out
        assert "\nMilestones        3\nDependencies      3 stated, 3 resolved, 0 unknown\n" in outcome.out
        assert "\n  M3  Roof    M3-roof.md\n" in outcome.out
        assert "\n  README.md   index\n  lessons.md  its heading has no ID: What we learned\n" in outcome.out
        assert outcome.out.endswith("`milestone-ls init --write` writes milestone-ls.toml and milestone-template.md.\n")
        assert not (shell.here / "milestone-ls.toml").exists()

    def test_what_leads_nowhere_is_told_with_its_place(self, shell: Shell) -> None:
        shell.write(SMALL)
        assert "\nLead nowhere:\n  M9  docs/M3.md:2\n" in shell("init").out

    def test_what_the_index_lists_is_told_as_planned(self, shell: Shell) -> None:
        shell.write(PHASES_AND_BOLD_FIELDS)
        out = shell("init").out
        assert "Dependencies      3 stated, 3 resolved, 0 unknown\n" in out
        assert "\n  M4  M02-wheels.md:7  listed by the index, not written yet\n" in out

    def test_ids_that_several_documents_claim_and_unknown_statuses_are_told(self, shell: Shell) -> None:
        shell.write("""
            //- a/M1.md
            # Milestone: M1 Ground
            **Status**: shipped
            //- b/M1.md
            # Milestone: M1 Garden
            **Status**: shipped
        """)
        out = shell("init").out
        assert "\nClaimed by several documents:\n  M1  a/M1.md\n  M1  b/M1.md\n" in out
        assert "\n  shipped  2 milestones\n" in out

    def test_a_milestone_without_an_id_is_told(self, shell: Shell) -> None:
        shell.write("//- M1.md\n# Milestone: M1 Ground\n//- later.md\n# Milestone: Winter\n")
        assert "\n  later.md  begins like a milestone and has no ID\n" in shell("init").out

    def test_where_the_defaults_serve_that_is_said(self, shell: Shell) -> None:
        shell.write("//- M1.md\n# Milestone: M1 Ground\n")
        outcome = shell("init")
        assert outcome.code == 0
        assert "The built-in template and the defaults serve: there is nothing to set.\n" in outcome.out
        assert "--write" not in outcome.out

    def test_another_folder_is_named_in_the_command_that_writes(self, shell: Shell) -> None:
        shell.write(SMALL.replace("docs/", "my plan/"))
        outcome = shell("init", "my plan")
        assert "`milestone-ls init 'my plan' --write` writes milestone-ls.toml" in outcome.out
        assert "\n  M1  Ground  M1.md\n" in outcome.out

    def test_names_that_steer_a_terminal_do_not(self, shell: Shell) -> None:
        shell.write("//- M1.md\n# Milestone: M1 Gr\x1b[31mound\n**Status**: \x1b[2J\n")
        assert "\x1b" not in shell("init").out


class TestWithoutMilestones:
    def test_what_was_looked_for_is_told(self, shell: Shell) -> None:
        shell.write("//- README.md\n# House\n//- M1-dig.md\n# Dig\n")
        outcome = shell("init")
        assert outcome.code == 1
        assert "No milestones found.\nLooked for two documents or more" in outcome.out
        assert "\n  M1-dig.md  its heading has no ID, its name has one: write `# M1: Dig`\n" in outcome.out

    def test_an_empty_folder_holds_none_and_nothing_is_written(self, shell: Shell) -> None:
        outcome = shell("init", "--write")
        assert outcome.code == 1
        assert outcome.out.startswith("Read 0 Markdown files.\n")
        assert list(shell.here.iterdir()) == []


class TestWhatIsWritten:
    @pytest.mark.parametrize("plan", [FIELDS_IN_A_TABLE, PHASES_AND_BOLD_FIELDS])
    def test_check_then_finds_nothing_to_complain_of(self, shell: Shell, plan: str) -> None:
        shell.write(plan)
        before = shell("init", "--write")
        assert before.code == 0
        assert before.out.endswith("\nWrote milestone-template.md\nWrote milestone-ls.toml\n")
        outcome = shell("check")
        assert outcome.code == 0
        assert "information" not in outcome.out
        assert "warning" not in outcome.out

    def test_a_second_run_proposes_what_is_there(self, shell: Shell) -> None:
        shell.write(PHASES_AND_BOLD_FIELDS)
        shell("init", "--write")
        written = (shell.here / "milestone-ls.toml").read_text(encoding="utf-8")
        template = (shell.here / "milestone-template.md").read_text(encoding="utf-8")
        outcome = shell("init")
        assert 'template = "milestone-template.md"' in outcome.out
        assert "This is what would fit without milestone-ls.toml, which is there already.\n" in outcome.out
        assert shell("init", "--write", "--force").out.endswith("\nWrote milestone-ls.toml\n")
        again = (shell.here / "milestone-ls.toml").read_text(encoding="utf-8")
        assert [line for line in again.splitlines() if line[:1] != "#"] == [
            line for line in written.splitlines() if line[:1] != "#"
        ]
        assert (shell.here / "milestone-template.md").read_text(encoding="utf-8") == template

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("milestone-ls.toml", 'profile = "strict"\n'),
            (".milestone-ls.toml", 'profile = "strict"\n'),
            ("pyproject.toml", '[tool.milestone-ls]\nprofile = "strict"\n'),
        ],
    )
    def test_what_is_there_is_kept_unless_forced(self, shell: Shell, name: str, text: str) -> None:
        shell.write(SMALL)
        (shell.here / name).write_text(text, encoding="utf-8")
        outcome = shell("init", "--write")
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"milestone-ls init: {name}: there already; --force goes over it\n"
        assert (shell.here / name).read_text(encoding="utf-8") == text
        assert shell("init", "--write", "--force").code == 0
        assert "Waits for" in (shell.here / "milestone-ls.toml").read_text(encoding="utf-8")

    def test_a_pyproject_that_says_nothing_to_us_is_no_reason_to_refuse(self, shell: Shell) -> None:
        shell.write(SMALL)
        (shell.here / "pyproject.toml").write_text('[project]\nname = "house"\n', encoding="utf-8")
        assert shell("init", "--write").code == 0

    def test_line_ends_are_those_of_the_plan(self, shell: Shell) -> None:
        shell.write(SMALL)
        for path in (shell.here / "docs").iterdir():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        shell("init", "--write")
        for name in ("milestone-ls.toml", "docs/milestone-template.md"):
            data = (shell.here / name).read_bytes()
            assert data.count(b"\r\n") == data.count(b"\n") > 0
        assert shell("check").code == 1  # M9 leads nowhere; the configuration itself is read without a word

    def test_nothing_but_the_files_is_left_behind(self, shell: Shell) -> None:
        shell.write(SMALL)
        shell("init", "--write")
        names = {path.name for path in shell.here.rglob("*") if path.is_file()}
        assert names == {"M1.md", "M2.md", "M3.md", "milestone-ls.toml", "milestone-template.md"}

    def test_what_cannot_be_written_is_told(self, shell: Shell) -> None:
        shell.write(SMALL)
        (shell.here / "milestone-ls.toml").mkdir()
        outcome = shell("init", "--write", "--force")
        assert outcome.code == 2
        assert outcome.err.startswith("milestone-ls init: cannot write milestone-ls.toml: ")
        assert not [path for path in shell.here.rglob("*") if path.name.endswith(".tmp")]

    def test_a_link_to_the_configuration_goes_on_being_one(self, shell: Shell) -> None:
        shell.write(SMALL)
        (shell.here / "kept").mkdir()
        (shell.here / "kept" / "one.toml").write_text("", encoding="utf-8")
        (shell.here / "milestone-ls.toml").symlink_to("kept/one.toml")
        assert shell("init", "--write", "--force").code == 0
        assert (shell.here / "milestone-ls.toml").is_symlink()
        assert "Waits for" in (shell.here / "kept" / "one.toml").read_text(encoding="utf-8")


class TestWrongUsage:
    def test_a_folder_that_is_none_is_refused(self, shell: Shell) -> None:
        shell.write("//- M1.md\n# M1: Ground\n")
        for argument in ("nowhere", "M1.md"):
            outcome = shell("init", argument)
            assert (outcome.code, outcome.out) == (2, "")
            assert outcome.err == f"milestone-ls init: no such folder: {argument}\n"

    def test_force_alone_is_refused(self, shell: Shell) -> None:
        outcome = shell("init", "--force")
        assert outcome.code == 2
        assert outcome.err == "milestone-ls init: --force does nothing without --write\n"


class TestOddFolders:
    def test_whatever_lies_there_is_told_or_passed_over(self, shell: Shell) -> None:
        shell.write(SMALL)
        docs = shell.here / "docs"
        (docs / "bytes.md").write_bytes(b"# M7: \xff\xfe\x00\n**Waits for**: M1\n")
        (docs / "empty.md").write_bytes(b"")
        (docs / "large.md").write_bytes(b"# M8: Large\n" + b"x" * 2_100_000)
        (docs / "M4 [draft] {x}, 'y'.md").write_text("# M4: Paint\n**Waits for**: M1\n", encoding="utf-8")
        (docs / "folder.md").mkdir()
        (docs / "loop").symlink_to(docs)
        (docs / "gone.md").symlink_to(docs / "nowhere.md")
        nested = docs / "other"
        nested.mkdir()
        (nested / "milestone-ls.toml").write_text("", encoding="utf-8")
        (nested / "M1.md").write_text("# M1: Theirs\n", encoding="utf-8")
        outcome = shell("init", "--write")
        assert outcome.code == 0
        assert "docs/other/M1.md" in outcome.out
        assert "belongs to the plan in docs/other" in outcome.out
        assert "docs/large.md" in outcome.out
        assert shell("check").code in (0, 1)

    @pytest.mark.skipif(os.name == "nt", reason="names there are no bytes")
    def test_a_name_that_is_no_text_breaks_nothing(self, shell: Shell) -> None:
        shell.write(SMALL)
        folder = Path(os.fsdecode(os.fsencode(shell.here) + b"/docs-\xff"))
        try:
            (shell.here / "docs").rename(folder)
        except OSError:
            pytest.skip("this file system has no such names")
        adr = "# ADR-00{}: Why\n"
        for number in (1, 2):
            (shell.here / f"ADR-{number}.md").write_text(adr.format(number), encoding="utf-8")
        outcome = program("init", "--write", here=shell.here)
        assert outcome.code == 0
        assert "Wrote milestone-ls.toml" in outcome.out


def test_the_example_of_the_page_is_what_happens(shell: Shell) -> None:
    page = (REPOSITORY / "docs" / "init.md").read_text(encoding="utf-8")
    plan, proposed, checked = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    shell.write(plan)
    assert shell("init").out == proposed
    assert shell("init", "--write").code == 0
    assert f"$ milestone-ls check\n{shell('check').out}" == checked
