"""New documents made from a template."""

import pytest

from milestone_ls.config import Settings
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.project.facts import PageKind
from milestone_ls.project.project import Project
from milestone_ls.records import replace
from milestone_ls.template.filling import new_document
from milestone_ls.template.grammar import parse_grammar
from milestone_ls.template.reading import built_in_schema, schema_of
from milestone_ls.template.schema import Schema


def schema(text: str, **settings: tuple[str, ...]) -> Schema:
    found = schema_of(chunks.read(text, MarkdownReader()), Settings(**settings))  # type: ignore[arg-type]  # a few lists
    assert isinstance(found, Schema)
    return found


def test_a_new_document_is_the_template_with_heading_and_status_filled_in() -> None:
    built_in = built_in_schema(Settings())
    before, after = built_in.text.split("\n"), new_document(built_in, "M4", "Some title").split("\n")
    changed = {line: new for line, new in zip(before, after, strict=True) if line != new}
    assert list(changed.values()) == ["# Milestone: M4 Some title", "**Status**: pending"]


def test_given_milestones_stand_in_their_fields() -> None:
    text = new_document(built_in_schema(Settings()), "M4", "Roof", depends_on=["M1", "M2"], parallel_with=["M3"])
    assert "**Dependencies**: M1, M2  \n**Can Run In Parallel With**: M3  \n**Status**: pending\n" in text


def test_a_new_document_is_a_milestone_of_its_plan() -> None:
    settings = Settings(heading=("# {ID}: {Title}", "# {ID} — {Title} [P/S/B]"))
    built_in = built_in_schema(settings)
    project = Project(settings, built_in)
    for number, grammar in enumerate(built_in.grammars):
        for title in ("Some title", ""):
            path = f"{number}{len(title)}.md"
            project.put({path: project.read(new_document(built_in, "M4", title, grammar=grammar))})
            page = project.snapshot.plan.pages[path]
            assert page.kind is PageKind.MILESTONE
            assert page.milestone is not None
            assert (page.milestone.id, page.milestone.title, page.milestone.status_text) == ("M4", title, "pending")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("# {ID}: {Title}\n", "# M4: Roof\n"),
        ("---\na: b\n---\n\n# {ID} {Title} [P/S/B]\r\n", "---\na: b\n---\n\n# M4 Roof\r\n"),
        ("# Phase {ID}\n**Status**: {done/todo/wip}\n", "# Phase M4\n**Status**: todo\n"),
        ("# {ID}\n**Status**: {done/wip}\n", "# M4\n**Status**: pending\n"),
        ("# {ID}\n**Status**: {say how it goes}\n", "# M4\n**Status**: pending\n"),
        ("# {ID}\n**State**: {todo}\n", "# M4\n**State**: {todo}\n"),
        ("{ID} {Title}\n===\n| **Status** | {todo/done} |\n|---|---|\n| **Depends On** | {IDs} |\n", None),
        ("# {ID}\n## Notes\n**Status**: {todo/done}\n", "# M4\n## Notes\n**Status**: {todo/done}\n"),
        ("```\n# no heading\n```\n# {ID}\n", "```\n# no heading\n```\n# M4\n"),
    ],
)
def test_any_template_is_filled_where_its_slots_are(template: str, expected: str | None) -> None:
    text = new_document(schema(template), "M4", "Roof", depends_on=["M1"])
    assert text == (
        expected
        if expected is not None
        else "M4 Roof\n===\n| **Status** | todo |\n|---|---|\n| **Depends On** | M1 |\n"
    )


def test_the_form_of_the_heading_may_be_another_than_the_templates() -> None:
    built_in = built_in_schema(Settings())
    grammar = parse_grammar("{ID} — {Title}")
    assert new_document(built_in, "M4", "Roof", grammar=grammar).startswith("# M4 — Roof\n")
    assert new_document(built_in, "M4", grammar=grammar).startswith("# M4\n")
    assert new_document(replace(built_in, text="# {ID} — {Title}"), "M4", grammar=grammar) == "# M4"
