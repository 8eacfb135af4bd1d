"""What is different between two states of a plan, as a user would say it."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.features.comparing import Comparison, compare
from milestone_ls.project.schedule.unknown import Unknown
from milestone_ls.syntax.intervals import Interval
from tests import plans


def compared(before: str | Mapping[str, str], after: str | Mapping[str, str]) -> Comparison:
    one, other = (plans.parse(text).files if isinstance(text, str) else dict(text) for text in (before, after))
    return compare(plans.project_of(one).snapshot.plan, plans.project_of(other).snapshot.plan)


def document(id_: str, title: str, upstream: str = "None", status: str = "pending", duration: str = "2 days") -> str:
    fields = {"Duration": duration, "Dependencies": upstream, "Status": status}
    return f"# Milestone: {id_} {title} [S]\n" + "".join(f"**{name}**: {value}\n" for name, value in fields.items())


BEFORE = {
    "M1.md": document("M1", "Ground"),
    "M2.md": document("M2", "Wheels", "M1"),
    "M3.md": document("M3", "Paint", "M1", duration="1 day"),
}


def test_a_plan_is_no_different_from_itself_and_words_that_mean_the_same_change_nothing() -> None:
    assert compared(BEFORE, BEFORE).is_empty
    reworded = {path: text.replace("pending", "TODO") + "\nMore words.\n" for path, text in BEFORE.items()}
    assert compared(BEFORE, reworded).is_empty


def test_statuses_dependencies_waves_and_the_critical_path_are_told() -> None:
    after = {**BEFORE, "M3.md": document("M3", "Paint", "M2", "in progress", "1 day")}
    found = compared(BEFORE, after)
    assert [(one.after.id, one.before.status, one.after.status) for one in found.statuses] == [
        ("M3", "pending", "in_progress")
    ]
    assert [(one.source.id, one.target.id) for one in found.new_dependencies] == [("M3", "M2")]
    assert [(one.source.id, one.target.id) for one in found.old_dependencies] == [("M3", "M1")]
    assert [(one.milestone.id, one.before, one.after) for one in found.waves] == [("M3", 2, 3)]
    assert (found.before.critical_path, found.after.critical_path) == (("M1", "M2"), ("M1", "M2", "M3"))
    assert isinstance(found.before.length, Interval)
    assert found.before.length != found.after.length
    assert (found.added, found.removed, found.renamed) == ((), (), ())
    assert not found.is_empty


def test_what_came_and_what_went_take_their_dependencies_along() -> None:
    after = {"M1.md": BEFORE["M1.md"], "M2.md": BEFORE["M2.md"], "M4.md": document("M4", "Bell", "M2")}
    found = compared(BEFORE, after)
    assert [milestone.id for milestone in found.added] == ["M4"]
    assert [milestone.id for milestone in found.removed] == ["M3"]
    assert [(one.source.id, one.target.id) for one in found.new_dependencies] == [("M4", "M2")]
    assert [(one.source.id, one.target.id) for one in found.old_dependencies] == [("M3", "M1")]


def test_a_milestone_with_another_id_title_or_path_is_the_same_and_so_are_its_dependencies() -> None:
    moved = {"done/M1.md": BEFORE["M1.md"], "M2.md": BEFORE["M2.md"], "M3.md": BEFORE["M3.md"]}
    renamed = {**BEFORE, "M3.md": document("M3", "Colour", "M1", duration="1 day")}
    renumbered = {
        "M7-Ground.md": document("M7", "Ground"),
        "M2.md": document("M2", "Wheels", "M7"),
        "M3.md": document("M3", "Paint", "M7", duration="1 day"),
    }
    for after, ids in ((moved, "M1"), (renamed, "M3"), (renumbered, "M7")):
        found = compared(BEFORE, after)
        assert [pair.after.id for pair in found.renamed] == [ids]
        assert (found.added, found.removed, found.waves) == ((), (), ())
        assert (found.new_dependencies, found.old_dependencies) == ((), ())


def test_two_that_change_their_ids_keep_what_they_are_by_id() -> None:
    swapped = {"M1.md": document("M2", "Wheels", "M1"), "M2.md": document("M1", "Ground"), "M3.md": BEFORE["M3.md"]}
    found = compared(BEFORE, swapped)
    assert [(pair.before.path, pair.after.path) for pair in found.renamed] == [("M1.md", "M2.md"), ("M2.md", "M1.md")]
    assert (found.new_dependencies, found.old_dependencies) == ((), ())


def test_what_cannot_be_known_is_no_figure_and_other_causes_move_no_wave() -> None:
    broken = {**BEFORE, "M1.md": document("M1", "Ground", "M9")}
    found = compared(BEFORE, broken)
    assert isinstance(found.after.length, Unknown)
    assert isinstance(found.after.critical_path, Unknown)
    again = compared(broken, {**BEFORE, "M1.md": document("M1", "Ground", "M8")})
    assert again.waves == ()


_IDS = st.sampled_from(["M1", "M2", "M3", "M4"])
_DOCUMENT = st.builds(
    document,
    _IDS,
    st.sampled_from(["Ground", "Wheels", "Paint", ""]),
    st.lists(_IDS, max_size=3).map(", ".join),
    st.sampled_from(["pending", "done", "cancelled", "who knows"]),
    st.sampled_from(["2 days", "1-3 days", "?"]),
)
_PLAN = st.dictionaries(st.sampled_from(["a.md", "b.md", "c.md", "d/e.md"]), _DOCUMENT)


@settings(deadline=None, max_examples=60)
@given(_PLAN, _PLAN)
def test_there_and_back_are_the_same_differences(one: dict[str, str], other: dict[str, str]) -> None:
    there, back = compared(one, other), compared(other, one)
    assert there.added == back.removed
    assert there.removed == back.added
    assert {(pair.before, pair.after) for pair in there.renamed} == {(pair.after, pair.before) for pair in back.renamed}
    assert len(there.new_dependencies) == len(back.old_dependencies)
    assert len(there.waves) == len(back.waves)
    assert (there.before, there.after) == (back.after, back.before)
    assert compared(one, one).is_empty
    paths = {pair.path for pair in there.added}
    assert paths <= other.keys()
