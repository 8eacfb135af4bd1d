"""Findings for programs: one JSON object, whose shape ``docs/cli.md`` tells and *version* counts.

Lines and columns count from 1, columns in code points; a range ends right behind its last character.
"""

import json
from typing import Any

from milestone_ls.render.report import Report, Reported
from milestone_ls.rules.finding import FileEdit, Fix, Related
from milestone_ls.text import Position, Span

VERSION = 1


def report_as_json(report: Report) -> str:
    """*report* as JSON text, with a line end."""
    data: dict[str, Any] = {
        "version": VERSION,
        "milestones": report.milestones,
        "findings": [_finding(reported) for reported in report.findings],
    }
    if report.accepted is not None:
        data["accepted"] = report.accepted
    if report.mended is not None:
        data["fixed"] = [{"path": mended.path, "title": mended.title} for mended in report.mended]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _finding(reported: Reported) -> dict[str, Any]:
    finding = reported.finding
    return {
        "code": reported.code,
        "severity": str(reported.severity),
        "gate": reported.fails,
        "path": reported.path,
        "milestone": reported.milestone,
        "message": finding.message,
        "range": _range(finding.span),
        "related": [_related(related) for related in finding.related],
        "fixes": [fix_as_data(fix) for fix in finding.fixes],
    }


def _related(related: Related) -> dict[str, Any]:
    return {"path": related.path, "range": _range(related.span), "message": related.message}


def fix_as_data(fix: Fix) -> dict[str, Any]:
    """A fix; the keys beside *edits* are there only where a fix does more than edit."""
    data: dict[str, Any] = {"title": fix.title, "edits": [edit for file in fix.edits for edit in _edits(file)]}
    if fix.creates:
        data["creates"] = [{"path": new.path, "text": new.text} for new in fix.creates]
    if fix.renames:
        data["renames"] = [{"path": rename.path, "to": rename.target} for rename in fix.renames]
    if fix.settings:
        data["settings"] = [{"key": setting.key, "value": setting.value} for setting in fix.settings]
    return data


def _edits(file: FileEdit) -> list[dict[str, Any]]:
    return [{"path": file.path, "range": _range(edit.span), "text": edit.text} for edit in file.edits]


def _range(span: Span) -> dict[str, Any]:
    return {"start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line + 1, "column": position.column + 1}
