"""Whether what was worked out from a snapshot still fits the texts."""

from milestone_ls.text import Edit, Position, Span
from tests import plans


def test_a_snapshot_is_current_until_something_changes_and_never_again() -> None:
    project = plans.project_of({"M1.md": "# Milestone: M1 Ground\nx\n", "M2.md": "# Milestone: M2 Wheels\n"})
    project.open("M1.md", project.snapshot.documents["M1.md"])
    before = project.snapshot
    assert project.is_current(before)
    # Words that no other document can see change the text all the same.
    project.edit("M1.md", [Edit(Span(Position(1, 0), Position(1, 1)), "y")])
    assert not project.is_current(before)
    after = project.snapshot
    assert project.is_current(after)
    project.remove(["M2.md"])
    assert not project.is_current(after)
