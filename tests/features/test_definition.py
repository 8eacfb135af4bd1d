import pytest

from milestone_ls.features.definition import definition
from tests import plans

GROUND = "//- M1-Ground.md\n# Milestone: «M1» Ground 🐳 [B]\n"


def check_definition(text: str) -> None:
    """What the cursor stands on leads to the marked places and to no others; without marks it leads nowhere."""
    for fixture in (plans.parse(text), plans.with_line_ends(plans.parse(text), "\r\n")):
        assert fixture.cursor is not None
        found = definition(fixture.snapshot, fixture.cursor.path, fixture.cursor.position)
        reached = [(target.path, target.selection) for target in found.targets] if found else []
        assert reached == fixture.marks
        if found:
            assert found.origin.touches(fixture.cursor.position)


@pytest.mark.parametrize(
    "written",
    [
        "M$01",
        "$0M1",
        "M1$0",
        "🐳 M1-Gro$0und (DONE)",
        "after m$01",
        "M01$0",
        "[the gro$0und](M1-Ground.md)",
        "**M$01**, M7",
        "None of it, M$01",
        "M1 (done), `x`, M$01 (again)",
    ],
)
def test_an_item_of_a_field_leads_to_the_heading(written: str) -> None:
    check_definition(f"{GROUND}//- M2-Wheels.md\n# Milestone: M2 Wheels\n**Dependencies**: {written}\n")


def test_an_upstream_bullet_leads_to_the_heading() -> None:
    check_definition(
        f"{GROUND}//- M2.md\n# Milestone: M2 Wheels\n## Upstream Dependencies\n- **M1-Gr$0ound**: solid ground\n"
    )


def test_a_conflicts_cell_leads_to_the_heading() -> None:
    table = "| Team/Resource | Tasks | Capacity | Conflicts |\n|---|---|---|---|\n| Crane 🏗 | lift | 1 | M$01 |\n"
    check_definition(f"{GROUND}//- M2.md\n# Milestone: M2 Wheels\n## Resource Allocation\n{table}")


def test_a_mention_in_prose_leads_to_the_heading() -> None:
    check_definition(f"{GROUND}//- M2.md\n# Milestone: M2 Wheels\n## Overview\n😀 as *promised* in M$01, roughly.\n")


def test_a_stem_in_prose_leads_to_the_heading() -> None:
    check_definition(f"{GROUND}//- M2.md\n# Milestone: M2 Wheels\n## Overview\nSee M1-Gr$0ound.md for more.\n")


@pytest.mark.parametrize("prose", ["code `M$01`", "in m$01 written small", "an M$01x of its own", "plain wo$0rds"])
def test_what_is_no_name_to_the_letter_leads_nowhere(prose: str) -> None:
    check_definition(
        f"//- M1-Ground.md\n# Milestone: M1 Ground\n//- M2.md\n# Milestone: M2 Wheels\n## Overview\n{prose}\n"
    )


def test_text_in_parentheses_is_a_mention_and_no_reference() -> None:
    check_definition(f"{GROUND}//- M2.md\n# Milestone: M2 Wheels\n**Dependencies**: None (quick cleanup before M$01)\n")


def test_a_duplicate_has_several_targets() -> None:
    check_definition(
        "//- M1-a.md\n# Milestone: «M1» One\n//- M1-b.md\n# Milestone: «M1» Other\n"
        "//- M2.md\n# Milestone: M2 Wheels\n**Dependencies**: M$01\n"
    )


def test_companions_come_second() -> None:
    check_definition(
        '//- milestone-ls.toml\ncompanions = ["track/**"]\n//- a/M1.md\n# Milestone: «M1» One\n'
        "//- track/M1.md\n# Milestone: «M1» Log\n//- M2.md\n# Milestone: M2\n**Dependencies**: M$01\n"
    )


def test_a_link_to_a_file_leads_to_the_file() -> None:
    check_definition(
        "//- M2.md\n# Milestone: M2 Wheels\n## Overview\n[see the no$0tes](notes/a%20b.md)\n//- notes/a b.md\n«»Notes\n"
    )


def test_a_link_with_a_fragment_leads_to_the_heading() -> None:
    check_definition(
        "//- M2.md\n# Milestone: M2 Wheels\n## Overview\n[se$0e](notes.md#second-part)\n"
        "//- notes.md\n# Notes\n## «Second part»\n"
    )


@pytest.mark.parametrize("target", ["https://example.org/M1.md", "gone.md", "../outside.md", "/etc/passwd"])
def test_a_link_that_leads_out_of_the_plan_leads_nowhere(target: str) -> None:
    check_definition(f"//- M2.md\n# Milestone: M2 Wheels\n## Overview\n[se$0e]({target})\n")


def test_the_index_file_leads_to_milestones() -> None:
    check_definition(f"{GROUND}//- README.md\n# Plan\n- [x] **M$01**: the ground - [DONE]\n")


def test_the_heading_itself_is_a_declaration() -> None:
    check_definition("//- M1.md\n# Milestone: «M$01» Ground\n")


def test_a_range_leads_to_all_that_it_spans() -> None:
    check_definition(
        "//- M1.md\n# Milestone: «M1» A\n//- M2.md\n# Milestone: «M2» B\n"
        "//- M4.md\n# Milestone: M4 C\n**Dependencies**: M1-M$02\n"
    )
