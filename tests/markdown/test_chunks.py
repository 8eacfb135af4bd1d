"""A text cut at its headings, and re-read only where an edit touched it."""

import pytest

from milestone_ls.markdown import chunks
from milestone_ls.markdown.blocks import inlines, walk
from milestone_ls.markdown.chunks import Source, Update
from milestone_ls.text import Edit, Position, Span, apply_edits
from tests.markdown.reading import READER, source_of, written


def cuts(text: str) -> list[str]:
    """The first lines of the chunks of *text*."""
    return [chunk.lines[0].rstrip("\r\n") for chunk in source_of(text).chunks]


def edit(start: tuple[int, int], end: tuple[int, int], text: str) -> Edit:
    return Edit(Span(Position(*start), Position(*end)), text)


def updated(text: str, *edits: Edit) -> Update:
    """*text* after edits that each speak of what the one before left; fails if a reading from scratch differs."""
    update = chunks.update(source_of(text), edits, READER)
    for change in edits:
        text = apply_edits(text, [change])
    assert update.source.text == text
    assert update.source == source_of(text)
    return update


class TestCuts:
    @pytest.mark.parametrize(
        ("text", "first_lines"),
        [
            ("", [""]),
            ("a", ["a"]),
            ("# a\nb\n## c\n", ["# a", "## c"]),
            ("a\n# b", ["a", "# b"]),
            ("\n\n# a", ["", "# a"]),
            ("# a\n# b\n# c", ["# a", "# b", "# c"]),
            ("# a\nb\n---\n# c", ["# a", "# c"]),
            ("# a\n```\n# b\n```\n# c", ["# a", "# c"]),
            ("# a\n```\n# b", ["# a"]),
            ("# a\n<!--\n# b\n-->\n# c", ["# a", "# c"]),
            ("# a\n- b\n  # c\n# d", ["# a", "# d"]),
            ("# a\n> # b\n# c", ["# a", "# c"]),
            ("# a | b\n---|---\n# c", ["# a | b", "# c"]),
            ("x\n# a | b\n---|---\n# c", ["x", "# c"]),
            ("# a\r\n# b\r# c\n", ["# a", "# b", "# c"]),
        ],
    )
    def test_a_text_is_cut_where_the_parser_saw_a_heading_outside_of_everything(
        self, text: str, first_lines: list[str]
    ) -> None:
        assert cuts(text) == first_lines
        assert source_of(text).text == text

    def test_a_chunk_counts_its_lines_from_its_heading(self) -> None:
        source = source_of("a\n\n# b\n\nc *d*\n")
        assert source.starts == (0, 2)
        heading, paragraph = source.chunks[1].blocks
        assert (heading.line, paragraph.line) == (0, 2)
        (inline,) = inlines(paragraph)
        assert written(source.text, inline.span(2, 3).down(source.starts[1])) == "d"


class TestSource:
    def test_a_line_is_found_by_its_number(self) -> None:
        source = source_of("a\r\n# b\n\nc")
        assert source.line_count == 4
        assert [source.line(number) for number in range(-1, 5)] == ["", "a\r\n", "# b\n", "\n", "c", ""]
        assert [source.chunk_at(number) for number in range(4)] == [0, 1, 1, 1]
        assert source.end() == Position(3, 1)

    def test_a_span_is_brought_into_the_text(self) -> None:
        source = source_of("ab\r\n# c\n")
        assert source.clamp(Span(Position(0, 9), Position(9, 9))) == Span(Position(0, 2), Position(2, 0))

    def test_nesting_that_is_too_deep_is_told_by_its_line(self) -> None:
        deep = "# a\n\n" + ">" * 200 + " b\n"
        assert [chunk.too_deep for chunk in source_of(deep).chunks] == [2]


class TestFrontMatter:
    @pytest.mark.parametrize(
        ("text", "first_lines"),
        [
            ("---\na: 1\n---\n# b", ["---", "# b"]),
            ("---\na: 1\n...\nb", ["---", "b"]),
            ("--- \t\r\n# a\r\n---\t\r\nb\r\n", ["--- \t", "b"]),
            ("---\n---", ["---"]),
            ("---\n---\n", ["---", ""]),
            ("---\r---\rb", ["---", "b"]),
            ("---\na\n# b", ["---", "# b"]),
            ("----\na\n----\n", ["----"]),
            (" ---\na\n---\n", [" ---"]),
            ("\n---\na\n---\n", [""]),
        ],
    )
    def test_it_stands_between_two_lines_of_dashes_from_the_first_line_on(
        self, text: str, first_lines: list[str]
    ) -> None:
        assert cuts(text) == first_lines
        assert source_of(text).text == text

    def test_nothing_in_it_is_markdown(self) -> None:
        source = source_of("---\n# a\n[b]: c\n---\n[b]\n")
        front, body = source.chunks
        assert (front.front_matter, body.front_matter) == (True, False)
        assert front.blocks == ()
        assert not source.references


class TestUpdate:
    TEXT = "# a\n\none\n\n## b\n\ntwo\n\n## c\n\nthree\n"

    def test_the_line_below_a_heading_with_a_pipe_puts_the_chunk_above_at_stake(self) -> None:
        text = "# a\n\n## b | c\n\n## d\n"
        assert updated(text, edit((3, 0), (3, 0), "x")).head == 0
        assert updated(text.replace(" |", ""), edit((3, 0), (3, 0), "x")).head == 1

    def test_no_edit_changes_nothing(self) -> None:
        source = source_of(self.TEXT)
        assert chunks.update(source, [], READER).source is source

    def test_chunks_that_no_edit_touched_are_the_same_objects(self) -> None:
        before = source_of(self.TEXT)
        source, head, tail = chunks.update(before, [edit((6, 3), (6, 3), "\n\nmore")], READER)
        assert (head, tail) == (1, 1)
        assert source.chunks[0] is before.chunks[0]
        assert source.chunks[-1] is before.chunks[-1]
        assert source.starts == (0, 4, 10)

    @pytest.mark.parametrize(
        ("change", "head", "tail"),
        [
            (edit((6, 0), (6, 1), "T"), 1, 1),
            (edit((4, 3), (4, 4), "B"), 0, 1),  # a heading's line puts the chunk above at stake
            (edit((5, 0), (5, 0), "x"), 1, 1),
            (edit((4, 4), (5, 0), " | c\n---|---"), 0, 1),
            (edit((10, 0), (10, 0), "x"), 2, 0),
            (edit((6, 0), (6, 0), "```\n"), 1, 0),  # runs over all that follows
            (edit((6, 0), (6, 0), "<!--\n"), 1, 0),
            (edit((2, 0), (10, 0), ""), 0, 0),
            (edit((6, 0), (6, 3), "## x"), 1, 1),
            (edit((4, 0), (8, 0), ""), 0, 0),
        ],
    )
    def test_an_edit_is_read_with_what_it_puts_at_stake(self, change: Edit, head: int, tail: int) -> None:
        update = updated(self.TEXT, change)
        assert (update.head, update.tail) == (head, tail)

    def test_a_fence_stops_at_the_chunk_that_closes_it(self) -> None:
        text = "# a\n\nx\n\n# b\n\n```\ny\n```\n\n# c\n\nz\n"
        update = updated(text, edit((2, 0), (2, 0), "```\n"))
        assert [chunk.lines[0] for chunk in update.source.chunks] == ["# a\n"]
        closed = updated(text.replace("y\n", ""), edit((2, 0), (2, 0), "````\n"), edit((9, 0), (9, 0), "````\n"))
        assert [chunk.lines[0] for chunk in closed.source.chunks] == ["# a\n", "# c\n"]

    @pytest.mark.parametrize(
        ("text", "change"),
        [
            ("# p\nx\n# a | b\n# c\n", edit((3, 0), (3, 3), "---|---")),
            ("# p\nx\n# a | b\n---|---\n# c\n", edit((3, 0), (3, 0), "x")),
            ("x\n# a | b\n\n# c\n", edit((2, 0), (2, 0), "---|---")),
            ("x\n# a | b\n# c | d\n# e\n# f\n", edit((3, 0), (3, 3), "---|---")),
            ("x\n# a\n---|---\n", edit((1, 3), (1, 3), " | b")),
        ],
    )
    def test_a_delimiter_row_makes_the_heading_above_it_a_table_and_its_end_undoes_it(
        self, text: str, change: Edit
    ) -> None:
        updated(text, change)

    @pytest.mark.parametrize(
        ("text", "change"),
        [
            ("- a\n# b\n", edit((1, 0), (1, 0), "  ")),  # now in the list item
            ("a\n# b\n", edit((1, 0), (1, 0), "    ")),  # now a continuation line
            ("a\n# b\n", edit((1, 0), (1, 2), "")),
            ("a\n# b\nc\n", edit((1, 0), (1, 3), "===")),
            ("# a\n# b\n", edit((0, 3), (1, 0), "")),
            ("# a\n", edit((0, 0), (0, 0), "> ")),
            ("<div>\n# a\n\n# b\n", edit((0, 5), (0, 5), "\n")),
        ],
    )
    def test_a_heading_that_stops_or_starts_being_one_is_read_with_what_stands_above(
        self, text: str, change: Edit
    ) -> None:
        updated(text, change)

    @pytest.mark.parametrize(
        ("text", "change"),
        [
            ("a\rb\n", edit((1, 0), (1, 1), "")),  # the LF joins the CR
            ("a\rb", edit((1, 0), (1, 0), "\nc")),
            ("# a\r# b\r\r# c", edit((1, 0), (1, 3), "\n")),
            ("a\r\n# b", edit((0, 1), (1, 0), "\r")),
            ("a\n# b", edit((0, 1), (0, 1), "\r")),  # and a CR the LF
            ("\ra", edit((0, 0), (1, 0), "\n")),
            ("---\na\n---\rb", edit((3, 0), (3, 0), "\n")),
            ("---\n\ra: 1\n---\nb", edit((2, 0), (2, 0), "\n")),
        ],
    )
    def test_a_lone_carriage_return_joins_the_line_feed_that_comes_to_follow_it(self, text: str, change: Edit) -> None:
        updated(text, change)

    @pytest.mark.parametrize(
        ("text", "change"),
        [
            ("# a\n[b]\n# c\n[b]: d\n", edit((3, 0), (3, 3), "[x]")),
            ("# a\n[b]\n# c\n[b]: d\n", edit((3, 0), (3, 6), "")),
            ("# a\n[b]\n# c\nd\n", edit((3, 0), (3, 1), "[b]: d")),
            ("# a\n[b]: c\n# d\n[b]: e\n# f\n[b]\n", edit((1, 0), (1, 6), "")),  # the second one counts now
            ("# a\n[b]: c\n# d\n[b]: e\n# f\n[b]\n", edit((3, 0), (3, 6), "")),
            ("# a\n[b]\n# c\n> [b]: d\n> 'e'\n", edit((4, 2), (4, 5), "'f'")),
        ],
    )
    def test_a_link_reference_definition_concerns_the_whole_text(self, text: str, change: Edit) -> None:
        updated(text, change)

    def test_what_defines_nothing_is_read_alone_in_a_text_with_definitions(self) -> None:
        update = updated("[b]: c\n# a\n\nx [b]\n# d\n", edit((3, 0), (3, 0), "*y* [b]"))
        assert (update.head, update.tail) == (1, 1)

    @pytest.mark.parametrize(
        ("text", "change"),
        [
            ("---\na\n# b\n", edit((1, 0), (1, 1), "---")),
            ("---\na\n---\n# b\n", edit((2, 0), (2, 1), "")),
            ("---\na\n---\n# b\n", edit((0, 0), (0, 0), "x")),
            ("a\n---\n# b\n", edit((0, 0), (0, 1), "---")),
            ("a\n# b\nx\n---\n", edit((0, 0), (0, 0), "---\n")),
            ("---\na\n\n# b\nx\n", edit((4, 0), (4, 1), "...")),
            ("---\n---\n", edit((2, 0), (2, 0), "# a")),
            ("---\n---", edit((1, 3), (1, 3), "\n")),
        ],
    )
    def test_front_matter_may_come_and_go(self, text: str, change: Edit) -> None:
        updated(text, change)

    def test_front_matter_that_is_gone_protects_no_line(self) -> None:
        updated("---\na\n---\nb\nc\n", edit((2, 1), (5, 0), "\r"), edit((3, 0), (3, 0), "\n"))

    def test_an_edit_behind_front_matter_leaves_it_alone(self) -> None:
        text = "---\na: 1\n---\n# b\n\nc\n\n## d\n"
        for change in (edit((3, 2), (3, 3), "x"), edit((4, 0), (4, 0), "x"), edit((5, 0), (5, 0), "x")):
            assert updated(text, change).head == 1

    def test_several_edits_each_speak_of_what_the_one_before_left(self) -> None:
        updated(self.TEXT, edit((10, 0), (10, 5), "3"), edit((0, 0), (0, 0), "x\n\n"), edit((4, 0), (4, 3), "1"))
        updated(self.TEXT, edit((2, 0), (8, 0), ""), edit((2, 0), (2, 0), "## b\n"), edit((3, 0), (3, 0), "```\n"))

    def test_an_edit_past_the_end_of_a_line_or_of_the_text_is_at_that_end(self) -> None:
        update = updated("# a\nb\r\n# c", edit((1, 99), (1, 99), "!"), edit((99, 0), (99, 9), "?"))
        assert update.source.text == "# a\nb!\r\n# c?"

    def test_all_of_a_text_may_be_replaced(self) -> None:
        update = updated(self.TEXT, edit((0, 0), (11, 0), ""))
        assert update.source == source_of("")
        updated("", edit((0, 0), (0, 0), self.TEXT))

    def test_a_chunk_may_become_several_and_several_one(self) -> None:
        split = updated("# a\n\nb\n\n# c\n", edit((2, 0), (2, 1), "# x\n# y\n# z"))
        assert len(split.source.chunks) == 5
        assert len(updated(split.source.text, edit((1, 0), (6, 3), "")).source.chunks) == 1


def test_a_source_is_equal_only_to_one_of_the_same_text() -> None:
    assert source_of("# a\n") == source_of("# a\n")
    assert source_of("# a\n") != source_of("# a\r\n")


def blocks_in(source: Source) -> int:
    return sum(1 for chunk in source.chunks for _ in walk(chunk.blocks))


def test_control_characters_do_not_move_what_follows() -> None:
    source = source_of("\x0c# no heading\n\x0b\n\x1c\n# a\u2028b\n")
    assert source.starts == (0, 3)
    assert blocks_in(source) == 2
