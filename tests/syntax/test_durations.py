"""Durations, buffers and percentages: what is read from the ways in which people write them, and what is not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.syntax.durations import Duration, Share, WorkingTime, read_buffer, read_duration, read_share

TIME = WorkingTime()


def hours(text: str, time: WorkingTime = TIME) -> tuple[float, float] | None:
    found = read_duration(text, time)
    return (round(found.hours.low, 6), round(found.hours.high, 6)) if found else None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3 days", 24, 24),
        ("2-3 weeks", 80, 120),
        ("2–3 weeks", 80, 120),
        ("6 to 8 hrs", 6, 8),
        ("between 2 and 3 days", 16, 24),
        ("1 day - 2 weeks", 8, 80),
        ("30 min - 1 hour", 0.5, 1),
        ("30-60 minutes (focused cleanup, no gold-plating)", 0.5, 1),
        ("~4h", 4, 4),
        ("about 1,5 days", 12, 12),
        ("1½ days", 12, 12),
        ("1/2 day", 4, 4),
        ("1,000 hours", 1000, 1000),
        ("two weeks", 80, 80),
        ("half a day", 4, 4),
        ("one and a half days", 12, 12),
        ("1 week 2 days", 56, 56),
        ("2 weeks + 3 days", 104, 104),
        ("1h30m", 1.5, 1.5),
        ("2-week spike", 80, 80),
        ("2 weeks if the electrician has no time", 80, 80),
        ("Week 8: 5 days", 40, 40),
        ("7 calendar days", 40, 40),
        ("3 months", 520, 520),
        ("0 days", 0, 0),
        ("up to 3 days", 0, 24),
        ("< 3 days", 0, 24),
        ("3+ days", 24, math.inf),
        ("at least 3 days", 24, math.inf),
    ],
)
def test_a_duration_is_read_as_working_hours(text: str, low: float, high: float) -> None:
    assert hours(text) == (low, high)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 days (2 weeks)", 80),
        ("Week 8 (5 days)", 40),
        ("3 days (~4 days)", 32),
        ("3 days (adjusted: 2x CLI -> 6 days)", 48),
        ("3 days (5 days, adjusted for the holidays)", 40),
        ("3 days (adjusted from 5 days)", 24),
        ("3 days (1 day buffer)", 24),
        ("3 days (8 hours/day)", 24),
        ("3 days (if all goes well; 5 days or 6 days if not)", 24),
    ],
)
def test_a_parenthesis_counts_if_it_is_a_duration_alone_or_says_adjusted(text: str, expected: float) -> None:
    assert hours(text) == (expected, expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "N/A",
        "None (cleanup milestone)",
        "TBD, perhaps 2 weeks",
        "a few days",
        "5",
        "Week 8",
        "Q3",
        "3 sprints",
        "2026-02-23 to 2026-03-01",
        "8-6 hours",
        "3 days - 1 day",
        "3 days each",
        "20 hours/week",
        "2 x 3 days",
        "5 days x 2",
        "a day and a half",
        "2 days, plus 1 day for review",
        "2 weeks + 3 days buffer",
        "not 3 days",
        "-3 days",
        "99999999 days",
    ],
)
def test_what_is_no_certain_duration_is_not_read(text: str) -> None:
    assert hours(text) is None


def test_days_and_weeks_are_as_long_as_the_project_works() -> None:
    time = WorkingTime(hours_per_day=6, days_per_week=4)
    assert hours("2 days", time) == (12, 12)
    assert hours("1 week", time) == (24, 24)
    assert hours("7 calendar days", time) == (24, 24)


def test_the_place_of_a_duration_is_told() -> None:
    text = "about 2-3 weeks for all"
    found = read_duration(text, TIME)
    assert found is not None
    assert (text[found.start : found.end], found.unit) == ("2-3 weeks", "weeks")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("25%", 25, 25),
        ("20-30%", 20, 30),
        ("20% - 30%", 20, 30),
        ("up to 30%", 0, 30),
        ("20%+", 20, math.inf),
        ("0% (blocking milestone, cannot be parallelized)", 0, 0),
        ("30% next to the accounts", 30, 30),
        ("33.3 percent", 33.3, 33.3),
    ],
)
def test_a_percentage_is_read(text: str, low: float, high: float) -> None:
    found = read_share(text)
    assert found is not None
    assert (found.percent.low, found.percent.high) == (low, high)


@pytest.mark.parametrize("text", ["N/A", "2x", "-10%", "30-20%", "10% or 20%", "not 20%", "(20%)", "much"])
def test_what_is_no_certain_percentage_is_not_read(text: str) -> None:
    assert read_share(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+4 hours (25% for language-specific quirks)", (4, 4)),
        ("20% (4 days)", (32, 32)),
        ("1-2 days", (8, 16)),
    ],
)
def test_the_amount_of_a_buffer_goes_before_its_percentage(text: str, expected: tuple[float, float]) -> None:
    found = read_buffer(text, TIME)
    assert isinstance(found, Duration)
    assert (found.hours.low, found.hours.high) == expected


def test_a_buffer_may_be_a_percentage_alone() -> None:
    assert isinstance(read_buffer("25% for surprises", TIME), Share)
    assert read_buffer("20% minimum, 2 days", TIME) is None


@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(["3", " ", "-", "days", "h", "%", "(", ")", "+", "a", "half", "to", ",", "/", "½", "week"])
    ).map("".join)
)
def test_any_text_is_read_somehow(text: str) -> None:
    found = read_duration(text, TIME)
    if found is not None:
        assert 0 <= found.hours.low <= found.hours.high
        assert text[found.start : found.end].strip()
    read_share(text)
    read_buffer(text, TIME)


def test_a_very_long_text_takes_no_time() -> None:
    for text in ("1 " * 100_000, "(" * 100_000, "9" * 100_000, "1,111" * 50_000, "a " * 100_000, " " * 100_000 + "x"):
        assert read_duration(text, TIME) is None
        assert read_share(text) is None
