"""The JSON Schema of the configuration file, for editors that complete and check TOML.

Written from the models, so that it cannot differ from what is accepted. TOML has no null, so the schema has none.
"""

from collections.abc import Collection
from typing import Any

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}


def json_schema(known_codes: Collection[str] = ()) -> dict[str, Any]:
    """The schema (draft 2020-12), with a description for every key and each default that can be written down.

    known_codes  the codes of the rules, to be offered where codes may stand; none: any code will do
    """
    # Whoever asks for the schema waits for pydantic; nobody else does.
    from .model import ProjectModel  # noqa: PLC0415

    schema: dict[str, Any] = {"$schema": _DIALECT, **_tidied(ProjectModel.model_json_schema())}
    schema["title"] = "milestone-ls"
    if known_codes:
        codes = sorted(known_codes)
        properties = schema["properties"]
        properties["severity"]["propertyNames"] = {"enum": codes}
        properties["per-file"]["additionalProperties"]["items"]["enum"] = codes
        properties["fail-on"]["items"]["examples"] = ["gate", "error", "warning", "information", "hint", *codes]
    return schema


def _tidied(node: dict[str, Any]) -> dict[str, Any]:
    """*node* without the titles that pydantic makes of names, and without null."""
    tidy: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("properties", "$defs"):
            tidy[key] = {name: _tidied(entry) for name, entry in value.items()}
        elif key == "anyOf" and _NULL in value:
            tidy |= next(choice for choice in value if choice != _NULL)
        elif key != "title" and not (key == "default" and value is None):
            tidy[key] = value
    return tidy
