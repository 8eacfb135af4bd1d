"""``milestone-ls graph``: formats, files, parts of a plan, and what is refused."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests.cli.shell import Shell

PLAN = """
    //- docs/M1-Ground.md
    # Milestone: M1 Ground [B]

    **Dependencies**: None
    **Status**: done

    ## Overview
    Level it.
    //- docs/M2-Walls & Roof.md
    # Milestone: M2 Walls [S]

    **Dependencies**: M1
    **Status**: pending

    ## Overview
    Raise them.
    //- docs/M3-Paint.md
    # Milestone: M3 Paint [S]

    **Dependencies**: M2
    **Status**: pending

    ## Overview
    Paint it.
    """


@pytest.fixture
def shed(shell: Shell) -> Shell:
    shell.write(PLAN)
    return shell


def test_without_a_format_it_is_a_flowchart_for_mermaid(shed: Shell) -> None:
    outcome = shed("graph")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("flowchart LR\n")
    assert "n1 --> n2" in outcome.out


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [
        ("mermaid", "flowchart LR\n"),
        ("dot", "digraph "),
        ("json", "{\n"),
        ("svg", "<?xml "),
        ("html", "<!DOCTYPE html>\n"),
    ],
)
def test_each_format_goes_to_standard_output_or_to_a_file(shed: Shell, format_: str, beginning: str) -> None:
    printed = shed("graph", "--format", format_)
    assert printed.out.startswith(beginning)
    saved = shed("graph", "--output", f"plan.{format_}")
    assert (saved.code, saved.out) == (0, "")
    assert (shed.here / f"plan.{format_}").read_text(encoding="utf-8") == printed.out


def test_without_the_extra_a_picture_says_what_to_install(shed: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fast_sugiyama", None)
    assert shed("graph", "--format", "dot").code == 0
    outcome = shed("graph", "--format", "svg")
    assert outcome.code == 2
    assert "milestone-ls[pictures]" in outcome.err


def test_links_lead_from_the_file_to_the_documents(shed: Shell) -> None:
    (shed.here / "site").mkdir()
    shed("graph", "-o", "site/plan.html")
    text = (shed.here / "site/plan.html").read_text(encoding="utf-8")
    assert 'href="../docs/M2-Walls%20%26%20Roof.md"' in text
    assert 'href="docs/M2-Walls%20%26%20Roof.md"' in shed("graph", "--format", "html").out


def test_a_part_around_a_milestone(shed: Shell) -> None:
    whole = json.loads(shed("graph", "--format", "json", "--milestone", "m2").out)
    assert [found["id"] for found in whole["milestones"]] == ["M1", "M2", "M3"]
    part = json.loads(shed("graph", "--format", "json", "--milestone", "M3", "--depth", "1").out)
    assert [(found["id"], found["wave"]) for found in part["milestones"]] == [("M2", 2), ("M3", 3)]
    assert len(part["dependencies"]) == 1


def test_a_path_narrows_what_is_drawn_and_not_what_is_read(shed: Shell) -> None:
    part = json.loads(shed("graph", "--format", "json", "docs/M3-Paint.md").out)
    assert [(found["id"], found["wave"]) for found in part["milestones"]] == [("M3", 3)]


def test_an_unknown_milestone_is_refused_with_the_nearest(shed: Shell) -> None:
    outcome = shed("graph", "--milestone", "M33")
    assert outcome.code == 2
    assert "no milestone has the ID M33; did you mean M3?" in outcome.err


def test_a_depth_without_a_milestone_is_refused(shed: Shell) -> None:
    assert shed("graph", "--depth", "1").code == 2
    assert shed("graph", "--milestone", "M1", "--depth", "-1").code == 2


def test_several_plans_are_refused_by_name(shed: Shell) -> None:
    for name in ("one", "two"):
        folder = shed.here / name
        folder.mkdir()
        (folder / "milestone-ls.toml").touch()
        (folder / "M1.md").write_text("# Milestone: M1 Work [S]\n", encoding="utf-8")
    outcome = shed("graph")
    assert outcome.code == 2
    assert "there are 3: ., one, two; name one of them" in outcome.err
    assert shed("graph", "one").code == 0


def test_without_a_milestone_it_fails(shell: Shell) -> None:
    shell.write("//- notes.md\n# Notes\n")
    assert shell("graph").code == 1


def test_a_file_that_cannot_be_written_is_told(shed: Shell) -> None:
    outcome = shed("graph", "-o", "no/such/folder.html")
    assert outcome.code == 2
    assert re.search(r"cannot write no/such/folder.html: \S", outcome.err)
    assert list(Path(shed.here).glob("*.tmp")) == []


def test_the_schema_of_the_json(shed: Shell) -> None:
    assert json.loads(shed("schema", "graph").out)["properties"]["version"]
