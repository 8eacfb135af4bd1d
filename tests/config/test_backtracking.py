"""Patterns that could hang the server are told from those that cannot."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.config.backtracking import TooManyWaysError, _Judge, check
from milestone_ls.config.settings import DEFAULT_ID_PATTERN


@pytest.mark.parametrize(
    "pattern",
    [
        DEFAULT_ID_PATTERN,
        r"M\d+",
        r"M-\d\d\.\d\d(?:\.\d+)*",
        r"[A-Z]{2,5}-\d{1,4}",
        r"[A-Z0-9-]+-\d+",
        r"(?:\w+-)*\w+-?\d+(?:[._-]\d+)*",
        r"(?:[A-Z]+-)?M?\d+(?:\.\d+)?[a-z]?",
        r"(?:AB|AC)+1",
        r"(?:AB|CD|[E-G]x)+1",
        r"(?i:m\d+[a-c]?)",
        r"(?P<area>ui|api)-\d+(?!\d)",
        r"[^\W\d_]+\d+",
        r"M\d+?(?:-[^\W_]+)*+",
        r"(?:\w|-|\d)+",
        r"(?>M\d+)(?:(?=-)-x)?",
        r"M.\b\d",
    ],
)
def test_usual_patterns_pass(pattern: str) -> None:
    check(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a|a)*b",
        "(a|[a-c]x?)*b",
        "(?:a?){30}a{30}",
        r"(?:[A-Z]+[-_]?)+\d",
        r"(?:\w\w?|-)+",
        r"(?:\s*\w*)*",
        r"(?i:[a-z]+[A-Z])+1",
        r"(?:é+ü?)+",
        r"(?:[^a]+[^b]?)+",
        r"(?:.*x)*y",
        r"(?=(a+)+b)M\d",
        r"(?:()a?)*",
    ],
)
def test_a_repeat_that_can_cut_the_same_letters_in_many_ways_is_refused(pattern: str) -> None:
    with pytest.raises(TooManyWaysError, match=r"repeated group"):
        check(pattern)


@pytest.mark.parametrize("pattern", [r"\w+" * 6 + "1", r"(?:\w*\d*){2}(?:\w*\d*){2}1", "(?:a|a?|[ab])" * 20])
def test_too_many_free_choices_in_a_row_are_refused(pattern: str) -> None:
    with pytest.raises(TooManyWaysError, match=r"too many parts"):
        check(pattern)


@pytest.mark.parametrize("pattern", [r"(a)\1", r"(?P<x>a)(?P=x)", r"(a)?(?(1)b|c)"])
def test_what_refers_back_is_refused(pattern: str) -> None:
    with pytest.raises(TooManyWaysError, match=r"refers back"):
        check(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:" * 60 + "".join(f"a*){{0,{n % 9}}}{chr(98 + n % 20)}" for n in range(60)),
        "(?:" * 10 + "a|ab" + "){8}" * 10,
        "(?:" * 10 + "a|[ab]" + "){8}" * 10,
        "(?:" * 20 + r"\w*" + r"\w){1,2}" * 20,
    ],
)
def test_deep_nesting_is_judged_at_once(pattern: str) -> None:
    # Without bounds on its own numbers the judgement would never end.
    with suppress(TooManyWaysError):
        check(pattern)


def test_what_a_later_python_may_bring_is_refused() -> None:
    judge = _Judge(fold=False)
    with pytest.raises(TooManyWaysError, match=r"new kind, which cannot be judged"):
        judge.sequence([("NEW_KIND", None)], 0)
    for entry in (("NEW_KIND", None), ("CATEGORY", "CATEGORY_NEW")):
        with pytest.raises(TooManyWaysError, match=r"cannot be judged"):
            judge.first([("IN", [entry])], 0)


PARTS = ["a", "b", "1", "-", ".", "^", "$", "|", "*", "+", "?", "{1,3}", "[^a-]", "(", ")", "(?:", "(?!", "(?<=", "(?>"]
ESCAPES = [r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\b", r"\B", r"\A", r"\Z", r"[\d-]", r"[^\W_]", "é", "[à-ÿ]"]


@given(st.lists(st.sampled_from(PARTS + ESCAPES), max_size=12).map("".join))
def test_every_part_of_an_expression_is_known(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error:
        return
    refused = ""
    try:
        check(pattern)
    except TooManyWaysError as error:
        refused = str(error)
    assert "cannot be judged" not in refused
