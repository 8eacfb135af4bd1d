"""Findings in SARIF 2.1.0, the form that code scanning and viewers of static analysis read.

Paths are relative to the top of the source tree, which each consumer knows and nobody is told: so the same plan gives
the same text on every machine. Section numbers are those of the OASIS standard.
"""

import json
import os
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from milestone_ls import __version__
from milestone_ls.render.pages import first_sentence, page
from milestone_ls.render.report import Report, Reported
from milestone_ls.rules.finding import FileEdit, Fix, Related, Severity
from milestone_ls.rules.rule import Rule
from milestone_ls.text import Span

_Object: TypeAlias = dict[str, Any]

FINGERPRINT = "milestoneFinding/v1"
"""The name of our fingerprints; another number when they are made in another way (3.27.17)."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_TOP = "%SRCROOT%"
_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
    Severity.OFF: "none",
}


def report_as_sarif(report: Report, rules: Iterable[Rule]) -> str:
    """*report* as JSON text, with a line end; of *rules* those that found something are told."""
    codes = {reported.code for reported in report.findings}
    told = sorted((rule for rule in rules if rule.code in codes), key=lambda rule: rule.code)
    numbers = {rule.code: number for number, rule in enumerate(told)}
    run: _Object = {
        "tool": {
            "driver": {"name": "milestone-ls", "semanticVersion": __version__, "rules": [_rule(rule) for rule in told]}
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_TOP: {"description": {"text": "The top of the source tree."}}},
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(reported, numbers.get(reported.code)) for reported in report.findings],
    }
    data = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> _Object:
    """A reportingDescriptor (3.49); *help* is the rule's page."""
    text = page(rule)
    return {
        "id": rule.code,
        "shortDescription": {"text": _message(first_sentence(rule))},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(reported: Reported, number: int | None) -> _Object:
    finding = reported.finding
    data: _Object = {
        "ruleId": reported.code,
        "level": _LEVELS[reported.severity],
        "message": {"text": _message(finding.message)},
        "locations": [{"physicalLocation": _place(reported.path, finding.span)}],
        "partialFingerprints": {FINGERPRINT: reported.fingerprint},
        "properties": {"gate": reported.fails, "milestone": reported.milestone},
    }
    if number is not None:
        data["ruleIndex"] = number
    if finding.related:
        data["relatedLocations"] = [_related(related, at) for at, related in enumerate(finding.related)]
    if fixes := [_fix(fix) for fix in finding.fixes if _can_be_told(fix)]:
        data["fixes"] = fixes
    return data


def _related(related: Related, number: int) -> _Object:
    return {
        "id": number,
        "physicalLocation": _place(related.path, related.span),
        "message": {"text": _message(related.message)},
    }


def _place(path: str, span: Span) -> _Object:
    return {"artifactLocation": _artifact(path), "region": _region(span)}


def _region(span: Span) -> _Object:
    """Lines and columns from 1; the end column is the one behind the last character (3.30)."""
    return {
        "startLine": span.start.line + 1,
        "startColumn": span.start.column + 1,
        "endLine": span.end.line + 1,
        "endColumn": span.end.column + 1,
    }


def _artifact(path: str) -> _Object:
    uri = quote(os.fsencode(path))
    if path.startswith("../"):
        return {"uri": uri}  # a base is no base for what lies outside of it (3.14.14)
    return {"uri": uri, "uriBaseId": _TOP}


def _can_be_told(fix: Fix) -> bool:
    """Whether a fix does nothing but edit: SARIF knows no other (3.55)."""
    return bool(fix.edits) and not (fix.creates or fix.renames or fix.settings)


def _fix(fix: Fix) -> _Object:
    return {"description": {"text": _message(fix.title)}, "artifactChanges": [_change(file) for file in fix.edits]}


def _change(file: FileEdit) -> _Object:
    return {
        "artifactLocation": _artifact(file.path),
        "replacements": [
            {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in file.edits
        ],
    }


def _message(text: str) -> str:
    """*text* as a message in which nothing is a link to somewhere (3.11.6)."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else text
