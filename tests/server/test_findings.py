"""What is found is found once for each state of a document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from milestone_ls.project.workspace import Place, Workspace
from milestone_ls.rules.catalogue import CODES
from milestone_ls.rules.finding import Finding
from milestone_ls.rules.judging import Case, Judge
from milestone_ls.rules.rule import Rule
from milestone_ls.server import findings
from milestone_ls.server.findings import Findings, OpenDocument
from milestone_ls.server.pulling import Puller
from milestone_ls.text import Edit, Encoding, Position, Span

KEPT = ("_judges", "_kept", "_faulty", "_verdicts")
TEXT = "# Milestone: M1 Ground [B]\n**Status**: dnoe\n"


class Asked:
    """A workspace with one open document, and how often that was judged."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        self.workspace = Workspace(CODES)
        self.workspace.folders = [folder]
        self.open = {folder / "M1.md", folder / "M2.md"}
        self.findings = Findings(self.workspace, self._opened, lambda: Encoding.UTF8)
        everything = Judge.everything

        def counted(judge: Judge, *args: object) -> object:
            self.times += 1
            return everything(judge, *args)  # type: ignore[arg-type]  # passed on as they come

        monkeypatch.setattr(Judge, "everything", counted)

    def _opened(self, path: Path) -> OpenDocument | None:
        return OpenDocument(path.as_uri(), 1) if path in self.open else None

    def place(self, path: Path, text: str = TEXT) -> Place:
        place, _ = self.workspace.open(path, text)
        assert place is not None
        return place


def test_an_open_document_is_judged_once_for_each_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(tmp_path, monkeypatch)
    place = asked.place(tmp_path / "M1.md")
    first = asked.findings.judged(place)
    assert asked.findings.judged(place) is first
    assert asked.times == 1
    asked.workspace.edit(place.path, [Edit(Span(Position(1, 12), Position(1, 16)), "done")])
    codes = {judged.code for judged in asked.findings.judged(place)}
    assert "unknown-status" in {judged.code for judged in first}
    assert "unknown-status" not in codes
    assert asked.times == 2


def test_another_document_that_changes_the_plan_makes_it_judge_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(tmp_path, monkeypatch)
    place = asked.place(tmp_path / "M1.md")
    asked.findings.judged(place)
    asked.place(tmp_path / "M2.md", TEXT.replace("M1", "M2"))
    asked.findings.judged(place)
    assert asked.times == 2


def test_what_is_closed_and_what_is_too_much_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(tmp_path, monkeypatch)
    monkeypatch.setattr(findings, "_MOST_KEPT", 1)
    one, other = asked.place(tmp_path / "M1.md"), asked.place(tmp_path / "M2.md", TEXT.replace("M1", "M2"))
    for place in (one, other, one):
        asked.findings.judged(place)
    assert asked.times == 3
    asked.open.clear()
    asked.findings.judged(one)
    asked.findings.judged(one)
    assert asked.times == 4, "what was kept is handed out once more and let go"


def test_a_document_that_cannot_be_judged_is_logged_once_and_leaves_the_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = Asked(tmp_path, monkeypatch)
    place, other = asked.place(tmp_path / "M1.md"), asked.place(tmp_path / "M2.md", TEXT.replace("M1", "M2"))
    puller = Puller(asked.workspace, asked.findings, lambda: None)
    before = puller.document(place.path, None)
    of_whole = Judge.of_whole

    def faulty(judge: Judge, rule: Rule, case: Case) -> Iterator[Finding]:
        if case.path == "M1.md":
            raise ZeroDivisionError
        return of_whole(judge, rule, case)

    monkeypatch.setattr(Judge, "of_whole", faulty)
    asked.workspace.edit(place.path, [Edit(Span(Position(1, 12), Position(1, 16)), "done")])
    for _ in range(2):
        assert asked.findings.shown(place) is None
        # What the client was told last stands.
        assert puller.document(place.path, before["resultId"])["kind"] == "unchanged"
        reports = {report["uri"]: report for report in puller.workspace({}) if report}
        assert reports[other.path.as_uri()]["items"]
    assert [record.getMessage() for record in caplog.records] == [f"{place.path} could not be judged"]
    monkeypatch.setattr(Judge, "of_whole", of_whole)
    assert asked.findings.shown(place)
    assert puller.document(place.path, before["resultId"])["kind"] == "full"


def test_nothing_is_kept_of_plans_that_are_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(tmp_path, monkeypatch)
    place = asked.place(tmp_path / "M1.md")
    asked.findings.judged(place)
    asked.findings.told(place)
    monkeypatch.setattr(Judge, "of_whole", None)
    asked.findings.told_or_none(asked.place(tmp_path / "M2.md", TEXT.replace("M1", "M2")))
    assert all(getattr(asked.findings, name) for name in KEPT), "else the test shows nothing"
    for path in asked.open:
        asked.workspace.close(path)
    asked.workspace.forget(tmp_path)
    asked.findings.forget_plans()
    assert not any(getattr(asked.findings, name) for name in KEPT)
