from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.features.selection import selections
from milestone_ls.text import Position, Span
from tests import plans


def selected(text: str) -> list[str]:
    fixture = plans.parse(text)
    assert fixture.cursor is not None
    document = fixture.snapshot.documents[fixture.cursor.path]
    return [fixture.text_of(fixture.cursor.path, span) for span in selections(document, fixture.cursor.position)]


def test_a_selection_grows_from_the_word_to_the_document() -> None:
    assert selected(
        "# Milestone: M1 X\n## Work\n- [ ] dig a ho$0le\n  - deep\n- fill\n\n### Sub\nx\n\n## End\ny\n"
    ) == [
        "hole",
        "- [ ] dig a hole",
        "- [ ] dig a hole\n  - deep",
        "- [ ] dig a hole\n  - deep\n- fill",
        "## Work\n- [ ] dig a hole\n  - deep\n- fill\n\n### Sub\nx",
        "# Milestone: M1 X\n## Work\n- [ ] dig a hole\n  - deep\n- fill\n\n### Sub\nx\n\n## End\ny\n",
    ]


def test_in_a_table_it_grows_over_the_cell_and_the_row() -> None:
    found = selected("# Milestone: M1 X\n## Risks\n| Risk | Impact |\n|---|---|\n| much ra$0in | H |\n\nend\n")
    assert found[:4] == [
        "rain",
        "much rain",
        "| much rain | H |",
        "| Risk | Impact |\n|---|---|\n| much rain | H |",
    ]


@given(st.text("# -|`\n[]x1.", max_size=60), st.integers(0, 8), st.integers(0, 20))
def test_each_stretch_lies_in_the_next_and_holds_the_place(text: str, line: int, column: int) -> None:
    document = plans.project_of({"M1.md": f"# Milestone: M1 X\n{text}"}).snapshot.documents["M1.md"]
    line = min(line, document.source.line_count - 1)
    place = Position(line, min(column, len(document.source.line(line).rstrip("\n"))))
    found = selections(document, place)
    for inner, outer in pairwise(found):
        assert outer.start <= inner.start <= inner.end <= outer.end
        assert outer != inner
    assert all(span.touches(place) for span in found)
    assert found[-1] == Span(Position(0, 0), document.source.end())
