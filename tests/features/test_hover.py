import pytest

from milestone_ls.features.hover import Hover, hover
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge
from tests import plans

GROUND = """//- M1-Ground.md
# Milestone: M1 Ground [B]
**Status**: done

## Overview
Where all stands. More.
//- M2-Walls.md
# Milestone: M2 Walls [S]
**Status**: pending
//- M3-Roof.md
# Milestone: M3 Roof [S]
**Status**: pending
"""


def hovered(text: str) -> Hover | None:
    fixture = plans.parse(text)
    assert fixture.cursor is not None
    project = plans.project_of(fixture.files)
    rules = {rule.code: rule for rule in RULES}
    path = fixture.cursor.path
    judged = [(found, rules[found.code]) for found in Judge(RULES, project.settings).everything(project.snapshot, path)]
    found = hover(project.snapshot, path, fixture.cursor.position, judged, lambda path: f"file:///p/{path}")
    if found is not None and fixture.marks:
        assert (path, found.span) == fixture.marks[0]
    return found


def text_of(text: str) -> str:
    found = hovered(text)
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    "written", ["«M$01»", "«M1-Gro$0und» (done)", "[«gr$0ound»](M1-Ground.md)", "«m0$01» x", "M9, **«M$01»**"]
)
def test_a_name_shows_the_card_of_its_milestone(written: str) -> None:
    text = text_of(f"{GROUND}//- M4.md\n# Milestone: M4 Door\n**Dependencies**: {written}\n")
    assert text.startswith("**M1 Ground** [B]\n\ncompleted · wave 1")
    assert "Where all stands." in text


def test_names_on_a_card_are_links() -> None:
    text = text_of(
        f"{GROUND}//- M4.md\n# Milestone: M4 Door\n**Dependencies**: M1\n**Status**: pending\n## Notes\nM1$0\n"
    )
    assert "- needed by [M4](file:///p/M4.md) (pending)" in text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        # a range
        ("«M1-M$03»", "A range: every milestone that exists from M1 to M3, in the order of their IDs."),
        ("«M1 thr$0ough M9»", "A range from M1 to M9: M9 is borne by no document."),
        # a group, and what else is open
        ("«M1$0+»", "All from M1 on that exist, by the plus sign."),
        ("«UI-$0*»", "A group, by the star: all that exist whose IDs begin with UI."),
        ("«U$0I»", "A group: no milestone bears the name UI, and these IDs begin with it."),
        ("«DB-$0*»", "A group, by the star: all that exist whose IDs begin with DB; there is none so far."),
        # soft
        ("M3, «M$02» (optional)", "Optional, by its note: no dependency follows from it."),
        ("M3, «M2 (opt$0ional)»", "Optional, by its note: no dependency follows from it."),
        # prose
        ("«the we$0ather»", "Read as prose: it does not begin with an ID."),
        ("`«mak$0e M1»`", "Read as prose: it does not begin with an ID."),
        ("«M9$0» base image", "Read as prose: words follow M9, which no document bears."),
        ("«(see be$0low)»", "Read as prose: what stands in parentheses or behind a dash is a note."),
        ("«OAuth2$0» flow", "Read as prose: words follow OAuth2, which no document bears."),
        ("«UTF-7 to UT$0F-8»", "Read as prose: UTF-7 has letters that no ID of this plan has."),
        ("«1$02»", "Read as prose: a number alone means a milestone only in a field, and in a plan that numbers"),
        ("[«the$0 page»](https://a.org)", "Read as prose: the link leads to no milestone of this plan"),
        # another project's
        ("«garage M$09»", "Another project's milestone, by “garage” before the ID: nobody looks for it here."),
        ("«shed:M$09»", "Another project's milestone, by “shed” before the ID: nobody looks for it here."),
        ("«shed-M$09»", "Another project's milestone, by its prefix: nobody looks for it here."),
        # what is planned or nowhere
        ("«M$08»", "M8 is planned: listed in the index and not written yet."),
        ("«M$09»", "M9 is borne by no document."),
        ("«UTF-$08»", "UTF-8 is borne by no document, and no ID here has its letters."),
        # what else may surprise
        ("«N$0one»", "Nothing: the list ends here."),
        ("«M1-Ol$0d_name»", "Read by its ID M1: what hangs on to it is neither its title nor its file's name."),
        ("«M$01» (DONE)", "The list claims that it is completed."),
        ("«M1 (DO$0NE)»", "The list claims that it is completed."),
    ],
)
def test_an_item_tells_how_it_was_read_and_why(written: str, said: str) -> None:
    found = text_of(
        "//- milestone-ls.toml\n"
        'external-prefixes = ["shed"]\n'
        f"{GROUND}//- UI-1.md\n# Milestone: UI-1 Door bell\n//- UI-2.md\n# Milestone: UI-2 Lamp\n"
        "//- MILESTONE_MANAGER.md\n- [ ] M1 Ground\n- [ ] M2 Walls\n- [ ] M8 Garden\n"
        f"//- M4.md\n# Milestone: M4 🚪 Door\n**Dependencies**: {written}\n"
    )
    assert said in found


@pytest.mark.parametrize(
    "written", ["«M$01»", "«M1-Gro$0und»", "«m0$01»", "[«the$0 ground»](M1-Ground.md)", "«M$01» x"]
)
def test_of_a_plain_name_no_words_are_made(written: str) -> None:
    text = text_of(f"{GROUND}//- M4.md\n# Milestone: M4 Door\n**Status**: pending\n**Dependencies**: {written}\n")
    assert text.endswith("Where all stands.")


def test_items_of_bullets_and_cells_tell_how_they_were_read_too() -> None:
    head = f"{GROUND}//- M4.md\n# Milestone: M4 Door\n"
    bullet = "## Dependencies\n### Upstream Dependencies\n- 🐳 «garage M$09»: the car\n"
    assert "by “garage” before the ID" in text_of(head + bullet)
    cell = "## Resource Allocation\n| Team/Resource | Conflicts |\n|-|-|\n| 🐳 | M1, «M2-M$03» |\n"
    assert "A range: every milestone that exists from M2 to M3" in text_of(head + cell)


def test_the_milestones_of_a_range_are_links() -> None:
    text = text_of(f"{GROUND}//- M4.md\n# Milestone: M4 Door\n**Dependencies**: M1-M$03\n")
    named = "[M1](file:///p/M1-Ground.md), [M2](file:///p/M2-Walls.md), [M3](file:///p/M3-Roof.md)"
    assert text.startswith(f"{named}\n\n---\n\nA range")


def test_before_the_plan_is_whole_nobody_says_that_a_name_is_nowhere() -> None:
    fixture = plans.parse("//- M4.md\n# Milestone: M4 Door\n**Dependencies**: M$09\n")
    assert fixture.cursor is not None
    snapshot = plans.project_of(fixture.files, complete=False).snapshot
    found = hover(snapshot, fixture.cursor.path, fixture.cursor.position)
    assert found is not None
    assert found.text == "M9 is not known here so far."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# Milestone: M1 🐳 Ground [«$0B»]", "Type **B**, blocking: others wait for it"),
        ("# Milestone: M1 X\n**«Sta$0tus»**: done", "Field **Status**\n\n```markdown\n"),
        ("# Milestone: M1 X\n**«Needs$0»**: M2", "Field **Dependencies**, here Needs\n\n```markdown\n"),
        (
            "# Milestone: M1 X\n**Status**: 🐳 «do$0ne» (now)",
            "Status: **completed**\n\nOne of: pending, in\\_progress, ",
        ),
        ("# Milestone: M1 X\n**Status**: «$0🚧»", "Status: **in progress**"),
        ("# Milestone: M1 X\n**Status**: ✅ «pen$0ding»", "Status: not known"),
        ("# Milestone: M1 X\n## «🐳 Over$0view»\nx", "Section **Overview** of the template\n\n```markdown\n"),
        ("# Milestone: M1 X\n## «Go$0als»\nx", "Section **Objectives** of the template, here Goals\n\n```markdown\n"),
        ("# Milestone: M1 X\n## Dependencies\n### «Up$0stream Dependencies»\n", "Section **Upstream Dependencies**"),
        ("# Milestone: M1 X\n## Testing Requirements\n- **«Unit$0 Tests»**: 🐳 all", "Label **Unit Tests**"),
        (
            "# Milestone: M1 X\n## Timeline\n- **Critical Path**: «ye$0s», it is",
            "**Yes**, a word of the label Critical Path",
        ),
        (
            "# Milestone: M1 X\n## Timeline\n- **«Critical P$0ath»**: no",
            "Label **Critical Path**\n\n```markdown\n{Yes/No",
        ),
        (
            "# Milestone: M1 X\n## Notes\n- **Token Budget**: «li$0ghtweight»",
            "**lightweight**, a word of the label Token Budget\n\n```markdown\n{lightweight <3K / ",
        ),
        ("{risks}|«Impa$0ct»|Likelihood|\n|-|-|-|\n|🐳|H|L|", "Column **Impact**\n\n```markdown\nH/M/L\n"),
        ("{risks}|Impact|Likelihood|\n|-|-|-|\n|🐳|«H$0»|L|", "Impact: **high**\n\nOne of: H, M, L"),
        ("{risks}|Impact|Likelihood|\n|-|-|-|\n|🐳|H|**«low to m$0edium»**|", "Likelihood: **low** to **medium**"),
        ("# Milestone: M1 X\n## Deliverables\n- «[PAR$0TIAL]» 🐳 dig", "Task: **in progress**, counts as open"),
        ("# Milestone: M1 X\n## Deliverables\n1. «[x$0]» dig", "Task: **completed**, counts as done"),
        ("# Milestone: M1 X\n## Deliverables\n- «[remo$0ved]» dig", "Task: **cancelled**, does not count"),
    ],
)
def test_words_of_the_template_are_explained(line: str, said: str) -> None:
    settings = (
        '//- milestone-ls.toml\n[aliases.fields]\ndepends-on = ["Needs"]\n[aliases.sections]\nobjectives = ["Goals"]\n'
    )
    risks = "# Milestone: M1 X\n## Risk Factors\n|Risk"
    assert said in text_of(f"{settings}//- M1.md\n{line.replace('{risks}', risks)}\n")


def test_a_type_that_only_the_plans_own_template_has_is_explained_by_its_fellows() -> None:
    plan = (
        '//- milestone-ls.toml\ntemplate = "T.md"\n//- T.md\n# {ID} {Title} [P/X]\n**Status**: {todo/done}\n'
        "//- M1.md\n# M1 Ground [«$0X»]\n"
    )
    assert text_of(plan).startswith("Type **X**, a type of the template, beside P, X")


def test_a_finding_is_told_with_what_its_rule_is_about() -> None:
    text = text_of("//- M1.md\n# Milestone: M1 X\n**Status**: «dn$0oe»\n")
    assert text.startswith("**unknown-status**: ")


def test_the_words_of_a_rule_keep_their_markup() -> None:
    text = text_of("//- M1.md\n# Milestone: M1 X\n**Status**: «pen$0ding»\n\n## Objectives\n- [x] a\n- [ ] b\n")
    assert "``all-done-not-completed`` tells" in text


def test_plain_words_show_nothing() -> None:
    assert hovered(f"{GROUND}//- M4.md\n# Milestone: M4 Door\n## Notes\nPlain wo$0rds.\n") is None
