"""What may have been meant by a name that nobody bears."""

from itertools import permutations

from milestone_ls.project.nearest import nearest_milestones
from tests.plans import project_of


def test_those_that_are_equally_near_come_in_the_order_of_their_paths_however_the_plan_came_about() -> None:
    files = dict.fromkeys(("M2.md", "M3.md", "a.md", "b.md"), "# Milestone: M0 Ground\n")
    for order in permutations(files):
        plan = project_of({path: files[path] for path in order}).snapshot.plan
        found = nearest_milestones(plan, "M1", "M1")
        assert [milestone.path for milestone in found] == ["M2.md", "M3.md", "a.md"]
