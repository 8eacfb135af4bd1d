"""Where keys and values stand, in every form that TOML has for them."""

import tomllib
from typing import Any

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.config.locate import Locator, Path
from milestone_ls.text import Span, split_lines

from .marks import unmarked


def cut(text: str, span: Span) -> str:
    lines = split_lines(text)
    start, end = span
    if start.line == end.line:
        return lines[start.line][start.column : end.column]
    between = lines[start.line + 1 : end.line]
    return "".join([lines[start.line][start.column :], *between, lines[end.line][: end.column]])


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("«a» = «1»", ("a",)),
        ("  «'a b'» = «\"x # y\"»  # z", ("a b",)),
        ('«"a\\u0062"»=«"x"»', ("ab",)),
        ("x . «y» = «{ z = 1 }» # c", ("x", "y")),
        ("x = { y = [1, {«z» = «'''a\nb'''»}] }", ("x", "y", 1, "z")),
        ("[t]\n«k» = «2020-01-01 07:00:00»\n", ("t", "k")),
        ('[t.u]\n[ t . "v" ]\n«k»=«-1.5e3»#c', ("t", "v", "k")),
        ("[[t]]\nk=1\n[[t]]\n«k»=«true»\n[t.u]\nk=2", ("t", 1, "k")),
        ("[[t]]\nk=1\n[[t]]\nk=1\n[t.u]\n«k»=«inf»", ("t", 1, "u", "k")),
        ('a=1\r\n«b»=«"""x""y\\"""z"""""»\r\nc=3', ("b",)),
        ("'🐳é' = 1\n«'🐳'» = «'é🐳'»", ("🐳",)),
        ("# only\n\n«a»=«''»", ("a",)),
    ],
)
def test_a_key_and_its_value_are_found(marked: str, path: Path) -> None:
    text, (key, value) = unmarked(marked)
    locator = Locator(text)
    assert (locator.key(path), locator.value(path)) == (key, value)


def test_an_element_of_a_list_over_several_lines_is_found() -> None:
    text, (span,) = unmarked('a = [ # one\n  "x", # two\n\n  «"y, ]"» ,\n]\n')
    assert Locator(text).value(("a", 1)) == span
    assert Locator(text).key(("a", 1)) == span


def test_a_table_stands_at_its_name() -> None:
    text, (span,) = unmarked("[a.«b»]\nc = 1")
    assert Locator(text).value(("a", "b")) == span


def test_what_does_not_stand_in_the_text_is_told_at_what_it_would_stand_in() -> None:
    text, (span,) = unmarked("[«a»]\nb = 1")
    assert Locator(text).key(("a", "x", 3)) == span
    assert Locator(text).key(("x",)) == Locator("").span(0, 0)


def leaves(data: object, path: Path = ()) -> list[tuple[Path, Any]]:
    if isinstance(data, dict):
        return [leaf for key, value in data.items() for leaf in leaves(value, (*path, key))]
    if isinstance(data, list) and data:
        return [leaf for index, value in enumerate(data) for leaf in leaves(value, (*path, index))]
    return [(path, data)]


KEYS = st.one_of(st.sampled_from(["a", "b", "c-d", "1"]), st.text(max_size=4))
SCALARS = st.one_of(
    st.booleans(), st.integers(-99, 99), st.floats(allow_nan=False), st.text(max_size=12), st.datetimes()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.booleans())
def test_each_value_is_found_where_reading_it_gives_it_back(data: dict[str, Any], crlf: bool) -> None:
    text = tomlkit.dumps(data)
    text = text.replace("\n", "\r\n") if crlf and "\r" not in text else text
    locator = Locator(text)
    for path, value in leaves(tomllib.loads(text)):
        assert tomllib.loads(f"v = {cut(text, locator.value(path))}")["v"] == value
        key = next(part for part in reversed(path) if isinstance(part, str))
        here = path[: len(path) - [*reversed(path)].index(key)]
        assert tomllib.loads(f"{cut(text, locator.key(here))} = 0") == {key: 0}


@given(st.text(alphabet="ab=[]{}.,\"'\n# 1\\", max_size=40))
def test_any_text_is_walked_to_an_end(text: str) -> None:
    locator = Locator(text)
    lines = split_lines(text)
    span = locator.span(*(locator.key_before(len(text)) or (0, 0)))
    assert span.start <= span.end
    assert span.end.column <= len(lines[span.end.line])
    try:
        data = tomllib.loads(text)
    except ValueError:
        return
    for path, value in leaves(data):
        assert tomllib.loads(f"v = {cut(text, locator.value(path))}")["v"] == value
