"""Workflow commands as GitHub reads them: one a line, and nothing of a document that begins another."""

import re
from urllib.parse import unquote

from milestone_ls.render.github import report_as_commands
from milestone_ls.rules.finding import Finding, Related, Severity
from milestone_ls.text import Position, Span
from tests.render.reports import report, reported

_COMMAND = re.compile(r"::(?P<level>\w+) (?P<properties>.*?)::(?P<message>.*)")


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Level, properties and message, as the runner takes a line apart."""
    found = _COMMAND.fullmatch(line)
    assert found, line
    properties = dict(one.split("=", 1) for one in found["properties"].split(","))
    return found["level"], {name: unquote(value) for name, value in properties.items()}, unquote(found["message"])


def test_a_finding_is_an_annotation_at_its_place() -> None:
    related = Related("docs/M2.md", Span.on_line(6, 2, 3), "once here")
    found = report(reported(fails=True, finding=Finding(Span.on_line(4, 2, 6), "100 % wrong", (related,))))
    assert report_as_commands(found).splitlines() == [
        (
            "::warning file=docs/M1.md,line=5,endLine=5,col=3,endColumn=7,title=dead-link (gate)"
            "::100 %25 wrong%0Asee docs/M2.md:7:3: once here"
        ),
        "3 milestones, 1 finding: 1 warning",
        "1 fails the check: dead-link",
    ]


def test_severities_become_levels_and_columns_belong_to_one_line() -> None:
    several = Finding(Span(Position(1, 2), Position(3, 4)), "wrong")
    found = [reported(severity=severity, finding=several) for severity in list(Severity)[:4]]
    lines = [read(line) for line in report_as_commands(report(*found)).splitlines()[:4]]
    assert [level for level, _, _ in lines] == ["error", "warning", "notice", "notice"]
    assert lines[0][1] == {"file": "docs/M1.md", "line": "2", "endLine": "4", "title": "dead-link"}


def test_hostile_words_stay_inside_their_command() -> None:
    path, message = "a,b:c\n::error::%0A\r.md", "::error::x\n::set-output name=a::b\r\x1b[2J 50%0A"
    text = report_as_commands(report(reported(path=path, finding=Finding(Span.on_line(0, 0, 1), message))))
    lines = text.split("\n")
    assert "\r" not in text
    assert "\x1b" not in text
    assert [line.startswith("::") for line in lines] == [True, False, False]
    level, properties, told = read(lines[0])
    assert (level, properties["file"]) == ("warning", path)
    assert told.startswith("::error::x\ufffd::set-output name=a::b")
    assert told.endswith("50%0A")
