import pytest

from milestone_ls.features.kinds import ActionKind
from tests.features.acting import changed, offered, taken, titles

GROUND = "//- M1-Ground.md\n# Milestone: M1 Ground [B]\n**Status**: pending\n**Dependencies**: None\n"


def test_a_fix_is_offered_where_its_finding_is_and_nowhere_else() -> None:
    plan = GROUND + "//- M2-Wheels.md\n# Milestone: M2 Wheels [S]\n**Status**: {}dnoe\n**Dependencies**: {}M1\n"
    assert 'Change to "done"' in titles(plan.format("$0", ""))
    assert 'Change to "done"' not in titles(plan.format("", "$0"))


def test_a_fix_names_the_finding_that_it_mends() -> None:
    _, found = offered(GROUND + "//- M2-Wheels.md\n# Milestone: M2 Wheels [S]\n**Status**: $0dnoe\n")
    (action,) = (action for action in found if action.title == 'Change to "done"')
    assert action.kind is ActionKind.QUICK_FIX
    assert action.mends is not None
    assert action.mends.code == "unknown-status"


def test_a_fix_that_several_findings_have_is_offered_once() -> None:
    found = titles("//- M1.md\n# Milestone: $0M1 Ground\n**Status**: pending\n**Dependencies**: None\n")
    all_sections = [title for title in found if title.startswith("Insert all")]
    assert len(all_sections) == 1


@pytest.mark.parametrize(
    ("before", "title", "after"),
    [
        ("- [ ] di$0g", "Tick this task", "- [x] dig"),
        ("$0- [x] dig", "Open this task again", "- [ ] dig"),
        ("- [DONE] dig$0", "Open this task again", "- [ ] dig"),
        ("- [PARTIAL] dig$0", "Tick this task", "- [x] dig"),
        ("1. [ ] dig\n   - [ ] dee$0per", "Tick this task", "1. [ ] dig\n   - [x] deeper"),
    ],
)
def test_a_task_is_ticked_and_opened_again(before: str, title: str, after: str) -> None:
    text = "//- M1.md\n# Milestone: M1 Ground\n## Deliverables\n{}\n"
    assert taken(text.format(before), title) == {"M1.md": text.format(after).partition("\n")[2]}


def test_a_line_without_a_box_is_no_task() -> None:
    assert not {"Tick this task", "Open this task again"} & set(titles("# Milestone: M1 X\n## Deliverables\n- di$0g\n"))


TEMPLATE = (
    '//- milestone-ls.toml\ntemplate = "template.md"\n'
    "//- template.md\n# Milestone: {ID} {Title}\n## Overview\nWhat it is.\n"
    "## Work\n### First\n- {x}\n### Second\n- {y}\n"
)


def test_the_title_offers_the_sections_that_are_absent() -> None:
    text = TEMPLATE + "//- M1.md\n# Milestone: M1 $0Ground\n## Overview\nA hole.\n"
    fixture, found = offered(text, ActionKind.REWRITE)
    (action,) = found
    assert action.title == 'Add section "Work"'
    after = changed(fixture.files, action.change)["M1.md"]
    assert after == "# Milestone: M1 Ground\n## Overview\nA hole.\n\n## Work\n### First\n- {x}\n### Second\n- {y}\n"


def test_a_section_that_a_fix_adds_is_not_offered_again() -> None:
    fixture, found = offered(TEMPLATE + "//- M1.md\n# Milestone: M1 $0Ground\n## Work\n### First\n- dig\n")
    files = [str(changed(fixture.files, action.change)) for action in found]
    assert len(set(files)) == len(files), [action.title for action in found]
    # Who asks for refactorings alone gets it as one.
    _, alone = offered(TEMPLATE + "//- M1.md\n# Milestone: M1 $0Ground\n## Work\n- dig\n", ActionKind.REWRITE)
    assert 'Add section "Overview"' in [action.title for action in alone]


def test_a_section_offers_its_own_absent_subsections() -> None:
    text = TEMPLATE + "//- M1.md\n# Milestone: M1 Ground\n## Work$0\n### First\n- dig\n"
    found = titles(text)
    assert 'Add section "Second"' in found
    assert 'Add section "First"' not in found
    assert taken(text, 'Add section "Second"')["M1.md"].endswith("### First\n- dig\n\n### Second\n- {y}\n")


def test_a_milestone_is_put_between_two() -> None:
    text = GROUND + (
        "//- M2-Wheels.md\n# Milestone: M2 Wheels [S]\n**Status**: pending\n**Dependencies**: M$01 (soon)\n"
        "### Upstream Dependencies\n- [ground](M1-Ground.md): solid\n"
    )
    after = taken(text, "Insert M3 between M2 and M1")
    assert "**Dependencies**: M3 (soon)\n" in after["M2-Wheels.md"]
    assert "- [M3](M3.md): solid\n" in after["M2-Wheels.md"]
    assert after["M3.md"].startswith("# Milestone: M3\n")
    assert "**Dependencies**: M1  \n" in after["M3.md"]


@pytest.mark.parametrize("written", ["M1-M3$0", "M$09", "M$02", "None$0", "M$01+"])
def test_nothing_is_put_between_where_it_is_not_one_milestone(written: str) -> None:
    text = GROUND + f"//- M3.md\n# Milestone: M3 X\n//- M2.md\n# Milestone: M2 Wheels\n**Dependencies**: {written}\n"
    assert not [title for title in titles(text) if title.startswith("Insert M")]


def test_nothing_is_put_into_a_cycle() -> None:
    text = (
        "//- M1.md\n# Milestone: M1 Ground\n**Dependencies**: M2\n"
        "//- M2.md\n# Milestone: M2 Wheels\n**Dependencies**: M$01\n"
    )
    assert not [title for title in titles(text) if title.startswith("Insert M")]


def test_kinds_are_asked_for_by_what_holds_them() -> None:
    assert ActionKind.FIX_ALL.is_in("source.fixAll")
    assert ActionKind.FIX_ALL.is_in("source")
    assert ActionKind.QUICK_FIX.is_in("")
    assert not ActionKind.QUICK_FIX.is_in("quick")
    assert not ActionKind.REWRITE.is_in("refactor.extract")


@pytest.mark.parametrize("kind", [ActionKind.QUICK_FIX, ActionKind.REWRITE, ActionKind.FIX_ALL])
def test_only_what_is_asked_for_is_worked_out(kind: ActionKind, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "//- M1.md\n# Milestone: M1 $0Ground [B]\n**Status**: pending\n## Weather\n| A | B |\n|---|---|\n| a |\n"
    assert kind in {action.kind for action in offered(text, kind)[1]}
    others = {
        "quick_fixes": ActionKind.QUICK_FIX,
        "limited": ActionKind.QUICK_FIX,
        "fix_all": ActionKind.FIX_ALL,
    }
    for name in (name for name, other in others.items() if other is not kind):
        monkeypatch.delattr(f"milestone_ls.features.actions.{name}")
    if kind is not ActionKind.REWRITE:
        monkeypatch.setattr("milestone_ls.features.actions.sections.SectionPlaces", None)
    _, found = offered(text, kind)
    assert {action.kind for action in found} == {kind}


def test_all_certain_fixes_are_more_than_are_shown() -> None:
    rows = "| a |\n" * 30
    plan = f"//- M1.md\n# Milestone: M1 Ground$0 [B]\n\n## Weather\n| A | B |\n|---|---|\n{rows}"
    assert taken(plan, "Apply all 30 certain fixes")["M1.md"].count("| a | |\n") == 30


def test_an_index_is_brought_up_to_date_at_once() -> None:
    text = GROUND + "//- M2-Wheels.md\n# Milestone: M2 Wheels\n**Status**: done\n//- M3.md\n# Milestone: M3 Roof\n"
    index = "//- README.md\n# All$0\n- [x] M1: Ground\n- [ ] M2: Wheels\n\nSo be it.\n"
    after = taken(text + index, "Bring this index up to date")["README.md"]
    assert after == "# All\n- [ ] M1: Ground\n- [x] M2: Wheels\n- [ ] M3: Roof\n\nSo be it.\n"
    assert "Bring this index up to date" not in titles(text + "//- README.md\n" + after.replace("All", "A$0ll"))
    assert "Bring this index up to date" not in titles(
        text.replace("# Milestone: M2", "# Milestone: $0M2") + index.replace("$0", "")
    )
