"""Whether a plan's documents follow the built-in template, and the template that is made where they do not."""

import textwrap

import pytest

from milestone_ls.config import FILE_NAMES, load
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.template.reading import built_in_text, schema_of
from milestone_ls.template.schema import Schema
from tests.project.proposed import IDS, chain, headings, milestones, proposal, settings

FIELDS = "**Dependencies**: {before}\n**Status**: pending\n"


def sections(*names: str) -> str:
    """Fields and these sections, with text."""
    return FIELDS + "".join(f"\n## {name}\n\nText.\n" for name in names)


def template(*texts: str) -> str:
    found = proposal(*texts)
    assert found.template is not None
    return found.template.text


def below_heading(rest: str) -> str:
    """The template that is made of documents that hold *rest* below the title, without its heading."""
    return template(chain("# {id}: {title}", textwrap.dedent(rest).lstrip("\n"))).partition("\n\n")[2]


class TestWhetherTheBuiltInOneServes:
    ALL = tuple(line.removeprefix("## ") for line in built_in_text().splitlines() if line.startswith("## "))

    def test_it_serves_documents_that_follow_it(self) -> None:
        found = proposal(chain("# Milestone: {id} {title}", sections(*self.ALL)))
        assert found.text == ""
        assert set(milestones(found).values()) == set(IDS)

    def test_half_of_its_sections_will_do(self) -> None:
        half = ("Overview", "Objectives", "Success Criteria", "Dependencies", "Timeline", "Risks", "Prerequisites")
        assert proposal(chain("# Milestone: {id} {title}", sections(*half, "Notes"))).text == ""

    def test_a_section_less_is_required_where_all_lack_the_same(self) -> None:
        names = [name for name in self.ALL if name not in ("Overview", "Dependencies")]
        found = proposal(chain("# Milestone: {id} {title}", sections(*names)))
        assert settings(found) == {"required": ["Success Criteria", "Objectives", "Deliverables"]}

    def test_a_plan_that_lacks_a_field_or_most_sections_gets_its_own(self) -> None:
        without_status = sections(*self.ALL).replace("**Status**: pending\n", "")
        assert proposal(chain("# Milestone: {id} {title}", without_status)).template is not None
        assert proposal(chain("# Milestone: {id} {title}", sections("Overview", "Tasks"))).template is not None

    def test_documents_without_anything_in_common_get_none(self) -> None:
        found = proposal(chain("# {id}: {title}", "## {title}\n\nText.\n"))
        assert set(settings(found)) == {"heading"}

    def test_one_document_has_no_shape(self) -> None:
        found = proposal(chain("# Milestone: {id} {title}", sections("Overview", "Tasks"), ids=("M1",)))
        assert found.text == ""


class TestWhatIsCommon:
    def test_three_in_four_have_it(self) -> None:
        found = template(
            chain("# {id}: {title}", "## Aim\n\nText.\n\n## Why\n\nText.\n", ids=("M1", "M2")),
            chain("# {id}: {title}", "## Aim\n\nText.\n", ids=("M3",)),
            chain("# {id}: {title}", "## Why\n\nText.\n\n## Luck\n\nText.\n", ids=("M4",)),
        )
        assert found == "# {ID}: {Title}\n\n## Aim\n\n{Aim}\n\n## Why\n\n{Why}\n"

    def test_sections_come_in_their_usual_order(self) -> None:
        found = template(
            chain("# {id}: {title}", "## A\n\nx\n\n## B\n\nx\n\n## C\n\nx\n", ids=("M1", "M2", "M3")),
            chain("# {id}: {title}", "## C\n\nx\n\n## A\n\nx\n\n## B\n\nx\n", ids=("M4",)),
        )
        assert [line for line in found.splitlines() if line.startswith("##")] == ["## A", "## B", "## C"]

    def test_numbers_and_symbols_of_headings_are_decoration(self) -> None:
        assert below_heading("## 🎯 1. Aim:\n\nText.\n") == "## Aim\n\n{Aim}\n"


class TestFields:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("**Needs**: {before}  \n**Risk**: low", "**Needs**: {Needs: IDs of milestones}  \n**Risk**: {Risk}"),
            ("**Needs:** {before}\n**Risk:** low", "**Needs:** {Needs: IDs of milestones}\n**Risk:** {Risk}"),
            ("- **Risk**: low\n- **Owner**: me", "- **Risk**: {Risk}\n- **Owner**: {Owner}"),
            ("> **Risk**: low\n> **Owner**: me", "> **Risk**: {Risk}\n> **Owner**: {Owner}"),
            ("**Risk**: low\n\n**Owner**: me", "**Risk**: {Risk}\n\n**Owner**: {Owner}"),
            ("| Field | Value |\n|--|--|\n| **Risk** | low |", "| Field | Value |\n|---|---|\n| **Risk** | {Risk} |"),
            ("| **Risk** | low |\n|--|--|\n| **By** | me |", "| **Risk** | {Risk} |\n|---|---|\n| **By** | {By} |"),
        ],
    )
    def test_fields_are_written_as_these_documents_write_them(self, written: str, expected: str) -> None:
        assert template(chain("# {id}: {title}", f"{written}\n")) == f"# {{ID}}: {{Title}}\n\n{expected}\n"

    def test_few_values_become_words_to_choose_from(self) -> None:
        found = template(
            chain("# {id}: {title}", "**Risk**: high\n**Status**: done\n", ids=("M1", "M2")),
            chain("# {id}: {title}", "**Risk**: low\n**Status**: 🚧 wip\n", ids=("M3",)),
        )
        assert found.endswith("**Risk**: {high/low}\n**Status**: {done/wip}\n")


class TestSections:
    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("Text.\n\n- more", "{Aim}\n\n- {Aim}"),
            ("- [ ] dig\n- [x] roll", "- [ ] {Aim}"),
            ("1. dig\n2. roll", "1. {Aim}"),
            ("1. **Dig**: deep", "1. {Aim}"),
            ("- dig", "- {Aim}"),
            ("```sh\ndig\n```", "```\n{Aim}\n```"),
            ("- **Depth**: 3\n- **Width:** 4", "- **Depth**: {Depth}\n- **Width:** {Width}"),
            ("**In:**\n- a\n\n**Out:**\n- b", "**In:**\n- {In}\n\n**Out:**\n- {Out}"),
            ("**Goal:** to dig", "**Goal:** {Goal}"),
            ("| Risk | Impact |\n|--|--|\n| rain | H |", "| Risk | Impact |\n| --- | --- |\n| {Risk} | H/M/L |"),
            ("### Depth\n\nText.\n\n### Width\n\n- x", "### Depth\n\n{Depth}\n\n### Width\n\n- {Width}"),
            ("", "{Aim}"),
        ],
    )
    def test_a_section_holds_what_most_hold_there(self, written: str, expected: str) -> None:
        assert below_heading(f"## Aim\n\n{written}\n") == f"## Aim\n\n{expected}\n"

    def test_numbered_sections_become_one_with_slots(self) -> None:
        phase = "## Phase {id}.1: {title}\n\n### Tasks\n\n1. x\n\n"
        several = chain("# {id}: {title}", phase + phase.replace("{title}", "More")).replace("Phase M", "Phase ")
        found = template(
            several,
            chain("# {id}: {title}", "## Phase 4.1: Cut\n\n### Tasks\n\n1. x\n\n## End\n\nText.\n", ids=("M4",)),
        )
        assert found.partition("\n\n")[2] == "## Phase {Number}: {Title}\n\n### Tasks\n\n1. {Tasks}\n"

    def test_sections_that_all_number_alike_keep_their_names(self) -> None:
        assert below_heading("## Phase 1: Dig\n\nText.\n\n## Phase 2: Roll\n\nText.\n") == (
            "## Phase 1: Dig\n\n{Phase 1: Dig}\n\n## Phase 2: Roll\n\n{Phase 2: Roll}\n"
        )

    def test_a_line_between_title_and_fields_has_its_place(self) -> None:
        assert below_heading("> To dig.\n\n**Risk**: low\n") == "> {Summary}\n\n**Risk**: {Risk}\n"
        assert below_heading("To dig.\n\n## Aim\n\nText.\n") == "{Summary}\n\n## Aim\n\n{Aim}\n"


class TestThePlace:
    def test_it_is_beside_the_milestones(self) -> None:
        assert settings(proposal(chain("# {id}: {title}")))["template"] == "docs/milestones/milestone-template.md"
        assert settings(proposal(chain("# {id}: {title}", path="{id}.md")))["template"] == "milestone-template.md"

    def test_it_is_where_the_plan_keeps_templates(self) -> None:
        found = proposal(chain("# {id}: {title}"), "//- docs/templates/issue.md\n# Issue\n")
        assert settings(found)["template"] == "docs/templates/milestone-template.md"

    def test_it_goes_over_no_other_file(self) -> None:
        found = proposal(chain("# {id}: {title}"), "//- docs/milestones/milestone-template.md\n# Milestone N: Title\n")
        assert settings(found)["template"] == "docs/milestones/milestone-ls-template.md"


def test_a_template_is_a_template_and_no_document_is_told_to_fill_it() -> None:
    found = proposal(chain("# {id}: {title}", "**Risk**: low\n\n## Aim\n\nText.\n"))
    assert found.template is not None
    schema = schema_of(chunks.read(found.template.text, MarkdownReader()), found.trial.snapshot.settings)
    assert isinstance(schema, Schema)
    assert not [part for document in found.trial.documents for part, _ in document.parts() if part.unfilled]


def test_a_document_that_holds_such_a_slot_by_chance_is_told_nothing_for_there_is_no_template() -> None:
    found = proposal(
        chain("# {id}: {title}", "## Aim\n\nText.\n"), "//- M4.md\n# M4: Paint\n\n## Aim\n\nThe {Aim} macro.\n"
    )
    assert found.template is None
    assert headings(found) == ["# {ID}: {Title}"]


def test_each_line_says_what_was_seen() -> None:
    found = proposal(chain("# {id}: {title}", "**Waits for**: {before}\n\n## Checks\n\n- [ ] dug\n"))
    lines = found.text.splitlines()
    values = [index for index, line in enumerate(lines) if " = " in line and not line.startswith("#")]
    assert values
    assert all(lines[index - 1].startswith("# ") for index in values)
    assert "# Waits for: in 3 of 3 milestones, and most of what they list are milestones" in lines
    loaded = load(found.text, FILE_NAMES[0])
    assert loaded is not None
    assert not loaded.problems
