from milestone_ls.features.milestones import Listed, Standing, milestones
from milestone_ls.template.vocabulary import Status
from tests import plans

PLAN = """
    //- b/M10.md
    # Milestone: M10 Roof 🐳
    **Status**: pending
    **Dependencies**: M2, M9
    //- M1.md
    # Milestone: M1 Ground
    **Status**: completed
    **Parallel Track**: Field
    ## Deliverables
    - [x] a
    //- M2.md
    # Milestone: M2 Walls
    **Status**: in progress
    **Parallel Track**: FIELD
    **Dependencies**: M1, M2
    //- M3.md
    # Milestone: M3 Door
    **Status**: pending
    **Dependencies**: M2
    //- M4.md
    # Milestone: M4 Left out
    **Status**: cancelled
    //- M5.md
    # Milestone: M5 Windows
    **Status**: blocked
    **Duration**: 2 days
    //- M6.md
    # Milestone: M6 Paint
    **Status**: pending
    """


def listed(text: str = PLAN) -> dict[str, Listed]:
    return {found.path: found for found in milestones(plans.parse(text).snapshot)}


def test_milestones_come_in_the_order_of_their_ids() -> None:
    assert list(listed()) == ["M1.md", "M2.md", "M3.md", "M4.md", "M5.md", "M6.md", "b/M10.md"]


def test_each_tells_how_it_stands() -> None:
    found = listed()
    assert {path: one.standing for path, one in found.items()} == {
        "M1.md": Standing.DONE,
        "M2.md": Standing.ACTIVE,
        "M3.md": Standing.BLOCKED,
        "M4.md": Standing.CANCELLED,
        "M5.md": Standing.BLOCKED,
        "M6.md": Standing.READY,
        "b/M10.md": Standing.BLOCKED,
    }
    assert found["M3.md"].blocked_by == ("M2",)
    assert found["M5.md"].blocked_by == ()
    assert found["M5.md"].status is Status.BLOCKED


def test_each_tells_its_neighbours_progress_and_track() -> None:
    found = listed()
    ground, walls = found["M1.md"], found["M2.md"]
    assert (ground.upstream, ground.downstream) == ((), ("M2.md",))
    assert walls.upstream == ("M1.md",), "it cannot wait for itself"
    assert walls.downstream == ("M3.md", "b/M10.md")
    assert (ground.done, ground.total) == (1, 1)
    assert (ground.track, walls.track, found["M6.md"].track) == ("Field", "Field", None)
    assert (ground.wave, found["M4.md"].wave) == (1, None)


def test_two_that_claim_one_id_are_two_and_one_without_an_id_has_the_name_of_its_file() -> None:
    found = listed(PLAN + "//- M6-b.md\n    # Milestone: M6 Varnish\n    //- Loose.md\n    # Milestone: Loose ends\n")
    assert [one.path for one in found.values() if one.id == "M6"] == ["M6-b.md", "M6.md"]
    assert found["M6.md"].standing is Standing.UNKNOWN


def test_a_plan_without_milestones_lists_none() -> None:
    assert milestones(plans.project_of({"README.md": "# x\n"}).snapshot) == ()


def test_what_delays_the_end_is_marked() -> None:
    timed = """
        //- M1.md
        # Milestone: M1 Long
        **Status**: pending
        **Duration**: 5 days
        //- M2.md
        # Milestone: M2 Short
        **Status**: pending
        **Duration**: 1 day
        """
    assert [(one.id, one.critical) for one in listed(timed).values()] == [("M1", True), ("M2", False)]
