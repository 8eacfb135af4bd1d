"""How findings look to people: places, excerpts with marks under the right cells, and the summary."""

import pytest

from milestone_ls.render.excerpt import excerpt, plain
from milestone_ls.render.report import Report
from milestone_ls.render.text import TextStyle, finding_as_text, report_as_text
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.text import Position, Span, cells
from tests.render.reports import report, reported

STYLE = TextStyle()


@pytest.mark.parametrize(
    ("line", "under"),
    [
        ("see «gone.md» there", "    ^^^^^^^"),
        ("✅ «DONE»", "   ^^^^"),
        ("完了 «完了» 完了", "     ^^^^"),
        ("👩‍👩‍👧 «x»", "   ^"),
        ("☑️ «x»", "   ^"),
        ("e\u0301 «e\u0301e»", "  ^^"),
        ("\tx «y»", "      ^"),
        ("«»x", "^"),
        ("x«»", " ^"),
        ("«🐳»", "^^"),
    ],
)
def test_marks_stand_under_the_cells_that_a_terminal_gives_the_words(line: str, under: str) -> None:
    start, end = line.index("«"), line.index("»") - 1
    finding = Finding(Span.on_line(0, start, end), "wrong")
    shown = finding_as_text(reported(finding=finding, line=line.replace("«", "").replace("»", "")), STYLE)
    assert shown.splitlines()[2] == f"    | {under}"


def test_of_a_stretch_over_several_lines_the_first_is_shown() -> None:
    finding = Finding(Span(Position(8, 2), Position(11, 4)), "wrong")
    assert finding_as_text(reported(finding=finding, line="a table"), STYLE).splitlines() == [
        "docs/M1.md:9:3: warning[dead-link] wrong",
        "  9 | a table",
        "    |   ^^^^^",
    ]


@pytest.mark.parametrize("line", [None, "", "  "])
def test_where_there_is_nothing_to_show_there_is_no_excerpt(line: str | None) -> None:
    assert finding_as_text(reported(line=line), STYLE) == "docs/M1.md:5:3: warning[dead-link] no such file"


def test_other_places_that_matter_are_listed() -> None:
    finding = Finding(
        Span.on_line(0, 0, 1), "twice", related=(Related("docs/M2.md", Span.on_line(6, 2, 3), "once here"),)
    )
    assert finding_as_text(reported(finding=finding, line="x", fails=True), STYLE) == (
        "docs/M1.md:1:1: warning[dead-link] twice (gate)\n  1 | x\n    | ^\n  see docs/M2.md:7:3: once here"
    )


def test_long_lines_are_cut_around_the_words_that_count() -> None:
    line = f"{'before ' * 50}«{'here'}» {'behind ' * 50}".replace("«", "").replace("»", "")
    found = excerpt(line, 350, 354, 60)
    assert found.marked == "here"
    assert found.before.startswith("...")
    assert found.after.endswith("...")
    assert cells(found.before + found.marked + found.after) <= 60
    assert found.indent == cells(found.before)


def test_long_words_that_count_are_cut_too() -> None:
    found = excerpt("完" * 200, 10, 190, 60)
    assert found.marked.endswith("...")
    assert cells(found.before + found.marked + found.after) <= 60


def test_what_steers_a_terminal_is_shown_and_not_obeyed() -> None:
    assert plain("\x1b[2J\x07\u202egpj.exe\u2028") == "\ufffd[2J\ufffd\ufffdgpj.exe\ufffd"
    shown = report_as_text(
        report(reported(path="a\x1b.md", finding=Finding(Span.on_line(0, 0, 1), "\x1b]0;"), line="\x1b[31mx")), STYLE
    )
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("found", "summary"),
    [
        (report(milestones=0), "no milestones, no findings\n"),
        (report(milestones=1), "1 milestone, no findings\n"),
        (report(reported(line=None)), "3 milestones, 1 finding: 1 warning\n"),
        (
            report(
                *[reported(code="unknown-dependency", severity=Severity.ERROR, fails=True)] * 2,
                reported(code="duplicate-id", severity=Severity.ERROR, fails=True),
                reported(severity=Severity.INFORMATION),
                reported(severity=Severity.HINT),
            ),
            (
                "3 milestones, 5 findings: 3 errors, 1 information, 1 hint\n"
                "3 fail the check: duplicate-id, unknown-dependency (2)\n"
            ),
        ),
        (
            Report(2, (reported(fails=True),), {Severity.INFORMATION: 1, Severity.HINT: 3}),
            (
                "2 milestones, 1 finding: 1 warning\n"
                "1 fails the check: dead-link\n"
                "1 information, 3 hints not shown (--severity hint)\n"
            ),
        ),
    ],
)
def test_the_summary_counts_milestones_and_findings_and_names_what_fails(found: Report, summary: str) -> None:
    assert report_as_text(found, STYLE).endswith(summary)


def test_colours_mark_severities_and_leave_the_text_as_it_is() -> None:
    found = report(reported(fails=True), reported(severity=Severity.ERROR))
    coloured = report_as_text(found, TextStyle(colour=True))
    assert "\x1b[1;33mwarning[dead-link]\x1b[0m" in coloured
    assert "\x1b[1;31merror[dead-link]\x1b[0m" in coloured
    stripped = coloured
    for code in ("0", "1", "2", "1;31", "1;33"):
        stripped = stripped.replace(f"\x1b[{code}m", "")
    assert stripped == report_as_text(found, STYLE)
