import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.features.formatting import table_edits
from milestone_ls.markdown.blocks import Table, walk
from milestone_ls.syntax.document import Document
from milestone_ls.text import apply_edits
from tests import plans


def document(text: str) -> Document:
    return plans.project_of({"M1.md": text}).snapshot.documents["M1.md"]


def formatted(text: str) -> str:
    return apply_edits(text, table_edits(document(text)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "|Risk|Impact|\n|---|---|\n|much rain|H|\n",
            "| Risk      | Impact |\n| --------- | ------ |\n| much rain | H      |\n",
        ),
        (
            "| a | b | c |\n|:-|-:|:-:|\n| long | 1 | mid |\n| x | 100 | m |\n",
            "| a    |   b |  c  |\n| :--- | --: | :-: |\n| long |   1 | mid |\n| x    | 100 |  m  |\n",
        ),
        (
            "| 名前 | 🐳 |\n|---|---|\n| a | whale |\n",
            "| 名前 | 🐳    |\n| ---- | ----- |\n| a    | whale |\n",
        ),
        (
            "| a | b |\n|---|---|\n| `x\\|y` | \\| |\n| too | many | cells |\n| few |\n",
            "| a      | b   |\n| ------ | --- |\n| `x\\|y` | \\|  |\n| too | many | cells |\n| few    |\n",
        ),
        ("- x\n\n  a | b\n  --|--\n  1 | 2\n", "- x\n\n  | a   | b   |\n  | --- | --- |\n  | 1   | 2   |\n"),
        ("> |a|b|\n> |-|-|\n> |1||\n", "> | a   | b   |\n> | --- | --- |\n> | 1   |     |\n"),
        ("```\n|a|b|\n|-|-|\n```\n", "```\n|a|b|\n|-|-|\n```\n"),
        (
            "|a|b|\n|-|-|\n| \u3000x|\u00a0y\u00a0 |\n|\u00a0|\u3000\u3000|\n",
            "| a   | b    |\n| --- | ---- |\n| \u3000x | \u00a0y\u00a0  |\n| \u00a0   | \u3000\u3000 |\n",
        ),
        ("|a|b|\n|:-:|-|\n|   \u00a0  | |\n", "|  a  | b   |\n| :-: | --- |\n|  \u00a0  |     |\n"),
        ("a|b\n-|-\n\u3000x|y\n", "| a   | b   |\n| --- | --- |\n| \u3000x | y   |\n"),
    ],
)
def test_columns_stand_below_each_other(before: str, after: str) -> None:
    for end in ("\n", "\r\n"):
        assert formatted(before.replace("\n", end)) == after.replace("\n", end)
        assert formatted(after.replace("\n", end)) == after.replace("\n", end)


def test_only_tables_in_the_asked_lines_are_touched() -> None:
    text = "|a|b|\n|-|-|\n\nx\n\n|a|b|\n|-|-|\n"
    assert {edit.span.start.line for edit in table_edits(document(text), 5, 6)} == {5, 6}
    assert list(table_edits(document(text), 3, 4)) == []


def cells(text: str) -> list[list[list[str]]]:
    blocks = (block for part, _ in document(text).parts() for block in walk(part.blocks))
    return [
        [[cell.inline.text for cell in row.cells] for row in (block.header, *block.rows)]
        for block in blocks
        if isinstance(block, Table)
    ]


CELL = st.text("ab|\\`*_ 名🐳é\t", max_size=6)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=4), st.sampled_from(["", "> ", "- "]))
def test_no_cell_changes_and_a_second_time_changes_nothing(rows: list[list[str]], before: str) -> None:
    lines = [" | ".join(row) for row in rows]
    lines.insert(1, "|".join(["---"] * len(rows[0])))
    rest = "  " if before == "- " else before
    text = "\n".join(f"{before if number == 0 else rest}{line}" for number, line in enumerate(lines)) + "\n"
    once = formatted(text)
    assert cells(once) == cells(text)
    assert formatted(once) == once
