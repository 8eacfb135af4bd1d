"""The JSON Schema says what is accepted, with words for the user."""

import json
from typing import Any

import pytest
import tomlkit

from milestone_ls.config import Settings, json_schema

from .marks import CODES, check_problems, check_right

SCHEMA = json_schema()
PROPERTIES: dict[str, dict[str, Any]] = SCHEMA["properties"]
KEYS = [field.replace("_", "-") for field in Settings.__struct_fields__]


def tables() -> list[tuple[str, dict[str, Any]]]:
    """Every table of fixed keys in the schema, with its name."""
    return [("the top", SCHEMA), *SCHEMA["$defs"].items()]


def test_the_schema_is_json_of_the_dialect_that_it_names() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["title"] == "milestone-ls"


def test_every_key_stands_in_the_schema() -> None:
    assert list(PROPERTIES) == KEYS


def test_every_key_at_every_depth_is_described_and_has_a_default() -> None:
    for name, table in tables():
        assert table["additionalProperties"] is False, name
        for key, entry in table["properties"].items():
            assert len(entry["description"]) > 20, f"{name}: {key}"
            assert "default" in entry or "Default: " in entry["description"], f"{name}: {key}"


def test_the_defaults_are_those_of_the_settings() -> None:
    defaults = {key: entry["default"] for key, entry in PROPERTIES.items() if "default" in entry}
    loaded = check_right(tomlkit.dumps(defaults))
    assert loaded.settings == Settings()


@pytest.mark.parametrize("key", KEYS)
def test_the_examples_are_right(key: str) -> None:
    for example in PROPERTIES[key].get("examples", []):
        check_right(tomlkit.dumps({key: example}))


def test_there_is_no_null_in_toml_and_none_in_the_schema() -> None:
    assert "null" not in json.dumps(SCHEMA)


def test_known_codes_are_offered_where_codes_stand() -> None:
    properties = json_schema(CODES)["properties"]
    assert properties["severity"]["propertyNames"] == {"enum": sorted(CODES)}
    assert properties["per-file"]["additionalProperties"]["items"]["enum"] == sorted(CODES)
    assert set(CODES) < set(properties["fail-on"]["items"]["examples"])
    assert "propertyNames" not in PROPERTIES["severity"]


def test_what_the_schema_lists_is_what_is_accepted() -> None:
    for profile in PROPERTIES["profile"]["enum"]:
        check_right(f'profile = "{profile}"')
    for severity in PROPERTIES["severity"]["additionalProperties"]["enum"]:
        check_right(f'severity.dead-link = "{severity}"')
    check_problems("hours-per-day = «24.1»", "hours-per-day: 24.1 is too much; write at most 24")
    assert PROPERTIES["hours-per-day"]["maximum"] == 24
