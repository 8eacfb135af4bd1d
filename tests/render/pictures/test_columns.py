"""Where milestones stand: in the column of their wave, without meeting each other."""

from itertools import pairwise

import pytest

from milestone_ls.render.pictures.arrangement import Arrangement, arrange
from milestone_ls.render.pictures.columns import Columns, columns_of
from milestone_ls.render.pictures.model import Picture, neighbourhood
from milestone_ls.render.pictures.tightening import BEND_SIZE
from tests.render.pictures.plans import many, milestone, picture


def by_id(found: Picture, columns: Columns) -> dict[str, int]:
    return {item.id: columns.of[item.key] for item in found.items}


def test_columns_are_waves() -> None:
    found = picture(milestone("M1"), milestone("M2", after="M1"), milestone("M3", after="M1, M2"), milestone("M4"))
    columns = columns_of(found)
    assert by_id(found, columns) == {"M1": 0, "M2": 1, "M3": 2, "M4": 0}
    assert columns.waves == (1, 2, 3)


def test_members_of_a_cycle_stand_in_the_order_of_their_ids_and_in_no_wave() -> None:
    found = picture(milestone("M1", after="M3"), milestone("M2", after="M1"), milestone("M3", after="M2"))
    columns = columns_of(found)
    assert by_id(found, columns) == {"M1": 0, "M2": 1, "M3": 2}
    assert columns.waves == (None, None, None)
    assert all(item.cyclic for item in found.items)
    assert all(arrow.cyclic for arrow in found.arrows)


def test_a_cancelled_milestone_stands_behind_what_it_depends_on_and_holds_nobody_up() -> None:
    found = picture(
        milestone("M1"), milestone("M2", after="M1", status="cancelled"), milestone("M3", after="M2"), milestone("M4")
    )
    columns = columns_of(found)
    assert by_id(found, columns) == {"M1": 0, "M2": 1, "M3": 0, "M4": 0}
    assert [arrow.idle for arrow in found.arrows] == [False, True]


def test_a_part_keeps_the_waves_of_the_whole() -> None:
    chain = [milestone("M1"), *(milestone(f"M{number}", after=f"M{number - 1}") for number in range(2, 7))]
    whole = picture(*chain, milestone("M9", after="M2"))
    part = whole.only(item.key for item in whole.items if item.id in ("M3", "M6", "M9"))
    columns = columns_of(part)
    assert columns.waves == (3, 6)
    assert by_id(part, columns) == {"M3": 0, "M6": 1, "M9": 0}
    assert_apart(part, columns, arrange(part, columns))
    assert part.part_of == 7


def test_the_neighbourhood_goes_up_and_down_and_not_sideways() -> None:
    whole = picture(
        milestone("M1"), milestone("M2", after="M1"), milestone("M3", after="M1"), milestone("M4", after="M2")
    )
    keys = {item.id: item.key for item in whole.items}
    assert neighbourhood(whole, [keys["M2"]], None) == {keys["M1"], keys["M2"], keys["M4"]}
    assert neighbourhood(whole, [keys["M4"]], 1) == {keys["M2"], keys["M4"]}
    assert neighbourhood(whole, [keys["M4"]], 0) == {keys["M4"]}


@pytest.mark.parametrize("count", [0, 1, 10, 300])
def test_nothing_meets_anything_else(count: int) -> None:
    found = picture(*many(count))
    columns = columns_of(found)
    arrangement = arrange(found, columns)
    assert len(arrangement.rows) == count
    assert_apart(found, columns, arrangement)


def test_arrangements_are_the_same_each_time() -> None:
    found = picture(*many(40))
    columns = columns_of(found)
    assert arrange(found, columns) == arrange(found, columns)


def test_documents_with_one_id_are_two_milestones() -> None:
    found = picture(milestone("M1"), milestone("M1", "Other").replace("M1.md", "M1-other.md"))
    assert [(item.id, item.doubled) for item in found.items] == [("M1", True), ("M1", True)]
    assert len({item.key for item in found.items}) == 2


def test_where_nearly_everything_depends_on_the_first_the_order_is_still_found() -> None:
    """Very long arrows are left out of the order where all of them would take too long."""
    chain = [milestone("M1"), milestone("M2", after="M1")]
    chain += [milestone(f"M{number}", after=f"M1, M{number - 1}") for number in range(3, 420)]
    found = picture(*chain)
    columns = columns_of(found)
    arrangement = arrange(found, columns)
    assert max(columns.of.values()) == 418
    assert sum(map(len, arrangement.bends.values())) <= 40_000
    assert_apart(found, columns, arrangement)


def assert_apart(found: Picture, columns: Columns, arrangement: Arrangement) -> None:
    """Milestones keep one row to themselves, arrows that pass by theirs, and nothing lies above the top."""
    taken: dict[int, list[tuple[float, float]]] = {}
    for item in found.items:
        row = arrangement.rows[item.key]
        taken.setdefault(columns.of[item.key], []).append((row - 0.5, row + 0.5))
    for (source, _), bends in arrangement.bends.items():
        for column, row in enumerate(bends, columns.of[source] + 1):
            taken.setdefault(column, []).append((row - BEND_SIZE / 2, row + BEND_SIZE / 2))
    for spans in taken.values():
        spans.sort()
        assert spans[0][0] > -0.001
        assert all(upper[1] <= lower[0] + 0.001 for upper, lower in pairwise(spans))
    assert arrangement.height == max((row + 0.5 for row in arrangement.rows.values()), default=0)
