"""Which documents are taken for milestones, and the forms, patterns and globs that make them some."""

import pytest

from milestone_ls.config import DEFAULT_ID_PATTERN, FILE_NAMES, IdPattern, load
from milestone_ls.project.proposal import survey_of
from milestone_ls.project.proposal.headings import Sighting, forms_of
from milestone_ls.project.proposal.idpattern import pattern_of, patterns_for
from milestone_ls.project.proposal.outcome import left_aside
from milestone_ls.project.proposal.proposing import propose
from tests.plans import parse
from tests.project.proposed import IDS, chain, dependencies, edges, headings, milestones, proposal, settings


class TestForms:
    @pytest.mark.parametrize(
        ("heading", "ids", "form"),
        [
            ("# {id}: {title}", IDS, "# {ID}: {Title}"),
            ("# {id} — {title}", ("M-11.01", "M-11.02", "M-11.02.1"), "# {ID} — {Title}"),
            ("# {id}: {title}", ("PHASE-2A", "PHASE-2B", "PHASE-2CM-TEAM"), "# {ID}: {Title}"),
            ("# {id}. {title}", ("1", "2", "3"), "# {ID}. {Title}"),
            ("# {id} {title}", ("UI-M-03.21", "UI-M-03.22", "UI-M-03.22.1"), "# {ID} {Title}"),
            ("# 🚀 {id}: {title}", IDS, "# {ID}: {Title}"),
            ("# [{id}] {title}", ("M1-01", "M1-02"), "# [{ID}] {Title}"),
            ("# {id} - {title} [P]", IDS, "# {ID} - {Title} [P/S/B]"),
        ],
    )
    def test_the_form_of_all_headings_is_found(self, heading: str, ids: tuple[str, ...], form: str) -> None:
        found = proposal(chain(heading, ids=ids))
        assert headings(found) == [form]
        assert dependencies(found) == edges(ids)

    @pytest.mark.parametrize("noun", ["Milestone", "Sprint", "Phase", "Etapa"])
    def test_a_word_before_the_number_is_part_of_the_form_and_of_the_names(self, noun: str) -> None:
        text = chain(f"# {noun} {{id}}: {{title}}", f"**Depends on**: {noun} {{before}}\n", ids=("1", "2", "3"))
        found = proposal(text.replace(f"{noun} None", "None"))
        assert headings(found) == [f"# {noun} {{ID}}: {{Title}}"]
        assert dependencies(found) == edges(("1", "2", "3"))

    def test_a_plan_that_grew_gets_each_of_its_forms(self) -> None:
        found = proposal(
            chain("# Milestone: {id} {title}", ids=("M1", "M2")),
            chain("# {id}: {title}", ids=("M3", "M4", "M5")),
            chain("# {id} — {title}", ids=("M6",)),
        )
        assert headings(found) == ["# {ID}: {Title}", "# Milestone: {ID} {Title}", "# {ID} — {Title}"]
        assert set(milestones(found).values()) == {"M1", "M2", "M3", "M4", "M5", "M6"}

    def test_a_later_word_that_looks_like_an_id_is_none(self) -> None:
        sighting = Sighting("a.md", "Phase 2A: Web3 shop", "2A", "phase")
        assert forms_of([sighting], IdPattern(DEFAULT_ID_PATTERN), (), ()) == ()

    def test_forms_that_differ_in_dashes_and_case_are_one(self) -> None:
        found = proposal(
            chain("# Step {id} — {title}", ids=("M1", "M2")),
            chain("# step {id} – {title}", ids=("M3",)),
            chain("# Step {id} - {title}", ids=("M4",)),
        )
        assert headings(found) == ["# Step {ID} — {Title}"]
        assert [milestone.title for milestone in found.trial.milestones] == ["Ground", "Wheels", "Ground", "Ground"]

    def test_a_form_that_only_repeats_ids_is_none(self) -> None:
        tracking = chain("# Tracking: {id} {title}", "- [x] done\n", path="docs/tracking/{id}.md")
        found = proposal(chain("# {id}: {title}"), tracking)
        assert headings(found) == ["# {ID}: {Title}"]
        assert "companions" not in settings(found)
        assert all(path.startswith("docs/milestones/") for path in milestones(found))

    def test_what_the_built_in_form_reads_needs_none(self) -> None:
        found = proposal(chain("# Milestone: {id} {title} [S]"))
        assert "heading" not in settings(found)
        assert dependencies(found) == edges()

    def test_other_headings_of_the_folder_are_no_milestones(self) -> None:
        found = proposal(
            chain("# {id}: {title}"),
            "//- docs/milestones/README.md\n# Roadmap\n- M1\n- M2\n- M3\n//- docs/q3.md\n# Roadmap Q3: all\n",
        )
        assert set(milestones(found).values()) == set(IDS)
        reasons = dict(left_aside(found.survey, found.trial))
        assert reasons["docs/milestones/README.md"] == "index"
        assert "docs/q3.md" in reasons


class TestFamilies:
    def test_documents_that_name_each_other_are_a_plan_whatever_they_are_called(self) -> None:
        found = proposal(chain("# {id}: {title}", ids=("TASK-1", "TASK-2", "TASK-3"), path="notes/{title}.md"))
        assert dependencies(found) == edges(("TASK-1", "TASK-2", "TASK-3"))

    def test_documents_that_are_called_phases_are_a_plan_without_naming_each_other(self) -> None:
        found = proposal(chain("# Phase {id} — {title}", "Text.\n", ids=("1", "2"), path="docs/{title}.md"))
        assert list(milestones(found).values()) == ["1", "2"]

    def test_numbered_documents_of_a_plan_folder_are_a_plan_if_nothing_else_is(self) -> None:
        numbered = chain("# {id}. {title}", "Text.\n", ids=("1", "2"), path="docs/milestones/{title}.md")
        assert list(milestones(proposal(numbered)).values()) == ["1", "2"]
        beside = proposal(numbered, chain("# {id}: {title}", path="plan/{id}.md"))
        assert set(milestones(beside).values()) == set(IDS)

    @pytest.mark.parametrize(
        "others",
        [
            chain("# {id}: {title}", "**Status**: accepted\n", ids=("ADR-001", "ADR-002"), path="docs/adr/{id}.md"),
            chain("# Step {id}: {title}", "Text.\n", ids=("1", "2", "3"), path="docs/tutorial/{title}.md"),
            chain("# {id}. {title}", "Text.\n", ids=("1", "2", "3"), path="docs/decisions/{title}.md"),
            "//- docs/api.md\n# API v2\n//- docs/login.md\n# OAuth2: login\n//- docs/m.md\n# M1: chip\n",
        ],
    )
    def test_numbered_documents_of_other_kinds_are_none(self, others: str) -> None:
        assert proposal(others).text == ""
        assert milestones(proposal(others)) == {}

    def test_bare_numbers_of_two_folders_are_two_kinds(self) -> None:
        records = chain("# {id}. {title}", "Text.\n", ids=("1", "2"), path="docs/decisions/{title}.md")
        found = proposal(chain("# {id}. {title}", ids=("1", "2", "3"), path="docs/work/{title}.md"), records)
        assert settings(found)["include"] == ["docs/work/**/*.md"]
        assert dependencies(found) == edges(("1", "2", "3"))

    def test_decisions_that_depend_on_each_other_are_none_beside_milestones(self) -> None:
        decisions = chain(
            "# {id}: {title}", "**Depends on**: {before}\n", ids=("ADR-1", "ADR-2", "ADR-3"), path="adr/{id}.md"
        )
        found = proposal(chain("# {id}: {title}"), decisions)
        assert set(milestones(found).values()) == set(IDS)

    def test_ids_with_other_letters_are_the_plans_if_its_milestones_name_them(self) -> None:
        others = chain("# {id}: {title}", "**Depends on**: {before}\n", ids=("WEB-1", "WEB-2"), path="docs/web/{id}.md")
        found = proposal(chain("# {id}: {title}"), others, "//- docs/M7.md\n# M7: Lamp\n**Depends on**: WEB-2, M1\n")
        assert set(milestones(found).values()) == {*IDS, "M7", "WEB-1", "WEB-2"}

    def test_a_plan_of_the_built_in_form_takes_no_numbered_notes_in(self) -> None:
        notes = chain("# Sprint {id} review", "Text.\n", ids=("1", "2", "3", "4"), path="notes/{title}.md")
        found = proposal(chain("# Milestone: {id} {title}"), notes)
        assert set(milestones(found).values()) == set(IDS)


class TestIdsInFileNames:
    def test_a_lead_that_all_headings_share_becomes_a_form(self) -> None:
        found = proposal(chain("# Plan: {title}", path="plan/{id}-notes.md"))
        assert headings(found) == ["# Plan: {ID} {Title}"]
        assert dependencies(found) == edges()

    def test_without_one_nothing_is_proposed_and_what_to_write_is_told(self) -> None:
        found = proposal(chain("# {title}", path="plan/{id}-notes.md"))
        assert found.text == ""
        assert dict(left_aside(found.survey, found.trial))["plan/M2-notes.md"].endswith("write `# M2: Wheels`")

    def test_a_digit_in_such_a_title_is_no_id(self) -> None:
        found = proposal(chain("# V2 of {title}", path="milestones/{id}-notes.md"))
        assert milestones(found) == {}


class TestIdPattern:
    def test_ids_that_the_default_misreads_get_one(self) -> None:
        rest = "**Depends on**: Phase {before}\n"
        text = chain("# Phase {id}: {title}", rest, ids=("1", "2A", "2B"), path="docs/{title}.md")
        found = proposal(text.replace("Phase None", "None"))
        assert settings(found)["id-pattern"] == r"(?i:phase-)?\d+[A-Z]?"
        assert dependencies(found) == edges(("1", "2A", "2B"))

    def test_an_id_in_the_heading_goes_before_one_in_the_files_name(self) -> None:
        found = proposal(chain("# Phase {id}: {title}", "Text.\n", ids=("1", "2A", "2B"), path="docs/phase-{id}.md"))
        assert milestones(found) == {"docs/phase-1.md": "1", "docs/phase-2A.md": "2A", "docs/phase-2B.md": "2B"}

    def test_a_lead_in_before_them_is_no_part_of_it(self) -> None:
        rest = "**Depends on**: milestones {before} (dug)\n"
        found = proposal(chain("# Milestone {id}: {title}", rest, ids=("04e", "04f", "04k"), path="docs/{title}.md"))
        assert settings(found)["id-pattern"] == r"\d+[a-z]"
        assert dependencies(found) == edges(("04e", "04f", "04k"))

    def test_a_slug_that_looks_like_a_number_is_kept_out(self) -> None:
        text = chain("# Milestone: {id} {title}", ids=("M1", "M2-3-tier", "M3", "M4"), path="docs/{title}.md")
        found = proposal(text.replace(": M2-3-tier\n", ": M2\n"))
        assert settings(found)["id-pattern"] == r"M\d+"
        assert dependencies(found) == edges(("M1", "M2", "M3", "M4"))

    @pytest.mark.parametrize(
        ("words", "patterns"),
        [
            (("S01E02", "S01E10"), (r"S\d+E\d+",)),
            (("2025-Q1", "2025-Q3"), (r"\d+-Q\d+",)),
            (("M3-2025", "M3-2026"), (r"M\d+-\d+",)),
            (("M-1.2a", "M-3", "M-1.2"), (r"M-\d+(?:\.\d+[a-z]?)*", r"M-\d+\.\d+[a-z]")),
        ],
    )
    def test_what_words_share_stays_and_what_counts_varies(
        self, words: tuple[str, ...], patterns: tuple[str, ...]
    ) -> None:
        assert patterns_for(words) == patterns
        loaded = load(f"id-pattern = '{patterns[0]}'", FILE_NAMES[0])
        assert loaded is not None
        assert not loaded.problems

    @pytest.mark.parametrize(
        "words",
        [IDS, ("M0", "M0_1", "M1"), ("M1", "M2-Foo", "M2-Bar"), ("PHASE-2C", "PHASE-2CM-1"), ("1", "2.1"), ()],
    )
    def test_where_the_default_serves_there_is_none(self, words: tuple[str, ...]) -> None:
        assert patterns_for(words) == ()

    def test_words_of_many_shapes_have_none(self) -> None:
        assert pattern_of(("A1", "2B", "3.C", "D-4-E", "5_F-6")) == ""


class TestStrangers:
    ADRS = chain("# {id}: {title}", "**Status**: accepted\n", ids=("ADR-001", "ADR-002"), path="docs/adr/{id}.md")

    def test_the_folder_of_the_milestones_keeps_others_out(self) -> None:
        found = proposal(chain("# {id}: {title}"), self.ADRS)
        assert settings(found)["include"] == ["docs/milestones/**/*.md"]
        assert set(milestones(found).values()) == set(IDS)

    def test_names_do_where_they_share_a_folder(self) -> None:
        found = proposal(chain("# {id}: {title}", path="docs/adr/{id}.md"), self.ADRS)
        assert settings(found)["include"] == ["docs/adr/**/M[0-9]*.md"]
        assert set(milestones(found).values()) == set(IDS)

    def test_folders_of_others_are_left_out_where_milestones_lie_in_the_root(self) -> None:
        found = proposal(chain("# {id}: {title}", path="{title}.md"), self.ADRS)
        assert settings(found)["exclude"] == ["docs/adr/**"]
        assert set(milestones(found).values()) == set(IDS)

    def test_the_ids_do_where_nothing_else_tells_them_apart(self) -> None:
        others = chain("# {id}: {title}", "Text.\n", ids=("ADR-1", "ADR-2", "ADR-3", "ADR-4"), path="docs/a{title}.md")
        found = proposal(chain("# {id}: {title}", path="docs/{title}.md"), others)
        assert settings(found)["id-pattern"] == r"M\d+"
        assert set(milestones(found).values()) == set(IDS)

    def test_without_strangers_there_are_no_globs(self) -> None:
        found = proposal(chain("# {id}: {title}"), "//- docs/adr/one.md\n# Why we dig\n")
        assert not {"include", "exclude"} & settings(found).keys()


def test_the_order_of_the_files_changes_nothing() -> None:
    files = parse(chain("# {id}: {title}") + TestStrangers.ADRS + chain("# {id} — {title}", ids=("M7", "M8"))).files
    backwards = dict(reversed(files.items()))
    assert propose(survey_of(files)).text == propose(survey_of(backwards)).text
