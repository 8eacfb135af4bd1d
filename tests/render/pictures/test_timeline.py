"""The timeline: both schedules as the plan has them, nothing invented, and why where there is none."""

from milestone_ls.render.pictures.timeline import Bar, Row, Timeline, timeline_of
from tests.render.pictures.plans import lasting, milestone, picture

DAY = 8


def rows(found: Timeline) -> dict[str, Row]:
    return {row.item.id: row for group in found.groups for row in group.rows}


def test_bars_begin_when_the_last_one_before_them_ends() -> None:
    found = timeline_of(
        picture(
            milestone("M1", more=lasting("2-4 days")),
            milestone("M2", more=lasting("5 days")),
            milestone("M3", after="M1", more=lasting("1 day")),
        )
    )
    bars = {id_: (row.low, row.high) for id_, row in rows(found).items()}
    assert bars["M1"] == (Bar(0, 2 * DAY, 2 * DAY), Bar(0, 4 * DAY, 0))
    assert bars["M3"] == (Bar(2 * DAY, 3 * DAY, 2 * DAY), Bar(4 * DAY, 5 * DAY, 0))
    assert bars["M2"] == (Bar(0, 5 * DAY, 0), Bar(0, 5 * DAY, 0))
    assert (found.unit, found.hours) == ("days", 5 * DAY)
    assert [tick.label for tick in found.ticks] == ["0", "1", "2", "3", "4", "5"]


def test_what_has_no_duration_says_so_and_so_does_what_waits_for_it() -> None:
    found = timeline_of(
        picture(
            milestone("M1"), milestone("M2", after="M1", more=lasting("2 days")), milestone("M3", more=lasting("1 day"))
        )
    )
    assert {id_: row.unknown for id_, row in rows(found).items()} == {
        "M1": "M1 has no duration",
        "M2": "M1 has no duration",
        "M3": "",
    }
    third = rows(found)["M3"].high
    assert third is not None
    assert third.slack is None


def test_without_any_duration_there_is_no_timeline_and_a_reason() -> None:
    found = timeline_of(picture(milestone("M1"), milestone("M2")))
    assert "no open milestone says how long it takes" in found.refused
    assert found.groups == ()


def test_where_all_is_done_nothing_is_left() -> None:
    found = timeline_of(picture(milestone("M1", status="done", more=lasting("2 days"))))
    assert "Nothing is left" in found.refused
    assert timeline_of(picture()).refused == "There are no milestones."


def test_what_is_finished_is_counted_and_has_no_row() -> None:
    found = timeline_of(
        picture(
            milestone("M1", status="done"), milestone("M2", more=lasting("1 h")), milestone("M3", status="cancelled")
        )
    )
    assert (list(rows(found)), found.finished, found.unit) == (["M2"], 2, "hours")


def test_rows_are_grouped_by_track_where_there_are_tracks_and_else_by_wave() -> None:
    tracked = timeline_of(
        picture(milestone("M1", more=lasting("1 day", track="Desk")), milestone("M2", more=lasting("1 day")))
    )
    assert [group.name for group in tracked.groups] == ["Desk", "No track"]
    waves = timeline_of(
        picture(milestone("M1", more=lasting("1 day")), milestone("M2", after="M1", more=lasting("1 day")))
    )
    assert [group.name for group in waves.groups] == ["Wave 1", "Wave 2"]


def test_members_of_a_cycle_say_that_they_are() -> None:
    found = timeline_of(
        picture(
            milestone("M1", after="M2", more=lasting("1 day")),
            milestone("M2", after="M1", more=lasting("1 day")),
            milestone("M3", more=lasting("1 day")),
        )
    )
    assert rows(found)["M1"].unknown == "cycle: M1 depends on itself through others"
    assert rows(found)["M3"].low == Bar(0, DAY, None)


def test_a_long_plan_has_few_ticks_in_weeks() -> None:
    found = timeline_of(picture(milestone("M1", more=lasting("30 months"))))
    assert found.unit == "weeks"
    assert len(found.ticks) <= 25
    assert found.ticks[-1].hours >= found.hours
