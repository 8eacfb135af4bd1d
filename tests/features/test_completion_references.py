"""Milestones wherever a list names them."""

from dataclasses import replace

import pytest

from milestone_ls.features.completion import CompletionKind, completions
from milestone_ls.features.completion.items import LIMIT
from milestone_ls.text import Position
from tests import plans
from tests.features.completing import accept, ask, item, items_of, labels

GROUND_AND_ROOF = """
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Parallel Track**: Base
    **Status**: completed
    //- M3-Roof_top.md
    # Milestone: M3 Roof top [B]
    **Parallel Track**: Upper floors
    **Status**: pending
    //- M2-Walls.md
    # Milestone: M2 Walls [S]
"""
RESOURCES = "## Resource Allocation\n| Team/Resource | Tasks | Capacity | Conflicts |\n|--|--|--|--|\n"


def plan(head: str, *, body: str = "") -> str:
    """The plan with *head*, and behind it *body*, in the document of M2."""
    lines = (*head.strip("\n").split("\n"), *(("", *body.strip("\n").split("\n")) if body else ()))
    return GROUND_AND_ROOF + "".join(f"    {line}\n" for line in lines)


def test_the_others_are_offered_with_title_status_and_track_unfinished_first() -> None:
    found = items_of(ask(plan("**Dependencies**: $0")))
    assert [(item.label, item.detail) for item in found] == [
        ("M3", "Roof top · pending · Upper floors"),
        ("M1", "Ground · completed · Base"),
    ]
    assert {item.kind for item in found} == {CompletionKind.MILESTONE}
    assert [item.data for item in found] == ["M3-Roof_top.md", "M1-Ground.md"]


def test_those_of_the_own_track_come_first_among_the_unfinished() -> None:
    text = """
        //- M1.md
        # Milestone: M1 One [S]
        **Parallel Track**: A
        **Status**: completed
        //- M2.md
        # Milestone: M2 Two [S]
        **Parallel Track**: B
        **Status**: pending
        //- M3.md
        # Milestone: M3 Three [S]
        **Parallel Track**: A
        **Status**: in_progress
        //- M10.md
        # Milestone: M10 Ten [S]
        **Parallel Track**: B
        **Status**: blocked
        //- M4.md
        # Milestone: M4 Four [S]
        **Parallel Track**: a
        **Dependencies**: $0
    """
    assert labels(text) == ["M3", "M2", "M10", "M1"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("**Dependencies**: M$0", "**Dependencies**: M3"),
        ("**Dependencies**: m$0", "**Dependencies**: M3"),
        ("**Dependencies**:$0", "**Dependencies**: M3"),
        ("**Dependencies:**$0", "**Dependencies:** M3"),
        ("**Dependencies**: M1,$0", "**Dependencies**: M1, M3"),
        ("**Dependencies**: M1; $0", "**Dependencies**: M1; M3"),
        ("**Dependencies**: M1, $0, M9", "**Dependencies**: M1, M3, M9"),
        ("**Dependencies**: M1 and $0", "**Dependencies**: M1 and M3"),
        ("**Dependencies**: M1 & M$0", "**Dependencies**: M1 & M3"),
        ("**Dependencies**: M1/M$0", "**Dependencies**: M1/M3"),
        ("**Dependencies**: ✅ M1 (DONE), 🐳 $0", "**Dependencies**: ✅ M1 (DONE), 🐳 M3"),
        ("**Dependencies**: after M$0", "**Dependencies**: after M3"),
        ("**Dependencies**: completion of milestone $0", "**Dependencies**: completion of milestone M3"),
        ("**Dependencies**: **M$0**", "**Dependencies**: **M3**"),
        ("**Dependencies**: M$019-Old_name (note), M1", "**Dependencies**: M3 (note), M1"),
        ("**Dependencies**: $0M19.", "**Dependencies**: M3."),
        ("**Dependencies**: {Upstream milestone IDs}$0", "**Dependencies**: M3"),
        ("**Dependencies**: {Upstream $0milestone IDs}", "**Dependencies**: M3"),
        ("**Dependencies**: M1 (DONE),\nM$0", "**Dependencies**: M1 (DONE),\nM3"),
        ("**Dependencies**: M1\n**Can Run In Parallel With**: $0", "**Can Run In Parallel With**: M3"),
        ("**Blocks**: $0", "**Blocks**: M3"),
        ("**Prerequisites:** $0", "**Prerequisites:** M3"),
        ("> **Dependencies**: $0", "> **Dependencies**: M3"),
        ("- **Dependencies**: $0", "- **Dependencies**: M3"),
        ("| Field | Value |\n|--|--|\n| **Dependencies** | M1, $0 |", "| **Dependencies** | M1, M3 |"),
        ("| Field | Value |\n|--|--|\n| **Dependencies** |$0", "| **Dependencies** | M3"),
        ("Field | Value\n--|--\n**Dependencies** | M$0", "**Dependencies** | M3"),
        ("**Dependencies**: M$0\n---", "**Dependencies**: M3\n---"),
    ],
)
def test_an_accepted_milestone_takes_the_place_of_what_was_typed_for_it(head: str, expected: str) -> None:
    assert expected in accept(plan(head), "M3")
    assert accept(plan(head), "M3", snippets=True) == accept(plan(head), "M3")


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("## Dependencies\n### Upstream Dependencies\n- $0", "- M3"),
        ("## Dependencies\n### Upstream Dependencies\n- M1: the ground\n- **M$0**: x", "- **M3**: x"),
        ("## Dependencies\n### Upstream Dependencies\n- {Milestone ID}$0: x", "- M3: x"),
        ("## Dependencies\n### Upstream Dependencies\nWhat it needs:\n- $0", "- M3"),
        ("## Dependencies\n### Downstream Impact\n1. M$0", "1. M3"),
        (
            RESOURCES + "| a | b | c | M1, $0 |",
            "| a | b | c | M1, M3 |",
        ),
        (
            RESOURCES + "| a \\| b | b | c |$0",
            "| a \\| b | b | c | M3",
        ),
    ],
)
def test_bullets_and_conflict_cells_name_milestones_too(section: str, expected: str) -> None:
    assert expected in accept(plan("", body=section), "M3").split("\n")


def test_one_that_is_named_in_the_list_is_not_offered_again_wherever_it_stands() -> None:
    assert labels(plan("**Dependencies**: M3, $0")) == ["M1"]
    assert labels(plan("**Dependencies**: $0, M1 (DONE)")) == ["M3"]
    assert labels(plan("**Dependencies**: M3 and $0")) == ["M1"]
    assert labels(plan("**Dependencies**: [the roof](M3-Roof_top.md), $0")) == ["M1"]
    assert labels(plan("", body="## Dependencies\n### Upstream Dependencies\n- M1: x\n- $0\n- Stripe: y")) == ["M3"]


def test_one_that_is_named_in_another_list_is_offered() -> None:
    upstream = "## Dependencies\n### Upstream Dependencies\n- $0"
    assert labels(plan("**Dependencies**: M1, M3", body=upstream)) == ["M3", "M1"]


def test_the_name_at_the_cursor_is_offered_although_it_stands_there() -> None:
    assert labels(plan("**Dependencies**: M3$0")) == ["M3"]


def test_one_that_depends_on_the_milestone_is_no_dependency_of_it() -> None:
    text = """
        //- M1.md
        # Milestone: M1 One [S]
        **{field}**: $0
        //- M2.md
        # Milestone: M2 Two [S]
        **Dependencies**: M1
        //- M3.md
        # Milestone: M3 Three [S]
        **Dependencies**: M2
        //- M4.md
        # Milestone: M4 Four [S]
    """
    assert labels(text.replace("{field}", "Dependencies")) == ["M4"]
    assert labels(text.replace("{field}", "Can Run In Parallel With")) == ["M4"]
    assert labels(text.replace("{field}", "Blocks")) == ["M2", "M3", "M4"]


def test_one_that_the_milestone_depends_on_is_not_blocked_by_it() -> None:
    text = """
        //- M1.md
        # Milestone: M1 One [S]
        //- M2.md
        # Milestone: M2 Two [S]
        **Dependencies**: M1
        **Blocks**: $0
        //- M3.md
        # Milestone: M3 Three [S]
    """
    assert labels(text) == ["M3"]


def test_milestones_are_named_by_their_files_where_the_document_does_so() -> None:
    assert labels(plan("**Dependencies**: M1-Ground, $0")) == ["M3-Roof_top"]
    found = accept(plan("**Dependencies**: M1-Ground, $0"), "M3-Roof_top")
    assert "**Dependencies**: M1-Ground, M3-Roof_top" in found


def test_a_document_without_references_follows_the_habit_of_the_plan() -> None:
    text = """
        //- M1-Ground.md
        # Milestone: M1 Ground [S]
        //- M2-Walls.md
        # Milestone: M2 Walls [S]
        **Dependencies**: M1-Ground
        //- M3-Roof.md
        # Milestone: M3 Roof [S]
        **Dependencies**: $0
    """
    assert labels(text) == ["M1-Ground", "M2-Walls"]


def test_a_file_whose_name_bears_no_id_is_named_by_its_id() -> None:
    text = """
        //- M1-Ground.md
        # Milestone: M1 Ground [S]
        //- walls.md
        # Milestone: M2 Walls [S]
        //- M3-Roof.md
        # Milestone: M3 Roof [S]
        **Dependencies**: M1-Ground, $0
    """
    assert labels(text) == ["M2"]


def test_milestones_are_found_by_title_and_by_number_too() -> None:
    assert labels(plan("**Dependencies**: roof$0")) == ["M3"]
    assert labels(plan("**Dependencies**: Roof to$0")) == ["M3"]
    assert labels(plan("**Dependencies**: top$0")) == ["M3"]
    assert labels(plan("**Dependencies**: 1$0")) == ["M1"]
    assert labels(plan("**Dependencies**: m03$0")) == ["M3"]


def test_the_range_end_at_the_cursor_is_replaced_and_not_the_range() -> None:
    assert "**Dependencies**: M1-M3" in accept(plan("**Dependencies**: M1-M$0"), "M3")
    assert "**Dependencies**: M1–M3" in accept(plan("**Dependencies**: M1–M$09"), "M3")
    assert "**Dependencies**: M1..M3" in accept(plan("**Dependencies**: M1..$0"), "M3")
    assert "**Dependencies**: M1 to M3" in accept(plan("**Dependencies**: M1 to $0"), "M3")
    assert "**Dependencies**: M3-M9" in accept(plan("**Dependencies**: M$01-M9"), "M3")


def test_only_ids_are_ends_of_ranges_even_where_lists_name_files() -> None:
    for typed in ("M1-$0M9", "M$09-M11", "M1 to $0", "M1..$0"):
        assert "M3" in labels(plan(f"**Dependencies**: M1-Ground (DONE), {typed}"))


def test_a_slug_behind_an_id_is_no_end_of_a_range() -> None:
    text = """
        //- M1.md
        # Milestone: M1 One [S]
        **Blocks**: M2
        //- M2-Walls.md
        # Milestone: M2 Walls [S]
        **Dependencies**: M1
        //- M3.md
        # Milestone: M3 Three [S]
        //- M4.md
        # Milestone: M4 Four [S]
        **Dependencies**: {typed}
    """
    assert ask(text.replace("{typed}", "M9-$0Garden")) is None
    assert labels(text.replace("{typed}", "M9-$0")) == ["M1", "M2", "M3"]
    assert labels(text.replace("{typed}", "X9-$0")) == []


def test_duplicates_are_one_companions_templates_and_headings_without_id_are_none() -> None:
    text = """
        //- milestone-ls.toml
        companions = ["tracking/**"]
        //- M1-One.md
        # Milestone: M1 One [S]
        //- M1-Other.md
        # Milestone: M1 Other [S]
        //- M5-Broken.md
        # Milestone: Broken [S]
        //- tracking/M6-Six.md
        # Milestone: M6 Six [S]
        //- template.md
        # Milestone: {ID} {Title} [P/S/B]
        //- README.md
        # M7 is no milestone
        //- M2.md
        # Milestone: M2 Two [S]
        **Dependencies**: $0
    """
    assert labels(text) == ["M1"]


def test_a_companion_is_not_offered_its_own_milestone() -> None:
    text = """
        //- milestone-ls.toml
        companions = ["tracking/**"]
        //- M1.md
        # Milestone: M1 One [S]
        //- M2.md
        # Milestone: M2 Two [S]
        //- tracking/M2.md
        # Milestone: M2 Two [S]
        **Dependencies**: $0
    """
    assert labels(text) == ["M1"]


@pytest.mark.parametrize(
    "head",
    [
        "**Dependencies**: M1 $0",
        "**Dependencies**: M1 ($0",
        "**Dependencies**: M1 (DONE, $0)",
        "**Dependencies**: M1 - $0",
        "**Dependencies**: M1 (DONE) $0",
        "**Dependencies**: M3+$0",
        "**Dependencies**: Stripe $0",
        "**Dependencies**: `M$0`",
        "**Dependencies**: [M$03](M3-Roof_top.md)",
        "**Dependencies**: [M3](M$03-Roof_top.md)",
        "**Dependencies**: nothing of ours$0",
        "**Dependencies**: $0 M3",
        "**Dependencies**: M1, $0[the roof](M3-Roof_top.md)",
        "**Depend$0encies of ours**",
    ],
)
def test_a_note_code_a_link_and_prose_are_left_alone(head: str) -> None:
    assert ask(plan(head)) is None


@pytest.mark.parametrize("bullet", ["- M1: $0", "- M1:$0 x", "- M1\n  - $0", "M$0"])
def test_what_follows_the_colon_of_a_bullet_and_inner_bullets_are_prose(bullet: str) -> None:
    assert ask(plan("", body=f"## Dependencies\n### Upstream Dependencies\n{bullet}")) is None


def test_of_more_than_can_be_listed_the_best_come_and_more_is_promised() -> None:
    files = {f"M{number}.md": f"# Milestone: M{number} Part {number} [S]\n" for number in range(1, 302)}
    files["M900.md"] = "# Milestone: M900 All [S]\n**Dependencies**: \n**Blocks**: M29\n"
    snapshot = plans.project_of(files).snapshot
    found = completions(snapshot, "M900.md", Position(1, 18), snippets=False)
    assert found is not None
    assert found.incomplete
    assert [item.label for item in found.items] == [f"M{number}" for number in range(1, LIMIT + 1)]
    typed = completions(snapshot, "M900.md", Position(2, 15), snippets=False)
    assert typed is not None
    assert not typed.incomplete
    assert [item.label for item in typed.items] == ["M29", *(f"M{number}" for number in range(290, 300))]


def test_while_files_are_still_being_read_more_is_promised() -> None:
    fixture = plans.parse(plan("**Dependencies**: $0"))
    assert fixture.cursor is not None
    snapshot = replace(fixture.snapshot, plan=replace(fixture.snapshot.plan, complete=False))
    found = completions(snapshot, fixture.cursor.path, fixture.cursor.position, snippets=False)
    assert found is not None
    assert found.incomplete


def test_letters_of_other_case_and_dashes_of_other_length_still_begin_the_filter_text() -> None:
    assert item(plan("**Dependencies**: m3–r$0"), "M3").filter_text.startswith("m3–r")
    assert "**Dependencies**: M3" in accept(plan("**Dependencies**: m3–r$0"), "M3").split("\n")
