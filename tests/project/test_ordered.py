"""The milestone next to an ID, as found by looking at all of them."""

from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import order_of
from milestone_ls.project.ordered import Ordered
from milestone_ls.syntax.names import letters
from milestone_ls.text import Position, Span

TOP = Span(Position(0, 0), Position(0, 0))
IDS = st.from_regex(r"(M|m|P-|)[0-9]{1,2}[AB]?", fullmatch=True)


def milestone(number: int, id_: str) -> Milestone:
    return Milestone(f"{number}.md", id_, None, id_, "", TOP)


def next_to(id_: str, milestones: list[Milestone]) -> Milestone | None:
    ordered = sorted(milestones, key=lambda found: order_of(found.id))
    same = [found for found in ordered if letters(found.id) == letters(id_)] or ordered
    before = [found for found in same if order_of(found.id) <= order_of(id_)]
    return next(iter(before[-1:] or same), None)


@given(st.lists(IDS), IDS, st.sets(st.integers(0, 30)))
def test_the_nearest_that_fits_is_found(ids: list[str], id_: str, unfit: set[int]) -> None:
    milestones = [milestone(number, one) for number, one in enumerate(ids)]
    fit = [found for number, found in enumerate(milestones) if number not in unfit]
    assert Ordered(milestones).next_to(id_, fit.__contains__) == next_to(id_, fit)
    same = [found for found in milestones if letters(found.id) == letters(id_)]
    assert Ordered(milestones).next_to_with_its_letters(id_) == next_to(id_, same)


def test_milestones_without_an_id_are_left_out() -> None:
    assert not Ordered([milestone(1, "")])
    assert Ordered([milestone(1, ""), milestone(2, "3")]).counts
