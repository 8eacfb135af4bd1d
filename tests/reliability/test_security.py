"""What the server reaches for on the system that it runs on, whatever a workspace and a client say.

Python's audit events tell: they name each file that is opened, each folder that is listed, each program and connection.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from milestone_ls.project.crew import spare_cores
from tests.cli.shell import write
from tests.reliability.audit import Audit, Event, audited, is_programs_own
from tests.reliability.tour import SERVER, begin, end, tell, tour
from tests.server.rawclient import RawClient

HOLLOW = "the moon is hollow"

PLAN = """\
//- plan/milestone-ls.toml
template = "../outside/template.md"
index = ["README.md", "../outside/README.md"]
include = ["**/*.md", "../outside/**"]
//- plan/README.md
# Plan

- [ ] [M1](M1.md) Ground
- [ ] [M9](../outside/M9.md) Moon
//- plan/M1.md
# Milestone: M1 Ground

**Status**: pending
**Depends on**: M2, M9, [M9](../outside/M9.md), [x](/etc/passwd), <../outside/M9.md>, ../outside/M9.md

See [it](../outside/M9.md#top), ![it](../outside/picture.svg), [it](%2e%2e/outside/M9.md), [[../outside/M9]], [it][far].

- [ ] {a task} to do

[far]: ../outside/M9.md "far"
//- plan/deep/milestone-ls.toml
template = "linked.md"
//- plan/deep/M3.md
# Milestone: M3 Deep

**Depends on**: M1
//- outside/M9.md
# Milestone: M9 the moon is hollow

**Status**: completed
//- outside/README.md
# Outside

- [ ] [M9](M9.md) the moon is hollow
//- outside/template.md
# Milestone: {ID} {Title}

## the moon is hollow
//- outside/milestone-ls.toml
heading = ["# the moon is hollow {ID} {Title}"]
//- outside/.gitignore
M1.md
//- outside/picture.svg
<svg/>
//- outside/folder/M8.md
# Milestone: M8 the moon is hollow
"""
PLACES = ((0, 14), (3, 16), (6, 12), (8, 6))


class Toured(NamedTuple):
    """A session and what came of it: what was done, told and logged, and whether all files are as they were."""

    plan: Path
    audit: Audit
    events: tuple[Event, ...]
    told: str
    errors: str
    is_untouched: bool


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything below *folder*: its mode, when it was changed, and what is in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = (status.st_mode, status.st_mtime_ns, content)
    return found


def hostile(here: Path) -> Path:
    """A workspace in ``plan`` all of whose links, names and settings lead out of it, to files that hold a secret."""
    write(here, PLAN)
    (here / "plan/M2.md").symlink_to(here / "outside/M9.md")
    (here / "plan/notes").symlink_to(here / "outside", target_is_directory=True)
    (here / "plan/deep/linked.md").symlink_to("../../outside/template.md")
    (here / "plan/deep/.gitignore").symlink_to("../../outside/.gitignore")
    (here / "plan/sub").mkdir()
    (here / "plan/sub/milestone-ls.toml").symlink_to(here / "outside/milestone-ls.toml")
    (here / "plan/sub/M4.md").write_text("# Milestone: M4 Sub\n", encoding="utf-8")
    return here


def elsewhere(plan: Path) -> Iterator[str]:
    """Ways to name what lies outside of *plan*."""
    outside = plan.parent / "outside"
    for name in ("M9.md", "README.md", "milestone-ls.toml", "template.md", ".gitignore", "folder/M8.md", "folder"):
        yield (outside / name).as_uri()
        yield f"{plan.as_uri()}/../outside/{name}"
        yield f"{plan.as_uri()}/%2e%2e/outside/{name}"
        yield f"{plan.as_uri()}/notes/{name}"
    yield f"file://localhost{outside}/M9.md"
    yield f"untitled:{outside}/M9.md"
    yield f"vscode-remote://host{outside}/M9.md"
    yield "file:///etc/passwd"
    yield "file:///c%3A/plan/M1.md"
    yield f"{plan.as_uri()}/M1.md%00/../../outside/M9.md"


def session(plan: Path, uris: Iterable[str], log: Path, *options: str) -> tuple[Audit, str, str]:
    """Everything asked and told of *uris* in a workspace; what was done for it, and all that the client was told."""
    told: list[str] = []
    with audited(log) as audit, RawClient([*SERVER, *options]) as client:
        begin(client, plan)
        for path in sorted(plan.glob("**/M*.md")):
            item = {"uri": path.as_uri(), "languageId": "markdown", "version": 1}
            if not path.resolve().is_relative_to(plan):
                continue
            text = path.read_text(encoding="utf-8")
            client.notify("textDocument/didOpen", {"textDocument": {**item, "text": text}})
        client.call("milestone-ls/none")
        for uri in uris:
            tell(client, uri)
            tour(client, [uri], [(0, 0)])
        tour(client, [(plan / "M1.md").as_uri()], PLACES)
        tour(client, [plan.as_uri()], [(0, 0)])
        told += map(str, client.others)
        end(client)
        told += map(str, client.rest())
    return audit, "\n".join(told), client.errors()


def outside(events: Iterable[Event], *inside: Path) -> list[Event]:
    """What was reached for on disk beside *inside* and what Python and the server consist of."""
    return [
        event
        for event in events
        if (event.reads or event.writes)
        and not is_programs_own(event)
        and not any(event.path and event.path.is_relative_to(folder) for folder in inside)
    ]


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    """One long session about a hostile workspace, which is looked at from several sides."""
    here = hostile(tmp_path_factory.mktemp("hostile").resolve())
    before = tree(here)
    audit, told, errors = session(here / "plan", elsewhere(here / "plan"), here.parent / "audit.log")
    return Toured(here / "plan", audit, tuple(audit.events()), told, errors, before == tree(here))


def test_nothing_outside_the_workspace_is_read_whatever_links_settings_and_clients_name(toured: Toured) -> None:
    assert any(event.path == toured.plan / "M1.md" for event in toured.events)
    assert outside(toured.events, toured.plan, toured.audit.own) == []
    assert HOLLOW not in toured.told


def test_nothing_in_the_workspace_is_written_and_all_that_is_goes_to_folders_of_our_own(toured: Toured) -> None:
    assert toured.is_untouched
    written = [event for event in toured.events if event.writes and not is_programs_own(event)]
    assert any(event.path and event.path.suffix == ".html" for event in written), "the page that is shown in a browser"
    assert outside(written, toured.audit.own) == []


def test_no_program_is_started(toured: Toured) -> None:
    assert [event for event in toured.events if event.starts_a_program] == []


@pytest.mark.skipif(spare_cores() < 1, reason="one core reads alone")
def test_to_read_many_documents_it_starts_itself_and_nothing_else(tmp_path: Path) -> None:
    plan = tmp_path.resolve() / "plan"
    plan.mkdir()
    for number in range(400):
        (plan / f"M{number}.md").write_text(f"# Milestone: M{number} Wall\n", encoding="utf-8")
    with audited(tmp_path.resolve() / "audit.log") as audit, RawClient(SERVER) as client:
        begin(client, plan)
        assert len(client.call("workspace/symbol", {"query": "M399"})) == 1
        end(client)
    events = tuple(audit.events())
    started = {event.arguments[:2] for event in events if event.starts_a_program}
    assert started == {(sys.executable, f"{sys.executable} -P -m milestone_ls.project.worker")}
    assert outside(events, plan, audit.own) == []
    assert [event for event in events if event.is_network] == []


def test_no_port_is_opened_and_nobody_is_connected_to(toured: Toured) -> None:
    assert [event for event in toured.events if event.is_network] == []


def test_no_request_of_it_fails_by_a_fault_of_ours(toured: Toured) -> None:
    assert "-32603" not in toured.told
    assert "failed" not in toured.errors


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not there")
def test_the_system_saw_no_more_of_it_than_python_did(tmp_path: Path) -> None:
    """Compiled code shows in no event of Python's."""
    here, log = hostile(tmp_path.resolve()), tmp_path / "strace.log"
    traced = "strace", "-f", "-qq", "-o", str(log), "-e", "trace=openat,execve,bind,listen,connect"
    start = f"import os, sys; os.execvp({traced[0]!r}, [*{traced!r}, sys.executable, *{SERVER!r}])"
    with RawClient(["-c", start]) as client:
        begin(client, here / "plan", watches=False)
        for uri in elsewhere(here / "plan"):
            tell(client, uri)
        tour(client, [(here / "plan" / "M1.md").as_uri()], PLACES[:1])
        end(client)
    seen = log.read_text(encoding="utf-8", errors="replace")
    opened = {os.path.realpath(path) for path in re.findall(r'openat\(\w+, "([^"]+)"', seen)}
    assert str(here / "plan" / "M1.md") in opened
    assert [path for path in opened if path.startswith(str(here / "outside"))] == []
    assert len(re.findall(r"\bexecve\(", seen)) == 1
    assert re.findall(r"\b(?:bind|listen|connect)\(.*", seen) == []


def test_the_record_would_show_what_it_is_there_to_show(tmp_path: Path) -> None:
    """What each of the tests above looks for, done by a program that does it."""
    program = f"""
import socket, subprocess, sys
open({str(tmp_path / "a.md")!r}, "w").close()
open({str(tmp_path / "a.md")!r}).close()
subprocess.run([sys.executable, "-c", ""])
socket.socket().bind(("127.0.0.1", 0))
"""
    with audited(tmp_path / "audit.log") as audit:
        subprocess.run([sys.executable, "-c", program], check=True)
    events = tuple(audit.events())
    assert [event.writes for event in outside(events, audit.own)] == [True, False]
    assert any(event.starts_a_program for event in events)
    assert any(event.is_network for event in events)
