"""The milestones that are ranked are few of a large plan, and the best are among them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from milestone_ls.features.completion.candidates import FINISHED, Candidates
from milestone_ls.features.completion.items import fit, folded
from milestone_ls.project.facts import Milestone
from milestone_ls.project.names import order_of
from milestone_ls.project.project import Project
from tests.plans import project_of

IDS = ("M1", "M2", "M02", "M003", "M10", "M100", "PHASE-5A", "PHASE-5B", "PHASE-05A")
TITLES = ("Ground", "Under Ground", "m1 again", "Phase of 005", "")
milestones = st.builds(
    "# Milestone: {} {}\n**Status**: {}\n**Parallel Track**: {}\n".format,
    st.sampled_from(IDS),
    st.sampled_from(TITLES),
    st.sampled_from(("done", "pending")),
    st.sampled_from(("Field", "other", "None")),
)
files = st.dictionaries(st.sampled_from([f"{name}.md" for name in (*IDS, "Ground", "x-1")]), milestones)
queries = st.sampled_from(
    ("", "m", "M1", "m0", "m00", "1", "05", "5a", "ground", "gr", "phase-", "phase 5", "a", "x", "under g")
)


def ranked(project: Project, query: str, track: str) -> list[Milestone]:
    """All that fit, the best first, by looking at each."""
    found = []
    for milestone in project.snapshot.plan.milestones:
        names = [name for name in (milestone.id, milestone.title, milestone.stem) if name]
        rank = fit(query, names)
        if rank is not None and milestone.id:
            elsewhere = bool(track) and milestone.track.casefold() != track
            key = rank.rank, milestone.status in FINISHED, elsewhere, order_of(milestone.id), milestone.path
            found.append((key, milestone))
    return [milestone for _, milestone in sorted(found, key=lambda entry: entry[0])]


@settings(deadline=None, max_examples=300)
@given(files, queries, st.sampled_from(("", "field")), st.integers(1, 4))
def test_the_best_of_all_are_among_those_that_are_ranked(
    files: dict[str, str], query: str, track: str, most: int
) -> None:
    project, typed = project_of(files), folded(query)
    best = list(Candidates().best(project.snapshot.plan, typed, track, most, lambda milestone: bool(milestone.id)))
    assert len({milestone.path for milestone in best}) == len(best)
    for milestone in ranked(project, typed, track)[:most]:
        assert milestone in best


def test_of_a_thousand_names_that_begin_alike_few_are_ranked() -> None:
    project = project_of({f"M{number}.md": f"# Milestone: M{number} Step\n" for number in range(1, 1_600)})
    asked: list[str] = []

    def may_stand(milestone: Milestone) -> bool:
        asked.append(milestone.id)
        return milestone.id != "M3"

    best = list(Candidates().best(project.snapshot.plan, "m", "", 20, may_stand))
    assert [milestone.id for milestone in best] == ["M1", "M2", *(f"M{number}" for number in range(4, 22))]
    assert len(asked) < 30


def test_what_changes_elsewhere_counts_at_once() -> None:
    project = project_of({f"M{number}.md": f"# Milestone: M{number} Step\n" for number in range(1, 4)})
    candidates = Candidates()

    def found(query: str) -> list[str]:
        return [one.id for one in candidates.best(project.snapshot.plan, query, "", 2, lambda _: True)]

    assert found("") == ["M1", "M2"]
    project.put({"M1.md": project.read("# Milestone: M1 Step\n**Status**: done\n")})
    assert found("") == ["M2", "M3"]
    project.put({"M3.md": project.read("# Milestone: M9 Roof\n")})
    assert found("roof") == ["M9"]
    project.remove(["M3.md"])
    assert found("roof") == []
