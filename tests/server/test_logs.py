"""What a server tells of itself, where to, and what it keeps to itself."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from milestone_ls.server import logs
from milestone_ls.server.logs import Level

from .conftest import Start, initialize
from .rawclient import Json, RawClient

HOLLOW = "the moon is hollow"
PROGRAM = ("-m", "milestone_ls", "server")


def session(tmp_path: Path, *options: str) -> RawClient:
    """A server that was told a secret in a document and then ended."""
    with RawClient([*PROGRAM, *options]) as client:
        initialize(client, rootUri=tmp_path.as_uri())
        document = {"uri": (tmp_path / "M1.md").as_uri(), "languageId": "markdown", "version": 1}
        client.notify(
            "textDocument/didOpen", {"textDocument": {**document, "text": f"# Milestone: M1 Moon\n\n{HOLLOW}\n"}}
        )
        client.notify("textDocument/didClose", {"textDocument": {"uri": HOLLOW, "odd": object.__name__}})
        client.call("textDocument/hover", {"textDocument": {"uri": HOLLOW}, "position": HOLLOW})
        client.call("shutdown")
        client.notify("exit")
        assert client.exit_code() == 0
        client.rest()
    return client


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_the_log_goes_to_the_file_that_was_named_and_holds_no_text_of_documents(tmp_path: Path, level: str) -> None:
    log = tmp_path / "server \N{SNOWMAN}.log"
    client = session(tmp_path, "--stdio", "--log-file", str(log), "--log-level", level)
    text = log.read_text(encoding="utf-8")
    assert ("textDocument/hover refused" in text) == (level == "info")
    assert HOLLOW not in text
    assert client.errors() == ""


def test_without_a_file_the_log_goes_to_standard_error(tmp_path: Path) -> None:
    assert "textDocument/hover refused" in session(tmp_path, "--log-level", "info").errors()


def test_only_the_level_debug_shows_what_was_said(tmp_path: Path) -> None:
    assert HOLLOW in session(tmp_path, "--log-level", "debug").errors()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere/x.log", "No such file"),
        (".", "not a regular file"),
        ("/dev/null", "not a regular file"),
        ("x\0y", "null byte"),
    ],
)
def test_a_log_that_cannot_be_written_is_refused_before_anything_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(logs.UnusableLogError, match=reason):
        logs.begin(name, Level.INFO)


def test_the_program_says_that_a_log_cannot_be_written(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "x.log"
    with RawClient([*PROGRAM, "--log-file", str(missing)]) as client:
        assert client.exit_code() == 2
        assert client.rest() == []
        assert client.errors() == (
            f"milestone-ls server: cannot write the log to {missing}: No such file or directory\n"
        )


def test_a_log_keeps_to_two_files_of_bounded_size(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    handler = logs.opened(str(log))
    assert isinstance(handler, RotatingFileHandler)
    handler.maxBytes = 10_000
    for number in range(1000):
        handler.emit(logging.makeLogRecord({"msg": f"{number} \ud800 {'x' * 100}"}))
    handler.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.log", "x.log.1"]
    assert max(path.stat().st_size for path in tmp_path.iterdir()) <= 10_000
    assert handler.maxBytes < logs.LARGEST_FILE


def test_the_words_of_an_exception_stay_out_of_the_log() -> None:
    def fail() -> None:
        try:
            int(HOLLOW)
        except ValueError as error:
            raise KeyError(HOLLOW) from error

    with pytest.raises(KeyError) as caught:
        fail()
    raised = {"exc_info": (KeyError, caught.value, None)}
    record = logging.makeLogRecord({"msg": "failed", "name": "milestone_ls.x", **raised})
    foreign = logging.makeLogRecord({"msg": HOLLOW, "name": "asyncio", **raised})
    brief, whole = logs.Form(with_words=False), logs.Form(with_words=True)
    assert HOLLOW not in brief.format(record) + brief.format(foreign)
    assert "ValueError" in brief.format(record)
    assert HOLLOW in whole.format(record)


def test_few_of_many_failures_are_told() -> None:
    told: list[str] = []
    logger = logging.getLogger("milestone_ls.test")
    with logs.told(told.append):
        for kind in (ValueError, KeyError, TypeError, OSError, RuntimeError, IndexError, EOFError):
            logger.error("it failed", exc_info=kind(HOLLOW))
        logger.error("no exception")
    assert len(told) == logs.MOST_TOLD
    assert not any(HOLLOW in text for text in told)


# What a client is told that asks for it


def traced(client: RawClient) -> list[Json]:
    """What the client was told since it asked last."""
    client.call("toy/echo")
    kept = [message["params"] for message in client.others if message["method"] == "$/logTrace"]
    client.others.clear()
    return [told for told in kept if not told["message"].startswith("toy/echo")]


def test_a_client_is_told_what_was_done_as_long_as_it_wants_to(start: Start) -> None:
    client = start()
    client.call("toy/later", {"a": 1})
    assert traced(client) == []
    client.notify("$/setTrace", {"value": "messages"})
    client.call("toy/later", {"a": 1})
    client.call("toy/fail")
    client.notify("toy/unknown", {})
    answered, failed, received = traced(client)
    assert answered["message"].startswith("toy/later (")
    assert " answered after " in answered["message"]
    assert failed["message"].startswith("toy/fail (")
    assert " failed after " in failed["message"]
    assert received == {"message": "toy/unknown received"}
    assert set(answered) == {"message"}
    client.notify("$/setTrace", {"value": "verbose"})
    client.call("toy/later", {"a": 1})
    assert [told["verbose"] for told in traced(client) if "toy/later" in told["message"]] == ['{"a": 1}']
    client.notify("$/setTrace", {"value": "off"})
    traced(client)
    client.call("toy/later", {"a": 1})
    assert traced(client) == []


def test_a_trace_that_is_wanted_from_the_start_begins_with_initialize(start: Start) -> None:
    client = start(trace="messages")
    assert [told["message"] for told in traced(client)][-1] == "initialized received"


@pytest.mark.parametrize("value", ["everything", None, 5, {}])
def test_a_trace_of_an_unknown_kind_is_none(start: Start, value: Json) -> None:
    client = start()
    client.notify("$/setTrace", {"value": value})
    client.call("toy/later")
    assert traced(client) == []
