"""Writes the settings that the server takes into package.json, as the server's own models describe them.

Run it with a Python that has milestone-ls. Each setting is null until somebody makes it: what an extension contributes
as a default is sent as if it were set, and would then stand against the server's own defaults. The settings that the
extension reads itself stand in package.json beside these and are left as they are.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from milestone_ls.config import SECTION
from milestone_ls.config.model import ClientModel

PACKAGE = Path(__file__).resolve().parent.parent / "package.json"

TITLE = "Plan"
"""The group of settings in package.json that is written here."""

_LEFT_OUT = {
    "diagnostics.mode",  # VS Code shows what is published
    "features.outline",  # VS Code has an outline of its own, which the extension leaves alone
    "fail-on",  # what makes a check on the command line fail shows nowhere in an editor
}

_TABLES = ("diagnostics", "features")
"""Tables of which each entry is a setting of its own."""

_KEPT = ("enum", "items", "minimum", "maximum", "exclusiveMinimum", "pattern", "properties", "additionalProperties")


def contributed() -> dict[str, Any]:
    """The settings by their full names, as ``contributes.configuration`` has them."""
    schema = ClientModel.model_json_schema()
    entries: dict[str, dict[str, Any]] = _inlined(schema["properties"], schema["$defs"])
    found = {name: entry for name, entry in entries.items() if name not in _TABLES}
    for table in _TABLES:
        found |= {f"{table}.{name}": entry for name, entry in entries[table]["properties"].items()}
    return {f"{SECTION}.{_camel(name)}": _setting(entry) for name, entry in found.items() if name not in _LEFT_OUT}


def written(package: str) -> str:
    """The text of package.json with the settings in it as they should be."""
    content = json.loads(package)
    for group in content["contributes"]["configuration"]:
        if group["title"] == TITLE:
            group["properties"] = contributed()
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _inlined(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """*node* without references, which mean nothing in package.json, and without titles that are made of names."""
    named = definitions[node["$ref"].rpartition("/")[2]] if "$ref" in node else {}
    plain = {key: value for key, value in (named | node).items() if key != "$ref" and not _is_title(key, value)}
    inner = {key: value for key, value in plain.items() if isinstance(value, dict)}
    return plain | {key: _inlined(value, definitions) for key, value in inner.items()}


def _is_title(key: str, value: object) -> bool:
    return key == "title" and isinstance(value, str)


def _setting(entry: dict[str, Any]) -> dict[str, Any]:
    choices = [choice for choice in entry.get("anyOf", [entry]) if choice.get("type") != "null"]
    setting: dict[str, Any] = {"type": [*(choice["type"] for choice in choices), "null"], "default": None}
    for choice in choices:
        setting |= {key: _without_defaults(choice[key]) for key in _KEPT if key in choice}
    if "enum" in setting:
        setting["enum"] = [*setting["enum"], None]
    description = re.sub(r"\bthis file\b", "the configuration, or of the workspace", entry["description"])
    parts = [re.sub(r"\{\w+\}", r"`\g<0>`", description)]
    if entry.get("default") not in (None, {}, []):
        parts.append(f"Default: `{json.dumps(entry['default'])}`.")
    parts += (f"For example `{json.dumps(example, ensure_ascii=False)}`." for example in entry.get("examples", []))
    return {**setting, "markdownDescription": " ".join(parts), "scope": "window"}


def _without_defaults(node: object) -> object:
    """*node* without the server's defaults, which hold where nothing is set."""
    if not isinstance(node, dict):
        return node
    return {key: _without_defaults(value) for key, value in node.items() if key != "default"}


def _camel(name: str) -> str:
    return re.sub(r"-(\w)", lambda found: found.group(1).upper(), name)


if __name__ == "__main__":
    before = PACKAGE.read_text(encoding="utf-8")
    after = written(before)
    PACKAGE.write_text(after, encoding="utf-8")
    sys.stdout.write("package.json was up to date\n" if after == before else "package.json has new settings\n")
