"""What settings, comments and limits make of what rules say."""

from typing import Any

import pytest

from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Severity
from milestone_ls.rules.judging import MOST_PER_CODE, Judge, Judged, fails
from tests import plans

# Breaks unknown-status (a warning that gates) and lists recommended sections (an information of a gate rule).
PLAN = """
    //- milestones/M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: None
    **Status**: dnoe

    ## Overview
    Level the ground.

    ## Objectives
    - [ ] Level it

    ## Success Criteria
    - **Manual validation**: the ball stays where it lies
"""


def judged(text: str, *, complete: bool = True, **settings: Any) -> list[Judged]:  # noqa: ANN401 - any setting
    """What is said of all files of the plan *text* under *settings*."""
    project = plans.project_of(plans.parse(text).files, complete=complete)
    judge = Judge(RULES, plans.with_settings(project.settings, **settings))
    snapshot = project.snapshot
    return [found for path in sorted(snapshot.documents) for found in judge.findings(snapshot, path)]


def severities(text: str, code: str, **settings: Any) -> list[str]:  # noqa: ANN401 - any setting
    return [found.severity.value for found in judged(text, **settings) if found.code == code]


class TestSeverities:
    def test_without_settings_they_are_those_of_the_table(self) -> None:
        assert severities(PLAN, "unknown-status") == ["warning"]

    @pytest.mark.parametrize("severity", ["error", "information", "hint"])
    def test_each_can_be_set(self, severity: str) -> None:
        assert severities(PLAN, "unknown-status", severity={"unknown-status": severity}) == [severity]

    def test_off_is_silent(self) -> None:
        assert severities(PLAN, "unknown-status", severity={"unknown-status": "off"}) == []

    def test_setting_one_moves_the_gravest_findings_of_the_code_and_not_the_milder(self) -> None:
        assert severities(PLAN, "missing-section", severity={"missing-section": "error"}) == ["information"]
        assert severities(PLAN, "missing-section", severity={"missing-section": "hint"}) == ["hint"]

    def test_a_gate_code_set_below_warning_no_longer_gates(self) -> None:
        def gates(severity: str) -> list[bool]:
            found = judged(PLAN, severity={"unknown-status": severity})
            return [one.gates for one in found if one.code == "unknown-status"]

        assert gates("error") == [True]
        assert gates("warning") == [True]
        assert gates("information") == [False]


class TestProfiles:
    def test_minimal_shows_only_what_makes_a_check_fail(self) -> None:
        assert [found.code for found in judged(PLAN, profile="minimal")] == ["unknown-status"]
        assert all(found.gates for found in judged(PLAN, profile="minimal"))

    def test_strict_requires_every_section_and_raises_what_is_mild(self) -> None:
        strict = severities(PLAN, "missing-section", profile="strict")
        assert len(strict) > 5
        assert set(strict) == {"warning"}

    def test_a_severity_that_is_set_goes_before_the_profile(self) -> None:
        assert severities(PLAN, "unknown-status", profile="strict", severity={"unknown-status": "hint"}) == ["hint"]


class TestFilesAndComments:
    def test_a_code_can_be_silent_in_files_by_glob(self) -> None:
        assert severities(PLAN, "unknown-status", per_file={"milestones/**": ("unknown-status",)}) == []
        assert severities(PLAN, "unknown-status", per_file={"archive/**": ("unknown-status",)}) == ["warning"]

    def test_a_comment_above_the_first_section_counts_for_the_document(self) -> None:
        comment = "<!-- milestone-ls: disable=unknown-status, missing-section -->\n\n    ## Overview"
        found = [one.code for one in judged(PLAN.replace("## Overview", comment))]
        assert "unknown-status" not in found
        assert "missing-section" not in found

    def test_a_comment_in_a_section_counts_for_that_section_alone(self) -> None:
        text = """
            # Milestone: M1 Ground [B]
            ## Overview
            <!-- milestone-ls: disable=unfilled-placeholder -->
            {Risk description}
            ## Notes
            {Team name}
        """
        assert len(severities(text, "unfilled-placeholder")) == 1

    def test_a_comment_for_the_next_line_counts_for_that_line_alone(self) -> None:
        text = """
            # Milestone: M1 Ground [B]
            ## Notes
            <!-- milestone-ls: disable-next-line=unfilled-placeholder -->
            {Risk description}

            {Team name}
        """
        assert len(severities(text, "unfilled-placeholder")) == 1

    def test_a_comment_in_code_counts_for_nothing(self) -> None:
        comment = "```\n    <!-- milestone-ls: disable=unknown-status -->\n    ```\n    ## Overview"
        assert severities(PLAN.replace("## Overview", comment), "unknown-status") == ["warning"]


class TestFinishedMilestones:
    def test_what_is_absent_is_only_a_hint_where_the_work_is_over(self) -> None:
        text = "# Milestone: M1 Ground [B]\n**Status**: {}\n**Dependencies**: None\n"
        assert "warning" in severities(text.format("pending"), "missing-section")
        assert set(severities(text.format("completed"), "missing-section")) == {"hint"}
        assert set(severities(text.format("cancelled"), "missing-section")) == {"hint"}
        assert not any(found.gates for found in judged(text.format("completed")))


class TestManyFindings:
    def test_the_last_of_twenty_says_how_many_more_there_are(self) -> None:
        text = "# Milestone: M1 Ground [B]\n**Dependencies**: " + ", ".join(f"M{n}" for n in range(2, 27)) + "\n"
        found = [one for one in judged(text) if one.code == "unknown-dependency"]
        assert len(found) == MOST_PER_CODE
        assert found[-1].finding.message.endswith("(and 5 more)")
        assert not found[-2].finding.message.endswith("more)")


class TestTheStart:
    def test_nothing_is_said_across_documents_before_the_plan_has_been_read(self) -> None:
        text = "# Milestone: M1 Ground [B]\n**Dependencies**: M7\n**Status**: dnoe\n"
        codes = {found.code for found in judged(text, complete=False)}
        assert "unknown-status" in codes
        assert "unknown-dependency" not in codes
        assert "unknown-dependency" in {found.code for found in judged(text)}


@pytest.mark.parametrize(
    ("fail_on", "expected"),
    [
        (("gate",), True),
        (("unknown-status",), True),
        (("missing-section",), False),
        (("warning",), True),
        (("information",), True),
        (("error",), False),
        ((), False),
    ],
)
def test_fail_on_names_gates_codes_and_severities_with_the_graver_ones(
    fail_on: tuple[str, ...], *, expected: bool
) -> None:
    (status,) = (found for found in judged(PLAN) if found.code == "unknown-status")
    assert fails(status, plans.with_settings(plans.project_of({}).settings, fail_on=fail_on)) is expected


def test_severities_are_ordered_from_the_gravest_down() -> None:
    assert [severity.rank for severity in Severity] == [0, 1, 2, 3, 4]
