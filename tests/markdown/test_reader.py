"""markdown-it as it is set up here: CommonMark with tables, deep nesting, and no text that breaks it."""

import pytest

from milestone_ls.markdown.blocks import Code, Html, List, Paragraph, Quote, Table, inlines, walk
from milestone_ls.markdown.reader import MAX_NESTING
from tests.markdown.reading import blocks_of, source_of, text_of, texts_of


def nested_list(depth: int) -> str:
    return "".join(f"{'  ' * level}- level {level}\n" for level in range(depth))


class TestNesting:
    def test_lists_of_sixty_levels_keep_every_item(self) -> None:
        shown = [inline.text for inline, _ in texts_of(nested_list(60))]
        assert shown == [f"level {level}" for level in range(60)]
        assert source_of(nested_list(60)).chunks[0].too_deep is None

    def test_quotes_of_sixty_levels_keep_their_text(self) -> None:
        assert text_of("> " * 60 + "deep").text == "deep"

    def test_what_is_deeper_than_the_limit_is_told_and_not_read(self) -> None:
        (chunk,) = source_of(nested_list(MAX_NESTING)).chunks
        shown = [inline.text for block in walk(chunk.blocks) for inline in inlines(block)]
        assert chunk.too_deep == len(shown)  # the first line that is missing

    @pytest.mark.parametrize("levels", [MAX_NESTING - 2, MAX_NESTING - 1, MAX_NESTING, MAX_NESTING + 1])
    def test_it_is_told_exactly_where_text_is_lost(self, levels: int) -> None:
        (chunk,) = source_of("> " * levels + "deep\n").chunks
        lost = not any(isinstance(block, Paragraph) for block in walk(chunk.blocks))
        assert lost is (levels >= MAX_NESTING)
        assert (chunk.too_deep is not None) is lost

    def test_the_text_behind_what_is_too_deep_is_read(self) -> None:
        source = source_of(f"{'> ' * 200}lost\n\nkept\n\n# a\n\nb\n")
        assert [
            inline.text for chunk in source.chunks for block in walk(chunk.blocks) for inline in inlines(block)
        ] == [*("kept", "a", "b")]

    @pytest.mark.parametrize("depth", [10, 200, 3000])
    @pytest.mark.parametrize(
        "piece", ["[", "![", "[a](", "*a ", "_", "**a *b ", "`", "<", "<!--", "\\", "&", "> ", "- ", "1. ", "|", "#"]
    )
    def test_markup_that_nothing_closes_is_read_as_text(self, piece: str, depth: int) -> None:
        source = source_of(piece * depth)
        assert source.text == piece * depth

    @pytest.mark.parametrize("depth", [5, 15, 200])
    def test_brackets_within_brackets_within_quotes_are_no_danger(self, depth: int) -> None:
        source = "> " * (MAX_NESTING - 2) + "![" * depth + "a" + "](b)" * depth
        assert len(texts_of(source)) == 1


class TestDialect:
    def test_tables_are_read_and_other_extensions_are_not(self) -> None:
        table, html, *_ = blocks_of("| a |\n|---|\n\n<div>b</div>\n\n~~c~~ https://d.org [^1]\n\n- [ ] e\n")
        assert isinstance(table, Table)
        assert isinstance(html, Html)
        assert {spot.kind for inline, _ in texts_of("~~c~~ https://d.org") for spot in inline.spots} == set()

    @pytest.mark.parametrize(
        ("source", "kind"),
        [
            ("    code", Code),
            ("\tcode", Code),
            ("* * *\n- a", List),
            ("> a\nlazy", Quote),
            ("<script>\n# a\n\nb\n</script>", Html),
            ("<!-- a\n\n# b -->", Html),
            ("&#35; a", Paragraph),
        ],
    )
    def test_blocks_are_those_of_commonmark(self, source: str, kind: type) -> None:
        assert isinstance(blocks_of(source)[-1], kind)

    def test_a_carriage_return_alone_ends_a_line(self) -> None:
        assert [inline.text for inline, _ in texts_of("# a\rb\r\rc")] == ["a", "b", "c"]

    def test_a_null_character_reads_as_the_replacement_character(self) -> None:
        assert text_of("**a\0**").text == "a\ufffd"
        assert source_of("**a\0**").text == "**a\0**"
