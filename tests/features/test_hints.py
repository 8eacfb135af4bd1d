from milestone_ls.features.hints import hints
from tests import plans

PLAN = """
    //- M1.md
    # Milestone: M1 Ground
    **Status**: in progress
    **Dependencies**: None
    ## Timeline
    - **Duration**: 2-3 days
    //- M2.md
    # Milestone: M2 Walls
    **Status**: pending
    **Dependencies**: M1 (soon)
    **Can Run In Parallel With**: M3
    ## Deliverables
    - [x] Walls (est. tokens: 3K)
    - [ ] Doors
    ### Later
    - [ ] Paint
    - [cancelled] Gold
    ## Timeline
    - **Duration**: 2 days
    - **Parallel Speedup**: 90%
    - **Buffer**: 25%
    - **Token Budget**: medium
    //- M3.md
    # Milestone: M3 Paint
    **Status**: pending
    **Dependencies**: None
    ## Timeline
    - **Duration**: 1 day
    - **Buffer**: 4 hours
    """


def written(path: str, first: int = 0, end: int | None = None) -> list[str]:
    fixture = plans.parse(PLAN)
    lines = fixture.files[path].split("\n")
    found = hints(fixture.snapshot, path, first, end)
    assert all(hint.why for hint in found)
    return [f"{lines[hint.place.line][: hint.place.column]} «{hint.text}»" for hint in found]


def test_what_follows_from_the_plan_stands_beside_what_was_written() -> None:
    assert written("M2.md") == [
        "# Milestone: M2 Walls «wave 2»",
        "## Deliverables «1/3»",
        "### Later «0/1»",
        "- **Duration**: 2 days «critical»",
        "- **Parallel Speedup**: 90% «computed 33 %»",
        "- **Buffer**: 25% «= 4 h»",
        "- **Token Budget**: medium «sum at least 3K»",
    ]
    assert written("M3.md") == [
        "# Milestone: M3 Paint «wave 1»",
        "- **Duration**: 1 day «slack 3-4 d»",
        "- **Buffer**: 4 hours «= 50 %»",
    ]


def test_only_the_asked_lines_are_told_of() -> None:
    assert written("M2.md", 4, 5) == ["## Deliverables «1/3»"]


def test_before_the_plan_is_read_only_the_document_itself_is_told_of() -> None:
    project = plans.project_of(plans.parse(PLAN).files, complete=False)
    assert [hint.text for hint in hints(project.snapshot, "M2.md")] == ["1/3", "0/1"]


def test_what_is_not_known_is_left_out() -> None:
    text = "# Milestone: M1 X\n**Dependencies**: M9\n## Timeline\n- **Duration**: TBD\n"
    assert hints(plans.project_of({"M1.md": text}).snapshot, "M1.md") == ()


def test_nothing_stands_between_a_dependency_that_one_types_and_the_cursor() -> None:
    ground = "# Milestone: M1 Ground\n**Dependencies**: None\n"
    for typed in ("M1", "M1,", "M1, ", "M1, M"):
        snapshot = plans.project_of(
            {"M1.md": ground, "M2.md": f"# Milestone: M2 X\n**Dependencies**: {typed}"}
        ).snapshot
        assert not [hint for hint in hints(snapshot, "M2.md") if hint.place.line == 1]


def test_a_buffer_is_a_part_of_the_least_that_the_work_takes() -> None:
    text = "# Milestone: M1 X\n**Dependencies**: None\n## Timeline\n- **Duration**: 1-2 days\n- **Buffer**: 4 hours\n"
    found = hints(plans.project_of({"M1.md": text}).snapshot, "M1.md", 4)
    assert [hint.text for hint in found] == ["= 50 %"]


def test_what_is_told_on_request_counts_as_people_do() -> None:
    plan = PLAN + "//- M4.md\n    # Milestone: M4 Roof\n    **Dependencies**: M2\n"
    snapshot = plans.parse(plan).snapshot
    told = {hint.text: hint.why for path in ("M1.md", "M2.md", "M4.md") for hint in hints(snapshot, path)}
    assert told["wave 1"] == "it depends on nothing"
    assert told["wave 2"] == "all that it depends on lies in wave 1"
    assert told["wave 3"] == "all that it depends on lies in waves 1 to 2"
    assert told["sum at least 3K"] == "of 1 deliverable; 2 without an estimate"
