"""What is kept of each milestone follows the plan, whatever changes."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.project.facts import Milestone
from milestone_ls.project.project import Project
from milestone_ls.project.table import Table
from milestone_ls.text import Edit, Position, Span
from tests.plans import project_of

PATHS = tuple(f"M{number}.md" for number in range(30))
TEXTS = ("# Milestone: {id} Ground\n\nwords\n", "# Milestone: {id} Roof\n\n**Status**: done\n", "# Notes\n\nwords\n")
texts = st.sampled_from(TEXTS)


class Row(NamedTuple):
    title: str
    path: str
    status: str


class Rows(Table[Row]):
    def row(self, milestone: Milestone) -> Row:
        return Row(milestone.title, milestone.path, milestone.status)


def read(project: Project, path: str, text: str) -> None:
    project.put({path: project.read(text.format(id=path[:-3]))})


@settings(deadline=None, max_examples=80)
@given(
    st.dictionaries(st.sampled_from(PATHS), texts),
    st.lists(st.lists(st.tuples(st.sampled_from(PATHS), texts | st.none()), max_size=30), max_size=4),
)
def test_the_rows_are_those_of_a_table_that_was_never_asked_before(
    files: dict[str, str], steps: list[list[tuple[str, str | None]]]
) -> None:
    project = project_of({path: text.format(id=path[:-3]) for path, text in files.items()})
    table = Rows()
    for changes in ([], *steps):
        for path, text in changes:
            if text is None:
                project.remove([path])
            else:
                read(project, path, text)
        assert table.rows(project.snapshot.plan) == Rows().rows(project.snapshot.plan)


def test_the_rows_are_the_same_ones_while_prose_is_typed() -> None:
    project = project_of({path: TEXTS[0].format(id=path[:-3]) for path in PATHS})
    project.open("M1.md", project.snapshot.documents["M1.md"])
    table = Rows()
    before = table.rows(project.snapshot.plan)
    project.edit("M1.md", [Edit(Span(Position(2, 0), Position(2, 0)), "More ")])
    assert table.rows(project.snapshot.plan) is before
    project.edit("M1.md", [Edit(Span(Position(0, 15), Position(0, 15)), "Other ")])
    assert table.rows(project.snapshot.plan) != before


def test_an_older_plan_is_told_of_as_it_was() -> None:
    project = project_of({"M1.md": TEXTS[0].format(id="M1")})
    table, old = Rows(), project.snapshot.plan
    read(project, "M1.md", TEXTS[1])
    assert [row.title for row in table.rows(project.snapshot.plan)] == ["Roof"]
    assert [row.title for row in table.rows(old)] == ["Ground"]


def test_rows_that_were_made_ahead_are_not_made_again() -> None:
    project = project_of({path: TEXTS[0].format(id=path[:-3]) for path in PATHS})
    table = Counted()
    steps = table.ahead(project.snapshot.plan)
    next(steps)
    read(project, "M1.md", TEXTS[1])
    assert table.rows(project.snapshot.plan) == Rows().rows(project.snapshot.plan)
    table = Counted()
    list(table.ahead(project.snapshot.plan))
    assert table.count == len(PATHS)
    assert table.rows(project.snapshot.plan) == Rows().rows(project.snapshot.plan)
    assert list(table.ahead(project.snapshot.plan)) == []
    assert table.count == len(PATHS)


class Counted(Rows):
    """Counts the rows that are made."""

    count = 0

    def row(self, milestone: Milestone) -> Row:
        self.count += 1
        return super().row(milestone)
