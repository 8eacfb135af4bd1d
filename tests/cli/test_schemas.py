"""The JSON that commands print is what the schemas that milestone-ls prints say of it, and no key is left untold."""

import json

import pytest
from jsonschema import Draft202012Validator

from tests.cli.shell import REPOSITORY, Shell
from tests.cli.test_diff import PLAN, commit, edit


def schema_of(shell: Shell, command: str) -> Draft202012Validator:
    """The schema, under which here no other key may stand."""
    schema = json.loads(shell("schema", command).out)
    Draft202012Validator.check_schema(schema)
    closed = _closed(schema)
    assert isinstance(closed, dict)
    return Draft202012Validator(closed)


def _closed(schema: object) -> object:
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if isinstance(schema, dict):
        closed = {key: _closed(value) for key, value in schema.items()}
        return {**closed, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else closed
    return schema


def problems(validator: Draft202012Validator, out: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(out))]


def test_what_a_check_prints_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    validator = schema_of(shell, "check")
    assert problems(validator, shell("check", "--json").out) == []
    shell.write(PLAN)
    assert problems(validator, shell("check", "--json", "--fix", "--write-baseline", "b.json").out) == []
    monkeypatch.chdir(REPOSITORY)
    example = shell("check", "docs/example", "--json", "--severity", "hint").out
    assert problems(validator, example) == []
    broken = json.loads(example)
    broken["findings"][0]["range"]["start"]["line"] = 0
    broken["findings"][0]["more"] = 1
    assert len(problems(validator, json.dumps(broken))) == 2


def test_what_the_index_prints_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    validator = schema_of(shell, "index")
    monkeypatch.chdir(REPOSITORY)
    out = shell("index", "docs/example", "--json").out
    assert json.loads(out)["findings"]
    assert problems(validator, out) == []


def test_what_creating_prints_is_told(shell: Shell) -> None:
    validator = schema_of(shell, "new")
    shell.write(PLAN)
    out = shell("new", "next", "Bell", "--depends-on", "M1", "--json").out
    assert json.loads(out)["fix"]["creates"]
    assert problems(validator, out) == []


def test_what_a_diff_prints_is_told(shell: Shell) -> None:
    validator = schema_of(shell, "diff")
    commit(shell)
    edit(shell, "docs/M3-Paint.md", "**Dependencies**: M1", "**Dependencies**: M2, M9")
    edit(shell, "docs/M2-Wheels.md", "M2 Wheels", "M5 Wheels")
    edit(shell, "docs/M1-Ground.md", "pending", "done")
    shell.write("//- M7.md\n# Milestone: M7 Bell [S]\n**Dependencies**: M1\n")
    out = shell("diff", "HEAD", "--json").out
    (plan,) = json.loads(out)["plans"]
    assert all(plan[key] for key in ("added", "renamed", "statuses", "waves"))
    assert problems(validator, out) == []
    commit(shell, "")
    assert problems(validator, shell("diff", "HEAD~1", "--json").out) == []


def test_the_schema_of_the_configuration_is_what_comes_without_a_word(shell: Shell) -> None:
    assert shell("schema").out == shell("schema", "configuration").out
    assert shell("schema", "server").code == 2


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("plan", ("plan", "--json")),
        ("next", ("next", "--json")),
        ("show", ("show", "M1", "--json")),
        ("graph", ("graph", "--format", "json")),
    ],
)
def test_what_is_known_of_a_plan_is_told(shell: Shell, command: str, question: tuple[str, ...]) -> None:
    shell.write(PLAN)
    edit(shell, "docs/M1-Ground.md", "**Status**", "**Can Run In Parallel With**: M2\n**Status**")
    assert problems(schema_of(shell, command), shell(*question).out) == []


def test_a_verdict_on_a_parallel_claim_that_lacks_its_evidence_is_not_what_is_told(shell: Shell) -> None:
    shell.write(PLAN)
    edit(shell, "docs/M1-Ground.md", "**Status**", "**Can Run In Parallel With**: M2\n**Status**")
    told = json.loads(shell("show", "M1", "--json").out)
    (safety,) = told["plans"][0]["milestones"][0]["parallel_safety"]
    assert safety.pop("chain") == ["M2", "M1"]
    assert problems(schema_of(shell, "show"), json.dumps(told)) != []
