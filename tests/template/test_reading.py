"""A template file read as a schema: the built-in one, two of projects' own, and texts that cannot be one."""

import textwrap

import pytest

from milestone_ls.config import Aliases, Settings
from milestone_ls.template.reading import (
    TemplateProblem,
    built_in_schema,
    built_in_text,
    placeholders_in,
    schema_of,
)
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.schema import ColumnSpec, LabelSpec, Schema, SectionSpec
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Span
from tests.markdown.reading import source_of, text_of

BUILT_IN = built_in_schema(Settings())

# A table of fields below the heading, sections parted by rules: no status, tasks only under the criteria.
TABLED = """\
# {ID}: {Title}

| Field | Value |
|-------|-------|
| **Risk** | {LOW/MEDIUM/HIGH} |
| **Dependencies** | {Milestones, with what they give} |
| **Blocks** | {Milestones} |

---

## Objective

{What is true when this is done}

---

## Implementation Tasks

1. {First task}
2. {Second task}

## Test Cases

### T{N}.1: {What is tested}
**Type**: {Unit/Integration}

## Acceptance Criteria

- [ ] All {N} test cases pass
- [ ] {What else must hold}
"""

# Fields in bold lines right above a rule, phases with a number of their own, criteria within each.
PHASED = """\
---
kind: template
---
# {ID} — {Title}

> {The goal in one sentence}

**Prerequisites:** {Milestones}
**Estimated complexity:** {Low/Medium/High}
**State:** {to do/cooking/served}
---

## Phase {ID}.1: {Name}

**Goal:** {What this phase is for}

### Tasks

1. **{Task}:**
   - {Step}

### Acceptance Criteria
- [ ] {Criterion}

## Goals
- [ ] A goal that can be tasted 1
- [ ] A goal that can be tasted 2

## Overview
A sentence or two,
by the cook.

# Appendix
"""


def own(text: str, settings: Settings | None = None) -> Schema:
    schema = schema_of(source_of(text), settings or Settings())
    assert isinstance(schema, Schema)
    return schema


def names(schema: Schema) -> list[str]:
    return [spec.name for spec in schema.all_sections()]


def section(schema: Schema, name: str) -> SectionSpec:
    spec = schema.section_named(name)
    assert spec is not None
    return spec


class TestTheBuiltIn:
    def test_its_heading_has_words_slots_and_type_letters(self) -> None:
        (grammar,) = BUILT_IN.grammars
        assert (grammar.before, grammar.after, grammar.types) == ("Milestone:", "", ("P", "S", "B"))
        assert list(BUILT_IN.types) == ["P", "S", "B"]
        assert all(BUILT_IN.types.values())

    def test_its_fields_have_names_roles_and_placeholders_in_order(self) -> None:
        assert [(field.name, field.role) for field in BUILT_IN.fields] == [
            ("Parallel Track", FieldRole.TRACK),
            ("Dependencies", FieldRole.DEPENDS_ON),
            ("Can Run In Parallel With", FieldRole.PARALLEL_WITH),
            ("Status", FieldRole.STATUS),
        ]
        assert [field.words for field in BUILT_IN.fields] == [(), (), (), ("pending", "in_progress", "completed")]
        assert BUILT_IN.fields[0].value == "{Track Name if applicable}"

    def test_its_sections_and_sub_sections_stand_in_order(self) -> None:
        assert [spec.name for spec in BUILT_IN.sections] == [
            *("Prerequisites", "Overview", "Objectives", "Deliverables", "Success Criteria", "Timeline"),
            *("Risk Factors", "Resource Allocation", "Dependencies", "Technical Specifications"),
            *("Testing Requirements", "Documentation Requirements", "Troubleshooting", "Implementation Examples"),
            "Notes",
        ]
        assert {
            spec.name: [sub.name for sub in spec.subsections] for spec in BUILT_IN.sections if spec.subsections
        } == {
            "Dependencies": ["Upstream Dependencies", "Downstream Impact"],
            "Technical Specifications": ["Architecture Decisions", "Integration Points", "Implementation Notes"],
        }
        assert [spec.level for spec in BUILT_IN.all_sections() if spec.level != 2] == [3] * 5

    @pytest.mark.parametrize("role", list(SectionRole))
    def test_each_role_has_its_section(self, role: SectionRole) -> None:
        spec = BUILT_IN.section(role)
        assert spec is not None
        assert spec.role is role

    def test_a_section_is_kept_as_the_template_writes_it_sub_sections_included(self) -> None:
        dependencies = section(BUILT_IN, "Dependencies")
        assert dependencies.source.startswith("## Dependencies\n### Upstream Dependencies\n- {Milestone ID}: {What")
        assert dependencies.source.endswith("- {Feature/Component}: {How it's affected}")
        assert section(BUILT_IN, "Overview").body == (
            "Brief description of the milestone's purpose and its role in the larger project context."
        )
        for spec in BUILT_IN.sections:
            assert spec.source in built_in_text()

    def test_tables_have_columns_and_rating_columns_words(self) -> None:
        assert section(BUILT_IN, "Risk Factors").columns == (
            ColumnSpec("Risk", "{Risk description}"),
            ColumnSpec("Impact", "H/M/L", ("H", "M", "L")),
            ColumnSpec("Likelihood", "H/M/L", ("H", "M", "L")),
            ColumnSpec("Mitigation Strategy", "{Specific mitigation}"),
            ColumnSpec("Owner", "{Team/Person}"),
        )
        assert BUILT_IN.unrated == {"H/M/L"}

    def test_labels_have_the_words_of_yes_or_no_and_of_the_token_budget_and_no_others(self) -> None:
        labels = {label.name: label.words for spec in BUILT_IN.all_sections() for label in spec.labels}
        assert {name: words for name, words in labels.items() if words} == {
            "Critical Path": ("Yes", "No"),
            "Token Budget": ("lightweight", "medium", "heavy"),
        }
        assert [label.name for label in section(BUILT_IN, "Timeline").labels] == [
            *("Start", "Duration", "Buffer", "Blocker Resolution Time", "Parallel Speedup", "Critical Path")
        ]

    def test_sections_with_boxes_hold_tasks(self) -> None:
        assert [spec.name for spec in BUILT_IN.all_sections() if spec.holds_tasks] == [
            *("Prerequisites", "Objectives", "Deliverables", "Documentation Requirements")
        ]

    def test_placeholders_are_those_outside_of_code(self) -> None:
        assert {"{ID}", "{Team/Person}", "{How it's affected}", "{Blocker 1: Description and resolution approach}"} < (
            BUILT_IN.placeholders
        )
        assert BUILT_IN.placeholders.isdisjoint({"{command 1}", "{language}", "{code example}"})

    @pytest.mark.parametrize(
        ("role", "text", "matches"),
        [
            (SectionRole.OVERVIEW, built_in_text().split("## Overview\n")[1].split("\n")[0], True),
            (
                SectionRole.OVERVIEW,
                "Brief description of\nthe milestone's purpose and its role in the larger\nproject context.",
                True,
            ),
            (SectionRole.OVERVIEW, "Brief description of what we do.", False),
            (SectionRole.OBJECTIVES, "Clear, measurable objective 1", True),
            (SectionRole.OBJECTIVES, "Clear, measurable objective 12", True),
            (SectionRole.OBJECTIVES, "Clear, measurable objective 1 of four", False),
            (SectionRole.OBJECTIVES, "Clear, measurable objective", False),
            (SectionRole.DELIVERABLES, "Specific deliverable 3", True),
            (SectionRole.DELIVERABLES, "Specific deliverable 3 (est. tokens: 3K)", True),
            (SectionRole.DELIVERABLES, "A specific deliverable 3", False),
        ],
    )
    def test_a_sample_sentence_is_known_with_any_number(self, role: SectionRole, text: str, matches: bool) -> None:
        patterns = [sample.pattern for sample in BUILT_IN.samples if sample.role is role]
        assert len(patterns) == 1
        assert bool(patterns[0].match(text)) is matches

    def test_its_text_is_kept_for_a_new_document(self) -> None:
        assert BUILT_IN.text == built_in_text()


class TestOneWithATableOfFields:
    SCHEMA = own(TABLED)

    def test_the_rows_are_the_fields_the_header_is_none(self) -> None:
        assert [(field.name, field.role, field.words) for field in self.SCHEMA.fields] == [
            ("Risk", None, ()),
            ("Dependencies", FieldRole.DEPENDS_ON, ()),
            ("Blocks", FieldRole.BLOCKS, ()),
        ]
        assert self.SCHEMA.field(FieldRole.STATUS) is None

    def test_the_heading_needs_only_an_id(self) -> None:
        (grammar,) = self.SCHEMA.grammars
        assert (grammar.before, grammar.after, grammar.types) == ("", ":", ())
        assert not self.SCHEMA.types

    def test_a_section_whose_name_is_a_slot_is_nobodys_to_miss(self) -> None:
        assert names(self.SCHEMA) == ["Objective", "Implementation Tasks", "Test Cases", "Acceptance Criteria"]
        assert "### T{N}.1: {What is tested}" in section(self.SCHEMA, "Test Cases").source

    def test_only_boxes_are_tasks(self) -> None:
        assert [spec.name for spec in self.SCHEMA.all_sections() if spec.holds_tasks] == ["Acceptance Criteria"]
        assert section(self.SCHEMA, "Success Criteria").name == "Acceptance Criteria"

    def test_the_usual_statuses_hold_without_a_status_field(self) -> None:
        assert self.SCHEMA.statuses.read("done").status is Status.COMPLETED

    def test_nothing_of_the_built_in_template_is_left(self) -> None:
        assert self.SCHEMA.unrated == frozenset()
        assert self.SCHEMA.samples == ()
        assert "{Milestone ID}" not in self.SCHEMA.placeholders


class TestOneWithPhases:
    SCHEMA = own(PHASED, Settings(aliases=Aliases({"status": ("State",)}, {"objectives": ("Goals",)})))

    def test_fields_above_a_rule_are_fields_whatever_commonmark_makes_of_them(self) -> None:
        assert [(field.name, field.role) for field in self.SCHEMA.fields] == [
            ("Prerequisites", FieldRole.DEPENDS_ON),
            ("Estimated complexity", None),
            ("State", FieldRole.STATUS),
        ]

    def test_the_words_of_its_status_are_known(self) -> None:
        field = self.SCHEMA.field(FieldRole.STATUS)
        assert field is not None
        assert field.words == ("to do", "cooking", "served")
        assert self.SCHEMA.statuses.read("Cooking slowly").known

    def test_sections_end_at_a_heading_of_level_one(self) -> None:
        assert names(self.SCHEMA) == ["Goals", "Overview"]
        assert section(self.SCHEMA, "Overview").source == "## Overview\nA sentence or two,\nby the cook."

    def test_an_alias_gives_a_section_its_role_and_its_samples(self) -> None:
        assert section(self.SCHEMA, "Goals").role is SectionRole.OBJECTIVES
        assert section(self.SCHEMA, "objectives").name == "Goals"
        by_role = {sample.role: sample.pattern for sample in self.SCHEMA.samples}
        assert by_role[SectionRole.OBJECTIVES].match("A goal that can be tasted 7")
        assert by_role[SectionRole.OVERVIEW].match("A sentence\nor two, by the cook.")

    def test_front_matter_is_no_part_of_it(self) -> None:
        assert self.SCHEMA.grammars[0].form == "{ID} — {Title}"


class TestSettings:
    def test_further_headings_come_after_the_templates(self) -> None:
        schema = built_in_schema(Settings(heading=("# {ID}: {Title}", "Phase {ID}", "# No slot")))
        assert [grammar.form for grammar in schema.grammars[1:]] == ["{ID}: {Title}", "Phase {ID}"]

    def test_status_words_and_the_id_pattern_are_the_projects(self) -> None:
        schema = built_in_schema(Settings(status={"completed": ("served",)}, id_pattern=r"EPIC\d+"))
        assert schema.statuses.read("served").status is Status.COMPLETED
        assert schema.ids.is_id("EPIC7")
        assert not schema.ids.is_id("M1")


class TestLookUp:
    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("status:", "Status"),
            ("Depends On", "Dependencies"),
            ("Prerequisite", "Dependencies"),
            ("🛤 Track", "Parallel Track"),
            ("Blocks", None),
            ("Risk", None),
        ],
    )
    def test_a_field_is_found_by_its_name_or_its_roles_names(self, name: str, found: str | None) -> None:
        field = BUILT_IN.field_named(name)
        assert (field.name if field else None) == found

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("4. success criteria:", "Success Criteria"),
            ("Acceptance Criteria", "Success Criteria"),
            ("Risks", "Risk Factors"),
            ("Upstream", "Upstream Dependencies"),
            ("Implementation notes", "Implementation Notes"),
            ("Outcomes", None),
        ],
    )
    def test_so_is_a_section(self, name: str, found: str | None) -> None:
        spec = BUILT_IN.section_named(name)
        assert (spec.name if spec else None) == found

    def test_its_own_name_comes_before_its_role(self) -> None:
        schema = own("# {ID}\n\n## Success Criteria\n\n## Acceptance Criteria\n\n**Track**: x\n")
        assert section(schema, "acceptance criteria").name == "Acceptance Criteria"
        fields = own("# {ID}\n\n**Dependencies**: a\n**Depends On**: b\n")
        assert [field.value for field in (fields.field_named("depends on"),) if field] == ["b"]


class TestProblems:
    @pytest.mark.parametrize("text", ["", "## {ID}", "```\n# {ID}\n```", "---\nID: 1\n---\n", "> # {ID}: {Title}"])
    def test_a_text_without_a_first_level_heading_is_no_template(self, text: str) -> None:
        problem = schema_of(source_of(text), Settings())
        assert isinstance(problem, TemplateProblem)
        assert problem.span == Span.on_line(0, 0, 0)
        assert "begins with a heading" in problem.message

    @pytest.mark.parametrize("heading", ["# Milestone: Title", "# <ID>: <Title>", "# {Milestone ID}"])
    def test_nor_is_one_whose_heading_has_no_id_slot(self, heading: str) -> None:
        problem = schema_of(source_of(f"intro\n\n{heading}\r\n\n# {{ID}}\n"), Settings())
        assert isinstance(problem, TemplateProblem)
        assert problem.span == Span.on_line(2, 0, len(heading))
        assert "`{ID}`" in problem.message


class TestPieces:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ("{a/b/c}", ("a", "b", "c")),
            ("{ Not Started / In Progress }", ("Not Started", "In Progress")),
            ("planned/done", ("planned", "done")),
            ("planned", ("planned",)),
            ("{how far it is}", ()),
            ("", ()),
        ],
    )
    def test_the_words_of_a_status_stand_between_slashes(self, value: str, words: tuple[str, ...]) -> None:
        (field,) = own(f"# {{ID}}\n\n**Status**: {value}\n").fields
        assert field.words == words

    @pytest.mark.parametrize(
        ("value", "words"),
        [("{Yes/No - why?}", ("Yes", "No")), ("{yes/no}", ("yes", "no")), ("Yes/No", ()), ("{Yes}", ()), ("", ())],
    )
    def test_yes_or_no_is_a_vocabulary(self, value: str, words: tuple[str, ...]) -> None:
        (spec,) = own(f"# {{ID}}\n\n## Timeline\n- **Critical Path**: {value}\n").sections
        assert spec.labels == (LabelSpec("Critical Path", value, words),)

    @pytest.mark.parametrize(
        ("value", "words"),
        [("H/M/L", ("H", "M", "L")), ("{H/M/L}", ("H", "M", "L")), ("{Team/Person}", ()), ("H", ()), ("", ())],
    )
    def test_single_letters_between_slashes_are_a_rating(self, value: str, words: tuple[str, ...]) -> None:
        (spec,) = own(f"# {{ID}}\n\n## Risks\n| Impact |\n|---|\n| {value} |\n").sections
        assert spec.columns == (ColumnSpec("Impact", value, words),)

    def test_a_table_without_rows_has_columns_too(self) -> None:
        (spec,) = own("# {ID}\n\n## Risks\n| Risk | Impact |\n|---|---|\n").sections
        assert [column.name for column in spec.columns] == ["Risk", "Impact"]

    @pytest.mark.parametrize(
        ("source", "placeholders"),
        [
            ("{a} and {b c}", ["{a}", "{b c}"]),
            ("`{a}` {a}", ["{a}"]),
            ("**{a}** [{b}](c) {d\ne}", ["{a}", "{b}"]),
            ("{} {{a}} {b", ["{}", "{a}"]),
            ("\\{a}", ["{a}"]),
        ],
    )
    def test_a_placeholder_stands_between_braces_outside_of_code(self, source: str, placeholders: list[str]) -> None:
        inline = text_of(source)
        assert [inline.text[start:end] for start, end in placeholders_in(inline)] == placeholders

    def test_numbered_samples_need_two_lines_that_differ_in_their_number(self) -> None:
        text = """\
            # {ID}

            ## Objectives
            - [ ] Write it down 1
            - [ ] Write it down 2
            - [ ] Ship it

            ## Deliverables
            1. One report {with a slot} 1
            2. One report {with another} 2
            3. Phase 4
            """
        schema = own(textwrap.dedent(text))
        objectives, deliverables = schema.samples
        assert objectives.pattern.match("Write it down 99")
        assert not objectives.pattern.match("Ship it")
        assert deliverables.role is SectionRole.DELIVERABLES
        assert not deliverables.pattern.match("Phase 4")

    def test_samples_of_other_sections_are_content(self) -> None:
        assert own("# {ID}\n\n## Notes\nJust a note.\n\n## Background\n- thing 1\n- thing 2\n").samples == ()

    def test_line_ends_of_the_template_do_not_reach_its_sections(self) -> None:
        crlf = own("# {ID}\r\n\r\n## Overview\r\nA\r\n\r\n### B\r\nC\r\n\r\n## D\r\n")
        assert section(crlf, "Overview").source == "## Overview\nA\n\n### B\nC"
        assert section(crlf, "Overview").body == "A\n\n### B\nC"
