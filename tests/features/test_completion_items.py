"""List items and cells: labels, their values, tasks, estimates, ratings, owners and teams."""

import pytest

from milestone_ls.features.completion import CompletionKind
from tests.features.completing import accept, ask, item, items_of, labels

HEAD = "//- M1.md\n# Milestone: M1 Ground\n**Status**: pending\n\n"
TESTING = HEAD + "## Testing Requirements\n"
DELIVERABLES = HEAD + "## Deliverables\n"
TIMELINE = HEAD + "## Timeline\n"


def last_line(text: str) -> str:
    return text.rstrip("\n").split("\n")[-1]


def test_labels_of_the_section_that_it_lacks_are_offered() -> None:
    found = items_of(ask(TESTING + "- **Unit Tests**: x\n- $0\n- **Security Tests**: y\n"))
    assert [item.label for item in found] == ["Integration Tests", "E2E Tests", "Performance Tests"]
    assert {item.kind for item in found} == {CompletionKind.LABEL}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("- $0", "- **Unit Tests**: {Coverage target, specific test cases}"),
        ("- *$0", "- **Unit Tests**: {Coverage target, specific test cases}"),
        ("- **Un$0", "- **Unit Tests**: {Coverage target, specific test cases}"),
        ("- un$0", "- **Unit Tests**: {Coverage target, specific test cases}"),
        ("* **$0**", "* **Unit Tests**: {Coverage target, specific test cases}"),
        ("**$0", "- **Unit Tests**: {Coverage target, specific test cases}"),
        ("Words before:\n- $0", "- **Unit Tests**: {Coverage target, specific test cases}"),
        ("- **Un$0its**: 80 % 😀", "- **Unit Tests**: 80 % 😀"),
        ("> - **Un$0", "> - **Unit Tests**: {Coverage target, specific test cases}"),
    ],
)
def test_an_accepted_label_brings_what_the_template_has_or_keeps_what_is_there(typed: str, expected: str) -> None:
    assert last_line(accept(TESTING + typed + "\n", "Unit Tests")) == expected


def test_the_value_of_a_label_is_a_tab_stop_for_clients_with_snippets() -> None:
    found = item(TESTING + "- $0", "Unit Tests", snippets=True)
    assert found.text == r"**Unit Tests**: ${1:{Coverage target, specific test cases\}}"


def test_labels_of_a_section_are_offered_under_a_heading_of_ones_own_in_it() -> None:
    assert labels(TESTING + "### By hand\n- **E2$0\n") == ["E2E Tests"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("- **Critical Path**: $0", ["Yes", "No"]),
        ("- **Critical Path**:$0", ["Yes", "No"]),
        ("- **Critical Path**: y$0", ["Yes"]),
        ("- **Critical Path:** $0", ["Yes", "No"]),
        ("- **Critical Path**: {Yes/No - does$0 this block other work?}", ["Yes", "No"]),
    ],
)
def test_labels_that_take_yes_or_no_say_so(typed: str, expected: list[str]) -> None:
    assert labels(TIMELINE + typed + "\n") == expected


def test_a_word_of_a_label_takes_the_place_of_the_one_at_the_cursor() -> None:
    assert (
        last_line(accept(TIMELINE + "- **Critical Path**: $0no - prose\n", "Yes")) == "- **Critical Path**: Yes - prose"
    )
    assert last_line(accept(TIMELINE + "- **Critical Path**:$0\n", "Yes")) == "- **Critical Path**: Yes"
    after = accept(TIMELINE + "- **Critical Path**: {Yes/No - does this block other work?}$0\n", "No")
    assert last_line(after) == "- **Critical Path**: No"


def test_the_classes_of_the_token_budget_are_explained() -> None:
    found = items_of(ask(HEAD + "## Notes\n- **Token Budget**: $0\n"))
    assert [(item.label, item.detail) for item in found] == [
        ("lightweight", "<3K"),
        ("medium", "10-15K"),
        ("heavy", "25K+"),
    ]


@pytest.mark.parametrize("typed", ["- **Duration**: $0", "- **Critical Path**: Yes, $0", "- **Critical Path**: yes $0"])
def test_values_without_a_vocabulary_and_prose_behind_one_are_left_alone(typed: str) -> None:
    assert ask(TIMELINE + typed + "\n") is None


# Tasks and estimates


@pytest.mark.parametrize(
    ("typed", "label", "expected"),
    [
        ("- $0", "[ ]", "- [ ] "),
        ("- [$0", "[x]", "- [x] "),
        ("- [$0]", "[ ]", "- [ ] "),
        ("- [$0] Words", "[ ]", "- [ ] Words"),
        ("- [ $0] Words", "[ ]", "- [ ] Words"),
        ("- [x$0] Words", "[x]", "- [x] Words"),
        ("- [$0 ] Words", "[~]", "- [~] Words"),
        ("1. [$0", "[ ]", "1. [ ] "),
        ("Words:\n- $0", "[ ]", "- [ ] "),
    ],
)
def test_a_box_opens_an_item_of_a_section_that_holds_tasks(typed: str, label: str, expected: str) -> None:
    assert accept(DELIVERABLES + typed + "\n", label).endswith("\n" + expected + "\n")
    assert item(DELIVERABLES + typed + "\n", label).kind is CompletionKind.TASK


def test_boxes_are_offered_in_sections_of_ones_own_too() -> None:
    assert labels(HEAD + "## Chores\n- [$0\n") == ["[ ]", "[x]", "[~]"]
    assert labels(HEAD + "## Chores\n- [ ] a\n- $0\n") == ["[ ]"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("- [ ] A thing ($0", "- [ ] A thing (est. tokens: )"),
        ("- [ ] A thing ($0)", "- [ ] A thing (est. tokens: )"),
        ("- [ ] A thing (est$0", "- [ ] A thing (est. tokens: )"),
        ("- [ ] A thing (Est. tok$0", "- [ ] A thing (est. tokens: )"),
        ("- [x] 😀 A (small) thing (e$0s) and more", "- [x] 😀 A (small) thing (est. tokens: ) and more"),
        ("  - [ ] Inner ($0", "  - [ ] Inner (est. tokens: )"),
    ],
)
def test_a_parenthesis_of_a_deliverable_may_be_its_estimate(typed: str, expected: str) -> None:
    assert last_line(accept(DELIVERABLES + typed + "\n", "(est. tokens: )")) == expected


def test_the_estimate_is_a_tab_stop_for_clients_with_snippets() -> None:
    found = item(DELIVERABLES + "- [ ] A thing ($0", "(est. tokens: )", snippets=True)
    assert found.text == "(est. tokens: ${1})"


@pytest.mark.parametrize(
    "typed",
    [
        "- [ ] A thing (with $0",
        "- [ ] A thing (est. tokens: 3K) ($0",
        "- [ ] A thing (est. tokens: 3K)$0",
        "- [ ] A thing $0",
        "- A thing $0",
        "- Words$0",
        "- $0Words",
        "- [ ] `f($0)`",
        "- [M1]($0)",
        "```\n- $0\n```",
        "Words [$0",
        "Words ($0",
    ],
)
def test_prose_of_deliverables_is_left_alone(typed: str) -> None:
    assert ask(DELIVERABLES + typed + "\n") is None


def test_only_sections_whose_template_has_estimates_are_offered_them() -> None:
    assert ask(HEAD + "## Objectives\n- [ ] A thing ($0\n") is None


# Cells

RISKS = """## Risk Factors
| Risk | Impact | Likelihood | Mitigation Strategy | Owner |
|------|--------|------------|-------------------|--------|
"""
OTHER = """//- M2.md
# Milestone: M2 Walls

## Risk Factors
| Risk | Impact | Likelihood | Mitigation Strategy | Owner |
|------|--------|------------|-------------------|--------|
| Rain | H | L | Roof | Ann Lee |
| Wind | H | L | Roof | {Team/Person} |

## Resource Allocation
| Team/Resource | Tasks | Capacity | Conflicts |
|---|---|---|---|
| Masons | x | y | None |
"""


def test_ratings_are_offered_with_what_they_mean() -> None:
    found = items_of(ask(HEAD + RISKS + "| Rain | $0\n"))
    assert [(item.label, item.detail) for item in found] == [("H", "high"), ("M", "medium"), ("L", "low")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("| Rain | H | $0", "| Rain | H | M"),
        ("| Rain |$0", "| Rain | M"),
        ("| Rain |$0|", "| Rain | M|"),
        ("| Rain | H/M/L | H$0/M/L | x | y |", "| Rain | H/M/L | M | x | y |"),
        ("| Rain | $0H/M/L | H/M/L | x | y |", "| Rain | M | H/M/L | x | y |"),
        ("| Rain | H/$0", "| Rain | H/M"),
        ("| Rain | $0H | L | x | y |", "| Rain | M | L | x | y |"),
        ("| a \\| b 😀 | med$0", "| a \\| b 😀 | M"),
        ("Rain | $0", "Rain | M"),
    ],
)
def test_an_accepted_rating_takes_the_place_of_the_one_that_stands_there(typed: str, expected: str) -> None:
    assert last_line(accept(HEAD + RISKS + typed + "\n", "M")) == expected


def test_owners_and_teams_that_the_plan_knows_are_offered() -> None:
    assert labels(OTHER + HEAD + RISKS + "| Rain | H | L | x | $0 |\n") == ["Ann Lee"]
    assert last_line(accept(OTHER + HEAD + RISKS + "| Rain | H | L | x | a$0nn |\n", "Ann Lee")).endswith("| Ann Lee |")
    teams = HEAD + "## Resource Allocation\n| Team/Resource | Tasks | Capacity | Conflicts |\n|--|--|--|--|\n| $0\n"
    assert labels(OTHER + teams) == ["Masons"]


def test_what_is_being_typed_is_no_owner_of_the_plan() -> None:
    assert ask(HEAD + RISKS + "| Rain | H | L | x | Be$0 |\n") is None
    assert labels(HEAD + RISKS + "| Wind | H | L | x | Bea |\n| Rain | H | L | x | $0 |\n") == ["Bea"]


@pytest.mark.parametrize(
    "row",
    ["| $0", "| Rain | H | L | $0 | x |", "| Rain | H | L | x | y | $0", "| Rain | High and $0 |", "| Rain | `$0` |"],
)
def test_other_cells_are_left_alone(row: str) -> None:
    assert ask(OTHER + HEAD + RISKS + row + "\n") is None


def test_the_header_of_a_table_and_tables_of_ones_own_are_left_alone() -> None:
    assert ask(HEAD + "## Risk Factors\n| Risk | Impact $0|\n|--|--|\n") is None
    assert ask(HEAD + "## Risk Factors\n| Risk | Impact |\n|--|$0--|\n") is None
    assert ask(HEAD + "## Ours\n| Risk | Impact |\n|--|--|\n| x | $0 |\n") is None
