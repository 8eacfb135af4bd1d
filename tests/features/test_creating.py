"""What comes with a new document: the entries by which the rest of the plan knows of it."""

from collections import Counter

import pytest

from milestone_ls.features.creating import with_reciprocals
from milestone_ls.features.moving import with_followers
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.rule import FileRule
from tests import plans
from tests.features.acting import changed, taken
from tests.rules import pages
from tests.rules.test_pages import LEFT_TO_FILL_IN, REVEALED

EXAMPLES = [
    pytest.param(example, id=f"{rule.code}-{number}")
    for rule in RULES
    if not isinstance(rule, FileRule)
    for number, example in enumerate(found for found in pages.examples(rule) if found.kind == "Wrong")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_a_fix_brings_about_gives_no_rule_something_to_say(example: pages.Example) -> None:
    files = example.fixture.files
    snapshot = plans.project_of(files).snapshot
    found = pages.judge_all(files)
    before = Counter((path, judged.code) for path, judged in found)
    for path, judged in found:
        for fix in judged.finding.fixes:
            if not (fix.creates or fix.renames):
                continue  # such a fix is all there is, and the tests of the pages make it
            whole = with_reciprocals(snapshot, with_followers(snapshot, fix))
            after = pages.judge_all(changed(files, whole))
            moved = {rename.target: rename.path for rename in fix.renames}
            left = Counter((moved.get(where, where), other.code) for where, other in after)
            assert left[path, judged.code] < before[path, judged.code], whole
            new = {(where, code) for where, code in left - before if code not in REVEALED.get(judged.code, ())}
            assert new <= {(file.path, code) for file in fix.creates for code in LEFT_TO_FILL_IN}, whole


GROUND = "//- M1-Ground.md\n# Milestone: M1 Ground [B]\n**Status**: pending\n**Can Run In Parallel With**: {}\n{}"
WHEELS = "//- M2-Wheels.md\n# Milestone: M2 Wheels [S]\n**Status**: pending\n**Dependencies**: {}\n{}"
CREATE = "Create M9.md"


def created(text: str, title: str = CREATE) -> dict[str, str]:
    return taken(text, title)


def test_those_who_say_that_they_run_beside_it_are_named_by_it() -> None:
    after = created(GROUND.format("M9", "") + WHEELS.format("M$09", ""))
    assert "**Can Run In Parallel With**: M1  \n" in after["M9.md"]


def test_those_who_say_that_it_waits_for_them_are_what_it_depends_on() -> None:
    downstream = "## Dependencies\n### Downstream Impact\n- M9: stands on it\n"
    after = created(GROUND.format("None", downstream) + "//- M2.md\n# Milestone: M2 X\n**Blocks**: M$09\n")
    assert "**Dependencies**: M2, M1  \n" in after["M9.md"]


def test_what_waits_for_it_is_never_what_it_waits_for() -> None:
    after = created(
        GROUND.format("None", "**Blocks**: M9\n")
        + WHEELS.format("M1", "**Blocks**: M9\n")
        + "//- M3.md\n# Milestone: M3 X\n**Dependencies**: M$09\n**Blocks**: M9\n"
    )
    assert "**Dependencies**: M2  \n" in after["M9.md"]


def test_what_has_no_title_yet_is_listed_by_a_link_that_can_be_seen() -> None:
    rows = "| M1 | [Ground](./M1-Ground.md) |\n| M2 | [Wheels](./M2-Wheels.md) |\n"
    table = f"//- README.md\n# All\n| # | Milestone |\n|---|---|\n{rows}"
    after = created(table + GROUND.format("None", "") + WHEELS.format("M$09", ""))
    assert after["README.md"].endswith("| M9 | [M9](./M9.md) |\n")


def test_whom_it_depends_on_lists_it_where_it_lists_others() -> None:
    downstream = "## Dependencies\n### Downstream Impact\n- M2: rolls on it\n"
    after = taken(GROUND.format("None", downstream) + WHEELS.format("M$01", ""), "Insert M3 between M2 and M1")
    assert after["M1-Ground.md"].endswith("- M2: rolls on it\n- M3\n")


INDEX = "//- README.md\n# All\n\n| ID | Title | Status | Dependencies |\n|---|---|---|---|\n"


def test_the_index_lists_it_as_it_is() -> None:
    rows = "| M1 | Ground | PLANNED | None |\n| M2 | Wheels | PLANNED | M9 |\n"
    after = created(INDEX + rows + GROUND.format("None", "") + WHEELS.format("M$09", ""))
    assert after["README.md"].endswith(f"{rows}| M9 |  | PLANNED | None |\n")


def test_what_the_index_says_of_it_is_taken_over_or_put_right() -> None:
    rows = "| M1 | Ground | PLANNED | None |\n| M2 | Wheels | PLANNED | M9 |\n| M9 | Axles | DONE | M1 |\n"
    after = created(INDEX + rows + GROUND.format("None", "") + WHEELS.format("M$09", ""))
    assert "**Dependencies**: M1  \n" in after["M9.md"]
    assert after["README.md"].endswith("| M9 | Axles | PLANNED | M1 |\n")


def test_a_milestone_that_is_put_between_two_stands_between_them_in_the_index() -> None:
    rows = "| M1 | Ground | PLANNED | None |\n| M2 | Wheels | PLANNED | M1 |\n"
    text = INDEX + rows + GROUND.format("None", "") + WHEELS.format("M$01", "")
    after = taken(text, "Insert M3 between M2 and M1")
    assert "| M2 | Wheels | PLANNED | M3 |\n| M3 |" in after["README.md"]


def test_it_has_the_line_ends_of_its_plan() -> None:
    fixture = plans.with_line_ends(plans.parse(GROUND.format("None", "") + WHEELS.format("M9", "")), "\r\n")
    (fix,) = (fix for _, judged in pages.judge_all(fixture.files) for fix in judged.finding.fixes if fix.creates)
    (new,) = with_reciprocals(fixture.snapshot, fix).creates
    assert new.text.count("\r\n") == new.text.count("\n") > 10
