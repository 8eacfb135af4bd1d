"""Certain fixes, whatever the plan: once is enough, and the editor and the command line do the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.cli.mending import mend
from milestone_ls.features.actions.fixes import fix_all
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge, Judged
from milestone_ls.text import apply_edits
from tests import plans

_WORD = st.sampled_from(["x", "a b", "", "`c|d`", "\\|", "M1", "🐳", "[l](M1.md)"])
_CELLS = st.lists(_WORD, min_size=1, max_size=5)
_ROW = st.builds(lambda cells, left, right: f"{left}{' | '.join(cells)}{right}", _CELLS, st.sampled_from(["", "| "]),
                 st.sampled_from(["", " |"]))  # fmt: skip
_TABLE = st.builds(
    lambda rows: "\n".join(["| One | Two | Three |", "|---|---|---|", *rows]), st.lists(_ROW, max_size=30)
)
_NAME = st.sampled_from(["M1", "M2", "M3", "M7", "M1 (DONE)", "M2 (in progress)", "[M3](M3.md)", "M1-Ground", "none"])
_LIST = st.lists(_NAME, max_size=5).map(", ".join)
_STATUS = st.sampled_from(["pending", "in_progress", "✅ DONE", "completed (2026-05-08)", "cancelled", "who knows"])


@st.composite
def _document(draw: st.DrawFn, id_: str) -> str:
    upstream = "\n".join(f"- {name}" for name in draw(st.lists(_NAME, max_size=3)))
    return (
        f"# Milestone: {id_} Step [S]\n**Dependencies**: {draw(_LIST)}\n**Can Run In Parallel With**: {draw(_LIST)}\n"
        f"**Status**: {draw(_STATUS)}\n\n## Dependencies\n### Upstream Dependencies\n{upstream}\n\n"
        f"## Risk Factors\n{draw(_TABLE)}\n\nthe end{draw(st.sampled_from(['', chr(10)]))}"
    )


@st.composite
def _plans(draw: st.DrawFn) -> dict[str, str]:
    end = draw(st.sampled_from(["\n", "\r\n"]))
    index = "".join(
        f"- [{draw(st.sampled_from(' x'))}] [M{number} Step](M{number}.md) {draw(_STATUS)}\n" for number in (1, 2, 3)
    )
    files = {f"M{number}.md": draw(_document(f"M{number}")) for number in (1, 2, 3)}
    return {path: text.replace("\n", end) for path, text in {**files, "MILESTONES.md": f"# All\n\n{index}"}.items()}


def _by_the_command_line(files: dict[str, str]) -> dict[str, str]:
    project = plans.project_of(files)
    judge = Judge(RULES, project.settings)

    def everything(snapshot: Snapshot) -> list[Judged]:
        return [judged for path in sorted(files) for judged in judge.everything(snapshot, path)]

    mended = mend(project, everything)
    assert mended.changes.keys() == {path for path in files if mended.changes.get(path)}
    assert all(change.before == files[path] for path, change in mended.changes.items())
    return {path: mended.changes[path].after if path in mended.changes else text for path, text in files.items()}


def _by_the_editor(files: dict[str, str]) -> dict[str, str]:
    """The action that applies all certain fixes, taken in each document as long as one offers it."""
    offered = True
    while offered:
        offered = False
        for path in sorted(files):
            snapshot = plans.project_of(files).snapshot
            for action in fix_all(Judge(RULES, snapshot.settings).everything(snapshot, path)):
                offered = True
                files = dict(files)
                for file in action.change.edits:
                    files[file.path] = apply_edits(files[file.path], file.edits)
    return files


# How long judging takes on a busy machine is no property of it.
@settings(deadline=None, max_examples=40)
@given(_plans())
def test_fixing_twice_is_fixing_once(files: dict[str, str]) -> None:
    once = _by_the_command_line(files)
    assert _by_the_command_line(once) == once


# How long judging takes on a busy machine is no property of it.
@settings(deadline=None, max_examples=40)
@given(_plans())
def test_the_editor_makes_the_same_of_it(files: dict[str, str]) -> None:
    assert _by_the_command_line(files) == _by_the_editor(files)
