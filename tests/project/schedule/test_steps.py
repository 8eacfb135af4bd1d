"""A schedule that went through any changes is the one that is worked out anew."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from milestone_ls.project.graph import Graph
from milestone_ls.project.schedule.advancing import Worked, advanced
from milestone_ls.project.schedule.nodes import Node
from tests.project.schedule.small import Draw, Nodes, graph_of, milestone, nodes, plans

HOW = Draw(most=8, cyclic=True)


def existing(plan: Nodes) -> Nodes:
    """*plan* whose dependencies all exist, as those of a plan do."""
    return {
        path: Node(path, node.id, node.status, node.duration, tuple(other for other in node.upstream if other in plan))
        for path, node in plan.items()
    }


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(HOW), st.data())
def test_any_changes_lead_to_the_schedule_of_the_final_plan(plan: Nodes, data: st.DataObject) -> None:
    before = existing(plan)
    worked, graph = advanced(Worked(), before, graph_of(before)), graph_of(before)
    for _ in range(data.draw(st.integers(1, 5), label="steps")):
        touched = data.draw(
            st.lists(st.sampled_from([str(number) for number in range(HOW.most)]), unique=True, max_size=3)
        )
        for path in touched:
            plan.pop(path, None)
            if data.draw(st.integers(0, 3), label="keep"):
                plan[path] = data.draw(nodes(path, HOW))
        after = existing(plan)
        changed = {
            path: after.get(path) for path in after.keys() | before.keys() if after.get(path) != before.get(path)
        }
        graph = graph.after({path: node.upstream if node else () for path, node in changed.items()})
        worked = advanced(worked, changed, graph)
        assert worked == advanced(Worked(), after, graph_of(after))
        before = after


def test_a_change_that_no_figure_shows_gives_the_same_schedule() -> None:
    plan = {path: milestone(path) for path in "012"}
    worked = advanced(Worked(), plan, Graph())
    assert advanced(worked, dict(plan), Graph()) is worked
