"""How the names of milestones compare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.syntax.names import anchor, fold, fold_dashes, letters, slug, unpad


@pytest.mark.parametrize(
    "name", ["M-1", "m-1", " M-1 ", "M\u20101", "M\u20111", "M\u2012" + "1", "M–1", "M—1", "M―1", "M−1", "M 1"]
)
def test_case_dash_variants_and_spaces_do_not_count(name: str) -> None:
    assert fold(name) == "m-1"


@pytest.mark.parametrize(("one", "other"), [("M1", "M-1"), ("M_1", "M-1"), ("M1", "M01"), ("M1", "M1."), ("M1", "N1")])
def test_anything_else_counts(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("m04", "m4"),
        ("m4", "m4"),
        ("m-11.02", "m-11.2"),
        ("ui-m-03.22.1", "ui-m-3.22.1"),
        ("m0", "m0"),
        ("m00", "m0"),
        ("m0_1", "m0_1"),
        ("m10", "m10"),
        ("007", "7"),
        ("", ""),
    ],
)
def test_padding_is_taken_off_each_number(name: str, plain: str) -> None:
    assert unpad(name) == plain


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("M1", "m"),
        ("M-11.02", "m"),
        ("UI-M-03", "uim"),
        ("PHASE-2C", "phase"),
        ("Phase 2C", "phase"),
        ("Phase–2C", "phase"),
        ("12", ""),
        ("MVP", "mvp"),
        ("", ""),
    ],
)
def test_letters_are_what_stands_before_the_first_digit(name: str, expected: str) -> None:
    assert letters(name) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ride the Hill", "ride-the-hill"),
        ("Ride_the_Hill", "ride-the-hill"),
        ("Paint — Per Frame (Matt)", "paint-per-frame-matt"),
        ("Frame & Fork", "frame-fork"),
        ("Ächz 2.0", "ächz-2-0"),
        ("🐳", ""),
        ("", ""),
    ],
)
def test_a_slug_joins_the_words_of_a_title(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Risk Factors", "risk-factors"),
        (" Risk  Factors ", "risk--factors"),
        ("3. Risk & Factors:", "3-risk--factors"),
        ("✅ Done_it-now", "-done_it-now"),
        ("Ä Ö", "ä-ö"),
    ],
)
def test_an_anchor_is_made_as_github_makes_it(heading: str, expected: str) -> None:
    assert anchor(heading) == expected


@given(st.text(max_size=20))
def test_dashes_fold_character_by_character(name: str) -> None:
    assert len(fold_dashes(name)) == len(name)
    assert fold_dashes(fold_dashes(name)) == fold_dashes(name)


@given(st.text(max_size=20))
def test_a_folded_name_is_folded(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert unpad(unpad(fold(name))) == unpad(fold(name))
