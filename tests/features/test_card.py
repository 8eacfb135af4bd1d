import re

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


def everything() -> dict[str, str]:
    """A milestone with all that a card can hold, that waits for a long chain and for many, and that many wait for."""
    pending = "**Status**: pending\n## Timeline\n- **Duration**: 2 days\n"
    files = {
        f"M{number}.md": f"# Milestone: M{number} x\n**Dependencies**: M{number - 1}\n{pending}"
        for number in range(2, 31)
    }
    files |= {f"N{n}.md": f"---\na: 1\n---\n# Milestone: N{n} x\n**Dependencies**: M100\n{pending}" for n in range(20)}
    files["M1.md"] = f"# Milestone: M1 first\n{pending}"
    files["M50.md"] = f"# Milestone: M50 beside\n**Dependencies**: M77\n{pending}"
    files["M100.md"] = (
        "# Milestone: M100 All *of* it 🐳 [B]\n**Parallel Track**: Base\n**Status**: pending\n"
        f"**Dependencies**: {', '.join(f'M{number}' for number in range(1, 31))}\n"
        "**Can Run In Parallel With**: M1-M30, M50\n## Overview\nFirst *sentence*. Second.\n\nAnother.\n"
        "## Deliverables\n- [x] a (est. tokens: 3K)\n- [ ] b (est. tokens: 2K)\n## Timeline\n- **Duration**: 2 days\n"
    )
    return files


def test_a_card_that_holds_everything_has_at_most_twelve_lines() -> None:
    lines = card(plans.project_of(everything()).snapshot, "M100.md").split("\n")
    assert len(lines) <= 12
    assert lines[0] == "**M100 All of it** [B]"
    assert lines[2] == "pending · 1 of 2 tasks · track Base · wave 31 · 5K tokens"
    assert lines[4] == "- blocked by M1"
    assert lines[5].startswith("- depends on M1 (pending), M2 (pending)")
    assert lines[5].endswith("and 22 more")
    assert lines[6].startswith("- needed by N0 (pending), N1 (pending)")
    assert lines[6].endswith("and 12 more")
    assert lines[7].startswith("- cannot run beside M1 (M100 → M1), ")
    assert lines[8].startswith("- not known whether it can run beside M50: ")
    assert lines[-2:] == ["", "First sentence."]


def test_a_long_chain_of_blockers_is_told_by_its_ends() -> None:
    (line,) = (
        line for line in card(plans.project_of(everything()).snapshot, "M30.md").split("\n") if "blocked" in line
    )
    assert line.startswith("- blocked by M29 → M28 → ")
    assert " → … → " in line
    assert line.endswith(" → M2 → M1")


@pytest.mark.parametrize("path", ["M100.md", "M30.md", "M1.md", "N3.md"])
def test_every_link_of_a_card_leads_to_the_heading_of_a_milestone(path: str) -> None:
    files = everything()
    text = card(plans.project_of(files).snapshot, path, lambda path: path)
    links = re.findall(r"\[([^\]]+)\]\(([^)#]+)(?:#L(\d+))?\)", text)
    assert links
    for name, target, line in links:
        assert files[target].split("\n")[int(line or 1) - 1].startswith(f"# Milestone: {name} ")


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
