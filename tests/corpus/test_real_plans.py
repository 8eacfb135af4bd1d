"""The real plans themselves, where they are there."""

import pytest

from milestone_ls.config import Settings
from milestone_ls.project.facts import PageKind, Relation
from milestone_ls.project.names import Outcome
from milestone_ls.project.plan import Plan
from milestone_ls.syntax.document import DocumentReader
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Edit, Position, Span, split_lines, without_eol
from tests.corpus.real import CORPUS, HEADINGS, with_real_plans
from tests.plans import project_of

# How many milestones the plans have, and what they name that nobody has written yet.
MILESTONES = {"cc-benchmark": 5, "pomodex": 10, "memgentic": 7}
PLANNED = {"cc-benchmark": {"M4"}, "pomodex": set[str](), "memgentic": {"M8"}}
TYPED = ("x", "`", "\n", "# ", "- [ ] ", "```\n")

pytestmark = with_real_plans


def files_of(name: str) -> dict[str, str]:
    root = CORPUS / name
    return {path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8") for path in sorted(root.rglob("*.md"))}


def settings_of(name: str) -> Settings:
    return Settings(heading=HEADINGS[name])


def plan_of(name: str) -> Plan:
    return project_of(files_of(name), settings_of(name)).snapshot.plan


@pytest.mark.parametrize("name", HEADINGS)
def test_every_milestone_is_found_and_nothing_else_is_taken_for_one(name: str) -> None:
    plan = plan_of(name)
    assert len(plan.milestones) == MILESTONES[name]
    assert {page.kind for page in plan.pages.values()} == {PageKind.MILESTONE, PageKind.OTHER}
    assert not any(page.misfit for page in plan.pages.values())
    assert all(milestone.id and milestone.title for milestone in plan.milestones)


@pytest.mark.parametrize("name", HEADINGS)
def test_every_dependency_that_is_stated_leads_to_its_milestone(name: str) -> None:
    plan = plan_of(name)
    stated = [item for milestone in plan.milestones for item in plan.items(milestone, *Relation)]
    unknown = {id_ for item in stated for id_ in item.resolution.missing}
    assert unknown == PLANNED[name]
    upstream = [item for item in stated if item.stated.relation.is_upstream and item.stated.reference.id]
    assert upstream
    assert all(item.resolution.outcome is Outcome.RESOLVED for item in upstream)
    assert all(len(item.resolution.targets) == 1 for item in upstream)


@pytest.mark.parametrize("name", HEADINGS)
def test_the_plans_have_no_cycle(name: str) -> None:
    plan = plan_of(name)
    assert not any(plan.component(milestone.path) for milestone in plan.milestones)


@pytest.mark.parametrize("name", HEADINGS)
def test_reading_only_what_an_edit_touched_gives_what_reading_everything_gives(name: str) -> None:
    reader = DocumentReader(built_in_schema(settings_of(name)))
    for text in files_of(name).values():
        whole = reader.read(text)
        assert whole.source.text == text
        lines = split_lines(text)
        for number in range(0, len(lines), 9):
            place = Position(number, len(without_eol(lines[number])) // 2)
            typed = TYPED[number // 9 % len(TYPED)]
            edited = reader.update(whole, [Edit(Span(place, place), typed)])
            again = reader.read(edited.source.text)
            assert edited == again
            assert edited.sections == again.sections
            undone = Span(place, edited.source.clamp(Span(place, _behind(place, typed))).end)
            assert reader.update(edited, [Edit(undone, "")]) == whole


def _behind(place: Position, typed: str) -> Position:
    """Where *typed* ends."""
    lines = split_lines(typed)
    return Position(place.line + len(lines) - 1, len(lines[-1]) + (place.column if len(lines) == 1 else 0))
