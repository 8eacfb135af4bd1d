import pytest

from milestone_ls.features.lenses import lenses
from tests import plans

PLAN = """
    //- M1.md
    # Milestone: M1 Ground
    **Status**: in progress
    ## Deliverables
    - [x] a
    - [ ] b
    //- M2.md
    # Milestone: M2 Walls
    **Status**: pending
    **Dependencies**: M1
    //- M3.md
    # Milestone: M3 Roof
    **Status**: pending
    **Dependencies**: M2, M9
    ## Notes
    As M2 has it.
    """


def told(path: str, plan: str = PLAN) -> list[str]:
    found = lenses(plans.parse(plan).snapshot, path)
    assert found is not None
    return [
        lens.text + "".join(f" >{place.path}:{place.span.start.line}" for place in lens.places) for lens in found[1]
    ]


def test_a_heading_tells_how_its_milestone_stands() -> None:
    assert told("M1.md") == ["1 reference >M2.md:2", "1 of 2 tasks done >M1.md:4"]
    assert told("M2.md") == ["2 references >M3.md:2 >M3.md:4", "blocked by M1 >M1.md:0"]


def test_a_chain_of_what_blocks_is_told_whole_and_leads_to_its_nearest_milestone() -> None:
    assert told("M3.md", PLAN.replace(", M9", "")) == ["0 references", "blocked by M2 → M1 >M2.md:0"]


@pytest.mark.parametrize(
    ("second", "said"), [("[x]", "2 of 2 tasks done"), ("[ ]", "1 of 2 tasks done >M1.md:5")], ids=["done", "open"]
)
def test_the_count_of_tasks_leads_to_a_task_that_it_counts(second: str, said: str) -> None:
    text = f"""
    //- M1.md
    # Milestone: M1 Ground
    ## Prerequisites
    - [ ] a permit
    ## Objectives
    - [x] a
    - {second} b
    """
    assert told("M1.md", text)[-1] == said


def test_other_markdown_and_unread_plans_have_none() -> None:
    assert lenses(plans.project_of({"README.md": "# x\n"}).snapshot, "README.md") is None
    project = plans.project_of({"M1.md": "# Milestone: M1 X\n"}, complete=False)
    assert lenses(project.snapshot, "M1.md") is None
