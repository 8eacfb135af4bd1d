import pytest
from hypothesis import given
from hypothesis import strategies as st

from milestone_ls.features.search import MOST, order, search
from tests import plans

PLAN = """
    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: done
    //- M10-Wheels.md
    # Milestone: M10 Wheels of the ground [S]
    **Parallel Track**: Field
    **Status**: in progress
    //- M2-Grand_Opening.md
    # Milestone: M2 Grand Opening [S]
    """


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["M1 Ground", "M2 Grand Opening", "M10 Wheels of the ground"]),
        ("m1", ["M1 Ground", "M10 Wheels of the ground"]),
        ("ground", ["M1 Ground", "M10 Wheels of the ground"]),
        ("grop", ["M2 Grand Opening"]),
        ("OPEN", ["M2 Grand Opening"]),
        ("M2 grand", ["M2 Grand Opening"]),
        ("xyz", []),
    ],
)
def test_a_few_letters_find_a_milestone(query: str, names: list[str]) -> None:
    snapshot = plans.parse(PLAN).snapshot
    assert [found.name for found in sorted(search(snapshot, query), key=order)] == names


def test_status_and_track_stand_beside_the_name() -> None:
    (found,) = search(plans.parse(PLAN).snapshot, "wheels")
    assert found.container == "in progress · Field"


def test_the_beginning_of_a_word_is_found_before_the_middle_of_one() -> None:
    snapshot = plans.parse("//- M1.md\n# Milestone: M1 Underground\n//- M2.md\n# Milestone: M2 Ground\n").snapshot
    assert [found.name for found in sorted(search(snapshot, "ground"), key=order)] == ["M2 Ground", "M1 Underground"]


def test_what_is_typed_elsewhere_counts_at_once() -> None:
    project = plans.project_of(plans.parse(PLAN).files)
    assert [found.name for found in search(project.snapshot, "wheels")] == ["M10 Wheels of the ground"]
    project.put({"M2-Grand_Opening.md": project.read("# Milestone: M2 Wheels\n")})
    assert [found.name for found in search(project.snapshot, "wheels")] == ["M2 Wheels", "M10 Wheels of the ground"]
    project.remove(["M10-Wheels.md"])
    assert [found.name for found in search(project.snapshot, "wheels")] == ["M2 Wheels"]


@pytest.mark.parametrize("query", ["ground", "m", ""])
def test_of_many_the_best_are_found(query: str) -> None:
    files = {f"M{number}.md": f"# Milestone: M{number} Underground\n" for number in range(2, 2 * MOST)}
    project = plans.project_of({**files, "M900.md": "# Milestone: M900 Ground\n"})
    found = sorted(search(project.snapshot, query), key=order)
    assert len(found) == MOST
    assert found[0].name == ("M900 Ground" if query == "ground" else "M2 Underground")


@given(st.text("m1-. []^\\\\aü", max_size=6))
def test_any_letters_may_be_searched_for(query: str) -> None:
    search(ODD, query)


ODD = plans.project_of({"M1.md": "# Milestone: M1 [a]^ ü \\\\ . -\n"}).snapshot
