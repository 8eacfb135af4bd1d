"""Names of fields and sections that play a role, and where boxes are counted."""

import pytest

from milestone_ls.template.vocabulary import Status
from tests.project.proposed import chain, dependencies, edges, proposal, settings


def aliases(rest: str, kind: str) -> dict[str, list[str]]:
    """The aliases that are proposed for a plan whose documents hold *rest* below the title."""
    found = settings(proposal(chain("# {id}: {title}", rest)))
    return dict(found.get("aliases", {}).get(kind, {}))


class TestFields:
    @pytest.mark.parametrize(
        ("name", "role"),
        [
            ("Waits for", "depends-on"),
            ("Required milestones", "depends-on"),
            ("Blocked by", "depends-on"),
            ("Builds on", "depends-on"),
            ("Unlocks", "blocks"),
            ("Blocking", "blocks"),
            ("Alongside", "parallel-with"),
        ],
    )
    def test_a_field_that_sounds_like_a_list_of_milestones_and_is_one_gets_the_role(self, name: str, role: str) -> None:
        assert aliases(f"**{name}:** {{before}}\n", "fields") == {role: [name]}

    def test_what_depends_then_depends(self) -> None:
        assert dependencies(proposal(chain("# {id}: {title}", "- **Waits for:** {before} (done)\n"))) == edges()

    @pytest.mark.parametrize(
        "rest",
        [
            "**Related**: {before}\n",  # a list of milestones that sounds like nothing of the kind
            "**Requirements**: a spade, a bucket\n",  # sounds like it and lists none
            "**Dependencies**: {before}\n**Blocked by**: {before}\n",  # the role is taken
            "**Dependencies**: {before}\n**Requires**: numpy, M2\n",
        ],
    )
    def test_a_field_that_only_sounds_so_or_only_lists_some_does_not(self, rest: str) -> None:
        assert aliases(rest, "fields") == {}

    def test_several_names_of_one_role_are_all_kept(self) -> None:
        found = proposal(
            chain("# {id}: {title}", "**Waits for**: {before}\n", ids=("M1", "M2", "M3")),
            chain("# {id}: {title}", "**Built after**: {before}, M1\n", ids=("M4", "M5", "M6")),
        )
        assert settings(found)["aliases"]["fields"]["depends-on"] == ["Built after", "Waits for"]

    def test_a_field_of_statuses_is_the_status(self) -> None:
        rest = "**Dependencies**: {before}\n**State**: ✅ done\n"
        found = proposal(chain("# {id}: {title}", rest))
        assert settings(found)["aliases"]["fields"]["status"] == ["State"]
        assert {milestone.status for milestone in found.trial.milestones} == {Status.COMPLETED}

    @pytest.mark.parametrize(
        "rest", ["**Review**: pending\n", "**State**: Bavaria\n", "**State**: done\n**Status**: done\n"]
    )
    def test_other_fields_are_no_status(self, rest: str) -> None:
        assert aliases(f"**Dependencies**: {{before}}\n{rest}", "fields") == {}

    def test_a_workstream_is_a_track_if_milestones_share_one(self) -> None:
        assert aliases("**Workstream**: garden\n", "fields") == {"track": ["Workstream"]}
        assert aliases("**Workstream**: {title}\n", "fields") == {}


class TestSections:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("## Purpose\n\nTo dig.\n", {"overview": ["Purpose"]}),
            ("## 1. Summary:\n\nTo dig.\n", {"overview": ["Summary"]}),
            ("## Goals\n\n- to dig\n", {"objectives": ["Goals"]}),
            ("## Work items\n\n- [ ] dig\n", {"deliverables": ["Work items"]}),
            ("## Definition of Done\n\nDug.\n", {"success-criteria": ["Definition of Done"]}),
        ],
    )
    def test_a_section_that_sounds_like_a_role_and_holds_what_it_should_gets_it(
        self, text: str, expected: dict[str, list[str]]
    ) -> None:
        assert aliases(text, "sections") == expected

    @pytest.mark.parametrize(
        "text",
        [
            "## Purpose\n\n- to dig\n",  # begins with no prose
            "## Scope\n\nAll.\n\n## Purpose\n\nTo dig.\n",  # is not the first
            "## Overview\n\nAll.\n\n## Summary\n\nTo dig.\n",  # the role is taken
            "## Objectives\n\n- to dig\n\n## Goals\n\n- to dig\n",
            "## Tasks\n\n1. dig\n",  # has no boxes
            "## Definition of Done\n",
            "## Anything\n\n- [ ] dig\n",
        ],
    )
    def test_a_section_that_only_sounds_so_does_not(self, text: str) -> None:
        assert aliases(text, "sections") == {}

    def test_a_first_section_of_half_the_milestones_is_no_overview(self) -> None:
        found = proposal(
            chain("# {id}: {title}", "## Purpose\n\nTo dig.\n", ids=("M1", "M2")),
            chain("# {id}: {title}", "## Why\n\nTo dig.\n\n## Purpose\n\nTo dig.\n", ids=("M3", "M4")),
        )
        assert "aliases" not in settings(found)


class TestProgress:
    def test_boxes_that_would_not_be_counted_name_their_section(self) -> None:
        found = proposal(
            chain("# {id}: {title}", "## Deliverables\n\n1. hole\n\n## Acceptance Criteria\n\n- [x] dug\n")
        )
        assert settings(found)["progress"] == ["Acceptance Criteria"]
        assert {(milestone.done, milestone.total) for milestone in found.trial.milestones} == {(1, 1)}

    def test_boxes_of_sections_inside_others_count_all(self) -> None:
        phase = "## Phase {n}: dig\n\n### Checks\n\n- [ ] deep\n- [x] wide\n\n"
        found = proposal(chain("# {id}: {title}", phase.replace("{n}", "1") + phase.replace("{n}", "2")))
        assert settings(found)["progress"] == ["Checks"]
        assert {(milestone.done, milestone.total) for milestone in found.trial.milestones} == {(2, 4)}

    @pytest.mark.parametrize(
        "text",
        [
            "## Objectives\n\n- [ ] dig\n\n## Acceptance Criteria\n\n- [ ] dug\n",
            "## Goals\n\n- [ ] dig\n\n## Acceptance Criteria\n\n- [ ] dug\n",
            "## Prerequisites\n\n- [ ] spade\n",
            "## Acceptance Criteria\n\n- dug\n",
        ],
    )
    def test_what_is_counted_anyway_or_never_should_be_needs_no_setting(self, text: str) -> None:
        assert "progress" not in settings(proposal(chain("# {id}: {title}", text)))
