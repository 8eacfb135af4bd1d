"""What disks do to a server: they are slow and large, refuse, change all at once, and lose what they just showed."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from milestone_ls.server import indexing
from tests.cli.shell import environment
from tests.reliability.audit import audited
from tests.reliability.tour import SERVER, begin, end
from tests.server.rawclient import Json, RawClient


def _listing(folder: Path) -> Json:
    return {"command": "milestone-ls.listMilestones", "arguments": [folder.as_uri()]}


@contextmanager
def server(*before: str) -> Iterator[RawClient]:
    """A server in whose process something was done before."""
    serve = "from milestone_ls.server.main import serve; raise SystemExit(serve())"
    with RawClient(["-c", "\n".join([*before, serve])]) as client:
        yield client


def opened(client: RawClient, path: Path) -> Json:
    text = path.read_text(encoding="utf-8")
    item = {"uri": path.as_uri(), "languageId": "markdown", "version": 1, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": item})
    return {"textDocument": {"uri": item["uri"]}, "position": {"line": 0, "character": 14}}


def plan(folder: Path, size: int) -> Path:
    for number in range(size):
        (folder / f"M{number}.md").write_text(
            f"# Milestone: M{number} Part\n\n**Depends on**: None\n", encoding="utf-8"
        )
    return folder


def test_while_a_disk_gives_nothing_every_question_is_answered(tmp_path: Path) -> None:
    gate, folder = tmp_path / "gate", tmp_path / "plan"
    folder.mkdir()
    slowly = f"""
import os, time
from milestone_ls.project import reading
read = reading.read
def slow(path, limit):
    while not os.path.exists({str(gate)!r}):
        time.sleep(0.01)
    return read(path, limit)
reading.read = slow
"""
    with server(slowly) as client:
        begin(client, plan(folder, 100))
        about = opened(client, folder / "M0.md")
        whole = client.request("workspace/executeCommand", _listing(folder))
        for method in ("documentSymbol", "hover", "foldingRange", "documentSymbol"):
            assert client.call(f"textDocument/{method}", about) is not None
        gate.touch()
        while len(client.answer(whole)["result"]["milestones"]) < 100:
            whole = client.request("workspace/executeCommand", _listing(folder))
        end(client)


@pytest.mark.parametrize("is_workspace", [True, False])
def test_of_a_folder_that_is_too_large_the_nearest_part_is_read_and_the_user_told_once(
    tmp_path: Path, *, is_workspace: bool
) -> None:
    (tmp_path / "far" / "away").mkdir(parents=True)
    plan(tmp_path / "far" / "away", 60)
    plan(tmp_path, 3)
    cut = "from milestone_ls.server import indexing; indexing.MOST = indexing.MOST_AROUND = (20, 20.0)"
    with server(cut) as client:
        begin(client, *([tmp_path] if is_workspace else []))
        about = opened(client, tmp_path / "M0.md")
        told = client.notified("window/showMessage")
        assert told["type"] == 2
        assert told["message"].startswith(
            f"milestone-ls read only a part of {tmp_path}: more than 20 files and folders"
        )
        client.notify("textDocument/didSave", about)
        (tmp_path / "milestone-ls.toml").write_text("", encoding="utf-8")
        client.notify(
            "workspace/didChangeWatchedFiles",
            {"changes": [{"uri": (tmp_path / "milestone-ls.toml").as_uri(), "type": 1}]},
        )
        listed = client.call("workspace/executeCommand", _listing(tmp_path))["milestones"]
        assert {"M0", "M1", "M2"} <= {one["id"] for one in listed}
        assert len(listed) < 63
        end(client)
        rest = [*client.others, *filter(None, client.rest())]
        assert not [message for message in rest if message.get("method") == "window/showMessage"]


def test_the_folder_around_a_lone_document_is_looked_through_less_far_than_one_that_was_asked_for() -> None:
    assert indexing.MOST_AROUND == (5_000, 2.0)
    assert indexing.MOST == (200_000, 20.0)


def test_a_checkout_of_5000_files_is_one_pass_and_a_newer_one_takes_its_place(tmp_path: Path) -> None:
    count, folder = 5_000, tmp_path / "plan"
    folder.mkdir()
    plan(folder, count)
    changes = [{"uri": (folder / f"M{number}.md").as_uri(), "type": 2} for number in range(count)]
    with audited(tmp_path / "audit.log") as audit, RawClient(SERVER) as client:
        begin(client, folder)
        about = opened(client, folder / "M0.md")
        assert len(_read(client, folder)) == count
        for title in ("Second", "Third"):
            for number in range(count):
                (folder / f"M{number}.md").write_text(f"# Milestone: M{number} {title}\n", encoding="utf-8")
            client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
            assert client.call("textDocument/hover", about) is not None
        while (titles := Counter(one["title"] for one in _read(client, folder))) != {"Part": 1, "Third": count - 1}:
            # The one that is open stays as it was; the others change all at once, to what was there when it was read.
            assert titles["Part"] in (1, count), titles
            client.notified("textDocument/publishDiagnostics")
        end(client)
    reads = [event for event in audit.events() if event.name == "open" and event.path == folder / f"M{count - 1}.md"]
    assert 2 <= len(reads) <= 3, "at the start, after the last change, and perhaps before that was known"


def _read(client: RawClient, folder: Path) -> list[Json]:
    """The milestones of a plan that has been read."""
    while True:
        told = client.call("workspace/executeCommand", _listing(folder))
        if told["complete"]:
            found: list[Json] = told["milestones"]
            return found


def test_a_file_that_vanishes_between_listing_and_reading_leaves_the_others_right(tmp_path: Path) -> None:
    plan(tmp_path, 3)
    vanishing = f"""
import os
from milestone_ls.project import files
discover = files.discover
def listed(outer, *limits):
    listing = discover(outer, *limits)
    if os.path.exists({str(tmp_path / "M1.md")!r}):
        os.unlink({str(tmp_path / "M1.md")!r})
    return listing
files.discover = listed
"""
    with server(vanishing) as client:
        begin(client, tmp_path)
        assert [one["id"] for one in _read(client, tmp_path)] == ["M0", "M2"]
        end(client)


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "vscode-vfs://github/me/plan/M9.md", "git:/plan/M9.md?x", "%%:"]
)
def test_a_document_that_is_no_file_is_answered_from_its_text_alone(tmp_path: Path, uri: str) -> None:
    with audited(tmp_path / "audit.log") as audit, RawClient(SERVER) as client:
        begin(client)
        text = "# Milestone: M9 Moon\n\n**Status**: cooking\n"
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": item})
        told = client.notified("textDocument/publishDiagnostics")
        assert told["uri"] == uri
        assert "unknown-status" in [found["code"] for found in told["diagnostics"]]
        about = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 14}}
        assert client.call("textDocument/hover", about) is not None
        end(client)
    assert not [event for event in audit.events() if event.path and "M9" in event.path.name]


def without_roots_rights() -> list[str]:
    """What goes before a command so that it may read only what its user may; nothing where that is so anyway."""
    if os.name == "nt":
        pytest.skip("rights are others there")
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root reads everything, and setpriv is not there")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.fixture
def protected(tmp_path: Path) -> Iterator[Path]:
    """A plan with a file, a folder and an ignore file that may not be read."""
    plan(tmp_path, 3)
    (tmp_path / "deep").mkdir()
    plan(tmp_path / "deep", 1)
    (tmp_path / ".gitignore").write_text("x\n", encoding="utf-8")
    shut = [tmp_path / name for name in ("M1.md", "deep", ".gitignore")]
    for path in shut:
        path.chmod(0)
    yield tmp_path
    for path in shut:
        path.chmod(0o700)


def test_what_may_not_be_read_is_told_by_the_command_line_and_the_rest_is_checked(protected: Path) -> None:
    command = [*without_roots_rights(), sys.executable, "-m", "milestone_ls", "check"]
    ended = subprocess.run(
        command, cwd=protected, env=environment(), capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert ended.returncode == 1
    assert "M1.md" in ended.stdout
    assert "Permission denied" in ended.stdout
    assert f"{protected / 'deep'}: Permission denied" in ended.stderr
    assert ".gitignore: Permission denied; ignores nothing" in ended.stderr
    assert "M2.md" in ended.stdout


def test_what_may_not_be_read_is_a_finding_of_the_server_and_the_rest_is_read(protected: Path) -> None:
    rights = without_roots_rights()
    start = f"import os, sys; os.execvp((c := [*{rights!r}, sys.executable, *{SERVER!r}])[0], c)"
    with RawClient(["-c", start]) as client:
        begin(client, protected, settings={"diagnostics": {"closed": "all"}})
        assert [one["id"] for one in _read(client, protected)] == ["M0", "M2"]
        while (told := client.notified("textDocument/publishDiagnostics"))["uri"] != (protected / "M1.md").as_uri():
            pass
        assert ["Permission denied" in found["message"] for found in told["diagnostics"]] == [True]
        end(client)
