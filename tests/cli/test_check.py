"""What ``milestone-ls check`` reports, about which files, and how it looks."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell, write

CODE = "completed-before-upstream"
SAID = "completed, but M1 is in_progress; correct one of them, or remove the dependency"
PLAN = """
    //- docs/M1-Ground.md
    # Milestone: M1 Ground 🐳 [B]
    **Dependencies**: None
    **Status**: 🔄 in_progress
    //- docs/M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: «completed»
    //- docs/M3-Paint.md
    # Milestone: M3 Paint [P]
    **Dependencies**: M1
    **Status**: ✅ «DONE»
"""


def findings(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["findings"]
    return found


def paths(out: str) -> list[str]:
    return [finding["path"] for finding in findings(out)]


def test_a_finding_shows_its_place_its_words_and_what_else_matters(shell: Shell) -> None:
    shell.write(PLAN)
    outcome = shell("check", "--select", CODE)
    assert outcome.err == ""
    assert outcome.out == (
        f"docs/M2-Wheels.md:3:13: warning[completed-before-upstream] {SAID} (gate)\n"
        "  3 | **Status**: completed\n"
        "    |             ^^^^^^^^^\n"
        "  see docs/M1-Ground.md:3:15: M1 is in_progress\n"
        "\n"
        f"docs/M3-Paint.md:3:15: warning[completed-before-upstream] {SAID} (gate)\n"
        "  3 | **Status**: ✅ DONE\n"
        "    |                ^^^^\n"
        "  see docs/M1-Ground.md:3:15: M1 is in_progress\n"
        "\n"
        "3 milestones, 2 findings: 2 warnings\n"
        "2 fail the check: completed-before-upstream (2)\n"
    )
    assert outcome.code == 1


def test_a_plan_without_findings_is_fine(shell: Shell) -> None:
    shell.write(PLAN)
    outcome = shell("check", "--ignore", CODE, "--select", CODE)
    assert (outcome.code, outcome.out, outcome.err) == (0, "3 milestones, no findings\n", "")


def test_json_has_one_shape_whatever_was_found(shell: Shell) -> None:
    shell.write(PLAN)
    outcome = shell("check", "--select", CODE, "--format", "json", "docs/M3-Paint.md")
    assert json.loads(outcome.out) == {
        "version": 1,
        "milestones": 1,
        "findings": [
            {
                "code": CODE,
                "severity": "warning",
                "gate": True,
                "path": "docs/M3-Paint.md",
                "milestone": "M3",
                "message": SAID,
                "range": {"start": {"line": 3, "column": 15}, "end": {"line": 3, "column": 19}},
                "related": [
                    {
                        "path": "docs/M1-Ground.md",
                        "range": {"start": {"line": 3, "column": 15}, "end": {"line": 3, "column": 26}},
                        "message": "M1 is in_progress",
                    }
                ],
                "fixes": [],
            }
        ],
    }
    assert shell("check", "--ignore", CODE, "--select", CODE, "--format", "json").out == (
        '{\n  "version": 1,\n  "milestones": 3,\n  "findings": []\n}\n'
    )


def test_naming_a_file_or_folder_filters_what_is_reported_and_never_what_is_read(shell: Shell) -> None:
    shell.write(PLAN)
    shell.write(PLAN.replace("docs/", "docs/deep/").replace("M1", "N1").replace("M2", "N2").replace("M3", "N3"))
    ask = ("check", "--select", CODE, "--format", "json")
    assert paths(shell(*ask).out) == [
        "docs/M2-Wheels.md",
        "docs/M3-Paint.md",
        "docs/deep/N2-Wheels.md",
        "docs/deep/N3-Paint.md",
    ]
    assert paths(shell(*ask, "docs/M3-Paint.md", "docs/deep").out) == [
        "docs/M3-Paint.md",
        "docs/deep/N2-Wheels.md",
        "docs/deep/N3-Paint.md",
    ]
    assert paths(shell(*ask, "docs/../docs/M2-Wheels.md").out) == ["docs/M2-Wheels.md"]
    assert len(paths(shell(*ask, ".").out)) == 4
    assert shell(*ask, "docs/M1-Ground.md").code == 0


def test_within_a_work_tree_the_whole_of_it_is_read_and_reported(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write(PLAN)
    (shell.here / ".git").mkdir()
    (shell.here / "src").mkdir()
    monkeypatch.chdir(shell.here / "src")
    ask = ("check", "--select", CODE, "--format", "json")
    assert paths(shell(*ask).out) == ["../docs/M2-Wheels.md", "../docs/M3-Paint.md"]
    outcome = shell(*ask, ".")
    assert paths(outcome.out) == []
    assert ".: no Markdown file that a plan reads" in outcome.err


def test_each_folder_with_a_configuration_is_a_plan_of_its_own(shell: Shell) -> None:
    shell.write(PLAN)
    shell.write(PLAN.replace("docs/", "other/"))
    shell.write(f'//- other/milestone-ls.toml\n[severity]\n{CODE} = "information"\n')
    outcome = shell("check", "--select", CODE, "--format", "json")
    assert [(finding["path"], finding["severity"], finding["gate"]) for finding in findings(outcome.out)] == [
        ("docs/M2-Wheels.md", "warning", True),
        ("docs/M3-Paint.md", "warning", True),
        ("other/M2-Wheels.md", "information", False),
        ("other/M3-Paint.md", "information", False),
    ]
    assert shell("check", "--select", CODE, "other").code == 0


def test_a_folder_elsewhere_is_a_plan_of_its_own_and_nested_ones_are_reported_once(
    shell: Shell, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = write(tmp_path_factory.mktemp("elsewhere").resolve(), PLAN)
    ask = ("check", "--select", CODE, "--format", "json", str(elsewhere / "docs"))
    assert [Path(path).name for path in paths(shell(*ask).out)] == ["M2-Wheels.md", "M3-Paint.md"]
    twice = shell(*ask, str(elsewhere))
    assert paths(twice.out) == paths(shell(*ask).out)
    assert all(path.startswith("../") for path in paths(twice.out))


def test_a_link_names_what_it_leads_to(shell: Shell) -> None:
    shell.write(PLAN)
    try:
        (shell.here / "way").symlink_to(shell.here / "docs")
    except OSError:
        pytest.skip("links need rights here")
    assert paths(shell("check", "--select", CODE, "--format", "json", "way/M2-Wheels.md").out) == ["docs/M2-Wheels.md"]


def test_files_that_no_plan_reads_are_told_and_are_no_error(shell: Shell) -> None:
    shell.write(PLAN)
    shell.write("//- notes.txt\nx\n//- docs/old/M9.md\n# Milestone: M9 Old [B]\n")
    shell.write('//- milestone-ls.toml\nexclude = ["docs/old"]\n')
    outcome = shell("check", "--select", CODE, "notes.txt", "docs/old", "docs/M1-Ground.md")
    assert outcome.code == 0
    assert outcome.err.splitlines() == [
        f"milestone-ls: {name}: no Markdown file that a plan reads; hidden, ignored and excluded ones are left out"
        for name in ("notes.txt", "docs/old")
    ]


def test_a_folder_without_milestones_fails_and_says_what_makes_one(shell: Shell) -> None:
    shell.write("//- README.md\n# Nothing\n")
    for outcome in (shell("check"), shell("check", ".")):
        assert (outcome.code, outcome.out) == (1, "no milestones, no findings\n")
        assert "no milestone was found" in outcome.err
        assert "`milestone-ls init` proposes" in outcome.err


def test_a_file_that_is_no_milestone_fails_nothing(shell: Shell) -> None:
    shell.write("//- README.md\n# Nothing\n")
    outcome = shell("check", "README.md")
    assert (outcome.code, outcome.out, outcome.err) == (0, "no milestones, no findings\n", "")


def test_what_is_hidden_is_counted_and_what_fails_is_never_hidden(shell: Shell) -> None:
    shell.write(PLAN)
    shell.write(f'//- milestone-ls.toml\n[severity]\n{CODE} = "hint"\n')
    outcome = shell("check", "--select", CODE)
    assert (outcome.code, outcome.out) == (0, "3 milestones, no findings\n2 hints not shown (--severity hint)\n")
    assert f"hint[{CODE}]" in shell("check", "--select", CODE, "--severity", "hint").out
    shell.write(f'//- milestone-ls.toml\nfail-on = ["{CODE}"]\n[severity]\n{CODE} = "hint"\n')
    outcome = shell("check", "--select", CODE, "--severity", "error")
    assert outcome.code == 1
    assert outcome.out.endswith("3 milestones, 2 findings: 2 hints\n2 fail the check: completed-before-upstream (2)\n")


def test_codes_can_be_chosen_and_left_out_in_lists(shell: Shell) -> None:
    shell.write(PLAN)
    chosen = shell("check", "--select", f"{CODE}, bad-configuration", "--select", "bad-template", "--format", "json")
    assert {finding["code"] for finding in findings(chosen.out)} == {CODE}
    left = shell("check", "--ignore", CODE, "--severity", "hint", "--format", "json")
    assert CODE not in {finding["code"] for finding in findings(left.out)}


def test_a_code_that_is_asked_for_speaks_even_where_it_is_off(shell: Shell) -> None:
    shell.write(PLAN)
    shell.write(f'//- milestone-ls.toml\n[severity]\n{CODE} = "off"\n')
    assert f"[{CODE}]" not in shell("check").out
    assert f"warning[{CODE}]" in shell("check", "--select", CODE).out


def test_another_configuration_may_take_the_place_of_each_plans_own(
    shell: Shell, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shell.write(PLAN)
    shell.write("//- milestone-ls.toml\nbroken =\n")
    other = tmp_path_factory.mktemp("settings") / "lenient.toml"
    other.write_text(f'[severity]\n{CODE} = "information"\n', encoding="utf-8")
    outcome = shell("check", "--select", CODE, "--config", str(other))
    assert outcome.err == ""
    assert outcome.code == 0
    assert f"information[{CODE}]" in outcome.out


def test_the_document_that_is_not_read_is_told_and_the_rest_is_judged(shell: Shell) -> None:
    shell.write(PLAN)
    (shell.here / "docs/M2-Wheels.md").write_bytes(b"\xff" + (shell.here / "docs/M2-Wheels.md").read_bytes())
    shell.write("//- milestone-ls.toml\nmax-size = 100\n//- docs/M4.md\n" + "x" * 200)
    codes = {finding["path"]: finding["code"] for finding in findings(shell("check", "--format", "json").out)}
    assert codes["docs/M4.md"] == "document-too-large"
    assert "docs/M3-Paint.md" in codes


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            '//- docs/milestone-ls.toml\n# x\nprofile = "stirct"\n',
            'docs/milestone-ls.toml:2:11: error[bad-configuration] profile: "stirct" is not one of minimal',
        ),
        ("//- docs/milestone-ls.toml\nbroken =\n", "docs/milestone-ls.toml:1:9: error[bad-configuration] not TOML"),
        (
            '//- docs/milestone-ls.toml\n[severity]\ncompleted-before-upstraem = "off"\n',
            "docs/milestone-ls.toml:2:1: error[bad-configuration] severity: there is no code",
        ),
        (
            '//- docs/milestone-ls.toml\ntemplate = "gone.md"\n',
            'docs/milestone-ls.toml:1:12: error[bad-template] template: "gone.md" is not there; name a file',
        ),
        (
            '//- docs/milestone-ls.toml\ntemplate = "t.md"\n//- docs/t.md\n\n# Nothing\n',
            "docs/t.md:2:1: error[bad-template] the heading of a template needs an `{ID}` slot",
        ),
    ],
)
def test_a_bad_configuration_is_told_with_its_place_and_nothing_is_judged(
    shell: Shell, files: str, expected: str
) -> None:
    shell.write(PLAN)
    shell.write(files)
    outcome = shell("check", "--format", "json")
    assert outcome.err.startswith(expected), outcome.err
    assert (outcome.code, outcome.out) == (2, "")


def test_a_bad_configuration_of_a_plan_that_was_not_asked_for_does_not_matter(shell: Shell) -> None:
    shell.write(PLAN)
    shell.write("//- other/milestone-ls.toml\nbroken =\n//- other/M1.md\n# Milestone: M1 Other [B]\n")
    assert shell("check", "--select", CODE, "docs").code == 1
    assert shell("check", "--select", CODE).code == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("gone", "docs", "away.md"), "milestone-ls check: no such file or folder: gone, away.md\n"),
        (("--select", "completed-before-upstrem"), "did you mean completed-before-upstream? `milestone-ls rule` lists"),
        (("--ignore", "zzz"), "milestone-ls check: no rule has the code zzz; `milestone-ls rule` lists them\n"),
        (("--config", "gone.toml"), "milestone-ls check: no such configuration file: gone.toml\n"),
        (("--config", "pyproject.toml"), "pyproject.toml is no configuration; a pyproject.toml needs a table"),
        (("--format", "xml"), "invalid choice: 'xml'"),
        (("--severity", "off"), "invalid choice: 'off'"),
    ],
)
def test_wrong_usage_says_what_is_wrong_on_standard_error(
    shell: Shell, arguments: tuple[str, ...], expected: str
) -> None:
    shell.write(PLAN)
    shell.write("//- pyproject.toml\n[project]\n")
    outcome = shell("check", *arguments)
    assert expected in outcome.err
    assert (outcome.code, outcome.out) == (2, "")
