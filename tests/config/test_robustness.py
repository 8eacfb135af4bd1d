"""No text and no JSON value breaks the reading of settings."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.config import FILE_NAMES, Loaded, Settings, load, merge, read_client
from milestone_ls.text import split_lines, without_eol

from .marks import CODES
from .test_loading import WHOLE

PYPROJECT = "[tool.milestone-ls]\n" + WHOLE.replace("[aliases.", "[tool.milestone-ls.aliases.").replace(
    "[status]", "[tool.milestone-ls.status]"
).replace("[severity]", "[tool.milestone-ls.severity]").replace("[per-file]", "[tool.milestone-ls.per-file]")

PREVIOUS = Loaded(Settings(profile="strict"), explicit=frozenset({("profile",)}))


def check_holds(text: str, name: str) -> None:
    loaded = load(text, name, previous=PREVIOUS, known_codes=CODES)
    if loaded is None:
        assert name == "pyproject.toml"
        return
    lines = split_lines(text)
    for problem in loaded.problems:
        start, end = problem.span
        assert (0, 0) <= start <= end
        assert end.line < len(lines)
        assert start.column <= len(without_eol(lines[start.line]))
        assert end.column <= len(without_eol(lines[end.line]))
        assert problem.message
        assert "\n" not in problem.message
    if loaded.problems:
        assert (loaded.settings, loaded.explicit) == (PREVIOUS.settings, PREVIOUS.explicit)
    assert loaded.problems == tuple(sorted(loaded.problems, key=lambda problem: problem.span))


NAMES = st.sampled_from(FILE_NAMES)
ANY_TEXT = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=60)
MARKS = ["", "\n", "\r", "\r\n", '"', "'", '"""', "'''", "[", "]", "[[", "{", "}", "=", ",", ".", "#", "\\"]
WORDS = ["3", "true", "nan", "1e999", "2020-01-01", "profile", "[status]", "fields", "(a+)+", "../", "{ID}"]
STRANGE = ["\ufeff", "\ud800", "🐳", "\u2028", "\x00"]
PIECES = st.sampled_from(MARKS + WORDS + STRANGE)


@given(ANY_TEXT, NAMES)
def test_any_text_gives_settings_or_problems_inside_it(text: str, name: str) -> None:
    check_holds(text, name)


@given(st.lists(PIECES, max_size=25).map("".join), NAMES)
def test_any_heap_of_toml_gives_settings_or_problems_inside_it(text: str, name: str) -> None:
    check_holds(text, name)


@given(
    st.lists(st.tuples(st.integers(0, 1200), st.integers(0, 12), PIECES | ANY_TEXT), min_size=1, max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_a_right_file_changed_anywhere_gives_settings_or_problems_inside_it(
    changes: list[tuple[int, int, str]], in_pyproject: bool, crlf: bool
) -> None:
    text = PYPROJECT if in_pyproject else WHOLE
    text = text.replace("\n", "\r\n") if crlf else text
    for at, length, piece in changes:
        text = text[:at] + piece + text[at + length :]
    check_holds(text, "pyproject.toml" if in_pyproject else "milestone-ls.toml")


KEYS = [line.partition(" =")[0] for line in WHOLE.splitlines() if " = " in line]
KEYS += ["aliases", "status", "severity", "per-file"]
VALUES = ["3", "-1", "nan", "true", "'x'", "''", "[]", "['x']", "[3]", "[[]]", "{}", "{x = 1}", "{x = ['y']}"]
VALUES += ["2020-01-01", "1e999", "'(a+)+'", "['../x']", "{a.b.c = 1}"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", VALUES)
def test_any_kind_of_value_under_any_key_is_right_or_told(key: str, value: str) -> None:
    check_holds(f"{key} = {value}", "milestone-ls.toml")
    check_holds(f"[tool.milestone-ls]\n{key} = {value}", "pyproject.toml")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*KEYS, "fields", "sections", "diagnostics", "mode", "a.b", "milestone-ls"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_gives_client_settings_and_sentences(options: object) -> None:
    client = read_client(options, known_codes=CODES)
    assert all(client.messages)
    merged = merge(PREVIOUS, client.settings)
    assert merged.profile == "strict"
    assert not read_client(None).messages


def test_settings_that_nest_without_end_are_told_too() -> None:
    nested: Any = {}
    for _ in range(5000):
        nested = {"aliases": {"fields": [nested]}, "severity": {"x": nested}, "y": nested}
    assert read_client(nested).messages
