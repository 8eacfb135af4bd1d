from collections import Counter
from pathlib import Path

import pytest

from milestone_ls.features.renaming import MENTIONS, RefusedError, renamable, rename, without_mentions
from milestone_ls.project.occurrences import OccurrenceKind, occurrences
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge
from milestone_ls.text import Edit, Span
from tests import plans
from tests.features.acting import changed

EXAMPLE = Path(__file__).parents[2] / "docs" / "example"


def renamed(text: str, new_id: str, *, mentions: bool = True, moves: bool = True) -> dict[str, str]:
    fixture = plans.parse(text)
    assert fixture.cursor is not None
    found = renamable(fixture.snapshot, fixture.cursor.path, fixture.cursor.position)
    fix = rename(fixture.snapshot, found.milestone, new_id, moves=moves)
    return changed(fixture.files, fix if mentions else without_mentions(fix)[0])


PLAN = """
    //- M1-Ground.md
    # Milestone: M$01 Ground [B]
    ## Overview
    M1 is where all begins, not M10 nor `M1`.
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1-Ground (DONE), 🐳 m01, M1–M2
    ### Upstream Dependencies
    - **M1**: the ground of M1
    - [M1 Ground](M1-Ground.md): solid
    ## Notes
    See [M1's ground](M1-Ground.md#overview).
    //- MILESTONE_MANAGER.md
    - [ ] M1 Ground
    - [x] [M2](M2-Wheels.md): after M1

    M2 → M1: later
    """


def test_a_milestone_that_keeps_its_id_changes_nothing() -> None:
    assert renamed(PLAN, "M1") == plans.parse(PLAN).files


def test_every_form_of_the_id_changes_and_the_file_follows() -> None:
    after = renamed(PLAN, "M7")
    assert (
        after
        == plans.parse("""
        //- M2-Wheels.md
        # Milestone: M2 Wheels [S]
        **Dependencies**: M7-Ground (DONE), 🐳 m07, M7
        ### Upstream Dependencies
        - **M7**: the ground of M7
        - [M7 Ground](M7-Ground.md): solid
        ## Notes
        See [M7's ground](M7-Ground.md#overview).
        //- MILESTONE_MANAGER.md
        - [ ] M7 Ground
        - [x] [M2](M2-Wheels.md): after M7

        M2 → M7: later
        //- M7-Ground.md
        # Milestone: M7 Ground [B]
        ## Overview
        M7 is where all begins, not M10 nor `M1`.
        """).files
    )


NUMBERED = """
    //- M3-Walls.md
    # Milestone: $03 Walls
    //- M5-Roof.md
    # Milestone: 5 Roof
    **Dependencies**: M3, m03
    **Can Run In Parallel With**: Milestone 3
    ### Upstream Dependencies
    - **M-3**: to rest on
    - Milestone3: again
    - 3: and again
    """


@pytest.mark.parametrize(
    ("new_id", "written"),
    [
        ("4", ["M4, m04", "Milestone 4", "- **M-4**: to rest on", "- Milestone4: again", "- 4: and again"]),
        ("M4", ["M4, m04", "Milestone M4", "- **M-M4**: to rest on", "- M4: again", "- M4: and again"]),
    ],
)
def test_a_number_is_renamed_in_the_words_that_are_made_of_it(new_id: str, written: list[str]) -> None:
    after = renamed(NUMBERED, new_id)["M5-Roof.md"]
    assert [line for line in written if line not in after] == []


GROUND = "//- M1-Ground.md\n# Milestone: M$01 Ground [B]\n//- M3-Roof.md\n# Milestone: M3 Roof\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[M1]\n\n[M1]: M1-Ground.md", "[M7]\n\n[M7]: M7-Ground.md"),
        ("[M1][]\n\n[m1]: M1-Ground.md 'M1'", "[M7][]\n\n[m7]: M7-Ground.md 'M1'"),
        ("[**M1** and so on][M1]\n\n[M1]: M1-Ground.md", "[**M7** and so on][M7]\n\n[M7]: M7-Ground.md"),
        ("[the ground][as M1]\n\n[as M1]: M1-Ground.md", "[the ground][as M7]\n\n[as M7]: M7-Ground.md"),
        ("[M1][g]\n\n[g]: <M1-Ground.md>", "[M7][g]\n\n[g]: <M7-Ground.md>"),
        # A label that others have, or that leads elsewhere, stays, and so do the words that are one.
        ("[M1]\n\n[M1]: M1-Ground.md\n[M7]: M3-Roof.md", "[M1]\n\n[M1]: M7-Ground.md\n[M7]: M3-Roof.md"),
        ("[M1]\n\n[M1]: https://example.org", "[M1]\n\n[M1]: https://example.org"),
        ("[M1](](M1-Ground.md)", "[M7](](M7-Ground.md)"),
        ("![M1](M1.svg)", "![M7](M1.svg)"),
    ],
)
def test_links_by_label_go_on_to_lead_to_the_milestone(before: str, after: str) -> None:
    text = "# Milestone: M2 Wheels\n## Notes\n"
    assert renamed(f"{GROUND}//- M2.md\n{text}{before}\n", "M7")["M2.md"] == f"{text}{after}\n"


@pytest.mark.parametrize(
    "written",
    [
        "M1",
        "m1",
        "M01",
        "m001 (done)",
        "M1–M3",
        "M1-M3",
        "m01 to M3",
        "M1-Ground",
        "[m1](M1-Ground.md)",
        "[M1]\n\n[m1]: M1-Ground.md",
    ],
)
def test_a_rename_and_back_gives_what_was_written(written: str) -> None:
    text = f"{GROUND}//- M2.md\n# Milestone: M2 Wheels\n**Dependencies**: {written}\n"
    there = renamed(text, "M0")
    assert "M0" in there["M0-Ground.md"]
    source = "".join(f"//- {path}\n{content}" for path, content in there.items())
    back = renamed(source.replace("Milestone: M0", "Milestone: M$00"), "M1")
    assert back == plans.parse(text).files


@pytest.mark.parametrize(
    ("stem", "new_id", "after"),
    [("M01-Ground", "M7", "M07-Ground"), ("m1-ground", "M7", "m7-ground"), ("M01-Ground", "M44", "M44-Ground")],
)
def test_the_file_is_named_as_it_was_and_as_links_to_it_are(stem: str, new_id: str, after: str) -> None:
    plan = """
        //- {stem}.md
        # Milestone: {id} Ground
        //- M2-Wheels.md
        # Milestone: M2 Wheels
        **Dependencies**: {stem}
        ## Notes
        See [{stem}.md]({stem}.md).
        """
    before = plan.format(stem=stem, id="M$01")
    assert renamed(before, new_id) == plans.parse(plan.format(stem=after, id=new_id)).files


def test_zeros_that_the_id_has_itself_do_not_widen_another() -> None:
    plan = "//- {}-gate.md\n# Milestone: {} Gate\n## Notes\n{}-gate, {}\n"
    after = renamed(plan.format("m-11.02", "M$0-11.02", "m-11.02", "M-11.02"), "M-3.1")
    assert after == plans.parse(plan.format("m-3.1", "M-3.1", "m-3.1", "M-3.1")).files


def test_the_heading_gets_the_new_id_as_it_was_given() -> None:
    after = renamed("//- M1.md\n# Milestone: m$01 Ground\n", "M7")
    assert list(after.values()) == ["# Milestone: M7 Ground\n"]


def test_mentions_in_prose_are_a_group_of_their_own() -> None:
    fixture = plans.parse(PLAN)
    milestone = fixture.snapshot.plan.milestone("M1-Ground.md")
    assert milestone is not None
    fix = rename(fixture.snapshot, milestone, "M7", moves=True)
    assert {(file.path, len(file.edits)) for file in fix.edits if file.confirm == MENTIONS} == {
        ("M1-Ground.md", 1),
        ("M2-Wheels.md", 1),
        ("MILESTONE_MANAGER.md", 2),
    }
    assert without_mentions(fix)[1] == 4
    without = renamed(PLAN, "M7", mentions=False)
    assert "the ground of M1" in without["M2-Wheels.md"]
    assert "- [ ] M7 Ground" in without["MILESTONE_MANAGER.md"]


def test_without_a_move_the_links_stay() -> None:
    after = renamed(PLAN, "M7", moves=False)
    assert "- [M7 Ground](M1-Ground.md): solid" in after["M2-Wheels.md"]
    assert after["M1-Ground.md"].startswith("# Milestone: M7 Ground")


@pytest.mark.parametrize("cursor", ["M1–M$02", "pl$0ain"])
def test_what_is_not_one_milestone_is_refused(cursor: str) -> None:
    text = (
        "//- M1.md\n# Milestone: M1 X\n//- M2.md\n# Milestone: M2 Y\n//- M3.md\n# Milestone: M3 Z\n"
        f"**Dependencies**: {cursor}\n"
    )
    with pytest.raises(RefusedError):
        renamed(text, "M7")


@pytest.mark.parametrize(("new_id", "reason"), [("M2", "taken"), ("m02", "taken"), ("no id", "no ID"), ("", "no ID")])
def test_a_bad_id_is_refused_with_the_reason(new_id: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        renamed(PLAN, new_id)


def test_an_id_that_only_the_file_bears_is_refused() -> None:
    with pytest.raises(RefusedError, match="rename the file"):
        renamed("//- M1.md\n# Milestone: Ground\n//- M2.md\n# Milestone: M2 X\n**Dependencies**: M$01\n", "M7")


def codes(files: dict[str, str]) -> Counter[str]:
    project = plans.project_of(files)
    judge = Judge(RULES, project.settings)
    return Counter(found.code for path in files for found in judge.findings(project.snapshot, path))


def example() -> dict[str, str]:
    return {path.relative_to(EXAMPLE).as_posix(): path.read_text("utf-8") for path in sorted(EXAMPLE.rglob("*.*"))}


def renamable_milestones() -> list[str]:
    plan = plans.project_of(example()).snapshot.plan
    return [found.path for found in plan.milestones if found.id_span is not None and not plan.duplicates(found)]


@pytest.mark.parametrize("path", renamable_milestones())
def test_the_example_plan_has_the_same_findings_after_any_rename(path: str) -> None:
    files = example()
    snapshot = plans.project_of(files).snapshot
    milestone = snapshot.plan.milestone(path)
    assert milestone is not None
    after = changed(files, rename(snapshot, milestone, "M70", moves=True))
    assert codes(after) == codes(files)
    edges = {
        (edge.source.id, edge.target.id) for one in snapshot.plan.milestones for edge in snapshot.plan.upstream(one)
    }
    plan = plans.project_of(after).snapshot.plan
    new = {(edge.source.id, edge.target.id) for one in plan.milestones for edge in plan.upstream(one)}
    assert new == {tuple("M70" if id_ == milestone.id else id_ for id_ in edge) for edge in edges}


FIVE = "".join(f"//- M{number}.md\n# Milestone: M{number} X\n" for number in range(1, 6))


def in_range(path: str, new_id: str, written: str = "M1-M4") -> str:
    """What becomes of the range in M9 when the milestone at *path* is renamed; it goes on to stand for the same."""
    files = plans.parse(f"{FIVE}//- M9.md\n# Milestone: M9 X\n**Dependencies**: {written} (all)\n").files
    snapshot = plans.project_of(files).snapshot
    milestone = snapshot.plan.milestone(path)
    assert milestone is not None
    after = changed(files, rename(snapshot, milestone, new_id, moves=True))

    def upstream(files: dict[str, str]) -> set[str]:
        plan = plans.project_of(files).snapshot.plan
        return {edge.target.id for one in plan.milestones if one.id == "M9" for edge in plan.upstream(one)}

    assert upstream(after) == {new_id if id_ == milestone.id else id_ for id_ in upstream(files)}
    return after["M9.md"].split("\n")[1].removeprefix("**Dependencies**: ").removesuffix(" (all)")


@pytest.mark.parametrize(
    ("path", "new_id", "written"),
    [
        ("M2.md", "M20", "M1, M3, M4, M20"),
        ("M4.md", "M40", "M1, M2, M3, M40"),
        ("M4.md", "Z4", "M1, M2, M3, Z4"),
        ("M5.md", "M3a", "M1, M2, M3, M4"),
        ("M1.md", "M0", "M0-M4"),
        ("M5.md", "M6", "M1-M4"),
    ],
)
def test_a_range_goes_on_to_stand_for_the_same(path: str, new_id: str, written: str) -> None:
    assert in_range(path, new_id) == written


def test_what_has_no_end_to_be_written_to_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"'M3' in M9.md:2 would stand for others"):
        in_range("M5.md", "M2a", "M3+")


def test_nothing_is_renamed_while_a_fence_is_being_written() -> None:
    project = plans.project_of(plans.parse(PLAN).files)
    wheels = project.snapshot.documents["M2-Wheels.md"]
    project.open("M2-Wheels.md", wheels)
    project.edit("M2-Wheels.md", [Edit(Span.on_line(0, 0, 0), "```\n")])
    snapshot = project.snapshot
    assert snapshot.held
    milestone = snapshot.plan.milestone("M1-Ground.md")
    assert milestone is not None
    with pytest.raises(RefusedError, match=r"M2-Wheels\.md"):
        rename(snapshot, milestone, "M7", moves=True)
    assert [place.path for place in occurrences(snapshot, milestone) if place.kind is OccurrenceKind.ITEM] == []


def test_a_file_stays_where_it_would_take_the_place_of_another() -> None:
    after = renamed("//- M1-Ground.md\n# Milestone: M$01 Ground\n//- M7-Ground.md\n# Notes\n", "M7")
    assert after == {"M1-Ground.md": "# Milestone: M7 Ground\n", "M7-Ground.md": "# Notes\n"}
