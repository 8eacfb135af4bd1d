"""Findings that would be noise: what is finished, what another rule tells of, what a profile leaves out."""

import pytest

from milestone_ls.rules.catalogue import RULES, rule_named
from milestone_ls.rules.finding import Severity
from tests.rules.telling import judged, told


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_an_empty_mitigation_of_what_is_finished_is_only_a_hint(status: str) -> None:
    table = "| Risk | Impact | Likelihood | Mitigation |\n|---|---|---|---|\n| Rain | H | H | |\n"
    text = f"# Milestone: M1 Ground\n**Status**: {status}\n\n## Risk Factors\n{table}"
    ((_, found),) = judged({"M1.md": text}, "high-risk-unmitigated")
    assert found.severity is Severity.HINT


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.severity is Severity.OFF])
def test_what_is_off_is_a_warning_in_the_strict_profile(code: str) -> None:
    files = {
        "milestone-ls.toml": 'profile = "strict"\n',
        "M1.md": "# Milestone: M1 Ground\n**Dependencies**: None\n",
        "M2.md": "# Milestone: M2 Wheels\n**Dependencies**: M1\n",
        "M3.md": "# Milestone: M3 Roof\n**Dependencies**: M1, M2\n\n"
        "## Dependencies\n### Upstream Dependencies\n- M1\n- M2\n\n## Overview\nIt stays dry.\n",
    }
    found = [judged for _, judged in judged(files, code)]
    assert found
    assert {judged.severity for judged in found} == {Severity.WARNING}
    del files["milestone-ls.toml"]
    assert judged(files, code) == []


def test_edges_in_a_circle_are_told_of_once() -> None:
    files = {
        "M1.md": "# Milestone: M1 Ground\n**Dependencies**: M2\n**Status**: in_progress\n\n### Downstream\n- None\n",
        "M2.md": "# Milestone: M2 Wheels\n**Dependencies**: M1\n**Status**: cancelled\n\n### Upstream\n- None\n",
    }
    about_edges = (
        "depends-on-cancelled",
        "started-before-upstream",
        "dependency-drift",
        "dependent-unlisted",
        "downstream-unconfirmed",
    )
    assert [code for code in about_edges if judged(files, code)] == []


def test_a_name_that_two_documents_bear_is_judged_by_nobody() -> None:
    text = "# Milestone: M1 Ground\n**Can Run In Parallel With**: M2\n**Status**: pending\n\n### Downstream\n- M2\n"
    files = {
        "M1.md": text,
        "copy.md": text,
        "M2.md": "# Milestone: M2 Wheels\n**Dependencies**: M1 (DONE)\n**Status**: in_progress\n",
    }
    for rule in RULES:
        if rule.code not in ("duplicate-id", "missing-field", "missing-section"):
            assert judged(files, rule.code) == [], rule.code


def test_a_status_note_is_told_of_once_an_edge() -> None:
    text = """
        //- M1.md
        # Milestone: M1 Ground
        **Status**: pending
        //- M2.md
        # Milestone: M2 Wheels
        **Dependencies**: M1 (DONE)

        ### Upstream Dependencies
        - M1: done, at last
        """
    assert told(text, "stale-status-note") == ["warning: DONE: M1 is pending, not completed; correct the note"]


@pytest.mark.parametrize("word", ["partial", "mostly complete", "testing", "review", "blocked", "cancelled"])
def test_a_status_that_tells_of_other_work_is_believed(word: str) -> None:
    text = f"# Milestone: M1 Ground\n**Status**: {word}\n\n## Objectives\n- [x] Dig\n"
    assert judged({"M1.md": text}, "all-done-not-completed") == []


def test_an_id_in_the_name_of_the_file_is_looked_at_anew_when_somebody_takes_it() -> None:
    rule = rule_named("id-filename-mismatch")
    assert rule is not None
    alone = {"M3.md": "# Milestone: M1 Roof\n"}
    beside = {**alone, "M2.md": "# Milestone: M3 Wheels\n"}
    titles = [
        [fix.title for _, found in judged(files, rule.code) for fix in found.finding.fixes] for files in (alone, beside)
    ]
    assert titles[0] == ["Rename the file to M1.md", "Change the ID to M3"]
    assert "Change the ID to M3" not in titles[1]
