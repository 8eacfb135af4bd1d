"""New documents, their heading, and the letters in its brackets."""

import pytest

from milestone_ls.config import Settings
from milestone_ls.features.completion import CompletionKind, completions
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Position
from tests import plans
from tests.features.completing import accept, ask, expanded, item, items_of, labels

TEMPLATE = built_in_schema(Settings()).text
OTHERS = """//- M1-Ground.md
# Milestone: M1 Ground [B]
//- M2-Walls.md
# Milestone: M2 Walls [S]
"""


@pytest.mark.parametrize("typed", ["$0", "$0\n", "\n$0\n\n", "  $0", "#$0", "# $0", "# Mile$0\n"])
def test_an_empty_file_is_offered_the_whole_document_and_its_heading(typed: str) -> None:
    found = items_of(ask(OTHERS + "//- M7-Roof_top.md\n" + typed))
    assert [(item.label, item.kind) for item in found] == [
        ("# Milestone: M7 Roof top …", CompletionKind.DOCUMENT),
        ("# Milestone: M7 Roof top", CompletionKind.MILESTONE),
    ]


def test_the_accepted_document_is_the_template_with_its_heading_filled_in() -> None:
    after = accept(OTHERS + "//- M7-Roof_top.md\n# M$0", "# Milestone: M7 Roof top …")
    assert after == TEMPLATE.replace(TEMPLATE.split("\n")[0], "# Milestone: M7 Roof top [P/S/B]")


def test_the_accepted_snippet_is_a_milestone_before_anything_is_typed_over() -> None:
    found = item(OTHERS + "//- M7-Roof_top.md\n$0", "# Milestone: M7 Roof top …", snippets=True)
    assert found.is_snippet
    assert found.text.startswith("# Milestone: ${1:M7} ${2:Roof top} ${3} [${4:P/S/B}]\n\n**Parallel Track**: ${5:")
    snapshot = plans.project_of({"M7-Roof_top.md": expanded(found.text)}).snapshot
    milestone = snapshot.plan.milestone("M7-Roof_top.md")
    assert milestone is not None
    assert (milestone.id, milestone.title) == ("M7", "Roof top")


def test_a_file_without_an_id_in_its_name_gets_the_next_free_one() -> None:
    assert labels(OTHERS + "//- roof.md\n$0") == ["# Milestone: M3 …", "# Milestone: M3"]
    assert accept(OTHERS + "//- roof.md\n# $0", "# Milestone: M3") == "# Milestone: M3 Title [P/S/B]"
    assert labels("//- first.md\n$0")[1] == "# Milestone: M1"


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["M1", "M2", "M10"], "M11"),
        (["M01", "M02"], "M03"),
        (["M08", "M09"], "M10"),
        (["M0", "M0_1", "M1"], "M2"),
        (["PHASE-1A", "PHASE-2B", "PHASE-2C"], "PHASE-2D"),
        (["M-11.01", "M-11.02", "M-12.01"], "M-11.03"),
        (["1", "2"], "3"),
        (["X7", "M1", "M2"], "M3"),
    ],
)
def test_the_next_id_is_written_as_most_ids_are(ids: list[str], expected: str) -> None:
    others = "".join(f"//- {id_}.md\n# Milestone: {id_} Words\n" for id_ in ids)
    assert labels(others + "//- new.md\n$0")[1] == f"# Milestone: {expected}"


def test_an_id_that_is_another_name_of_a_milestone_is_not_free() -> None:
    text = OTHERS + "//- M3.md\n# Milestone: K9 Roof\n//- new.md\n$0"
    assert labels(text)[1] == "# Milestone: M4"


def test_an_id_that_an_index_file_plans_is_not_free() -> None:
    index = "//- MILESTONES.md\n- M1 Ground\n- M2 Walls\n- M3 Roof\n"
    assert labels(OTHERS + index + "//- new.md\n$0")[1] == "# Milestone: M4"


def test_ids_without_numbers_have_no_next_one() -> None:
    text = """
        //- milestone-ls.toml
        id-pattern = "[A-Z]+"
        //- ALPHA.md
        # Milestone: ALPHA Words
        //- new.md
        $0
    """
    assert labels(text)[1] == "# Milestone: M1"


def test_the_heading_has_the_form_that_the_plan_uses() -> None:
    text = """
        //- milestone-ls.toml
        heading = ["# {ID}: {Title}"]
        //- M1.md
        # M1: Ground
        //- M2-Walls.md
        # $0
    """
    assert labels(text) == ["# M2: Walls …", "# M2: Walls"]
    assert item(text, "# M2: Walls", snippets=True).text == "# ${1:M2}: ${2:Walls}"


def test_an_id_that_the_template_repeats_is_filled_in_with_that_of_the_heading() -> None:
    text = """
        //- milestone-ls.toml
        template = "own.md"
        //- own.md
        # {ID} {Title}

        Branch: feature/{ID}
        //- M4-Pond.md
        $0
    """
    assert item(text, "# M4 Pond …", snippets=True).text == "# ${1:M4} ${2:Pond}\n\nBranch: feature/$1\n"
    assert accept(text, "# M4 Pond …") == "# M4 Pond\n\nBranch: feature/M4\n\n"


def test_beside_other_text_only_the_heading_is_offered() -> None:
    assert labels("//- M4.md\n# $0\n\n**Status**: pending\n") == ["# Milestone: M4"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("# Milestone: $0", "# Milestone: M3 Title [P/S/B]"),
        ("# Milestone: $0Roof [S]", "# Milestone: M3 Roof [S]"),
        ("# Milestone:$0 Roof [S]", "# Milestone: M3 Roof [S]"),
        ("# Milestone: M$0 Roof", "# Milestone: M3 Roof"),
    ],
)
def test_a_heading_without_id_gets_one(heading: str, expected: str) -> None:
    text = OTHERS + "//- roof.md\n" + heading + "\n\n**Status**: pending\n"
    assert accept(text, labels(text)[0]).split("\n")[0] == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("# Milestone: M1 Ground [$0", "# Milestone: M1 Ground [S]"),
        ("# Milestone: M1 Ground [$0]", "# Milestone: M1 Ground [S]"),
        ("# Milestone: M1 Ground [$0P]", "# Milestone: M1 Ground [S]"),
        ("# Milestone: M1 Ground [P/$0S/B]", "# Milestone: M1 Ground [S]"),
        ("# Milestone: M1 [old] Ground 😀 [$0] ", "# Milestone: M1 [old] Ground 😀 [S] "),
    ],
)
def test_the_letters_of_the_type_are_offered_with_what_they_mean(heading: str, expected: str) -> None:
    found = items_of(ask(f"//- M1.md\n{heading}\n"))
    assert [item.label for item in found] == ["P", "S", "B"]
    assert found[2].detail == "blocking: others wait for it"
    assert accept(f"//- M1.md\n{heading}\n", "S") == expected + "\n"


def test_a_letter_that_was_typed_is_looked_for() -> None:
    assert labels("//- M1.md\n# Milestone: M1 Ground [b$0]\n") == ["B"]


@pytest.mark.parametrize(
    "text",
    [
        "//- M1.md\n# Milestone: M1 Gr$0ound [S]\n",
        "//- M1.md\n# Milestone: M1 [$0old] Ground [S]\n",
        "//- M1.md\n# Milestone: M1 Ground [S] $0\n",
        "//- M1.md\n# Milestone 1 - $0\n",
        "//- README.md\n# The plan: $0\n",
        "//- README.md\n#$0 The plan\n",
        "//- template.md\n# Milestone: {ID} [$0P/S/B]\n",
        "//- template.md\n# Milestone: $0{ID} [P/S/B]\n",
        "//- M1.md\n---\n# $0\n---\n",
        "//- M1.md\n---\ntitle: $0\n---\n",
        "//- M1.md\n```\n# $0\n```\n",
        "//- M1.md\nWords $0\n",
        '//- milestone-ls.toml\nexclude = ["old"]\ninclude = ["plan"]\n//- notes.md\n$0',
    ],
)
def test_other_headings_front_matter_and_other_files_are_left_alone(text: str) -> None:
    assert ask(text) is None


def test_a_form_without_types_has_no_letters() -> None:
    assert ask('//- milestone-ls.toml\nheading = ["# {ID}: {Title}"]\n//- M1.md\n# M1: Ground [$0\n') is None


def test_a_file_that_is_not_there_is_offered_nothing() -> None:
    snapshot = plans.project_of({"M1.md": "# Milestone: M1 Ground\n"}).snapshot
    assert completions(snapshot, "M2.md", Position(0, 0), snippets=True) is None
    assert completions(snapshot, "M1.md", Position(9, 0), snippets=True) is None
