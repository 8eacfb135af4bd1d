"""SARIF that every consumer takes: valid under the published schema, and places that lead to the words."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from milestone_ls.render.report import Report
from milestone_ls.render.sarif import FINGERPRINT, report_as_sarif
from milestone_ls.rules.catalogue import RULES
from milestone_ls.rules.finding import FileEdit, Finding, Fix, NewFile, Related, Severity
from milestone_ls.text import Edit, Position, Span
from tests.render.reports import report, reported

_SCHEMAS = Path(__file__).parent / "sarif/node_modules/@microsoft/jest-sarif/lib/schemas"


@cache
def schema() -> Draft7Validator:
    found = sorted(_SCHEMAS.glob("sarif-2.1.0*.json"))
    if not found:
        how = "the schema of SARIF is missing: npm ci --prefix tests/render/sarif"
        if os.environ.get("CI") == "true":
            pytest.fail(how)
        pytest.skip(how)
    return Draft7Validator(json.loads(found[0].read_text(encoding="utf-8")))


def run(found: Report) -> dict[str, Any]:
    """The one run of the report; keys may be asked for without a schema at hand."""
    runs: list[dict[str, Any]] = json.loads(report_as_sarif(found, RULES))["runs"]
    assert len(runs) == 1
    return runs[0]


def result(**changes: object) -> dict[str, Any]:
    results: list[dict[str, Any]] = run(report(reported(**changes)))["results"]
    return results[0]


FIXES = (
    Fix("Correct it", edits=(FileEdit("docs/M 1%.md", (Edit(Span.on_line(4, 2, 6), "there\n"),)),)),
    Fix("Create it", creates=(NewFile("docs/M9.md", "x"),)),
)
RELATED = (Related("docs/M2.md", Span.on_line(0, 2, 4), "see [this](x)"),)
HOSTILE = Finding(Span(Position(4, 0), Position(9, 0)), 'a "b" [c](d) {0} 🐳\n\x00\ud800', RELATED, FIXES)


@pytest.mark.parametrize(
    "found",
    [
        report(),
        report(reported(), reported(severity=Severity.ERROR, fails=True), reported(severity=Severity.HINT)),
        report(reported(finding=HOSTILE, path='a\n"<b>:c::\\.md', milestone=None)),
        report(reported(code="unknown-dependency"), reported(path="../elsewhere/M1.md")),
    ],
)
def test_a_report_is_valid_under_the_schema(found: Report) -> None:
    text = report_as_sarif(found, RULES).encode("utf-8", "backslashreplace")
    problems = [error.message for error in schema().iter_errors(json.loads(text))]
    assert problems == []


def test_the_schema_refuses_what_is_no_sarif() -> None:
    broken = json.loads(report_as_sarif(report(reported()), RULES))
    del broken["runs"][0]["results"][0]["message"]
    broken["runs"][0]["columnKind"] = "cells"
    assert len(list(schema().iter_errors(broken))) == 2


def test_a_place_is_a_relative_uri_with_lines_and_columns_from_one() -> None:
    place = result(path="docs/M 1:ä%.md")["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "docs/M%201%3A%C3%A4%25.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 7},
    }
    whole = run(report(reported()))
    assert whole["columnKind"] == "unicodeCodePoints"
    assert "uri" not in whole["originalUriBaseIds"]["%SRCROOT%"]
    outside = result(path="../M1.md")["locations"][0]["physicalLocation"]["artifactLocation"]
    assert outside == {"uri": "../M1.md"}


def test_each_rule_that_found_something_comes_with_its_page() -> None:
    whole = run(report(reported(), reported(code="unknown-dependency", severity=Severity.ERROR)))
    told = whole["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in told] == ["dead-link", "unknown-dependency"]
    assert told[1]["help"]["markdown"].startswith("# unknown-dependency\n")
    assert told[1]["defaultConfiguration"] == {"level": "error"}
    assert [told[found["ruleIndex"]]["id"] for found in whole["results"]] == ["dead-link", "unknown-dependency"]


@pytest.mark.parametrize(
    ("severity", "level"),
    [("error", "error"), ("warning", "warning"), ("information", "note"), ("hint", "note")],
)
def test_severities_become_levels(severity: str, level: str) -> None:
    assert result(severity=Severity(severity))["level"] == level


def test_fixes_that_only_edit_are_told_with_what_they_replace() -> None:
    assert result(finding=HOSTILE)["fixes"] == [
        {
            "description": {"text": "Correct it"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "docs/M%201%25.md", "uriBaseId": "%SRCROOT%"},
                    "replacements": [
                        {
                            "deletedRegion": {"startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 7},
                            "insertedContent": {"text": "there\n"},
                        }
                    ],
                }
            ],
        }
    ]


def test_other_places_are_related_and_no_words_of_a_document_become_a_link() -> None:
    (related,) = result(finding=HOSTILE)["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "docs/M2.md"
    assert related["message"]["text"] == "see \\[this\\](x)"


def test_the_fingerprint_and_what_the_check_makes_of_it_go_along() -> None:
    found = result(fails=True)
    assert found["partialFingerprints"] == {FINGERPRINT: "0123456789abcdef:1"}
    assert found["properties"] == {"gate": True, "milestone": "M1"}
