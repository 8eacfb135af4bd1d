"""Every rule's page is true: the wrong plan yields its code where it says, the right one and near misses nothing."""

from collections import Counter

import pytest

from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import Severity
from milestone_ls.rules.rule import FileRule, Rule
from tests.rules import pages

JUDGING = [rule for rule in RULES if not isinstance(rule, FileRule)]

LEFT_TO_FILL_IN = {"unfilled-placeholder"}
"""What is said of the template's words, which some fixes insert for their author to replace."""
REVEALED = {
    "template-mismatch": {"missing-field", "missing-section"},  # documents become milestones
    "unclosed-fence": {"empty-section"},  # what was code is read
    "duplicate-id": {"id-filename-mismatch", "self-dependency"},  # references mean one milestone again
    "unknown-dependency": {"dependency-drift", "stale-status-note"},  # a name stands for somebody
    "unknown-parallel": {"parallel-with-dependency"},  # likewise, and a range with it
    "dependency-drift": {"type-contradiction"},  # nobody depends on the other one any longer
}
"""What could not be seen, or was not so, as long as the finding stood."""


def each(kind: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.code}-{number}")
        for rule in JUDGING
        for number, example in enumerate(found for found in pages.examples(rule) if found.kind == kind)
    ]


@pytest.mark.parametrize("rule", JUDGING, ids=lambda rule: rule.code)
def test_a_page_says_what_is_wrong_and_what_is_right(rule: Rule) -> None:
    kinds = [example.kind for example in pages.examples(rule)]
    assert "Wrong" in kinds
    assert "Right" in kinds
    assert "Near miss" in kinds


@pytest.mark.parametrize(("rule", "example"), each("Wrong"))
def test_the_wrong_plan_is_found_wrong_at_the_marked_places(rule: Rule, example: pages.Example) -> None:
    fixture = example.fixture
    found = pages.judge(rule, fixture.files)
    assert sorted((path, judged.finding.span) for path, judged in found) == sorted(fixture.marks), found
    for _, judged in found:
        assert judged.finding.message[0] not in " .", judged.finding.message
        assert not judged.finding.message.endswith("."), judged.finding.message


@pytest.mark.parametrize(("rule", "example"), [*each("Right"), *each("Near miss")])
def test_the_right_plan_is_found_right(rule: Rule, example: pages.Example) -> None:
    assert pages.judge(rule, example.fixture.files) == []


@pytest.mark.parametrize(("rule", "example"), each("Wrong"))
def test_each_fix_removes_its_finding_and_adds_none(rule: Rule, example: pages.Example) -> None:
    files = example.fixture.files
    found = pages.judge(rule, files)
    before = Counter((path, judged.finding.message) for path, judged in found)
    for path, judged in found:
        for choice, fix in enumerate(judged.finding.fixes):
            after = pages.judge(rule, pages.fixed(files, judged, choice))
            left = Counter((where, other.finding.message) for where, other in after)
            assert left[path, judged.finding.message] < before[path, judged.finding.message], fix
            assert left <= before, fix


@pytest.mark.parametrize(("rule", "example"), each("Wrong"))
def test_no_fix_gives_another_rule_something_to_say(rule: Rule, example: pages.Example) -> None:
    files = example.fixture.files
    before = Counter((path, judged.code) for path, judged in pages.judge_all(files))
    for _, judged in pages.judge(rule, files):
        for choice, fix in enumerate(judged.finding.fixes):
            after = pages.fixed(files, judged, choice)
            moved = {rename.target: rename.path for rename in fix.renames}
            left = Counter((moved.get(path, path), found.code) for path, found in pages.judge_all(after))
            assert {code for _, code in left - before} <= LEFT_TO_FILL_IN | REVEALED.get(rule.code, set()), fix


def test_codes_are_unique_and_severities_are_those_of_the_table() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.severity in Severity for rule in RULES)
    assert all(rule.severity.rank <= Severity.WARNING.rank for rule in RULES if rule.gate)
