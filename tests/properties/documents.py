"""Documents and edits for property tests: short pieces of Markdown that fit together in every wrong way.

Pieces are written with LF; a document takes one kind of line end, or a mixture of all three.
"""

from typing import NamedTuple

from hypothesis import strategies as st

from milestone_ls.text import split_lines, without_eol

FIELDS = (
    "**Parallel Track**: Infrastructure  ",
    "**Dependencies**: M0-Base (DONE), ✅ M1, M2-M4 and `M5`",
    "**Status**: ✅ DONE (2025-08-07)",
    "**Can Run In Parallel With:** None (quick 🧹 cleanup)",
    "> **Track**: Core\n> further",
    "- **Blocks**: [M9 - Import](m9.md), M10+",
    "| Field | Value |\n|---|---|\n| **Dependencies** | M1 \\| M2 |\n| Status | `done` |",
    "**Status**: pending\n---",
)
TITLES = (
    "# Milestone: M1 Ground 🐳 [B]",
    "# Milestone: M3-Full_Benchmark 📊 [S]",
    "# Milestone: {ID} {Title} [P/S/B]",
    "# M1: Ground",
    "Milestone: M2 Wheels\n===",
    "",
)
HEADINGS = (
    "## Overview",
    "## Objectives",
    "## 3. Deliverables:",
    "## Dependencies",
    "### Upstream Dependencies",
    "### Downstream Impact",
    "## 🧪 Risk Factors ##",
    "## Resource Allocation",
    "#### `code` *heading* 😀",
    "# Outcomes",
    "   ## Indented",
    "Setext heading\n---",
    "Another\nof two lines\n===",
    "# a | b",
    "#",
)
BLOCKS = (
    "Plain words.",
    "Two lines 😀 of\ntext with *em*, **strong** and `code`.",
    "- [ ] Open task (est. tokens: 3K)\n- [x] Done\n- [PARTIAL] Half\n  - [~] nested `x`\n\n    and more",
    "1. one\n   - two\n     1. three\n\n        four",
    "- M1: what it gives\n- **M2-Wheels**: DONE - now\n- None",
    "- **Duration**: 3-4 hours (base)\n- **Critical Path**: Yes - blocks",
    "| Risk | Impact | Conflicts |\n|------|:--:|--|\n| {Risk description} | H/M/L | M1, M2 |\n| a \\| b | `c` |",
    "---|---",
    "a \\|\n|---|\n| b |",
    "```bash\n# a comment\necho {ID}\n```",
    "~~~ md\n## no heading\n~~~",
    "````\n```\n````",
    "    indented code\n    # no heading",
    "<div>\n## in HTML\n</div>",
    "<!-- milestone-ls: disable=unknown-status -->",
    "> quote\n> ## heading in it\nlazy",
    "> - [ ] task in a quote",
    "[ref]: milestone-1.md 'Title'",
    "See [ref], [other][ref] and ![alt *text*](pic.png).",
    "[ref]:\n  <m2.md>\n  'over\n  lines'",
    "a &amp; b &NotEqualTilde; c <br> d<br\n/>e \\* \\# <http://x.y>",
    '{Milestone ID} and f"{name}" left',
    "**Status**: prose here",
    "***",
    "---",
    "===",
    "e\u0301 👩\u200d🔧 \u2028 \x0c \x85 \ufeff \u00a0",
    "\ttab\n \t mixed",
    "- `a\n\t b`",
    "**open `and [never](closed",
    "\0",
)
# What runs on to the end of the text, or stops what does; few of them, or else nothing would be outside of one.
OPENERS = ("```", "- ```\n  # in a list", "<!--", "-->", "<pre>\n\n# pre", "~~~", "</pre>")
SNIPPETS = (
    "x",
    " ",
    "é",
    "😀",
    "\u0301",
    "`",
    "*",
    "#",
    "# ",
    "[",
    "|",
    "\\|",
    "|---|",
    ">",
    "- ",
    "    ",
    "\t",
    "\r",
    "\n",
    "\n\n",
    "---\n",
)
LINE_ENDS = ("\n", "\r\n", "\r", None)


class Place(NamedTuple):
    """A place in any text: remainders are taken, so that it always lies in it."""

    line: int
    column: int


class Change(NamedTuple):
    """An edit of any text: from *start* so many *lines* on, to *column* there."""

    start: Place
    lines: int
    column: int
    text: str


@st.composite
def documents(draw: st.DrawFn, most_sections: int = 60) -> str:
    """A document of one to *most_sections* sections."""
    count = draw(st.integers(1, most_sections))
    parts = draw(st.lists(sections(), min_size=count, max_size=count))
    head = [draw(st.sampled_from(TITLES)), "", *draw(st.lists(st.sampled_from(FIELDS), max_size=5)), ""]
    front = draw(st.sampled_from(("", "", "", "---\ntitle: x\n# no heading\n---\n", "---\nno end\n")))
    text = front + "\n".join((*head, *parts)) + draw(st.sampled_from(("", "\n")))
    return with_line_ends(text, draw(st.sampled_from(LINE_ENDS)))


@st.composite
def sections(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(st.sampled_from((*BLOCKS * 5, *OPENERS)), max_size=3))
    return draw(st.sampled_from(("\n", "\n\n"))).join((draw(st.sampled_from(HEADINGS)), *blocks, ""))


def with_line_ends(text: str, line_end: str | None) -> str:
    """*text* with its line ends replaced; None: by each kind in turn."""
    ends = (line_end,) if line_end else ("\n", "\r\n", "\r")
    lines = text.split("\n")
    return "".join(line + ends[number % len(ends)] for number, line in enumerate(lines[:-1])) + lines[-1]


_NUMBERS = st.integers(0, 2**16)
_TEXTS = st.one_of(
    st.sampled_from(("", "", "x", "😀", *SNIPPETS)),
    st.sampled_from((*HEADINGS, *BLOCKS, *FIELDS, *OPENERS)),
    st.builds("{}\n".format, st.sampled_from((*HEADINGS, *BLOCKS))),
    st.builds("\n{}\r\n".format, st.sampled_from((*HEADINGS, *BLOCKS, *OPENERS))),
)
# What is deleted across sections is made up for, or else documents soon were empty.
_LONG_TEXTS = st.one_of(_TEXTS, st.builds("x\n{}\n{}y".format, sections(), sections()))
_PLACES = st.builds(Place, _NUMBERS, st.one_of(st.just(0), _NUMBERS))
_SHORT = st.builds(Change, _PLACES, st.sampled_from((0, 0, 0, 1)), _NUMBERS, _TEXTS)
_LONG = st.builds(Change, _PLACES, st.integers(15, 60), _NUMBERS, _LONG_TEXTS)


def changes() -> st.SearchStrategy[list[Change]]:
    """One to three edits of one notification; most are long ones, which cross a section unless all is in one."""
    return st.lists(st.sampled_from((_SHORT, _LONG, _LONG, _LONG)).flatmap(lambda kind: kind), min_size=1, max_size=3)


def fitted(change: Change, text: str) -> tuple[Place, Place]:
    """Where *change* starts and ends in *text*, in code points."""
    lines = split_lines(text)
    first = min(change.start.line % len(lines), max(0, len(lines) - 1 - change.lines))
    last = min(first + change.lines, len(lines) - 1)
    start = Place(first, change.start.column % (len(without_eol(lines[first])) + 1))
    end = Place(last, change.column % (len(without_eol(lines[last])) + 1))
    return start, max(start, end)
