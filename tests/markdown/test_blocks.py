"""The blocks that a text is made of, with their lines."""

import pytest

from milestone_ls.markdown.blocks import Block, Code, Heading, Html, Item, List, Paragraph, Quote, Rule, Table, walk
from tests.markdown.reading import blocks_of, written


def only(source: str) -> Block:
    (block,) = blocks_of(source)
    return block


def lines_of(block: Block | Item) -> tuple[int, int]:
    return block.line, block.end


class TestHeadings:
    @pytest.mark.parametrize(
        ("source", "level", "setext", "visible", "lines"),
        [
            ("# A", 1, False, "A", (0, 1)),
            ("###### A ##", 6, False, "A", (0, 1)),
            ("   ## A\\#", 2, False, "A#", (0, 1)),
            ("#", 1, False, "", (0, 1)),
            ("## ##", 2, False, "", (0, 1)),
            ("A\n===", 1, True, "A", (0, 2)),
            ("A\nb\n -", 2, True, "A\nb", (0, 3)),
            ("\n\nA\n---", 2, True, "A", (2, 4)),
        ],
    )
    def test_a_heading_has_level_text_and_lines(
        self, source: str, level: int, setext: bool, visible: str, lines: tuple[int, int]
    ) -> None:
        heading = only(source)
        assert isinstance(heading, Heading)
        assert (heading.level, heading.setext, heading.inline.text) == (level, setext, visible)
        assert lines_of(heading) == lines

    @pytest.mark.parametrize("source", ["####### A", "#A", "    # A", "\\# A", "```\n# A\n```", "<!--\n# A\n-->"])
    def test_what_looks_like_one_may_be_none(self, source: str) -> None:
        assert not isinstance(only(source), Heading)

    def test_the_text_of_a_heading_of_hashes_is_found_behind_its_marks(self) -> None:
        source = "- # # a #b #"
        (heading,) = (block for block in walk(blocks_of(source)) if isinstance(block, Heading))
        assert heading.inline.text == "# a #b"
        assert written(source, heading.inline.span(0, 6)) == "# a #b"


class TestCode:
    @pytest.mark.parametrize(
        ("source", "info", "closed"),
        [
            ("```\n```", "", True),
            ("```", "", False),
            ("```\n", "", False),
            ("``` py x\na\n```\n", "py x", True),
            ("````\n```\n", "", False),
            ("~~~\n```\n~~~~", "", True),
            ("```\na", "", False),
            ("```\na\n\n", "", False),
            ("```\n   ", "", False),
            ("```\na\n    ```", "", False),
            ("    indented", None, True),
        ],
    )
    def test_code_tells_its_language_and_whether_it_was_closed(
        self, source: str, info: str | None, closed: bool
    ) -> None:
        code = only(source)
        assert isinstance(code, Code)
        assert (code.info, code.closed) == (info, closed)

    @pytest.mark.parametrize(
        ("source", "closed"),
        [
            ("- ```\n  a\n  ```", True),
            ("- ```\n  a\n\nb", False),
            ("- ```\n  ", False),
            ("- ```\n  a\n  ", False),
            ("> ```\n> a\nb", False),
            ("> ```\n> ```", True),
        ],
    )
    def test_a_fence_in_a_container_ends_with_it(self, source: str, closed: bool) -> None:
        (code,) = (block for block in walk(blocks_of(source)) if isinstance(block, Code))
        assert code.closed is closed


class TestLists:
    def test_items_have_their_lines_and_nest(self) -> None:
        source = "- a\n  - b\n\n    c\n- d\n\n1. e\n"
        bullets, numbers = blocks_of(source)
        assert isinstance(bullets, List)
        assert isinstance(numbers, List)
        assert (bullets.ordered, numbers.ordered) == (False, True)
        first, second = bullets.items
        assert first.lead is not None
        assert first.lead.inline.text == "a"
        inner = first.blocks[1]
        assert isinstance(inner, List)
        assert [type(block) for block in inner.items[0].blocks] == [Paragraph, Paragraph]
        assert lines_of(inner.items[0])[0] == 1
        assert second.line == 4
        assert numbers.line == 6

    def test_an_item_may_begin_with_something_else_than_a_paragraph(self) -> None:
        (bullets,) = blocks_of("- ## a\n- ```\n  b\n  ```\n-\n")
        assert isinstance(bullets, List)
        assert [item.lead for item in bullets.items] == [None, None, None]

    def test_walk_reaches_everything_in_order(self) -> None:
        kinds = [type(block) for block in walk(blocks_of("> a\n> - b\n>   - c\n\n***\n\n<!-- d -->\n\n    e\n"))]
        assert kinds == [Quote, Paragraph, List, Paragraph, List, Paragraph, Rule, Html, Code]


def cells(source: str) -> list[list[tuple[str, str]]]:
    """The visible text of each cell of the first table, with the source of its span."""
    table = next(block for block in walk(blocks_of(source)) if isinstance(block, Table))
    return [
        [(cell.inline.text, written(source, cell.span)) for cell in row.cells] for row in (table.header, *table.rows)
    ]


class TestTables:
    def test_a_table_has_a_header_and_rows(self) -> None:
        source = "a\n\n| b | c |\n|--|:-:|\n| d | e |\n|f|g|\n\nh"
        table = blocks_of(source)[1]
        assert isinstance(table, Table)
        assert lines_of(table) == (2, 6)
        assert [row.line for row in (table.header, *table.rows)] == [2, 4, 5]
        assert cells(source) == [
            [("b", "b"), ("c", "c")],
            [("d", "d"), ("e", "e")],
            [("f", "f"), ("g", "g")],
        ]

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("| a | b |", [("a", "a"), ("b", "b")]),
            ("a | b", [("a", "a"), ("b", "b")]),
            ("| a | b", [("a", "a"), ("b", "b")]),
            ("|a|b|", [("a", "a"), ("b", "b")]),
            ("|  a  |\tb\t|", [("a", "a"), ("b", "b")]),
            ("| a \\| b | c |", [("a | b", "a \\| b"), ("c", "c")]),
            ("| `a \\| b` | c\\|", [("a | b", "`a \\| b`"), ("c|", "c\\|")]),
            ("| \\\\| | b |", [("|", "\\\\|"), ("b", "b")]),
            ("| **a** | [b](c.md) |", [("a", "**a**"), ("b", "[b](c.md)")]),
            ("| | b |", [("", ""), ("b", "b")]),
            ("| a |", [("a", "a"), ("", "")]),
            ("a", [("a", "a"), ("", "")]),
            ("| a | b | c | d |", [("a", "a"), ("b", "b")]),
            ("| - | N/A |", [("-", "-"), ("N/A", "N/A")]),
            ("|| b |", [("", ""), ("b", "b")]),
            ("\u00a0| \u00a0a | b |\u00a0", [("a", "a"), ("b", "b")]),
            ("\x85| a |", [("\x85", "\x85"), ("a", "a")]),
        ],
    )
    @pytest.mark.parametrize("prefix", ["", "   ", "> ", "> > ", ">"])
    def test_a_cell_stands_where_it_is_written(self, row: str, expected: list[tuple[str, str]], prefix: str) -> None:
        source = f"{prefix}| h | i |\n{prefix}|---|---|\n{prefix}{row}\n"
        assert cells(source)[1] == expected

    @pytest.mark.parametrize("marker", ["- ", "1. ", "> - ", "- > ", "- [ ] a\n  "])
    @pytest.mark.parametrize("header", ["| - | > |", "| 1. | a |", "| a | b", "| a | b |\u00a0"])
    def test_so_does_one_in_a_table_in_a_list_or_quote(self, marker: str, header: str) -> None:
        last = marker.rsplit("\n", 1)[-1]
        rest = "".join(">" if character == ">" else " " for character in last)
        source = f"{marker}{header}\n{rest}|---|---|\n{rest}| - | d |\n"
        if "\n" in marker:  # a table needs an empty line before it there
            source = source.replace("a\n", "a\n\n", 1)
        names = [name.strip() for name in header.split("|") if name.strip()]
        assert cells(source) == [[(name, name) for name in names], [("-", "-"), ("d", "d")]]

    @pytest.mark.parametrize(("header", "name"), [("a \\|", "a |"), ("\\|", "|"), ("> x \\| y", "x | y")])
    def test_a_header_of_one_cell_may_have_no_pipe_but_escaped_ones(self, header: str, name: str) -> None:
        before = "> " if header.startswith(">") else ""
        (first, *_) = cells(f"{header}\n{before}|---|\n{before}| b |\n")
        assert [text for text, _ in first] == [name]

    @pytest.mark.parametrize("header", ["- | - | c", "> | > | c |", "# | b | c", "1. | b | c |\u00a0", "* | b | c"])
    def test_a_header_row_wins_over_what_else_it_could_begin(self, header: str) -> None:
        source = f"{header}\n---|---|---\nd|e|f"
        names = [name.strip() for name in header.split("|") if name.strip()]
        assert cells(source)[0] == [(name, name) for name in names]

    def test_an_empty_cell_is_where_one_would_write(self) -> None:
        source = "| a | b | c |\n|---|---|---|\n|   || |"
        table = only(source)
        assert isinstance(table, Table)
        assert [cell.span.start.column for cell in table.rows[0].cells] == [2, 5, 7]
