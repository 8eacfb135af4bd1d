"""What is read without markdown-it equals what markdown-it makes of it, whatever the text.

A run makes MILESTONE_LS_TEXTS documents (default 300). More, once in a while:

    MILESTONE_LS_TEXTS=100000 pytest tests/properties/test_plain.py
"""

import os
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from milestone_ls.markdown import chunks, cutting, plain, plaininline
from milestone_ls.markdown.cutting import Chunk
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.template.reading import built_in_text
from milestone_ls.text import split_lines
from tests.corpus.real import CORPUS, with_real_plans
from tests.properties.documents import BLOCKS, FIELDS, HEADINGS, OPENERS, SNIPPETS, TITLES, documents

TEXTS = int(os.environ.get("MILESTONE_LS_TEXTS", "300"))
READER = MarkdownReader()

# Lines that are almost what the plain reader takes, or become something else beside one another.
_LINES = (
    "", " ", "   ", "\t", "text", "  text", "    text", "a | b", "| a | b |", "| a |", "|a||", "|---|---|",
    "| --- |", "|-|", "---|---", ":--", "--|--", "# h", "## h | i", "### h #", "#", "#h", "   # in", "- a", "-",
    "- ", "- [ ]", "- [x] t", "- b | c", "* a", "* * *", "+ p", "  - n", "   - n", "    - n", "      - n", "1. one",
    "2. two", "10. ten", "1) p", "5. five", "   1. n", "   text", "-\tx", "- - x", "- ```", "- > q", "---", "- ---",
    "***", "___", "===", "> q", "```", "```py", "~~~", "````", "  ```", "```a|b", "<div>", "<b>i</b>", "<!-- c -->",
    "<!--", "-->", "[r]: /u", "[r]:", "/u", "**N**: v", "**N:** v", "1234567890. x", "123456789. x", "\u0661. x",
    "\x0c", "a\u2028b", "a\u00a0", "\ufeff", "\0", "lazy",
)  # fmt: skip
_WORDS = (
    "a", "b c", " ", "  ", "é", "😀", "1", ".", ",", ":", ")", "-", "x_y", "_", "__", "*", "**", "***", "`", "``",
    "` ", "[", "]", "(", "](", "[ ]", "[l](m.md)", "[l](<m>)", "[l](m 't')", "[l](//h)", "[a_b](c_d.md#e)", "[r]",
    "![i](p)", "!", "&", "&amp;", "<", "< ", "<b>", "<http://x>", "\\", "\\*", "\n", "**b**", "*e*", "`c`", "|",
    "\\|", "\u00a0", "\u200d",
)  # fmt: skip
_SOUP = st.lists(st.sampled_from((*_LINES, *BLOCKS, *FIELDS, *HEADINGS, *OPENERS, *TITLES)), max_size=12).map("\n".join)
_MARKUP = st.lists(st.sampled_from(_WORDS), max_size=12).map("".join)
_TEMPLATE = built_in_text().split("\n")


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """A stretch of the template with a few lines or characters changed."""
    first = draw(st.integers(0, len(_TEMPLATE) - 3))
    lines = _TEMPLATE[first : first + draw(st.integers(2, 30))]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("replace", "insert", "change", "change"))):
            case "replace":
                lines[at] = draw(st.sampled_from(_LINES))
            case "insert":
                lines.insert(at, draw(st.sampled_from(_LINES)))
            case _:
                column = draw(st.integers(0, len(lines[at])))
                new = draw(st.sampled_from((*SNIPPETS, *_WORDS)))
                lines[at] = lines[at][:column] + new + lines[at][column + draw(st.integers(0, 1)) :]
    return "\n".join(lines)


def by_markdown_it(text: str) -> list[Chunk]:
    """The chunks of *text* as markdown-it reads it in one piece."""
    with patch.object(plaininline, "read", return_value=None):
        return cutting.read_with_definitions(split_lines(text), READER)[0]


def is_plain(text: str) -> bool:
    """Whether the first chunk of *text* is read without markdown-it."""
    lines = [line.rstrip("\r\n") for line in split_lines(text)]
    return plain.read(lines, 0, lambda parts, places: READER.inline(parts, places, {})) is not None


@settings(max_examples=TEXTS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(_SOUP, _MARKUP, _mutated(), documents(most_sections=4)))
@example("- a\n   ")
@example("# a | b\n---|---")
@example("```a|b\n|-|-|\n")
def test_a_document_is_the_same_whoever_reads_it(text: str) -> None:
    body = "\n" + text  # so that nothing is front matter, which markdown-it does not know
    assert list(chunks.read(body, READER).chunks) == by_markdown_it(body)


def test_every_section_of_the_template_is_read_without_markdown_it() -> None:
    odd = [
        chunk.lines[0] for chunk in chunks.read(built_in_text(), READER).chunks if not is_plain("".join(chunk.lines))
    ]
    assert odd == []


@with_real_plans
def test_real_plans_are_the_same_whoever_reads_them() -> None:
    for path in CORPUS.rglob("*.md"):
        text = "\n" + path.read_text(encoding="utf-8")
        assert list(chunks.read(text, READER).chunks) == by_markdown_it(text), path


@pytest.mark.parametrize(
    "text",
    [
        "# Milestone: M1 Ground 🐳 [B]\n\n**Status**: done  \n**Track**: Core\n",
        "- [ ] one\n  - two `code`\n\n    more of two\n1. three",
        "| a | b |\n|---|:-:|\n| [M1](m1.md) | |\n",
        "```sh\n# no heading\n```\n\n---\ntext",
    ],
)
def test_what_people_usually_write_is_read_without_markdown_it(text: str) -> None:
    for chunk in chunks.read(text, READER).chunks:
        assert is_plain("".join(chunk.lines)), chunk.lines


@pytest.mark.parametrize(
    "text", ["a\n===\n", "- a\nlazy", "> q", "<div>", "    code", "- ```\n  x\n  ```", "```\nopen", "[a]: /b", "a\tb"]
)
def test_what_may_be_read_in_two_ways_is_left_to_markdown_it(text: str) -> None:
    assert not is_plain(text)
