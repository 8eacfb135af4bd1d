"""Sections and fields of the template put into documents that lack them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.config import Settings
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.syntax.placement import SectionPlaces, body_edit, field_edit
from milestone_ls.template.reading import schema_of
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.schema import Schema
from milestone_ls.text import apply_edits

TEMPLATE = """\
# Milestone: {ID} {Title}

**Track**: {Track}
**Dependencies**: {IDs}
**Status**: {pending/completed}

## Overview
What it is for.

## Tasks
- [ ] {Task}

## Links
### Upstream
- {ID}

### Downstream
- {ID}

## Notes
- {Note}
"""


def _schema(template: str) -> Schema:
    schema = schema_of(chunks.read(template, MarkdownReader()), Settings())
    assert isinstance(schema, Schema)
    return schema


SCHEMA = _schema(TEMPLATE)


def read(text: str) -> Document:
    return DocumentReader(SCHEMA).read(text)


def as_crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def with_field(text: str, name: str, value: str = "new") -> str:
    spec = SCHEMA.field_named(name)
    assert spec is not None
    return apply_edits(text, [field_edit(read(text), spec, value)])


def with_sections(text: str, *names: str) -> str:
    specs = [spec for spec in SCHEMA.all_sections() if spec.name in names]
    assert len(specs) == len(names)
    return apply_edits(text, SectionPlaces(read(text)).edits(specs))


class TestFields:
    @pytest.mark.parametrize(
        ("before", "name", "after"),
        [
            # behind the nearest predecessor, with the line break that the others have
            (
                "# M\n\n**Track**: a  \n**Status**: b\n",
                "Dependencies",
                "# M\n\n**Track**: a  \n**Dependencies**: new  \n**Status**: b\n",
            ),
            (
                "# M\n\n**Track**: a  \n**Dependencies**: b\n\nText\n",
                "Status",
                "# M\n\n**Track**: a  \n**Dependencies**: b  \n**Status**: new\n\nText\n",
            ),
            ("**Track**: a\\\n**Dependencies**: b", "Status", "**Track**: a\\\n**Dependencies**: b\\\n**Status**: new"),
            # without line breaks where nobody makes them, and with one where a second line begins
            ("**Track**: a\n**Dependencies**: b\n", "Status", "**Track**: a\n**Dependencies**: b\n**Status**: new\n"),
            ("# M\n\n**Status**: b\n", "Track", "# M\n\n**Track**: new  \n**Status**: b\n"),
            ("# M\n\n**Track**: b", "Status", "# M\n\n**Track**: b  \n**Status**: new"),
            # behind all lines of a value
            ("**Dependencies**: M1,\nM2\n", "Status", "**Dependencies**: M1,\nM2  \n**Status**: new\n"),
            (
                "**Dependencies**:\n- M1\n- M2\n\nText\n",
                "Status",
                "**Dependencies**:\n- M1\n- M2\n\n**Status**: new\n\nText\n",
            ),
            # paragraphs of their own
            (
                "**Track**: a\n\n**Status**: b\n",
                "Dependencies",
                "**Track**: a\n\n**Dependencies**: new\n\n**Status**: b\n",
            ),
            (
                "**Dependencies**: a\n\n**Status**: b\n",
                "Track",
                "**Track**: new\n\n**Dependencies**: a\n\n**Status**: b\n",
            ),
            # the colon inside the bold
            ("**Track:** a\n**Status:** b\n", "Dependencies", "**Track:** a\n**Dependencies:** new\n**Status:** b\n"),
            ("__Track__: a\n__Status__: b\n", "Dependencies", "__Track__: a\n__Dependencies__: new\n__Status__: b\n"),
            # quotes
            (
                "> **Track**: a\n> **Status**: b\n",
                "Dependencies",
                "> **Track**: a\n> **Dependencies**: new\n> **Status**: b\n",
            ),
            (
                "> **Track**: a\n>\n> **Status**: b\n",
                "Dependencies",
                "> **Track**: a\n>\n> **Dependencies**: new\n>\n> **Status**: b\n",
            ),
            # bullets, with what hangs on them
            (
                "# M\n\n- **Track**: a\n- **Status**: b\n",
                "Dependencies",
                "# M\n\n- **Track**: a\n- **Dependencies**: new\n- **Status**: b\n",
            ),
            (
                "* **Dependencies**:\n  - M1\n  - M2\n\nText\n",
                "Status",
                "* **Dependencies**:\n  - M1\n  - M2\n* **Status**: new\n\nText\n",
            ),
            ("- **Status**: b\n", "Track", "- **Track**: new\n- **Status**: b\n"),
            ("> - **Status**: b\n", "Track", "> - **Track**: new\n> - **Status**: b\n"),
            # tables
            (
                "| Field | Value |\n|---|---|\n| **Track** | a |\n| **Status** | b |\n",
                "Dependencies",
                "| Field | Value |\n|---|---|\n| **Track** | a |\n| **Dependencies** | new |\n| **Status** | b |\n",
            ),
            ("| | |\n|---|---|\n| Status | b |", "Track", "| | |\n|---|---|\n| Track | new |\n| Status | b |"),
            ("| **Status:** | b |\n|---|---|\n", "Track", "| **Status:** | b |\n|---|---|\n| **Track:** | new |\n"),
            ("Field | Value\n---|---\nStatus | b\n", "Track", "Field | Value\n---|---\nTrack | new\nStatus | b\n"),
            # a line drawn under the fields makes a setext heading of them, which they are not
            (
                "# M\n**Track**: a\n**Dependencies**: b\n---\n",
                "Status",
                "# M\n**Track**: a\n**Dependencies**: b\n**Status**: new\n---\n",
            ),
            # without any field: under the title
            ("# M\n", "Status", "# M\n\n**Status**: new\n"),
            ("# M\n## Overview\n", "Status", "# M\n\n**Status**: new\n\n## Overview\n"),
            ("# M\nText\n", "Status", "# M\n\n**Status**: new\n\nText\n"),
            ("M\n===\n\nText", "Status", "M\n===\n\n**Status**: new\n\nText"),
            ("---\na: b\n---\n# M", "Status", "---\na: b\n---\n# M\n\n**Status**: new"),
            ("# M\n\n```\ncode\n", "Status", "# M\n\n**Status**: new\n\n```\ncode\n"),
            # beside fields that the template does not know
            ("# M\n\n**Owner**: me\n", "Status", "# M\n\n**Status**: new  \n**Owner**: me\n"),
        ],
    )
    def test_a_field_stands_in_the_templates_order_and_in_its_neighbours_form(
        self, before: str, name: str, after: str
    ) -> None:
        assert with_field(before, name) == after
        # Line ends are the document's.
        assert "\n" not in before or with_field(as_crlf(before), name) == as_crlf(after)

    def test_a_value_in_a_table_does_not_end_its_cell(self) -> None:
        assert with_field("| A | B |\n|---|---|\n| Track | a |\n", "Status", "a|b").endswith("| Status | a\\|b |\n")

    def test_without_a_value_a_field_says_what_the_template_says(self) -> None:
        spec = SCHEMA.field(FieldRole.STATUS)
        assert spec is not None
        assert apply_edits("# M", [field_edit(read("# M"), spec)]) == "# M\n\n**Status**: {pending/completed}"

    def test_the_last_of_two_equal_fields_is_the_neighbour(self) -> None:
        assert with_field("**Track**: a\n**Track**: b\n", "Status") == "**Track**: a\n**Track**: b\n**Status**: new\n"


class TestSections:
    @pytest.mark.parametrize(
        ("before", "names", "after"),
        [
            ("# M\n", ["Overview"], "# M\n\n## Overview\nWhat it is for.\n"),
            ("# M", ["Overview"], "# M\n\n## Overview\nWhat it is for."),
            (
                "# M\n\n**Status**: a\n\n\n## Notes\nx\n",
                ["Overview"],
                "# M\n\n**Status**: a\n\n## Overview\nWhat it is for.\n\n\n## Notes\nx\n",
            ),
            (
                "# M\n## Overview\nx\n## Notes\nx\n",
                ["Tasks"],
                "# M\n## Overview\nx\n\n## Tasks\n- [ ] {Task}\n\n## Notes\nx\n",
            ),
            # behind the sub-sections of the predecessor, and above a later heading of level 1
            (
                "# M\n## Tasks\n### A\nx\n\n# Outcomes\n",
                ["Notes"],
                "# M\n## Tasks\n### A\nx\n\n## Notes\n- {Note}\n\n# Outcomes\n",
            ),
            # several at once, in the template's order, whether they go to one place or to several
            (
                "# M\n## Tasks\nx\n## Mine\ny\n",
                ["Overview", "Notes"],
                "# M\n\n## Overview\nWhat it is for.\n\n## Tasks\nx\n\n## Notes\n- {Note}\n\n## Mine\ny\n",
            ),
            (
                "# M\n## Mine\ny\n",
                ["Overview", "Tasks"],
                "# M\n\n## Overview\nWhat it is for.\n\n## Tasks\n- [ ] {Task}\n\n## Mine\ny\n",
            ),
            # what comes before them is found wherever it stands
            (
                "# M\n## Notes\nx\n## Overview\nx\n",
                ["Tasks"],
                "# M\n## Notes\nx\n## Overview\nx\n\n## Tasks\n- [ ] {Task}\n",
            ),
            # a section comes with its sub-sections; a sub-section goes into its section
            ("# M\n", ["Links"], "# M\n\n## Links\n### Upstream\n- {ID}\n\n### Downstream\n- {ID}\n"),
            (
                "# M\n## Links\n### Downstream\nx\n## Notes\n",
                ["Upstream"],
                "# M\n## Links\n\n### Upstream\n- {ID}\n\n### Downstream\nx\n## Notes\n",
            ),
            (
                "# M\n## Links\n### Upstream\nx\n## Notes\n",
                ["Downstream"],
                "# M\n## Links\n### Upstream\nx\n\n### Downstream\n- {ID}\n\n## Notes\n",
            ),
            ("# M\n## Links\nText\n", ["Downstream"], "# M\n## Links\nText\n\n### Downstream\n- {ID}\n"),
            ("# M\n## Notes\n", ["Downstream"], "# M\n## Notes\n"),
            # a fence and a comment that nothing closes
            ("# M\n## Overview\n```\ncode\n", ["Tasks"], "# M\n## Overview\n```\ncode\n"),
            ("# M\n## Overview\n<!-- code\n", ["Tasks"], "# M\n## Overview\n<!-- code\n"),
            (
                "# M\n## Tasks\n```\ncode\n",
                ["Overview"],
                "# M\n\n## Overview\nWhat it is for.\n\n## Tasks\n```\ncode\n",
            ),
            (
                "# M\n## Overview\n- a\n  ```\n  code\n",
                ["Tasks"],
                "# M\n## Overview\n- a\n  ```\n  code\n\n## Tasks\n- [ ] {Task}\n",
            ),
            ("# M\n## Overview\n<!-- a -->\n", ["Tasks"], "# M\n## Overview\n<!-- a -->\n\n## Tasks\n- [ ] {Task}\n"),
        ],
    )
    def test_sections_stand_behind_their_nearest_predecessor(self, before: str, names: list[str], after: str) -> None:
        assert with_sections(before, *names) == after
        # Line ends are the document's.
        assert "\n" not in before or with_sections(as_crlf(before), *names) == as_crlf(after)

    def test_an_empty_section_gets_the_templates_body(self) -> None:
        text = "# M\n## Tasks\n## Notes"
        document = read(text)
        tasks, notes = (body_edit(document, section) for section in document.sections)
        assert tasks is not None
        assert notes is not None
        assert apply_edits(text, [tasks, notes]) == "# M\n## Tasks\n- [ ] {Task}\n\n## Notes\n- {Note}"

    def test_a_section_that_the_template_does_not_know_has_no_body(self) -> None:
        document = read("# M\n## Mine\n## Links\n#### Links\n")
        assert [body_edit(document, section) is None for section in document.sections] == [True, False, True]


PIECES = st.sampled_from(
    [
        *("## Overview\n", "## Tasks\n", "## Links\n", "### Upstream\n", "### Mine\n", "## Mine\n", "# Later\n"),
        *(
            "**Track**: a\n",
            "**Dependencies**: M1\n",
            "- **Status**: b\n",
            "> **Owner:** c\n",
            "| a | b |\n|---|---|\n",
        ),
        *("\n", "text\n", "- item\n", "  - inner\n", "> quote\n", "---\n", "===\n", "    code\n", "| Track | c |\n"),
        *("```\n", "~~~\n", "  ```\n", "<!-- a\n", "-->\n", "<div>\n", "1. one\n", "[a]: b\n"),
    ]
)
HEADS = st.sampled_from(["", "# M\n", "# M\n\n", "M\n===\n", "---\na: b\n---\n# M\n", "Above\n\n# M\n"])
TEXTS = st.builds(lambda head, pieces: head + "".join(pieces), HEADS, st.lists(PIECES, max_size=14))


@given(TEXTS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_in_any_document_a_missing_section_comes_and_no_other_goes(text: str, eol: str, cut: bool) -> None:
    text = (text.rstrip("\n") if cut else text).replace("\n", eol)
    document = read(text)
    present = {section.name for section in document.sections}
    places = SectionPlaces(document)
    for spec in SCHEMA.sections:
        edit = places.edit(spec)
        if spec.name in present or edit is None:
            continue
        after = read(apply_edits(text, [edit]))
        names = [section.name for section in after.sections]
        assert spec.name in names
        added = [spec.name, *(inner.name for inner in spec.subsections)]
        assert sorted(names) == sorted([*(section.name for section in document.sections), *added])


@given(TEXTS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_in_any_document_a_missing_field_comes_and_no_other_goes(text: str, eol: str, cut: bool) -> None:
    text = (text.rstrip("\n") if cut else text).replace("\n", eol)
    document = read(text)
    present = [(field.name, field.value) for field in document.fields]
    for spec in SCHEMA.fields:
        if all(name != spec.name for name, _ in present):
            after = read(apply_edits(text, [field_edit(document, spec, "new")]))
            assert sorted((field.name, field.value) for field in after.fields) == sorted([*present, (spec.name, "new")])
