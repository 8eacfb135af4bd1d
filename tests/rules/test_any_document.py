"""Whatever a document holds, the rules about it answer, and what they say holds together."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from milestone_ls.config import Settings
from milestone_ls.project.facts import page_of
from milestone_ls.project.globs import Kind
from milestone_ls.records import replace
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Finding
from milestone_ls.rules.judging import Case, Judge, Known
from milestone_ls.rules.rule import DocumentRule, PartRule, Role, Subject
from milestone_ls.syntax.document import DocumentReader
from milestone_ls.text import apply_edits, split_lines, without_eol
from tests import plans

STRUCTURE = [
    rule for rule in RULES if isinstance(rule, DocumentRule | PartRule) and ".structure." in rule.judge.__module__
]

PIECES = st.sampled_from(
    [
        *("## Overview\n", "## Objectives\n", "## Timeline\n", "## Dependencies\n", "### Upstream Dependencies\n"),
        *("## Mine\n", "# Later\n", "##\n", "Overview\n---\n", "## Notes 🐳\n", "#### Success Criteria\n"),
        *("**Status**: complted\n", "**Status**:\n", "**Depends on**: M2\n", "- **Parallel Track**: a\n"),
        *("> **Status:** {pending/in_progress/completed}\n", "| Status | done |\n|---|---|\n", "| Status | wip |\n"),
        *("{Description}\n", "- [ ] Clear, measurable objective 7\n", "- {Critical technical details}\n", "H/M/L\n"),
        *("- **Duration**: 1 day\n", "- **Duration**: {Base estimate}\n", "- item\n", "  - inner\n", "text\n", "\n"),
        *(
            "```\n",
            "```sh\n",
            "  ```\n",
            "~~~~\n",
            "> ```\n",
            "<!-- a\n",
            "-->\n",
            "---\n",
            "    code\n",
            "\u2028\x85\n",
        ),
    ]
)
HEADS = st.sampled_from(
    ["Milestone: M1 Ground [P/S/B]", "Milestone: Ground [C]", "Milestone:", "milestone: **M1** x [DONE]", "M1: Ground"]
)
TEXTS = st.builds(
    lambda above, head, pieces: f"{above}# {head}\n{''.join(pieces)}",
    st.sampled_from(["", "---\na: b\n---\n", "Above\n\n"]),
    HEADS,
    st.lists(PIECES, max_size=14),
)


SETTINGS = Settings()
EMPTY = plans.project_of({}).snapshot
READER = DocumentReader(EMPTY.schema)


def findings(text: str, rule: DocumentRule | PartRule) -> list[Finding]:
    document = READER.read(text)
    milestone = page_of(document, "M1.md", Kind.MILESTONE_CANDIDATE, SETTINGS).milestone
    if isinstance(rule, PartRule):
        case = Case(EMPTY, "M1.md", Known(document, milestone, (), Role.MILESTONE))
        judge = Judge([rule], replace(SETTINGS, severity={rule.code: "hint"}))
        return [finding for _, finding in judge.of_parts(case)]
    return list(rule.judge(Subject(document, milestone, SETTINGS))) if milestone is not None else []


@pytest.mark.parametrize("rule", STRUCTURE, ids=lambda rule: rule.code)
@settings(deadline=None, max_examples=50)
@given(text=TEXTS, eol=st.sampled_from(["\n", "\r\n", "\r"]), cut=st.booleans())
@example(text="# Milestone: M1\n## Overview\n\u2028\x85\n---\n", eol="\n", cut=False)
@example(text="# Milestone: M1\n| Status | done |\n|---|---|\n\u2028\x85\n", eol="\n", cut=False)
@example(text="# Milestone: M1\n```\n## Overview\n> ```\n", eol="\n", cut=False)
@example(text="# Milestone: M1\n## Objectives\n<!-- a\n", eol="\n", cut=False)
def test_findings_stand_in_the_text_and_every_fix_mends_its_own(
    rule: DocumentRule | PartRule, text: str, eol: str, cut: bool
) -> None:
    text = (text.rstrip("\n") if cut else text).replace("\n", eol)
    lines = split_lines(text)
    found = findings(text, rule)
    messages = Counter(finding.message for finding in found)
    for finding in found:
        start, end = finding.span
        assert start <= end
        assert end.column <= len(without_eol(lines[end.line]))
        assert finding.message.strip() == finding.message
        for fix in finding.fixes:
            after = apply_edits(text, fix.edits[0].edits)
            left = Counter(other.message for other in findings(after, rule))
            assert left[finding.message] < messages[finding.message]
