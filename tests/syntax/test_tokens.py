"""Token estimates and budgets: what is read from the ways in which people write them, and what is not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.tokens import TokenClass, estimates, read_budget, token_class


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("3000", 3_000, 3_000),
        ("3,000", 3_000, 3_000),
        ("3.000", 3_000, 3_000),
        ("3 000", 3_000, 3_000),
        ("3K", 3_000, 3_000),
        ("1.5k", 1_500, 1_500),
        ("~20K", 20_000, 20_000),
        ("150K-200K", 150_000, 200_000),
        ("150-200K", 150_000, 200_000),
        ("800–1.2K", 800, 1_200),
        ("<3K", 0, 3_000),
        ("3K+", 3_000, math.inf),
        ("2M", 2_000_000, 2_000_000),
        ("3000 tokens, at a guess", 3_000, 3_000),
    ],
)
def test_an_estimate_is_read_with_its_range(value: str, low: float, high: float) -> None:
    (found,) = estimates(f"A table (est. tokens: {value})")
    assert found.tokens == Interval(low, high)


@pytest.mark.parametrize(
    "value", ["3OOO", "5kb", "1.5", "200-100", "2 x 3K", "10K each", "3000, maybe 4000", "3,00,00"]
)
def test_digits_that_are_no_count_are_told_apart(value: str) -> None:
    text = f"A table (est. tokens: {value})"
    (found,) = estimates(text)
    assert found.tokens is None
    assert text[found.start : found.end] == value


@pytest.mark.parametrize("text", ["A table", "A table (est. tokens: {X})", "(est. tokens: TBD)", "(est. tokens: )"])
def test_no_digits_are_no_estimate(text: str) -> None:
    assert list(estimates(text)) == []


def test_a_text_may_hold_several_estimates() -> None:
    assert len(list(estimates("code (est. tokens: 2K), docs (estimated tokens: 1K)"))) == 2


@pytest.mark.parametrize(
    ("text", "tokens", "named", "words"),
    [
        ("medium 10-15K", (10_000, 15_000), TokenClass.MEDIUM, "medium 10-15K"),
        ("lightweight <3K (infrastructure setup)", (0, 3_000), TokenClass.LIGHTWEIGHT, "lightweight <3K"),
        ("heavy 25K+", (25_000, math.inf), TokenClass.HEAVY, "heavy 25K+"),
        ("Heavy (300K-500K total)", (300_000, 500_000), TokenClass.HEAVY, "300K-500K"),
        ("Light", (0, 3_000), TokenClass.LIGHTWEIGHT, "Light"),
        ("medium (2 agents)", (10_000, 15_000), TokenClass.MEDIUM, "medium"),
        ("about 5K, the rest is carrying", (5_000, 5_000), None, "5K"),
        ("5,000", (5_000, 5_000), None, "5,000"),
    ],
)
def test_a_budget_is_its_numbers_or_else_its_class(
    text: str, tokens: tuple[float, float], named: TokenClass | None, words: str
) -> None:
    found = read_budget(text)
    assert found is not None
    assert (found.tokens, found.named) == (Interval(*tokens), named)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text", ["", "N/A", "medium to heavy", "10K code + 5K docs", "not heavy", "12", "lightweight <3K / medium 10-15K"]
)
def test_two_budgets_or_none_are_no_budget(text: str) -> None:
    assert read_budget(text) is None


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ((2_000, 2_999), TokenClass.LIGHTWEIGHT),
        ((12_000, 12_000), TokenClass.MEDIUM),
        ((25_000, 90_000), TokenClass.HEAVY),
        ((5_000, 5_000), None),
        ((2_000, 12_000), None),
    ],
)
def test_a_sum_has_a_class_if_all_of_it_lies_there(tokens: tuple[float, float], expected: TokenClass | None) -> None:
    assert token_class(Interval(*tokens)) is expected


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["3", "K", "-", " ", ",", ".", "+", "<", "medium", "heavy", "("])).map("".join)
)
def test_any_text_is_read_somehow(text: str) -> None:
    for found in estimates(f"est. tokens: {text}"):
        assert found.tokens is None or 0 <= found.tokens.low <= found.tokens.high
    read_budget(text)
