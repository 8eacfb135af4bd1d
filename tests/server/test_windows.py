"""What Windows lacks or does otherwise, as far as it can be played elsewhere; see :mod:`tests.server.windowslike`."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest

from milestone_ls.project.uris import to_path, uri_key
from tests.server.conftest import initialize
from tests.server.rawclient import LIMIT, RawClient, environment

WINDOWS = str(Path(__file__).with_name("windowslike.py"))
MILESTONE = "# Milestone: M1 Ground [B]\n**Dependencies**: M7\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows need not be played there")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RawClient]:
    """The real server of the plan in tmp_path, not yet initialised."""
    (tmp_path / "M1.md").write_text(MILESTONE, encoding="utf-8")
    with RawClient([WINDOWS, "server"]) as client:
        yield client


def test_the_server_does_its_work_without_what_windows_lacks(server: RawClient, tmp_path: Path) -> None:
    initialize(server, processId=os.getpid(), rootUri=tmp_path.as_uri())
    document = {"uri": (tmp_path / "M1.md").as_uri(), "languageId": "markdown", "version": 1, "text": MILESTONE}
    server.notify("textDocument/didOpen", {"textDocument": document})
    while "unknown-dependency" not in {
        finding["code"] for finding in server.notified("textDocument/publishDiagnostics")["diagnostics"]
    }:
        pass
    server.call("shutdown")
    server.notify("exit")
    assert (server.exit_code(), server.errors()) == (0, "")


def test_a_signal_ends_it_while_its_input_is_open(server: RawClient) -> None:
    initialize(server)
    server.process.send_signal(signal.SIGTERM)
    assert (server.exit_code(), server.errors()) == (128 + signal.SIGTERM, "")


def test_it_ends_with_its_client_whose_pipes_others_hold_open(server: RawClient) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as editor:
        initialize(server, processId=editor.pid)
        editor.kill()
        assert (server.exit_code(), server.errors()) == (1, "")


def test_the_command_line_needs_nothing_that_windows_lacks(tmp_path: Path) -> None:
    (tmp_path / "M1.md").write_text(MILESTONE, encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, WINDOWS, "check"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "unknown-dependency" in checked.stdout


@pytest.mark.parametrize(
    ("client", "server"),
    [
        ("file:///c%3A/Users/ada/plan/M1.md", "file:///C:/Users/ada/plan/M1.md"),  # VS Code
        ("file:///C:/Users/ada/plan/M1.md", "file:///C:/Users/ada/plan/M1.md"),  # Neovim, Emacs
        ("file://nas/plans/M1.md", "file://nas/plans/M1.md"),
        ("file://wsl.localhost/Debian/home/M1.md", "file://wsl.localhost/Debian/home/M1.md"),
    ],
)
def test_the_spellings_of_editors_there_are_one_document_with_ours(client: str, server: str) -> None:
    path = to_path(client, PureWindowsPath)
    assert path is not None
    assert path.is_absolute()
    assert path == to_path(server, PureWindowsPath)
    assert uri_key(client) == uri_key(server)
