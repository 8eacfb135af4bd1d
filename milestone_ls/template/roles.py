"""What a field or a section means, whatever a template calls it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from milestone_ls.template.names import fold_name

Role = TypeVar("Role", bound=StrEnum)


class FieldRole(StrEnum):
    STATUS = "status"
    DEPENDS_ON = "depends-on"
    PARALLEL_WITH = "parallel-with"
    BLOCKS = "blocks"
    TRACK = "track"


class SectionRole(StrEnum):
    OVERVIEW = "overview"
    OBJECTIVES = "objectives"
    DELIVERABLES = "deliverables"
    SUCCESS_CRITERIA = "success-criteria"
    PREREQUISITES = "prerequisites"
    TIMELINE = "timeline"
    RISKS = "risks"
    RESOURCES = "resources"
    DEPENDENCIES = "dependencies"
    UPSTREAM = "upstream"
    DOWNSTREAM = "downstream"
    DOCUMENTATION = "documentation"
    NOTES = "notes"


_FIELD_NAMES: Mapping[FieldRole, tuple[str, ...]] = {
    FieldRole.STATUS: ("Status",),
    FieldRole.DEPENDS_ON: ("Dependencies", "Depends On", "Depends", "Prerequisites", "Prerequisite"),
    FieldRole.PARALLEL_WITH: ("Can Run In Parallel With", "Parallel With", "Can Parallel With"),
    FieldRole.BLOCKS: ("Blocks",),
    FieldRole.TRACK: ("Parallel Track", "Track", "Phase"),
}

_SECTION_NAMES: Mapping[SectionRole, tuple[str, ...]] = {
    SectionRole.OVERVIEW: ("Overview",),
    SectionRole.OBJECTIVES: ("Objectives",),
    SectionRole.DELIVERABLES: ("Deliverables",),
    SectionRole.SUCCESS_CRITERIA: ("Success Criteria", "Acceptance Criteria"),
    SectionRole.PREREQUISITES: ("Prerequisites",),
    SectionRole.TIMELINE: ("Timeline",),
    SectionRole.RISKS: ("Risk Factors", "Risks"),
    SectionRole.RESOURCES: ("Resource Allocation", "Resources"),
    SectionRole.DEPENDENCIES: ("Dependencies",),
    SectionRole.UPSTREAM: ("Upstream Dependencies", "Upstream"),
    SectionRole.DOWNSTREAM: ("Downstream Impact", "Downstream"),
    SectionRole.DOCUMENTATION: ("Documentation Requirements", "Documentation"),
    SectionRole.NOTES: ("Notes",),
}


class Roles:
    """Roles by name, with the aliases of a configuration added to the usual names.

    fields, sections   extra names by role (``[aliases.fields]`` and ``[aliases.sections]`` of the configuration)
    """

    def __init__(self, fields: Mapping[str, Iterable[str]], sections: Mapping[str, Iterable[str]]) -> None:
        self._fields = _by_name(_FIELD_NAMES, fields, FieldRole)
        self._sections = _by_name(_SECTION_NAMES, sections, SectionRole)

    def of_field(self, name: str) -> FieldRole | None:
        return self._fields.get(fold_name(name))

    def of_section(self, name: str) -> SectionRole | None:
        return self._sections.get(fold_name(name))


def _by_name(
    usual: Mapping[Role, tuple[str, ...]], extra: Mapping[str, Iterable[str]], kind: type[Role]
) -> dict[str, Role]:
    roles = {fold_name(name): role for role, names in usual.items() for name in names}
    roles.update({fold_name(name): kind(role) for role, names in extra.items() for name in names})
    return roles
