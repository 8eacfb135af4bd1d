"""The example has exactly the mistakes that its README lists, and the front page shows what is really printed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from milestone_ls.rules.catalogue import CODES

ROOT = Path(__file__).parents[2]
EXAMPLE = Path("docs", "example")

_ROW = re.compile(
    r"\| \[`(?P<file>[^`]+):(?P<line>\d+)`\]\((?P<target>[^)]+)\)"
    r" \| (?P<severity>\w+) \[`(?P<code>[^`]+)`\]\((?P<page>[^)]+)\) (?P<ticks>`+) ?(?P<message>.+?) ?(?P=ticks)"
    r" \| (?P<why>.+) \|"
)
_TRANSCRIPT = re.compile(r"^```text\n\$ milestone-ls check docs/example\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LEFT_OUT = "…"


class Mistake(NamedTuple):
    """Where the example is wrong and what is said to it: path from the example's folder, line counted from 1."""

    path: str
    line: int
    severity: str
    code: str
    message: str


def milestone_ls(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What a user sees who works at the top of the repository, without a terminal's width and colours."""
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "milestone_ls", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


def rows() -> list[re.Match[str]]:
    lines = (ROOT / EXAMPLE / "README.md").read_text(encoding="utf-8").splitlines()
    return [row for line in lines if (row := _ROW.fullmatch(line))]


def listed() -> list[Mistake]:
    return sorted(
        Mistake(row["target"], int(row["line"]), row["severity"], row["code"], row["message"].replace(r"\|", "|"))
        for row in rows()
    )


def found(lowest_severity: str) -> list[Mistake]:
    checked = milestone_ls("check", str(EXAMPLE), "--format", "json", "--severity", lowest_severity)
    assert checked.returncode == 1, checked.stderr
    return sorted(
        Mistake(
            Path(finding["path"]).relative_to(EXAMPLE).as_posix(),
            finding["range"]["start"]["line"],
            finding["severity"],
            finding["code"],
            finding["message"],
        )
        for finding in json.loads(checked.stdout)["findings"]
    )


def test_the_example_has_exactly_the_mistakes_that_its_readme_lists() -> None:
    assert listed() == found("information")


def test_every_line_of_the_readmes_table_is_read() -> None:
    text = (ROOT / EXAMPLE / "README.md").read_text(encoding="utf-8")
    assert len(rows()) == sum(line.startswith("| [`") for line in text.splitlines()) > 0


def test_the_readme_names_the_files_and_rules_that_it_links_to() -> None:
    for row in rows():
        assert (ROOT / EXAMPLE / row["target"]).is_file(), row["target"]
        assert Path(row["target"]).name == row["file"]
        assert row["code"] in CODES
        assert row["page"] == f"../rules/{row['code']}.md"


@pytest.mark.parametrize("page", ["README.md", "docs/install.md"])
def test_the_transcript_on_a_page_is_what_check_prints(page: str) -> None:
    shown = _TRANSCRIPT.search((ROOT / page).read_text(encoding="utf-8"))
    assert shown is not None
    said = milestone_ls("check", str(EXAMPLE))
    assert said.returncode == 1
    assert is_shortened(shown[1].splitlines(), said.stdout.splitlines()), said.stdout


def is_shortened(shown: list[str], printed: list[str]) -> bool:
    """Whether *shown* is *printed* with a line ``…`` in the place of some of its lines."""
    at = 0
    gap = False
    for line in shown:
        if line == _LEFT_OUT:
            gap = True
            continue
        if gap and line in printed[at:]:
            at = printed.index(line, at)
        if at == len(printed) or printed[at] != line:
            return False
        at, gap = at + 1, False
    return gap or at == len(printed)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (["a", "b", "c"], True),
        (["a", "…", "c"], True),
        (["…", "c"], True),
        (["a", "…"], True),
        (["a", "c"], False),
        (["a", "b"], False),
        (["a", "…", "d"], False),
        (["a", "b", "c", "d"], False),
    ],
)
def test_a_shortened_transcript_leaves_out_only_where_it_says_so(shown: list[str], *, expected: bool) -> None:
    assert is_shortened(shown, ["a", "b", "c"]) is expected
