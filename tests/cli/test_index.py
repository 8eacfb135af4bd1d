"""What ``index`` tells of index files, and what it writes into them: marks and missing entries, to the byte."""

import json

import pytest

from tests.cli.shell import Shell

GROUND = "//- M1-Ground.md\n# Milestone: M1 Ground [B]\n**Status**: completed\n"
WHEELS = "//- M2-Wheels.md\n# Milestone: M2 Wheels [S]\n**Status**: in_progress\n**Dependencies**: M1\n"
ROOF = "//- M3-Roof.md\n# Milestone: M3 Roof [S]\n**Status**: pending\n**Dependencies**: M2\n"
GARDEN = "//- M10-Garden.md\n# Milestone: M10 Garden [S]\n**Status**: pending\n"
PLAN = GROUND + WHEELS + ROOF + GARDEN
LIST = (
    "# All\n\n1. [M1 Ground](M1-Ground.md) - [PENDING]\n2. [M2 Wheels](M2-Wheels.md) - [DONE] soon\n"
    "9. M12 - [PENDING]\n"
)
LIST_AFTER = (
    "# All\n\n1. [M1 Ground](M1-Ground.md) - [DONE]\n2. [M2 Wheels](M2-Wheels.md) - [IN PROGRESS] soon\n"
    "9. M12 - [PENDING]\n10. M3 - [PENDING]\n11. M10 - [PENDING]\n"
)
TABLE = (
    "# All\n| # | ID | Title | Status | Dependencies | Who |\n|--|:-:|---|---|---|---|\n"
    "|1|M1|Ground| ⏳ | None | Ann |\n| 2 | M2 | Wheels | ✅ | M10 | |\n\nThat is all.\n"
)
TABLE_AFTER = (
    "# All\n| # | ID | Title | Status | Dependencies | Who |\n|--|:-:|---|---|---|---|\n"
    "|1|M1|Ground| ✅ | None | Ann |\n| 2 | M2 | Wheels | 🚧 | M10 | |\n"
    "| 3 | M3 | Roof | 📋 | M2 |  |\n| 4 | M10 | Garden | 📋 | None |  |\n\nThat is all.\n"
)


def with_index(shell: Shell, text: str, name: str = "ROADMAP.md") -> bytes:
    """The plan with an index file that is *text*, to the byte."""
    shell.write(PLAN)
    (shell.here / "milestone-ls.toml").write_text(f'index = ["{name}"]\n', encoding="utf-8")
    data = text.encode()
    (shell.here / name).write_bytes(data)
    return data


def index(shell: Shell, name: str = "ROADMAP.md") -> str:
    return (shell.here / name).read_bytes().decode()


def test_without_an_option_what_differs_is_told_and_nothing_written(shell: Shell) -> None:
    before = with_index(shell, LIST)
    outcome = shell("index")
    assert outcome.code == 1
    assert "ROADMAP.md:3:32: warning[index-status-drift] M1 is completed, not pending" in outcome.out
    assert "M3-Roof.md:1:14: hint[index-missing-entry] M3 is not listed in ROADMAP.md" in outcome.out
    assert "M12" not in outcome.out, "planned work is no difference"
    assert shell("index", "--check") == outcome
    assert index(shell).encode() == before


@pytest.mark.parametrize(("before", "after"), [(LIST, LIST_AFTER), (TABLE, TABLE_AFTER)], ids=["list", "table"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_and_missing_entries_are_written_in_the_form_of_the_file(
    shell: Shell, before: str, after: str, end: str, mark: str
) -> None:
    with_index(shell, mark + before.replace("\n", end))
    shell("index", "--write")
    assert index(shell) == mark + after.replace("\n", end)


def test_after_writing_there_is_nothing_left_but_what_a_person_decides(shell: Shell) -> None:
    with_index(shell, LIST)
    outcome = shell("index", "--write")
    assert (outcome.code, outcome.err) == (0, "milestone-ls: 1 index file brought up to date\n")
    written = index(shell)
    again = shell("index", "--write")
    assert (again.code, again.err) == (0, "")
    assert index(shell) == written
    assert shell("index").code == 0
    with_index(shell, TABLE)
    left = shell("index", "--write")
    assert left.code == 1
    assert "M2 depends on M1 and does not depend on M10; correct it here or there" in left.out
    assert "1 finding: 1 warning\n" in left.out


def test_lines_without_an_end_and_mixed_ends_stay_as_they_are(shell: Shell) -> None:
    with_index(shell, "# All\r\n\n- [ ] M1: Ground\r- [x] M2: Wheels  \n\n* * *\r\n- [ ] M10: Garden")
    shell("index", "--write")
    assert index(shell) == (
        "# All\r\n\n- [x] M1: Ground\r- [~] M2: Wheels  \n\n* * *\r\n- [ ] M10: Garden\r\n- [ ] M3: Roof"
    )


def test_a_patch_is_shown_that_would_do_the_same(shell: Shell) -> None:
    before = with_index(shell, LIST)
    outcome = shell("index", "--diff")
    assert (outcome.code, outcome.err) == (1, "")
    removed = [line for line in outcome.out.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert removed == ["-1. [M1 Ground](M1-Ground.md) - [PENDING]", "-2. [M2 Wheels](M2-Wheels.md) - [DONE] soon"]
    assert index(shell).encode() == before
    with_index(shell, LIST_AFTER)
    assert shell("index", "--diff").out == ""


def test_an_index_whose_rules_are_off_is_compared_all_the_same(shell: Shell) -> None:
    with_index(shell, LIST)
    with (shell.here / "milestone-ls.toml").open("a", encoding="utf-8") as file:
        file.write('profile = "minimal"\n[severity]\nindex-status-drift = "off"\n')
    assert shell("index").out.count("index-status-drift]") == 2


def test_what_a_comment_silences_is_left_alone(shell: Shell) -> None:
    with_index(shell, LIST.replace("1. [", "<!-- milestone-ls: disable-next-line=index-status-drift -->\n1. ["))
    shell("index", "--write")
    assert "(M1-Ground.md) - [PENDING]\n" in index(shell)
    assert "(M2-Wheels.md) - [IN PROGRESS] soon\n" in index(shell)


def test_of_several_index_files_each_has_its_marks_and_the_fullest_what_is_missing(shell: Shell) -> None:
    shell.write(PLAN + "//- README.md\n- M1: Ground - DONE\n- M2: Wheels - DONE\n//- ROADMAP.md\n"
                "- M1: Ground - TODO\n- M2: Wheels - ACTIVE\n- M3: Roof - TODO\n")  # fmt: skip
    assert shell("index", "README.md").out.count("warning[") == 1
    shell("index", "--write")
    assert index(shell, "README.md").endswith("- M2: Wheels - IN PROGRESS\n")
    assert "M10" not in index(shell, "README.md")
    assert index(shell).startswith("- M1: Ground - COMPLETED\n- M2: Wheels - ACTIVE\n")
    assert index(shell).endswith("- M10: Garden - TODO\n")


def test_programs_get_findings_with_their_fixes(shell: Shell) -> None:
    with_index(shell, TABLE)
    told = json.loads(shell("index", "--json").out)
    codes = ["index-missing-entry", "index-missing-entry", "index-status-drift", "index-status-drift"]
    assert sorted(found["code"] for found in told["findings"]) == ["index-dependency-drift", *codes]
    assert "fixed" not in told
    told = json.loads(shell("index", "--json", "--write").out)
    assert told["fixed"] == [{"path": "ROADMAP.md", "title": "Bring this index up to date"}]
    assert [found["code"] for found in told["findings"]] == ["index-dependency-drift"]


def test_a_plan_without_an_index_is_told_how_to_have_one(shell: Shell) -> None:
    shell.write(PLAN)
    outcome = shell("index")
    assert (outcome.code, outcome.out) == (2, "")
    assert "no index file: a list of two milestones or more in a README" in outcome.err
    assert 'index = ["docs/PLAN.md"]' in outcome.err


def test_what_does_not_go_together_is_refused(shell: Shell) -> None:
    assert shell("index", "--check", "--write").code == 2
    assert "leave --json out" in shell("index", "--diff", "--json").err


def test_an_index_with_bytes_that_are_no_text_is_not_touched(shell: Shell) -> None:
    with_index(shell, LIST)
    broken = LIST.encode() + b"caf\xe9\n"
    (shell.here / "ROADMAP.md").write_bytes(broken)
    outcome = shell("index", "--write")
    assert outcome.code == 2
    assert "ROADMAP.md holds bytes that are not UTF-8; save it as UTF-8" in outcome.err
    assert (shell.here / "ROADMAP.md").read_bytes() == broken


def test_lines_with_arrows_are_no_model_of_an_entry(shell: Shell) -> None:
    with_index(
        shell, "- [x] M1: Ground\n- [~] M2: Wheels\n- [ ] M3: Roof\n\n## Order\n- M1 → M2: it rolls\n- M2 → M3: dry\n"
    )
    shell("index", "--write")
    assert "- [ ] M3: Roof\n- [ ] M10: Garden\n\n## Order\n- M1 → M2: it rolls\n- M2 → M3: dry\n" in index(shell)


def test_a_row_has_the_words_and_links_that_the_last_one_has(shell: Shell) -> None:
    head = "# All\n| # | Milestone | Status |\n|---|---|---|\n| M1 | [Ground](./M1-Ground.md) | Done |\n"
    last = "| M2 | [Wheels](./M2-Wheels.md) | Up next |\n"
    with_index(shell, f"{head}{last}| M3 | [Roof](./M3-Roof.md) | Planned |\n")
    shell("index", "--write")
    assert index(shell).endswith(
        "| M3 | [Roof](./M3-Roof.md) | Planned |\n| M10 | [Garden](./M10-Garden.md) | Planned |\n"
    )
