"""What the pages of the rules about headings, fields and status do not say."""

import pytest

from milestone_ls.config import Settings, load
from milestone_ls.config.ids import IdPattern
from milestone_ls.project.project import Project
from milestone_ls.rules.catalogue import CODES, RULES
from milestone_ls.rules.judging import Judge
from milestone_ls.template.grammar import form_for
from milestone_ls.text import Edit, Position, apply_edits
from tests import plans
from tests.rules.pages import fixed
from tests.rules.telling import judged, mended, only, told


class TestMalformedHeading:
    def test_without_an_id_anywhere_it_fails_the_check_and_with_one_in_the_file_name_it_does_not(self) -> None:
        assert only({"notes.md": "# Milestone: Roof"}, "malformed-heading").gates
        found = only({"M3-Roof.md": "# Milestone: Roof"}, "malformed-heading")
        assert (found.severity, found.gates) == ("warning", False)

    def test_the_folder_of_a_readme_supplies_the_id(self) -> None:
        files = {"M3-Roof/README.md": "# Milestone: Roof"}
        found = only(files, "malformed-heading")
        assert found.finding.message == '"Roof" is no milestone ID; M3 is taken from the file name, write it here'
        assert fixed(files, found)["M3-Roof/README.md"] == "# Milestone: M3 Roof"

    @pytest.mark.parametrize(
        ("form", "heading", "after"),
        [
            ("# Step {ID}: {Title}", "# Step: Roof", "# Step M3: Roof"),
            ("# Step {ID}: {Title}", "# Step Roof: The top", "# Step M3: Roof: The top"),
            ("# Step {ID} - {Title}", "# Step - Roof", "# Step M3 - Roof"),
            ("# Step {ID} {Title}", "# Step Roof", "# Step M3 Roof"),
            ("# Step {ID} {Title}", "# Step **Roof**", "# Step **M3 Roof**"),
            ("# Step {ID} {Title}", "# Step", "# Step M3"),
        ],
    )
    def test_the_id_goes_where_the_form_has_it(self, form: str, heading: str, after: str) -> None:
        files = {"M3-Roof.md": heading, plans.CONFIGURATION: f'heading = ["{form}"]'}
        found = only(files, "malformed-heading")
        assert fixed(files, found)["M3-Roof.md"].rstrip() == after

    def test_where_no_word_stands_in_the_ids_place_the_heading_is_marked(self) -> None:
        assert told("//- M3.md\n# Milestone: [P]", "malformed-heading") == [
            "warning: Milestone: [P]: the heading bears no milestone ID; M3 is taken from the file name, write it here"
        ]

    def test_other_punctuation_with_an_id_is_no_malformed_heading(self) -> None:
        text = '//- milestone-ls.toml\nheading = ["# Step {ID}: {Title}"]\n//- M3.md\n# Step: M3 Roof'
        assert told(text, "malformed-heading") == []
        assert len(told(text, "template-mismatch")) == 1


class TestTemplateMismatch:
    @pytest.mark.parametrize(
        ("heading", "form"),
        [
            ("M1: Ground", "# {ID}: {Title}"),
            ("Milestone 3 - Roof", "# Milestone {ID} - {Title}"),
            ("Milestone M3", "# Milestone {ID} {Title}"),
            ("Phase 2: Walls", "# Phase {ID}: {Title}"),
            ("M1 — Ground", "# {ID} — {Title}"),
            ("M1. Ground", "# {ID}. {Title}"),
            ("M1-Ground_work", "# {ID} {Title}"),
            ("🐳 M1: Ground", "# {ID}: {Title}"),
            ("Step M1: Ground [S]", "# Step {ID}: {Title} [P/S/B]"),
            ("M1 Ground [soft]", "# {ID} {Title}"),
            # no ID, an ID deep in prose, a number that only counts, signs that a setting cannot hold
            ("Ground", None),
            ("What we learned from doing M1", None),
            ("3 ways to dig", None),
            ('"Step" M1: Ground', None),
            ("{Step} M1: Ground", None),
        ],
    )
    def test_the_form_that_is_named_would_fit_the_heading(self, heading: str, form: str | None) -> None:
        assert form_for(heading, IdPattern(Settings().id_pattern), ("P", "S", "B")) == form
        if form is not None:
            loaded = load(f"heading = ['{form}']", plans.CONFIGURATION)
            assert loaded is not None
            assert loaded.settings.heading == (form,)

    def test_the_form_of_most_is_named_at_the_first_that_has_it(self) -> None:
        text = """
            //- a.md
            # Ground
            **Dependencies**: None
            **Status**: done
            //- b.md
            # M2: Walls
            **Dependencies**: None
            **Status**: done
            //- c.md
            # M3: Roof
            **Dependencies**: None
            **Status**: done
        """
        (line,) = told(text, "template-mismatch")
        assert line.startswith(
            "information: M2: Walls: 3 documents look like milestones, but their headings fit no form"
        )
        assert line.endswith('heading = ["# {ID}: {Title}"] would fit 2 of them')
        found = only(plans.parse(text).files, "template-mismatch")
        assert [related.path for related in found.finding.related] == ["a.md", "c.md"]

    def test_without_any_id_there_is_nothing_to_set(self) -> None:
        text = "//- a.md\n# Ground\n**Dependencies**: None\n**Status**: done"
        (message,) = told(text, "template-mismatch")
        assert "write an ID in it" in message
        assert only(plans.parse(text).files, "template-mismatch").finding.fixes == ()

    def test_when_the_first_is_mended_the_next_is_judged_again(self) -> None:
        files = {f"M{n}.md": f"# M{n}: Ground\n**Dependencies**: None\n**Status**: done" for n in (1, 2)}
        project = plans.project_of(files)
        document = project.read(files["M1.md"].replace("# M1:", "# Milestone: M1"))
        assert project.put({"M1.md": document}) >= {"M1.md", "M2.md"}

    def test_it_waits_until_the_whole_plan_has_been_read(self) -> None:
        project = Project(Settings(), plans.project_of({}).schema)
        project.put({"M1.md": project.read("# M1: Ground\n**Dependencies**: None\n**Status**: done")})
        assert Judge(RULES, Settings()).findings(project.snapshot, "M1.md") == ()


class TestUnknownType:
    @pytest.mark.parametrize(
        ("type_", "message"),
        [
            ("C", '"C" is no type; write P, S or B'),
            ("P/B", '"P/B" is no type; write P, S or B'),
            ("sequential", '"sequential" is no type; write S'),
            ("PENDING", '"[PENDING]" is a status, which belongs in the Status field; here stands P, S or B'),
            (" ", '"[ ]" is a status, which belongs in the Status field; here stands P, S or B'),
            ("✅", '"[✅]" is a status, which belongs in the Status field; here stands P, S or B'),
            ("P/S/B", None),
            ("p", None),
            ("int", None),
            ("v2", None),
        ],
    )
    def test_a_letter_and_a_status_are_told_and_words_are_part_of_the_title(
        self, type_: str, message: str | None
    ) -> None:
        expected = [f"information: {type_}: {message}"] if message else []
        assert told(f"//- M1.md\n# Milestone: M1 Ground 🐳 [{type_}]", "unknown-type") == expected

    def test_a_form_without_types_has_none_that_are_unknown(self) -> None:
        text = '//- milestone-ls.toml\nheading = ["# {ID}: {Title}"]\n//- M1.md\n# M1: Ground [C]'
        assert told(text, "unknown-type") == []


class TestMissingField:
    def test_status_and_dependencies_fail_the_check_and_the_others_are_hints(self) -> None:
        found = judged({"M1.md": "# Milestone: M1 Ground"}, "missing-field")
        assert [(judged.severity, judged.gates) for _, judged in found] == [
            *[("hint", False), ("warning", True)],
            *[("hint", False), ("warning", True)],
        ]

    def test_nobody_back_fills_what_is_completed(self) -> None:
        found = judged({"M1.md": "# Milestone: M1 Ground\n**Status**: done"}, "missing-field")
        assert {(judged.severity, judged.gates) for _, judged in found} == {("hint", False)}

    def test_what_the_template_does_not_have_is_not_missed(self) -> None:
        text = """
            //- milestone-ls.toml
            template = "template.md"
            //- template.md
            # {ID}: {Title}
            **Depends on**: {IDs}
            **Prerequisites**: {Anything}
            //- M1.md
            # M1: Ground
            **Needs**: M0
            **Prerequisites**: a spade
        """
        # Both fields of the template have one role, and either of them says what the milestone depends on.
        assert told(text, "missing-field") == []

    def test_an_alias_of_the_configuration_counts(self) -> None:
        text = """
            //- milestone-ls.toml
            [aliases.fields]
            status = ["Zustand"]
            //- M1.md
            # Milestone: M1 Ground
            **Parallel Track**: a
            **Dependencies**: None
            **Parallel With**: None
            **Zustand**: done
        """
        assert told(text, "missing-field") == []

    def test_a_fence_in_the_head_hides_what_stands_there(self) -> None:
        assert told("//- M1.md\n# Milestone: M1 Ground\n```\n**Status**: done", "missing-field") == []
        text = "//- M1.md\n# Milestone: M1 Ground\n## Overview\n```\nx"
        assert len(told(text, "missing-field")) == 4

    def test_an_empty_status_is_told_where_it_stands(self) -> None:
        (status,) = told(
            "//- M1.md\n# Milestone: M1\n**Phase**: 1\n**Depends**:\n**Parallel With**:\n**Status**:\n", "missing-field"
        )
        assert status == "warning: Status: Status is empty; write pending, in_progress or completed"

    def test_the_fix_keeps_the_documents_line_ends(self) -> None:
        text = "# Milestone: M1\r\n\r\n**Phase**: 1  \r\n**Depends**: None  \r\n**Status**: wip"
        assert mended(text, "missing-field") == (
            "# Milestone: M1\r\n\r\n**Phase**: 1  \r\n**Depends**: None  \r\n"
            "**Can Run In Parallel With**: {Other milestone IDs}  \r\n**Status**: wip"
        )


class TestDuplicates:
    def test_the_first_one_is_the_related_place(self) -> None:
        found = only({"M1.md": "# Milestone: M1\n**Status**: done\n**Status**: wip\n"}, "duplicate-field")
        assert [related.span.start for related in found.finding.related] == [Position(1, 2)]
        assert found.finding.message == 'field "Status" stands twice; only the first counts'

    def test_three_of_a_name_are_one_finding(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n## Notes\na\n## 📝 Notes\nb\n## 3. NOTES:\nc\n"
        assert told(text, "duplicate-section") == ['warning: 📝 Notes: section "📝 Notes" stands 3 times; keep one']

    def test_two_names_of_one_role_are_two_fields(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n**Dependencies**: M2\n**Prerequisites**: a spade\n"
        assert told(text, "duplicate-field") == []

    def test_rows_of_a_table_count_as_fields(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n| Field | Value |\n|---|---|\n| Status | done |\n| Status | wip |\n"
        assert told(text, "duplicate-field") == ['warning: Status: field "Status" stands twice; only the first counts']

    def test_a_section_below_another_heading_is_another(self) -> None:
        text = "//- M1.md\n# Milestone: M1\n## Notes\na\n# Later\n## Notes\nb\n## A\n### Notes\nc\n### Notes\nd\n"
        assert told(text, "duplicate-section") == ['warning: Notes: section "Notes" stands twice; keep one']


class TestUnknownStatus:
    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("complted", '«complted» is no known status; did you mean "completed"?'),
            ("COMPLTED on Monday", '«COMPLTED» is no known status; did you mean "COMPLETED"?'),
            ("in progres (half)", '«in progres» is no known status; did you mean "in progress"?'),
            ("doen", '«doen» is no known status; did you mean "done"?'),
            ("🐳 complted", '«complted» is no known status; did you mean "completed"?'),
            ("*complted*", '«complted» is no known status; did you mean "completed"?'),
            # the opposite of a word is not a slip of the pen
            ("incomplete", "«incomplete» is no known status; write pending, in_progress or completed, or name it …"),
            ("unblocked", "«unblocked» is no known status; write pending, in_progress or completed, or name it …"),
            ("see the board\nof M2", "«see the board» is no known status; write pending, in_progress or completed, …"),
        ],
    )
    def test_the_nearest_word_is_offered_and_only_the_first_words_are_marked(self, status: str, expected: str) -> None:
        fixture = plans.parse(f"//- M1.md\n# Milestone: M1\n**Status**: {status}\n")
        found = only(fixture.files, "unknown-status")
        message = found.finding.message
        words = fixture.text_of("M1.md", found.finding.span)
        assert message.startswith(f'"{words}"')
        assert message.replace(f'"{words}"', f"«{words}»", 1).startswith(expected.rstrip("…").rstrip(", "))
        assert found.gates

    def test_the_fix_leaves_what_stands_behind_the_word(self) -> None:
        assert mended("# Milestone: M1\n**Status**: In progres, half\n", "unknown-status").endswith(
            "**Status**: in progress, half\n"
        )

    @pytest.mark.parametrize("status", ["", "{pending/in_progress/completed}", "✅", "[x]", "[ ]", "DONE!", "wip: x"])
    def test_what_is_known_empty_or_unfilled_is_not_told(self, status: str) -> None:
        assert told(f"//- M1.md\n# Milestone: M1\n**Status**: {status}\n", "unknown-status") == []


def test_every_file_of_a_rule_is_named_by_its_code() -> None:
    for rule in RULES:
        module = rule.judge.__module__.rpartition(".")[2]
        assert module == rule.code.replace("-", "_")
    assert {"missing-section", "bad-template"} <= CODES


def test_edits_of_two_findings_can_be_applied_together() -> None:
    text = "# Milestone: M1\n"
    found = judged({"M1.md": text}, "missing-field")
    edits: list[Edit] = [edit for _, judged in found for edit in judged.finding.fixes[0].edits[0].edits]
    after = apply_edits(text, edits)
    assert judged({"M1.md": after}, "missing-field") == []
