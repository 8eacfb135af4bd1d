"""What holds at any place of any document, finished or half typed."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milestone_ls.features.completion import completions
from milestone_ls.project.facts import Page
from milestone_ls.text import Edit, Position, Span, apply_edits
from tests import plans
from tests.features.completing import check

LINES = (
    "# Milestone: M2 Walls 🧱 [S]",
    "# Milestone: ",
    "# Milestone: M2 Walls [",
    "#",
    "##",
    "## Overview",
    "## Ob",
    "## 🎯 Deliverables",
    "## Risk Factors",
    "## Resource Allocation",
    "## Timeline",
    "## Dependencies",
    "### Upstream Dependencies",
    "### Downstream Impact",
    "**Dependencies**: M1-Ground (DONE), M3 — später, ",
    "**Dependencies:** M1-M3, [M1](M1-Ground.md), `M9` and ",
    "**Depen",
    "**Status**: in",
    "**Status**: ✅ in progress (week 2)",
    "**Parallel Track**: Upper floors  ",
    "> **Blocks**: {Other milestone IDs}, M1",
    "> ",
    "| Field | Value |",
    "| **Status** | done |",
    "|---|---|",
    "| Risk | Impact | Likelihood | Mitigation Strategy | Owner |",
    "|------|--------|------------|-------------------|--------|",
    "| Rain 😀 | H/M/L | M | a \\| b | Ann",
    "| Team/Resource | Tasks | Capacity | Conflicts |",
    "|---|---|---|---|",
    "| Masons | x | 3 | M1, M",
    "|",
    "- ",
    "* **Critical Path**: Ye",
    "- **Token Budget**: {lightweight <3K / medium 10-15K / heavy 25K+}",
    "- [ ] Specific deliverable 1 (est",
    "- [x] 😀 done (est. tokens: 3K) ( ",
    "  - **M1**: what it gives: more",
    "1. [",
    "- M1-M",
    "Prose with M1, a `code span` and [a link](M1-Ground.md#x).",
    "Some words over",
    "---",
    "===",
    "```python",
    "```",
    "<!-- comment",
    "-->",
    "    indented",
    "\tM1",
    "M1\u2028M3 \x0b",
    "",
    "",
    "",
)
OTHERS = {
    "M1-Ground.md": "# Milestone: M1 Ground [B]\n**Parallel Track**: Base\n**Dependencies**: M2\n**Status**: done\n",
    "M3-Roof_top.md": "# Milestone: M3 Roof top [P]\n\n## Risks\n| Risk | Owner |\n|--|--|\n| a | Ann |\n",
    "Phase-2C.md": "# Milestone: Phase-2C Weiter ẞ [P]\n",
}

lines = st.sampled_from(LINES).flatmap(
    lambda line: st.one_of(st.just(line), st.integers(0, len(line)).map(lambda n: line[:n]))
)
texts = st.tuples(st.booleans(), st.lists(lines, max_size=14)).map(
    lambda drawn: "\n".join(("# Milestone: M2 Walls [S]", *drawn[1]) if drawn[0] else drawn[1])
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts, end=st.sampled_from(["\n", "\r\n"]), snippets=st.booleans())
def test_no_place_is_without_an_answer_that_fits_it(text: str, end: str, *, snippets: bool) -> None:
    text = text.replace("\n", end)
    snapshot = plans.project_of({**OTHERS, "M2-Walls.md": text}).snapshot
    for number, line in enumerate(text.split(end)):
        for column in range(len(line) + 1):
            place = Position(number, column)
            check(completions(snapshot, "M2-Walls.md", place, snippets=snippets), text, Span(place, place))


@settings(max_examples=40, deadline=None)
@given(text=texts, line=st.integers(-2, 40), column=st.integers(-2, 200))
def test_a_position_outside_the_text_is_none_or_means_the_end_of_its_line(text: str, line: int, column: int) -> None:
    snapshot = plans.project_of({**OTHERS, "M2-Walls.md": text}).snapshot
    found = completions(snapshot, "M2-Walls.md", Position(line, column), snippets=True)
    rows = text.split("\n")
    if found is not None:
        assert 0 <= line < len(rows)
        end = max(0, min(column, len(rows[line])))
        assert found == completions(snapshot, "M2-Walls.md", Position(line, end), snippets=True)


ITEMS = st.sampled_from(("M1", "M1-Ground (DONE)", "✅ M9", "Stripe API", "[M1](M1-Ground.md)", "M8 - later", "`M4`"))
TYPED = st.sampled_from(("", "M", "m3", "phase", "roof", "after ", "🐳 M", "{Other milestone IDs}", "M3-Roof"))
SEPARATORS = st.sampled_from((", ", ",", "; ", " | ", ",\nM9, "))


@settings(max_examples=100, deadline=None)
@given(before=st.lists(ITEMS, max_size=3), typed=TYPED, after=st.lists(ITEMS, max_size=2), separator=SEPARATORS)
def test_an_accepted_milestone_is_a_reference_at_that_place_and_named_once(
    before: list[str], typed: str, after: list[str], separator: str
) -> None:
    head = "# Milestone: M7 New [S]\n**Can Run In Parallel With**: " + separator.join([*before, typed])
    text = head + "".join(separator + other for other in after) + "\n"
    lines = head.split("\n")
    found = completions(
        plans.project_of({**OTHERS, "M7.md": text}).snapshot,
        "M7.md",
        Position(len(lines) - 1, len(lines[-1])),
        snippets=False,
    )
    assert found is not None or typed == "M"  # the only other one with an M may be named already
    for item in found.items if found is not None else ():
        changed = apply_edits(text, [Edit(item.span, item.text)])
        references = plans.project_of({**OTHERS, "M7.md": changed}).snapshot.plan.resolved["M7.md"]
        end = Position(item.span.start.line, item.span.start.column + len(item.text))
        here = [found for found in references if found.stated.reference.span.touches(end)]
        assert [found.resolution.targets for found in here] == [(item.data,)]
        assert [found.resolution.targets for found in references].count((item.data,)) == 1


class Pages:
    """A plan of which only the kinds of its files can be asked."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = pages


def test_prose_and_code_are_answered_without_a_look_at_the_plan() -> None:
    text = """
        //- M2.md
        # Milestone: M2 Walls
        A goal: it has a few (or more) words, and so on. $0
        **Dependencies**: M1 (note: so $0

        ## Overview
        Words: they go on, (and on) [and on] | with everything #$0

        ## Words: of a heading $0

        ```
        - **Unit Tests**: $0
        ```
        - Words, and: more (of them) $0
        - **Own label**: value, $0
    """
    for number in range(text.count("$0")):
        pieces = text.split("$0")
        fixture = plans.parse("".join(pieces[: number + 1]) + "$0" + "".join(pieces[number + 1 :]))
        assert fixture.cursor is not None
        blind = replace(fixture.snapshot, plan=Pages(fixture.snapshot.plan.pages))  # type: ignore[arg-type]  # on purpose
        assert completions(blind, fixture.cursor.path, fixture.cursor.position, snippets=True) is None
