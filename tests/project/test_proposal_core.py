"""What proposals need of the core: headings with decoration, names by a heading's noun, sections with slots."""

import pytest

from milestone_ls.config import DEFAULT_ID_PATTERN, IdPattern, Settings
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.template.grammar import Fit, form_for, parse_grammar
from milestone_ls.template.reading import schema_of
from milestone_ls.template.schema import Schema
from tests.plans import parse, project_of

IDS = IdPattern(DEFAULT_ID_PATTERN)


def read(form: str, heading: str) -> tuple[str, str] | None:
    """The ID and the title of *heading*, if it fits *form*."""
    grammar = parse_grammar(form)
    assert grammar is not None
    match = grammar.match(heading, IDS)
    return (heading[slice(*match.id)], heading[slice(*match.title)]) if match and match.fit is Fit.YES else None


@pytest.mark.parametrize(
    ("form", "heading"),
    [
        ("{ID}: {Title}", "🚀 M1: Ground"),
        ("Phase {ID}: {Title}", "🏗️ Phase 1: Ground"),
        ("Milestone: {ID} {Title} [P/S/B]", "🐳 Milestone: M1 Ground [P]"),
    ],
)
def test_an_emoji_before_a_heading_is_decoration(form: str, heading: str) -> None:
    assert read(form, heading) in (("M1", "Ground"), ("1", "Ground"))


def test_an_emoji_that_the_form_has_must_be_there() -> None:
    assert read("🚀 {ID}: {Title}", "🚀 M1: Ground") == ("M1", "Ground")
    assert read("🚀 {ID}: {Title}", "M1: Ground") is None


def test_an_emoji_before_a_heading_is_no_part_of_its_form() -> None:
    assert form_for("🚀 Phase 1: Ground", IDS) == "# Phase {ID}: {Title}"


def test_an_emoji_before_words_hides_no_near_miss() -> None:
    grammar = parse_grammar("Phase {ID}: {Title}")
    assert grammar is not None
    match = grammar.match("🚀 Phase 1 - Ground", IDS)
    assert match is not None
    assert match.fit is Fit.NEAR_MISS


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("[M1-05] Ground", "# [{ID}] {Title}"),
        ("Milestone (M1): Ground", "# Milestone ({ID}): {Title}"),
        ("M1) Ground", "# {ID}) {Title}"),
    ],
)
def test_brackets_around_an_id_are_part_of_the_form(heading: str, form: str) -> None:
    assert form_for(heading, IDS) == form
    assert read(form.removeprefix("# "), heading) in (("M1-05", "Ground"), ("M1", "Ground"))


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_any_dash_behind_the_id_ends_it(dash: str) -> None:
    assert read("{ID} — {Title}", f"M1 {dash} Ground") == ("M1", "Ground")


def test_a_number_answers_to_the_noun_of_its_heading() -> None:
    plan = project_of(
        parse("""
            //- milestone-ls.toml
            heading = ["# Sprint {ID}: {Title}"]
            //- a.md
            # Sprint 1: Ground
            //- b.md
            # Sprint 2: Wheels
            **Dependencies**: Sprint 1
        """).files
    ).snapshot.plan
    (item,) = plan.resolved["b.md"]
    assert item.resolution.targets == ("a.md",)


def test_a_section_with_a_slot_in_its_heading_is_in_the_text_and_nobody_misses_it() -> None:
    text = "# {ID}: {Title}\n\n## Goal\n\n{Goal}\n\n## Phase {Number}: {Title}\n\n### Tasks\n\n## Notes\n"
    schema = schema_of(chunks.read(text, MarkdownReader()), Settings())
    assert isinstance(schema, Schema)
    assert [spec.name for spec in schema.all_sections()] == ["Goal", "Notes"]
    assert "## Phase {Number}: {Title}" in schema.text
