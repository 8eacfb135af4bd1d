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
        r"in progress · 1 of 3 tasks · track Upper\_floors",
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
        "no status",
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
