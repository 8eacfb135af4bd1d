"""The visible text of Markdown, and the source of every character of it."""

import pytest

from milestone_ls.markdown.inline import SpotKind
from milestone_ls.text import Position, Span
from tests.markdown.reading import characters, text_of, texts_of, written


class TestVisibleText:
    @pytest.mark.parametrize(
        ("source", "visible"),
        [
            ("plain words", "plain words"),
            ("*a* _b_ **c** __d__ ***e***", "a b c d e"),
            ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
            ("**open and *half", "**open and *half"),
            ("`a` ``b ` c``", "a b ` c"),
            ("` a ` and `  `", "a and   "),
            ("`never closed", "`never closed"),
            ("[M1 - Import](m1.md) and [x](<a b.md> 't')", "M1 - Import and x"),
            ("[not a link] [nor](this one)", "[not a link] [nor](this one)"),
            ("[ ] [x] [~] [DONE]", "[ ] [x] [~] [DONE]"),
            ("<https://example.org/a_b_c> <me@example.org>", "https://example.org/a_b_c me@example.org"),
            ("![a *picture*](p.png) b", "a *picture* b"),
            ("![](p.png)b", " b"),
            (r"\*a\* \# \\ \q \`b\`", r"*a* # \ \q `b`"),
            ("&amp; &#65; &#x42; &copy; &nosuch;", "& A B © &nosuch;"),
            ("a <b>c</b> <!-- d --> <br> e", "a c  \n e"),
            ("a<br/>b<BR />c", "a\nb\nc"),
            ("a < b > c <3", "a < b > c <3"),
            ("a\nb", "a\nb"),
            ("a  \nb\\\nc", "a  \nb\nc"),
            ("a\tb", "a\tb"),
            ("a\0b", "a\ufffdb"),
            ("[a **b** `c`](d) *[e](f)*", "a b c e"),
            ("**[a**](b)", "**a**"),
            ("~~struck~~ is no CommonMark", "~~struck~~ is no CommonMark"),
            ("https://example.org is not linked", "https://example.org is not linked"),
        ],
    )
    def test_markup_is_taken_off_and_text_kept(self, source: str, visible: str) -> None:
        assert text_of(source).text == visible

    def test_a_link_by_reference_shows_its_text(self) -> None:
        inline = text_of("[the plan][p] and [p]\n\n[P]: plan.md 'The plan'\n")
        assert inline.text == "the plan and p"
        assert [spot.target for spot in inline.spots] == ["plan.md", "plan.md"]

    def test_without_its_definition_it_shows_its_brackets(self) -> None:
        assert text_of("[the plan][p]").text == "[the plan][p]"


class TestPositions:
    @pytest.mark.parametrize(
        "source",
        [
            "plain words",
            '- **Label**: a *b* `c d` [e](f.md "t")',
            "> quoted *text*\n> and _more_\nlazy **end**",
            "1. one `two`\n   three four",
            r"\*a\* \\ \q",
            "### Heading *a* `b` ###",
            "Setext *a*\n  `b`\n---",
            "- > - deep **a** \\* b",
            "<a_b@c.de> ![alt *text*](p.png)",
            "a [b ![c](d) e](f) g",
            "  indented\n   more\n text",
            "- x\u00a0",
            "\u00a0x\u00a0\n\u00a0y\u00a0",
            "| \u00a0a\u00a0 | b\\|c |\n|---|---|\n|d|  \\|\\| `e\\|f` |",
            "😀 *😀* `😀` a\u0301 [e\u0301](x)",
            "a\u2028b *c*\x85d",
            "\x0b\x0c *a*\n\x0b\n*b* \x0c",
            "*a*\x0b\n\x0c",
            "x\n#b",
        ],
    )
    def test_a_visible_character_stands_where_it_is_written(self, source: str) -> None:
        for inline, _ in texts_of(source):
            for character, at in characters(source, inline):
                assert character in (at, "\n")

    @pytest.mark.parametrize(
        ("source", "visible", "at"),
        [
            ("a &amp; b", "&", "&amp;"),
            ("a &NotEqualTilde; b", "\u2242", "&NotEqualTilde;"),
            ("a<br>b", "\n", "<br>"),
            ("a<br\n/>b", "\n", "<br\n/>"),
            ("![](pic.png) b", " ", "![](pic.png)"),
            ("a\n  b", "\n", "\n  "),
            ("a\\\nb", "\n", "\\\n"),
            ("`a\nb`", " ", "\n"),
            ("- `a\n  b`", " ", "\n  "),
            ("![a\nb](c)", "\n", "\n"),
            ("a\0b", "\ufffd", "\0"),
        ],
    )
    def test_what_is_written_otherwise_stands_for_all_of_its_source(self, source: str, visible: str, at: str) -> None:
        assert (visible, at) in list(characters(source, text_of(source)))

    def test_an_entity_of_two_characters_is_one_place(self) -> None:
        inline = text_of("x&NotEqualTilde;")
        assert len(inline.text) == 3
        assert inline.span(1, 3) == inline.span(2, 3) == Span.on_line(0, 1, 16)

    def test_a_span_leaves_out_the_markup_around_and_keeps_that_within(self) -> None:
        source = "see **M1 `the` ground** now"
        inline = text_of(source)
        start = inline.text.index("M1")
        assert written(source, inline.span(start, start + len("M1 the ground"))) == "M1 `the` ground"

    def test_an_empty_span_stands_before_its_character(self) -> None:
        inline = text_of("**a** b")
        assert inline.span(1, 1) == Span.on_line(0, 5, 5)
        assert inline.span(0, 0) == Span.on_line(0, 2, 2)

    def test_the_end_of_the_text_is_behind_its_last_character(self) -> None:
        assert text_of("a **b**").position(3) == Position(0, 5)
        assert text_of("# ").position(0) == Position(0, 1)

    def test_a_cut_tab_leaves_the_text_behind_it_in_its_place(self) -> None:
        source = "- `a\n\t b c`"
        inline = text_of(source)
        assert inline.text == "a    b c"
        assert written(source, inline.span(5, 8)) == "b c"


class TestIndex:
    @pytest.mark.parametrize(
        ("column", "index"),
        [(0, 0), (2, 0), (3, 1), (4, 2), (5, 2), (6, 2), (7, 3), (9, 5), (12, 8), (13, None)],
    )
    def test_a_place_on_a_line_finds_the_character_there_or_the_next(self, column: int, index: int | None) -> None:
        assert text_of("**ab** plain").index(Position(0, column)) == index

    def test_a_place_on_another_line_finds_that_lines_text(self) -> None:
        inline = text_of("> ab\n>   cd")
        assert inline.text == "ab\ncd"
        assert [inline.index(Position(1, column)) for column in (0, 4, 5, 6, 7)] == [3, 3, 4, 5, None]
        assert inline.index(Position(2, 0)) is None

    def test_a_place_in_an_entity_finds_it(self) -> None:
        inline = text_of("a&amp;b")
        assert [inline.index(Position(0, column)) for column in range(8)] == [0, 1, 1, 1, 1, 1, 2, 3]

    @pytest.mark.parametrize("source", ["a *b* `c` [d](e) &amp; <br> f", "a\nb  \n `c\nd`", "- > x"])
    def test_the_place_of_each_character_leads_back_to_it(self, source: str) -> None:
        inline = text_of(source)
        places = [inline.position(index) for index in range(len(inline.text))]
        assert [inline.index(place) for place in places] == list(range(len(inline.text)))


class TestSpots:
    def test_each_kind_of_markup_is_told_with_its_text_source_and_target(self) -> None:
        source = "**a** *b* `c` [d](e%20f.md) ![g](h.png) <i> <http://j.org> __k__"
        inline = text_of(source)
        spots = [
            (spot.kind, inline.text[spot.start : spot.end], written(source, spot.span), spot.target)
            for spot in inline.spots
        ]
        assert spots == [
            (SpotKind.STRONG, "a", "**a**", ""),
            (SpotKind.EMPHASIS, "b", "*b*", ""),
            (SpotKind.CODE, "c", "`c`", ""),
            (SpotKind.LINK, "d", "[d](e%20f.md)", "e%20f.md"),
            (SpotKind.IMAGE, "g", "![g](h.png)", "h.png"),
            (SpotKind.HTML, "", "<i>", "<i>"),
            (SpotKind.LINK, "http://j.org", "<http://j.org>", "http://j.org"),
            (SpotKind.STRONG, "k", "__k__", ""),
        ]

    def test_spots_nest(self) -> None:
        source = "***a [b `c`](d)***"
        inline = text_of(source)
        shown = {(spot.kind, inline.text[spot.start : spot.end]) for spot in inline.spots}
        assert shown == {
            (SpotKind.STRONG, "a b c"),
            (SpotKind.EMPHASIS, "a b c"),
            (SpotKind.LINK, "b c"),
            (SpotKind.CODE, "c"),
        }

    def test_strong_text_may_run_over_lines(self) -> None:
        source = "**a\nb** c"
        inline = text_of(source)
        (spot,) = inline.spots
        assert inline.text[spot.start : spot.end] == "a\nb"
        assert written(source, spot.span) == "**a\nb**"

    def test_the_span_of_a_spot_ends_before_an_escaped_pipe(self) -> None:
        source = "| **a**\\|`b` |\n|---|"
        inline = text_of(source)
        assert inline.text == "a|b"
        assert [written(source, spot.span) for spot in inline.spots] == ["**a**", "`b`"]

    def test_a_link_with_an_empty_text_has_a_place(self) -> None:
        source = "a [](b.md) c"
        (spot,) = text_of(source).spots
        assert (spot.start, spot.end, written(source, spot.span)) == (2, 2, "[](b.md)")
