"""Positions, lines, columns and edits, as the specification of the Language Server Protocol defines them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.text import (
    Edit,
    Encoding,
    Position,
    Span,
    Taken,
    apply_edits,
    changed_lines,
    column,
    eol_of,
    split_lines,
    units,
    without_eol,
)

# What has gone wrong somewhere: line ends, what str.splitlines takes for line ends, marks, joiners, astral characters.
CHARACTERS = st.sampled_from(
    [*"ab\t \r\n\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\0\ufeff\u0301\u200d\ufe0fé中\U0001f433👩"]
)
# Python's own counting, in bytes of so many to a unit.
CODECS = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}
TEXTS = st.text(st.one_of(CHARACTERS, st.characters(codec="utf-8")), max_size=60)


class TestLines:
    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("", [""]),
            ("a", ["a"]),
            ("a\n", ["a\n", ""]),
            ("a\r\nb", ["a\r\n", "b"]),
            ("a\rb", ["a\r", "b"]),
            ("a\n\rb", ["a\n", "\r", "b"]),
            ("a\r\r\nb", ["a\r", "\r\n", "b"]),
            ("\r\n\r", ["\r\n", "\r", ""]),
        ],
    )
    def test_a_line_ends_at_lf_crlf_or_cr(self, text: str, lines: list[str]) -> None:
        assert split_lines(text) == lines

    @pytest.mark.parametrize("character", list("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
    def test_what_else_python_takes_for_a_line_end_is_none(self, character: str) -> None:
        assert len(f"a{character}b".splitlines()) == 2
        assert split_lines(f"a{character}b\n") == [f"a{character}b\n", ""]

    @given(TEXTS)
    def test_lines_are_the_text_and_end_where_the_protocol_says(self, text: str) -> None:
        lines = split_lines(text)
        assert "".join(lines) == text
        # LSP 3.17, Text Documents: EOL = ['\n', '\r\n', '\r']
        assert len(lines) == 1 + text.count("\n") + text.count("\r") - text.count("\r\n")
        assert all(line.endswith(("\n", "\r")) for line in lines[:-1])
        assert not lines[-1].endswith(("\n", "\r"))
        assert not any(set(without_eol(line)) & {"\n", "\r"} for line in lines)

    @pytest.mark.parametrize(
        ("text", "eol"), [("", "\n"), ("a", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb\n", "\r"), ("a\nb\r\n", "\n")]
    )
    def test_a_text_uses_the_line_end_of_its_first_line(self, text: str, eol: str) -> None:
        assert eol_of(split_lines(text)) == eol


class TestColumns:
    @pytest.mark.parametrize(
        ("line", "index", "utf8", "utf16"),
        [
            ("abc", 2, 2, 2),
            ("é中b", 2, 5, 2),
            ("🐳b", 1, 4, 2),
            ("a👩\u200d🔧b", 4, 12, 6),  # a profession: three code points, one picture
            ("e\u0301b", 2, 3, 2),
            ("\ufeffb", 1, 3, 1),  # a byte order mark inside a text is a character
            ("a\u2028b", 2, 4, 2),
            ("\0b", 1, 1, 1),
        ],
    )
    def test_columns_are_counted_in_the_clients_unit(self, line: str, index: int, utf8: int, utf16: int) -> None:
        for encoding, client in ((Encoding.UTF8, utf8), (Encoding.UTF16, utf16), (Encoding.UTF32, index)):
            assert units(line, index, encoding) == client
            assert column(line, client, encoding) == index

    @pytest.mark.parametrize("line", ["🐳\r\n", "a\r\n", "é\n", "中\r", "", "\n"])
    @pytest.mark.parametrize("encoding", Encoding)
    def test_a_column_past_the_end_is_the_end_and_never_behind_the_line_end(
        self, line: str, encoding: Encoding
    ) -> None:
        assert column(line, 99, encoding) == len(without_eol(line))

    @pytest.mark.parametrize("client", [1, 2, 3])
    def test_inside_a_character_means_its_start(self, client: int) -> None:
        assert column("🐳x", client, Encoding.UTF8) == 0
        if client == 1:
            assert column("🐳x", client, Encoding.UTF16) == 0

    @pytest.mark.parametrize("encoding", Encoding)
    def test_a_negative_column_is_the_start(self, encoding: Encoding) -> None:
        assert column("abc", -1, encoding) == column("🐳", -5, encoding) == 0

    @given(TEXTS, st.sampled_from(Encoding))
    def test_columns_survive_the_way_to_the_client_and_back(self, text: str, encoding: Encoding) -> None:
        codec, size = CODECS[encoding]
        for line in split_lines(text):
            plain = without_eol(line)
            for index in range(len(plain) + 1):
                client = units(line, index, encoding)
                assert client == len(plain[:index].encode(codec)) // size
                assert column(line, client, encoding) == index

    @given(TEXTS, st.sampled_from(Encoding), st.integers(-3, 300))
    def test_any_client_column_falls_on_the_line(self, text: str, encoding: Encoding, client: int) -> None:
        for line in split_lines(text):
            index = column(line, client, encoding)
            assert 0 <= index <= len(without_eol(line))
            assert units(line, index, encoding) <= max(0, client)


class TestPositions:
    def test_positions_and_spans_move_down(self) -> None:
        span = Span.on_line(1, 2, 5)
        assert span == Span(Position(1, 2), Position(1, 5))
        assert span.down(0) == span
        assert span.down(3) == Span(Position(4, 2), Position(4, 5))
        assert Position(1, 2).down(-1) == Position(0, 2)

    def test_a_cursor_touches_both_ends_of_a_span(self) -> None:
        span = Span(Position(1, 2), Position(2, 1))
        assert [span.touches(Position(*at)) for at in ((1, 1), (1, 2), (1, 9), (2, 1), (2, 2))] == [
            *(False, True, True, True, False)
        ]


def edit(start: tuple[int, int], end: tuple[int, int], text: str) -> Edit:
    return Edit(Span(Position(*start), Position(*end)), text)


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and edits in its order that do not overlap."""
    text = draw(TEXTS)
    lines = [without_eol(line) for line in split_lines(text)]
    places = [Position(number, index) for number, line in enumerate(lines) for index in range(len(line) + 1)]
    chosen = sorted(draw(st.lists(st.sampled_from(places), max_size=8)))
    pairs = zip(chosen[::2], chosen[1::2], strict=False)
    return text, [Edit(Span(start, end), draw(TEXTS)) for start, end in pairs]


def offset_of(text: str, place: Position) -> int:
    return sum(map(len, split_lines(text)[: place.line])) + place.column


class TestEdits:
    def test_edits_speak_of_the_text_as_it_was(self) -> None:
        assert apply_edits("one two", [edit((0, 4), (0, 7), "2"), edit((0, 0), (0, 3), "1")]) == "1 2"

    def test_insertions_at_one_place_keep_their_order(self) -> None:
        assert apply_edits("ab", [edit((0, 1), (0, 1), "1"), edit((0, 1), (0, 1), "2")]) == "a12b"

    def test_an_insertion_before_what_is_replaced_stays_before_it(self) -> None:
        assert apply_edits("ab", [edit((0, 1), (0, 2), "X"), edit((0, 1), (0, 1), "i")]) == "aiX"

    def test_a_place_past_the_end_of_a_line_is_its_end(self) -> None:
        assert apply_edits("ab\r\ncd\n", [edit((0, 9), (0, 9), "!")]) == "ab!\r\ncd\n"
        assert apply_edits("ab\ncd", [edit((7, 0), (7, 3), "!")]) == "ab\ncd!"

    def test_a_span_that_ends_before_it_starts_replaces_nothing(self) -> None:
        assert apply_edits("abc", [edit((0, 2), (0, 1), "-")]) == "ab-c"

    def test_edits_that_overlap_are_refused_with_the_line(self) -> None:
        with pytest.raises(ValueError, match="overlap at line 2"):
            apply_edits("a\nbcd", [edit((0, 0), (1, 2), ""), edit((1, 1), (1, 3), "")])

    @given(texts_with_edits(), st.randoms(use_true_random=False))
    def test_the_order_in_which_edits_come_does_not_matter(
        self, text_and_edits: tuple[str, list[Edit]], random: Random
    ) -> None:
        text, edits = text_and_edits
        expected = text
        for change in reversed(edits):  # from the end, no edit moves another one
            start, end = (offset_of(text, place) for place in change.span)
            expected = expected[:start] + change.text + expected[end:]
        assert apply_edits(text, edits) == expected
        spans = [change.span for change in edits]
        if len(set(spans)) == len(spans):
            assert apply_edits(text, random.sample(edits, len(edits))) == expected

    def test_nothing_changes_without_edits(self) -> None:
        assert apply_edits("a\r\n", []) == "a\r\n"


class TestChangedLines:
    @given(before=st.text("ab\r\n", max_size=12), after=st.text("ab\r\n", max_size=12))
    def test_the_edit_makes_one_text_of_the_other(self, before: str, after: str) -> None:
        assert apply_edits(before, [changed_lines(before, after)]) == after

    def test_lines_that_both_have_around_the_change_are_left_alone(self) -> None:
        edit = changed_lines("a\nb\nc\n", "a\nx\ny\nc\n")
        assert edit == Edit(Span(Position(1, 0), Position(2, 0)), "x\ny\n")


SPANS = st.builds(
    lambda ends: Span(*sorted(Position(*divmod(end, 4)) for end in ends)),
    st.tuples(st.integers(0, 15), st.integers(0, 15)),
)


class TestTaken:
    def test_spans_that_only_meet_do_not_overlap(self) -> None:
        assert not Span.on_line(0, 1, 3).overlaps(Span.on_line(0, 3, 4))
        assert Span.on_line(0, 1, 3).overlaps(Span.on_line(0, 2, 4))

    @given(st.lists(SPANS), SPANS)
    def test_what_overlaps_nothing_that_is_taken_is_free(self, spans: list[Span], span: Span) -> None:
        assert Taken(spans).is_free(span) is not any(span.overlaps(other) for other in spans)

    @given(st.lists(SPANS), st.lists(SPANS))
    def test_each_is_taken_that_leaves_the_earlier_ones_alone(self, spans: list[Span], more: list[Span]) -> None:
        taken, known = Taken(spans), list(spans)
        for span in more:
            is_free = not any(span.overlaps(other) for other in known)
            assert taken.take(span) is is_free
            known += [span] if is_free else []
