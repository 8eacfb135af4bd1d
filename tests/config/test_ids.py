"""Which words are IDs, and where an ID ends inside a word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.config import DEFAULT_ID_PATTERN, IdPattern

DEFAULT = IdPattern(DEFAULT_ID_PATTERN)


@pytest.mark.parametrize(
    "word", ["M0", "M0_1", "M1-2", "M-11.02", "UI-M-03.22.1", "PHASE-2C", "phase1", "12", "M" + "1" * 63]
)
def test_these_words_are_ids(word: str) -> None:
    assert DEFAULT.is_id(word)
    assert DEFAULT.match_prefix(word) == word


@pytest.mark.parametrize("word", ["3D", "MVP", "2024-08-07", "1234", "M", "", "-", "M" + "1" * 64, "v1.2.3b"])
def test_these_words_hold_no_id(word: str) -> None:
    assert not DEFAULT.is_id(word)
    assert DEFAULT.match_prefix(word) is None


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("M3-Full_Benchmark", "M3"),
        ("M0-Docker", "M0"),
        ("M0_1-Docker", "M0_1"),
        ("M1-MVP_Test_the_Hypothesis", "M1"),
        ("PHASE-2C-team", "PHASE-2C"),
        ("UI-M-03.22.1_shell", "UI-M-03.22.1"),
        ("M1_2_3-x", "M1_2_3"),
        ("12-setup", "12"),
        # A number that runs into a letter, or is longer than two digits, is a word of the slug.
        ("M2-3D-view", "M2"),
        ("M2-2024-review", "M2"),
        # A slug may be empty, and it may be long.
        ("M1-", "M1"),
        ("M12-" + "a_word_" * 20, "M12"),
    ],
)
def test_a_slug_is_no_part_of_the_id(word: str, found: str) -> None:
    assert DEFAULT.match_prefix(word) == found
    assert not DEFAULT.is_id(word)


def test_the_longest_prefix_wins_however_the_pattern_is_written() -> None:
    pattern = IdPattern(r"M\d|M\d-\d|M\d-\d-\d")
    assert pattern.match_prefix("M1-2-3-slug") == "M1-2-3"
    assert pattern.match_prefix("M1-2-x") == "M1-2"
    assert pattern.match_prefix("M1-x") == "M1"


def test_a_match_over_the_greatest_length_does_not_hide_a_shorter_one() -> None:
    assert IdPattern(r"M1(?:-x+)?").match_prefix("M1-" + "x" * 70) == "M1"


@pytest.mark.parametrize("source", ["(", "a)|(?:b", "*", "(?i)m", "x{99999999999999}"])
def test_what_is_no_expression_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        IdPattern(source)


@given(st.text(alphabet="Ma12.-_", max_size=14))
def test_the_prefix_is_the_longest_that_the_pattern_allows(word: str) -> None:
    ends = [end for end in range(1, len(word) + 1) if end == len(word) or word[end] in "-_"]
    longest = None
    for end in ends:
        if re.match(rf"(?:{DEFAULT_ID_PATTERN})(?=.{{{len(word) - end}}}\Z)", word):
            longest = word[:end]
    assert DEFAULT.match_prefix(word) == longest


@given(st.text(max_size=100))
def test_any_word_gives_none_or_a_prefix_that_is_an_id_by_its_end(word: str) -> None:
    found = DEFAULT.match_prefix(word)
    assert found is None or (word.startswith(found) and (word == found or word[len(found)] in "-_"))
