"""Headings of sections, and what an empty line may become."""

import pytest

from milestone_ls.config import Settings
from milestone_ls.features.completion import CompletionKind, completions
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Position
from tests import plans
from tests.features.completing import accept, ask, expanded, item, items_of, labels

SECTIONS = built_in_schema(Settings()).sections
NAMES = [f"## {section.name}" for section in SECTIONS]
OVERVIEW = "## Overview\nBrief description of the milestone's purpose and its role in the larger project context."
HEAD = "//- M1.md\n# Milestone: M1 Ground\n\n"
OWN = """//- milestone-ls.toml
template = "own.md"
//- own.md
# Milestone: {ID} {Title}

## Why
{Reason}

## How
- [ ] {Step}

### Cost
{Sum}

### Risk
{What may fail}
//- M1.md
# Milestone: M1 Ground
"""


def test_behind_the_marks_come_the_sections_of_the_template() -> None:
    found = items_of(ask(HEAD + "## $0"))
    assert [item.label for item in found] == NAMES
    assert {item.kind for item in found} == {CompletionKind.SECTION}


def test_sections_that_are_there_are_not_offered_and_those_that_come_next_are_offered_first() -> None:
    found = labels(HEAD + "## 1. Overview\nx\n\n## $0\n\n## Risks\nx\n")
    assert "## Overview" not in found
    assert "## Risk Factors" not in found
    assert found[:2] == ["## Objectives", "## Deliverables"]
    assert found[-1] == "## Prerequisites"


@pytest.mark.parametrize(
    "typed", ["#$0", "##$0", "## $0", "##  Ov$0", "##Ov$0", "## ov$0", "## Ov$0er", "## Overview$0"]
)
def test_an_accepted_section_brings_its_body(typed: str) -> None:
    assert accept(HEAD + typed + "\n", "## Overview") == f"# Milestone: M1 Ground\n\n{OVERVIEW}\n"


def test_a_gap_is_left_before_a_heading_that_follows_at_once() -> None:
    after = accept(HEAD + "## Ov$0\n## Objectives\n", "## Overview")
    assert after == f"# Milestone: M1 Ground\n\n{OVERVIEW}\n\n## Objectives\n"


def test_above_text_only_the_heading_is_offered() -> None:
    assert accept(HEAD + "## Ov$0\nWords.\n", "## Overview") == "# Milestone: M1 Ground\n\n## Overview\nWords.\n"
    assert (
        accept(HEAD + "## Ov$0\n\n### Words\n", "## Overview") == "# Milestone: M1 Ground\n\n## Overview\n\n### Words\n"
    )


def test_a_snippet_has_tab_stops_and_leaves_the_template_where_nothing_is_typed_over_them() -> None:
    found = item(HEAD + "## Obj$0", "## Objectives", snippets=True)
    assert found.is_snippet
    assert found.text.startswith("## Objectives\n- [ ] ${1:Clear, measurable objective 1}\n- [ ] ${2:")
    for section in SECTIONS:
        text = item(HEAD + "## $0", f"## {section.name}", snippets=True).text
        assert expanded(text) == section.source
        assert item(HEAD + "## $0", f"## {section.name}").text == section.source


def test_text_for_clients_without_snippets_ends_its_lines_as_the_document_does() -> None:
    snapshot = plans.project_of({"M1.md": "# Milestone: M1 Ground\r\n\r\n## Ov\r\n"}).snapshot
    plain = completions(snapshot, "M1.md", Position(2, 5), snippets=False)
    snippet = completions(snapshot, "M1.md", Position(2, 5), snippets=True)
    assert plain is not None
    assert snippet is not None
    assert plain.items[0].text == OVERVIEW.replace("\n", "\r\n")
    assert "\r" not in snippet.items[0].text


def test_sub_sections_are_offered_inside_their_section_only() -> None:
    assert labels(OWN + "## How\n\n### $0\n") == ["### Cost", "### Risk"]
    assert labels(OWN + "## How\n### Cost\nx\n\n### $0\n\n## Why\n") == ["### Risk"]
    assert ask(OWN + "## Why\n\n### $0\n") is None
    assert ask(OWN + "### $0\n") is None


def test_a_mark_alone_may_become_any_heading_two_marks_any_but_a_title() -> None:
    assert labels(OWN + "## How\nx\n\n#$0\n") == ["### Cost", "### Risk", "## Why"]
    assert labels(OWN + "## How\nx\n\n##$0\n") == ["### Cost", "### Risk", "## Why"]
    assert labels(OWN + "## How\nx\n\n## $0\n") == ["## Why"]


def test_a_section_brings_its_sub_sections() -> None:
    after = accept(OWN + "\n## H$0", "## How")
    assert after.endswith("\n## How\n- [ ] {Step}\n\n### Cost\n{Sum}\n\n### Risk\n{What may fail}")


@pytest.mark.parametrize(
    "text",
    [
        "## Some words$0",
        "## $0Some words",
        "##$0 Overview",
        "# $0",
        "#### $0",
        "> ## $0",
        "- ## $0",
        "```\n## $0\n```",
        "<div>\n## $0\n</div>",
        "    ## $0",
        "#hash$0",
        "Words ## $0",
        "## `Ov$0`",
    ],
)
def test_other_headings_code_and_hash_signs_in_prose_are_left_alone(text: str) -> None:
    assert ask(HEAD + text + "\n") is None


def test_other_markdown_is_left_alone() -> None:
    assert ask("//- README.md\n# The plan\n\n## $0\n") is None
    assert ask("//- README.md\n# The plan\n\n$0\n") is None
    assert ask("//- template.md\n# Milestone: {ID} {Title}\n\n## $0\n") is None


def test_what_include_leaves_out_is_left_alone() -> None:
    text = '//- milestone-ls.toml\ninclude = ["plan/*.md"]\n//- notes/M1.md\n# Milestone: M1 Ground\n\n## $0\n'
    assert ask(text) is None
    assert ask(text.replace("notes/", "plan/")) is not None


def test_an_empty_line_may_become_what_the_section_is_made_of_or_another_section() -> None:
    assert labels(HEAD + "## Deliverables\n- [ ] x\n\n$0\n")[:2] == ["[ ]", "## Success Criteria"]
    assert labels(HEAD + "## Timeline\n$0\n")[0] == "Start"
    assert labels(HEAD + "## Overview\nx\n\n$0\n") == [*NAMES[2:], NAMES[0]]
    assert accept(HEAD + "## Deliverables\n* [ ] x\n$0\n", "[ ]").endswith("* [ ] x\n* [ ] \n")
    assert accept(HEAD + "## Notes\n$0\n", "Token Budget").endswith(
        "- **Token Budget**: {lightweight <3K / medium 10-15K / heavy 25K+}\n"
    )


def test_an_indented_line_becomes_nothing() -> None:
    assert ask(HEAD + "## Deliverables\n- [ ] x\n  $0\n") is None


def test_a_line_between_the_heading_and_the_fields_may_become_either() -> None:
    found = labels("//- M1.md\n# Milestone: M1 Ground\n$0\n")
    assert found[:2] == ["Parallel Track", "Dependencies"]
