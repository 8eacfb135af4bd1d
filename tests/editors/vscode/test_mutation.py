"""What the tests in VS Code are worth: without findings and answers of the server they fail.

Here those of what the editor is used for most. All of them:
EDITOR_TEST_MUTED=1 EDITOR_TEST_LIMIT=5 pytest tests/editors/vscode. What passes then is about no finding and no answer:
that commands are there, and that a server is set up, which is none that could be muted.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.editors.mutation import outcomes_over_a_muted_server

pytestmark = pytest.mark.xdist_group("vscode")

HERE = Path(__file__).parent
WATCHED = {
    "test_findings.py::test_an_unknown_id_is_underlined_while_typing_and_no_more_when_it_is_mended",
    "test_findings.py::test_the_problems_panel_leads_to_a_finding_in_a_file_that_is_closed",
    "test_lifecycle.py::test_findings_come_back_after_the_server_was_killed",
    "test_navigation.py::test_f12_on_a_dependency_goes_to_its_milestone_and_back",
    "test_typing.py::test_a_suggestion_comes_behind_a_comma_and_enter_takes_it",
    "test_typing.py::test_a_section_of_the_template_is_written_and_tab_goes_through_what_is_to_be_filled_in",
}


def test_each_fails_over_a_server_whose_findings_and_answers_are_taken_away(browser: Browser) -> None:  # noqa: ARG001  # skips with it
    outcomes = outcomes_over_a_muted_server([str(HERE / test) for test in sorted(WATCHED)], 5, {}, processes=0)
    assert {f"{outcome.file}::{outcome.test}" for outcome in outcomes} == WATCHED
    assert [outcome for outcome in outcomes if outcome.ended != "FAILED"] == []
