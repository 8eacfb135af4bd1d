"""The program as a user starts it: exit codes, streams, and what it does not load."""

import json
import os
import select
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from milestone_ls import __version__
from tests.cli.shell import Outcome, command, environment, program, write

CODE = "completed-before-upstream"
WRONG = """
    //- M1.md
    # Milestone: M1 Ground 🐳 [B]
    **Status**: in_progress
    //- M2.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: M1
    **Status**: ✅ DONE
"""


def test_exit_codes_are_0_for_fine_1_for_what_fails_2_for_wrong_questions(tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    assert program("check", "--select", CODE, "M1.md", here=tmp_path).code == 0
    assert program("check", "--select", CODE, here=tmp_path).code == 1
    assert program("check", "gone", here=tmp_path).code == 2
    assert program("check", "--color", "green", here=tmp_path).code == 2
    write(tmp_path, "//- milestone-ls.toml\nprofile = 1\n")
    wrong = program("check", here=tmp_path)
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.startswith("milestone-ls.toml:1:11: error[bad-configuration] profile: ")


def test_the_version_and_the_help_need_no_more_than_a_moment_of_imports(tmp_path: Path) -> None:
    shown = program("--version", here=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert shown.out == f"milestone-ls {__version__}\n"
    loaded = _loaded(shown)
    assert {name for name in loaded if name.startswith("milestone_ls")} <= {
        "milestone_ls",
        "milestone_ls.cli",
        "milestone_ls.cli.output",
    }
    assert loaded.isdisjoint({"argparse", "dataclasses", "pydantic", "markdown_it"})
    assert _loaded(program(here=tmp_path, PYTHONPROFILEIMPORTTIME="1")).isdisjoint({"markdown_it", "pydantic"})


def test_a_check_never_loads_what_speaks_to_editors(tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    loaded = _loaded(program("check", here=tmp_path, PYTHONPROFILEIMPORTTIME="1"))
    assert "milestone_ls.project.plan" in loaded
    assert loaded.isdisjoint({"pygls", "lsprotocol", "milestone_ls.server", "cattrs"})
    # There is no configuration to be validated either, and nothing is plain enough to need pydantic.
    assert loaded.isdisjoint({"pydantic"})


def _loaded(outcome: Outcome) -> set[str]:
    """The modules that PYTHONPROFILEIMPORTTIME tells of."""
    lines = [line for line in outcome.err.splitlines() if line.startswith("import time:")]
    assert lines, outcome.err
    return {line.rpartition("|")[2].strip() for line in lines}


def test_the_server_is_started_with_what_editors_pass_and_refuses_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from milestone_ls import __main__  # noqa: PLC0415 - the program is otherwise started as a process of its own
    from milestone_ls.server import main as server  # noqa: PLC0415 - so is the server

    monkeypatch.setattr(server, "serve", lambda **_log: 7)
    for options in ([], ["--stdio"], ["--stdio", "--clientProcessId=12"]):
        monkeypatch.setattr(sys, "argv", ["milestone-ls", "server", *options])
        assert __main__.main() == 7
    helped = program("server", "--help", here=tmp_path)
    assert (helped.code, helped.err) == (0, "")
    refused = program("server", "--socket=1", here=tmp_path)
    assert (refused.code, refused.out) == (2, "")


def test_a_reader_that_has_left_is_no_error_and_the_verdict_stands(tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    for arguments, code in ((("check", "--select", CODE), 1), (("rule",), 0), (("check", "--help"), 0), ((), 0)):
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as left:
            ended = subprocess.run(
                command(*arguments),
                cwd=tmp_path,
                env=environment(),
                stdout=left,
                stderr=subprocess.PIPE,
                timeout=60,
                check=False,
            )
        assert (ended.returncode, ended.stderr) == (code, b""), arguments


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command("check"),
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr.startswith("milestone-ls: cannot write the output: ")


@pytest.mark.skipif(os.name == "nt", reason="signals differ there")
def test_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    many = {f"M{number}.md": f"# Milestone: M{number} Step [S]\n\n" + "- one\n" * 500 for number in range(300)}
    for name, text in many.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").touch()
    with subprocess.Popen(
        command("check", "M1.md", "notes.txt"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # A shell has what it starts in the background ignore interrupts, and so would all below.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread runs here
    ) as process:
        assert process.stderr is not None
        assert select.select([process.stderr], [], [], 60)[0], "it never got so far"
        # It says this after its start and before it reads the documents, which takes it some seconds.
        assert "notes.txt" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "")


@pytest.mark.parametrize(
    ("arguments", "more", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--format", "json", "--color", "always"), {}, False),
    ],
)
def test_colours_are_for_terminals_and_for_those_who_ask(
    tmp_path: Path, arguments: tuple[str, ...], more: dict[str, str], coloured: bool
) -> None:
    write(tmp_path, WRONG)
    assert ("\x1b[" in program("check", *arguments, here=tmp_path, **more).out) is coloured


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals there")
def test_a_terminal_gets_colours_and_lines_that_fit(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - POSIX alone has it

    write(tmp_path, WRONG)
    (tmp_path / "M3.md").write_text(
        f"# Milestone: M3 Long [S]\n**Dependencies**: M1\n**Status**: completed {'and so on ' * 50}\n", encoding="utf-8"
    )
    ours, theirs = pty.openpty()
    ended = subprocess.run(
        command("check", "--select", CODE),
        cwd=tmp_path,
        env=environment(COLUMNS="60", TERM="xterm"),
        stdout=theirs,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb") as screen:
        out = screen.read1(100_000).decode()
    assert ended.returncode == 1
    assert "\x1b[1;33m^^^^^^^^^\x1b[0m" in out
    (excerpt,) = (line for line in out.splitlines() if "so on" in line)
    assert excerpt.endswith("...")


def test_a_terminal_that_cannot_show_a_sign_still_shows_the_rest(tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    outcome = program("check", "--select", CODE, here=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "**Status**: \\u2705 DONE" in outcome.out
    json_ = program("check", "--format", "json", here=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(json_.out)["milestones"] == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are text")
def test_file_names_that_are_no_text_are_shown_somehow(tmp_path: Path) -> None:
    write(tmp_path, WRONG)
    (tmp_path / "M2.md").rename(os.fsdecode(os.fsencode(tmp_path) + b"/M2-\xff.md"))
    text = program("check", "--select", CODE, here=tmp_path)
    assert (text.code, text.err) == (1, "")
    assert "M2-\\udcff.md:3:15: warning" in text.out
    found = json.loads(program("check", "--select", CODE, "--format", "json", here=tmp_path).out)["findings"]
    assert [finding["path"] for finding in found] == ["M2-\udcff.md"]
