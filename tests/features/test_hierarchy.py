from milestone_ls.features.hierarchy import dependents, upstream
from tests import plans

PLAN = """
    //- M1.md
    # Milestone: M1 Ground
    //- M2.md
    # Milestone: M2 Wheels
    **Dependencies**: «M1», M3 (optional)
    ### Upstream Dependencies
    - «M1»: ground
    //- M10.md
    # Milestone: M10 Roof
    **Dependencies**: M1-M2
    //- M3.md
    # Milestone: M3 Door
    """


def test_dependents_come_in_the_order_of_their_ids() -> None:
    snapshot = plans.parse(PLAN).snapshot
    assert [found.milestone.id for found in dependents(snapshot, "M1.md")] == ["M2", "M10"]
    assert [found.milestone.id for found in dependents(snapshot, "M3.md")] == []


def test_upstream_is_told_with_every_place_that_states_it() -> None:
    fixture = plans.parse(PLAN)
    (ground,) = upstream(fixture.snapshot, "M2.md")
    assert ground.milestone.id == "M1"
    assert [("M2.md", span) for span in ground.stated] == fixture.marks
    assert [found.milestone.id for found in upstream(fixture.snapshot, "M10.md")] == ["M1", "M2"]


def test_a_cycle_is_gone_round() -> None:
    snapshot = plans.parse(
        "//- M1.md\n# Milestone: M1 A\n**Dependencies**: M2\n//- M2.md\n# Milestone: M2 B\n**Dependencies**: M1\n"
    ).snapshot
    assert [found.milestone.id for found in upstream(snapshot, "M1.md")] == ["M2"]
    assert [found.milestone.id for found in upstream(snapshot, "M2.md")] == ["M1"]


def test_what_is_wished_for_only_is_no_place_that_states_a_dependency() -> None:
    fixture = plans.parse(
        "//- M1.md\n# Milestone: M1 A\n//- M2.md\n# Milestone: M2 B\n**Dependencies**: «M1», M1 (optional)\n"
    )
    (ground,) = upstream(fixture.snapshot, "M2.md")
    assert [("M2.md", span) for span in ground.stated] == fixture.marks
