from milestone_ls.features.links import name_links
from tests import plans


def test_names_lead_to_their_milestones_and_links_are_left_to_others() -> None:
    fixture = plans.parse("""
        //- M1-Ground.md
        # Milestone: M1 Ground
        //- M2-Wheels.md
        # Milestone: M2 Wheels
        **Dependencies**: «M1» (M2 first), [M1](M1-Ground.md), M1-M3, M9
        ## Notes
        On «M1-Ground» as M2; see [M1](M1-Ground.md), `M1`.
        //- M3.md
        # Milestone: M3 Roof
        """)
    found = name_links(fixture.snapshot, "M2-Wheels.md")
    assert [("M2-Wheels.md", link.span) for link in found] == fixture.marks
    assert {link.milestone.path for link in found} == {"M1-Ground.md"}
