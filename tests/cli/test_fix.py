"""What ``--fix`` does to files: certain fixes and nothing else, to the byte, once, whole or not at all."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from milestone_ls.cli.judged import JudgedPlan, judge_plans
from milestone_ls.cli.writing import replace_file
from tests.cli.shell import Shell

TABLE = "\n## Weather\n| Risk | Impact | Owner |\n|---|---|---|\n"
HEAD = "# Milestone: M1 Ground 🐳 [B]\n**Status**: pending\n"
WRONG = f"{HEAD}{TABLE}| Rain | H |\n| Mice |\n| Wind | M | Ann |\n\nRest"
RIGHT = f"{HEAD}{TABLE}| Rain | H | |\n| Mice | | |\n| Wind | M | Ann |\n\nRest"
PLAN = f"//- docs/M1.md\n{WRONG}"
CODE = "table-columns"
ASK = ("check", "--select", CODE, "--fix")


def bytes_of(shell: Shell, path: str = "docs/M1.md") -> bytes:
    return (shell.here / path).read_bytes()


def plan(shell: Shell, data: bytes = WRONG.encode()) -> Path:
    path = shell.here / "docs/M1.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_certain_fixes_are_made_told_and_no_longer_reported(shell: Shell) -> None:
    plan(shell)
    outcome = shell(*ASK, "--json")
    assert (outcome.code, outcome.err) == (0, "milestone-ls: 2 findings fixed in 1 file\n")
    report = json.loads(outcome.out)
    assert report["fixed"] == [{"path": "docs/M1.md", "title": "Add empty cells"}] * 2
    assert [finding["severity"] for finding in report["findings"]] == []
    assert bytes_of(shell).decode() == RIGHT
    again = shell(*ASK)
    assert (again.code, again.err, again.out) == (0, "", "1 milestone, no findings\n")
    assert bytes_of(shell).decode() == RIGHT


def test_what_is_not_certain_is_left_and_reported(shell: Shell) -> None:
    plan(shell, WRONG.replace("pending", "pendign").encode())
    outcome = shell("check", "--fix")
    assert outcome.code == 1
    assert "error[unknown-status]" in outcome.out or "warning[unknown-status]" in outcome.out
    assert "\n2 fixed\n" in outcome.out
    assert bytes_of(shell).decode() == RIGHT.replace("pending", "pendign")


@pytest.mark.parametrize("narrow", [("docs/M2.md",), ("--ignore", CODE), ("--select", "dead-link")])
def test_only_findings_that_were_asked_for_are_fixed(shell: Shell, narrow: tuple[str, ...]) -> None:
    plan(shell)
    shell.write("//- docs/M2.md\n# Milestone: M2 Wheels [S]\n")
    outcome = shell("check", "--fix", "--severity", "error", *narrow)
    assert outcome.err == ""
    assert bytes_of(shell).decode() == WRONG


def test_what_a_baseline_accepts_is_left_alone(shell: Shell) -> None:
    plan(shell)
    shell("check", "--select", CODE, "--write-baseline", "b.json")
    assert shell(*ASK, "--baseline", "b.json").out == "1 milestone, no findings\n2 accepted by the baseline\n"
    assert bytes_of(shell).decode() == WRONG


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_mark_line_ends_and_mode_stay_as_they_are(shell: Shell, mark: bytes, encoding: str, end: str) -> None:
    path = plan(shell, mark + WRONG.replace("\n", end).encode(encoding))
    path.chmod(0o640)
    assert shell(*ASK).code == 0
    assert bytes_of(shell) == mark + RIGHT.replace("\n", end).encode(encoding)
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [child.name for child in path.parent.iterdir()] == ["M1.md"]


def test_mixed_line_ends_stay_mixed(shell: Shell) -> None:
    plan(shell, WRONG.replace("| H |\n", "| H |\r\n").encode())
    shell(*ASK)
    assert bytes_of(shell).decode() == RIGHT.replace("| H | |\n", "| H | |\r\n")


def test_bytes_that_are_no_text_are_not_written_over(shell: Shell) -> None:
    data = WRONG.encode() + b"\xff"
    plan(shell, data)
    assert shell(*ASK, "--severity", "hint").err == ""
    assert bytes_of(shell) == data


def test_a_link_stays_a_link(shell: Shell) -> None:
    plan(shell).rename(shell.here / "docs/real.txt")
    try:
        (shell.here / "docs/M1.md").symlink_to("real.txt")
    except OSError:
        pytest.skip("links need rights here")
    shell(*ASK)
    assert (shell.here / "docs/M1.md").is_symlink()
    assert bytes_of(shell, "docs/real.txt").decode() == RIGHT


def _meanwhile(monkeypatch: pytest.MonkeyPatch, path: Path, data: bytes | None) -> None:
    """Somebody saves *path* between the reading and the writing, or removes it."""

    def judge_and_then(*arguments: object) -> tuple[JudgedPlan, ...]:
        judged = judge_plans(*arguments)  # type: ignore[arg-type]  # passed on as they came
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data)
        return judged

    monkeypatch.setattr("milestone_ls.cli.check.judge_plans", judge_and_then)


@pytest.mark.parametrize("data", [WRONG.encode() + b" edited", None])
@pytest.mark.parametrize("options", [(), ("--diff",)])
def test_a_file_that_changed_meanwhile_is_refused_and_no_other_is_written(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, data: bytes | None, options: tuple[str, ...]
) -> None:
    plan(shell)
    shell.write(PLAN.replace("M1", "M2"))
    _meanwhile(monkeypatch, shell.here / "docs/M2.md", data)
    outcome = shell(*ASK, *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == ("milestone-ls check: changed since it was read, so not fixed: docs/M2.md; run it again\n")
    assert bytes_of(shell).decode() == WRONG
    if data is not None:
        assert bytes_of(shell, "docs/M2.md") == data


def test_a_file_that_cannot_be_written_is_told_with_what_was(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(shell)
    shell.write(PLAN.replace("M1", "M2"))

    def refuse(path: Path, data: bytes) -> None:
        if path.name == "M2.md":
            raise PermissionError(13, "it is write-protected")
        replace_file(path, data)

    monkeypatch.setattr("milestone_ls.cli.patches.replace_file", refuse)
    outcome = shell(*ASK)
    assert outcome.code == 2
    assert outcome.err == (
        "milestone-ls check: cannot write docs/M2.md: it is write-protected; written before: docs/M1.md\n"
    )
    assert bytes_of(shell, "docs/M2.md").decode() == WRONG.replace("M1", "M2")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is protected from root")
def test_a_write_protected_file_is_not_replaced(shell: Shell) -> None:
    plan(shell).chmod(0o444)
    outcome = shell(*ASK)
    assert outcome.code == 2
    assert "cannot write docs/M1.md: it is write-protected; nothing was written" in outcome.err
    assert bytes_of(shell).decode() == WRONG


def test_a_diff_shows_what_would_change_and_writes_nothing(shell: Shell) -> None:
    path = plan(shell)
    before = path.stat()
    outcome = shell(*ASK, "--diff")
    assert (outcome.code, outcome.err) == (1, "milestone-ls: 2 findings would be fixed in 1 file\n")
    assert outcome.out == (
        "--- a/docs/M1.md\n+++ b/docs/M1.md\n@@ -4,8 +4,8 @@\n ## Weather\n | Risk | Impact | Owner |\n"
        " |---|---|---|\n-| Rain | H |\n-| Mice |\n+| Rain | H | |\n+| Mice | | |\n | Wind | M | Ann |\n \n Rest\n"
        "\\ No newline at end of file\n"
    )
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    shell(*ASK)
    clean = shell(*ASK, "--diff")
    assert (clean.code, clean.out, clean.err) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "mark", "end"),
    [
        ("M1.md", b"", "\n"),
        ("M1.md", b"\xef\xbb\xbf", "\r\n"),
        ("M1 a b.md", b"", "\n"),
        ('M1 "\t\\ä🐳.md', b"", "\n"),
        ("M1\n--- x.md", b"", "\n"),
    ],
)
def test_a_diff_can_be_applied(shell: Shell, name: str, mark: bytes, end: str) -> None:
    if os.name == "nt" and not name.isascii():
        pytest.skip("no such names there")
    subprocess.run(["git", "init", "-q"], cwd=shell.here, check=True)
    # Also the change of the last line, which has no end, is taken.
    text = WRONG.removesuffix("| Wind | M | Ann |\n\nRest") + "| Wind |"
    path = plan(shell, mark + text.replace("\n", end).encode()).rename(shell.here / "docs" / name)
    patch = shell(*ASK, "--diff").out
    subprocess.run(["git", "apply", "--check", "-"], cwd=shell.here, input=patch.encode(), check=True)
    subprocess.run(["git", "apply", "-"], cwd=shell.here, input=patch.encode(), check=True)
    assert (
        path.read_bytes()
        == mark + (RIGHT.removesuffix("| Wind | M | Ann |\n\nRest") + "| Wind | | |").replace("\n", end).encode()
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--diff",), "--diff shows what --fix would change; give both"),
        (("--fix", "--diff", "--json"), "--diff prints a patch in the place of a report; leave --format out"),
        (("--fix", "--diff", "--write-baseline", "b.json"), "--diff writes nothing; leave --write-baseline out"),
        (("--format", "sarif", "--json"), "not allowed with argument"),
    ],
)
def test_contradictions_are_refused(shell: Shell, arguments: tuple[str, ...], expected: str) -> None:
    plan(shell)
    outcome = shell("check", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert expected in outcome.err
    assert bytes_of(shell).decode() == WRONG
