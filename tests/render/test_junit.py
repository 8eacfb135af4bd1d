"""A JUnit report as GitLab and Jenkins take it: a test a document, with all the words in its body."""

from xml.etree import ElementTree as ET

from milestone_ls.render.junit import report_as_junit
from milestone_ls.render.report import Looked, Report
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.text import Span
from tests.render.reports import report, reported


def parsed(found: Report) -> ET.Element:
    return ET.fromstring(report_as_junit(found).encode())  # noqa: S314 - it is our own


def test_each_document_is_a_test_that_fails_with_what_fails_the_check() -> None:
    found = Report(
        2,
        (
            reported(fails=True),
            reported(fails=True, code="unknown-status"),
            reported(severity=Severity.INFORMATION, finding=Finding(Span.on_line(0, 0, 1), "by the way")),
        ),
        documents=(
            Looked("docs/M1.md", "docs", "M1"),
            Looked("docs/M2.md", "docs", "M2"),
            Looked("other/M1.md", ".", "M1"),
            Looked("docs/README.md", "docs", None),
        ),
    )
    root = parsed(found)
    assert root.attrib == {"name": "milestone-ls", "tests": "3", "failures": "1", "errors": "0", "skipped": "0"}
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
        ("milestone-ls", "1", "0"),
        ("milestone-ls docs", "2", "1"),
    ]
    tests = root.findall(".//testcase")
    assert [(test.get("classname"), test.get("name"), test.get("file")) for test in tests] == [
        ("milestone-ls", "other/M1.md (M1)", "other/M1.md"),
        ("milestone-ls docs", "docs/M1.md (M1)", "docs/M1.md"),
        ("milestone-ls docs", "docs/M2.md (M2)", "docs/M2.md"),
    ]
    (failure,) = tests[1].findall("failure")
    assert failure.get("message") == "2 findings: dead-link, unknown-status"
    assert failure.text is not None
    assert failure.text.startswith("docs/M1.md:5:3: warning[dead-link] no such file (gate)\n  5 | a [link](gone.md)\n")
    assert "by the way" in (tests[1].findtext("system-out") or "")
    assert [list(test) for test in (tests[0], tests[2])] == [[], []]


def test_a_plan_without_milestones_is_a_report_without_tests() -> None:
    root = parsed(Report(0, ()))
    assert (root.tag, root.get("tests"), list(root)) == ("testsuites", "0", [])


def test_hostile_words_do_not_break_the_form() -> None:
    hostile = Finding(Span.on_line(0, 0, 1), 'a]]> <b a="1"> &amp; \x00\x0b\ufffe\ud800 🐳')
    path = 'a"<\n\x01>&\udcff.md'
    root = parsed(report(reported(path=path, finding=hostile, fails=True, line="\x0c<x>")))
    (test,) = root.findall(".//testcase")
    assert test.get("file") == 'a"<\n\ufffd>&\ufffd.md'
    assert 'a]]> <b a="1"> &amp; \ufffd\ufffd\ufffd\ufffd 🐳' in (test.findtext("failure") or "")
