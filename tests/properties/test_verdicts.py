"""Findings followed from edit to edit are those of judging everything anew, and so are the facts.

Fixes are left out: of these nothing is kept from one state to the next.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milestone_ls.config import Settings
from milestone_ls.project.facts import page_of
from milestone_ls.project.globs import Kind
from milestone_ls.project.project import Project
from milestone_ls.records import replace
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge, Judged
from milestone_ls.rules.verdict import Verdict, follow
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Edit, Position, Span, split_lines
from tests.properties.documents import Change, Place, changes, documents, fitted

PATH = "M1.md"
OTHERS = {
    "M2.md": "# Milestone: M2 Wheels\n**Dependencies**: None\n**Status**: completed (2026-05-05)\n\n## Overview\nIt.\n",
    "M3.md": "# Milestone: M3 Doors [S]\n**Dependencies**: M1\n**Status**: pending\n\n## Overview\nWords.\n",
    "M4.md": "# Milestone: M4 Roof [S]\n**Dependencies**: M1\n**Status**: pending\n",
    "README.md": "# Plan\n- [M1](M1.md) pending\n- [M2](M2.md) done\n- M7 soon\n",
}
STRICT: Mapping[str, Literal["warning"]] = {rule.code: "warning" for rule in RULES}
KINDS = (
    Settings(severity=STRICT),
    Settings(profile="strict", progress=("Outcomes", "Success Criteria")),
    Settings(severity=STRICT, required=("Overview", "Outcomes"), companions=("M1.md",)),
)
SCHEMA = built_in_schema(Settings())
LIKELY = st.sampled_from(
    (
        "## Objectives\n- [ ] one\n- two\n- [x] three\n",
        "## Deliverables\n- [ ] wall (est. tokens: 2K)\n- [ ] roof (est. tokens: some)\n### Inner\n- [x] door\n",
        "## Timeline\n- **Duration**: 2 days\n- **Buffer**: 1%\n- **Token Budget**: heavy 25K+\n",
        "## Timeline\n- **Start**: 2026-01-01\n- **Duration**: 3 bricks\n",
        "## Timeline\n- **Parallel Speedup**: 30%\n- **Critical Path**: No\n",
        "## Risk Factors\n| Risk | Impact | Likelihood | Mitigation Strategy |\n|--|--|--|--|\n| a | H | H | - |\n",
        "## Risk Factors\n| Risk | Impact |\n|--|--|\n| a | huge | b |\n",
        "## Resource Allocation\n| Team/Resource | Conflicts |\n|---|---|\n| QA | M2, M9 |\n",
        "## Dependencies\n### Upstream Dependencies\n- M2: wheels\n- M9: [x](gone.md)\n### Downstream Impact\n- me\n",
        "## Prerequisites\n- [ ] M2 done\n- [x] M9\n",
        "## Overview\nWords [gone](gone.md) and [here](#nowhere). {Description}\n",
        "## Overview\n\n## Overview\n",
        "## Implementation Notes\n```\ncode\n```\n- Error: it fails\n",
        "<!-- milestone-ls: disable=empty-section, dead-link -->\n",
        "**Status**: completed\n",
        "**Status**: dnoe\n",
        "**Dependencies**: M2, M9\n",
        "**Blocks**: M2\n",
        "# Milestone: M1 x [DONE]\n",
        "# Milestone: x\n",
    )
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A document of a grammar, with pieces that rules have something to say about."""
    text = draw(documents(most_sections=6))
    pieces = draw(st.lists(LIKELY, max_size=6))
    return (
        "".join((text, "\n", *pieces)) if draw(st.booleans()) else "".join(("# Milestone: M1 x [S]\n", *pieces, text))
    )


def notifications() -> st.SearchStrategy[list[list[Change]]]:
    likely = st.builds(
        lambda change, text, before: [change._replace(lines=0, text=before + text)],
        changes().map(lambda made: made[0]),
        LIKELY,
        st.sampled_from(("", "\n")),
    )
    small = st.builds(
        lambda change, text: [change._replace(lines=0, column=change.start.column, text=text)],
        changes().map(lambda made: made[0]),
        st.sampled_from(("x", "\n", " ", "", "[x]", "M2", "H", "- ")),
    )
    places = st.builds(Place, st.integers(0, 3), st.integers(0, 60))
    head = st.builds(
        lambda place, text: [Change(place, 0, place.column, text)], places, st.sampled_from(("x", "\n", "M9, "))
    )
    return st.lists(st.one_of(small, small, head, likely, changes()), min_size=1, max_size=8)


PLAIN = """# Milestone: M1 Ground [S]

**Dependencies**: M2
**Can Run In Parallel With**: None
**Status**: in_progress

## Prerequisites
- [ ] M2 done
- [ ] a permit

## Objectives
- [x] dig
- [ ] pour

## Deliverables
- [ ] wall (est. tokens: 2K)

## Timeline
- **Start**: 2026-01-01
- **Duration**: 2 days
- **Buffer**: 20%
- **Parallel Speedup**: 30%
- **Critical Path**: No
- **Token Budget**: lightweight <3K

## Dependencies
### Upstream Dependencies
- M2: wheels

### Downstream Impact
- M3: doors, and what comes of them

## Notes
See [M2](M2.md). Words.
"""
TURNS = (
    *(("[ ]", "[x]"), ("[x]", "[ ]"), ("M2", "M9"), ("M9", "M2"), ("M3", "all"), ("[S]", "[DONE]"), ("[DONE]", "[B]")),
    *(("in_progress", "dnoe"), ("dnoe", "pending"), ("pending", "completed"), ("completed", "in_progress")),
    *(("2026-01-01", "2026-09-09"), ("2026-09-09", "2026-01-01"), ("2 days", "3 bricks"), ("3 bricks", "2 weeks")),
    *(("30%", "0%"), ("0%", "some"), ("No", "Yes"), ("Yes", "No"), ("20%", "1%"), ("2K", "90K"), ("<3K", "heavy 25K+")),
    *(("permit", "permit\n- [ ] a plan"), ("pour", "pour\n- bare"), ("(M2.md)", "(gone.md)"), ("Words", "\nWords")),
    *(("### Downstream", "### Other"), ("## Notes", "## Overview"), ("None", "M2"), ("- M3", "\n- M3"), ("wall", "")),
    *(("**: ", "**:  "), ("permit", "pass"), ("wheels", "M4"), ("doors", "M4")),
)
"""What becomes of what in a document of which rules have much to say."""


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns=st.lists(st.tuples(st.sampled_from(TURNS), st.integers(0, 9)), min_size=1, max_size=12))
def test_what_a_word_changes_is_noticed(turns: list[tuple[tuple[str, str], int]]) -> None:
    project, judge = project_of(PLAIN, KINDS[0]), Judge(RULES, KINDS[0])
    verdict = follow(judge, None, project.snapshot, PATH)
    for turn, number in turns:
        turned(project, *turn, number)
        verdict = follow(judge, verdict, project.snapshot, PATH)
        assert bare(verdict.judged) == bare(judge.everything(project.snapshot, PATH))


def turned(project: Project, old: str, new: str, number: int) -> None:
    """Put *new* in the place of one *old* of the document, if it has any."""
    lines = split_lines(project.snapshot.documents[PATH].source.text)
    places = [(line, text.index(old)) for line, text in enumerate(lines) if old in text]
    if places:
        line, column = places[number % len(places)]
        project.edit(PATH, [Edit(Span.on_line(line, column, column + len(old)), new)])


def project_of(text: str, kind: Settings) -> Project:
    project = Project(kind, SCHEMA)
    project.put({path: project.read(other) for path, other in {**OTHERS, PATH: text}.items()})
    project.complete()
    project.open(PATH, project.snapshot.documents[PATH])
    return project


def bare(judged: Iterable[Judged]) -> list[Judged]:
    """*judged* without fixes, in an order that does not go by the order of rules."""
    found = [replace(one, finding=replace(one.finding, fixes=())) for one in judged]
    return sorted(found, key=lambda one: (one.finding.span, one.code, one.finding.message, str(one)))


@pytest.mark.parametrize("kind", KINDS, ids=["all rules", "strict", "companion"])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=texts(), made=notifications(), released=st.booleans(), skipped=st.integers(0, 3))
def test_findings_followed_through_edits_are_those_of_judging_anew(
    kind: Settings, text: str, made: list[list[Change]], released: bool, skipped: int
) -> None:
    project, judge = project_of(text, kind), Judge(RULES, kind)
    verdict: Verdict | None = follow(judge, None, project.snapshot, PATH)
    for number, notification in enumerate(made):
        edits = []
        now = text
        for change in notification:
            start, end = fitted(change, now)
            edits.append(Edit(Span(Position(*start), Position(*end)), change.text))
            lines = split_lines(now)
            before = "".join(lines[: start.line]) + lines[start.line][: start.column]
            behind = lines[end.line][end.column :] + "".join(lines[end.line + 1 :])
            now = before + change.text + behind
        text = now
        project.edit(PATH, edits)
        if released:
            project.release(PATH)
        snapshot = project.snapshot
        assert snapshot.documents[PATH].source.text == text
        if PATH not in snapshot.held:
            kind_of = Kind.COMPANION if kind.companions else Kind.MILESTONE_CANDIDATE
            assert snapshot.plan.pages[PATH] == page_of(snapshot.documents[PATH], PATH, kind_of, kind)
        if number % 4 == skipped:
            continue  # several edits may lie between two verdicts
        verdict = follow(judge, verdict, snapshot, PATH)
        assert bare(verdict.judged) == bare(judge.everything(snapshot, PATH))
