import pytest

from milestone_ls.features.card import card
from tests import plans

PLAN = """
    //- milestone-ls.toml
    companions = ["tracking/**"]
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Parallel Track**: Base
    **Status**: completed
    //- M2-Walls.md
    # Milestone: M2 Big *walls* [S]
    **Parallel Track**: Upper_floors
    **Dependencies**: M1
    **Status**: in_progress

    ## Overview
    Walls of 2 x 4 m are built. They carry the roof.

    ## Objectives
    - [x] North
    - [ ] South

    ## Deliverables
    - [ ] Door
    //- M3-Roof.md
    # Milestone: M3 Roof
    **Dependencies**: M2
    **Status**: as soon as it is dry
    //- M10-Paint.md
    # Milestone: M10 Paint
    **Dependencies**: M2
    //- tracking/M2.md
    # Milestone: M2 Walls
    **Status**: done
"""


def shown(path: str) -> str:
    return card(plans.parse(PLAN).snapshot, path)


def test_a_card_tells_what_a_glance_takes() -> None:
    assert shown("M2-Walls.md").split("\n") == [
        "**M2 Big walls** [S]",
        "",
        r"in progress · 1 of 3 tasks · track Upper\_floors · wave 2",
        "",
        "- depends on M1 (completed)",
        "- needed by M3 (as soon as it is dry), M10",
        "",
        "Walls of 2 x 4 m are built.",
    ]


def test_a_card_of_little_is_short() -> None:
    assert shown("M10-Paint.md").split("\n") == [
        "**M10 Paint**",
        "",
        "no status · wave 3",
        "",
        "- depends on M2 (in progress)",
    ]


def test_companions_have_cards_and_other_files_have_none() -> None:
    assert shown("tracking/M2.md").startswith("**M2 Walls**\n\ncompleted")
    assert shown("README.md") == ""


def test_signs_that_mean_something_in_markdown_are_shown_as_they_are() -> None:
    files = {"M1.md": "# Milestone: M1 A \\*b\\* \\<c\\> `d` [S]\n\n## Overview\n1 \\# x | y\n"}
    lines = card(plans.project_of(files).snapshot, "M1.md").split("\n")
    assert lines[0] == r"**M1 A \*b\* \<c\> d** [S]"
    assert lines[-1] == r"1 \# x \| y"


@pytest.mark.parametrize("count", [1, 8, 9, 40])
def test_a_card_has_at_most_twelve_lines_however_many_depend_on_the_milestone(count: int) -> None:
    files = {f"M{number}.md": f"# Milestone: M{number} x\n**Dependencies**: M0\n" for number in range(1, count + 1)}
    files["M0.md"] = "# Milestone: M0 Base\n**Track**: A\n\n## Overview\n" + "long " * 200
    text = card(plans.project_of(files).snapshot, "M0.md")
    assert len(text.split("\n")) <= 12
    assert ("more" in text) == (count > 8)


def test_members_of_a_circle_name_each_other() -> None:
    files = {
        "M1.md": "# Milestone: M1 One\n**Dependencies**: M2\n",
        "M2.md": "# Milestone: M2 Two\n**Dependencies**: M1\n",
    }
    text = card(plans.project_of(files).snapshot, "M1.md")
    assert "- depends on M2\n- needed by M2" in text


SCHEDULED = """
    //- M1.md
    # Milestone: M1 Ground
    **Status**: in progress
    ## Timeline
    - **Duration**: 2-3 days
    //- M2.md
    # Milestone: M2 Walls
    **Status**: pending
    **Dependencies**: M1
    ## Deliverables
    - [ ] Walls (est. tokens: 3K)
    - [ ] Doors
    ## Timeline
    - **Duration**: 2 days
    //- M3.md
    # Milestone: M3 Paint
    **Status**: pending
    ## Timeline
    - **Duration**: 1 day
    """


def test_a_card_tells_when_and_whether_work_can_begin() -> None:
    snapshot = plans.parse(SCHEDULED).snapshot
    lines = card(snapshot, "M2.md", lambda path: f"file:///plan/{path}").split("\n")
    assert lines[2] == "pending · 0 of 2 tasks · wave 2 · critical · at least 3K tokens"
    assert lines[4] == "- blocked by [M1](file:///plan/M1.md)"
    lines = card(snapshot, "M3.md").split("\n")
    assert lines[2] == "pending · wave 1 · slack 3-4 d"
    assert lines[4] == "- ready"


def test_a_card_tells_why_nobody_knows_whether_it_is_ready() -> None:
    text = "//- M1.md\n# Milestone: M1 X\n**Status**: pending\n**Dependencies**: M2\n//- M2.md\n# Milestone: M2 Y\n"
    assert "not known whether it is ready: the status of M2 is not known" in card(plans.parse(text).snapshot, "M1.md")


BESIDE = """
    //- M1.md
    # Milestone: M1 Ground
    **Status**: {status}
    **Can Run In Parallel With**: {beside}
    //- M2.md
    # Milestone: M2 Walls
    **Status**: pending
    **Dependencies**: M1
    //- M3.md
    # Milestone: M3 Roof
    **Status**: pending
    **Dependencies**: M2
    //- M4.md
    # Milestone: M4 Garden
    **Status**: pending

    ## Resource Allocation
    | Team/Resource | Conflicts |
    |---|---|
    | Digger | M1 |
    //- M5.md
    # Milestone: M5 Fence
    **Status**: pending
    //- M6.md
    # Milestone: M6 Gate
    **Dependencies**: M77
    **Status**: pending
    //- M7.md
    # Milestone: M7 Hedge
    **Status**: completed
    **Dependencies**: M1
"""


def beside(claimed: str, status: str = "pending", of: str = "M1.md") -> list[str]:
    project = plans.parse(BESIDE.format(beside=claimed, status=status))
    lines = card(project.snapshot, of, lambda path: f"x/{path}").split("\n")
    return [line for line in lines if "beside" in line]


def test_a_card_tells_beside_whom_work_cannot_run_and_why() -> None:
    assert beside("M3, M4, M5") == [
        "- cannot run beside [M3](x/M3.md) (M3 → M2 → M1), [M4](x/M4.md) (conflict, says M4)"
    ]
    assert beside("M3", of="M3.md") == ["- cannot run beside [M1](x/M1.md) (M3 → M2 → M1)"]


def test_a_card_tells_beside_whom_nobody_knows() -> None:
    assert beside("M5, M6") == [
        "- not known whether it can run beside [M6](x/M6.md): M6 depends on M77, which no document bears"
    ]


def test_a_card_has_no_line_for_claims_that_hold_or_are_past() -> None:
    assert beside("M5") == beside("M7") == beside("M3, M4", status="completed") == []


def test_a_card_of_many_wrong_claims_stays_short() -> None:
    files = {
        f"M{number}.md": f"# Milestone: M{number} x\n**Status**: pending\n**Dependencies**: M0\n"
        for number in range(1, 21)
    }
    files["M30.md"] = "# Milestone: M30 Odd\n**Status**: pending\n**Dependencies**: M77\n"
    files["M31.md"] = "# Milestone: M31 Base\n**Status**: pending\n"
    head = "# Milestone: M0 Base\n**Track**: A\n**Status**: pending\n**Dependencies**: M31\n"
    files["M0.md"] = f"{head}**Can Run In Parallel With**: M1-M20, M30\n\n## Overview\n{'long ' * 200}"
    lines = card(plans.project_of(files).snapshot, "M0.md").split("\n")
    assert len(lines) <= 12
    assert any(line.startswith("- cannot run beside M1 (M1 → M0), M2") and line.endswith("17 more") for line in lines)
    assert any(line.startswith("- not known whether it can run beside M30") for line in lines)


def test_no_figures_come_up_before_the_plan_has_been_read() -> None:
    project = plans.project_of(plans.parse(SCHEDULED).files, complete=False)
    assert "wave" not in card(project.snapshot, "M2.md")
