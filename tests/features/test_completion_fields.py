"""The head of a milestone: names of fields and what they may say."""

import pytest

from milestone_ls.features.completion import CompletionKind
from milestone_ls.features.completion.items import LIMIT
from tests.features.completing import accept, ask, item, items_of, labels

NAMES = ["Parallel Track", "Dependencies", "Can Run In Parallel With", "Status"]


def document(head: str) -> str:
    """A document with *head* and a section behind it."""
    lines = ("# Milestone: M1 Ground [B]", *head.split("\n"), "", "## Overview", "Text.")
    return "//- M1.md\n" + "\n".join(lines) + "\n"


def test_the_fields_of_the_template_are_offered_in_its_order() -> None:
    found = items_of(ask(document("**$0")))
    assert [item.label for item in found] == NAMES
    assert {item.kind for item in found} == {CompletionKind.FIELD}


def test_fields_that_are_there_are_not_offered_under_any_of_their_names() -> None:
    assert labels(document("**Depends On**: None\n**Track**: A\n**$0")) == ["Can Run In Parallel With", "Status"]
    assert labels(document("> **Status**: done\n> **$0")) == NAMES[:-1]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("**Depen$0", "**Dependencies**: {Upstream milestone IDs}"),
        ("*$0", "**Dependencies**: {Upstream milestone IDs}"),
        ("**$0**", "**Dependencies**: {Upstream milestone IDs}"),
        ("**Depen$0:**", "**Dependencies**: {Upstream milestone IDs}"),
        ("depen$0", "**Dependencies**: {Upstream milestone IDs}"),
        ("$0", "**Dependencies**: {Upstream milestone IDs}"),
        ("__Dep$0", "**Dependencies**: {Upstream milestone IDs}"),
        ("**Dep$0rerequisites**: M4, M5", "**Dependencies**: M4, M5"),
        ("**Depen$0dencies**: M4", "**Dependencies**: M4"),
        ("**Dep$0**:M4", "**Dependencies**: M4"),
        ("**Depen$0 M4", "**Dependencies**: M4"),
        ("> **Depen$0", "> **Dependencies**: {Upstream milestone IDs}"),
        ("- **Depen$0", "- **Dependencies**: {Upstream milestone IDs}"),
        ("* $0", "* **Dependencies**: {Upstream milestone IDs}"),
        ("**Depen$0\n---", "**Dependencies**: {Upstream milestone IDs}\n---"),
        ("**Depen$0\n**Status**: pending", "**Dependencies**: {Upstream milestone IDs}\n**Status**: pending"),
        ("**Track**: A 😀\n**Depen$0", "**Track**: A 😀\n**Dependencies**: {Upstream milestone IDs}"),
        ("**Track:** A\n**Depen$0", "**Track:** A\n**Dependencies:** {Upstream milestone IDs}"),
        ("| **Depen$0", "| **Dependencies** | {Upstream milestone IDs} |"),
        ("|$0", "| **Dependencies** | {Upstream milestone IDs} |"),
        (
            "| Field | Value |\n|--|--|\n| Dep$0",
            "| Field | Value |\n|--|--|\n| **Dependencies** | {Upstream milestone IDs} |",
        ),
        ("| Field | Value |\n|--|--|\n| Dep$0 | M4 |", "| Field | Value |\n|--|--|\n| **Dependencies** | M4 |"),
        ("| Field | Value |\n|--|--|\n| **Dep$0**| M4 |", "| Field | Value |\n|--|--|\n| **Dependencies** | M4 |"),
    ],
)
def test_an_accepted_field_brings_what_the_template_has_or_keeps_what_is_there(typed: str, expected: str) -> None:
    before = document(typed).replace("$0", "").split("\n")
    after = accept(document(typed), "Dependencies").split("\n")
    lines = expected.split("\n")
    assert after == [before[1], *lines, *before[2 + len(lines) :]]


def test_the_value_of_the_template_is_a_tab_stop_for_clients_with_snippets() -> None:
    found = item(document("**Stat$0"), "Status", snippets=True)
    assert found.is_snippet
    assert found.text == r"**Status**: ${1:{pending/in_progress/completed\}}"
    assert not item(document("**Stat$0"), "Status").is_snippet


@pytest.mark.parametrize(
    "text",
    [
        "Some prose $0",
        "Some pro$0",
        "The status$0 of things",
        "$0**Status**: done",
        "**bold words$0 and more**",
        "```\n**Stat$0\n```",
        "<!-- **Stat$0 -->",
        "| a | b | c |\n|--|--|--|\n| Stat$0 |",
        "| Field | Value |\n|$0--|--|\n| **Status** | x |",
        "**Unknown**: $0",
        "**Status**: done (see $0",
    ],
)
def test_prose_code_and_unknown_fields_are_left_alone(text: str) -> None:
    assert ask(document(text)) is None


def test_below_the_first_section_there_are_no_fields() -> None:
    assert ask("//- M1.md\n# Milestone: M1 Ground\n## Overview\n**Stat$0\n") is None
    assert ask("//- M1.md\n# Milestone: M1 Ground\n## Overview\n**Status**: $0\n") is None


def test_a_document_that_still_lacks_its_heading_is_offered_fields() -> None:
    assert labels("//- M1.md\n**Status**: pending\n**$0\n") == NAMES[:-1]
    assert ask("//- notes.md\nWords.\n**$0\n") is None


# Values


def test_the_status_words_of_the_template_come_first_then_the_states_then_the_rest() -> None:
    found = items_of(ask(document("**Status**: $0")))
    assert [item.label for item in found][:6] == [
        "pending",
        "in_progress",
        "completed",
        "blocked",
        "cancelled",
        "planned",
    ]
    assert {item.kind for item in found} == {CompletionKind.WORD}
    assert {item.label: item.detail for item in found}["wip"] == "in progress"


@pytest.mark.parametrize(
    ("value", "word", "expected"),
    [
        ("**Status**: in$0", "in_progress", "**Status**: in_progress"),
        ("**Status**:$0", "pending", "**Status**: pending"),
        ("**Status:**$0", "pending", "**Status:** pending"),
        ("**Status**: in pro$0", "in progress", "**Status**: in progress"),
        ("**Status**: $0in progress (week 2)", "blocked", "**Status**: blocked (week 2)"),
        ("**Status**: in p$0rogress", "in progress", "**Status**: in progress"),
        ("**Status**: ✅ com$0pleted - all of it", "complete", "**Status**: ✅ complete - all of it"),
        ("**Status**: **do$0ne**", "done", "**Status**: **done**"),
        ("**Status**: [DO$0NE]", "done", "**Status**: [done]"),
        ("**Status**: {pending/in_$0progress/completed}", "pending", "**Status**: pending"),
        ("**Status**: {pending/in_progress/completed}$0", "completed", "**Status**: completed"),
        ("> 😀\n> **Status**: pend$0", "pending", "> 😀\n> **Status**: pending"),
        ("| **Status** | pend$0 |", "pending", "| **Status** | pending |"),
        ("**Status**: blo$0\n---", "blocked", "**Status**: blocked\n---"),
    ],
)
def test_an_accepted_status_takes_the_place_of_the_one_that_stands_there(value: str, word: str, expected: str) -> None:
    assert expected in accept(document(value), word)
    assert document(expected).partition("\n")[2] == accept(document(value), word)


def test_a_status_is_found_by_any_of_its_words() -> None:
    assert labels(document("**Status**: progr$0")) == ["in_progress", "in progress", "implementation in progress"]


@pytest.mark.parametrize("value", ["completed $0", "completed ($0", "done, says Ann$0", "as good as $0"])
def test_what_is_said_behind_a_status_is_prose(value: str) -> None:
    assert ask(document(f"**Status**: {value}")) is None


def test_words_that_a_project_adds_are_offered() -> None:
    text = '//- milestone-ls.toml\n[status]\nin_progress = ["cooking"]\n' + document("**Status**: coo$0")
    assert [(found.label, found.detail) for found in items_of(ask(text))] == [("cooking", "in progress")]


TRACKS = """
    //- M2.md
    # Milestone: M2 Walls
    **Parallel Track**: Upper floors
    //- M3.md
    # Milestone: M3 Roof
    **Parallel Track**: Upper floors
    //- M4.md
    # Milestone: M4 Garden
    **Track**: Base
    //- M5.md
    # Milestone: M5 Pond
    **Parallel Track**: {Track Name if applicable}
    //- M1.md
    # Milestone: M1 Ground
    **Parallel Track**: """


def test_tracks_that_other_milestones_have_are_offered_the_most_used_first() -> None:
    found = items_of(ask(TRACKS + "$0\n"))
    assert [(item.label, item.detail) for item in found] == [("Upper floors", "2 milestones"), ("Base", "1 milestone")]


def test_a_track_is_replaced_whole() -> None:
    for typed in ("up$0", "Upper fl$0", "U$0pper storeys", "{Track Name$0 if applicable}", "$0Cellar"):
        assert accept(TRACKS + typed + "  \n", "Upper floors").endswith("**Parallel Track**: Upper floors  \n")
    assert ask(TRACKS + "Cellar$0\n") is None


def test_of_very_many_tracks_the_first_are_offered() -> None:
    others = "".join(f"//- M{n}.md\n# Milestone: M{n} x\n**Track**: Lane {n:03}\n" for n in range(2, 204))
    found = ask(others + "//- M1.md\n# Milestone: M1 Ground\n**Track**: $0\n")
    assert found is not None
    assert found.incomplete
    assert [item.label for item in found.items] == [f"Lane {number:03}" for number in range(2, LIMIT + 2)]
