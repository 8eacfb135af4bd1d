"""Where a milestone is named is found without looking into every document, and nothing is missed by that."""

from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.project.occurrences import Occurrence, occurrences, occurrences_in
from milestone_ls.project.project import Project
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.syntax.words import atom_of
from milestone_ls.text import Edit, Position, Span
from tests.plans import project_of

HEADS = (
    "# Milestone: M1 Ground",
    "# Milestone: PHASE-5A-Roof",
    "# Milestone: 3 Wheels",
    "# Milestone: M1-2 x",
    "# Notes",
)
WORDS = (
    *("M1", "m1", "*M1*", "__M1__", "_M1_x", "M1.", "M1's", "M1-Ground", "(M1)", "`M1`", "xM1", "M11", "M1-2", "~M1~"),
    *("PHASE-5A", "phase-5a", "PHASE-5A-Roof", "PHASE-**5A**", "M3", "3", "M-3", "03", "[M1](M1.md)", "[a](5.md#x)"),
    *("&nbsp;M1", "M1\\_2", "M1\u2011Ground", "\u0130M1", "\uff2d\uff11"),
)
PATHS = ("M1.md", "5.md", "docs/M3.md", "notes.md", "track/M1-Ground.md")
texts = st.builds(
    lambda head, needs, words: f"{head}\n**Dependencies**: {needs}\n\n## Overview\n{' '.join(words)}\n",
    st.sampled_from(HEADS),
    st.sampled_from(("None", "M1", "PHASE-5A, M3", "3")),
    st.lists(st.sampled_from(WORDS), max_size=5),
)


def everywhere(snapshot: Snapshot) -> dict[str, list[Occurrence]]:
    """Each milestone's occurrences, by looking into every document."""
    return {
        milestone.path: [
            found for path in sorted(snapshot.documents) for found in occurrences_in(snapshot, path, milestone)
        ]
        for milestone in snapshot.plan.milestones
    }


def by_index(snapshot: Snapshot) -> dict[str, list[Occurrence]]:
    return {milestone.path: list(occurrences(snapshot, milestone)) for milestone in snapshot.plan.milestones}


@settings(deadline=None, max_examples=60)
@given(
    files=st.dictionaries(st.sampled_from(PATHS), texts, min_size=1),
    changes=st.lists(st.tuples(st.sampled_from(PATHS), texts, st.integers(0, 3)), max_size=5),
)
def test_nothing_is_missed_whatever_changes(files: dict[str, str], changes: list[tuple[str, str, int]]) -> None:
    project = project_of(files)
    for path, text, way in changes:
        change(project, path, text, way)
        snapshot = project.snapshot
        assert by_index(snapshot) == everywhere(snapshot)


def change(project: Project, path: str, text: str, way: int) -> None:
    is_open = project.snapshot.documents.maps[0] if hasattr(project.snapshot.documents, "maps") else {}
    if way == 0 and path not in is_open:
        project.put({path: project.read(text)})
    elif way == 1 and path not in is_open:
        project.remove([path])
    elif path in is_open and way == 2:
        project.close(path)
    elif path in is_open:
        project.edit(path, [Edit(Span(Position(0, 0), Position(9, 0)), text)])
    else:
        project.open(path, project.read(text))


def test_a_mention_is_found_by_the_digits_of_its_name() -> None:
    assert atom_of("PHASE-5A-Roof") == atom_of("phase-5a") == "5a"
    assert atom_of("M1's") == "m1"
    assert atom_of("plain words") is None
