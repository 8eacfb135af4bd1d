"""What new milestones and their files would be called."""

from collections.abc import Mapping

import pytest

from milestone_ls.config import Settings
from milestone_ls.config.ids import IdPattern
from milestone_ls.project.naming import new_path, next_free_id, styled_id, title_of_slug
from milestone_ls.project.nearest import nearest_milestones, nearest_words
from milestone_ls.project.plan import Plan
from tests.plans import project_of

IDS = IdPattern(Settings().id_pattern)


def plan_of(*headings: str, paths: tuple[str, ...] = (), files: Mapping[str, str] | None = None) -> Plan:
    """A plan with a milestone a heading (``ID Title``), at *paths* or named by their IDs."""
    places = paths or tuple(f"{heading.split()[0]}.md" for heading in headings)
    documents = {path: f"# Milestone: {heading}\n" for path, heading in zip(places, headings, strict=True)}
    return project_of({**documents, **(files or {})}).snapshot.plan


class TestNextFreeId:
    @pytest.mark.parametrize(
        ("id_", "following"),
        [
            ("M1", "M3"),
            ("M9", "M10"),
            ("M09", "M10"),
            ("M-11.09", "M-11.10"),
            ("M0_1", "M0_2"),
            ("PHASE-2C", "PHASE-2D"),
            ("phase2y", "phase2z"),
            ("phase2z", None),
            ("12", "13"),
            ("3.9", "3.10"),
        ],
    )
    def test_it_counts_on_as_the_id_ends(self, id_: str, following: str | None) -> None:
        assert next_free_id(plan_of("M1 Ground", "M2 Wheels"), id_) == following

    def test_what_is_borne_or_planned_is_not_free(self) -> None:
        index = {"README.md": "# Plan\n- M1: a\n- M2: b\n- M4: c\n"}
        plan = plan_of("M1 Ground", "M2 Wheels", "M03 Roof", files=index)
        assert next_free_id(plan, "M1") == "M5"


class TestStyledId:
    @pytest.mark.parametrize(
        ("headings", "id_", "styled"),
        [
            (("M1 Ground",), "m4", "M4"),
            (("M01 Ground", "M02 Roof"), "M4", "M04"),
            (("M01 Ground", "M02 Roof"), "M12", "M12"),
            (("PHASE-2A Ground",), "Phase-2c", "PHASE-2C"),
            (("phase-2a Ground",), "PHASE-2C", "phase-2c"),
            (("1 Ground", "2 Roof"), "M4", "4"),
            (("01 Ground", "02 Roof"), "Milestone-4", "04"),
            (("M1 Ground",), "AXLE-3", "AXLE-3"),
            ((), "M4", "M4"),
        ],
    )
    def test_an_id_is_written_as_those_of_the_plan(self, headings: tuple[str, ...], id_: str, styled: str) -> None:
        assert styled_id(plan_of(*headings), id_) == styled


class TestNewPath:
    @pytest.mark.parametrize(
        ("neighbours", "id_", "title", "path"),
        [
            ({"M1-MVP_Test.md": "M1 MVP"}, "M4", "Some title", "M4-Some_title.md"),
            ({"M1-MVP_Test.md": "M1 MVP"}, "M4", "", "M4.md"),
            ({"M01-the-ground.md": "M1 Ground"}, "M4", "Some title", "M04-some-title.md"),
            ({"M10-roof.md": "M10 Roof", "M09-walls.md": "M9 Walls"}, "M11", "A B", "M11-a-b.md"),
            ({"M1.md": "M1 Ground"}, "M4", "Some title", "M4.md"),
            ({"m1_ground_work.md": "M1 Ground"}, "M4", "Some title", "m4_some_title.md"),
            ({"milestone-1-ground.md": "M1 Ground"}, "M4", "Some title", "milestone-4-some-title.md"),
            ({"01-ground.md": "1 Ground"}, "4", "Some title", "04-some-title.md"),
            ({"phase-2a-Ground.md": "PHASE-2A Ground"}, "PHASE-2C", "A b", "phase-2c-A-b.md"),
            ({"docs/plan/M1-Ground.md": "M1 Ground"}, "M4", "Roof", "docs/plan/M4-Roof.md"),
            ({"ground.md": "M1 Ground"}, "M4", "Some title", "M4-Some_title.md"),
            ({"M1/README.md": "M1 Ground"}, "M4", "Some title", "M4/README.md"),
            ({"docs/M01/index.md": "M1 Ground"}, "M4", "Some title", "docs/M04/index.md"),
            ({"M1-Ground.md": "M1 Ground"}, "M4", "A/b: c?", "M4-A-b-c.md"),
        ],
    )
    def test_a_file_is_named_as_its_neighbours_are(
        self, neighbours: dict[str, str], id_: str, title: str, path: str
    ) -> None:
        plan = plan_of(*neighbours.values(), paths=tuple(neighbours))
        assert new_path(plan, IDS, next(iter(neighbours)), id_, title) == path

    def test_neighbours_in_the_same_folder_and_next_in_number_go_first(self) -> None:
        plan = plan_of("M1 Ground", "M2 Roof", "M8 Fence", paths=("a/M01-ground.md", "b/M2.md", "b/M8-Fence.md"))
        assert new_path(plan, IDS, "b/M8-Fence.md", "M3", "Walls") == "b/M3.md"
        assert new_path(plan, IDS, "a/M01-ground.md", "M3", "Walls") == "a/M03-walls.md"
        assert new_path(plan, IDS, "c/notes.md", "M9", "Walls") == "c/M9-Walls.md"

    def test_nothing_is_put_in_the_place_of_a_file(self) -> None:
        plan = plan_of("M1 Ground", files={"M4.md": "# Notes\n"})
        assert new_path(plan, IDS, "M1.md", "M4") is None


@pytest.mark.parametrize(
    ("word", "id_", "title"),
    [("M4-Some_Title", "M4", "Some Title"), ("M4", "M4", ""), ("m4--a-b", "M4", "a b"), ("Phase 2C", "Phase-2C", "")],
)
def test_a_slug_is_a_title(word: str, id_: str, title: str) -> None:
    assert title_of_slug(word, id_) == title


class TestNearest:
    PLAN = plan_of(
        *("M1 Ground", "M2 Wheels", "M3 Roof", "M10 Paint", "PHASE-2C Walls"),
        paths=("M1-Ground.md", "M2-Wheels.md", "M3-Roof.md", "M10-Paint.md", "PHASE-2C.md"),
    )

    @pytest.mark.parametrize(
        ("word", "id_", "near"),
        [
            ("M4", "M4", ["M3", "M2", "M1"]),
            ("M11", "M11", ["M10", "M1"]),
            ("N3", "N3", ["M3"]),
            ("M4-Whels", "M4", ["M2"]),
            ("M7-Roof", "M7", ["M3"]),
            ("M4-Something_else", "M4", ["M3", "M2", "M1"]),
            ("PHASE-2D", "PHASE-2D", ["PHASE-2C"]),
            ("AXLE-77", "AXLE-77", []),
        ],
    )
    def test_few_slips_make_a_name_near(self, word: str, id_: str, near: list[str]) -> None:
        assert [milestone.id for milestone in nearest_milestones(self.PLAN, word, id_)] == near

    def test_one_may_be_left_out(self) -> None:
        assert [milestone.id for milestone in nearest_milestones(self.PLAN, "N3", "N3", but="M3-Roof.md")] == []

    def test_words_are_near_likewise(self) -> None:
        assert nearest_words("overveiw", ["overview", "objectives", "notes"]) == ("overview",)
