"""What ``--baseline`` accepts: the findings of a day, wherever they have moved, and no other."""

import json

import pytest

from tests.cli.shell import Shell

CODE = "completed-before-upstream"
SAID = "completed, but M1 is in_progress; correct one of them, or remove the dependency"
PLAN = """
    //- docs/M1-Ground.md
    # Milestone: M1 Ground [B]
    **Status**: in_progress
    //- docs/M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: completed
    //- docs/M3-Paint.md
    # Milestone: M3 Paint [P]
    **Dependencies**: M1
    **Status**: DONE
    //- docs/notes.md
    # Notes
"""
ASK = ("check", "--select", CODE)


def accepted(shell: Shell) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((shell.here / "b.json").read_text(encoding="utf-8"))["accepted"]
    return found


def test_the_findings_of_now_are_written_sorted_one_a_line(shell: Shell) -> None:
    shell.write(PLAN)
    outcome = shell(*ASK, "--write-baseline", "b.json")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "3 milestones, no findings\n2 accepted by the baseline\n"
    assert (shell.here / "b.json").read_bytes().decode() == (
        "{\n"
        '  "version": 1,\n'
        '  "accepted": [\n'
        f'    {{"milestone": "M2", "code": "{CODE}", "text": "{SAID}"}},\n'
        f'    {{"milestone": "M3", "code": "{CODE}", "text": "{SAID}"}}\n'
        "  ]\n"
        "}\n"
    )


def test_what_is_accepted_stays_so_when_lines_move_and_files_do_and_what_is_new_fails(shell: Shell) -> None:
    shell.write(PLAN)
    shell(*ASK, "--write-baseline", "b.json")
    moved = shell.here / "docs/done/M2.md"
    moved.parent.mkdir()
    (shell.here / "docs/M2-Wheels.md").rename(moved)
    moved.write_text("\n\n<!-- new -->\n" + moved.read_text(encoding="utf-8"), encoding="utf-8")
    assert shell(*ASK, "--baseline", "b.json").code == 0
    shell.write("//- docs/M4.md\n# Milestone: M4 Bell [S]\n**Dependencies**: M1\n**Status**: completed\n")
    outcome = shell(*ASK, "--baseline", "b.json", "--json")
    report = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (1, "")
    assert [finding["milestone"] for finding in report["findings"]] == ["M4"]
    assert report["accepted"] == 2


def test_of_findings_that_are_the_same_as_many_are_accepted_as_there_were(shell: Shell) -> None:
    link = "[x](gone.md)\n"
    shell.write(f"//- M1.md\n# Milestone: M1 Ground [B]\n\n{link}{link}")
    ask = ("check", "--select", "dead-link", "--json")
    shell(*ask, "--write-baseline", "b.json")
    assert accepted(shell)[0]["count"] == 2
    shell.write(f"//- M1.md\n# Milestone: M1 Ground [B]\n\n{link}\n{link}\n{link}")
    assert len(json.loads(shell(*ask, "--baseline", "b.json").out)["findings"]) == 1


def test_more_findings_than_are_shown_are_accepted_all(shell: Shell) -> None:
    links = "".join(f"[x](gone{number}.md)\n" for number in range(30))
    shell.write(f"//- M1.md\n# Milestone: M1 Ground [B]\n\n{links}")
    shell("check", "--select", "dead-link", "--write-baseline", "b.json")
    assert len(accepted(shell)) == 30
    shell.write(f"//- M1.md\n# Milestone: M1 Ground [B]\n\n{links.partition(chr(10))[2]}")
    assert "no findings" in shell("check", "--select", "dead-link", "--baseline", "b.json").out


def test_what_is_no_longer_found_is_told_and_fails_nothing(shell: Shell) -> None:
    shell.write(PLAN)
    shell(*ASK, "--write-baseline", "b.json")
    shell.write("//- docs/M3-Paint.md\n# Milestone: M3 Paint [P]\n**Status**: DONE\n")
    outcome = shell(*ASK, "--baseline", "b.json")
    assert (outcome.code, outcome.out) == (0, "3 milestones, no findings\n1 accepted by the baseline\n")
    assert outcome.err.splitlines() == [
        f"milestone-ls: b.json: no longer found: M3: {CODE}: {SAID}",
        "milestone-ls: b.json: --write-baseline b.json takes out what is no longer found",
    ]
    shell(*ASK, "--write-baseline", "b.json")
    assert [entry["milestone"] for entry in accepted(shell)] == ["M2"]


@pytest.mark.parametrize("narrow", [("docs/M1-Ground.md",), ("--ignore", CODE), ("--select", "dead-link")])
def test_what_was_not_looked_at_is_neither_gone_nor_taken_out(shell: Shell, narrow: tuple[str, ...]) -> None:
    shell.write(PLAN)
    shell(*ASK, "--write-baseline", "b.json")
    before = (shell.here / "b.json").read_bytes()
    assert shell("check", *narrow, "--severity", "error", "--baseline", "b.json").err == ""
    shell("check", *narrow, "--severity", "error", "--write-baseline", "b.json")
    kept = [entry for entry in accepted(shell) if entry["code"] == CODE]
    assert kept == json.loads(before)["accepted"]


def test_plans_of_the_same_ids_are_told_apart_from_where_the_file_is(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.write(PLAN)
    shell.write(PLAN.replace("docs/", "other/"))
    shell.write("//- other/milestone-ls.toml\n")
    shell(*ASK, "docs", "--write-baseline", "b.json")
    assert shell(*ASK, "docs", "--baseline", "b.json").code == 0
    assert shell(*ASK, "other", "--baseline", "b.json").code == 1
    shell(*ASK, "other", "--write-baseline", "b.json")
    assert {entry.get("plan") for entry in accepted(shell)} == {None, "other"}
    assert shell(*ASK, "--baseline", "b.json").code == 0
    monkeypatch.chdir(shell.here / "other")
    assert shell(*ASK, "--baseline", "../b.json").code == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n "version": 1,\n <<<<<<<', "b.json:3: not JSON: "),
        ("[]", 'b.json:1: no baseline: an object with "version" and the list "accepted" was expected'),
        ('{"version": 2, "accepted": []}', "b.json:1: version 2 is not known here"),
        ('{"version": 1, "x": ["a"], "accepted": [\n{"code": "x"}]}', 'b.json:2: the entry has no "text"'),
        (
            '{"version": 1, "accepted": [{"milestone": "M1", "code": "x", "text": "y"},\n\n7\n]}',
            "b.json:3: an entry is an object",
        ),
        ('{"version": 1, "accepted": [\n{"code": "x", "text": "y"}]}', 'b.json:2: an entry has either "milestone" or'),
        ('{"version": 1, "accepted": [{"path": 1, "code": "x", "text": "y"}]}', 'b.json:1: "path" is a text'),
        (
            '{"version": 1, "accepted": [{"path": "a", "code": "x", "text": "y", "count": 0}]}',
            'b.json:1: "count" is a number from 1',
        ),
        ("[" * 100_000, "b.json:1: "),
        ("\n\udcff", "b.json:2: not UTF-8"),
    ],
)
def test_a_file_that_is_no_baseline_is_told_with_its_line_and_what_to_do(
    shell: Shell, text: str, expected: str
) -> None:
    shell.write(PLAN)
    (shell.here / "b.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    for option in ("--baseline", "--write-baseline"):
        outcome = shell(*ASK, option, "b.json")
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(expected), outcome.err
        assert outcome.err.endswith("; mend it, or remove it and write it anew with --write-baseline b.json\n")


def test_a_baseline_that_is_not_there_is_no_empty_one(shell: Shell) -> None:
    shell.write(PLAN)
    outcome = shell(*ASK, "--baseline", "gone.json")
    assert outcome.code == 2
    assert outcome.err == ("milestone-ls check: no such baseline: gone.json; --write-baseline gone.json writes one\n")
    assert shell(*ASK, "--baseline", "b.json", "--write-baseline", "b.json").code == 2
    nowhere = shell(*ASK, "--write-baseline", "nowhere/b.json")
    assert (nowhere.code, nowhere.out) == (2, "")
    assert nowhere.err.startswith("milestone-ls check: cannot write nowhere/b.json: ")
