"""Where a document states its quantities: labels with their places, and the sum of its deliverables' estimates."""

from milestone_ls.syntax.intervals import Interval
from milestone_ls.syntax.labels import Quantity, TokenSum, estimated_items, quantities, token_sum
from tests import plans


def test_values_are_found_with_the_place_of_each_word() -> None:
    fixture = plans.parse("""
        # Milestone: M1 Ground

        ## Timeline
        - **Duration**: «2-3 weeks» (all in all)
        - **Buffer:** 20%
    """)
    found = quantities(fixture.snapshot.documents["plan.md"])
    assert {quantity: value.text for quantity, value in found.items()} == {
        Quantity.DURATION: "2-3 weeks (all in all)",
        Quantity.BUFFER: "20%",
    }
    assert [("plan.md", found[Quantity.DURATION].span(0, len("2-3 weeks")))] == fixture.marks


def read(text: str) -> dict[str, str]:
    document = plans.parse(text).snapshot.documents["plan.md"]
    return {quantity.name: value.text for quantity, value in quantities(document).items()}


def test_labels_may_stand_in_a_table_a_paragraph_or_a_part_of_the_timeline() -> None:
    assert read("""
        # Milestone: M1 Ground
        ## Timeline
        **Start**: 2026-03-01
        **Critical Path**: No

        | Label | Value |
        |---|---|
        | Parallel Speedup | 10% |

        ### Details
        1. **Estimated duration**: 1 day
    """) == {"START": "2026-03-01", "CRITICAL_PATH": "No", "SPEEDUP": "10%", "DURATION": "1 day"}


def test_a_duration_among_the_fields_counts_where_the_timeline_has_none() -> None:
    assert read("""
        # Milestone: M1 Ground
        **Status**: pending
        **Duration**: 1 day
        **Buffer**: 2 hours

        ## Timeline
        - **Duration**: 2 days
    """) == {"DURATION": "2 days", "BUFFER": "2 hours"}


def test_labels_of_other_sections_mean_something_else() -> None:
    assert read("""
        # Milestone: M1 Ground
        ## Testing
        - **Duration**: 24 hours under load
        ## Whatever
        - **Token Budget**: medium
    """) == {"TOKEN_BUDGET": "medium"}


def test_words_of_the_template_are_no_value() -> None:
    assert (
        read("""
        # Milestone: M1 Ground
        ## Timeline
        - **Buffer**: {20% minimum, specify additional days for complex work}
    """)
        == {}
    )


def summed(text: str) -> TokenSum:
    return token_sum(plans.parse(text).snapshot.documents["plan.md"])


def test_the_estimates_of_the_deliverables_are_summed() -> None:
    assert summed("""
        # Milestone: M1 Ground
        ## Objectives
        - [ ] Firm (est. tokens: 9K)
        ## Deliverables
        - [ ] Gravel (est. tokens: 1K-2K)
        - [x] Sand (est. tokens: 500)
        - [CANCELLED] Clay (est. tokens: 7K)
    """) == TokenSum(Interval(1_500, 2_500), counted=2)


def test_a_deliverable_without_an_estimate_makes_the_sum_a_lower_bound() -> None:
    found = summed("""
        # Milestone: M1 Ground
        ## Deliverables
        - Gravel (est. tokens: 1K)
        - Sand
        - Clay (est. tokens: 2OOO)
    """)
    assert found == TokenSum(Interval(1_000, 1_000), counted=1, missing=2)
    assert found.is_lower_bound


def test_an_item_answers_for_those_inside_it() -> None:
    assert summed("""
        # Milestone: M1 Ground
        ## Deliverables
        - [ ] Ground (est. tokens: 5K)
          - [ ] Gravel (est. tokens: 1K)
          - [ ] Sand
        - [ ] Walls
          - [ ] Bricks (est. tokens: 2K)
          - [ ] Mortar
    """) == TokenSum(Interval(7_000, 7_000), counted=2, missing=1)


def test_estimates_are_found_with_their_places() -> None:
    fixture = plans.parse("""
        # Milestone: M1 Ground
        ## Deliverables
        - [ ] **Gravel** (est. tokens: «1K»)
          - [ ] Sand (est. tokens: «2O»)
    """)
    parts = fixture.snapshot.documents["plan.md"].parts()
    found = [(estimate, span.down(start)) for part, start in parts for estimate, span in estimated_items(part)]
    assert [("plan.md", span) for _, span in found] == fixture.marks
    assert [estimate.tokens for estimate, _ in found] == [Interval(1_000, 1_000), None]
