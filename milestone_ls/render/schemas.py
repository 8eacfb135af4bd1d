"""The JSON Schemas (draft 2020-12) of what commands print for programs, by command.

Keys that are not told here may come at any time, so none is forbidden; what is told stays as it is as long as
``version`` does. The tests hold each output against its schema.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from milestone_ls.render import changes
from milestone_ls.render import json as findings
from milestone_ls.rules.finding import Severity

Schema: TypeAlias = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FROM_ONE: Schema = {"type": "integer", "minimum": 1}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None, about: str = "") -> Schema:
    schema: Schema = {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}
    return {"description": about, **schema} if about else schema


def _list(items: Schema, about: str = "") -> Schema:
    return {**({"description": about} if about else {}), "type": "array", "items": items}


def _named(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_EDIT = _object({"path": _TEXT, "range": _named("range"), "text": _TEXT}, about="Put text in the place of range.")
_FIX = _object(
    {"title": _TEXT, "edits": _list(_EDIT)},
    {
        "creates": _list(_object({"path": _TEXT, "text": _TEXT})),
        "renames": _list(_object({"path": _TEXT, "to": _TEXT})),
        "settings": _list(_object({"key": _TEXT, "value": _TEXT})),
    },
)
_FINDING = _object(
    {
        "code": _TEXT,
        "severity": {"enum": [str(severity) for severity in Severity if severity is not Severity.OFF]},
        "gate": {"type": "boolean", "description": "Whether this finding makes the check fail."},
        "path": {"type": "string", "description": "From the working directory, with / between names."},
        "milestone": {"type": ["string", "null"], "description": "The ID of the document's milestone."},
        "message": _TEXT,
        "range": _named("range"),
        "related": _list(_object({"path": _TEXT, "range": _named("range"), "message": _TEXT})),
        "fixes": _list(_FIX),
    }
)
_POSITION = _object({"line": _FROM_ONE, "column": _FROM_ONE}, about="From 1; columns in code points.")
_CHECK: Schema = {
    "$schema": _DIALECT,
    "title": "What milestone-ls check --json prints",
    **_object(
        {"version": {"const": findings.VERSION}, "milestones": _COUNT, "findings": _list(_FINDING)},
        {"accepted": _COUNT, "fixed": _list(_object({"path": _TEXT, "title": _TEXT}))},
    ),
    "$defs": {
        "range": _object(
            {"start": _named("position"), "end": _named("position")}, about="The end is behind the last character."
        ),
        "position": _POSITION,
    },
}

_WAVE: Schema = {"type": ["integer", "null"], "minimum": 1}
_DEPENDENCIES = _list(_object({"source": _TEXT, "target": _TEXT}, about="The source depends on the target."))
_HOURS = _object({"low": {"type": "number"}, "high": {"type": "number"}})
_FIGURES = _object(
    {
        "hours": {"anyOf": [_HOURS, {"type": "null"}]},
        "critical_path": {"type": ["array", "null"], "items": _TEXT},
        "unknown": _TEXT_OR_NULL,
    }
)
_PLAN = _object(
    {
        "path": _TEXT,
        "added": _list(_named("milestone")),
        "removed": _list(_named("milestone")),
        "renamed": _list(_object({"before": _named("milestone"), "after": _named("milestone")})),
        "statuses": _list(_object({"id": _TEXT, "before": _TEXT, "after": _TEXT})),
        "dependencies": _object({"added": _DEPENDENCIES, "removed": _DEPENDENCIES}),
        "waves": _list(_object({"id": _TEXT, "before": _WAVE, "after": _WAVE})),
        "schedule": _object({"before": _FIGURES, "after": _FIGURES}),
    }
)
_DIFF: Schema = {
    "$schema": _DIALECT,
    "title": "What milestone-ls diff --json prints",
    **_object({"version": {"const": changes.VERSION}, "revision": _TEXT, "commit": _TEXT, "plans": _list(_PLAN)}),
    "$defs": {"milestone": _object({"id": _TEXT, "title": _TEXT, "path": _TEXT})},
}

_INDEX: Schema = {**_CHECK, "title": "What milestone-ls index --json prints"}
_NEW: Schema = {
    "$schema": _DIALECT,
    "title": "What milestone-ls new --json prints",
    **_object(
        {
            "version": {"const": findings.VERSION},
            "id": _TEXT,
            "path": _TEXT,
            "written": {"type": "boolean", "description": "Whether all that fix holds was written."},
            "fix": _FIX,
        }
    ),
    "$defs": _CHECK["$defs"],
}

DOCTOR_VERSION = 1
"""Of the shape of what the doctor prints."""

_READ_PLAN = _object(
    {
        "path": _TEXT,
        "configuration": {"type": ["string", "null"], "description": "The file; null: the defaults hold."},
        "template": {"type": ["string", "null"], "description": "The file; null: the built-in one."},
        "documents": {"type": "integer", "minimum": 0, "description": "Markdown files that the plan reads."},
        "milestones": _COUNT,
        "left_out": {"type": "integer", "minimum": 0, "description": "Markdown files below it that it does not read."},
    }
)
_DOCTOR: Schema = {
    "$schema": _DIALECT,
    "title": "What milestone-ls doctor --json prints",
    **_object(
        {
            "version": {"const": DOCTOR_VERSION},
            "milestone-ls": _TEXT,
            "python": _TEXT,
            "system": _TEXT,
            "installed": {"type": "string", "description": "The folder of the package."},
            "packages": {"type": "object", "additionalProperties": _TEXT_OR_NULL},
            "folder": {"type": "string", "description": "What was looked through."},
            "ignored": {
                "type": "integer",
                "minimum": 0,
                "description": "Markdown files, and folders of any kind, that .gitignore leaves out.",
            },
            "plans": _list(_READ_PLAN),
            "problems": _list(_TEXT, about="Why the exit code is 1, a sentence each."),
        }
    ),
}

SCHEMAS: Mapping[str, Schema] = {"check": _CHECK, "diff": _DIFF, "doctor": _DOCTOR, "index": _INDEX, "new": _NEW}
"""By the command that prints it."""
