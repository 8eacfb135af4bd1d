"""Bold captions with a colon: the fields of a document and the labels of a list."""

import pytest

from milestone_ls.template.captions import captions
from tests.markdown.reading import blocks_of, written


def read(source: str) -> list[tuple[str, str]]:
    """Names and values of the captions in *source*, whose spans must be what they say."""
    found = list(captions(blocks_of(source)))
    for caption in found:
        written(source, caption.name_span)
        written(source, caption.value_span)
    return [(caption.name, caption.value) for caption in found]


def sources(source: str) -> list[tuple[str, str]]:
    """The source of the names and the values."""
    return [(written(source, one.name_span), written(source, one.value_span)) for one in captions(blocks_of(source))]


class TestForms:
    @pytest.mark.parametrize(
        "source",
        [
            "**Status**: done",
            "**Status:** done",
            "**Status** : done",
            "**Status**:done",
            "__Status__: done",
            "**Status**:\tdone",
            "***Status***: done",
            "**Status**: done  ",
            "   **Status**: done",
            "> **Status**: done",
            "> > **Status:** done",
            "- **Status**: done",
            "1. **Status**: done",
            "- > **Status**: done",
            "- a\n  - **Status**: done",
            "- a\n\n  **Status**: done",
            "**Status**: done\n---",
            "**Status**: done\n===",
            "| Field | Value |\n|---|---|\n| **Status** | done |",
            "| Field | Value |\n|---|---|\n| Status | done |",
            "| Field | Value |\n|---|---|\n| **Status:** | done |",
            "| **Status** | done |\n|---|---|",
            "> | Field | Value |\n> |---|---|\n> | Status: | done |",
        ],
    )
    def test_a_field_may_be_written_in_many_ways(self, source: str) -> None:
        assert read(source) == [("Status", "done")]
        assert sources(source) == [("Status", "done")]

    @pytest.mark.parametrize(
        "source",
        [
            "Status: done",
            "*Status*: done",
            "`**Status**: done`",
            "a **Status**: done",
            "✅ a **Status**: done",
            "**Status** done",
            "**Status:**done",  # not bold: CommonMark 0.31, 6.2
            "**Status: done**",
            "**Status**\n: done",
            "****: done",
            "**:** done",
            "**: **done",
            "```\n**Status**: done\n```",
            "    **Status**: done",
            "<!-- **Status**: done -->",
            "## **Status**: done",
            "- [ ] **Status**: done",
            "| a | b | c |\n|---|---|---|\n| **Status** | done | d |",
            "| **Status** |\n|---|",
            "| Field | Value |\n|---|---|\n| | done |",
        ],
    )
    def test_what_is_not_bold_at_the_beginning_of_a_line_with_a_colon_is_none(self, source: str) -> None:
        assert read(source) == []


class TestNames:
    @pytest.mark.parametrize(
        ("source", "name"),
        [
            ("**Can Run In Parallel With**: x", "Can Run In Parallel With"),
            ("**🧪 Track**: x", "🧪 Track"),
            ("**`Code` and *more***: x", "Code and more"),
            ("**[Status](s.md)**: x", "Status"),
            ("**A:B**: x", "A:B"),
            ("**A: B:** x", "A: B"),
            ("**Two\nlines**: x", "Two\nlines"),
        ],
    )
    def test_a_name_is_what_one_reads(self, source: str, name: str) -> None:
        assert read(source) == [(name, "x")]


class TestValues:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("**A**:", [("A", "")]),
            ("**A**:   \n**B**:", [("A", ""), ("B", "")]),
            ("**A**: x  \n**B**: y", [("A", "x"), ("B", "y")]),
            ("**A**: x\ny\n**B**: z", [("A", "x\ny"), ("B", "z")]),
            ("> **A**: x\n> y\nz", [("A", "x\ny\nz")]),
            ("**A**: x<br>**B**: y", [("A", "x"), ("B", "y")]),
            ("**A**: x **B**: y", [("A", "x B: y")]),
            ("Intro\n**A**: x", [("A", "x")]),
            ("**A**: x\n\ny", [("A", "x")]),
            ("- **A**: x\n- **B**: y\n\n  z", [("A", "x"), ("B", "y")]),
            ("**A**: *em* `co` [li](n.md) &amp; \\*", [("A", "em co li & *")]),
            ("**A**: x\n**B**\n**C**: y", [("A", "x\nB"), ("C", "y")]),
            ("| **A** | x |\n|---|---|\n| **B** | y \\| z |\n| C |", [("A", "x"), ("B", "y | z"), ("C", "")]),
        ],
    )
    def test_a_value_runs_on_to_the_next_field_or_the_end_of_the_paragraph(
        self, source: str, expected: list[tuple[str, str]]
    ) -> None:
        assert read(source) == expected

    def test_the_source_of_a_value_keeps_its_markup(self) -> None:
        source = "> **A**: M1 (**DONE**),\n> `M2`"
        assert sources(source) == [("A", "M1 (**DONE**),\n> `M2")]

    @pytest.mark.parametrize(
        ("source", "column"),
        [("**A**:", 6), ("**A:**", 6), ("**A**:  ", 6), ("- **A**:", 8), ("|a|b|\n|-|-|\n|**A**||", 7)],
    )
    def test_an_empty_value_stands_behind_the_colon(self, source: str, column: int) -> None:
        (caption,) = captions(blocks_of(source))
        assert caption.value_span.start == caption.value_span.end
        assert caption.value_span.start.column == column
