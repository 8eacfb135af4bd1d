"""What the names in reference lists stand for, in small plans.

An answer is written as its items: ``M1`` is a reference, ``M1&M1`` one to a duplicate, ``[M1 M2]`` stands for all that
exist, ``?M9`` is unknown, ``~X1`` unknown with strange letters, ``.`` silent.
"""

from collections.abc import Iterable

import pytest

from milestone_ls.config import Settings
from milestone_ls.project.facts import Relation
from milestone_ls.project.names import Outcome, order_of
from milestone_ls.project.plan import Plan, Resolved
from tests.plans import parse, project_of

GROUND = ("M0 Soil", "M0_1 Drains", "M1 Ground", "M2 Wheels", "M3 Roof", "M10 Paint")
PHASES = ("PHASE-2C Walls", "PHASE-5A One", "PHASE-5B Two", "PHASE-5E Five", "PHASE-2CM-1 Left", "PHASE-2CM-2 Right")
NUMBERS = ("1 Ground", "2 Wheels", "3 Roof", "12 Paint")


def files_of(headings: Iterable[str]) -> dict[str, str]:
    """A document for each ``ID Title``, named by both."""
    return {f"{heading.replace(' ', '-')}.md": f"# Milestone: {heading}\n" for heading in headings}


def answer(plan: Plan, item: Resolved) -> str:
    resolution = item.resolution
    ids = sorted((milestone.id for milestone in plan.targets(item)), key=order_of)
    match resolution.outcome:
        case Outcome.RESOLVED:
            return "&".join(ids)
        case Outcome.OPEN:
            return f"[{' '.join(ids)}]"
        case Outcome.UNKNOWN:
            return f"?{resolution.missing[0]}"
        case Outcome.STRANGE:
            return f"~{resolution.missing[0]}"
        case Outcome.SILENT:
            return "."


def answers(
    headings: Iterable[str], asking: str, value: str, *, bullet: bool = False, settings: Settings | None = None
) -> str:
    """What the items of *value* stand for where the milestone *asking* (``ID Title``) states them."""
    stated = f"\n### Upstream Dependencies\n- {value}\n" if bullet else f"**Dependencies**: {value}\n"
    project = project_of({**files_of(headings), "asks.md": f"# Milestone: {asking}\n{stated}"}, settings)
    plan = project.snapshot.plan
    asker = plan.milestone("asks.md")
    assert asker is not None
    return " ".join(answer(plan, item) for item in plan.items(asker, *Relation))


class TestIdsThatAPlanHas:
    """Each is an ID of a milestone and stands for it."""

    @pytest.mark.parametrize(
        "id_", ["M0", "M0_1", "M1-2", "M-11.02", "UI-M-03.22.1", "PHASE-2C", "phase1", "12", "3.1", "AB-CD-7", "M1a"]
    )
    def test_an_id_stands_for_its_milestone(self, id_: str) -> None:
        assert answers([f"{id_} Ground"], "M99 Asks" if not id_[0].isdigit() else "99 Asks", id_) == id_

    @pytest.mark.parametrize("word", ["3D", "MVP", "2024-08-07", "a" * 70 + "1"])
    def test_a_word_that_only_looks_so_is_none(self, word: str) -> None:
        assert answers(GROUND, "M99 Asks", word) == "."
        assert answers(NUMBERS, "99 Asks", word) == "."


class TestWhereAnIdEnds:
    def test_a_stem_in_the_heading_is_an_id_with_a_slug(self) -> None:
        plan = project_of({"M3-Full_Benchmark.md": "# Milestone: M3-Full_Benchmark 📊 [S]\n"}).snapshot.plan
        assert [(milestone.id, milestone.title) for milestone in plan.milestones] == [("M3", "Full Benchmark")]

    def test_a_colon_in_the_grammar_makes_the_whole_word_the_id(self) -> None:
        files = {"milestone-ls.toml": 'heading = ["# {ID}: {Title}"]', "a.md": "# PHASE-2SC-TEAM: Rights\n"}
        assert [milestone.id for milestone in project_of(files).snapshot.plan.milestones] == ["PHASE-2SC-TEAM"]

    @pytest.mark.parametrize(
        ("heading", "id_"),
        [
            ("M1-MVP_Test", "M1"),
            ("M2-3D-view Show", "M2"),
            ("M2_views Show", "M2"),
            ("M1-2 Show", "M1-2"),
            ("M0_1-Clean Show", "M0_1"),
        ],
    )
    def test_an_id_ends_where_its_slug_starts(self, heading: str, id_: str) -> None:
        plan = project_of({"a.md": f"# Milestone: {heading}\n"}).snapshot.plan
        assert [milestone.id for milestone in plan.milestones] == [id_]

    def test_the_pattern_of_the_configuration_decides(self) -> None:
        settings = Settings(id_pattern=r"W\d{4}-\d\d")
        assert answers(["W2024-08 August"], "W2024-09 September", "W2024-08, M1", settings=settings) == "W2024-08 ."

    def test_the_name_of_the_file_supplies_an_id_that_the_heading_lacks(self) -> None:
        files = {
            "M4-Roof.md": "# Milestone: Roof\n",
            "M5/README.md": "# Milestone: Walls\n",
            "M6/index.md": "# Milestone: x\n",
        }
        assert [milestone.id for milestone in project_of(files).snapshot.plan.milestones] == ["M4", "M5", "M6"]


class TestNamesOfAMilestone:
    @pytest.mark.parametrize(
        "name",
        [
            "M1",
            "m1",
            "M1-Ground-works",
            "M1-MVP_Test",
            "m1-mvp_test",
            "M1-Of_Old_Another_Title",
            "M01",
            "M001-stale",
            "M1-Ground works",
        ],
    )
    def test_it_answers_to_its_id_stem_title_and_any_slug(self, name: str) -> None:
        files = {
            "M1-MVP_Test.md": "# Milestone: M1 Ground works [B]\n",
            "a.md": f"# Milestone: M2\n**Dependencies**: {name}\n",
        }
        plan = project_of(files).snapshot.plan
        assert [edge.target.id for milestone in plan.milestones for edge in plan.upstream(milestone)] == ["M1"]

    def test_a_stem_that_bears_another_id_is_a_name_too(self) -> None:
        files = {"M7-Old.md": "# Milestone: M1 Ground\n", "a.md": "# Milestone: M2\n**Dependencies**: M7-Old, M1\n"}
        plan = project_of(files).snapshot.plan
        assert [answer(plan, item) for item in plan.resolved["a.md"]] == ["M1", "M1"]

    def test_an_id_goes_before_the_name_of_a_file(self) -> None:
        files = {
            "M1.md": "# Milestone: M5 Moved\n",
            "b.md": "# Milestone: M1 Ground\n",
            "a.md": "# Milestone: M2\n**Dependencies**: M1\n",
        }
        plan = project_of(files).snapshot.plan
        assert plan.resolved["a.md"][0].resolution.targets == ("b.md",)

    @pytest.mark.parametrize("name", ["M3", "Milestone 3", "milestone-3", "m3", "3", "03", "M03", "3-Roof", "m-3"])
    def test_a_number_answers_with_and_without_letters(self, name: str) -> None:
        assert answers(NUMBERS, "99 Asks", name) == "3"

    @pytest.mark.parametrize("name", ["3 weeks of work", "3 Roof tiles", "about 3"])
    def test_a_bare_number_is_a_name_only_as_a_whole_item(self, name: str) -> None:
        assert answers(NUMBERS, "99 Asks", name) == "."
        assert answers(NUMBERS, "99 Asks", name, bullet=True) == "."

    def test_a_bare_number_with_a_note_is_a_whole_item(self) -> None:
        assert answers(NUMBERS, "99 Asks", "3 (DONE), 2 - the wheels") == "3 2"
        assert answers(NUMBERS, "99 Asks", "3: what it provides", bullet=True) == "3"

    def test_a_padded_number_answers_to_the_plain_one(self) -> None:
        assert answers(["03 Roof"], "99 Asks", "3, M3, Milestone 3") == "03 03 03"


class TestComparison:
    @pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2015\u2212")
    def test_every_dash_is_a_dash(self, dash: str) -> None:
        assert answers(PHASES, "PHASE-9 Asks", f"PHASE{dash}2C") == "PHASE-2C"

    @pytest.mark.parametrize("name", ["Phase 2C", "phase 2c", "PHASE-2c", "Phase 2C (done)"])
    def test_case_does_not_count_and_a_space_is_a_dash(self, name: str) -> None:
        assert answers(PHASES, "PHASE-9 Asks", name) == "PHASE-2C"

    def test_padding_counts_where_both_forms_are_borne(self) -> None:
        assert answers(["M4 Plain", "M04 Padded"], "M99 Asks", "M4, M04, M004") == "M4 M04 M04&M4"

    def test_padding_does_not_count_where_one_form_is_borne(self) -> None:
        assert answers(["M4 Plain"], "M99 Asks", "M04") == "M4"
        assert answers(["M04 Padded"], "M99 Asks", "M4") == "M04"

    def test_the_longest_name_wins(self) -> None:
        assert answers(GROUND, "M99 Asks", "M0_1, M0_1-Drains, M0-1, M0") == "M0_1 M0_1 ?M0-1 M0"
        assert answers(["M0 Soil"], "M99 Asks", "M0_1") == "?M0_1"
        assert answers(["M1 Ground"], "M99 Asks", "M12") == "?M12"


class TestGroups:
    def test_a_prefix_of_several_ids_names_them_all(self) -> None:
        assert answers(PHASES, "PHASE-9 Asks", "PHASE-2CM") == "[PHASE-2CM-1 PHASE-2CM-2]"
        assert answers(["UI-M-1 One", "UI-M-2 Two"], "UI-M-9 Asks", "UI") == "[UI-M-1 UI-M-2]"

    def test_a_name_of_its_own_goes_before_a_group(self) -> None:
        assert answers(["M0 Soil", "M0_1 Drains", "M0_2 Pipes"], "M99 Asks", "M0") == "M0"

    def test_a_prefix_of_one_id_names_no_group(self) -> None:
        assert answers(["M0_1 Drains"], "M99 Asks", "M0") == "?M0"

    def test_a_group_with_a_space_is_one(self) -> None:
        assert answers(PHASES, "PHASE-9 Asks", "Phase 2CM") == "[PHASE-2CM-1 PHASE-2CM-2]"


class TestDuplicates:
    FILES = parse("""
        //- a.md
        # Milestone: M1 Ground
        **Dependencies**: M2
        //- b.md
        # Milestone: M1 Soil
        //- c.md
        # Milestone: M2 Wheels
        **Dependencies**: M1, [M3](d.md)
        //- d.md
        # Milestone: M3 Roof
        **Dependencies**: [soil](b.md)
    """).files

    def test_references_go_to_both(self) -> None:
        plan = project_of(self.FILES).snapshot.plan
        assert plan.resolved["c.md"][0].resolution.targets == ("a.md", "b.md")

    def test_both_know_each_other(self) -> None:
        plan = project_of(self.FILES).snapshot.plan
        first = plan.milestone("a.md")
        assert first is not None
        assert [other.path for other in plan.duplicates(first)] == ["b.md"]

    def test_no_edge_comes_from_or_goes_to_them(self) -> None:
        assert dict(project_of(self.FILES).snapshot.plan.graph.upstream) == {"c.md": ("d.md",)}

    def test_edges_come_back_with_the_only_bearer(self) -> None:
        project = project_of(self.FILES)
        affected = project.remove(["a.md"])
        assert dict(project.snapshot.plan.graph.upstream) == {"c.md": ("b.md", "d.md"), "d.md": ("b.md",)}
        assert affected == {"a.md", "b.md", "c.md", "d.md"}

    def test_padding_makes_no_duplicate(self) -> None:
        plan = project_of(files_of(["M4 Plain", "M04 Padded"])).snapshot.plan
        assert all(not plan.duplicates(milestone) for milestone in plan.milestones)


class TestItemsReadAs:
    """The table of the language: what is written, and what it is read as."""

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            # A reference: by ID, by stem, with a slug that is right, stale or cut short.
            ("M1", "M1"),
            ("M1-Ground", "M1"),
            ("M1-MVP_Test_the_Hypothesis", "M1"),
            ("M9-Ground", "?M9"),
            # A claim beside it changes nothing about what it refers to.
            ("✅ M1", "M1"),
            ("M1 (DONE)", "M1"),
            ("M1 - DONE", "M1"),
            ("M1 (all complete)", "M1"),
            ("M1 [DONE]", "M1"),
            # A note.
            ("M1 (base image)", "M1"),
            ("M1 (see M2)", "M1"),
            ("M1 base image", "M1"),
            ("M9 (base image)", "?M9"),
            ("M9 base image", "."),
            ("M1 — as M2 has it", "M1"),
            # Softly.
            ("M1 (optional)", "M1"),
            ("M1 (recommended but not blocking)", "M1"),
            # A range.
            ("M1-M3", "[M1 M2 M3]"),
            ("M1–M3", "[M1 M2 M3]"),
            ("M1..M3", "[M1 M2 M3]"),
            ("M1 to M3", "[M1 M2 M3]"),
            ("M1 through M3", "[M1 M2 M3]"),
            ("m01-m03", "[M1 M2 M3]"),
            ("M0-M2", "[M0 M0_1 M1 M2]"),
            ("M3-M10", "[M3 M10]"),
            ("M3-M1", "[]"),
            ("M1-M9", "?M9"),
            ("M8-M9", "?M8"),
            ("all of M1-M3 (DONE)", "[M1 M2 M3]"),
            # Open.
            ("M2+", "[M2 M3 M10]"),
            ("M5+", "[M10]"),
            ("M0_*", "[M0_1]"),
            ("M0-*", "[M0_1]"),
            ("M9-*", "[]"),
            # Nothing, and with it the list's end.
            ("None", "."),
            ("N/A", "."),
            ("-", "."),
            ("—", "."),
            ("nothing", "."),
            ("", "."),
            ("None (quick cleanup before M1)", "."),
            ("None, M1", "."),
            ("M1, none, M2", "M1 ."),
            # Another project's.
            ("remember-core M11", "."),
            ("other:M3", "."),
            ("other:M9", "."),
            # Prose.
            ("Stripe API: webhooks", "."),
            ("the ground", "."),
            ("see https://example.org/M1", "."),
            ("MVP", "."),
            # Lists.
            ("M1, M2; M3", "M1 M2 M3"),
            ("M1, M2, and M3", "M1 M2 M3"),
            ("M1 and M2 & M3 + M10", "M1 M2 M3 M10"),
            ("M1/M2", "M1 M2"),
            ("M1 | M2", "M1 M2"),
            ("M1 (left, M2), M3.", "M1 M3"),
            ("🐳 M1-Ground (DONE), 🧹 M2", "M1 M2"),
            ("**M1**, *M2*, __M3__", "M1 M2 M3"),
            ("Milestone M1, after M2, requires M3", "M1 M2 M3"),
            ("completion of M1", "M1"),
            ("docs/M1-Ground.md", ". M1"),
        ],
    )
    def test_an_item_of_a_field_is_read_as_the_table_says(self, written: str, read: str) -> None:
        assert answers(GROUND, "M99 Asks", written) == read

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("PHASE-5A through PHASE-5E", "[PHASE-5A PHASE-5B PHASE-5E]"),
            ("PHASE-5A-PHASE-5B", "[PHASE-5A PHASE-5B]"),
            ("PHASE-5B+", "[PHASE-5B PHASE-5E]"),
            ("PHASE-2CM-*", "[PHASE-2CM-1 PHASE-2CM-2]"),
            ("PHASE-2CM", "[PHASE-2CM-1 PHASE-2CM-2]"),
            ("PHASE-2*", "[]"),
            ("Phase 2C and Phase 5A", "PHASE-2C PHASE-5A"),
            ("Phase 8", "?Phase-8"),
        ],
    )
    def test_phases_are_read_likewise(self, written: str, read: str) -> None:
        assert answers(PHASES, "PHASE-9 Asks", written) == read

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("1-3", "[1 2 3]"),
            ("1 to 3", "[1 2 3]"),
            ("M1-M3", "[1 2 3]"),
            ("2+", "[2 3 12]"),
            ("M2+", "[2 3 12]"),
            ("1, 2", "1 2"),
            ("9", "?9"),
            ("M9", "?M9"),
            ("1 to 3 weeks", "."),
        ],
    )
    def test_numbers_are_read_likewise(self, written: str, read: str) -> None:
        assert answers(NUMBERS, "99 Asks", written) == read

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("M1: what it provides", "M1"),
            ("**M1-Ground**: DONE - what it provides", "M1"),
            ("M1, M2: both", "M1 M2"),
            ("M1 base image: the layers of M2", "M1"),
            ("M9: what it provides", "?M9"),
            ("M9 base image: layers", "."),
            ("None (first of all)", "."),
            ("Stripe API: webhooks of M1", "."),
            ("OAuth2: tokens", "."),
            ("UTF-8", "."),
            ("[ ] M1: to be ticked", "M1"),
            ("other:M3: theirs", "."),
            ("[x](M1-Ground.md): by link", "M1"),
            ("M1", "M1"),
            ("M1-M3: all of them", "[M1 M2 M3]"),
        ],
    )
    def test_a_bullet_refers_by_what_stands_before_its_colon(self, written: str, read: str) -> None:
        assert answers(GROUND, "M99 Asks", written, bullet=True) == read


class TestLinks:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("[M9 - Import](M1-Ground.md)", "M1"),
            ("[the ground](./M1-Ground.md#overview)", "M1"),
            ("[the ground](M1-Ground.md?plain=1)", "M1"),
            ("[M1](notes.md#m1)", "M1"),
            ("[M1](#what-m1-gives)", "M1"),
            ("[below](#details)", "."),
            ("[M1](https://example.org/M1)", "."),
            ("[M9](gone.md)", "?M9"),
            ("[M9 - Import](gone.md)", "."),
            ("[M1 - Import](gone.md)", "M1"),
            ("[the ground](../M1-Ground.md)", "."),
            ("[M1](M1-Ground.md) (DONE), [M2](M2-Wheels.md)", "M1 M2"),
            ("[M1, the base](M1-Ground.md) and M2", "M1 M2"),
            ("<M1-Ground.md>", "."),
        ],
    )
    def test_the_target_decides_and_the_text_where_it_is_no_milestone(self, written: str, read: str) -> None:
        headings = files_of(GROUND)
        asks = f"# Milestone: M99 Asks\n**Dependencies**: {written}\n"
        plan = project_of({**headings, "asks.md": asks, "notes.md": "# Notes\n"}).snapshot.plan
        assert " ".join(answer(plan, item) for item in plan.resolved["asks.md"]) == read

    def test_a_space_in_a_name_is_encoded(self) -> None:
        files = {
            "my plan/M 1.md": "# Milestone: M1\n",
            "a.md": "# Milestone: M2\n**Dependencies**: [x](my%20plan/M%201.md)\n",
        }
        plan = project_of(files).snapshot.plan
        assert plan.resolved["a.md"][0].resolution.targets == ("my plan/M 1.md",)


class TestUnknown:
    def test_only_letters_of_the_plan_make_an_id_unknown(self) -> None:
        assert answers(GROUND, "M99 Asks", "M9, PHASE-1, M9-Stale_Slug") == "?M9 ~PHASE-1 ?M9"

    def test_an_id_and_nothing_else_in_a_field_is_told_of_with_strange_letters(self) -> None:
        assert answers(GROUND, "M99 Asks", "AUTH-12") == "~AUTH-12"
        assert answers(GROUND, "M99 Asks", "AUTH-12 (tokens)") == "~AUTH-12"
        assert answers(GROUND, "M99 Asks", "AUTH-12-tokens") == "."
        assert answers(GROUND, "M99 Asks", "AUTH-12: tokens", bullet=True) == "."

    def test_a_bare_number_counts_only_in_a_field_of_a_numeric_plan(self) -> None:
        assert answers(NUMBERS, "99 Asks", "9") == "?9"
        assert answers(NUMBERS, "99 Asks", "9", bullet=True) == "."
        assert answers(GROUND, "M99 Asks", "9, Milestone 9") == ". ."

    def test_prefixes_of_other_projects_are_external(self) -> None:
        settings = Settings(external_prefixes=("remember-core", "AUTH"))
        written = "remember-core-M1, auth-12, AUTH12, remember-core 7, AUTHOR-1"
        assert answers(GROUND, "M99 Asks", written, settings=settings) == ". . . . ~AUTHOR-1"

    def test_what_is_not_reported_in_prose_turns_into_a_reference_when_the_milestone_comes(self) -> None:
        project = project_of({"a.md": "# Milestone: M1\n**Dependencies**: M9 base image\n"})
        assert project.put({"b.md": project.read("# Milestone: M9 Image\n")}) == {"a.md", "b.md"}
        assert dict(project.snapshot.plan.graph.upstream) == {"a.md": ("b.md",)}


class TestPlanned:
    INDEX = "| Milestone | Status |\n|---|---|\n| M0 | done |\n| M1 | done |\n| M7 | pending |\n"

    def plan(self, index: str, name: str = "README.md", **more: str) -> Plan:
        return project_of({**files_of(GROUND), name: f"# Plan\n\n{index}", **more}).snapshot.plan

    def test_an_index_file_plans_what_it_lists_and_nobody_bears(self) -> None:
        plan = self.plan(self.INDEX)
        assert plan.is_planned("M7")
        assert plan.is_planned("m07")
        assert not plan.is_planned("M1")
        assert not plan.is_planned("M8")

    def test_it_tells_where(self) -> None:
        plan = self.plan("- [x] [M0](M0-Soil.md) - DONE\n- [ ] M1 - next\n- [ ] [M7 later](M7-Later.md)\n")
        assert [(path, entry.target) for path, entry in plan.entries_of("M7")] == [("README.md", "M7-Later.md")]

    def test_a_page_of_another_name_or_with_one_milestone_plans_nothing(self) -> None:
        assert not self.plan(self.INDEX, "notes.md").is_planned("M7")
        assert not self.plan("- M1: done\n- M7: later\n").is_planned("M7")

    def test_the_configuration_names_the_index(self) -> None:
        configured = {"milestone-ls.toml": 'index = ["docs/list.md"]\n'}
        assert self.plan("- M7: later\n", "docs/list.md", **configured).is_planned("M7")
        assert not self.plan(self.INDEX, "README.md", **configured).is_planned("M7")
