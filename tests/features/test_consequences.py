"""What a fix makes untrue elsewhere changes with it, so that no fix of a plan gives a rule something new to say."""

from collections import Counter
from pathlib import Path

import pytest

from milestone_ls.features.consequences import with_all_consequences
from tests import plans
from tests.features.acting import changed, taken
from tests.rules import pages
from tests.rules.test_pages import LEFT_TO_FILL_IN

EXAMPLE = Path(__file__).parents[2] / "docs/example"

REVEALED = {
    (
        "checked-while-pending",
        "Set the status",
        "open-prerequisite",
    ): "work has begun; nobody else can tick those boxes",
    ("unknown-status", "Change to", "started-before-upstream"): "nobody knew before that it has begun",
    ("unknown-status", "Change to", "open-prerequisite"): "nobody knew before that it has begun",
    ("missing-section", "Insert", "checked-while-pending"): "not all is done any longer that it tells of",
    ("duplicate-id", "Change to", "id-filename-mismatch"): "a file keeps its name until somebody moves it",
}
"""What comes up with a fix by its finding, the first words of its title, and the new code: why it has to."""

EPIC = """
    //- PLAN.md
    # Depot
    | ID | Title | Status | Dependencies |
    |---|---|---|---|
    | [T1](tasks/T1-Rails.md) | Rails | ⏳ Planned | None |
    | [T2](tasks/T2-Wagons.md) | Wagons | ⏳ Planned | T1 |
    | [T3](tasks/T3-Signals.md) | Signals | ✅ Done | T1 |
    //- tasks/T1-Rails.md
    # Milestone: T1 Rails [B]
    **Dependencies**: None
    **Status**: pending
    **Blocks**: T2, T3

    ## Objectives
    - [x] Rails lie
    - [x] Rails hold
    //- tasks/T2-Wagons.md
    # Milestone: T2 Wagons [S]
    **Dependencies**: T1 (pending), T11
    **Can Run In Parallel With**: T3
    **Status**: in progess

    ## Prerequisites
    - [ ] T1 completed

    ## Dependencies
    ### Upstream Dependencies
    - T1 [PENDING]: what they roll on
    //- tasks/T3-Signals.md
    # Milestone: T3 Signals [S]
    **Dependencies**: T1
    **Can Run In Parallel With**: T2
    **Status**: ✅ done

    ## Objectives
    - [x] Red and green
"""
PHASES = """
    //- milestone-ls.toml
    companions = ["tracking/**"]
    //- README.md
    # Orchard
    - [ ] **M1**: Trees
    - [x] **M2**: Bees - [DONE]
    - [ ] **M3**: Press - [PENDING]
    //- tracking/M3.md
    # Milestone: M3 Press
    **Status**: pending
    //- M1-Trees.md
    # Milestone: M1 Trees [B]
    **Dependencies**: None
    **Status**: 🚧 in progress

    ### Downstream Impact
    - M2: honey
    //- M2-Bees.md
    # Milestone: M2 Bees [S]
    **Dependencies**: M1 (in progress)
    **Status**: completed

    ## Objectives
    - [x] A hive
    - [ ] A second one
    //- M3-Press.md
    # Milestone: M3 Press [S]
    **Dependencies**: M2 (DONE)
    **Can Run In Parallel With**: M4
    **Status**: pending

    ## Deliverables
    - [x] A vat
    - [ ] A screw

    ### Upstream Dependencies
    - M2: who else
    - M12: apples
    //- M4-Cellar.md
    # Milestone: M4 Cellar [S]
    **Dependencies**: M3 (pending)
    **Status**: pending
"""


def example() -> dict[str, str]:
    found = [path for path in sorted(EXAMPLE.rglob("*")) if path.suffix in (".md", ".toml")]
    return {path.relative_to(EXAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in found}


PLANS = {"example": example(), "table": plans.parse(EPIC).files, "boxes": plans.parse(PHASES).files}


@pytest.mark.parametrize("files", [pytest.param(files, id=name) for name, files in PLANS.items()])
def test_each_fix_of_a_whole_plan_removes_its_finding_and_brings_no_other(files: dict[str, str]) -> None:
    snapshot = plans.project_of(files).snapshot
    found = pages.judge_all(files)
    before = Counter((path, judged.code) for path, judged in found)
    for path, judged in found:
        for fix in judged.finding.fixes:
            if fix.settings:
                continue  # a configuration is written, not edited, by the runner of these plans
            whole = with_all_consequences(snapshot, fix)
            after = pages.judge_all(changed(files, whole))
            moved = {rename.target: rename.path for rename in whole.renames}
            left = [(moved.get(where, where), other) for where, other in after]
            told = {(where, other.code, other.finding.message) for where, other in left}
            assert (path, judged.code, judged.finding.message) not in told, whole
            new = {code for _, code in Counter((where, other.code) for where, other in left) - before}
            reasons = {code for (own, title, code) in REVEALED if own == judged.code and fix.title.startswith(title)}
            assert new <= LEFT_TO_FILL_IN | reasons, (judged.code, whole)


def test_a_status_changes_with_its_mark_in_the_index_and_the_notes_of_others() -> None:
    text = (
        "//- README.md\n# All\n- [M1](M1.md) - [PENDING]\n- [M2](M2.md) - [PENDING]\n"
        "//- M1.md\n# Milestone: M1 X\n**Status**: pe$0nding\n\n## Objectives\n- [x] a\n- [ ] b\n"
        "//- M2.md\n# Milestone: M2 Y\n**Dependencies**: M1 (PENDING)\n**Status**: pending\n"
    )
    after = taken(text, 'Set the status to "in_progress"')
    assert "**Status**: in_progress" in after["M1.md"]
    assert "- [M1](M1.md) - [IN PROGRESS]\n- [M2](M2.md) - [PENDING]\n" in after["README.md"]
    assert "**Dependencies**: M1 (IN PROGRESS)" in after["M2.md"]


def test_an_id_that_is_mended_in_one_list_is_named_in_the_other_and_by_the_one_that_bears_it() -> None:
    text = (
        "//- M1.md\n# Milestone: M1 X\n### Downstream Impact\n- M2: y\n"
        "//- M2.md\n# Milestone: M2 Y\n**Dependencies**: M1\n"
        "//- M3.md\n# Milestone: M3 Z\n**Dependencies**: M2, M$011\n\n### Upstream Dependencies\n- M2: y\n"
    )
    after = taken(text, "Change M11 to M1")
    assert "**Dependencies**: M2, M1\n" in after["M3.md"]
    assert after["M3.md"].endswith("- M2: y\n- M1\n")
    assert after["M1.md"].endswith("- M2: y\n- M3\n")
