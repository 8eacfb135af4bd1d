"""What else belongs to a plan: companions, archives, index files, other projects, a template that is there."""

import pytest

from milestone_ls.project.proposal import survey_of
from milestone_ls.project.proposal.draft import Draft, Line
from milestone_ls.project.proposal.outcome import left_aside, references, unknown_statuses
from milestone_ls.project.proposal.trial import Bench
from tests.plans import parse
from tests.project.proposed import IDS, chain, dependencies, edges, headings, milestones, proposal, settings

PLAN = chain("# {id}: {title}")


class TestCompanions:
    @pytest.mark.parametrize(
        ("path", "title", "glob"),
        [
            ("docs/tracking/{id}.md", "{title}", "docs/tracking/**"),
            ("docs/work/{id}.md", "{title} so far", "docs/work/**"),
            ("docs/work/{id}.md", "Notes", "docs/work/**"),
            ("docs/milestones/{id}-log.md", "{title}", "docs/milestones/*-log.md"),
        ],
    )
    def test_documents_that_repeat_ids_by_design_are_companions(self, path: str, title: str, glob: str) -> None:
        found = proposal(PLAN, chain(f"# {{id}}: {title}", "**Status**: done\n", path=path))
        assert settings(found)["companions"] == [glob]
        assert dependencies(found) == edges()
        assert sum(why.startswith("companion of M") for _, why in left_aside(found.survey, found.trial)) == len(IDS)

    def test_the_same_file_in_each_milestones_folder_is_one(self) -> None:
        found = proposal(
            chain("# {id}: {title}", path="docs/{id}-dig/README.md"),
            chain("# {id}: Tasks", "- [ ] dig\n", path="docs/{id}-dig/tasks.md"),
        )
        assert settings(found)["companions"] == ["docs/*/tasks.md"]
        assert all(path.endswith("README.md") for path in milestones(found))

    def test_two_plans_side_by_side_are_none(self) -> None:
        other = chain("# {id}: New {title}", path="b/{id}.md")
        found = proposal(chain("# {id}: {title}", path="a/{id}.md"), other)
        assert "companions" not in settings(found)
        assert len(milestones(found)) == 2 * len(IDS)

    def test_one_id_that_is_claimed_twice_is_none(self) -> None:
        found = proposal(PLAN, "//- docs/notes/M2.md\n# M2: Wheels\n")
        assert "companions" not in settings(found)

    def test_an_archive_is_excluded(self) -> None:
        found = proposal(PLAN, chain("# {id}: {title}", path="docs/archive/{id}.md"))
        assert settings(found)["exclude"] == ["docs/archive/**"]
        assert dict(left_aside(found.survey, found.trial))["docs/archive/M1.md"] == "excluded"


class TestIndex:
    LIST = "- [M1](milestones/M1.md)\n- [M2](milestones/M2.md)\n- M3\n- M4\n"

    def test_a_list_that_leads_to_most_milestones_is_an_index(self) -> None:
        found = proposal(PLAN, f"//- docs/WHERE.md\n# Where we are\n{self.LIST}")
        assert settings(found)["index"] == ["docs/WHERE.md"]
        assert found.trial.plan.is_planned("M4")

    def test_a_list_that_is_called_like_one_is_an_index_beside_the_usual_one(self) -> None:
        found = proposal(
            PLAN,
            "//- docs/PLAN_STATUS.md\n# Where we are\n- M1\n- M2\n- M3\n",
            "//- docs/milestones/README.md\n# All\n- M1\n- M2\n",
        )
        assert settings(found)["index"] == ["docs/PLAN_STATUS.md", "docs/milestones/README.md"]

    @pytest.mark.parametrize(
        "page",
        [
            "//- CHANGELOG.md\n# Log\n- M1: dug\n- M2: rolled\n- M3: covered\n",
            "//- docs/status.md\n# Status\n- M1\n- M2\n",
            f"//- docs/README.md\n# All\n{LIST}",
        ],
    )
    def test_changelogs_short_lists_and_the_usual_names_need_no_setting(self, page: str) -> None:
        assert "index" not in settings(proposal(PLAN, page, chain("# {id}: {title}", ids=("M7", "M8"))))


class TestExternals:
    def test_ids_of_which_nobody_here_has_any_are_another_projects(self) -> None:
        more = "//- docs/milestones/M4.md\n# M4: Paint\n**Dependencies**: CORE-1\n"
        found = proposal(PLAN, more, "//- docs/milestones/M5.md\n# M5: Fence\n**Dependencies**: CORE-4, M4, UTF-8\n")
        assert settings(found)["external-prefixes"] == ["CORE"]
        assert [item.resolved.resolution.missing for item in references(found.trial, upstream=True).unknown] == [
            ("UTF-8",)
        ]

    def test_ids_that_a_document_here_has_are_not(self) -> None:
        more = chain("# {id}: {title}", "Text.\n", ids=("CORE-1", "CORE-2"), path="core/{title}.md")
        found = proposal(PLAN, more, "//- docs/milestones/M4.md\n# M4: Paint\n**Dependencies**: CORE-1, CORE-2\n")
        assert "external-prefixes" not in settings(found)


class TestTemplateThatIsThere:
    TEMPLATE = "//- docs/templates/one.md\n# {ID}: {Title}\n\n**Needs**: {IDs}\n\n## Aim\n\n{Aim}\n"
    REST = "**Needs**: {before}\n\n## Aim\n\nTo dig.\n"

    def test_the_plans_own_template_goes_before_any_other(self) -> None:
        found = proposal(chain("# {id}: {title}", self.REST), self.TEMPLATE)
        assert settings(found)["template"] == "docs/templates/one.md"
        assert found.template is None
        assert dependencies(found) == edges()
        assert "heading" not in settings(found)

    def test_other_headings_are_added_to_its_own(self) -> None:
        found = proposal(chain("# {id} — {title}", self.REST), self.TEMPLATE)
        assert settings(found)["template"] == "docs/templates/one.md"
        assert headings(found) == ["# {ID} — {Title}"]

    def test_without_milestones_there_is_nothing_to_set(self) -> None:
        found = proposal("//- notes.md\n# Notes\n\n**Needs**: rest\n\n## Aim\n\nNone.\n", self.TEMPLATE)
        assert found.text == ""

    @pytest.mark.parametrize(
        "template",
        [
            "//- docs/templates/one.md\n# Milestone {N}: {Title}\n\n**Needs**: {IDs}\n\n## Aim\n",
            "//- docs/templates/issue.md\n# {ID}: {Title}\n\n**Severity**: {high}\n\n## To reproduce\n",
        ],
    )
    def test_one_without_an_id_or_for_something_else_does_not_serve(self, template: str) -> None:
        found = proposal(chain("# {id}: {title}", self.REST), template)
        assert settings(found)["template"] == "docs/templates/milestone-template.md"


def test_of_two_configurations_that_do_the_same_the_smaller_is_better() -> None:
    bench = Bench(survey_of(parse(chain("# Milestone: {id} {title}")).files))
    plain, idle = bench.trial(Draft()), bench.trial(Draft().having(Line(("exclude",), ("drafts/**",), "nothing")))
    assert plain is not None
    assert idle is not None
    assert plain.coherence(plain.paths) > idle.coherence(plain.paths)


def test_statuses_that_are_not_known_are_counted() -> None:
    found = proposal(chain("# {id}: {title}", "**Status**: Shipped\n"), "//- M4.md\n# M4: Paint\n**Status**: done\n")
    assert unknown_statuses(found.trial) == {"Shipped": len(IDS)}
