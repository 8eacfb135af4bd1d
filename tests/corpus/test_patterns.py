"""Patterns of real plans, each in words of our own; README.md says in which plan each was seen."""

import re
import textwrap
from pathlib import Path

import pytest

from milestone_ls.config import Settings
from milestone_ls.project.facts import PageKind, Relation
from milestone_ls.project.plan import Plan
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.syntax.listing import entries
from milestone_ls.syntax.references import Shape
from milestone_ls.template.grammar import Fit
from milestone_ls.template.reading import built_in_schema
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.vocabulary import Status
from tests.plans import project_of

WORDED = DocumentReader(built_in_schema(Settings()))
PLAIN = DocumentReader(built_in_schema(Settings(heading=("# {ID}: {Title}",))))


def plan_of(files: dict[str, str], *, plain: bool = False) -> Plan:
    """The plan that *files* are; *plain* headings have an ID and a colon and no words."""
    return project_of(files, Settings(heading=("# {ID}: {Title}",)) if plain else Settings()).snapshot.plan


def text(indented: str) -> str:
    """A text without the indentation that it has in this file."""
    return textwrap.dedent(indented).lstrip("\n")


def title(heading: str, reader: DocumentReader = WORDED) -> tuple[Fit | None, str, str, str | None]:
    found = reader.read(f"{heading}\n").title
    assert found is not None
    return found.fit, found.id, found.name, found.type


def references(value: str, name: str = "Dependencies") -> list[tuple[str, str, Status | None]]:
    """Shape, ID and claim of each item of a list field."""
    (field,) = WORDED.read(f"# Milestone: M9 Shed\n\n**{name}**: {value}\n").fields
    return [(item.shape.name, item.id, item.claim.status if item.claim else None) for item in field.items]


def listed(text: str) -> list[str]:
    return [entry.id for entry in entries(WORDED.read(text), WORDED.schema.ids)]


def names(document: Document) -> list[str]:
    return [section.name for section in document.sections]


class TestHeadings:
    def test_id_title_topic_emoji_and_type(self) -> None:
        assert title("# Milestone: M0 Ground Works 🐳 [B]") == (Fit.YES, "M0", "Ground Works", "B")

    def test_id_with_an_underscore(self) -> None:
        assert title("# Milestone: M0_1 Ground Cleanup 🧹 [S]") == (Fit.YES, "M0_1", "Ground Cleanup", "S")

    def test_file_stem_for_id_and_title(self) -> None:
        assert title("# Milestone: M3-Full_Shed 📊 [S]") == (Fit.YES, "M3", "Full Shed", "S")

    def test_status_word_in_the_type_brackets(self) -> None:
        assert title("# Milestone: M1-Ride_the_Hill 🧪 [DONE]") == (Fit.YES, "M1", "Ride the Hill", "DONE")

    def test_strange_type_letter(self) -> None:
        assert title("# Milestone: M2-Debt 🔧 [C]") == (Fit.YES, "M2", "Debt", "C")

    def test_id_and_colon_without_words(self) -> None:
        assert title("# M1: Frame & Fork", PLAIN) == (Fit.YES, "M1", "Frame & Fork", None)
        assert title("# M1: Frame & Fork") == (None, "", "", None)

    def test_dashes_and_parentheses_in_the_title(self) -> None:
        assert title("# M3: Paint — Per Frame (Matt)", PLAIN) == (Fit.YES, "M3", "Paint — Per Frame (Matt)", None)

    def test_other_documents_beside_the_milestones(self) -> None:
        plan = plan_of(
            {
                "M1-frame.md": "# M1: Frame\n",
                "paint-correction.md": "# Paint Correction: Brush Replaces Roller\n\n## Layer 1: Primer\n",
                "deviations.md": "# Deviations & Issues in plan.md\n\n### 6. Forks\n\n**Status**: Awaiting decision.\n",
                "README.md": "# Milestones — A Shed\n",
            },
            plain=True,
        )
        assert [milestone.id for milestone in plan.milestones] == ["M1"]
        assert not any(page.misfit for page in plan.pages.values())

    def test_padded_file_name_and_plain_heading(self) -> None:
        plan = plan_of(
            {"M01-frame.md": "# M1: Frame\n", "M02-wheels.md": "# M2: Wheels\n\n**Depends on**: M01\n"}, plain=True
        )
        frame, wheels = plan.milestones
        assert frame.stem_bears_id
        assert [edge.target.id for edge in plan.upstream(wheels)] == ["M1"]

    def test_later_heading_of_level_one(self) -> None:
        document = WORDED.read(
            text("""
            # Milestone: M3 Shed

            ## Notes
            n

            # Outcomes
            > To be written, like:
            > - costs
            """)
        )
        assert [(section.level, section.name) for section in document.sections] == [(2, "Notes"), (1, "Outcomes")]
        assert document.title is not None
        assert document.title.id == "M3"

    def test_comments_in_code_are_no_headings(self) -> None:
        document = WORDED.read(
            text("""
            # Milestone: M0 Ground

            ## Setup
            ```bash
            # OLD: by hand
            dig

            # NEW: by machine
            dig --fast
            ```

            1. **Then**:
               ```python
               # measure
               ```

            ```markdown
            # Debt from M0
            1. holes
            ```

            ## Notes
            """)
        )
        assert names(document) == ["Setup", "Notes"]

    def test_marks_colons_and_strokes_around_section_names(self) -> None:
        document = WORDED.read(
            text("""
            # Milestone: M1 Frame

            ## Definition of Done ✅
            ### ❌ What's NOT Working (Gaps):
            ### ~~T5.11: Policy~~ — REMOVED
            ## ⚠️ Risk Factors:
            """)
        )
        assert names(document) == [
            *(
                "Definition of Done ✅",
                "❌ What's NOT Working (Gaps):",
                "~~T5.11: Policy~~ — REMOVED",
                "⚠️ Risk Factors:",
            )
        ]
        assert document.sections[-1].role is SectionRole.RISKS

    def test_numbered_headings_of_tests_and_phases(self) -> None:
        document = PLAIN.read(
            text("""
            # M1: Frame

            ## Phase 1.1: Cut

            ## Test Cases

            ### T1.1: It holds
            #### T1.2: It rolls
            """)
        )
        assert [section.spec for section in document.sections] == [None] * 4
        assert [section.level for section in document.sections] == [2, 2, 3, 4]


class TestFields:
    def test_lines_with_two_spaces_at_their_end(self) -> None:
        document = WORDED.read(
            "# Milestone: M0 Ground\n\n**Parallel Track**: Site  \n**Dependencies**: None  \n**Status**: DONE\n"
        )
        assert [(field.name, field.value) for field in document.fields] == [
            ("Parallel Track", "Site"),
            ("Dependencies", "None"),
            ("Status", "DONE"),
        ]

    def test_colon_within_the_bold_and_lines_that_run_together(self) -> None:
        document = PLAIN.read(
            text("""
            # M4: Paint

            > Make it last.

            **Prerequisites:** M2 (Frame)
            **Estimated complexity:** Medium
            **Can run in parallel with:** M3 (Wheels), M5 (Bell)
            **Exit criteria:** No rust, no drips.

            ---

            ## Phase 4.1: Sand
            """)
        )
        assert [field.role for field in document.fields] == [FieldRole.DEPENDS_ON, None, FieldRole.PARALLEL_WITH, None]
        parallel = document.field(FieldRole.PARALLEL_WITH)
        assert parallel is not None
        assert [item.id for item in parallel.items] == ["M3", "M5"]

    def test_table_of_fields(self) -> None:
        document = PLAIN.read(
            text("""
            # M2: Wheels

            | Field | Value |
            |-------|-------|
            | **Risk** | HIGH |
            | **Dependencies** | M1 (frame), M3 (paint for the rims) |
            | **Blocks** | M8 |
            | **Plan sections** | 3.2, 5.1 (rims), 6 (spokes) |

            ---
            """)
        )
        assert [(field.name, [item.id for item in field.items]) for field in document.fields] == [
            ("Risk", []),
            ("Dependencies", ["M1", "M3"]),
            ("Blocks", ["M8"]),
            ("Plan sections", []),
        ]

    def test_note_in_a_quote_above_the_fields(self) -> None:
        document = WORDED.read("# Milestone: M0 Ground\n\n> **Note**: See `M0_1` for today.\n\n**Status**: DONE\n")
        assert [field.name for field in document.fields] == ["Note", "Status"]

    @pytest.mark.parametrize("value", ["DONE (2025-08-07)", "DONE (Shed stands, with 80%+ of its roof)", "DONE"])
    def test_status_with_a_note(self, value: str) -> None:
        field = WORDED.read(f"# Milestone: M1 Frame\n\n**Status**: {value}\n").field(FieldRole.STATUS)
        assert field is not None
        assert field.status is not None
        assert field.status.status is Status.COMPLETED

    def test_later_status_lines_are_prose(self) -> None:
        document = WORDED.read(
            text("""
            # Milestone: M1 Frame

            **Status**: pending

            ## Summary
            **Status**: COMPLETED (2025-08-05)
            **Total Duration**: ~4 hours

            ### Verdict

            **Status Should Be**: INCOMPLETE

            **Actual Status**: **PARTIAL** - gaps
            """)
        )
        assert [field.value for field in document.fields] == ["pending"]

    def test_fields_may_be_missing(self) -> None:
        (milestone,) = plan_of(
            {"M1-frame.md": "# M1: Frame\n\n---\n\n## Objective\nBuild it.\n"}, plain=True
        ).milestones
        assert milestone.status is Status.UNKNOWN
        assert milestone.stated == ()


class TestReferences:
    @pytest.mark.parametrize(
        "value", ["None", "None (foundational milestone)", "None (quick cleanup before M1)", "N/A"]
    )
    def test_nothing_with_a_reason(self, value: str) -> None:
        assert references(value) == [("NOTHING", "", None)]

    def test_an_id_in_the_reason_is_no_reference(self) -> None:
        assert references("None (M2 for full testing)") == [("NOTHING", "", None)]

    def test_stems_with_claims(self) -> None:
        assert references("M0-Ground_Works (DONE), M0_1-Ground_Cleanup (DONE)") == [
            ("NAME", "M0", Status.COMPLETED),
            ("NAME", "M0_1", Status.COMPLETED),
        ]

    def test_a_stem_alone(self) -> None:
        assert references("M1-Ride_the_Hill") == [("NAME", "M1", None)]

    def test_notes_in_parentheses(self) -> None:
        assert references("M1 (base frame), M3 (rims for M8 access)") == [("NAME", "M1", None), ("NAME", "M3", None)]
        assert references("M3 (Wheels), M5 (Bell — for noise and such data)") == [
            ("NAME", "M3", None),
            ("NAME", "M5", None),
        ]

    def test_long_lists(self) -> None:
        assert [id_ for _, id_, _ in references("M2 (a), M3 (b), M4 (c d), M5 (e), M6 (f), M7 (g h)")] == [
            *("M2", "M3", "M4", "M5", "M6", "M7")
        ]

    def test_blocks_names_what_waits(self) -> None:
        plan = plan_of(
            {
                "M1-frame.md": "# M1: Frame\n\n| Field | Value |\n|---|---|\n| **Blocks** | M2, M3 |\n",
                "M2-wheels.md": "# M2: Wheels\n\n| Field | Value |\n|---|---|\n| **Blocks** | None |\n",
            },
            plain=True,
        )
        frame, _ = plan.milestones
        assert [item.resolution.targets for item in plan.items(frame, Relation.BLOCKS)] == [("M2-wheels.md",), ()]


class TestUpstreamAndDownstream:
    def items(self, heading: str, *bullets: str) -> list[tuple[str, str, Status | None]]:
        text = "# Milestone: M9 Shed\n\n## Dependencies\n" + "\n".join(
            (f"### {heading}", *(f"- {b}" for b in bullets), "")
        )
        found = [item for section in WORDED.read(text).sections for item in section.items()]
        return [(item.shape.name, item.id, item.claim.status if item.claim else None) for item in found]

    def test_a_claim_behind_the_colon(self) -> None:
        assert self.items(
            "Upstream Dependencies",
            "M0-Ground_Works: DONE (cleanup target)",
            "**M0_1-Ground_Cleanup**: DONE - levelled by `hand`",
            "M1-Frame: Working frame and first figures",
        ) == [("NAME", "M0", Status.COMPLETED), ("NAME", "M0_1", Status.COMPLETED), ("NAME", "M1", None)]

    def test_nothing_in_a_bullet(self) -> None:
        assert self.items("Upstream Dependencies", "None (foundational milestone)") == [("NOTHING", "", None)]

    def test_prose_between_the_milestones(self) -> None:
        found = self.items(
            "Downstream Impact",
            "M1-Frame: Requires level ground",
            "All future work: Ground comes first",
            "**All future milestones**: Blocked by holes",
            "Project Conclusion: Ground against sand",
        )
        assert [shape for shape, _, _ in found] == ["NAME", "PROSE", "PROSE", "PROSE"]

    def test_downstream_as_a_section_of_its_own(self) -> None:
        document = WORDED.read("# Milestone: M1 Frame\n\n## Downstream Impact\n- **M2-Debt**: MUST fix gaps\n")
        assert [item.id for section in document.sections_of(SectionRole.DOWNSTREAM) for item in section.items()] == [
            "M2"
        ]

    def test_a_name_with_more_words_has_no_role(self) -> None:
        document = WORDED.read(
            "# Milestone: M1 Frame\n\n## Dependencies\n### Prerequisites (Already There from M0/M0_1)\n- ✅ x\n"
        )
        assert [section.role for section in document.sections] == [SectionRole.DEPENDENCIES, None]


class TestTasks:
    def tasks(self, body: str, heading: str = "## Deliverables") -> list[tuple[str, Status]]:
        document = WORDED.read(f"# Milestone: M1 Frame\n\n{heading}\n{body}")
        return [(task.text, task.status) for section in document.sections[:1] for task, _ in section.tasks()]

    def test_bold_names_notes_and_bullets_below(self) -> None:
        assert self.tasks(
            "- [x] **Cut the Tubes** (Day 1)\n  - ✅ Measure\n  - ✅ Saw\n"
            "- [ ] **Weld** (est. tokens: 150K-200K)\n  - Seat tube\n- [x] **Paint** (Day 2) - COMPLETED\n"
        ) == [
            ("Cut the Tubes (Day 1)", Status.COMPLETED),
            ("Weld (est. tokens: 150K-200K)", Status.PENDING),
            ("Paint (Day 2) - COMPLETED", Status.COMPLETED),
        ]

    def test_marks_without_boxes_are_no_tasks(self) -> None:
        assert (
            self.tasks(
                "- ✅ Holds\n- ⚠️ **KEPT** the old fork\n- ❌ **DID NOT** grease\n1. ✅ DELETE `fork` - COMPLETED\n"
            )
            == []
        )

    def test_deliverables_may_be_code(self) -> None:
        assert self.tasks("```\nshed/\n  roof.md   # - [ ] tiles\n```\n") == []

    def test_boxes_in_sections_of_any_name_and_level(self) -> None:
        assert self.tasks(
            "### Must Complete (Critical)\n- [x] Level\n\n### Nice to Have\n- [ ] Flat (defer)\n", "## Completion"
        ) == [
            ("Level", Status.COMPLETED),
            ("Flat (defer)", Status.PENDING),
        ]

    def test_acceptance_criteria_in_each_phase(self) -> None:
        document = PLAIN.read(
            text("""
            # M1: Frame

            ## Phase 1.1: Cut

            ### Tasks
            1. **Saw:**
               - tubes

            ### Acceptance Criteria
            - [ ] cut

            ---

            ## Phase 1.2: Weld

            ### Acceptance Criteria
            - [x] welded
            """)
        )
        criteria = list(document.sections_of(SectionRole.SUCCESS_CRITERIA))
        assert [[task.text for task, _ in section.tasks()] for section in criteria] == [["cut"], ["welded"]]


class TestLabelsAndTables:
    def test_labels_with_notes_ranges_and_lists(self) -> None:
        document = WORDED.read(
            "# Milestone: M1 Frame\n\n## Timeline\n- **Start**: Immediately (no dependencies)\n"
            "- **Duration**: 3-4 hours (base estimate)\n- **Buffer**: +1 hour (25% buffer)\n"
            "- **Blocker Resolution Time**: N/A (none)\n"
            "- **Parallel Speedup**: 0% (alone)\n- **Critical Path**: Yes - blocks all\n\n"
            "## Success Criteria\n- **Performance metrics**: \n  - Hill: >85% ridden\n"
            "- **Quality metrics**: squeaks < 3\n"
        )
        timeline, criteria = document.sections
        assert [label.value for label in timeline.own.labels] == [
            *(
                "Immediately (no dependencies)",
                "3-4 hours (base estimate)",
                "+1 hour (25% buffer)",
                "N/A (none)",
                "0% (alone)",
            ),
            "Yes - blocks all",
        ]
        assert [(label.name, label.value) for label in criteria.own.labels] == [
            ("Performance metrics", ""),
            ("Quality metrics", "squeaks < 3"),
        ]

    def test_bold_captions_within_sections_are_no_fields_and_no_sections(self) -> None:
        document = PLAIN.read(
            text("""
            # M1: Frame

            ## Scope

            **In scope:**
            - tubes

            **Out of scope:**
            - wheels (M2)

            ## Test Cases

            ### T1.1: Holds
            **Type**: Load
            **Assert**:
            - no crack
            """)
        )
        assert document.fields == ()
        assert names(document) == ["Scope", "Test Cases", "T1.1: Holds"]

    def test_conflicts_in_prose(self) -> None:
        document = WORDED.read(
            text("""
            # Milestone: M1 Frame

            ## Resource Allocation
            | Team/Resource | Tasks | Capacity | Conflicts |
            |---|---|---|---|
            | Smith | weld | 8 hours | None |
            | Yard | space | 4 m², power | Moderate use of power |
            """)
        )
        (resources,) = document.sections_of(SectionRole.RESOURCES)
        assert [item.shape for item in resources.items()] == [Shape.NOTHING, Shape.PROSE]

    def test_braces_of_paths_and_code_are_no_placeholders(self) -> None:
        document = PLAIN.read(
            text("""
            # M8: Bell

            ## Endpoints

            | Method | Path |
            |---|---|
            | GET | `/bells/{id}` |
            | PUT | /bells/{project_id} |

            1. `ring(project_id)` — named `vol-{project_id}`

            ```
            acl {id} src {ip}/32
            ```
            """)
        )
        assert [span for part, _ in document.parts() for span in part.unfilled] == []


class TestText:
    def test_numbered_lists_that_code_interrupts(self) -> None:
        document = WORDED.read(
            text("""
            # Milestone: M0 Ground

            ## Steps

            1. **Dig**:
            ```bash
            # by hand
            dig
            ```

            2. **Fill** (recommended):
            ```bash
            fill
            ```
            """)
        )
        assert names(document) == ["Steps"]
        assert not any(part.open_fences for part, _ in document.parts())

    def test_code_in_lists_with_tabs_and_blank_lines(self) -> None:
        document = PLAIN.read(
            "# M3: Bell\n\n## Tasks\n\n1. **Add to Makefile:**\n   ```makefile\n   ring:  ## Ring it\n"
            "   \tbell --ring\n\n   # loud\n   ```\n\n"
            "2. **Then** `bell restore <backup-file>`\n"
        )
        assert names(document) == ["Tasks"]
        assert not any(part.open_fences for part, _ in document.parts())

    def test_pictures_of_lines_and_arrows_in_code(self) -> None:
        graph = "# Plan\n\n```\nM1 ───┬──→ M2\n      └──→ M4 ──→ M5\n# M3\n```\n"
        assert listed(graph) == []
        assert names(WORDED.read(graph)) == []

    def test_rules_between_sections(self) -> None:
        document = PLAIN.read(
            text("""
            # M1: Frame

            Intro.

            ---

            ## Scope

            All of it.

            ---

            ## Tasks

            Many.
            """)
        )
        assert names(document) == ["Scope", "Tasks"]

    def test_no_line_end_at_the_end(self) -> None:
        document = WORDED.read("# Milestone: M0 Ground\n\n## Notes\n- **Token Budget**: lightweight <3K (small)")
        assert [label.value for label in document.sections[0].own.labels] == ["lightweight <3K (small)"]


class TestIndex:
    def test_list_with_bold_ids_and_marks(self) -> None:
        assert listed(
            "- **M0**: Ground - [DONE]\n- **M0_1**: Cleanup - [DONE]\n- **M1**: Frame - [DONE] (80% of it)\n"
        ) == [*("M0", "M0_1", "M1")]

    def test_numbered_list_of_links(self) -> None:
        assert listed(
            "1. [M0-Ground.md](milestones/M0-Ground.md) - [DONE]\n2. [M3-Shed.md](m/M3-Shed.md) - [PENDING] Big\n"
        ) == [*("M0", "M3")]

    def test_arrows_between_milestones(self) -> None:
        assert listed("- M0 → M1: Ground comes first\n- M3 → M4: All of it\n") == ["M0", "M1", "M3", "M4"]

    def test_legend_is_none(self) -> None:
        assert listed("- [ ] → Not started\n- [WIP] → In progress\n- [DONE] → Completed\n") == []

    def test_next_steps_are_none(self) -> None:
        assert listed("1. **Execute M3**: Full shed now\n2. **Testing** with M1/M2\n- ✅ M-rated bolts\n") == []

    def test_streams_are_none(self) -> None:
        assert listed("- **Stream A**: M1 → M2 (paint) → feeds into M8\n- **Stream D**: M8 → M9 (web) + M10\n") == []

    def test_table_of_ids_and_links(self) -> None:
        table = """
            | # | Milestone | Risk | Dependencies |
            |---|-----------|------|--------------|
            | M1 | [Frame](./M1-frame.md) | HIGH | None |
            | M2 | [Wheels & Tyres](./M2-wheels.md) | LOW | M1, M3 |
            """
        assert listed(text(table)) == ["M1", "M2"]

    def test_table_of_files_not_all_written(self) -> None:
        plan = plan_of(
            {
                "README.md": text("""
                    # Milestone Plans

                    | Doc | Milestone | Status |
                    |-----|-----------|--------|
                    | [M01-frame.md](M01-frame.md) | Frame | Next up |
                    | [M02-wheels.md](M02-wheels.md) | Wheels | Planned |
                    | [M08-bell.md](M08-bell.md) | Bell | Planned |
                    """),
                "M01-frame.md": "# M1: Frame\n",
                "M02-wheels.md": "# M2: Wheels\n\n**Can run in parallel with:** M8 (Bell)\n",
            },
            plain=True,
        )
        assert plan.pages["README.md"].kind is PageKind.OTHER
        assert plan.is_planned("M8")
        assert not plan.is_planned("M1")

    @pytest.mark.parametrize(
        ("word", "status"), [("Next up", Status.PENDING), ("Planned", Status.PENDING), ("[DONE]", Status.COMPLETED)]
    )
    def test_words_of_a_status_column(self, word: str, status: Status) -> None:
        assert WORDED.schema.statuses.read(word).status is status


def test_the_table_names_every_test_and_no_other() -> None:
    table = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"`(test_\w+)`", table)
    own = re.findall(r"^ +def (test_\w+)", Path(__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(own)
