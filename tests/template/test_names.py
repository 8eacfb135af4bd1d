"""How the names of fields, sections and labels compare, and what of a text is decoration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.template.names import fold_name, is_symbol, strip_symbols


@pytest.mark.parametrize(
    "name",
    [
        *("Risk Factors", "risk factors", "RISK FACTORS", "Risk  Factors", " Risk\tFactors ", "Risk Factors:"),
        *("🧪 Risk Factors", "Risk Factors 🧪", "⚠️ Risk Factors ⚠️", "👩\u200d🔧 Risk Factors", "👍🏽 Risk Factors"),
        *("3. Risk Factors", "3) Risk Factors", "3 Risk Factors", "3.1 Risk Factors", "3.1.2. Risk Factors:"),
        *("🧪 3. Risk Factors", "3. 🧪 Risk Factors", "1️⃣ Risk Factors", "Risk Factors 🧪:", "Risk Factors: 🧪"),
        "Risk Factors :",
    ],
)
def test_decoration_numbering_case_and_a_final_colon_do_not_count(name: str) -> None:
    assert fold_name(name) == "risk factors"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Notes", "Note"),
        ("Risk: Factors", "Risk Factors"),
        ("Resume\u0301", "Resume"),
        ("3", ""),
        ("2025", "25"),
        ("Risk-Factors", "Risk Factors"),
        ("C++", "C"),
        ("A (optional)", "A"),
    ],
)
def test_anything_else_counts(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@pytest.mark.parametrize("name", ["", "🧪", "  ", ":", "🧪:"])
def test_a_name_of_decoration_alone_is_empty(name: str) -> None:
    assert fold_name(name) == ""


@given(st.text(max_size=30))
def test_a_folded_name_has_no_decoration_left(name: str) -> None:
    folded = fold_name(name)
    assert folded == folded.strip()
    assert not folded.endswith(":")
    assert strip_symbols(folded) == (0, len(folded)) or not folded


@pytest.mark.parametrize("character", [*"🐳🧹📊✅⛔🚧🏽🇩™©", "\u200d", "\ufe0f", "\u20e3", "\U0001fae8"])
def test_a_pictorial_symbol_is_one(character: str) -> None:
    assert is_symbol(character)


@pytest.mark.parametrize("character", [*"aZ1 _-:*#@é中ßд", "\u0301", "\u093f", "\u00a0", "—", "…", "→", "²"])
def test_letters_accents_and_punctuation_are_none(character: str) -> None:
    assert not is_symbol(character)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("🐳 Ground 🐳", "Ground"),
        ("  Ground  ", "Ground"),
        ("Cafe\u0301 ☕", "Cafe\u0301"),
        ("1️⃣ Ground", "Ground"),
        ("1 Ground", "1 Ground"),
        ("🐳", ""),
        ("", ""),
        ("🐳 a 🐳 b", "a 🐳 b"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_symbols_around_a_text_are_left_out(text: str, left: str) -> None:
    assert text[slice(*strip_symbols(text))] == left
