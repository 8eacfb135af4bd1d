"""What programs get: 1-based places in code points, and fixes with all they touch."""

import json

from milestone_ls.render.json import report_as_json
from milestone_ls.rules.finding import FileEdit, Finding, Fix, NewFile, Setting
from milestone_ls.text import Edit, Span
from tests.render.reports import report, reported


def test_a_fix_lists_its_edits_over_all_files_and_only_what_it_does_beside_them() -> None:
    edits = (
        FileEdit("docs/M1.md", (Edit(Span.on_line(4, 2, 6), "there"), Edit(Span.on_line(9, 0, 0), "x\n"))),
        FileEdit("docs/M2.md", (Edit(Span.on_line(0, 0, 1), ""),)),
    )
    fixes = (
        Fix("correct it", edits=edits),
        Fix("create it", creates=(NewFile("docs/M9.md", "# Milestone: M9\n"),)),
        Fix("say so", settings=(Setting("external-prefixes", "core"),)),
    )
    found = report(reported(finding=Finding(Span.on_line(4, 2, 6), "wrong 🐳", fixes=fixes)))
    text = report_as_json(found)
    assert "🐳" in text
    (finding,) = json.loads(text)["findings"]
    assert finding["fixes"] == [
        {
            "title": "correct it",
            "edits": [
                {
                    "path": "docs/M1.md",
                    "range": {"start": {"line": 5, "column": 3}, "end": {"line": 5, "column": 7}},
                    "text": "there",
                },
                {
                    "path": "docs/M1.md",
                    "range": {"start": {"line": 10, "column": 1}, "end": {"line": 10, "column": 1}},
                    "text": "x\n",
                },
                {
                    "path": "docs/M2.md",
                    "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 2}},
                    "text": "",
                },
            ],
        },
        {"title": "create it", "edits": [], "creates": [{"path": "docs/M9.md", "text": "# Milestone: M9\n"}]},
        {"title": "say so", "edits": [], "settings": [{"key": "external-prefixes", "value": "core"}]},
    ]


def test_what_is_no_milestone_has_none() -> None:
    (finding,) = json.loads(report_as_json(report(reported(milestone=None))))["findings"]
    assert finding["milestone"] is None
    assert list(finding) == [
        "code", "severity", "gate", "path", "milestone", "message", "range", "related", "fixes",
    ]  # fmt: skip
