"""Where a milestone is named is found without looking into every document, and nothing is missed by that."""

from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.project.occurrences import Occurrence, occurrences, occurrences_in
from milestone_ls.project.project import Project
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.passages import written_in
from milestone_ls.syntax.words import atom_of
from milestone_ls.text import Edit, Excerpt, Position, Span
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
    check(project.snapshot)
    for path, text, way in changes:
        change(project, path, text, way)
        check(project.snapshot)


def check(snapshot: Snapshot) -> None:
    """What is kept of earlier answers says what looking again says, of the text as it is."""
    found = by_index(snapshot)
    assert found == everywhere(snapshot)
    for place in (place for places in found.values() for place in places):
        source = snapshot.documents[place.path].source
        assert place.lines == Excerpt(place.span.start.line, place.lines.lines)
        assert written_in(place.lines, place.span) == written_in(source, place.span)


def change(project: Project, path: str, text: str, way: int) -> None:
    is_open = project.is_open(path)
    if way == 0 and not is_open:
        project.put({path: project.read(text)})
    elif way == 1 and not is_open:
        project.remove([path])
    elif is_open and way == 2:
        project.close(path)
    elif is_open and way == 3:
        project.edit(path, [Edit(Span(Position(4, 0), Position(4, 0)), "M1 and ```\n")])
    elif is_open:
        project.edit(path, [Edit(Span(Position(0, 0), Position(9, 0)), text)])
    else:
        project.open(path, project.read(text))


def test_a_document_is_not_looked_into_again_while_nothing_but_the_prose_of_others_changes() -> None:
    project = hub_of({"M2.md": "See M1.", "M3.md": "See M1, too."})
    project.open("M3.md", project.snapshot.documents["M3.md"])
    before = asked(project)
    project.edit("M3.md", [Edit(Span(Position(3, 0), Position(3, 0)), "Do ")])
    after = asked(project)
    assert [place.path for place in after] == ["M1.md", "M2.md", "M3.md"]
    assert [old is new for old, new in zip(before, after, strict=True)] == [True, True, False]


def test_an_edit_elsewhere_counts_at_once() -> None:
    project = hub_of({"M2.md": "See M1.", "M3.md": "See it."})
    assert [place.path for place in asked(project)] == ["M1.md", "M2.md"]
    project.open("M3.md", project.snapshot.documents["M3.md"])
    project.edit("M3.md", [Edit(Span(Position(3, 4), Position(3, 6)), "M1")])
    assert [place.path for place in asked(project)] == ["M1.md", "M2.md", "M3.md"]
    project.put({"M2.md": project.read("# Milestone: M2 Wheels\n")})
    assert [place.path for place in asked(project)] == ["M1.md", "M3.md"]
    project.close("M3.md")
    assert [place.path for place in asked(project)] == ["M1.md"]


def test_a_name_that_another_milestone_takes_over_counts_at_once() -> None:
    project = hub_of({"M2.md": "See M1-2.", "M3.md": "Nothing."})
    assert [place.path for place in asked(project)] == ["M1.md", "M2.md"]
    # The longer name is the name of another one now, and so is the word that begins with the shorter.
    project.put({"M1-2.md": project.read("# Milestone: M1-2 Other\n")})
    assert [place.path for place in asked(project)] == ["M1.md"]


def hub_of(others: dict[str, str]) -> Project:
    """A project with M1, and milestones that say *others* in their overviews."""
    files = {path: f"# Milestone: {path[:2]} Step\n\n## Overview\n{text}\n" for path, text in others.items()}
    return project_of({"M1.md": "# Milestone: M1 Ground\n", **files})


def asked(project: Project) -> list[Occurrence]:
    """Where M1 is named."""
    (milestone,) = project.snapshot.plan.with_id("M1")
    return list(occurrences(project.snapshot, milestone))


def test_a_mention_is_found_by_the_digits_of_its_name() -> None:
    assert atom_of("PHASE-5A-Roof") == atom_of("phase-5a") == "5a"
    assert atom_of("M1's") == "m1"
    assert atom_of("plain words") is None
