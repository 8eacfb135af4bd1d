"""The figures of a milestone, as others see them."""

from datetime import date

from milestone_ls.project.estimates import Estimates
from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.labels import TokenSum
from milestone_ls.syntax.tokens import TokenClass
from tests import plans


def estimates(text: str) -> Estimates:
    milestone = plans.parse(text).snapshot.plan.milestone("plan.md")
    assert milestone is not None
    return milestone.estimates


def test_a_milestone_tells_its_time_and_tokens() -> None:
    assert estimates("""
        # Milestone: M1 Ground
        **Status**: DONE (started 2026-02-01, finished 2026-02-20)
        ## Deliverables
        - [x] Gravel (est. tokens: 12K)
        ## Timeline
        - **Start**: 2026-02-01
        - **Duration**: 2-3 weeks
        - **Buffer**: 3 days (20%)
        - **Blocker Resolution Time**: 1 week if it rains
        - **Parallel Speedup**: 30% beside M2
        - **Critical Path**: Yes - all stands on it
        ## Notes
        - **Token Budget**: medium 10-15K
    """) == Estimates(
        duration=Interval(80, 120),
        buffer=Interval(24, 24),
        blocker=Interval(40, 40),
        speedup=Interval(30, 30),
        critical=True,
        start=date(2026, 2, 1),
        finished=date(2026, 2, 1),
        tokens=TokenSum(Interval(12_000, 12_000), counted=1),
        budget=Interval(10_000, 15_000),
        budget_class=TokenClass.MEDIUM,
    )


def test_what_is_not_said_clearly_is_not_known() -> None:
    assert (
        estimates("""
        # Milestone: M1 Ground
        **Status**: pending (2026-02-20)
        ## Deliverables
        - [x] Gravel
        ## Timeline
        - **Start**: after 2026-02-01
        - **Duration**: a few days
        - **Buffer**: N/A
        - **Parallel Speedup**: some
        - **Critical Path**: perhaps
    """)
        == Estimates()
    )


def test_a_day_is_as_long_as_the_configuration_says() -> None:
    found = estimates("""
        //- milestone-ls.toml
        hours-per-day = 6
        days-per-week = 4
        //- plan.md
        # Milestone: M1 Ground
        ## Timeline
        - **Duration**: 1 week
        - **Buffer**: 25%
    """)
    assert found.duration == Interval(24, 24)
    assert found.buffer_share == Interval(25, 25)


def test_a_date_that_no_calendar_has_is_none() -> None:
    assert estimates("# Milestone: M1 Ground\n## Timeline\n- **Start**: 2026-02-30\n").start is None
