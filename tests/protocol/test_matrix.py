"""Every question of an editor under every circumstance: emoji, line ends, encodings, unsaved edits, what vanished.

The questions stand in :mod:`~tests.protocol.questions`, the circumstances in :mod:`~tests.protocol.conditions`, and
what the user is to see in :mod:`~tests.protocol.expected`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types

from tests.protocol import questions
from tests.protocol.conditions import CONDITIONS, under
from tests.protocol.desk import Desk, desk
from tests.protocol.expected import EXPECTED
from tests.protocol.page import TO_SERVER
from tests.protocol.questions import QUESTIONS, Question, Seen
from tests.protocol.seen import Text


def answers(question: str) -> dict[str, Seen]:
    """What is to be seen of a question, by the name of the answers."""
    return {name: seen for names, seen in EXPECTED[question].items() for name in names.split(" | ")}


@pytest.fixture(scope="module", params=CONDITIONS, ids=[condition.name for condition in CONDITIONS])
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """A session under one circumstance, and the name of the answers that are expected there."""
    with under(request.param, tmp_path_factory.mktemp("matrix")) as user:
        yield user, request.param.answers


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.__name__ for question in QUESTIONS])
def test_the_user_sees_what_is_meant(question: Question, session: tuple[Desk, str]) -> None:
    user, name = session
    seen = [line.replace(user.root.as_uri(), "…") for line in question(user)]
    assert seen == answers(question.__name__)[name]


def test_every_question_has_an_answer_for_every_circumstance() -> None:
    names = {condition.answers for condition in CONDITIONS}
    assert {question.__name__ for question in QUESTIONS} == set(EXPECTED)
    assert all(set(answers(question)) == names for question in EXPECTED)


@pytest.mark.parametrize("question", EXPECTED)
def test_every_question_shows_something_where_nothing_is_wrong(question: str) -> None:
    assert answers(question)["as it is"]
    different = {tuple(seen) for seen in answers(question).values()}
    assert len(different) > 1, "an answer that nothing changes may be none"


def test_a_range_counts_in_the_unit_that_was_agreed_on() -> None:
    """All three units differ behind the emoji, so that none of them passes for another."""
    line = "**Dependencies**: 🐳 M1"
    ends = [Text(line, encoding).spot("🐳 ")["character"] for encoding in ("utf-8", "utf-16", "utf-32")]
    assert len(set(ends)) == len(ends)


def asked() -> set[str]:
    """Every text in the module of the questions, methods and names of commands among them."""
    source = ast.parse(Path(questions.__file__).read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(source) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_all_that_can_be_asked_is_asked() -> None:
    """A request that the server offers and no question makes is a hole in the table."""
    offered = {method for method, entry in TO_SERVER.items() if entry.offered and types.METHOD_TO_TYPES[method][1]}
    # What an item, an action or a symbol says when it is resolved has tests of its own.
    resolved = {method for method in offered if method.endswith("/resolve")}
    # Of the commands is another test.
    assert offered - resolved - asked() == {"initialize", "shutdown", "workspace/executeCommand"}


def test_every_command_is_given_that_the_server_announces(tmp_path: Path) -> None:
    with desk(tmp_path, "utf-16") as session:
        announced = set(session.capabilities["executeCommandProvider"]["commands"])
    # A question gives this one as the lens names it.
    named = asked() | {"milestone-ls.showPlaces"}
    assert announced <= named
