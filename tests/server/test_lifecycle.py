"""How a server ends: with the right code, within a second, without a word."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from milestone_ls.server.lifetime import GRACE

from .conftest import TOY, Start
from .rawclient import LIMIT, RawClient, environment, framed

SOON = 3.0
"""A second, and what a busy machine adds. Without the countdown, a busy server would stay for good."""


def ends_quietly(client: RawClient, sign_of_the_end: Callable[[], object]) -> int:
    """The exit code of a server that ends soon after *sign_of_the_end* and complains of nothing."""
    began = time.monotonic()
    sign_of_the_end()
    code = client.exit_code()
    assert time.monotonic() - began <= SOON
    assert client.errors() == ""
    return code


def be_busy(client: RawClient, kind: str) -> None:
    if kind != "idle":
        client.request(f"toy/{kind}", {"until": "/nowhere/at/all"})
        client.notified("toy/begun")


def while_(*kinds: str) -> pytest.MarkDecorator:
    """Idle, or busy with an asynchronous handler, with one in a thread, or with one that blocks the loop."""
    return pytest.mark.parametrize("kind", kinds)


@while_("idle", "never", "thread", "block")
def test_exit_after_shutdown_ends_with_0(start: Start, kind: str) -> None:
    client = start()
    be_busy(client, kind)
    client.request("shutdown")
    assert ends_quietly(client, lambda: client.notify("exit")) == 0


@while_("idle", "block")
def test_exit_without_shutdown_ends_with_1(start: Start, kind: str) -> None:
    client = start()
    be_busy(client, kind)
    assert ends_quietly(client, lambda: client.notify("exit")) == 1


def test_exit_before_initialize_ends_with_1(start: Start) -> None:
    client = start(initialized=False)
    client.call("shutdown")
    assert ends_quietly(client, lambda: client.notify("exit")) == 1


@while_("idle", "never", "thread", "block")
def test_the_end_of_input_ends_with_1(start: Start, kind: str) -> None:
    client = start()
    be_busy(client, kind)
    assert ends_quietly(client, client.hang_up) == 1


def test_the_end_of_input_after_shutdown_ends_with_0(start: Start) -> None:
    client = start()
    client.call("shutdown")
    assert ends_quietly(client, client.hang_up) == 0


def test_a_body_that_is_cut_short_by_the_end_is_no_message(start: Start) -> None:
    client = start()
    client.send_bytes(framed({"jsonrpc": "2.0", "id": 9, "method": "toy/echo"})[:-1])
    assert ends_quietly(client, client.hang_up) == 1
    assert client.rest() == []


def test_what_was_asked_before_the_end_of_input_is_answered(start: Start) -> None:
    client = start(initialized=False)
    client.send(
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}},
        *({"jsonrpc": "2.0", "id": f"echo {number}", "method": "toy/echo", "params": [number]} for number in range(50)),
        {"jsonrpc": "2.0", "id": "never", "method": "toy/never"},
    )
    client.hang_up()
    answers = {message["id"]: message for message in client.rest() if "id" in message}
    assert [answers[f"echo {number}"]["result"] for number in range(50)] == [[number] for number in range(50)]
    assert answers["never"]["error"]["code"] == -32800
    assert client.exit_code() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there a signal ends a process at once")
@pytest.mark.parametrize(
    ("signum", "kind"),
    [
        (signal.SIGTERM, "idle"),
        (signal.SIGTERM, "thread"),
        (signal.SIGTERM, "block"),
        (signal.SIGINT, "idle"),
        (signal.SIGINT, "block"),
    ],
)
def test_a_signal_ends_with_its_number(start: Start, signum: signal.Signals, kind: str) -> None:
    client = start()
    be_busy(client, kind)
    assert ends_quietly(client, lambda: client.process.send_signal(signum)) == 128 + signum


@while_("idle", "block")
def test_the_death_of_the_client_ends_with_1(start: Start, kind: str) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as editor:
        client = start(processId=editor.pid)
        be_busy(client, kind)
        # Not waited for, so that for the system the process still exists.
        assert ends_quietly(client, editor.kill) == 1


def test_a_client_that_is_dead_already_ends_it_too(start: Start) -> None:
    editor = subprocess.Popen([sys.executable, "-c", ""])
    editor.wait()
    client = start(initialized=False)
    client.call("toy/echo")  # until it is up; the second is that of its end
    params: dict[str, object] = {"processId": editor.pid, "rootUri": None, "capabilities": {}}
    # It may be gone before anything could be said after that.
    assert ends_quietly(client, lambda: client.request("initialize", params)) == 1


def test_a_client_that_reads_no_more_ends_it_with_1() -> None:
    with RawClient([TOY], listening=False) as client:
        client.stop_listening()
        client.send({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})
        assert client.exit_code() == 1
        assert client.errors() == ""


def test_the_end_is_reached_while_an_answer_waits_for_a_client_that_does_not_read() -> None:
    with RawClient([TOY], listening=False) as client:
        client.send({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})
        for number in range(10):
            client.send({"jsonrpc": "2.0", "id": number, "method": "toy/echo", "params": ["x" * (1 << 17)]})
        assert ends_quietly(client, client.hang_up) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="pipes always block there")
def test_pipes_that_do_not_block_are_no_end() -> None:
    source, client_end = os.pipe()
    os.set_blocking(source, False)
    with subprocess.Popen([sys.executable, TOY], stdin=source, stdout=subprocess.PIPE, env=environment()) as server:
        os.close(source)
        with os.fdopen(client_end, "wb") as pipe:
            pipe.write(framed({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}))
            pipe.flush()
            assert server.stdout
            # Once it has answered, the pipe is empty when it is read next.
            assert server.stdout.readline().startswith(b"Content-Length: ")
            pipe.write(framed({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}))
        assert server.wait(LIMIT) == 0


def test_the_end_by_force_comes_within_a_second() -> None:
    assert GRACE <= 0.5


def test_nothing_of_it_is_left_behind(start: Start, tmp_path: Path) -> None:
    client = start()
    client.request("toy/thread", {"until": str(tmp_path / "release")})
    client.notified("toy/begun")
    client.hang_up()
    # A process or thread that lived on would keep the pipe open.
    assert all("id" in message for message in client.rest())
