"""What the pages of the rules about index files do not say."""

from milestone_ls.config import Settings
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge
from milestone_ls.text import Edit, Position, Span
from tests import plans
from tests.rules.telling import judged, only, told

RULE = {rule.code: rule for rule in RULES}
OFF = "<!-- milestone-ls: disable-next-line=index-status-drift -->"


def test_a_companion_is_corrected_as_it_is_written() -> None:
    files = {
        "milestone-ls.toml": 'companions = ["log/*"]\n',
        "M1.md": "# Milestone: M1 Ground\n**Status**: in_progress\n",
        "log/M1.md": "# Milestone: M1 Ground\n**Status**: ✅ DONE (May)\n",
    }
    found = only(files, "index-status-drift")
    assert [edit.text for edit in found.finding.fixes[0].edits[0].edits] == ["IN PROGRESS", "🚧"]


def test_a_configured_index_is_one_whatever_its_name_and_however_short() -> None:
    files = {
        "milestone-ls.toml": 'index = ["docs/list.md"]\n',
        "docs/list.md": "# List\n- M1\n",
        "README.md": "# House\n- M1\n- M2\n",
        "M1.md": "# Milestone: M1 Ground\n",
        "M2.md": "# Milestone: M2 Wheels\n",
    }
    assert [path for path, _ in judged(files, "index-missing-entry")] == ["M2.md"]


def test_a_link_decides_what_an_entry_is_about() -> None:
    text = """
        //- README.md
        # House
        - [M1](M2.md) - [DONE]
        - M1 - [DONE]
        //- M1.md
        # Milestone: M1 Ground
        **Status**: completed
        //- M2.md
        # Milestone: M2 Wheels
        **Status**: pending
        """
    assert told(text, "index-status-drift") == ["warning: [DONE]: M2 is pending, not completed; correct it here"]


def test_an_entry_is_about_the_document_it_links_to_though_that_is_no_milestone_as_it_stands() -> None:
    text = """
        //- milestone-ls.toml
        index = ["pumps/README.md", "pipes/README.md"]
        //- pumps/README.md
        # Pumps
        - [M1](M1-Ground.md) - [DONE]
        //- pumps/M1-Ground.md
        # Milestone: M1 Ground
        **Status**: completed
        //- pipes/README.md
        # Pipes
        - [M1](M01-trench.md) - [PENDING]
        - [M4](M04-taps.md) - [PENDING]

        | ID | Title | Status |
        |---|---|---|
        | M1 | [Trench](M01-trench.md) | Planned |
        //- pipes/M01-trench.md
        # M1: Trench
        //- pipes/M04-taps.md
        # M4: Taps
        """
    assert told(text, "index-status-drift") == []
    assert told(text, "index-missing-entry") == []


def test_an_entry_with_a_link_to_other_reading_is_about_its_id() -> None:
    text = """
        //- README.md
        # House
        - [M1](plans/ground.md) - [DONE]

        | ID | Drawing | Status |
        |---|---|---|
        | M2 | [Wheels](plans/M1-and-M2.md) | Done |
        //- plans/ground.md
        # How deep
        //- plans/M1-and-M2.md
        # How wide
        //- M1.md
        # Milestone: M1 Ground
        **Status**: pending
        //- M2.md
        # Milestone: M2 Wheels
        **Status**: pending
        """
    assert told(text, "index-status-drift") == [
        "warning: [DONE]: M1 is pending, not completed; correct it here",
        "warning: Done: M2 is pending, not completed; correct it here",
    ]


def test_an_id_is_planned_again_when_the_document_that_its_entry_links_to_goes() -> None:
    listing = "# Pipes\n- [M1](M1.md)\n- [M2](M2.md)\n- [M4](M4.md)\n"
    files = {"README.md": listing, "M1.md": "# Milestone: M1 A\n", "M2.md": "# Milestone: M2 B\n", "M4.md": "# Taps\n"}
    project = plans.project_of(files)
    assert not project.snapshot.plan.is_planned("M4")
    assert "README.md" in project.remove(["M4.md"])
    assert project.snapshot.plan.is_planned("M4")


def test_a_comment_in_the_index_file_switches_a_finding_off() -> None:
    files = {
        "README.md": f"# House\n{OFF}\n- M1 - [DONE]\n- M2 - [DONE]\n",
        "M1.md": "# Milestone: M1 Ground\n**Status**: pending\n",
        "M2.md": "# Milestone: M2 Wheels\n**Status**: pending\n",
    }
    found = judged(files, "index-status-drift")
    assert [judged.finding.span.start.line for _, judged in found] == [3]


def test_other_markdown_gets_no_findings() -> None:
    files = {
        "notes.md": "# Notes\n- [M1](gone.md) - [DONE]\n- M2\n\n| a | b |\n|---|---|\n| c |\n",
        "M1.md": "# Milestone: M1 Ground\n**Status**: pending\n",
        "M2.md": "# Milestone: M2 Wheels\n**Status**: pending\n",
    }
    project = plans.project_of(files)
    assert Judge(RULES, Settings()).findings(project.snapshot, "notes.md") == ()


def test_nothing_is_told_of_an_index_until_the_whole_plan_is_read() -> None:
    files = {
        "README.md": "# House\n- M1 - [DONE]\n- M2\n- [M9](M9.md)\n",
        "M1.md": "# Milestone: M1 Ground\n**Status**: pending\n",
        "M2.md": "# Milestone: M2 Wheels\n",
    }
    project = plans.project_of(files, complete=False)
    assert Judge(RULES, Settings()).findings(project.snapshot, "README.md") == ()


def test_the_words_of_the_list_are_used_where_it_has_some() -> None:
    files = {
        "README.md": "# House\n- M1 - [DONE]\n- M2 - [WIP]\n",
        "M1.md": "# Milestone: M1 Ground\n**Status**: in_progress\n",
        "M2.md": "# Milestone: M2 Wheels\n**Status**: in_progress\n",
    }
    found = only(files, "index-status-drift")
    assert [edit.text for edit in found.finding.fixes[0].edits[0].edits] == ["[WIP]"]


def test_while_a_fence_is_open_elsewhere_no_fix_edits_that_document() -> None:
    second = "# Milestone: M2 Wheels [P]\n**Can Run In Parallel With**: None\n"
    first = "# Milestone: M1 Ground [P]\n**Can Run In Parallel With**: M2\n"
    project = plans.project_of({"M1.md": first, "M2.md": second})
    judge = Judge([RULE["asymmetric-parallel"]], Settings())
    project.open("M2.md", project.read(second))
    assert [len(found.finding.fixes) for found in judge.findings(project.snapshot, "M1.md")] == [1]
    assert "M1.md" in project.edit("M2.md", [Edit(Span(Position(1, 0), Position(1, 0)), "```\n")])
    assert [len(found.finding.fixes) for found in judge.findings(project.snapshot, "M1.md")] == [0]
    assert "M1.md" in project.edit("M2.md", [Edit(Span(Position(1, 0), Position(2, 0)), "")])
