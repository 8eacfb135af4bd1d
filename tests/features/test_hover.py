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
        ("M1-M$03", "M1, M2, M3\n\n---\n\nA range: it stands for those that exist."),
        ("M1$0+", "All from that one on"),
        ("M2 (opt$0ional), M$02 (optional)", "Optional: no dependency follows from it."),
        ("the we$0ather", "Read as prose"),
        ("garage M$09", "Another project's milestone"),
        ("M$09", "M9 is borne by no document."),
    ],
)
def test_an_item_tells_how_it_was_read(written: str, said: str) -> None:
    marked = written if written.count("$0") == 1 else written.replace("$0", "", 1)
    assert said in text_of(f"{GROUND}//- M4.md\n# Milestone: M4 Door\n**Dependencies**: {marked}\n")


def test_a_planned_milestone_is_told_as_such() -> None:
    text = text_of(
        f"{GROUND}//- MILESTONE_MANAGER.md\n- [ ] M1 Ground\n- [ ] M2 Walls\n- [ ] M8 Garden\n"
        "//- M4.md\n# Milestone: M4 Door\n**Dependencies**: M$08\n"
    )
    assert "M8 is listed in the index and not written yet." in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# Milestone: M1 Ground [«$0B»]", "Type **B**, blocking: others wait for it"),
        ("# Milestone: M1 X\n**«Sta$0tus»**: done", "Field **Status**\n\n```markdown\n"),
        ("# Milestone: M1 X\n**Status**: «do$0ne» (now)", "Status: completed"),
        ("# Milestone: M1 X\n## «Over$0view»\nx", "Section **Overview** of the template\n\n```markdown\n"),
        (
            "# Milestone: M1 X\n## Testing Requirements\n- **«Unit$0 Tests»**: all",
            "Label **Unit Tests**",
        ),
    ],
)
def test_words_of_the_template_are_explained(line: str, said: str) -> None:
    assert said in text_of(f"//- M1.md\n{line}\n")


def test_a_finding_is_told_with_what_its_rule_is_about() -> None:
    text = text_of("//- M1.md\n# Milestone: M1 X\n**Status**: «dn$0oe»\n")
    assert text.startswith("**unknown-status**: ")


def test_plain_words_show_nothing() -> None:
    assert hovered(f"{GROUND}//- M4.md\n# Milestone: M4 Door\n## Notes\nPlain wo$0rds.\n") is None
