"""What fields and sections mean, whatever they are called."""

import pytest

from milestone_ls.config import FIELD_ROLES, SECTION_ROLES
from milestone_ls.template.roles import FieldRole, Roles, SectionRole

USUAL = Roles({}, {})


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Status", FieldRole.STATUS),
        ("Dependencies", FieldRole.DEPENDS_ON),
        ("Depends On", FieldRole.DEPENDS_ON),
        ("Depends", FieldRole.DEPENDS_ON),
        ("Prerequisites", FieldRole.DEPENDS_ON),
        ("Prerequisite", FieldRole.DEPENDS_ON),
        ("Can Run In Parallel With", FieldRole.PARALLEL_WITH),
        ("Can run in parallel with", FieldRole.PARALLEL_WITH),
        ("Parallel With", FieldRole.PARALLEL_WITH),
        ("Can Parallel With", FieldRole.PARALLEL_WITH),
        ("Blocks", FieldRole.BLOCKS),
        ("Parallel Track", FieldRole.TRACK),
        ("Track", FieldRole.TRACK),
        ("Phase", FieldRole.TRACK),
        ("🚦 STATUS:", FieldRole.STATUS),
        ("Risk", None),
        ("", None),
    ],
)
def test_a_field_has_the_role_of_its_name(name: str, role: FieldRole | None) -> None:
    assert USUAL.of_field(name) is role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Overview", SectionRole.OVERVIEW),
        ("Objectives", SectionRole.OBJECTIVES),
        ("Deliverables", SectionRole.DELIVERABLES),
        ("Success Criteria", SectionRole.SUCCESS_CRITERIA),
        ("Acceptance Criteria", SectionRole.SUCCESS_CRITERIA),
        ("Prerequisites", SectionRole.PREREQUISITES),
        ("Timeline", SectionRole.TIMELINE),
        ("Risk Factors", SectionRole.RISKS),
        ("Resource Allocation", SectionRole.RESOURCES),
        ("Dependencies", SectionRole.DEPENDENCIES),
        ("Upstream Dependencies", SectionRole.UPSTREAM),
        ("Downstream Impact", SectionRole.DOWNSTREAM),
        ("Documentation Requirements", SectionRole.DOCUMENTATION),
        ("Notes", SectionRole.NOTES),
        ("3. Overview", SectionRole.OVERVIEW),
        ("✅ Success criteria:", SectionRole.SUCCESS_CRITERIA),
        ("Overview of it", None),
    ],
)
def test_a_section_has_the_role_of_its_name(name: str, role: SectionRole | None) -> None:
    assert USUAL.of_section(name) is role


def test_a_project_adds_names_and_may_give_a_name_another_role() -> None:
    roles = Roles({"depends-on": ["Needs"], "track": ["Blocks"]}, {"objectives": ["Goals", "🎯 Aims"]})
    assert roles.of_field("needs") is FieldRole.DEPENDS_ON
    assert roles.of_field("Dependencies") is FieldRole.DEPENDS_ON
    assert roles.of_field("Blocks") is FieldRole.TRACK
    assert roles.of_section("Goals:") is roles.of_section("aims") is SectionRole.OBJECTIVES


def test_the_roles_are_those_that_a_configuration_may_name() -> None:
    assert {str(role) for role in FieldRole} == set(FIELD_ROLES)
    assert {str(role) for role in SectionRole} == set(SECTION_ROLES)
