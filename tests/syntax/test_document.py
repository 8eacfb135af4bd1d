"""A document as a whole: its title, fields and sections, and what an update takes over."""

import pytest

from milestone_ls.config import Settings
from milestone_ls.syntax.document import Document, DocumentReader
from milestone_ls.syntax.references import Shape
from milestone_ls.template.grammar import Fit
from milestone_ls.template.reading import built_in_schema
from milestone_ls.template.roles import FieldRole, SectionRole
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Edit, Position, Span, apply_edits
from tests.markdown.reading import written
from tests.syntax.reading import BUILT_IN, read, read_by

MILESTONE = """\
---
owner: somebody
---

# Milestone: M3-Full_Wheels 📊 [S]

**Parallel Track**: Phase 3
**Dependencies**: M1-Ground (DONE), ✅ M2
**Status**: ✅ DONE (2025-08-07)

Words.

## 1. Overview
What it is for.

## Dependencies
### Upstream Dependencies
- M1: ground
- **M2**: DONE - wheels

### Downstream Impact
- None

## Deliverables
- [x] One
  - [ ] Two

# Outcomes
> To be written.
"""


def sections(document: Document) -> list[tuple[int, str, tuple[int, int], int]]:
    return [(section.level, section.name, section.heading, section.end) for section in document.sections]


def fields(text: str) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in read(text).fields]


class TestTitle:
    def test_it_is_the_first_heading_of_level_one_with_a_span_for_each_part(self) -> None:
        title = read(MILESTONE).title
        assert title is not None
        assert (title.fit, title.id, title.word, title.name, title.type) == (
            *(Fit.YES, "M3", "M3-Full_Wheels", "Full Wheels", "S"),
        )
        assert title.id_span is not None
        assert title.type_span is not None
        assert written(MILESTONE, title.span) == "Milestone: M3-Full_Wheels 📊 [S]"
        assert written(MILESTONE, title.id_span) == "M3"
        assert written(MILESTONE, title.type_span) == "S"

    @pytest.mark.parametrize(
        ("text", "source"),
        [
            ("Milestone: M1 Ground\n===\n", "Milestone: M1 Ground"),
            ("## First\n\n# Milestone: M1\n", "Milestone: M1"),
            ("words\n\n# **Milestone**: `M1` [Ground](x.md) #\n", "Milestone**: `M1` [Ground"),
            ("```\n# comment\n```\n# Milestone: M1\n", "Milestone: M1"),
            ("> # quoted\n\n# Milestone: M1\n", "Milestone: M1"),
            ("#   Milestone:   M1\r\n", "Milestone:   M1"),
        ],
    )
    def test_it_is_found_wherever_it_stands(self, text: str, source: str) -> None:
        title = read(text).title
        assert title is not None
        assert title.id == "M1"
        assert written(text, title.span) == source

    @pytest.mark.parametrize("text", ["", "words", "## Milestone: M1", "```\n# Milestone: M1\n```", "---\n# M1\n---\n"])
    def test_a_text_may_have_none(self, text: str) -> None:
        assert read(text).title is None

    def test_an_empty_heading_is_one_with_the_whole_line_for_a_span(self) -> None:
        title = read("a\n\n#\n").title
        assert title is not None
        assert (title.text, title.fit, title.span) == ("", None, Span.on_line(2, 0, 1))

    def test_a_heading_without_an_id_tells_where_it_belongs(self) -> None:
        title = read("# Milestone: Ground [B]\n").title
        assert title is not None
        assert (title.fit, title.id, title.name, title.type) == (Fit.MALFORMED, "", "Ground", "B")
        assert title.id_span == Span.on_line(0, 13, 13)

    @pytest.mark.parametrize("heading", ["# Milestone: {ID} {Title}", "# Milestone: <ID>", "# Notes on {topic}"])
    def test_a_heading_with_slots_makes_a_template(self, heading: str) -> None:
        title = read(f"{heading}\n").title
        assert title is not None
        assert title.template
        assert title.fit is None

    @pytest.mark.parametrize(
        ("heading", "name"),
        [
            ("# Milestone: M1-Ground_Floor", "Ground Floor"),
            ("# Milestone: M1_-_Ground--Floor", "Ground Floor"),
            ("# Milestone: M1-Ground Own Title", "Own Title"),
            ("# Milestone: M1", ""),
        ],
    )
    def test_without_a_title_the_slug_is_one(self, heading: str, name: str) -> None:
        title = read(heading).title
        assert title is not None
        assert title.name == name


class TestFields:
    def test_they_have_role_value_and_spans(self) -> None:
        document = read(MILESTONE)
        assert [(field.name, field.role, field.value) for field in document.fields] == [
            ("Parallel Track", FieldRole.TRACK, "Phase 3"),
            ("Dependencies", FieldRole.DEPENDS_ON, "M1-Ground (DONE), ✅ M2"),
            ("Status", FieldRole.STATUS, "✅ DONE (2025-08-07)"),
        ]
        for field in document.fields:
            assert written(MILESTONE, field.name_span) == field.name
            assert written(MILESTONE, field.value_span) == field.value
            assert field.spec is not None

    def test_a_status_is_read_and_tells_what_decided(self) -> None:
        field = read(MILESTONE).field(FieldRole.STATUS)
        assert field is not None
        assert field.status is not None
        assert field.status_span is not None
        assert field.status.status is Status.COMPLETED
        assert written(MILESTONE, field.status_span) == "DONE"

    @pytest.mark.parametrize(("line", "column"), [("**Status**:", 11), ("**Status:**", 11), ("> **Status:**  ", 13)])
    def test_a_status_that_says_nothing_has_a_place_behind_the_colon(self, line: str, column: int) -> None:
        field = read(f"# A\n{line}\n").field(FieldRole.STATUS)
        assert field is not None
        assert field.status is not None
        assert (field.status.status, field.status.known) == (Status.UNKNOWN, False)
        assert field.status_span == field.value_span == Span.on_line(1, column, column)

    def test_a_reference_list_has_items_with_places_and_claims(self) -> None:
        field = read(MILESTONE).field(FieldRole.DEPENDS_ON)
        assert field is not None
        assert [(item.id, written(MILESTONE, item.span)) for item in field.items] == [("M1", "M1-Ground"), ("M2", "M2")]
        assert [item.claim.status for item in field.items if item.claim] == [Status.COMPLETED] * 2
        assert [written(MILESTONE, item.claim.span) for item in field.items if item.claim] == ["DONE", "✅"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("# Milestone: M1\n**Status**: done\n", [("Status", "done")]),
            ("**Status**: done\n\n# Milestone: M1\n**Track**: x\n", [("Status", "done"), ("Track", "x")]),
            ("**Status**: done\n", [("Status", "done")]),
            ("# A\n**Status**: done\n---\n**Track**: x\n", [("Status", "done"), ("Track", "x")]),
            ("# A\n> **Status**: done\n", [("Status", "done")]),
            ("# A\n- **Status**: done\n  - **Track**: x\n", [("Status", "done"), ("Track", "x")]),
            ("# A\n| F | V |\n|---|---|\n| **Status** | done |\n", [("Status", "done")]),
            ("# A\n**Status**: a\nb\n**Track**:\n", [("Status", "a\nb"), ("Track", "")]),
            ("# A\n**Status**: a\n**Status**: b\n", [("Status", "a"), ("Status", "b")]),
        ],
    )
    def test_they_stand_before_the_first_heading_that_is_not_the_title(
        self, text: str, expected: list[tuple[str, str]]
    ) -> None:
        assert fields(text) == expected
        assert read(text).head_end == read(text).source.line_count

    @pytest.mark.parametrize(
        ("text", "head_end"),
        [
            ("# A\n\n## B\n**Status**: done\n", 2),
            ("# A\n# B\n**Status**: done\n", 1),
            ("## B\n# A\n**Status**: done\n", 0),
            ("---\nx: 1\n---\n\n## B\n**Status**: done\n", 4),
            ("# A\n\nSetext\n---\n**Status**: done\n", 2),
            ("# A\n#\n**Status**: done\n", 1),
        ],
    )
    def test_what_comes_later_is_prose(self, text: str, head_end: int) -> None:
        document = read(text)
        assert document.fields == ()
        assert document.head_end == head_end

    def test_a_field_without_a_role_is_one_all_the_same(self) -> None:
        (field,) = read("# A\n> **Note**: shown for M0\n").fields
        assert (field.name, field.role, field.spec, field.items, field.status) == ("Note", None, None, (), None)

    @pytest.mark.parametrize(
        ("value", "shapes"),
        [
            ("M1, M2-M4 and the rest", [Shape.NAME, Shape.NAME]),
            ("None (foundational)", [Shape.NOTHING]),
            ("", [Shape.NOTHING]),
            ("[M9 - Import](m9.md)", [Shape.LINK]),
        ],
    )
    def test_what_a_list_names_is_read_by_the_grammar_of_references(self, value: str, shapes: list[Shape]) -> None:
        field = read(f"# A\n**Dependencies**: {value}\n").field(FieldRole.DEPENDS_ON)
        assert field is not None
        assert [item.shape for item in field.items] == shapes

    def test_an_alias_of_the_configuration_is_a_name(self) -> None:
        settings = Settings(aliases=Settings().aliases.__class__({"depends-on": ("Needs",)}, {}))
        document = read_by("# {ID}: {Title}\n**Needs**: {IDs}\n", "# M2: Wheels\n**needs:** M1\n", settings)
        field = document.field(FieldRole.DEPENDS_ON)
        assert field is not None
        assert [item.id for item in field.items] == ["M1"]


class TestSections:
    def test_each_runs_to_the_next_of_its_level_or_above(self) -> None:
        assert sections(read(MILESTONE)) == [
            (2, "1. Overview", (12, 12), 15),
            (2, "Dependencies", (15, 15), 23),
            (3, "Upstream Dependencies", (16, 16), 20),
            (3, "Downstream Impact", (20, 20), 23),
            (2, "Deliverables", (23, 23), 27),
            (1, "Outcomes", (27, 27), 30),
        ]

    def test_they_have_role_template_and_the_place_of_their_name(self) -> None:
        document = read(MILESTONE)
        assert [section.role for section in document.sections] == [
            *(SectionRole.OVERVIEW, SectionRole.DEPENDENCIES, SectionRole.UPSTREAM, SectionRole.DOWNSTREAM),
            *(SectionRole.DELIVERABLES, None),
        ]
        assert [section.spec.name if section.spec else None for section in document.sections] == [
            *("Overview", "Dependencies", "Upstream Dependencies", "Downstream Impact", "Deliverables", None)
        ]
        assert [written(MILESTONE, section.name_span) for section in document.sections] == [
            section.name for section in document.sections
        ]

    def test_their_lists_and_tasks_have_places_in_the_document(self) -> None:
        document = read(MILESTONE)
        (upstream,) = document.sections_of(SectionRole.UPSTREAM)
        assert [(item.id, written(MILESTONE, item.span)) for item in upstream.items()] == [("M1", "M1"), ("M2", "M2")]
        (deliverables,) = document.sections_of(SectionRole.DELIVERABLES)
        assert [(task.text, written(MILESTONE, box)) for task, box in deliverables.tasks()] == [
            ("One", "[x]"),
            ("Two", "[ ]"),
        ]

    def test_tasks_of_sub_sections_count_for_the_section(self) -> None:
        text = (
            "# Milestone: M1\n\n## Objectives\n- [ ] a\n\n### More\n- [x] b\n\n#### Deep\n- [x] c\n\n## Next\n- [ ] d\n"
        )
        (objectives,) = read(text).sections_of(SectionRole.OBJECTIVES)
        assert [task.text for task, _ in objectives.tasks()] == ["a", "b", "c"]
        assert [box.start.line for _, box in objectives.tasks()] == [3, 6, 9]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("## A\n# Title\n## B\n", [(2, "B", (2, 2), 4)]),
            ("## A\n### B\n", [(2, "A", (0, 0), 3), (3, "B", (1, 1), 3)]),
            ("# T\n### A\n## B\n", [(3, "A", (1, 1), 2), (2, "B", (2, 2), 4)]),
            ("# T\nA\nb\n---\nc\n", [(2, "A\nb", (1, 3), 6)]),
            ("# T\nx\n\nA\n===\n## B\n", [(1, "A", (3, 4), 7), (2, "B", (5, 5), 7)]),
            ("# T\n## A\r\n## B\r## C", [(2, "A", (1, 1), 2), (2, "B", (2, 2), 3), (2, "C", (3, 3), 4)]),
            ("# T\n##\n", [(2, "", (1, 1), 3)]),
            ("# T\n- ## in a list\n", []),
            ("\n\nA\n---\n\n# T\n", []),
            ("\n\nA\n---\n", [(2, "A", (2, 3), 5)]),
        ],
    )
    def test_those_behind_the_title_or_all_without_one(
        self, text: str, expected: list[tuple[int, str, tuple[int, int], int]]
    ) -> None:
        assert sections(read(text)) == expected

    def test_a_field_above_a_rule_opens_no_section_anywhere(self) -> None:
        assert sections(read("# T\n**Status**: done\n---\n## A\n**Note**: b\n---\nc\n")) == [(2, "A", (3, 3), 8)]

    @pytest.mark.parametrize(
        ("body", "is_empty"),
        [
            ("", True),
            ("\n\n", True),
            ("<!-- to do -->", True),
            ("<!-- to\n\ndo -->\n<!-- more -->", True),
            ("words", False),
            ("<div>", False),
            ("### Sub", False),
            ("```\n```", False),
            ("***", False),
        ],
    )
    def test_a_section_is_empty_if_nothing_but_comments_stands_in_it(self, body: str, is_empty: bool) -> None:
        section = read(f"# T\n\n## A\n{body}\n\n## B\n").sections[0]
        assert section.is_empty is is_empty


class TestLinks:
    def test_links_have_target_and_place_wherever_they_stand(self) -> None:
        text = (
            "# [T](t.md)\n> [a](a.md)\n\n## [S](s.md)\n- [b][r] ![p](p.png)\n\n| [c](c.md) |\n|---|\n\n"
            "`[d](d.md)` <http://e.org>\n\n[r]: r.md\n"
        )
        found = [(link.target, written(text, link.span)) for link in read(text).links()]
        assert found == [
            ("t.md", "[T](t.md)"),
            ("a.md", "[a](a.md)"),
            ("s.md", "[S](s.md)"),
            ("r.md", "[b][r]"),
            ("c.md", "[c](c.md)"),
            ("http://e.org", "<http://e.org>"),
        ]


class TestOtherTemplates:
    def test_a_table_of_fields_is_read(self) -> None:
        template = (
            "# {ID}: {Title}\n\n| Field | Value |\n|---|---|\n| **Dependencies** | {IDs} |\n| **Blocks** | {IDs} |\n"
        )
        text = (
            "# M4: Wheels\n\n| Field | Value |\n|-------|-------|\n| **Risk** | HIGH |\n"
            "| **Dependencies** | M1 (base), M3 (access) |\n| **Blocks** | None |\n\n---\n\n## Objective\n"
        )
        document = read_by(template, text)
        assert [field.name for field in document.fields] == ["Risk", "Dependencies", "Blocks"]
        assert [item.id for field in document.fields for item in field.items if item.id] == ["M1", "M3"]
        assert document.title is not None
        assert (document.title.id, document.title.name) == ("M4", "Wheels")


class TestUpdate:
    TEXT = "# Milestone: M1 Ground\n\n**Status**: done\n\n## A\n\n- [ ] a\n\n## B\n\nb {ID}\n"

    def updated(self, *edits: Edit) -> tuple[Document, Document]:
        before = BUILT_IN.read(self.TEXT)
        after = BUILT_IN.update(before, edits)
        text = self.TEXT
        for edit in edits:
            text = apply_edits(text, [edit])
        assert after == BUILT_IN.read(text)
        assert after.sections == BUILT_IN.read(text).sections
        return before, after

    def edit(self, line: int, start: int, end: int, text: str) -> Edit:
        return Edit(Span.on_line(line, start, end), text)

    def test_an_edit_below_takes_over_title_and_fields(self) -> None:
        before, after = self.updated(self.edit(6, 6, 7, "b"))
        assert after.title is before.title
        assert after.fields is before.fields
        assert after.readings[0] is before.readings[0]
        assert after.readings[2] is before.readings[2]

    def test_an_edit_of_the_head_reads_them_again(self) -> None:
        _, after = self.updated(self.edit(2, 12, 16, "planned"))
        field = after.field(FieldRole.STATUS)
        assert field is not None
        assert field.value == "planned"

    def test_lines_above_move_all_that_follows(self) -> None:
        _, after = self.updated(self.edit(0, 0, 0, "<!-- x -->\n\n"))
        assert after.title is not None
        assert after.title.span.start.line == 2
        assert [section.heading[0] for section in after.sections] == [6, 10]

    def test_a_title_may_come_go_and_move(self) -> None:
        self.updated(self.edit(0, 0, 2, ""))
        self.updated(self.edit(0, 0, 2, "## "))
        _, after = self.updated(self.edit(0, 0, 0, "# Other\n"))
        assert after.title is not None
        assert after.title.text == "Other"
        self.updated(self.edit(8, 0, 4, "# B"))
        self.updated(self.edit(0, 0, 0, "#"), self.edit(8, 0, 4, "# Milestone: M2"))

    def test_no_edit_leaves_the_document_equal(self) -> None:
        before, after = self.updated()
        assert after == before

    def test_a_document_of_another_reader_can_be_updated(self) -> None:
        other = DocumentReader(built_in_schema(Settings()))
        before = BUILT_IN.read(self.TEXT)
        assert other.update(before, [Edit(Span(Position(0, 0), Position(0, 0)), "x")]).source.text == "x" + self.TEXT
