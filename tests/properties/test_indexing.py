"""Index files brought up to date, whatever they are: once is enough, and all other lines stay to the letter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.features.indexing import differences, up_to_date
from milestone_ls.rules.index.index_dependency_drift import index_dependency_drift
from milestone_ls.text import apply_edits, split_lines
from tests import plans

INDEX = "ROADMAP.md"
_ID = st.sampled_from(["M1", "M2", "M3", "M7", "[M1](M1.md)", "[M2 Wheels](M2.md)", "**M3**", "🐳 M1", "M1 → M2"])
_MARK = st.sampled_from(["DONE", "[WIP]", "✅", "⏳ pending", "who knows", "", "[x]", "`DONE`", "In Progress (soon)"])
_BOX = st.sampled_from(["- ", "* [ ] ", "1. ", "- [x] ", "  - [~] ", "> - ", "", "\t* "])
_ITEM = st.builds(lambda box, id_, mark: f"{box}{id_} - {mark}", _BOX, _ID, _MARK)
_ROW = st.builds(lambda id_, mark, needs: f"| {id_} | {mark} | {needs} |", _ID, _MARK, _ID)
_TABLE = st.lists(_ROW, min_size=1, max_size=4).map(
    lambda rows: "\n".join(["| ID | Status | Dependencies |", "|---|---|---|", *rows])
)
_PROSE = st.sampled_from(["", "## Now", "M1 is done.", "```", "<!-- M2 -->", "\x0c", "- and so on", "\u2028"])
_END = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
_STATUS = st.sampled_from(["pending", "in_progress", "✅ DONE", "cancelled", "blocked", "who knows"])


@st.composite
def _plans(draw: st.DrawFn) -> dict[str, str]:
    pieces = draw(st.lists(st.one_of(_ITEM, _ITEM, _TABLE, _PROSE), max_size=10))
    text = "".join(piece.replace("\n", end := draw(_END)) + end for piece in pieces)
    files = {
        f"M{number}.md": f"# Milestone: M{number} Step\n**Status**: {draw(_STATUS)}\n**Dependencies**: {draw(_ID)}\n"
        for number in (1, 2, 3)
    }
    index = text if draw(st.booleans()) else text.rstrip("\r\n")
    return {**files, INDEX: index, plans.CONFIGURATION: f'index = ["{INDEX}"]\n'}


def _written(files: dict[str, str]) -> dict[str, str]:
    fix = up_to_date(plans.project_of(files).snapshot, INDEX)
    if fix is None:
        return files
    (file,) = fix.edits
    assert file.path == INDEX
    return {**files, INDEX: apply_edits(files[INDEX], file.edits)}


# How long judging takes on a busy machine is no property of it.
@settings(deadline=None, max_examples=150)
@given(_plans())
def test_an_index_is_up_to_date_once_it_was_brought_up_to_date(files: dict[str, str]) -> None:
    once = _written(files)
    assert _written(once) == once
    left = {judged.code for _, judged in differences(plans.project_of(once).snapshot, INDEX) if judged.finding.fixes}
    assert left <= {index_dependency_drift.code}


# How long judging takes on a busy machine is no property of it.
@settings(deadline=None, max_examples=150)
@given(_plans())
def test_lines_that_are_not_rewritten_stay_to_the_letter(files: dict[str, str]) -> None:
    snapshot = plans.project_of(files).snapshot
    touched = {judged.finding.span.start.line for path, judged in differences(snapshot, INDEX) if path == INDEX}
    before, after = split_lines(files[INDEX]), split_lines(_written(files)[INDEX])
    # The last line gets an end where entries are put behind it.
    kept = [line for number, line in enumerate(before[:-1]) if number not in touched]
    rest = iter(after)
    assert all(line in rest for line in kept)
    assert len(before) - 1 in touched or before[-1] in [line.rstrip("\r\n") for line in rest]
    assert len(after) - len(before) == len(
        [judged for path, judged in differences(snapshot, INDEX) if path != INDEX and judged.finding.fixes]
    )
