"""docs/configuration.md tells of every setting, with examples that are accepted and messages as they really are."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from milestone_ls.config import Loaded, json_schema, load, read_client
from milestone_ls.rules.catalogue import CODES

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
FRONT_PAGE = (ROOT / "README.md").read_text(encoding="utf-8")

_BLOCK = re.compile(
    r"^```toml\n(?P<toml>.*?)^```$(?:\n\n^```text\n\$ milestone-ls check\n(?P<said>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
_KEY_SECTION = re.compile(r"^### (?P<key>.+)\n(?P<body>(?:(?!^#{2,3} ).*\n)*)", re.MULTILINE)
_CLIENT = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)

EXAMPLES = [block["toml"] for block in _BLOCK.finditer(FRONT_PAGE + TEXT) if block["said"] is None]
WRONG = [(block["toml"], block["said"]) for block in _BLOCK.finditer(TEXT) if block["said"] is not None]
SECTIONS = {section["key"]: section["body"] for section in _KEY_SECTION.finditer(TEXT)}


def loaded(toml: str) -> Loaded:
    name = "pyproject.toml" if "[tool.milestone-ls" in toml else "milestone-ls.toml"
    found = load(toml, name, known_codes=CODES)
    assert found is not None
    return found


@pytest.mark.parametrize("toml", EXAMPLES)
def test_every_example_is_accepted_and_sets_something(toml: str) -> None:
    found = loaded(toml)
    assert not found.problems
    assert found.explicit


def test_every_key_has_a_section_with_an_example_that_sets_it() -> None:
    assert sorted(SECTIONS) == sorted(json_schema()["properties"])
    for key, body in SECTIONS.items():
        blocks = [block["toml"] for block in _BLOCK.finditer(body)]
        assert len(blocks) == 1, key
        assert {path[0] for path in loaded(blocks[0]).explicit} == {key}


def test_defaults_are_those_that_hold() -> None:
    properties = json_schema()["properties"]
    for key, body in SECTIONS.items():
        stated = re.search(r"Default: `?([^`\n]+?)`?\.(?:\s|$)", body)
        if stated and "default" in properties[key] and not stated[1].startswith("found"):
            assert json.loads(stated[1]) == properties[key]["default"], key


@pytest.mark.parametrize(("toml", "said"), WRONG)
def test_what_is_wrong_is_told_as_shown(toml: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "milestone-ls.toml").write_text(toml, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "FORCE_COLOR")}
    checked = subprocess.run(
        [sys.executable, "-m", "milestone_ls", "check"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert checked.returncode == 2
    assert checked.stdout + checked.stderr == said


def test_the_example_for_editors_is_accepted() -> None:
    blocks = _CLIENT.findall(TEXT)
    assert blocks
    for block in blocks:
        assert read_client(json.loads(block), known_codes=CODES).messages == ()
