"""What the pages of the rules about sections and what fills them do not say."""

import pytest

from milestone_ls.markdown.reader import MAX_NESTING
from milestone_ls.rules.catalogue import rule_named
from milestone_ls.rules.judging import MOST_PER_CODE
from milestone_ls.template.reading import built_in_text
from tests import plans
from tests.rules.pages import fixed
from tests.rules.telling import judged, mended, only, told

REST = """
## Overview
What it is for.
## Objectives
- [ ] Dig
## Deliverables
- [ ] A hole
## Success Criteria
- It is deep
"""


class TestMissingSection:
    def test_required_is_what_the_design_of_a_milestone_needs(self) -> None:
        found = judged({"M1.md": "# Milestone: M1\n**Dependencies**: M0\n## Prerequisites\nx\n"}, "missing-section")
        assert [(judged.severity, judged.gates, judged.finding.message) for _, judged in found][:4] == [
            ("warning", True, 'section "Overview" is missing; every milestone needs it'),
            ("warning", True, 'section "Objectives" or "Deliverables" is missing; a milestone needs one of them'),
            ("warning", True, 'section "Success Criteria" is missing; every milestone needs it'),
            ("warning", True, 'section "Dependencies" is missing; the metadata names some'),
        ]
        ((severity, gates, message),) = [(f.severity, f.gates, f.finding.message) for _, f in found[4:]]
        assert (severity, gates) == ("information", False)
        assert message.startswith('recommended sections are missing: "Timeline", "Risk Factors", ')
        assert "Prerequisites" not in message
        assert "Objectives" not in message

    @pytest.mark.parametrize(
        ("value", "required"),
        [
            *[("None", False), ("", False), ("the weather", False), ("{Upstream milestone IDs}", False)],
            *[("M0", True), ("[M0](M0.md)", True), ("M0 (optional)", True), ("M1-M4", True), ("M3+", True)],
        ],
    )
    def test_dependencies_are_required_where_the_metadata_names_some(self, value: str, required: bool) -> None:
        found = told(f"//- M1.md\n# Milestone: M1\n**Dependencies**: {value}\n{REST}", "missing-section")
        assert any(line.startswith("warning") for line in found) is required

    def test_one_of_objectives_and_deliverables_is_enough_and_the_other_is_recommended(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n" + REST.replace("## Objectives\n- [ ] Dig\n", "")
        (line,) = told(text, "missing-section")
        assert line.startswith("information")
        assert '"Objectives"' in line

    @pytest.mark.parametrize(
        "heading",
        ["# Overview", "#### Overview", "Overview\n---", "## 📖 1. OVERVIEW:", "## Overviews", "## Overview, short"],
    )
    def test_a_section_counts_at_any_level_and_in_any_dress(self, heading: str) -> None:
        text = "//- M1.md\n# Milestone: M1\n" + REST.replace("## Overview", heading)
        assert [line for line in told(text, "missing-section") if line.startswith("warning")] == []

    def test_what_stands_in_a_section_stands_for_it(self) -> None:
        text = f"//- M1.md\n# Milestone: M1\n**Dependencies**: M0\n{REST}\n## Upstream Dependencies\n- M0\n"
        assert [line for line in told(text, "missing-section") if line.startswith("warning")] == []

    def test_another_word_that_begins_alike_is_another_section(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n" + REST.replace("## Overview", "## Overviewing")
        assert [line for line in told(text, "missing-section") if line.startswith("warning")] == [
            'warning: Milestone: M1: section "Overview" is missing; every milestone needs it'
        ]

    def test_the_configuration_requires_other_sections_even_ones_that_the_template_does_not_know(self) -> None:
        text = """
            //- milestone-ls.toml
            required = ["Timeline", "Rollback", "Acceptance Criteria"]
            //- M1.md
            # Milestone: M1
            ## Success Criteria
            - It is deep
        """
        found = judged(plans.parse(text).files, "missing-section")
        assert [judged.finding.message for _, judged in found if judged.severity == "warning"] == [
            'section "Timeline" is missing; the configuration requires it',
            'section "Rollback" is missing; the configuration requires it',
        ]
        rollback = next(judged for _, judged in found if "Rollback" in judged.finding.message)
        after = fixed(plans.parse(text).files, rollback)["M1.md"]
        assert after == "# Milestone: M1\n## Success Criteria\n- It is deep\n\n## Rollback\n"

    def test_the_strict_profile_requires_the_whole_template(self) -> None:
        text = '//- milestone-ls.toml\nprofile = "strict"\n//- M1.md\n# Milestone: M1\n' + REST
        found = told(text, "missing-section")
        assert len(found) == 15 - 4
        assert all(line.startswith("warning") for line in found)

    def test_in_what_is_completed_or_cancelled_all_of_it_is_a_hint(self) -> None:
        for status in ("done", "cancelled"):
            found = judged({"M1.md": f"# Milestone: M1\n**Status**: {status}\n"}, "missing-section")
            assert {(judged.severity, judged.gates) for _, judged in found} == {("hint", False)}

    def test_nothing_behind_a_fence_that_nothing_closes_is_missing(self) -> None:
        (line,) = told("//- M1.md\n# Milestone: M1\n## Objectives\n```\n## Notes\n", "missing-section")[1:]
        assert line.endswith('recommended section is missing: "Prerequisites"')
        # A section that the template does not know stands behind the last one that it does.
        (line,) = told("//- M1.md\n# Milestone: M1\n## Overview\nx\n## Mine\n```\n", "missing-section")
        assert line.endswith('recommended section is missing: "Prerequisites"')
        assert told("//- M1.md\n# Milestone: M1\n```\n## Notes\n", "missing-section") == []

    @pytest.mark.parametrize("eol", ["\n", "\r\n"])
    @pytest.mark.parametrize("end", ["", "\n", "\n\n"])
    @pytest.mark.parametrize("body", ["", "## Timeline\n- x", "## Mine\n### Deeper\ntext\n# Later\n> quote"])
    def test_the_fix_for_all_inserts_the_whole_template_in_its_order(self, eol: str, end: str, body: str) -> None:
        text = f"# Milestone: M1\n\n**Status**: wip\n\n{body}{end}".replace("\n", eol)
        files = {"M1.md": text}
        for _, found in judged(files, "missing-section"):
            after = fixed(files, found, -1)["M1.md"]
            assert judged({"M1.md": after}, "missing-section") == []
            assert ("\r\n" in after) == ("\n" not in after.replace("\r\n", ""))
            document = plans.project_of({"M1.md": after}).snapshot.documents["M1.md"]
            names = [section.spec.name for section in document.sections if section.spec and section.level == 2]
            assert names == [section.name for section in document.schema.sections]

    def test_own_templates_bring_their_own_sections(self) -> None:
        text = """
            //- milestone-ls.toml
            template = "template.md"
            //- template.md
            # {ID}: {Title}

            Goal
            ----
            - {What}

            ## Rollback
            {How}
            //- M1.md
            # M1: Ground
        """
        files = plans.parse(text).files
        found = only(files, "missing-section")
        assert found.finding.message == 'recommended sections are missing: "Goal" and "Rollback"'
        assert fixed(files, found, -1)["M1.md"] == "# M1: Ground\n\nGoal\n----\n- {What}\n\n## Rollback\n{How}\n"


class TestEmptySection:
    def test_a_required_section_is_a_warning_and_any_other_a_hint(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n## Overview\n## Notes\n##\n"
        assert told(text, "empty-section") == [
            'warning: Overview: section "Overview" is empty',
            'hint: Notes: section "Notes" is empty; write "N/A" if there is nothing to say',
            'hint: : this section is empty; write "N/A" if there is nothing to say',
        ]

    def test_of_objectives_and_deliverables_one_may_be_empty(self) -> None:
        both = "//- M1.md\n# Milestone: M1\n## Objectives\n## Deliverables\n"
        assert [line[:7] for line in told(both, "empty-section")] == ["warning", "warning"]
        assert [line[:4] for line in told(both + "- [ ] A hole\n", "empty-section")] == ["hint"]

    def test_what_is_completed_stays_as_it_is(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n**Status**: done\n## Overview\n"
        assert [line[:4] for line in told(text, "empty-section")] == ["hint"]

    def test_the_fix_puts_the_templates_text_above_a_comment(self) -> None:
        text = "# Milestone: M1\r\n## Risk Factors\r\n<!-- later -->\r\n"
        lines = mended(text, "empty-section").split("\r\n")
        assert lines[1:3] == ["## Risk Factors", "| Risk | Impact | Likelihood | Mitigation Strategy | Owner |"]
        assert lines[-3:] == ["", "<!-- later -->", ""]


class TestUnfilledPlaceholder:
    def test_a_document_that_has_just_been_begun_is_told_once(self) -> None:
        text = built_in_text().replace("{ID} {Title} {Weight-Class-Emoji}", "M1 Ground")
        assert told("//- M1.md\n" + text, "unfilled-placeholder") == [
            "information: Milestone: M1 Ground [P/S/B]: 68 of 68 placeholders of the template are unfilled"
        ]

    def test_half_of_them_are_told_one_by_one(self) -> None:
        text = """
            //- M1.md
            # Milestone: M1 Ground
            **Status**: wip
            ## Success Criteria
            - **Automated tests**: {specific test suite/coverage requirements}
            - **Manual validation**: {specific validation procedures}
            - **Performance metrics**: {measurable performance requirements}
            - **Quality metrics**: {code quality, documentation standards}
            ## Testing Requirements
            - **Unit Tests**: all
        """
        # Four of the ten that the template has in these sections and that field.
        assert [line[:7] for line in told(text, "unfilled-placeholder")] == ["warning"] * 4
        more = text.replace("wip", "{pending/in_progress/completed}").replace(
            "all", "{Coverage target, specific test cases}"
        )
        assert [line[:11] for line in told(more, "unfilled-placeholder")] == ["information"]

    def test_three_are_told_where_they_stand_even_if_they_are_all(self) -> None:
        text = """
            //- M1.md
            # Milestone: M1 [P/S/B]
            **Dependencies**: {Upstream milestone IDs}
            ## Overview
            Brief description of the milestone's purpose and its role in the larger project context.
        """
        assert [line.split(": ")[1] for line in told(text, "unfilled-placeholder")] == [
            "P/S/B",
            "{Upstream milestone IDs}",
            "Brief description of the milestone's purpose and its role in the larger project context.",
        ]

    def test_the_type_names_its_letters(self) -> None:
        assert told("//- M1.md\n# Milestone: M1 [P/S/B]\n", "unfilled-placeholder") == [
            "warning: P/S/B: the type is left open; choose P, S or B"
        ]

    def test_what_is_completed_is_only_a_hint(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n**Dependencies**: {Upstream milestone IDs}\n**Status**: done\n"
        assert [line[:4] for line in told(text, "unfilled-placeholder")] == ["hint"]

    def test_no_more_are_told_than_anyone_reads(self) -> None:
        filled = "".join(f"- [ ] Dig {number}\n" for number in range(40))
        slot = "- {What}\n"
        files = {
            plans.CONFIGURATION: 'template = "template.md"',
            "template.md": f"# {{ID}}: {{Title}}\n## Objectives\n{slot * 60}",
            "M1.md": f"# M1: Ground\n## Objectives\n{slot * 25}{filled}",
        }
        found = judged(files, "unfilled-placeholder")
        assert len(found) == MOST_PER_CODE
        assert found[-1][1].finding.message.endswith("(and 5 more)")


class TestUnclosedFence:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("```\ncode\n", "```\ncode\n```\n"),
            ("```\ncode", "```\ncode\n```"),
            ("```", "```\n```"),
            ("~~~~ py\n~~~\n", "~~~~ py\n~~~\n~~~~\n"),
            # above the first heading in the code that may well be one
            ("```\ncode\n\n## Notes\nx\n", "```\ncode\n```\n\n## Notes\nx\n"),
            ("```\ncode\n## Notes\nx\n", "```\ncode\n```\n\n## Notes\nx\n"),
            ("```\ncode\n\n## Mine\nx\n", "```\ncode\n```\n\n## Mine\nx\n"),
            ("```\n\n## Notes\n~~~\nx\n", "```\n\n## Notes\n~~~\nx\n```\n"),
            ("```bash\n# one\n## two\n### three\n", "```bash\n# one\n## two\n### three\n```\n"),
            # as far indented as it opens
            ("- item\n\n  ```\n  code\n", "- item\n\n  ```\n  code\n  ```\n"),
            ("> ```\n> code\n", "> ```\n> code\n> ```\n"),
            ("1. ```\n   code\n", "1. ```\n   code\n   ```\n"),
            # meant to close the one above it
            ("- item\n  ```sh\n  code\n```\ntext\n", "- item\n  ```sh\n  code\n  ```\ntext\n"),
            ("> ```sh\n> code\n```\ntext\n", "> ```sh\n> code\n> ```\ntext\n"),
        ],
    )
    def test_it_is_closed_where_its_author_may_have_meant_it(self, before: str, after: str) -> None:
        head = "# Milestone: M1\n## Overview\n"
        assert mended(head + before, "unclosed-fence") == head + after
        assert judged({"M1.md": head + after}, "unclosed-fence") == []
        crlf = (head + before).replace("\n", "\r\n")
        assert mended(crlf, "unclosed-fence") == (head + after).replace("\n", "\r\n")

    def test_it_can_be_closed_at_the_end_all_the_same(self) -> None:
        text = "# Milestone: M1\n```\ncode\n\n## Notes\nx\n"
        assert mended(text, "unclosed-fence", 1) == text + "```\n"

    @pytest.mark.parametrize(
        "text", ["```\nx\n```\n", "- a\n  ```\n  x\n\ntext\n", "> ```\n> x\n\ntext\n", "    ```\n", "`` ``` ``"]
    )
    def test_what_ends_with_its_list_or_quote_is_closed(self, text: str) -> None:
        assert told(f"//- M1.md\n# Milestone: M1\n\n{text}", "unclosed-fence") == []

    def test_it_is_an_error_even_in_what_is_completed(self) -> None:
        found = only({"M1.md": "# Milestone: M1\n**Status**: done\n\n```\n"}, "unclosed-fence")
        assert (found.severity, found.gates) == ("error", True)


class TestNestedTooDeeply:
    def test_the_page_names_the_limit(self) -> None:
        rule = rule_named("nested-too-deeply")
        assert rule is not None
        assert f"{MAX_NESTING} levels" in rule.page

    def test_lists_count_like_quotes(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n" + "".join(f"{'  ' * depth}- a\n" for depth in range(100))
        (line,) = told(text, "nested-too-deeply")
        assert line.startswith("warning: - a: nested over")
