from milestone_ls.features.outline import Symbol, outline
from tests import plans


def drawn(symbol: Symbol, depth: int = 0) -> list[str]:
    line = f"{'  ' * depth}{symbol.kind.name.lower()} {symbol.name}"
    line += f" ({symbol.detail})" if symbol.detail else ""
    return [line, *(drawn_line for child in symbol.children for drawn_line in drawn(child, depth + 1))]


def check_nested(symbol: Symbol) -> None:
    assert symbol.span.start <= symbol.selection.start <= symbol.selection.end <= symbol.span.end
    for child in symbol.children:
        assert symbol.span.start <= child.span.start
        assert child.span.end <= symbol.span.end
        check_nested(child)


TEXT = """# Milestone: M1 Ground [B]
**Status**: in progress
## Overview
A hole.
## 🔨 Deliverables
- [x] dig
  - [ ] deeper
- plain
  1. [DONE] inside

### Later
- [ ] fill
## Risks
| Risk | Impact | Likelihood | Mitigation | Owner |
|---|---|---|---|---|
| rain | H | H | a roof | Ada |
#
## Notes"""


def test_sections_tasks_and_tables_make_a_tree() -> None:
    for text in (TEXT, TEXT.replace("\n", "\r\n")):
        (found,) = outline(plans.project_of({"M1.md": text}).snapshot, "M1.md")
        check_nested(found)
        assert drawn(found) == [
            "milestone M1 Ground (in progress · 2/4)",
            "  section Overview",
            "  section 🔨 Deliverables (2/4)",
            "    task dig (completed)",
            "      task deeper",
            "    task inside (completed)",
            "    section Later (0/1)",
            "      task fill",
            "  section Risks",
            "    table Risk, Impact, Likelihood, Mitigation, … (1 row)",
            "  section #",
            "    section Notes",
        ]


def test_sections_above_the_title_stand_before_the_milestone() -> None:
    text = f"a note\n## Before\n- [ ] look\n### Below\n## And\n{TEXT}"
    *before, milestone = outline(plans.project_of({"M1.md": text}).snapshot, "M1.md")
    for symbol in (*before, milestone):
        check_nested(symbol)
    assert [line for symbol in before for line in drawn(symbol)] == [
        "section Before (0/1)",
        "  task look",
        "  section Below",
        "section And",
    ]
    assert [symbol.span.end for symbol in before] == [before[1].span.start, milestone.span.start]


def test_other_markdown_has_no_tree() -> None:
    snapshot = plans.project_of({"README.md": "# Readme\n## Use\n"}).snapshot
    assert outline(snapshot, "README.md") == ()
