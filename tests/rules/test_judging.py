"""What becomes of findings on their way to the user: severities, profiles, globs, comments, limits.

The rules here find every ``%`` of a document, so that only the judge is under test.
"""

from collections.abc import Iterable, Iterator, Mapping

import pytest

from milestone_ls.config import Settings
from milestone_ls.config.settings import Profile, SeverityName
from milestone_ls.project.facts import Milestone
from milestone_ls.project.plan import Plan
from milestone_ls.project.project import Project
from milestone_ls.project.trouble import Trouble, TroubleKind
from milestone_ls.rules.catalogue import RULES, rule_named
from milestone_ls.rules.finding import Finding, Severity, edit_fix
from milestone_ls.rules.judging import MOST_PER_CODE, Judge, Judged, fails
from milestone_ls.rules.rule import (
    DocumentRule,
    FileRule,
    PartRule,
    PlanRule,
    Rule,
    Subject,
    WholeRule,
    context_rule,
    document_rule,
    file_rule,
    plan_rule,
    whole_rule,
)
from milestone_ls.template.reading import built_in_schema
from milestone_ls.text import Edit, Position, Span
from tests.plans import project_of
from tests.rules import pages

HERE = Span.on_line(0, 0, 1)


def marks(
    code: str = "mark",
    severity: Severity = Severity.WARNING,
    *,
    gate: bool = False,
    lenient: bool = False,
    lower: Severity | None = None,
) -> DocumentRule:
    """A rule that finds every ``%``; *lower* is the severity that its findings have of their own."""

    @document_rule(code, severity, gate=gate, lenient=lenient)
    def rule(subject: Subject) -> Iterator[Finding]:
        source = subject.document.source
        for number in range(source.line_count):
            for column, sign in enumerate(source.line(number)):
                if sign == "%":
                    span = Span.on_line(number, column, column + 1)
                    yield Finding(span, f"a mark on line {number}", severity=lower)

    return rule


def judged(text: str, rules: Iterable[Rule], path: str = "M1.md", **settings: object) -> tuple[Judged, ...]:
    project = project_of({path: text}, Settings(**settings))  # type: ignore[arg-type]  # names are checked by dataclasses
    return Judge(tuple(rules), project.settings).findings(project.snapshot, path)


def lines(found: Iterable[Judged]) -> list[int]:
    return [one.finding.span.start.line for one in found]


def one(found: tuple[Judged, ...]) -> tuple[Severity, bool]:
    (only,) = found
    return only.severity, only.gates


MARKED = "# Milestone: M1 Ground %\n"


class TestSeverity:
    @pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING, Severity.INFORMATION, Severity.HINT])
    def test_a_finding_has_the_severity_of_its_rule(self, severity: Severity) -> None:
        assert one(judged(MARKED, [marks(severity=severity)])) == (severity, False)

    def test_a_rule_that_is_off_is_not_asked(self) -> None:
        assert judged(MARKED, [marks(severity=Severity.OFF)]) == ()

    @pytest.mark.parametrize("name", ["error", "warning", "information", "hint"])
    def test_the_configuration_moves_it_and_wakes_what_is_off(self, name: SeverityName) -> None:
        assert one(judged(MARKED, [marks()], severity={"mark": name})) == (Severity(name), False)
        assert one(judged(MARKED, [marks(severity=Severity.OFF)], severity={"mark": name})) == (Severity(name), False)

    def test_the_configuration_switches_a_rule_off(self) -> None:
        assert judged(MARKED, [marks()], severity={"mark": "off"}) == ()

    def test_a_finding_may_be_less_grave_than_its_rule(self) -> None:
        rule = marks(severity=Severity.ERROR, gate=True, lower=Severity.INFORMATION)
        assert one(judged(MARKED, [rule])) == (Severity.INFORMATION, False)

    def test_the_configuration_moves_only_the_gravest_findings_of_a_rule(self) -> None:
        rule = marks(severity=Severity.ERROR, gate=True, lower=Severity.INFORMATION)
        assert one(judged(MARKED, [rule], severity={"mark": "warning"})) == (Severity.INFORMATION, False)
        assert one(judged(MARKED, [rule], severity={"mark": "hint"})) == (Severity.HINT, False)
        assert judged(MARKED, [rule], severity={"mark": "off"}) == ()


class TestGate:
    @pytest.mark.parametrize(
        ("severity", "gates"), [("error", True), ("warning", True), ("information", False), ("hint", False)]
    )
    def test_a_gate_code_gates_at_a_warning_and_above(self, severity: SeverityName, gates: bool) -> None:
        assert one(judged(MARKED, [marks(gate=True)], severity={"mark": severity}))[1] is gates
        assert one(judged(MARKED, [marks()], severity={"mark": severity}))[1] is False

    @pytest.mark.parametrize(
        ("fail_on", "failing"),
        [
            (("gate",), ["gate"]),
            ((), []),
            (("plain",), ["plain"]),
            (("gate", "plain"), ["gate", "plain"]),
            (("error",), ["grave"]),
            (("warning",), ["gate", "grave", "plain"]),
            (("hint",), ["faint", "gate", "grave", "plain"]),
        ],
    )
    def test_fail_on_names_the_gate_codes_or_severities(self, fail_on: tuple[str, ...], failing: list[str]) -> None:
        rules = (
            marks("gate", gate=True),
            marks("plain"),
            marks("grave", Severity.ERROR),
            marks("faint", Severity.HINT),
        )
        settings = Settings(fail_on=fail_on)
        assert sorted(found.code for found in judged(MARKED, rules) if fails(found, settings)) == failing

    def test_a_finding_below_its_rule_does_not_fail_the_gate(self) -> None:
        (found,) = judged(MARKED, [marks(severity=Severity.ERROR, gate=True, lower=Severity.INFORMATION)])
        assert not fails(found, Settings())


class TestProfiles:
    @pytest.mark.parametrize(
        ("profile", "expected"),
        [
            ("minimal", {"gate": "error"}),
            ("standard", {"gate": "error", "w": "warning", "i": "information", "h": "hint"}),
            ("strict", {"gate": "error", "w": "warning", "i": "warning", "h": "information", "off": "warning"}),
        ],
    )
    def test_a_profile_raises_or_leaves_out(self, profile: Profile, expected: dict[str, str]) -> None:
        rules = (
            marks("gate", Severity.ERROR, gate=True),
            marks("w", Severity.WARNING),
            marks("i", Severity.INFORMATION),
            marks("h", Severity.HINT),
            marks("off", Severity.OFF),
        )
        assert {found.code: found.severity for found in judged(MARKED, rules, profile=profile)} == expected

    @pytest.mark.parametrize("profile", ["minimal", "standard", "strict"])
    def test_a_severity_by_name_goes_before_the_profile(self, profile: Profile) -> None:
        assert one(judged(MARKED, [marks(severity=Severity.HINT)], profile=profile, severity={"mark": "error"})) == (
            Severity.ERROR,
            False,
        )

    def test_what_is_less_grave_than_its_rule_is_raised_likewise(self) -> None:
        rule = marks(severity=Severity.ERROR, gate=True, lower=Severity.INFORMATION)
        assert one(judged(MARKED, [rule], profile="strict")) == (Severity.WARNING, False)


class TestPerFile:
    @pytest.mark.parametrize(
        ("glob", "silent"),
        [
            ("docs/done/**", True),
            ("docs/done/", True),
            ("**/*.md", True),
            ("M1.md", True),
            ("docs/*", True),
            ("done/M1.md", False),
            ("docs/open/**", False),
            ("M2.md", False),
        ],
    )
    def test_a_code_is_silent_in_the_files_that_a_glob_names(self, glob: str, silent: bool) -> None:
        found = judged(MARKED, [marks(), marks("other")], "docs/done/M1.md", per_file={glob: ("mark",)})
        assert [one.code for one in found] == (["other"] if silent else ["mark", "other"])


class TestComments:
    @pytest.mark.parametrize(
        ("text", "left"),
        [
            ("# Milestone: M1 %\n<!-- milestone-ls: disable=mark -->\n%\n## A\n%\n", []),
            ("<!-- milestone-ls: disable=mark -->\n\n# Milestone: M1 %\n## A\n%\n", []),
            ("# Milestone: M1 %\n\n<!-- milestone-ls: disable=other, mark -->\n\n## A\n%\n", []),
            ("# Milestone: M1 %\n\n<!-- milestone-ls: disable=other -->\n", [0]),
            ("# Milestone: M1 %\n## A %\n<!-- milestone-ls: disable=mark -->\n%\n## B\n%\n", [0, 5]),
            ("# Milestone: M1 %\n## A %\n### C %\n<!-- milestone-ls: disable=mark -->\n%\n### D %\n", [0, 1, 5]),
            ("# Milestone: M1 %\n## A %\n<!-- milestone-ls: disable=mark -->\n### C %\n%\n## B %\n", [0, 5]),
            ("# Milestone: M1 %\n## A\n<!-- milestone-ls: disable-next-line=mark -->\n%\n\n%\n", [0, 5]),
            ("# Milestone: M1 %\n## A\ntext <!-- milestone-ls: disable-next-line=mark -->\n% %\n%\n", [0, 4]),
            ("# Milestone: M1\n```\n<!-- milestone-ls: disable=mark -->\n```\n%\n", [4]),
            ("# Milestone: M1\n`<!-- milestone-ls: disable=mark -->`\n%\n", [2]),
            ("# Milestone: M1\n<!-- milestone-ls:disable = mark\n-->\n%\n", []),
        ],
    )
    def test_a_comment_switches_a_code_off_where_it_stands(self, text: str, left: list[int]) -> None:
        assert lines(judged(text, [marks()])) == left


def test_at_most_twenty_of_a_code_are_told_and_the_last_says_how_many_more_there_are() -> None:
    text = MARKED + "%\n" * 30
    found = judged(text, [marks("few"), marks("many")])
    assert [one.code for one in found[:4]] == ["few", "many", "few", "many"]
    assert len(found) == 2 * MOST_PER_CODE == 40
    assert lines(one for one in found if one.code == "many") == list(range(20))
    assert [one.finding.message for one in found[-3:]] == [
        "a mark on line 18",
        "a mark on line 19 (and 11 more)",
        "a mark on line 19 (and 11 more)",
    ]
    assert "more" not in judged(MARKED + "%\n" * 19, [marks()])[-1].finding.message


def test_findings_come_in_the_order_of_the_text() -> None:
    found = judged("# Milestone: M1 %%\n%\n", [marks("b"), marks("a")])
    assert [(one.finding.span.start, one.code) for one in found] == [
        (place, code) for place in (Position(0, 16), Position(0, 17), Position(1, 0)) for code in "ab"
    ]


class TestFinished:
    @pytest.mark.parametrize(
        ("status", "severity"),
        [
            ("completed", Severity.HINT),
            ("DONE", Severity.HINT),
            ("cancelled", Severity.HINT),
            ("pending", Severity.WARNING),
            ("as it goes", Severity.WARNING),
        ],
    )
    def test_absent_parts_are_a_hint_in_what_is_finished(self, status: str, severity: Severity) -> None:
        text = f"{MARKED}**Status**: {status}\n"
        assert one(judged(text, [marks(lenient=True)]))[0] is severity
        assert one(judged(text, [marks(gate=True, lenient=True)]))[1] is (severity is Severity.WARNING)
        assert one(judged(text, [marks()]))[0] is Severity.WARNING
        assert one(judged(text, [marks(severity=Severity.ERROR)]))[0] is Severity.ERROR

    def test_what_is_off_stays_off(self) -> None:
        text = f"{MARKED}**Status**: completed\n"
        assert judged(text, [marks(lenient=True)], severity={"mark": "off"}) == ()


@plan_rule("of-the-plan", Severity.WARNING)
def of_the_plan(milestone: Milestone, _plan: Plan) -> Iterator[Finding]:
    yield Finding(milestone.heading_span, "by the plan", fixes=(edit_fix("mend", milestone.path, Edit(HERE, "")),))


@context_rule("in-context", Severity.WARNING)
def in_context(subject: Subject, plan: Plan) -> Iterator[Finding]:
    fix = edit_fix("mend", subject.path, Edit(HERE, ""))
    yield Finding(subject.milestone.heading_span, f"one of {len(list(plan.milestones))}", fixes=(fix,))


@whole_rule("of-the-whole", Severity.WARNING)
def of_the_whole(plan: Plan) -> Iterator[tuple[str, Finding]]:
    yield max(plan.pages), Finding(HERE, "at the last")


@file_rule("of-the-file", Severity.WARNING)
def of_the_file(trouble: Trouble) -> Iterator[Finding]:
    yield Finding(trouble.span, trouble.message)


ALL = (marks(), of_the_plan, in_context, of_the_whole, of_the_file)


def codes(project: Project, path: str) -> list[str]:
    return [one.code for one in Judge(ALL, project.settings).findings(project.snapshot, path)]


class TestBeforeThePlanIsRead:
    def project(self, files: Mapping[str, str]) -> Project:
        project = Project(Settings(), built_in_schema(Settings()))
        project.put({path: project.read(text) for path, text in files.items()})
        return project

    def test_only_what_a_document_says_by_itself_is_judged(self) -> None:
        project = self.project({"M1.md": MARKED, "M2.md": "# Milestone: M2\n"})
        assert codes(project, "M1.md") == ["mark"]
        assert codes(project, "M2.md") == []
        assert project.complete() == {"M1.md", "M2.md"}
        assert codes(project, "M1.md") == ["in-context", "of-the-plan", "mark"]
        assert codes(project, "M2.md") == ["of-the-whole", "in-context", "of-the-plan"]

    def test_each_rule_of_the_catalogue_that_needs_the_plan_waits_for_it(self) -> None:
        text = "# Milestone: M1 Ground\n**Dependencies**: M1, M9\n**Can Run In Parallel With**: M8\n**Blocks**: M7\n"
        project = self.project({"M1.md": text, "M2.md": text.replace("# Milestone: M1", "# Milestone: M2")})
        of_the_document = {rule.code for rule in RULES if isinstance(rule, DocumentRule | FileRule | PartRule)}
        judge = Judge(RULES, project.settings)
        assert {one.code for one in judge.findings(project.snapshot, "M1.md")} <= of_the_document
        project.complete()
        assert not {one.code for one in judge.findings(project.snapshot, "M1.md")} <= of_the_document


def test_other_markdown_is_judged_only_as_a_file_and_as_part_of_the_whole() -> None:
    project = project_of({"notes.md": "# Notes %\n", "README.md": "# %\n"})
    assert codes(project, "notes.md") == ["of-the-whole"]
    assert codes(project, "README.md") == []
    project.remove(["README.md"], [Trouble("README.md", TroubleKind.TOO_LARGE, "too large")])
    assert codes(project, "README.md") == ["of-the-file"]


def test_what_would_be_mended_by_an_earlier_text_is_not_offered_to_be_mended() -> None:
    project = project_of({"M1.md": MARKED})
    project.open("M1.md", project.read(MARKED))
    judge = Judge(ALL, project.settings)

    def fixes() -> list[int]:
        found = judge.findings(project.snapshot, "M1.md")
        return [len(one.finding.fixes) for one in found if one.code in ("in-context", "of-the-plan")]

    assert fixes() == [1, 1]
    project.edit("M1.md", [Edit(Span.on_line(0, 0, 0), "```\n")])
    assert fixes() == [0, 0]
    project.edit("M1.md", [Edit(Span.on_line(0, 0, 3), "")])
    assert fixes() == [1, 1]


def test_a_rule_is_found_by_its_code() -> None:
    assert rule_named("duplicate-id") in RULES
    assert rule_named("no-such-code") is None
    assert isinstance(of_the_plan, PlanRule)
    assert isinstance(of_the_whole, WholeRule)


def test_of_many_open_items_the_last_place_says_how_many_more_there_are() -> None:
    boxes = "".join(f"- [ ] thing {number}\n" for number in range(8))
    text = f"# Milestone: M1 Ground\n**Status**: completed\n\n## Objectives\n{boxes}"
    (found,) = (judged for _, judged in pages.judge_all({"M1.md": text}) if judged.code == "completed-with-open-items")
    assert [related.message for related in found.finding.related][-2:] == [
        "open: thing 3",
        "open: thing 4 (and 3 more)",
    ]
