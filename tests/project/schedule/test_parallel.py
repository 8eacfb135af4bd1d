"""Whether two milestones can run at one time, with the evidence, and what running beside others saves."""

from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.project.schedule.parallel import Verdict, beside, buffer, safety, speedup
from milestone_ls.project.schedule.unknown import Because, Unknown
from milestone_ls.syntax.intervals import Interval
from tests import plans


def read(text: str) -> tuple[Plan, dict[str, Milestone]]:
    plan = plans.parse(text).snapshot.plan
    return plan, {milestone.id: milestone for milestone in plan.milestones}


PLAN = """
    //- M1.md
    # Milestone: M1 Ground
    //- M2.md
    # Milestone: M2 Walls
    **Dependencies**: M1
    //- M3.md
    # Milestone: M3 Roof
    **Dependencies**: M2
    //- M4.md
    # Milestone: M4 Garden

    ## Resource Allocation
    | Team/Resource | Conflicts |
    |---|---|
    | Digger | M1 |
    //- M5.md
    # Milestone: M5 Fence
    **Dependencies**: M77
    //- M6.md
    # Milestone: M6 Gate
    **Dependencies**: M5
"""


def test_a_chain_of_dependencies_is_the_evidence_against_running_at_one_time() -> None:
    plan, found = read(PLAN)
    for pair in (("M1", "M3"), ("M3", "M1")):
        told = safety(plan, *(found[id_] for id_ in pair))
        assert (told.verdict, told.way) == (Verdict.ORDERED, ("M3.md", "M2.md", "M1.md"))


def test_a_declared_conflict_is_evidence_from_either_side() -> None:
    plan, found = read(PLAN)
    for pair in (("M1", "M4"), ("M4", "M1")):
        told = safety(plan, *(found[id_] for id_ in pair))
        assert told.verdict is Verdict.CONFLICT
        assert told.conflict is not None
        assert (told.conflict[0], told.conflict[1].stated.reference.id) == ("M4.md", "M1")


def test_two_that_nothing_joins_are_safe() -> None:
    plan, found = read(PLAN)
    assert safety(plan, found["M2"], found["M4"]).verdict is Verdict.SAFE


def test_a_dependency_on_nobody_leaves_it_unknown_also_further_up() -> None:
    plan, found = read(PLAN)
    for id_ in ("M5", "M6"):
        told = safety(plan, found[id_], found["M2"])
        assert told.verdict is Verdict.UNKNOWN
        assert told.unknown == Unknown(Because.MISSING, "M5.md", "M5", "M77")


def test_a_circle_leaves_it_unknown_and_a_chain_beside_it_is_still_evidence() -> None:
    plan, found = read(
        """
        //- M1.md
        # Milestone: M1 Ground
        **Dependencies**: M2
        //- M2.md
        # Milestone: M2 Walls
        **Dependencies**: M1
        //- M3.md
        # Milestone: M3 Roof
        **Dependencies**: M1
        """
    )
    told = safety(plan, found["M1"], found["M2"])
    assert (told.verdict, told.unknown) == (Verdict.UNKNOWN, Unknown(Because.CYCLE, "M1.md", "M1"))
    assert safety(plan, found["M2"], found["M3"]).verdict is Verdict.UNKNOWN
    assert safety(plan, found["M1"], found["M3"]).way == ("M3.md", "M1.md")


SPEEDUP = """
    //- M1.md
    # Milestone: M1 Ground
    **Can Run In Parallel With**: M2, M4, M5 (optional)
    ## Timeline
    - **Duration**: 2-4 days
    - **Buffer**: 25%
    //- M2.md
    # Milestone: M2 Walls
    ## Timeline
    - **Duration**: 2 days
    - **Buffer**: 1 day
    //- M3.md
    # Milestone: M3 Roof
    **Can Run In Parallel With**: M1
    **Status**: completed
    ## Timeline
    - **Duration**: 4 days
    //- M4.md
    # Milestone: M4 Garden
    **Status**: cancelled
    //- M5.md
    # Milestone: M5 Fence
    **Can Run In Parallel With**: M6
    //- M6.md
    # Milestone: M6 Gate
    //- M7.md
    # Milestone: M7 Path
"""


def test_the_claim_of_either_side_counts_and_who_is_cancelled_does_not() -> None:
    plan, found = read(SPEEDUP)
    assert [other.id for other in beside(plan, found["M1"])] == ["M2", "M3"]
    assert [other.id for other in beside(plan, found["M2"])] == ["M1"]


def test_the_speedup_is_one_less_longest_by_sum_on_either_end() -> None:
    plan, found = read(SPEEDUP)
    # Low ends: 2, 2 and 4 of 8 days; high ends: 4, 2 and 4 of 10.
    assert speedup(plan, found["M1"]) == Interval(50, 60)
    assert speedup(plan, found["M7"]) is None
    told = speedup(plan, found["M5"])
    assert isinstance(told, Unknown)
    assert str(told) == "M5 has no duration"


ORDERED = """
    //- M1.md
    # Milestone: M1 Ground
    **Can Run In Parallel With**: {beside}
    ## Timeline
    - **Duration**: 4 days
    //- M2.md
    # Milestone: M2 Walls
    **Dependencies**: {upstream}
    ## Timeline
    - **Duration**: 3 days
    //- M3.md
    # Milestone: M3 Roof
    **Dependencies**: M2
    ## Timeline
    - **Duration**: 3 days
"""


def test_who_waits_for_another_saves_nothing_beside_it() -> None:
    plan, found = read(ORDERED.format(beside="M3", upstream="M1"))
    assert speedup(plan, found["M1"]) == Interval(0, 0)


def test_a_chain_among_those_beside_it_counts_as_a_whole() -> None:
    plan, found = read(ORDERED.format(beside="M2, M3", upstream="None"))
    # Six of the ten days: M3 begins when M2 ends.
    assert speedup(plan, found["M1"]) == Interval(40, 40)


def test_the_speedup_of_a_circle_is_not_known() -> None:
    plan, found = read(ORDERED.format(beside="M3", upstream="M3"))
    told = speedup(plan, found["M1"])
    assert isinstance(told, Unknown)
    assert told.because is Because.CYCLE


def test_a_buffer_in_per_cent_is_counted_from_the_low_end() -> None:
    _, found = read(SPEEDUP)
    assert buffer(found["M1"]) == Interval(4, 4)
    assert buffer(found["M2"]) == Interval(8, 8)
    assert buffer(found["M3"]) is None
