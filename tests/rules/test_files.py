"""Every trouble with a file has a rule that tells of it."""

from dataclasses import replace

import pytest

from milestone_ls.config import Settings, load
from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.judging import Judge
from milestone_ls.rules.rule import FileRule
from milestone_ls.template.reading import TemplateProblem, schema_of
from milestone_ls.text import Span
from tests import plans


class TestFiles:
    @pytest.mark.parametrize(
        ("kind", "code", "severity", "gates"),
        [
            (TroubleKind.UNREADABLE, "unreadable-file", "warning", True),
            (TroubleKind.TOO_LARGE, "document-too-large", "warning", False),
            (TroubleKind.BAD_BYTES, "bad-encoding", "warning", False),
            (TroubleKind.CONFIGURATION, "bad-configuration", "error", True),
            (TroubleKind.TEMPLATE, "bad-template", "error", True),
        ],
    )
    def test_each_trouble_is_told_by_one_rule_at_its_place(
        self, kind: TroubleKind, code: str, severity: str, gates: bool
    ) -> None:
        snapshot = plans.project_of({}).snapshot
        place = Span.on_line(3, 0, 2)
        snapshot = replace(snapshot, troubles={"a": (Trouble("a", kind, "is wrong", place),)})
        (found,) = Judge(RULES, Settings()).findings(snapshot, "a")
        assert (found.code, found.severity, found.gates, found.finding.span) == (code, severity, gates, place)
        assert found.finding.message.startswith("is wrong")

    def test_the_pages_show_what_is_really_said(self) -> None:
        page = {rule.code: rule.page for rule in RULES if isinstance(rule, FileRule)}
        loaded = load('profile = "stirct"\n', plans.CONFIGURATION)
        assert loaded is not None
        assert f"milestone-ls.toml:1: {loaded.problems[0].message}\n" in page["bad-configuration"]
        project = plans.project_of({})
        problem = schema_of(project.read("# Milestone: M1 Foundations").source, Settings())
        assert isinstance(problem, TemplateProblem)
        assert problem.message in page["bad-template"]


def test_what_a_file_that_was_not_read_seems_to_bear_is_not_unknown() -> None:
    project = plans.project_of({"M2.md": "# Milestone: M2 Wheels\n**Dependencies**: M14, M15\n"})
    judge = Judge(RULES, project.settings)

    def unknown() -> list[str]:
        found = judge.findings(project.snapshot, "M2.md")
        return [one.finding.message.split(",")[0] for one in found if one.code == "unknown-dependency"]

    assert len(unknown()) == 2
    affected = project.remove(["M14-big.md"], [Trouble("M14-big.md", TroubleKind.TOO_LARGE, "3 MB")])
    assert "M2.md" in affected
    assert len(unknown()) == 1
    assert "M2.md" in project.remove(["M14-big.md"])
    assert len(unknown()) == 2
