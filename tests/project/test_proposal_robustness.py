"""Whatever a folder holds, something is proposed that can be read, means what was tried, and breaks nothing."""

import string

from hypothesis import example, given, settings
from hypothesis import strategies as st

from milestone_ls.config import FILE_NAMES, load
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.project.names import Outcome
from milestone_ls.project.project import Project
from milestone_ls.project.proposal import Proposal, propose, survey_of
from milestone_ls.project.proposal.outcome import left_aside, references, unknown_statuses
from milestone_ls.template.reading import built_in_source, schema_of
from milestone_ls.template.schema import Schema
from tests.project.proposed import chain

ODD = st.text(st.characters(codec="utf-8"), max_size=12)
IDS = st.sampled_from(["M1", "M2", "M03", "Phase 1", "Phase 2C", "3.", "ADR-001", "[M1]", "None"])
WORDS = st.one_of(IDS, st.sampled_from(["Ground", "🚀", "{ID}", "—", ":", "<x>", "'", '"', "\\d"]))
NAMES = st.sampled_from(["Dependencies", "Waits for", "Status", "State", "Risk", "Blocks", "{Name}", "a\tb", "x`y"])
SECTIONS = st.sampled_from(
    ["Overview", "Goals", "Tasks", "Phase 1.1: Dig", "Definition of Done", "", "{Aim}", "🎯 Aim"]
)
PIECES = ["- [ ] dig\n", "1. dig\n", "Text {Goals}.\n\n", "```\n", "---\n", "> quote\n", "- **Depth**: 3\n", "\n"]
LINES = st.one_of(
    st.builds("# {} {}\n".format, WORDS, WORDS),
    st.builds("**{}**: {}, {}\n".format, NAMES, WORDS, WORDS),
    st.builds("| {} | {} |\n|---|---|\n| {} | x |\n".format, NAMES, WORDS, WORDS),
    st.builds("## {}\n\n".format, SECTIONS),
    st.sampled_from(PIECES),
    st.builds("{}\n".format, ODD),
)
TEXTS = st.lists(LINES, max_size=12).map("".join)
FOLDERS = st.sampled_from(["", "docs/", "milestones/", "docs/tracking/", "archive/", "a [b]/", "M1-x/"])
STEMS = st.one_of(
    st.sampled_from(["M1", "M2-x", "README", "phase-1", "template"]),
    st.text([sign for sign in string.printable if sign != "/"], min_size=1),
)
PATHS = st.builds("{}{}.md".format, FOLDERS, STEMS)


def built_again(found: Proposal) -> Project:
    """The plan that the proposed files make, read as any configuration is."""
    loaded = load(found.text, FILE_NAMES[0])
    assert loaded is not None
    assert not loaded.problems, (found.text, loaded.problems)
    source = built_in_source()
    if found.template is not None:
        assert loaded.settings.template == found.template.path
        source = chunks.read(found.template.text, MarkdownReader())
    elif loaded.settings.template is not None:
        source = found.survey.sources[loaded.settings.template]
    schema = schema_of(source, loaded.settings)
    assert isinstance(schema, Schema)
    project = Project(loaded.settings, schema)
    paths = [path for path in found.survey.sources if project.is_read(path)]
    project.put({path: project.read(found.survey.sources[path].text) for path in paths})
    return project


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(PATHS, TEXTS, max_size=6))
@example({"a\nb.md": "# M1: x\n**Waits for**: M2\n", "c.md": "# M2: y\n**Waits for**: M1\n"})
@example({"docs/M1.md": "# M1: x\n\n## \u2028\x85\n", "docs/M2.md": "# M2: x\n\n## \u2028\x85\n"})
def test_any_folder_gives_a_proposal_that_means_what_was_tried(files: dict[str, str]) -> None:
    found = propose(survey_of(files))
    plan = built_again(found).snapshot.plan
    assert list(plan.milestones) == list(found.trial.plan.milestones)
    assert plan.resolved == found.trial.plan.resolved
    assert len(list(left_aside(found.survey, found.trial))) + len(found.trial.milestones) == len(files)
    assert unknown_statuses(found.trial) is not None
    assert references(found.trial, upstream=True).stated >= 0


@settings(deadline=None, max_examples=40)
@given(TEXTS, st.sampled_from(["# {id}: {title}", "# Phase {id} — {title}", "# {id} {title} [P]"]))
def test_what_stands_below_the_fields_changes_no_milestone_and_loses_no_dependency(text: str, heading: str) -> None:
    files = _files(chain(heading, "**Dependencies**: {before}\n\n## More\n\n"))
    alone = propose(survey_of(files))
    odd = propose(survey_of({path: content + text for path, content in files.items()}))
    assert odd.trial.paths == alone.trial.paths
    assert [milestone.id for milestone in odd.trial.milestones] == [
        milestone.id for milestone in alone.trial.milestones
    ]
    found = [sum(item.outcome is Outcome.RESOLVED for item in tried.trial.items) for tried in (alone, odd)]
    assert found[1] >= found[0]


def _files(text: str) -> dict[str, str]:
    """The files of a text, as they stand: nothing in it is a mark."""
    pieces = (piece.partition("\n") for piece in text.split("//- ")[1:])
    return {path: content for path, _, content in pieces}
