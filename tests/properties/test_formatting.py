"""Formatting is idempotent and changes no more than the blanks between cells: what is read stays what it was.

Real plans are tried, too, where they are there.
"""

from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.config import Settings
from milestone_ls.features.formatting import table_edits
from milestone_ls.markdown.blocks import Table, walk
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import apply_edits
from tests import plans
from tests.corpus.real import CORPUS, with_real_plans
from tests.properties.documents import BLOCKS, FIELDS, HEADINGS, TITLES

CELL = st.lists(
    st.sampled_from(
        [
            *"ab -:`*_~<>[]!#&;\t",
            "\\|",
            "\\\\",
            "``",
            "`x\\|y`",
            "名前",
            "🐳",
            "é",
            "e\u0301",
            "👩\u200d🌾",
            "\u200b",
            "\u3000",
            "\u00a0",
            "ﬀ",
            "M1",
            "H/M/L",
        ]
    ),
    max_size=6,
).map("".join)
ROW = st.lists(CELL, min_size=1, max_size=4)
SIGN = st.sampled_from(["-", "---", ":-", "-:", ":-:", " :---: "])


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table, in a quote or a list or at the top, with outer pipes or without, and rows of any length."""
    header, rows = draw(ROW), draw(st.lists(ROW, max_size=4))
    outer = draw(st.booleans())
    lines = [header, draw(st.lists(SIGN, min_size=len(header), max_size=len(header))), *rows]
    first, rest = draw(
        st.sampled_from([("", ""), ("> ", "> "), ("- ", "  "), ("1. > ", "   > "), (">", ">  "), ("  ", " ")])
    )
    written = [f"| {'|'.join(line)} |" if outer else " | ".join(line) for line in lines]
    return "\n".join(f"{rest if number else first}{line}" for number, line in enumerate(written))


@st.composite
def documents(draw: st.DrawFn) -> str:
    pieces = draw(
        st.lists(st.one_of(tables(), tables(), st.sampled_from((*FIELDS, *HEADINGS, *BLOCKS))), min_size=1, max_size=5)
    )
    between = draw(st.sampled_from(["\n\n", "\n"]))
    text = between.join([draw(st.sampled_from(TITLES)), *pieces]) + draw(st.sampled_from(["", "\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))


_SETTINGS = Settings()
_READER = DocumentReader(built_in_schema(_SETTINGS))


def read(text: str) -> Document:
    return _READER.read(text)


def formatted(text: str) -> str:
    return apply_edits(text, table_edits(read(text)))


def meaning(text: str) -> object:
    """What is read of a text, without the columns at which it stands."""
    project = plans.project_of({"M1.md": text})
    document, page = project.snapshot.documents["M1.md"], project.snapshot.page("M1.md")
    blocks = [
        (
            type(block).__name__,
            start + block.line,
            start + block.end,
            _cells(block) if isinstance(block, Table) else None,
        )
        for part, start in document.parts()
        for block in walk(part.blocks)
    ]
    fields = [(field.name, field.value.strip()) for field in document.fields]
    sections = [(section.level, section.name, section.heading, section.end) for section in document.sections]
    links = [link.target for link in document.links()]
    items = [
        (item.stated.relation, item.stated.reference.shape, item.stated.reference.name, item.resolution.outcome)
        for item in project.snapshot.items("M1.md")
    ]
    milestone = page.milestone if page else None
    facts = (milestone.id, milestone.title, milestone.status, milestone.done, milestone.total) if milestone else None
    return blocks, fields, sections, links, items, facts


def _cells(table: Table) -> list[list[str]]:
    return [[cell.inline.text for cell in row.cells] for row in (table.header, *table.rows)]


@given(documents())
def test_formatting_twice_is_formatting_once_and_what_is_read_stays(text: str) -> None:
    once = formatted(text)
    assert formatted(once) == once
    assert meaning(once) == meaning(text)


@given(documents())
def test_lines_outside_of_tables_stay_to_the_byte(text: str) -> None:
    document = read(text)
    within = {
        line
        for part, start in document.parts()
        for block in walk(part.blocks)
        if isinstance(block, Table)
        for line in range(start + block.line, start + block.end)
    }
    assert {edit.span.start.line for edit in table_edits(document)} <= within
    assert all(edit.span.start.line == edit.span.end.line for edit in table_edits(document))


@with_real_plans
def test_real_documents_are_formatted_once_and_say_the_same() -> None:
    with_tables = 0
    for path in sorted(CORPUS.rglob("*.md")):
        text = path.read_bytes().decode("utf-8", "replace")
        for variant in (text, text.replace("\r\n", "\n").replace("\n", "\r\n")):
            once = formatted(variant)
            with_tables += once != variant
            assert formatted(once) == once, path
            assert meaning(once) == meaning(variant), path
    assert with_tables > 20, "hardly any of them has a table"
