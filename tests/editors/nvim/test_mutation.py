"""What the tests in Neovim are worth: without findings and answers of the server each of them fails."""

from pathlib import Path

from tests.editors.mutation import outcomes_over_a_muted_server

HERE = Path(__file__).parent
WATCHED = {
    "test_changing.py",
    "test_commands.py",
    "test_completion.py",
    "test_findings.py",
    "test_lifecycle.py",
    "test_navigation.py",
}


def test_each_fails_over_a_server_whose_findings_and_answers_are_taken_away(nvim: Path) -> None:
    files = [str(HERE / name) for name in sorted(WATCHED)]
    outcomes = outcomes_over_a_muted_server(files, 3, {"NVIM_BIN": str(nvim)}, processes=2)
    assert {outcome.file for outcome in outcomes} == WATCHED
    assert [outcome for outcome in outcomes if outcome.ended != "FAILED"] == []
