"""What the schedule of a plan of documents says where something is missing, doubled, round or elsewhere."""

import pytest

from milestone_ls.project.plan import Plan
from milestone_ls.project.schedule.schedule import Readiness, Schedule, State
from milestone_ls.project.schedule.unknown import Because, Unknown
from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.syntax.intervals import Interval
from tests import plans
from tests.project.schedule.small import milestone, scheduled


def read(*texts: str) -> Plan:
    return plans.parse("".join(texts)).snapshot.plan


def timed(id_: str, *fields: str, duration: str = "1 day") -> str:
    return (
        f"//- {id_}.md\n# Milestone: {id_} Title\n"
        + "\n".join(fields)
        + f"\n\n## Timeline\n- **Duration**: {duration}\n"
    )


PENDING = "**Status**: pending"


def test_one_without_a_duration_makes_unknown_what_hangs_on_it_and_never_zero() -> None:
    schedule = scheduled(milestone("1", hours=None), milestone("2", "1"), milestone("3"))
    cause = Unknown(Because.NO_DURATION, "1", "1")
    assert schedule.start("1") == Interval(0, 0)
    assert schedule.finish("1") == schedule.start("2") == schedule.finish("2") == cause
    assert schedule.finish("3") == Interval(8, 8)
    assert schedule.length == schedule.slack("3") == schedule.critical("3") == schedule.critical_path() == cause
    assert schedule.least_length == Interval(8, 8)


def test_members_of_a_cycle_are_unknown_and_so_is_what_depends_on_them() -> None:
    schedule = scheduled(milestone("1", "2"), milestone("2", "1"), milestone("3", "2"), milestone("4"))
    for path in ("1", "2"):
        cause = Unknown(Because.CYCLE, path, path)
        assert schedule.wave(path) == schedule.finish(path) == schedule.slack(path) == cause
        assert schedule.readiness(path) == Readiness(State.UNKNOWN, unknown=cause)
    assert schedule.wave("3") == schedule.start("3") == Unknown(Because.CYCLE, "2", "2")
    assert schedule.readiness("3") == Readiness(State.WAITING, ("2",))
    assert schedule.wave("4") == 1
    assert schedule.readiness("4").state is State.READY


def test_an_unknown_dependency_makes_everything_unknown_that_depends_on_it() -> None:
    schedule = read(
        timed("M1", "**Dependencies**: M9", PENDING) + timed("M2", "**Dependencies**: M1", PENDING)
    ).schedule
    cause = Unknown(Because.MISSING, "M1.md", "M1", "M9")
    assert schedule.wave("M1.md") == schedule.start("M2.md") == schedule.length == cause
    assert schedule.readiness("M1.md").unknown == cause
    assert str(cause) == "M1 depends on M9, which no document bears"


def test_planned_work_is_waited_for() -> None:
    plan = read(
        "//- README.md\n- M1: x\n- M2: y\n- M9: z\n" + timed("M1", "**Dependencies**: M9", PENDING) + timed("M2")
    )
    assert plan.schedule.readiness("M1.md") == Readiness(State.WAITING, unwritten="M9")
    assert plan.schedule.finish("M1.md") == Unknown(Because.UNWRITTEN, "M1.md", "M1", "M9")


def test_an_id_of_two_documents_is_unknown_at_both_and_for_who_depends_on_it() -> None:
    text = (
        timed("M1", PENDING)
        + timed("M1", PENDING).replace("//- M1", "//- other")
        + timed("M2", "**Dependencies**: M1", PENDING)
    )
    schedule = read(text).schedule
    for path in ("M1.md", "other.md"):
        assert schedule.finish(path) == Unknown(Because.DUPLICATE, path, "M1")
        assert schedule.readiness(path).state is State.UNKNOWN
    assert schedule.wave("M2.md") == Unknown(Because.DUPLICATE, "M2.md", "M2", "M1")


def test_other_projects_are_named_and_hold_nobody_up() -> None:
    schedule = read(timed("M1", "**Dependencies**: other-project M7", PENDING)).schedule
    assert schedule.readiness("M1.md") == Readiness(State.READY, outside=("other-project M7",))
    assert schedule.finish("M1.md") == Interval(8, 8)


def test_optional_dependencies_hold_nobody_up() -> None:
    schedule = read(
        timed("M1", PENDING) + timed("M2", "**Dependencies**: M1 (optional), M9 (optional)", PENDING)
    ).schedule
    assert schedule.wave("M2.md") == 1
    assert schedule.readiness("M2.md").state is State.READY


def test_without_a_status_readiness_is_unknown_and_times_are_not() -> None:
    schedule = read(timed("M1") + timed("M2", "**Dependencies**: M1")).schedule
    assert schedule.readiness("M2.md").unknown == Unknown(Because.STATUS, "M2.md", "M2")
    assert schedule.finish("M2.md") == Interval(16, 16)


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_what_is_finished_ends_the_chain_of_those_before_it(status: str) -> None:
    text = timed("M1", PENDING) + timed("M2", "**Dependencies**: M1", f"**Status**: {status}")
    schedule = read(text + timed("M3", "**Dependencies**: M2", PENDING)).schedule
    assert schedule.readiness("M3.md").state is State.READY
    assert schedule.start("M3.md") == Interval(0, 0)
    assert schedule.slack("M2.md") is None
    assert schedule.wave("M3.md") == (3 if status == "completed" else 1)


def test_a_document_that_could_not_be_read_is_not_called_missing() -> None:
    project = plans.project_of(plans.parse(timed("M1", "**Dependencies**: M2", PENDING)).files)
    assert project.snapshot.plan.schedule.finish("M1.md") == Unknown(Because.MISSING, "M1.md", "M1", "M2")
    project.remove(["M2.md"], [Trouble("M2.md", TroubleKind.UNREADABLE, "")])
    assert project.snapshot.plan.schedule.finish("M1.md") == Unknown(Because.UNREAD, "M1.md", "M1", "M2")


def test_an_empty_plan_takes_no_time() -> None:
    assert Schedule().length == Interval(0, 0)
    assert Schedule().critical_path() == ()
    assert Schedule().waves == ()


def test_the_same_plan_asked_again_gives_the_same_schedule() -> None:
    project = plans.project_of(plans.parse(timed("M1", PENDING) + timed("M2", PENDING)).files)
    before = project.snapshot.plan.schedule
    text = timed("M2", PENDING).partition("\n")[2]
    project.put({"M2.md": project.read(f"{text}\n## Notes\nMore words that no figure shows.\n")})
    assert project.snapshot.plan.schedule is before
